"""Planned visits (检查计划) with the frequency guard (入企频次): who was visited how often, and why another visit is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from inspector.db.lists import StoredRows
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Labelled, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import Site, Visit
from inspector.domain.supervision_records import Campaign, PositiveEntry, VisitPlan
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.services.campaign_moves import Moves, on_its_days
from inspector.services.positive_list import entry_on, exemption_words
from inspector.services.supervision_rules import supervision_rules
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FrequencyView:
    """What planning a visit shows: visits and open plans in the period before the day, the exemption, whether a reason is due."""

    site: Site
    day: date
    since: date
    visits: tuple[Visit, ...]
    plans: tuple[VisitPlan, ...]
    exemption: PositiveEntry | None
    reason_needed: bool
    basis: str
    verified: bool

    def sentences(self) -> list[str]:
        """The same in words."""
        count = len(self.visits)
        found = [
            f"{self.since.isoformat()} 至 {self.day.isoformat()} 已检查 {count} 次"
            + (f"，另有 {len(self.plans)} 次已安排" if self.plans else "")
        ]
        if self.exemption is not None:
            found.append(exemption_words(self.exemption))
        if self.reason_needed:
            mark = "" if self.verified else "（原文未核实）"
            found.append(f"再次检查要写明理由。依据：{self.basis}{mark}")
        return found


class PlanState(Labelled):
    """How far a plan is."""

    DUE = "due", "待检查"
    LATE = "late", "已过日子"
    DONE = "done", "已检查"
    CANCELLED = "cancelled", "已取消"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its firm, its visit when there was one, and how far it is on a day."""

    plan: VisitPlan
    site: Site
    visit: Visit | None
    state: PlanState

    @property
    def id(self) -> str:
        """The id of the plan."""
        return self.plan.id


class ReasonNeededError(RuleRefusedError):
    """Another visit within the period, or a visit to an exempted firm, without a reason."""

    def __init__(self, view: FrequencyView) -> None:
        super().__init__(
            f"{view.site.name}再次检查要写明理由",
            "；".join(view.sentences()) + "。计划没有写入",
            "写明理由，如投诉举报、复查、专项行动",
        )


