"""Compensation for environmental damage (生态环境损害赔偿): what was agreed and paid beside what the case was spared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan, wan_text, yuan_text
from inspector.domain.supervision_records import Compensation
from inspector.domain.times import parse_day
from inspector.services.compensations import WAYS, CompensationLine
from inspector.ui.common.buttons import Button
from inspector.ui.common.cells import Cell
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.marks import Mark
from inspector.ui.common.paged_model import Column
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import RecordsPage, SideCard


def _gap(line: CompensationLine) -> Cell:
    if line.case is None:
        return Cell(tr("没有对应案件"), mark=Mark.LATER)
    if line.gap_fen > 0:
        return Cell(tr("减免多 {n} 万元", n=wan_text(line.gap_fen)), mark=Mark.UNKNOWN)
    return Cell(tr("赔偿不少于减免"), mark=Mark.MET)


COLUMNS: tuple[Column[CompensationLine], ...] = (
    Column(
        "found",
        tr("发现"),
        lambda line: Cell(str(line.compensation.found_on)),
        "date",
        width=104,
        sortable=False,
    ),
    Column(
        "name",
        tr("名称 / 案件"),
        lambda line: Cell(
            line.compensation.name, (line.case.case_number or line.case.title) if line.case else ""
        ),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column(
        "agreed",
        tr("协议（万元）"),
        lambda line: Cell(wan_text(line.compensation.agreed_fen)),
        "number",
        width=110,
        sortable=False,
    ),
    Column(
        "paid",
        tr("已赔（万元）"),
        lambda line: Cell(wan_text(line.compensation.paid_fen)),
        "number",
        width=110,
        sortable=False,
    ),
    Column(
        "spared",
        tr("减免（万元）"),
        lambda line: Cell(wan_text(line.spared_fen) if line.case else "—"),
        "number",
        width=110,
        sortable=False,
    ),
    Column("gap", tr("对照"), _gap, "mark", width=170, sortable=False),
)
_NARROW = {"name", "paid", "spared", "gap"}


class CompensationForm(SideCard):
    """A new compensation, or the correction of one. `saved(Compensation, case number)`; `case_opened(id)`."""

    saved = Signal(object, str)
    case_opened = Signal(str)

    def __init__(self) -> None:
        self.open_case = Button(tr("打开案件"), "link")
        super().__init__(tr("登记损害赔偿"), self.open_case)
        self._line: CompensationLine | None = None
        self.open_case.clicked.connect(self._open)
        self.sentence = Label("", "dense-bold", wrap=True)
        self.name = TextField(tr("名称"), required=True, placeholder=tr("如 某公司倾倒废液损害赔偿"))
        self.found = TextField(tr("发现日"), required=True)
        self.way = ChoiceField(tr("方式"), tuple((key, tr(name)) for key, name in WAYS.items()))
        self.agreed = TextField(tr("协议或判决金额（元）"), required=True)
        self.agreed_on = TextField(tr("协议或判决日"))
        self.paid, self.paid_on = TextField(tr("已赔付（元）")), TextField(tr("赔付日"))
        self.case = TextField(tr("对应案件"), placeholder=tr("案号"), hint=tr("有对应案件时，两个金额并列"))
        self.note = TextAreaField(tr("备注"), lines=2, hint=tr("减免多于赔偿的，写明理由"))
        self.fields = {
            "名称": self.name,
            "发现日": self.found,
            "方式": self.way,
            "金额": self.agreed,
            "协议金额": self.agreed,
            "赔付金额": self.paid,
            "协议日": self.agreed_on,
            "赔付日": self.paid_on,
            "案件": self.case,
            "备注": self.note,
        }
        save = Button(tr("存"))
        save.clicked.connect(self._save)
        self.add(
            holder(
                column(
                    self.sentence,
                    self.name,
                    row((self.found, 1), (self.way, 1), gap=10),
                    row((self.agreed, 1), (self.agreed_on, 1), gap=10),
                    row((self.paid, 1), (self.paid_on, 1), gap=10),
                    self.case,
                    self.note,
                    row(None, save),
                    gap=8,
                )
            )
        )
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.name.line_edit

    def fill(self, line: CompensationLine | None, today: date) -> None:
        """Empty for a new one, filled for one that is there."""
        self._line = line
        one = line.compensation if line else None
        self.set_title(tr("损害赔偿") if one else tr("登记损害赔偿"))
        self.open_case.setVisible(line is not None and line.case is not None)
        self.sentence.setText(line.sentence() if line else "")
        self.sentence.setVisible(line is not None)
        self.way.set_value(one.way if one else "agreed")
        case = line.case if line else None
        for field, text in (
            (self.name, one.name if one else ""),
            (self.found, str(one.found_on if one else today)),
            (self.agreed, yuan_text(one.agreed_fen) if one else ""),
            (self.agreed_on, str(one.agreed_on or "") if one else ""),
            (self.paid, yuan_text(one.paid_fen) if one and one.paid_fen else ""),
            (self.paid_on, str(one.paid_on or "") if one else ""),
            (self.case, (case.case_number or case.id) if case else ""),
            (self.note, one.note if one else ""),
        ):
            field.set_text(text)
        for each in self.fields.values():
            each.clear_line()

    def _open(self) -> None:
        if self._line is not None and self._line.case is not None:
            self.case_opened.emit(self._line.case.id)

    def _save(self) -> None:
        for each in self.fields.values():
            each.clear_line()
        try:
            found = parse_day(self.found.text(), "发现日")
            agreed = parse_yuan(self.agreed.text(), "协议金额")
            agreed_on = parse_day(self.agreed_on.text(), "协议日") if self.agreed_on.text() else None
            paid = parse_yuan(self.paid.text(), "赔付金额") if self.paid.text() else 0
            paid_on = parse_day(self.paid_on.text(), "赔付日") if self.paid_on.text() else None
        except InvalidValueError as error:
            self.show_fault(error)
            return
        base = (
            self._line.compensation
            if self._line is not None
            else Compensation(name="", found_on=found, way="agreed", agreed_fen=agreed)
        )
        self.saved.emit(
            replace(
                base,
                name=self.name.text(),
                found_on=found,
                way=self.way.value(),
                agreed_fen=agreed,
                agreed_on=agreed_on,
                paid_fen=paid,
                paid_on=paid_on,
                note=self.note.text(),
            ),
            self.case.text(),
        )


class CompensationsView(RecordsPage[CompensationLine]):
    """The page; see its form."""

    def __init__(self) -> None:
        self.new_form = CompensationForm()
        super().__init__(
            tr("损害赔偿"),
            COLUMNS,
            _NARROW,
            (
                tr("没有损害赔偿案件"),
                tr("登记协议和赔付的金额，有对应案件的与减免的罚款并列：减免多于赔偿的会标出，须写明理由。"),
            ),
            tr("登记损害赔偿"),
            (self.new_form,),
            here="compensations",
        )

    def help_text(self) -> str:
        return tr("及时赔偿可以是从轻、减轻的情节，但两个金额要并列看，不能以少赔换多减。")

    def show_lines(self, lines: Sequence[CompensationLine]) -> None:
        """Every compensation beside its case."""
        paid = sum(line.compensation.paid_fen for line in lines)
        agreed = sum(line.compensation.agreed_fen for line in lines)
        self.show_rows(
            lines,
            tr("{n} 件", n=len(lines)),
            tr("协议 {a} 万元，已赔 {b} 万元", a=wan_text(agreed), b=wan_text(paid)),
        )

    def show_form(self, line: CompensationLine | None, today: date, *, typing: bool) -> None:
        """The form of a new one, or filled with the one in hand."""
        self.new_form.fill(line, today)
        self.bring(self.new_form, typing=typing)
