"""The page of the bureau's own wordings and numbers (文书式样和文号): edit, check, preview, use; series and the plan of laptops."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit

from inspector.domain.serials import SerialPlan
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row, scrolled
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr

_PANEL_PX = 400


class WordingView(Page):
    """`shown`, `kind_chosen(kind)`, `check_wanted(text)`, `saved(text)`, `reset_wanted`, `template_saved(text)`,
    `plan_saved(devices, slot, size)`."""

    shown = Signal()
    kind_chosen = Signal(str)
    check_wanted = Signal(str)
    saved = Signal(str)
    reset_wanted = Signal()
    template_saved = Signal(str)
    plan_saved = Signal(str, str, str)

    def __init__(self, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("文书式样和文号"), back_to=tr("设置"))
        self.presenter: object = None
        self.back, self.check = Button(tr("改回原式样")), Button(tr("核对并预览"), key="Ctrl+R")
        self.save = Button(tr("采用"), "filled")
        self.back.clicked.connect(self.reset_wanted)
        self.check.clicked.connect(lambda: self.check_wanted.emit(self.text()))
        self.save.clicked.connect(lambda: self.saved.emit(self.text()))
        self.add_key("Ctrl+R", tr("核对并预览"), lambda: self.check_wanted.emit(self.text()))
        for button in (self.back, self.check, self.save):
            self.header.add_action(button)
        self.set_primary(self.save)
        self.kind = ChoiceField(tr("文书"), options=tuple(kinds))
        self.kind.set_value(kinds[0][0])
        self.kind.chosen.connect(self.kind_chosen)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(tr("式样"))
        self.editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setStyleHint(QFont.StyleHint.Monospace)
        self.editor.setFont(fixed)
        self.own = Label("", "dense", "text2", wrap=True)
        left = Card(tr("式样"), tr("改文字可以，必备要素一项也不能少；已出具的文书不变"))
        left.add(self.kind)
        left.add(self.own)
        left.add(self.editor, 1)
        self._panel = scrolled(
            holder(column(self._verdict_card(), self._template_card(), self._plan_card(), None, gap=12))
        )
        self._panel.setFixedWidth(_PANEL_PX)
        self.set_fixed_body(holder(row((left, 1), self._panel, gap=14, margins=(20, 10, 20, 10))))

    def _verdict_card(self) -> Card:
        self.mark, self.verdict = MarkView(Mark.UNKNOWN, 18), Label("", "bold", wrap=True)
        self.faults = QListWidget()
        self.faults.setAccessibleName(tr("不能用的各处"))
        self.faults.setWordWrap(True)
        self.faults.setMaximumHeight(150)
        self.faults.hide()
        self._pages = column(gap=8)
        card = Card(tr("核对和预览"))
        card.add(row(self.mark, (self.verdict, 1)))
        card.add(self.faults)
        card.add(holder(self._pages))
        return card

    def _template_card(self) -> Card:
        self.template = TextField(
            tr("文号式样"), hint=tr("{区} 区简称、{年}、{序}，如 深环{区}罚字〔{年}〕{序}号")
        )
        keep = Button(tr("保存文号式样"))
        keep.clicked.connect(lambda: self.template_saved.emit(self.template.text()))
        self.template_card = Card(tr("文号"))
        self.template_card.add(self.template)
        self.template_card.add(row(None, keep))
        return self.template_card

    def _plan_card(self) -> Card:
        self.devices, self.slot = TextField(tr("几台电脑编号")), TextField(tr("本机是第几台"))
        self.size_ = TextField(tr("每段多少号"))
        self.plan = Label("", "dense", "text2", wrap=True)
        keep = Button(tr("保存编号方案"))
        keep.clicked.connect(
            lambda: self.plan_saved.emit(self.devices.text(), self.slot.text(), self.size_.text())
        )
        card = Card(tr("编号方案"), tr("各台照同一方案，不会重号"))
        card.add(self.plan)
        card.add(row((self.devices, 1), (self.slot, 1), (self.size_, 1), gap=10))
        card.add(row(None, keep))
        return card

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def apply_form(self, form: PageForm) -> None:
        self._panel.setFixedWidth(_PANEL_PX if form.side_panels else 320)

    def help_text(self) -> str:
        return tr(
            "先选一种文书，改左边的式样，再核对并预览：少了必备要素的说明少了什么，不能采用。采用后出具的文书照新式样，"
            "已出具的不变；改动记入审计链。“改回原式样”回到程序自带的写法。"
        )

    def text(self) -> str:
        """The wording as edited."""
        return self.editor.toPlainText()

    def show_wording(self, text: str, template: str, *, own: bool) -> None:
        """The wording in use of the chosen kind and its numbers."""
        self.editor.setPlainText(text)
        self.own.setText(tr("正在用本单位改过的式样") if own else tr("正在用程序自带的式样"))
        self.back.setEnabled(own)
        self.template_card.setVisible(bool(template))
        self.template.set_text(template)
        self.template.clear_line()
        self.show_verdict(Mark.UNKNOWN, tr("改好后核对"), ())
        self.show_pages(())

    def show_verdict(self, mark: Mark, words: str, faults: Sequence[str]) -> None:
        """What the check found."""
        self.mark.set_mark(mark)
        self.verdict.setText(words)
        self.faults.clear()
        self.faults.addItems(list(faults))
        self.faults.setVisible(bool(faults))

    def show_pages(self, images: Sequence[QImage]) -> None:
        """The blank sample in the edited wording."""
        clear(self._pages)
        for number, image in enumerate(images, 1):
            label = QLabel()
            label.setObjectName("paper")
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            label.setPixmap(pixmap)
            label.setAccessibleName(tr("样张第 {n} 页", n=number))
            self._pages.addWidget(label)

    def dots(self) -> float:
        """Dots an inch at which an A4 page fills the side panel."""
        return (self._panel.width() - 70) / 8.27 * self.devicePixelRatioF()

    def show_plan(self, plan: SerialPlan) -> None:
        """The plan of this laptop."""
        self.plan.setText(plan.text())
        for field, number in ((self.devices, plan.devices), (self.slot, plan.slot), (self.size_, plan.size)):
            field.set_text(str(number))
            field.clear_line()