class VisitPlanService:
    """Use cases around planned visits."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def frequency(self, site_id: str, day: date, of_plan: str = "") -> FrequencyView:
        """How often the firm was visited before that day, and whether it is exempted. Raises NotFoundError.

        `of_plan`: the plan that is asked about; neither it nor its own visit counts against it.
        """
        rule = supervision_rules().frequency
        since = day - timedelta(days=rule.days - 1)
        with self.workspace.read() as reader:
            site = reader.get(Site, site_id)
            own = [plan.visit_id for plan in reader.find(VisitPlan, id=of_plan)] if of_plan else []
            visits = tuple(
                visit
                for visit in reader.find(
                    Visit, order=("-started_at",), site_id=site_id, state=VisitState.COMPLETE
                )
                if visit.started_at is not None
                and visit.id not in own
                and since <= local_day(visit.started_at) <= day
            )
            plans = tuple(
                plan
                for plan in reader.find(
                    VisitPlan, order=("planned_on",), site_id=site_id, visit_id=None, cancelled_reason=""
                )
                if plan.id != of_plan and since <= plan.planned_on <= day
            )
            exemption = entry_on(reader, site_id, day)
        needed = exemption is not None or len(visits) + len(plans) >= rule.free_visits
        return FrequencyView(site, day, since, visits, plans, exemption, needed, rule.basis, rule.verified)

    def plan(self, plan: VisitPlan) -> tuple[VisitPlan, Changes]:
        """Plan a visit. Raises ReasonNeededError when the guard asks for a reason, InvalidValueError."""
        reason = clean_text(plan.reason, "理由")
        view = self.frequency(plan.site_id, plan.planned_on, plan.id)
        if view.reason_needed and not reason:
            raise ReasonNeededError(view)
        registration = clean_text(plan.registration, "执法监督码登记号")
        with self.workspace.write() as writer:
            if plan.campaign_id is not None:
                writer.get(Campaign, plan.campaign_id)
            stored = writer.put(
                replace(plan, reason=reason, registration=registration, sample=view.site.sample),
                "visit_plan.changed" if plan.id else "visit_plan.made",
            )
            return stored, writer.changes()

    def register(self, plan_id: str, registration: str) -> tuple[VisitPlan, Changes]:
        """Keep the number under which the visit was registered for the 执法监督码. Raises InvalidValueError."""
        registration = clean_text(registration, "执法监督码登记号")
        if not registration:
            raise InvalidValueError("执法监督码登记号", "", "不能空")
        with self.workspace.write() as writer:
            plan = replace(writer.get(VisitPlan, plan_id), registration=registration)
            stored = writer.put(plan, "visit_plan.registered")
            return stored, writer.changes()

    def done(self, plan_id: str, visit_id: str) -> tuple[VisitPlan, Changes]:
        """The visit of the plan; it must be a visit to the same site. The plan's campaign goes to a visit without one.

        Raises NotFoundError, InvalidValueError, RuleRefusedError: the plan is cancelled, another claims the visit.
        """
        with self.workspace.write() as writer:
            plan, visit = writer.get(VisitPlan, plan_id), writer.get(Visit, visit_id)
            if plan.cancelled_reason:
                raise RuleRefusedError("计划已取消", plan.cancelled_reason, "另定一个计划")
            if any(other.id != plan_id for other in writer.find(VisitPlan, visit_id=visit_id)):
                raise RuleRefusedError("这次检查已算作别的计划", visit.party_name, "选另一次检查")
            if visit.site_id != plan.site_id:
                raise InvalidValueError("检查", visit.party_name, "计划里的监管对象的检查")
            if plan.campaign_id is not None and visit.campaign_id is None:
                campaign = writer.get(Campaign, plan.campaign_id)
                # What an ended campaign counted stays as its summary says; of other days it counts nothing.
                if campaign.closed_on is None and on_its_days(visit, campaign):
                    Moves(writer).with_cases(visit, campaign)
            stored = writer.put(replace(plan, visit_id=visit_id), "visit_plan.done")
            return stored, writer.changes()

    def cancel(self, plan_id: str, reason: str) -> tuple[VisitPlan, Changes]:
        """Call a plan off, with the reason. Raises InvalidValueError."""
        reason = clean_text(reason, "取消理由")
        if not reason:
            raise InvalidValueError("取消理由", "", "不能空")
        with self.workspace.write() as writer:
            plan = replace(writer.get(VisitPlan, plan_id), cancelled_reason=reason)
            stored = writer.put(plan, "visit_plan.cancelled")
            return stored, writer.changes()

    def lines(self, day: date) -> list[PlanLine]:
        """Every plan as it stands that day: open ones by their day, then the others, the newest first."""
        with self.workspace.read() as reader:
            plans = reader.find(VisitPlan, order=("-planned_on", "-id"))
            sites = {site.id: site for site in reader.find_in(Site, "id", list({p.site_id for p in plans}))}
            visits = {
                visit.id: visit
                for visit in reader.find_in(Visit, "id", [p.visit_id for p in plans if p.visit_id])
            }
        lines = [
            PlanLine(plan, sites[plan.site_id], visits.get(plan.visit_id or ""), _state(plan, day))
            for plan in plans
        ]
        waiting = (PlanState.DUE, PlanState.LATE)
        opened = sorted(
            (line for line in lines if line.state in waiting), key=lambda line: line.plan.planned_on
        )
        return opened + [line for line in lines if line.state not in waiting]

    def visits_for(self, plan: VisitPlan) -> list[Visit]:
        """Visits to the firm since the plan was made that no plan has claimed: what may be the visit that was planned."""
        with self.workspace.read() as reader:
            claimed = {
                other.visit_id for other in reader.find(VisitPlan, site_id=plan.site_id) if other.visit_id
            }
            visits = reader.find(Visit, order=("-started_at", "-id"), site_id=plan.site_id)
        made = local_day(plan.created_at) if plan.created_at else plan.planned_on
        return [
            visit
            for visit in visits
            if visit.id not in claimed
            and visit.state is not VisitState.VOID
            and visit.started_at is not None
            and local_day(visit.started_at) >= min(made, plan.planned_on)
        ]

    def upcoming(self, day: date) -> list[VisitPlan]:
        """Open plans from that day on."""
        rows = StoredRows(
            self.workspace.store,
            VisitPlan,
            ListFilter(
                between={"planned_on": (day, None)},
                equals={"cancelled_reason": ""},
                is_null={"visit_id": True},
                order="planned_on",
            ),
        )
        return rows.page(1000)


def _state(plan: VisitPlan, day: date) -> PlanState:
    if plan.cancelled_reason:
        return PlanState.CANCELLED
    if plan.visit_id is not None:
        return PlanState.DONE
    return PlanState.LATE if plan.planned_on < day else PlanState.DUE
