"""Planned visits (检查计划): when, at whom, why another one, the number of the 执法监督码, and the visit that was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Visit
from inspector.domain.supervision_records import Campaign, VisitPlan
from inspector.domain.times import local_day, parse_day
from inspector.services.visit_plans import FrequencyView, PlanLine, PlanState
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.cells import Cell
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.paged_model import Column
from inspector.ui.common.site_field import SiteField
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import RecordsPage, SideCard

_MARKS = {
    PlanState.DUE: Mark.SOON,
    PlanState.LATE: Mark.OVERDUE,
    PlanState.DONE: Mark.MET,
    PlanState.CANCELLED: Mark.LATER,
}
COLUMNS: tuple[Column[PlanLine], ...] = (
    Column(
        "day", tr("检查日"), lambda line: Cell(str(line.plan.planned_on)), "date", width=104, sortable=False
    ),
    Column(
        "site",
        tr("对象 / 理由"),
        lambda line: Cell(line.site.name, line.plan.cancelled_reason or line.plan.reason),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column(
        "state",
        tr("状态"),
        lambda line: Cell(line.state.label, mark=_MARKS[line.state]),
        "mark",
        width=112,
        sortable=False,
    ),
    Column(
        "registration",
        tr("执法监督码登记号"),
        lambda line: Cell(line.plan.registration),
        width=170,
        sortable=False,
    ),
)
_NARROW = {"day", "site", "state"}


class PlanForm(SideCard):
    """A visit to be planned. `searched(text)`, `asked(site id, day)` for what is known of the firm, `planned(VisitPlan)`."""

    searched = Signal(str)
    asked = Signal(str, object)
    planned = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("安排检查"))
        self.site = SiteField(tr("对象"), required=True)
        self.site.searched.connect(self.searched)
        self.site.picked.connect(lambda _id: self._ask())
        self.day = TextField(tr("检查日"), required=True)
        self.day.committed.connect(lambda _text: self._ask())
        self.known = Panel("sunken")
        self.known.hide()
        self.reason = TextAreaField(tr("理由"), lines=2, hint=tr("如投诉举报、复查、专项行动"))
        self.campaign = ChoiceField(tr("专项行动"))
        self.registration = TextField(tr("执法监督码登记号"), hint=tr("入企前登记的编号；也可以以后补"))
        self.fields = {
            "对象": self.site,
            "监管对象": self.site,
            "检查日": self.day,
            "理由": self.reason,
            "执法监督码登记号": self.registration,
        }
        save = Button(tr("安排检查"))
        save.clicked.connect(self._save)
        self.add(
            holder(
                column(
                    self.site,
                    self.day,
                    self.known,
                    self.reason,
                    self.campaign,
                    self.registration,
                    row(None, save),
                    gap=8,
                )
            )
        )
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.site.line_edit

    def reset(self, campaigns: Sequence[Campaign], day: date) -> None:
        """Empty it."""
        self.site.set_site("", "")
        self.day.set_text(str(day))
        self.campaign.set_options((("", tr("不属于行动")), *((one.id, one.name) for one in campaigns)))
        self.campaign.set_value("")
        for field in (self.reason, self.registration):
            field.set_text("")
        for each in self.fields.values():
            each.clear_line()
        self.reason.set_required(False)
        self.known.hide()

    def show_known(self, view: FrequencyView) -> None:
        """What is known of the firm: visits in the period, the exemption, whether a reason is due."""
        if view.site.id != self.site.site_id:
            return
        clear(self.known.body)
        mark = Mark.UNKNOWN if view.reason_needed else Mark.MET
        first, *rest = view.sentences()
        self.known.add(row(MarkView(mark, 16), (Label(first, "dense-bold", wrap=True), 1)))
        for sentence in rest:
            self.known.add(Label(sentence, "dense", wrap=True, selectable=True))
        self.known.show()
        self.reason.set_required(view.reason_needed)

    def _ask(self) -> None:
        try:
            day = parse_day(self.day.text(), "检查日")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.day.clear_line()
        if self.site.site_id:
            self.asked.emit(self.site.site_id, day)

    def _save(self) -> None:
        for each in self.fields.values():
            each.clear_line()
        if not self.site.site_id:
            self.site.set_fault(tr("从名录里选一家；没有的先在监管对象里登记"))
            return
        try:
            day = parse_day(self.day.text(), "检查日")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.planned.emit(
            VisitPlan(
                site_id=self.site.site_id,
                planned_on=day,
                reason=self.reason.text(),
                registration=self.registration.text(),
                campaign_id=self.campaign.value() or None,
            )
        )


class PlanCard(SideCard):
    """One plan. `registered(plan id, number)`, `cancelled(plan id, reason)`, `visit_wanted(site id)`,
    `visit_linked(plan id, visit id)`, `visit_opened(id)`, `site_opened(id)`: each says which plan the card shows, for the list
    may have moved on while the card is read anew."""

    registered = Signal(str, str)
    cancelled = Signal(str, str)
    visit_wanted = Signal(str)
    visit_linked = Signal(str, str)
    visit_opened = Signal(str)
    site_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("检查计划"))
        self._line: PlanLine | None = None
        site = Button(tr("打开监管对象"), "link")
        site.clicked.connect(self._open_site)
        self._top, self._visits = column(gap=6), column(gap=4)
        self.begin = Button(tr("开始检查"))
        self.begin.clicked.connect(self._begin)
        self.number = TextField(tr("执法监督码登记号"))
        keep = Button(tr("存登记号"))
        keep.clicked.connect(self._register)
        self.reason = TextField(tr("取消理由"))
        drop = Button(tr("取消计划"), "danger")
        drop.clicked.connect(self._cancel_plan)
        self.fields = {"执法监督码登记号": self.number, "取消理由": self.reason}
        self._open = holder(column(row(self.begin, site, None), holder(self._visits), gap=8))
        self._cancel = holder(beside(self.reason, drop))
        self._number = holder(beside(self.number, keep))
        self.add(holder(self._top))
        self.add(self._open)
        self.add(self._number)
        self.add(self._cancel)
        self.body.addStretch(1)

    def show_line(self, line: PlanLine, known: FrequencyView, visits: Sequence[Visit]) -> None:
        """A plan as it stands; `visits` are those that may be the one that was planned."""
        fresh = self._line is None or self._line.plan != line.plan
        self._line = line
        plan = line.plan
        self.set_title(line.site.name, f"{plan.planned_on} · {line.state.label}")
        clear(self._top)
        for sentence in known.sentences():
            self._top.addWidget(Label(sentence, "dense", "text2", wrap=True))
        if plan.reason:
            self._top.addWidget(Label(tr("理由：{r}", r=plan.reason), "", wrap=True, selectable=True))
        if plan.cancelled_reason:
            self._top.addWidget(Label(tr("已取消：{r}", r=plan.cancelled_reason), "dense", "warn", wrap=True))
        if line.visit is not None:
            self._top.addWidget(self._made(line.visit))
        self._open.setVisible(line.state in (PlanState.DUE, PlanState.LATE))
        self._cancel.setVisible(line.state in (PlanState.DUE, PlanState.LATE))
        self._number.setVisible(line.state is not PlanState.CANCELLED)
        clear(self._visits)
        if visits:
            self._visits.addWidget(Label(tr("已经检查过的，选出是哪一次："), "dense", "text2", wrap=True))
        for visit in visits:
            link = Button(tr("是这次"), "link")
            link.setAccessibleName(tr("{v}是这次计划的检查", v=_visit_words(visit)))
            link.clicked.connect(lambda _on=False, key=visit.id: self.visit_linked.emit(plan.id, key))
            self._visits.addWidget(holder(row((Label(_visit_words(visit), "dense", wrap=True), 1), link)))
        if fresh:
            self.number.set_text(plan.registration)
            self.reason.set_text("")
            for field in self.fields.values():
                field.clear_line()

    def _made(self, visit: Visit) -> QWidget:
        link = Button(_visit_words(visit), "link")
        link.clicked.connect(lambda: self.visit_opened.emit(visit.id))
        return holder(row(MarkView(Mark.MET, 16), link, None))

    def _begin(self) -> None:
        if self._line is not None:
            self.visit_wanted.emit(self._line.site.id)

    def _register(self) -> None:
        if self._line is not None:
            self.registered.emit(self._line.id, self.number.text())

    def _cancel_plan(self) -> None:
        if self._line is not None:
            self.cancelled.emit(self._line.id, self.reason.text())

    def _open_site(self) -> None:
        if self._line is not None:
            self.site_opened.emit(self._line.site.id)


def _visit_words(visit: Visit) -> str:
    day = f"{local_day(visit.started_at)} " if visit.started_at else ""
    return tr("{d}检查（{s}）", d=day, s=visit.state.label)


class PlansView(RecordsPage[PlanLine]):
    """The page; see its form and its card."""

    def __init__(self) -> None:
        self.new_form, self.card = PlanForm(), PlanCard()
        super().__init__(
            tr("检查计划"),
            COLUMNS,
            _NARROW,
            (
                tr("还没有安排检查"),
                tr("安排时先看这家一年里检查过几次、是不是正面清单企业；再次检查要写明理由。"),
            ),
            tr("安排检查"),
            (self.new_form, self.card),
            here="plans",
        )

    def help_text(self) -> str:
        return tr("频次要求的原文未核实，数值可由本单位改定；投诉举报、复查等写明理由即可。")

    def show_plans(self, lines: Sequence[PlanLine]) -> None:
        """Every plan."""
        due = sum(line.state is PlanState.DUE for line in lines)
        late = sum(line.state is PlanState.LATE for line in lines)
        self.show_rows(lines, tr("待检查 {n}", n=due), tr("过了日子还没检查 {m}", m=late) if late else "")

    def show_form(self, campaigns: Sequence[Campaign], day: date) -> None:
        """The empty form."""
        self.new_form.reset(campaigns, day)
        self.bring(self.new_form)

    def show_plan(
        self, line: PlanLine, known: FrequencyView, visits: Sequence[Visit], *, bring: bool
    ) -> None:
        """One plan at the side; without `bring` only if it is there already."""
        self.card.show_line(line, known, visits)
        if bring:
            self.bring(self.card, typing=False)
