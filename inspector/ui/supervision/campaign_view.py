"""A campaign's page (专项行动): figures, targets, ranking of bureaus, weeks, its cases, its list of sites, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.casework.progress import UnitLine
from inspector.casework.targets import Standing, TargetLine
from inspector.domain.money import wan_text, yuan_text
from inspector.domain.ports import RowSource
from inspector.domain.records import Case, Site
from inspector.services.campaign_progress import CampaignView as Figures
from inspector.services.visit_list import VisitLine
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.week_chart import WeekChart, WeekValue
from inspector.ui.common.words import tr
from inspector.ui.supervision.campaign_presenters import week_days, week_end
from inspector.ui.supervision.rows import FigureTile, HeldRows
from inspector.ui.visits.list_columns import visit_columns

Week = tuple[date, int, int]
_TILES = (
    ("visits", "检查"),
    ("filed", "立案"),
    ("fines", "罚款"),
    ("orders", "责令改正"),
    ("members", "行动名单"),
)
_STANDINGS = {
    Standing.MET: Mark.MET,
    Standing.MISSED: Mark.UNMET,
    Standing.RUNNING: Mark.LATER,
    Standing.NOT_STARTED: Mark.LATER,
    Standing.NO_DATA: Mark.UNKNOWN,
}


def standing_cell(line: TargetLine) -> Cell:
    """How a target stands, as mark and word; one that runs below its pace bears the mark of what is due soon."""
    mark = Mark.SOON if line.standing is Standing.RUNNING and line.behind else _STANDINGS[line.standing]
    return Cell(tr(line.standing.value), mark=mark)


TARGETS: tuple[Column[TargetLine], ...] = (
    Column(
        "name", tr("目标"), lambda t: Cell(t.target.name, tooltip=t.target.rule), stretch=True, sortable=False
    ),
    Column("wanted", tr("要求"), lambda t: Cell(t.target.text(t.wanted)), "number", width=90, sortable=False),
    Column(
        "found", tr("完成"), lambda t: Cell(t.found_text(), bold=True), "number", width=100, sortable=False
    ),
    Column(
        "due",
        tr("目标日"),
        lambda t: Cell(str(t.due_on) if t.due_on else tr("行动结束")),
        width=110,
        sortable=False,
    ),
    Column("pace", tr("进度"), lambda t: Cell(t.pace_text(), tone="text2"), width=210, sortable=False),
    Column("standing", tr("结果"), standing_cell, "mark", width=120, sortable=False),
)
UNITS: tuple[Column[UnitLine], ...] = (
    Column("rank", tr("名次"), lambda u: Cell(str(u.rank), bold=True), "number", width=64, sortable=False),
    Column("unit", tr("单位"), lambda u: Cell(u.unit), stretch=True, sortable=False),
    Column("filed", tr("立案"), lambda u: Cell(f"{u.filed:,}"), "number", width=80, sortable=False),
    Column("visits", tr("检查"), lambda u: Cell(f"{u.visits:,}"), "number", width=80, sortable=False),
    Column("found", tr("发现问题"), lambda u: Cell(f"{u.found:,}"), "number", width=90, sortable=False),
    Column("decided", tr("决定"), lambda u: Cell(f"{u.decided:,}"), "number", width=80, sortable=False),
    Column(
        "fine", tr("罚款（万元）"), lambda u: Cell(wan_text(u.fine_fen)), "number", width=120, sortable=False
    ),
    Column("corrected", tr("已改正"), lambda u: Cell(f"{u.corrected:,}"), "number", width=80, sortable=False),
)
WEEKS: tuple[Column[Week], ...] = (
    Column("week", tr("周（首日）"), lambda w: Cell(str(w[0])), "date", width=130, sortable=False),
    Column("visits", tr("检查"), lambda w: Cell(f"{w[1]:,}"), "number", width=100, sortable=False),
    Column("cases", tr("发现案件"), lambda w: Cell(f"{w[2]:,}"), "number", stretch=True, sortable=False),
)
CASES: tuple[Column[Case], ...] = (
    Column("found_on", tr("发现日"), lambda c: Cell(str(c.found_on)), "date", width=104, sortable=False),
    Column(
        "party",
        tr("当事人 / 案由"),
        lambda c: Cell(c.party_name, c.title.removeprefix(c.party_name)),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column(
        "outcome",
        tr("结果"),
        lambda c: Cell(c.outcome.label if c.outcome else tr("未决定")),
        width=110,
        sortable=False,
    ),
    Column(
        "amount",
        tr("罚款（元）"),
        lambda c: Cell(yuan_text(c.amount_fen) if c.amount_fen is not None else ""),
        "money",
        width=120,
        sortable=False,
    ),
)
MEMBERS: tuple[Column[Site], ...] = (
    Column(
        "name", tr("对象 / 地址"), lambda s: Cell(s.name, s.address), "pair", stretch=True, sortable=False
    ),
    Column("district", tr("区"), lambda s: Cell(s.district), width=100, sortable=False),
)


class CampaignPage(Page):
    """`shown(id)`, `case_opened(id)`, `site_opened(id)`, `visit_opened(id)`, `week_opened(first day)`, `summary_requested(format)`,
    `close_requested()`, `change_requested()`, `site_added(code)`, `case_added(number)`, `gather_requested(visit ids)`,
    `visit_removed(id)`, `case_removed(id)`."""

    shown = Signal(str)
    case_opened = Signal(str)
    site_opened = Signal(str)
    week_opened = Signal(str)
    summary_requested = Signal(str)
    close_requested = Signal()
    change_requested = Signal()
    site_added = Signal(str)
    case_added = Signal(str)
    visit_opened = Signal(str)
    gather_requested = Signal(list)
    visit_removed = Signal(str)
    case_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("专项行动"), back_to=tr("专项行动"))
        self.presenter: object = None
        self.change, self.end = Button(tr("修改")), Button(tr("结束行动"))
        self.change.clicked.connect(self.change_requested)
        self.end.clicked.connect(self.close_requested)
        book, paper = Button(tr("总结表"), icon="export"), Button(tr("总结 PDF"), "filled", icon="export")
        for button, form in ((book, "xlsx"), (paper, "pdf")):
            button.clicked.connect(lambda _checked=False, form=form: self.summary_requested.emit(form))
        for button in (self.change, self.end, book, paper):
            self.header.add_action(button)
        self.set_primary(paper)
        self.bind("export", lambda: self.summary_requested.emit("pdf"))
        self.sample = Chip(tr("含示例数据"), "warn")
        self.sample.hide()
        self.tiles = {key: FigureTile(tr(title)) for key, title in _TILES}
        self._tiles_row = holder(row(*((tile, 1) for tile in self.tiles.values()), gap=10))
        self.target_model: PagedModel[TargetLine] = PagedModel(TARGETS)
        self.unit_model: PagedModel[UnitLine] = PagedModel(UNITS)
        self.week_model: PagedModel[Week] = PagedModel(WEEKS)
        self.case_model: PagedModel[Case] = PagedModel(CASES)
        self.member_model: PagedModel[Site] = PagedModel(MEMBERS)
        self.units = TableView(tr("各单位"), self.unit_model)
        self.cases = TableView(tr("案件"), self.case_model)
        self.members = TableView(tr("名单"), self.member_model)
        self.add_site = TextField(tr("加入名单"), placeholder=tr("统一社会信用代码"))
        self.add_case = TextField(tr("归入案件"), placeholder=tr("案号"))
        members = _with_entry(self.add_site, tr("加入"), self.site_added, self.members)
        self.drop_case = _removal(self.cases, self.case_removed)
        cases = _with_entry(self.add_case, tr("归入"), self.case_added, self.cases, self.drop_case)
        self.stack = QStackedWidget()
        self._keys = ("targets", "units", "weeks", "visits", "cases", "members")
        for widget in (
            TableView(tr("目标"), self.target_model),
            self.units,
            self._weeks_part(),
            self._visits_part(),
            cases,
            members,
        ):
            self.stack.addWidget(widget)
        self.tabs = TabRow()
        self._counts = dict.fromkeys(self._keys, 0)
        self._show_tabs()
        self.list_foot = ListFoot(tr("Enter 打开"))
        card = Card(padded=False)
        card.add(row(self.tabs, None, self.sample, margins=(16, 0, 16, 0)))
        card.add(self.stack, 1)
        card.add(self.list_foot)
        self.set_fixed_body(holder(column(self._tiles_row, (card, 1), gap=12, margins=(20, 12, 20, 12))))
        self.tabs.chosen.connect(lambda key: self.stack.setCurrentIndex(self._keys.index(key)))
        self.cases.opened.connect(self.case_opened)
        self.members.opened.connect(self.site_opened)

    def _weeks_part(self) -> QWidget:
        """The chart of the weeks with the table that says the same; both open a week's rows."""
        self.week_chart = WeekChart(tr("每周检查和发现的案件"))
        self.weeks = TableView(tr("每周"), self.week_model)
        self.week_switch = Button(tr("表格"), "link", size="small")
        self._week_stack = QStackedWidget()
        self._week_stack.addWidget(holder(column((self.week_chart, 1), margins=(16, 0, 16, 8))))
        self._week_stack.addWidget(self.weeks)
        self.week_chart.opened.connect(self.week_opened)
        self.weeks.opened.connect(self.week_opened)
        self.week_switch.clicked.connect(self._switch_weeks)
        head = row(
            Label(tr("点柱子打开那一周的检查和案件"), "caption", "text2"),
            None,
            self.week_switch,
            margins=(16, 6, 16, 0),
        )
        return holder(column(head, (self._week_stack, 1)))

    def _visits_part(self) -> QWidget:
        """The visits of the campaign, under how many more might belong to it."""
        self.visit_model: PagedModel[VisitLine] = PagedModel(
            tuple(column for column in visit_columns() if column.key != "missing")
        )
        self.visits = TableView(tr("检查"), self.visit_model)
        self.visits.opened.connect(self.visit_opened)
        self._waiting: list[str] = []
        self._ended = self._focused = False
        self._waiting_words = Label("", "dense", "text2")
        self.gather = Button("")
        self.gather.clicked.connect(lambda: self.gather_requested.emit(self._waiting))
        self.drop_visit = _removal(self.visits, self.visit_removed)
        head = row(self._waiting_words, self.gather, None, self.drop_visit, margins=(16, 6, 16, 6))
        return holder(column(head, (self.visits, 1)))

    def _switch_weeks(self) -> None:
        table = self._week_stack.currentIndex() == 0
        self._week_stack.setCurrentIndex(1 if table else 0)
        self.week_switch.setText(tr("图表") if table else tr("表格"))

    def entered(self, record_id: str = "") -> None:
        if record_id:
            self.shown.emit(record_id)

    def help_text(self) -> str:
        return tr(
            "数都从归入行动的检查和案件算出；口径写在目标的提示里。名次先比立案，再比检查，相同的并列。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._tiles_row.setVisible(form.side_panels)

    def show_figures(
        self, view: Figures, cases: RowSource[Case], case_ids: Sequence[str], sites: Sequence[Site]
    ) -> None:
        """Everything of the campaign on a day."""
        campaign, progress = view.campaign, view.progress
        self.header.set_title(campaign.name)
        self.header.set_sub(
            tr(
                "{a} 至 {b}，统计至 {d}",
                a=campaign.starts_on,
                b=campaign.ends_on,
                d=min(view.today, campaign.ends_on),
            )
        )
        self.sample.setVisible(campaign.sample)
        self._ended, self._focused = campaign.closed_on is not None, bool(campaign.focus_ids())
        for button in (self.change, self.end, self.drop_case, self.drop_visit):
            button.setVisible(campaign.closed_on is None)
        for field in (self.add_site, self.add_case):
            field.setEnabled(campaign.closed_on is None)
        self.tiles["visits"].show_figure(
            f"{progress.visits:,}", tr("发现问题 {n} 次", n=f"{progress.found:,}")
        )
        self.tiles["filed"].show_figure(f"{progress.filed:,}", tr("已决定 {n}", n=f"{progress.decided:,}"))
        self.tiles["fines"].show_figure(
            tr("{n} 万元", n=wan_text(progress.fine_fen)),
            tr("减免 {n} 万元", n=wan_text(progress.spared_fen)),
        )
        self.tiles["orders"].show_figure(
            f"{progress.orders:,}",
            tr("已改正 {n}，逾期未复查 {m}", n=progress.corrected, m=progress.overdue_orders),
        )
        self.tiles["members"].show_figure(
            f"{progress.members:,}", tr("已检查 {n}", n=progress.visited_members)
        )
        targets = HeldRows(list(progress.targets), _target_id)
        self.target_model.set_source(targets, targets.ids(), _target_id)
        units = HeldRows(progress.ranking, lambda unit: unit.unit)
        self.unit_model.set_source(units, units.ids(), lambda unit: unit.unit)
        weeks = HeldRows(progress.weekly[::-1], lambda week: str(week[0]))
        self.week_model.set_source(weeks, weeks.ids(), lambda week: str(week[0]))
        self.week_chart.set_weeks([_week_value(week, view) for week in progress.weekly])
        self.case_model.set_source(cases, case_ids)
        held = HeldRows(sites, lambda site: site.id)
        self.member_model.set_source(held, held.ids())
        self._counts |= {"targets": len(progress.targets), "cases": len(case_ids), "members": len(sites)}
        self._show_tabs()
        met = sum(line.standing is Standing.MET for line in progress.targets)
        self.list_foot.set_text(
            tr("目标 {n} 个，达到 {m}", n=len(progress.targets), m=met),
            tr("名次先比立案，再比检查") if progress.ranking else "",
        )

    def show_visits(self, source: RowSource[VisitLine], ids: Sequence[str], waiting: Sequence[str]) -> None:
        """Its visits, and those that may be put in."""
        self.visit_model.set_source(source, ids)
        self._waiting = list(waiting)
        count = f"{len(waiting):,}"
        if self._ended:
            words = tr("行动已总结，归入的检查不再变动")
        elif not waiting:
            words = tr("期间内该归入的检查都已归入")
        elif self._focused:
            words = tr("期间内还有 {n} 次检查属于重点类别或名单对象，没有归入任何行动", n=count)
        else:
            words = tr("期间内还有 {n} 次检查没有归入任何行动", n=count)
        self._waiting_words.setText(words)
        self.gather.setText(tr("归入这 {n} 次", n=count))
        self.gather.setVisible(bool(waiting))
        self._counts["visits"] = len(ids)
        self._show_tabs()

    def _show_tabs(self) -> None:
        counts = self._counts
        self.tabs.set_tabs(
            (
                Tab("targets", tr("目标"), counts["targets"]),
                Tab("units", tr("各单位")),
                Tab("weeks", tr("每周")),
                Tab("visits", tr("检查"), counts["visits"]),
                Tab("cases", tr("案件"), counts["cases"]),
                Tab("members", tr("名单"), counts["members"]),
            )
        )


def _removal(table: TableView, signal: SignalInstance) -> Button:
    """The button that takes the row at hand out of the campaign."""
    button = Button(tr("移出选中的"), "link", size="small")

    def send() -> None:
        if table.current_id():
            signal.emit(table.current_id())

    button.clicked.connect(send)
    return button


def _with_entry(
    field: TextField, verb: str, signal: SignalInstance, table: TableView, *more: QWidget
) -> QWidget:
    """A table under a field whose button sends what was typed; sent once, the field is empty again."""
    button = Button(verb)

    def send() -> None:
        text = field.text()
        field.set_text("")
        signal.emit(text)

    button.clicked.connect(send)
    entry = holder(row((beside(field, button, *more), 1), margins=(16, 6, 16, 6)))
    return holder(column(entry, (table, 1)))


def _week_value(week: Week, view: Figures) -> WeekValue:
    start, visits, cases = week
    return WeekValue(str(start), f"{start:%m-%d}", week_days(start, week_end(start, view)), visits, cases)


def _target_id(line: TargetLine) -> str:
    return f"{line.target.id}/{line.due_on}/{line.wanted}"
