"""Dust patrols (扬尘巡查): routes with the kilometres measured, problem sites found, handed over and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.supervision_records import Patrol, PatrolFinding
from inspector.domain.times import parse_day
from inspector.services.patrols import PatrolLine, PatrolTotals, length_text, parse_length
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.cells import Cell
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.paged_model import Column
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import RecordsPage, SideCard

HAND, FIX = "hand", "fix"


def _state(line: PatrolLine) -> Cell:
    if not line.findings:
        return Cell(tr("没有问题点"), mark=Mark.MET)
    found = len(line.findings)
    if not line.open:
        return Cell(tr("{n} 个，都已整改", n=found), mark=Mark.MET)
    return Cell(tr("{n} 个，{m} 个未整改", n=found, m=line.open), mark=Mark.SOON)


COLUMNS: tuple[Column[PatrolLine], ...] = (
    Column("day", tr("日期"), lambda one: Cell(str(one.patrol.day)), "date", width=104, sortable=False),
    Column(
        "route",
        tr("路线 / 人员"),
        lambda one: Cell(one.patrol.route, one.patrol.officers or one.patrol.unit),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column(
        "length",
        tr("公里"),
        lambda one: Cell(length_text(one.patrol.length_m)),
        "number",
        width=84,
        sortable=False,
    ),
    Column("district", tr("区"), lambda one: Cell(one.patrol.district), width=90, sortable=False),
    Column("found", tr("问题点"), _state, "mark", width=180, sortable=False),
)
_NARROW = {"day", "route", "length", "found"}


class PatrolForm(SideCard):
    """A new patrol, or the correction of one. `saved(Patrol)`."""

    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("记一次巡查"))
        self._patrol: Patrol | None = None
        self.day = TextField(tr("日期"), required=True)
        self.route = TextField(tr("路线"), required=True, placeholder=tr("如 滨海大道—南海大道"))
        self.length = TextField(tr("实测公里"), required=True, hint=tr("车上里程或轨迹量出的数，如 42.35"))
        self.district, self.unit = TextField(tr("区")), TextField(tr("单位"))
        self.officers = TextField(tr("巡查人员"), placeholder=tr("姓名，用顿号分开"))
        self.note = TextAreaField(tr("备注"), lines=2)
        self.fields = {
            "日期": self.day,
            "路线": self.route,
            "里程": self.length,
            "区": self.district,
            "单位": self.unit,
            "巡查人员": self.officers,
            "备注": self.note,
        }
        save = Button(tr("存巡查"))
        save.clicked.connect(self._save)
        self.add(
            holder(
                column(
                    row((self.day, 1), (self.length, 1), gap=10),
                    self.route,
                    row((self.district, 1), (self.unit, 1), gap=10),
                    self.officers,
                    self.note,
                    row(None, save),
                    gap=8,
                )
            )
        )
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.route.line_edit

    def fill(self, patrol: Patrol | None, today: date) -> None:
        """Empty for a new patrol, filled for the correction of one."""
        self._patrol = patrol
        self.set_title(tr("更正巡查") if patrol else tr("记一次巡查"))
        self.day.set_text(str(patrol.day if patrol else today))
        self.length.set_text(length_text(patrol.length_m) if patrol else "")
        for field, text in (
            (self.route, patrol.route if patrol else ""),
            (self.district, patrol.district if patrol else ""),
            (self.unit, patrol.unit if patrol else ""),
            (self.officers, patrol.officers if patrol else ""),
            (self.note, patrol.note if patrol else ""),
        ):
            field.set_text(text)
        for each in self.fields.values():
            each.clear_line()

    def _save(self) -> None:
        for each in self.fields.values():
            each.clear_line()
        try:
            day, length = parse_day(self.day.text(), "日期"), parse_length(self.length.text())
        except InvalidValueError as error:
            self.show_fault(error)
            return
        base = self._patrol or Patrol(day=day, route="", length_m=length)
        self.saved.emit(
            replace(
                base,
                day=day,
                length_m=length,
                route=self.route.text(),
                district=self.district.text(),
                unit=self.unit.text(),
                officers=self.officers.text(),
                note=self.note.text(),
            )
        )


class PatrolCard(SideCard):
    """One patrol with its problem sites. `correct_wanted()`, `finding_added(place, problem)`,
    `finding_moved(finding id, "hand" or "fix", day, words)`."""

    correct_wanted = Signal()
    finding_added = Signal(str, str)
    finding_moved = Signal(str, str, object, str)

    def __init__(self) -> None:
        correct = Button(tr("更正"), "link")
        super().__init__(tr("巡查"), correct)
        correct.clicked.connect(self.correct_wanted)
        self._line: PatrolLine | None = None
        self._finding = ""
        self._top, self._list = column(gap=4), column(gap=8)
        self.place = TextField(tr("地点"), required=True)
        self.problem = TextField(tr("问题"), required=True, placeholder=tr("如 裸土未覆盖约 300 平方米"))
        add = Button(tr("加问题点"))
        add.clicked.connect(lambda: self.finding_added.emit(self.place.text(), self.problem.text()))
        self.what = Segmented(tr("办理"), (Segment(HAND, tr("移交")), Segment(FIX, tr("整改完成"))))
        self.what.chosen.connect(lambda _value: self._fit())
        self.moved_on = TextField(tr("日期"), required=True)
        self.words = TextField(tr("移交单位"), required=True)
        save, leave = Button(tr("存")), Button(tr("取消"), "link")
        save.clicked.connect(self._move)
        leave.clicked.connect(lambda: self._choose(""))
        self.fields = {
            "问题点": self.problem,
            "地点": self.place,
            "问题": self.problem,
            "日期": self.moved_on,
            "移交单位": self.words,
            "整改结果": self.words,
        }
        self._heading = Label("", "dense-bold", wrap=True)
        self._form = holder(
            column(self._heading, self.what, self.moved_on, self.words, row(None, leave, save), gap=8)
        )
        self._form.hide()
        self._new = holder(column(self.place, self.problem, row(None, add), gap=8))
        self.add(holder(self._top))
        self.add(holder(self._list))
        self.add(self._form)
        self.add(self._new)
        self.body.addStretch(1)

    def show_line(self, line: PatrolLine, today: date) -> None:
        """A patrol as it stands; what is being typed into it stays while it is the same one."""
        other = self._line is None or self._line.patrol.id != line.patrol.id
        changed = self._line is not None and self._line.findings != line.findings
        self._line = line
        patrol = line.patrol
        self.set_title(patrol.route, str(patrol.day))
        clear(self._top)
        parts = [
            tr("{n} 公里", n=length_text(patrol.length_m)),
            patrol.district,
            patrol.unit,
            patrol.officers,
        ]
        self._top.addWidget(Label(" · ".join(part for part in parts if part), "dense", "text2", wrap=True))
        if patrol.note:
            self._top.addWidget(Label(patrol.note, "dense", wrap=True, selectable=True))
        clear(self._list)
        for finding in line.findings:
            self._list.addWidget(self._row(finding))
        if not line.findings:
            self._list.addWidget(Label(tr("没有记问题点"), "dense", "text3"))
        if other or changed:
            self._choose("")
            self.moved_on.set_text(str(today))
            for field in (self.place, self.problem):
                field.set_text("")
                field.clear_line()

    def begin(self, finding_id: str, what: str) -> None:
        """Open the form that moves a problem site on."""
        self.what.set_value(what)
        self._choose(finding_id)
        self.words.line_edit.setFocus()

    def _row(self, finding: PatrolFinding) -> QWidget:
        panel = Panel("sunken")
        done = finding.fixed_on is not None
        mark = MarkView(Mark.MET if done else Mark.SOON, 16)
        move = Button(tr("办理"), "link")
        move.setAccessibleName(tr("办理{place}的问题", place=finding.place))
        move.clicked.connect(lambda: self.begin(finding.id, FIX if finding.handed_on else HAND))
        if done:  # shown without a parent it would open as a window
            move.hide()
        panel.add(row(mark, (Label(f"{finding.ordinal}. {finding.place}", "dense-bold", wrap=True), 1), move))
        panel.add(Label(finding.problem, "dense", wrap=True, selectable=True))
        if finding.handed_on is not None:
            panel.add(
                Label(
                    tr("{d} 移交{to}", d=finding.handed_on, to=finding.handed_to),
                    "caption",
                    "text2",
                    wrap=True,
                )
            )
        if done:
            panel.add(
                Label(
                    tr("{d} 整改：{r}", d=finding.fixed_on, r=finding.result), "caption", "text2", wrap=True
                )
            )
        return panel

    def _choose(self, finding_id: str) -> None:
        self._finding = finding_id
        found = next((f for f in self._line.findings if f.id == finding_id), None) if self._line else None
        self._form.setVisible(found is not None)
        self._new.setVisible(found is None)
        if found is not None:
            self._heading.setText(f"{found.ordinal}. {found.place}")
            self.words.set_text("")
            self._fit()

    def _fit(self) -> None:
        self.words.set_label(tr("移交单位") if self.what.value() == HAND else tr("整改结果"))
        self.words.clear_line()
        self.moved_on.clear_line()

    def _move(self) -> None:
        self._fit()
        try:
            day = parse_day(self.moved_on.text(), "日期")
        except InvalidValueError as error:
            self.moved_on.set_error(error)
            return
        self.finding_moved.emit(self._finding, self.what.value(), day, self.words.text())


class PatrolsView(RecordsPage[PatrolLine]):
    """`year_chosen(year)`."""

    year_chosen = Signal(int)

    def __init__(self, years: Sequence[int]) -> None:
        self.new_form, self.card = PatrolForm(), PatrolCard()
        super().__init__(
            tr("扬尘巡查"),
            COLUMNS,
            _NARROW,
            (
                tr("这一年还没有巡查"),
                tr("记下路线和实测公里，发现的问题点随后移交、整改；年报的巡查里程从这里合计。"),
            ),
            tr("记一次巡查"),
            (self.new_form, self.card),
            here="patrols",
        )
        self.year = ChoiceField(tr("年度"), tuple((str(year), tr("{y} 年", y=year)) for year in years))
        self.year.chosen.connect(lambda value: self.year_chosen.emit(int(value)))
        self.sums = Label("", "dense", "text2", wrap=True)
        self.add_top(self.year, self.sums)

    def help_text(self) -> str:
        return tr("公里数是实测的，不估算；问题点按发现的年度计，何时整改都算整改。")

    def show_form(self, patrol: Patrol | None, today: date) -> None:
        """The form of a new patrol or of a correction."""
        self.new_form.fill(patrol, today)
        self.bring(self.new_form)

    def show_patrol(self, line: PatrolLine, today: date, *, bring: bool) -> None:
        """One patrol at the side; without `bring` only if it is there already."""
        self.card.show_line(line, today)
        if bring:
            self.bring(self.card, typing=False)

    def show_patrols(self, year: int, lines: Sequence[PatrolLine], totals: PatrolTotals) -> None:
        """The patrols of a year with their sums."""
        self.year.set_value(str(year))
        self.show_rows(
            lines,
            tr("{n} 次巡查", n=f"{totals.patrols:,}"),
            tr("合计 {km} 公里", km=length_text(totals.length_m)),
        )
        self.sums.setText(
            tr(
                "合计 {km} 公里 · 问题点 {found} 个，已移交 {handed}，已整改 {fixed}",
                km=length_text(totals.length_m),
                found=f"{totals.found:,}",
                handed=f"{totals.handed:,}",
                fixed=f"{totals.fixed:,}",
            )
        )
