"""The re-entry page (补录包): a row a field with its copy button; Enter copies and moves on; ticks, and the number taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.documents.reentry import EntryLine
from inspector.services.reentry import ReentryPack
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.fields import CheckField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row, scrolled
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr

_PANEL_PX = 300
_LABEL_PX = 150


class _CopyButton(Button):
    """Enter and Return press it, as Space does."""

    def __init__(self, name: str) -> None:
        super().__init__(tr("复制"), size="small")
        self.setAccessibleName(tr("复制{name}", name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter copies; everything else as usual."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class ReentryView(Page):
    """`shown(case_id)`, `ticked(field_id, done)`, `number_saved(text)`, `print_wanted`, `save_wanted`."""

    shown = Signal(str)
    ticked = Signal(str, bool)
    number_saved = Signal(str)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("省系统补录"), back_to=tr("返回"))
        self.presenter: object = None
        self.lines: tuple[EntryLine, ...] = ()
        self.copies: list[Button] = []
        self._checks: list[CheckField] = []
        self._marks: list[MarkView] = []
        self._at = -1
        save = Button(tr("保存清单"), icon="download-simple")
        save.clicked.connect(self.save_wanted)
        paper = Button(tr("打印清单"), icon="printer", key="Ctrl+P")
        paper.clicked.connect(self.print_wanted)
        self.bind("print", self.print_wanted.emit)
        for button in (save, paper):
            self.header.add_action(button)
        self._rows = column(gap=0)
        self.list = Card(tr("按录入顺序"))
        self.list.add(holder(self._rows))
        warned = Panel("warn")
        self.note = Label("", "dense", wrap=True)
        warned.add(row(MarkView(Mark.UNKNOWN, 16), (self.note, 1), gap=8))
        keys = Card(tr("怎么录"))
        keys.add(
            Label(
                tr("Enter 复制这一栏并移到下一栏；到省系统粘贴后回来再按 Enter。"),
                "dense",
                "text2",
                wrap=True,
            )
        )
        self.follow = CheckField(tr("复制下一栏时，上一栏记为已录"))
        self.follow.setChecked(True)
        keys.add(self.follow)
        self.number = TextField(tr("省系统给的编号"), hint=tr("录完取回，存进本案"))
        keep = Button(tr("存进案件"))
        keep.clicked.connect(lambda: self.number_saved.emit(self.number.text()))
        self.number.line_edit.returnPressed.connect(lambda: self.number_saved.emit(self.number.text()))
        back = Card(tr("取回编号"))
        back.add(self.number)
        back.add(row(None, keep))
        self._panel = scrolled(holder(column(warned, keys, back, None, gap=12)))
        self._panel.setFixedWidth(_PANEL_PX)
        left = scrolled(holder(column(self.list, None)))
        self.set_fixed_body(holder(row((left, 1), self._panel, gap=14, margins=(20, 10, 20, 10))))
        self._left = left

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def apply_form(self, form: PageForm) -> None:
        self._panel.setFixedWidth(_PANEL_PX if form.side_panels else 240)

    def help_text(self) -> str:
        return tr(
            "案件的内容按省系统的录入顺序排好，逐栏复制。已录的打勾并存下；录过以后案件里改了的会提示重录。"
            "录入顺序未经核实，可以在 resources/papers/reentry.toml 里调整。"
        )

    def show_pack(self, pack: ReentryPack) -> None:
        """The fields with their ticks; the place where one stands is kept."""
        self.header.set_sub(pack.case.party_name)
        self.list.set_sub(
            tr("{n} 栏，还有 {o} 栏没有录入", n=len(pack.lines), o=pack.open) if pack.open else tr("都已录入")
        )
        self.note.setText(pack.note + tr("。"))
        if not self.number.line_edit.hasFocus():
            self.number.set_text(pack.case.official_number)
        same = [line.field for line in pack.lines] == [line.field for line in self.lines]
        self.lines = pack.lines
        if not same or any(a.text != b for a, b in zip(pack.lines, self._texts(), strict=False)):
            self._build(pack.lines)
        for line, check, mark in zip(pack.lines, self._checks, self._marks, strict=True):
            check.setChecked(line.entered)
            mark.set_mark(_mark(line), tr("须重录") if line.changed else "")

    def start_at(self, case_id: str) -> None:
        """Another case: begin at its first open field."""
        del case_id
        self._at = -1
        first = next((n for n, line in enumerate(self.lines) if line.text and not line.entered), None)
        if first is not None:
            QTimer.singleShot(0, self.copies[first].setFocus)

    def copy(self, place: int) -> None:
        """Copy a field and go to the next one that has a value."""
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self.lines[place].text)
        if (
            self.follow.isChecked()
            and self._at >= 0
            and self._at != place
            and not self.lines[self._at].entered
        ):
            self.ticked.emit(self.lines[self._at].field.id, True)
        self._at = place
        following = next((n for n in range(place + 1, len(self.lines)) if self.lines[n].text), None)
        if following is not None:
            self.copies[following].setFocus()
            self._left.ensureWidgetVisible(self.copies[following])

    def show_fault(self, text: str) -> None:
        """A refused number, below its field."""
        self.number.set_fault(text)

    def _texts(self) -> Sequence[str]:
        return [button.property("copied") for button in self.copies]

    def _build(self, lines: Sequence[EntryLine]) -> None:
        clear(self._rows)
        self.copies, self._checks, self._marks = [], [], []
        group = ""
        for place, line in enumerate(lines):
            if line.field.group != group:
                group = line.field.group
                self._rows.addWidget(holder(row(Label(group, "dense-bold", "text2"), margins=(0, 10, 0, 2))))
            self._rows.addWidget(self._row(place, line))

    def _row(self, place: int, line: EntryLine) -> QWidget:
        mark = MarkView(Mark.UNKNOWN, 16)
        name = Label(line.field.label, "dense", "text2", wrap=True)
        name.setFixedWidth(_LABEL_PX)
        words = Label(
            line.text or tr("（没有）"), "", None if line.text else "text3", wrap=True, selectable=True
        )
        copy = _CopyButton(line.field.label)
        copy.setProperty("copied", line.text)
        copy.setEnabled(bool(line.text))
        copy.clicked.connect(lambda _on=False, n=place: self.copy(n))
        check = CheckField(tr("已录"))
        check.setAccessibleName(tr("{name}已录", name=line.field.label))
        check.setEnabled(bool(line.text))
        check.ticked.connect(lambda done, key=line.field.id: self.ticked.emit(key, done))
        self._marks.append(mark)
        self.copies.append(copy)
        self._checks.append(check)
        return holder(row(mark, name, (words, 1), copy, check, gap=10, margins=(0, 4, 0, 4)))


def _mark(line: EntryLine) -> Mark:
    if line.entered:
        return Mark.MET
    return Mark.RECHECK if line.changed else Mark.LATER if line.text else Mark.UNKNOWN
