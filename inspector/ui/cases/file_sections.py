"""The left side of a case: facts with their evidence, order to correct, papers, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Fact, Rectification
from inspector.domain.times import parse_day
from inspector.services.cases import CaseFile
from inspector.services.papers import PaperSlot
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, NumberBadge
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import CheckField, TextAreaField, TextField, beside
from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.photo_drag import PhotoDrop
from inspector.ui.common.words import tr

_STATES = {"issued": Mark.MET, "ready": Mark.SOON, "draft": Mark.UNKNOWN}


class FactsCard(Card):
    """`fact_added(text, material)`, `fact_changed(id, text)`, `fact_voided(id)`, `evidence_added(fact_id, label)`."""

    fact_added = Signal(str, str)
    fact_changed = Signal(str, str)
    fact_voided = Signal(str)
    evidence_added = Signal(str, str)
    evidence_removed = Signal(str)
    photo_dropped = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("事实与证据"))
        self._facts: tuple[Fact, ...] = ()
        self._editing = ""
        add = Button(tr("添加事实"), "link", icon="plus")
        add.clicked.connect(lambda: self._edit("", ""))
        self.add_action(add)
        self._list = column(gap=8)
        self.text = TextAreaField(tr("事实：时间、地点、行为、后果"), lines=3)
        self.material = TextField(tr("证据材料"), placeholder=tr("如 询问笔录、监测报告"))
        save, cancel = Button(tr("记下")), Button(tr("取消"), "link")
        save.clicked.connect(self._save)
        cancel.clicked.connect(self._close)
        self.form = holder(column(self.text, beside(self.material, cancel, save, gap=8), gap=6))
        self.form.hide()
        self.add(holder(self._list))
        self.add(self.form)

    def show_facts(self, file: CaseFile) -> None:
        """Numbered facts with the evidence behind each. The form closes when the file shows what was entered."""
        clear(self._list)
        if file.facts != self._facts:
            self.form.hide()
        self._facts = file.facts
        numbers = {photo.id: number for number, photo in enumerate(file.photos, 1)}
        self.set_sub(tr("{n} 项事实 · {e} 份证据", n=len(file.facts), e=len(file.evidence)))
        if not file.facts:
            self._list.addWidget(
                Label(tr("还没有事实。写清时间、地点、行为和后果，再挂上证据。"), "dense", "text3")
            )
        for fact in file.facts:
            chips = holder(FlowLayout(6))
            layout = chips.layout()
            links = [link for link in file.evidence if link.fact_id == fact.id]
            shots = sorted(numbers[link.photo_id] for link in links if link.photo_id in numbers)
            if layout is not None:
                if shots:
                    layout.addWidget(Chip(tr("照片 {n}", n="、".join(str(n) for n in shots))))
                for link in links:
                    if link.label:
                        layout.addWidget(Chip(link.label))
                if not links:
                    layout.addWidget(Chip(tr("缺证据"), "warn", mark=Mark.UNKNOWN))
            edit = Button(tr("修改"), "link")
            edit.setAccessibleName(tr("修改事实 {n}", n=fact.ordinal))
            edit.clicked.connect(lambda _c=False, f=fact: self._edit(f.id, f.text))
            drop = Button(tr("作废"), "link")
            drop.setAccessibleName(tr("作废事实 {n}", n=fact.ordinal))
            drop.clicked.connect(lambda _c=False, f=fact: self.fact_voided.emit(f.id))
            words = Label(fact.text, "", wrap=True)
            line = holder(
                row(
                    NumberBadge(fact.ordinal),
                    (holder(column(words, chips, gap=4)), 1),
                    edit,
                    drop,
                    gap=10,
                )
            )
            PhotoDrop(line).dropped.connect(
                lambda photo_id, key=fact.id: self.photo_dropped.emit(key, photo_id)
            )
            self._list.addWidget(line)

    def _close(self) -> None:
        self.form.hide()

    def _edit(self, fact_id: str, text: str) -> None:
        self._editing = fact_id
        self.text.set_text(text)
        self.material.set_text("")
        self.form.show()
        self.text.text_edit.setFocus()

    def _save(self) -> None:
        text, material = self.text.text(), self.material.text().strip()
        if not self._editing:
            self.fact_added.emit(text, material)
            return
        if any(fact.id == self._editing and fact.text == text.strip() for fact in self._facts):
            self.form.hide()
        else:
            self.fact_changed.emit(self._editing, text)
        if material:
            self.evidence_added.emit(self._editing, material)


class CorrectionCard(Card):
    """The order to correct (责令改正) and its recheck. `ordered(dict)`, `rechecked(dict)`."""

    ordered = Signal(dict)
    rechecked = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("责令改正"))
        self._order: Rectification | None = None
        self._known: tuple[tuple[Rectification, ...], date] | None = None
        self._shown = column(gap=4)
        self.requirement = TextField(tr("改正要求"))
        self.day, self.due = TextField(tr("责令日")), TextField(tr("改正期限"), hint=tr("立即改正的留空"))
        self.result = TextField(tr("复查情况"))
        self.recheck_day = TextField(tr("复查日"))
        self.corrected = CheckField(tr("已改正"))
        order, recheck = Button(tr("登记责令改正")), Button(tr("登记复查"))
        order.clicked.connect(self._save_order)
        recheck.clicked.connect(self._save_recheck)
        self._order_form = holder(column(self.requirement, row((self.day, 1), (self.due, 1), order), gap=6))
        self._recheck_form = holder(
            column(self.result, row((self.recheck_day, 1), self.corrected, recheck), gap=6)
        )
        self.add(holder(self._shown))
        self.add(self._order_form)
        self.add(self._recheck_form)

    def show_orders(self, orders: Sequence[Rectification], today: date) -> None:
        """The orders so far; the form asks for what is missing: an order, then its recheck. Typed text stays."""
        if (tuple(orders), today) == self._known:
            return
        self._known = (tuple(orders), today)
        self._order = next((o for o in reversed(orders) if o.rechecked_on is None), None)
        clear(self._shown)
        for order in orders:
            due = tr("限 {day}", day=order.due_on) if order.due_on else tr("立即改正")
            mark = Mark.SOON if order.rechecked_on is None else Mark.MET if order.corrected else Mark.UNMET
            state = order.result or (tr("等复查") if order.rechecked_on is None else tr("已复查"))
            words = f"{order.ordered_on} · {due} · {order.requirement}"
            line = row(MarkView(mark, 16), (ElidingLabel(words, "dense"), 1), Label(state, "dense", "text2"))
            self._shown.addWidget(holder(line))
        if not orders:
            self._shown.addWidget(Label(tr("处罚时应当责令改正（行政处罚法第28条）"), "dense", "text3"))
        self._order_form.setVisible(not orders)
        self._recheck_form.setVisible(self._order is not None)
        self.day.set_text(str(today))
        self.recheck_day.set_text(str(today))

    def _save_order(self) -> None:
        try:
            due = parse_day(self.due.text(), "改正期限") if self.due.text().strip() else None
            entered = {
                "requirement": self.requirement.text(),
                "day": parse_day(self.day.text(), "责令日"),
                "due": due,
            }
        except InvalidValueError as error:
            (self.due if error.field == "改正期限" else self.day).set_error(error)
            return
        self.ordered.emit(entered)

    def _save_recheck(self) -> None:
        if self._order is None:
            return
        try:
            day = parse_day(self.recheck_day.text(), "复查日")
        except InvalidValueError as error:
            self.recheck_day.set_error(error)
            return
        self.rechecked.emit(
            {
                "id": self._order.id,
                "day": day,
                "corrected": self.corrected.isChecked(),
                "result": self.result.text(),
            }
        )


class PapersCard(Card):
    """The papers of the case. `paper_opened(kind)`, `bind_requested`, `print_requested`, `batch_requested`,
    `reentry_requested`, `scan_requested(paper_id)`."""

    paper_opened = Signal(str)
    bind_requested = Signal()
    print_requested = Signal()
    batch_requested = Signal()
    reentry_requested = Signal()
    scan_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("文书"), padded=False)
        self.bind = Button(tr("装订案卷"), "link", icon="book-open")
        self.bind.setToolTip(tr("已出具的文书装订成一份 PDF：封面、目录、通编页码、书签"))
        self.bind.clicked.connect(self.bind_requested)
        self.add_action(self.bind)
        self.print = Button(tr("打印案卷"), "link", icon="printer")
        self.print.setToolTip(tr("装订好的案卷作为一个打印任务，可以选页码、双面、份数"))
        self.print.clicked.connect(self.print_requested)
        self.add_action(self.print)
        batch = Button(tr("成批输出"), "link", icon="files")
        batch.setToolTip(tr("本案的全部文书一次写进文件夹、合成一份 PDF 或打印"))
        batch.clicked.connect(self.batch_requested)
        self.add_action(batch)
        reentry = Button(tr("补录"), "link", icon="keyboard")
        reentry.setToolTip(tr("按省系统的录入顺序逐栏复制，登记已录的，取回编号"))
        reentry.clicked.connect(self.reentry_requested)
        self.add_action(reentry)
        self._list = column()
        self.add(holder(self._list))

    def show_papers(self, slots: Sequence[PaperSlot]) -> None:
        """Every paper with its state, number and day."""
        clear(self._list)
        issued = sum(slot.state == "issued" for slot in slots)
        self.set_sub(tr("{n} 份已出具，{d} 份未出具", n=issued, d=len(slots) - issued))
        self.bind.setEnabled(issued > 0)
        self.print.setEnabled(issued > 0)
        words = {"issued": tr("已出具"), "ready": tr("可以出具"), "draft": tr("缺 {n} 项")}
        for slot in slots:
            state = (
                words[slot.state].format(n=len(slot.missing)) if slot.state == "draft" else words[slot.state]
            )
            tone = "ok" if slot.state == "issued" else "warn" if slot.state == "draft" else "text2"
            go = Button(tr("打开") if slot.state == "issued" else tr("预览"), "link")
            go.setAccessibleName(tr("打开{title}", title=slot.title))
            go.clicked.connect(lambda _c=False, s=slot: self.paper_opened.emit(s.record))
            line = holder(
                row(
                    MarkView(_STATES[slot.state], 18),
                    (column(ElidingLabel(slot.shown_title), *_number(slot)), 1),
                    _fixed(Label(state, "dense", tone), 64),  # type: ignore[arg-type]
                    _fixed(Label(f"{slot.issued_on:%m-%d}" if slot.issued_on else "", "dense", "text3"), 44),
                    _fixed(self._scan_button(slot), 64),
                    go,
                    gap=10,
                    margins=(16, 4, 12, 4),
                )
            )
            line.setToolTip("\n".join(slot.missing))
            self._list.addWidget(line)

    def _scan_button(self, slot: PaperSlot) -> QWidget:
        """Only an issued paper can have a signed copy; the place stays, so that the columns stand."""
        if slot.paper is None:
            return QWidget()
        scan = Button(tr("签署件"), "link")
        scan.setToolTip(tr("登记签字盖章后的扫描件，装订时代替这份文书"))
        scan.setAccessibleName(tr("登记{title}的签署件", title=slot.title))
        key = slot.paper.id
        scan.clicked.connect(lambda: self.scan_requested.emit(key))
        return scan


def _number(slot: PaperSlot) -> list[Label]:
    return [Label(slot.number, "caption", "text2")] if slot.number else []


def _fixed(widget: QWidget, width: int) -> QWidget:
    widget.setFixedWidth(width)
    return widget
