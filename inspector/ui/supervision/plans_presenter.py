"""The presenter of the planned visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Visit
from inspector.domain.supervision_records import Campaign, VisitPlan
from inspector.services.visit_plans import FrequencyView, PlanLine, ReasonNeededError
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.supervision.records_presenter import RecordsPresenter


class PlansScreen(Protocol):
    """What the presenter needs of the page."""

    def show_plans(self, lines: Sequence[PlanLine]) -> None:
        """Every plan."""
        ...

    def show_plan(
        self, line: PlanLine, known: FrequencyView, visits: Sequence[Visit], *, bring: bool
    ) -> None:
        """One of them at the side."""
        ...

    def show_form(self, campaigns: Sequence[Campaign], day: date) -> None:
        """The empty form."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """A refusal at its field."""
        ...

    def close_side(self) -> None:
        """The form is done with."""
        ...


class PlansPresenter(RecordsPresenter):
    """All plans, one of them in hand."""

    def __init__(self, view: PlansScreen, context: Context) -> None:
        super().__init__(
            view, context, frozenset({"visit_plan", "visit", "positive_entry", "site", "campaign"})
        )
        self._view, self._plans = view, context.services.visit_plans
        self._campaigns = context.services.campaigns
        self._lines: dict[str, PlanLine] = {}
        self.plan_id = ""
        self._bring = False
        self._shown_asked = self._known_asked = 0

    def read(self) -> None:
        """Read the plans as they stand today."""
        day = self.today()

        def show(lines: list[PlanLine]) -> None:
            self._lines = {line.plan.id: line for line in lines}
            self._view.show_plans(lines)
            if self.plan_id in self._lines:
                self._show(self.plan_id, bring=False)
            self.arrived()

        self.ask(tr("读取检查计划"), lambda: self._plans.lines(day), show)

    def pick(self, plan_id: str) -> None:
        """Show one plan at the side."""
        self.plan_id = plan_id
        self._show(plan_id, bring=True)

    def _show(self, plan_id: str, *, bring: bool) -> None:
        line = self._lines.get(plan_id)
        if line is None:
            return
        plan = line.plan
        self._bring = self._bring or bring
        self._shown_asked += 1
        asked = self._shown_asked

        def work() -> tuple[FrequencyView, list[Visit]]:
            return self._plans.frequency(plan.site_id, plan.planned_on, plan.id), self._plans.visits_for(plan)

        def show(found: tuple[FrequencyView, list[Visit]]) -> None:
            # An answer overtaken by a newer question may speak of the plan as it was before.
            if asked == self._shown_asked and plan_id == self.plan_id:
                self._view.show_plan(line, found[0], found[1], bring=self._bring)
                self._bring = False

        self._context.runner.run(
            tr("读取检查次数"), lambda _progress: work(), show, self._context.notices.refused
        )

    def new(self) -> None:
        """The empty form, with the campaigns that run."""
        day = self.today()

        def show(found: list[Campaign]) -> None:
            self._view.show_form([one for one in found if one.closed_on is None and one.ends_on >= day], day)

        self._context.runner.run(
            tr("读取专项行动"), lambda _progress: self._campaigns.all(), show, self._context.notices.refused
        )

    def known(self, site_id: str, day: date, show: Callable[[FrequencyView], None]) -> None:
        """What is known of a firm on a day; an answer overtaken by another day or firm is dropped."""
        self._known_asked += 1
        asked = self._known_asked

        def told(view: FrequencyView) -> None:
            if asked == self._known_asked:
                show(view)

        self._context.runner.run(
            tr("读取检查次数"),
            lambda _progress: self._plans.frequency(site_id, day),
            told,
            self._context.notices.refused,
        )

    def plan(self, plan: VisitPlan) -> None:
        """Plan a visit. A reason that is due and lacking is asked for at its field."""

        def work() -> Changes:
            try:
                return self._plans.plan(plan)[1]
            except ReasonNeededError as error:
                raise InvalidValueError(
                    "理由", "", tr("再次检查的理由，如投诉举报、复查、专项行动")
                ) from error

        self.write(tr("安排检查"), work, tr("已安排检查"))

    def register(self, plan_id: str, number: str) -> None:
        """Keep the number of the 执法监督码."""
        self.write(tr("存登记号"), lambda: self._plans.register(plan_id, number)[1], tr("已存登记号"))

    def cancel(self, plan_id: str, reason: str) -> None:
        """Call the plan off."""
        self.write(tr("取消计划"), lambda: self._plans.cancel(plan_id, reason)[1], tr("已取消计划"))

    def link(self, plan_id: str, visit_id: str) -> None:
        """Say which visit it was."""
        self.write(tr("关联检查"), lambda: self._plans.done(plan_id, visit_id)[1], tr("已关联检查"))
