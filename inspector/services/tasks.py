"""Tasks of the board (待办): what a running period, a complaint, an order, a draft or a gap asks of whom by when. Pure makers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.clock import Running
from inspector.casework.complaints import ComplaintTerm
from inspector.casework.deadlines import Unit, Urgency
from inspector.casework.ics import CalendarEntry
from inspector.casework.machine import Procedure
from inspector.domain.records import Case, Complaint, Fact, Rectification, Visit
from inspector.services.offences import FallenWaiver
from inspector.services.rectifications import urgency_of

STEP, WAIT, COMPLAINT, RECHECK, VISIT, GAP = "step", "wait", "complaint", "recheck", "visit", "gap"
WAIVER = "waiver"
KIND_WORDS = {
    STEP: "办案步骤",
    WAIT: "等期满",
    COMPLAINT: "信访",
    RECHECK: "复查",
    VISIT: "检查",
    GAP: "证据缺口",
    WAIVER: "免罚要重新核对",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the board. `page` and `record_id`: where it is done; `persons`: officers it is up to.

    `due` is None for what has no day (a draft, a gap). `late`: what doing it only now does to legality, empty while in time.
    """

    uid: str
    kind: str
    page: str
    record_id: str
    title: str
    party: str
    basis: str
    action: str
    status: Urgency
    persons: tuple[str, ...] = ()
    due: date | None = None
    days_left: int | None = None
    unit: str = "日"
    provisional: bool = False
    verified: bool = True
    late: str = ""

    def when(self) -> str:
        """`逾期 3 日`, `今天到期`, `还有 5 个工作日`; empty without a day."""
        if self.days_left is None:
            return ""
        if self.days_left < 0:
            return f"逾期 {-self.days_left} {self.unit}"
        if self.days_left == 0:
            return "今天到期"
        return f"还有 {self.days_left} {self.unit}"

    def calendar_entry(self) -> CalendarEntry | None:
        """The task for a calendar file; None without a day."""
        if self.due is None:
            return None
        mark = "" if self.verified else "（条文未核对）"
        lines = [f"依据：{self.basis}{mark}", *([self.late] if self.late else [])]
        return CalendarEntry(
            f"{self.uid}@inspector", self.due, f"{self.party} {self.title}", "\n".join(lines)
        )


def case_task(case: Case, clock: Running, engine: Procedure, today: date) -> Task | None:
    """A running period of a case; None for one that only waits and has run out, for then nothing is owed."""
    urgency = clock.deadline.urgency(today)
    if clock.rule.waits and urgency is Urgency.OVERDUE:
        return None
    period = clock.outer
    action = engine.rules.steps[clock.rule.ends[0]].name
    return Task(
        uid=f"{case.id}/{clock.rule.id}",
        kind=WAIT if clock.rule.waits else STEP,
        page="case",
        record_id=case.id,
        title=clock.rule.title,
        party=case.party_name,
        basis=f"{period.basis} · {period.text()}",
        action="查看" if clock.rule.waits else action,
        status=urgency,
        persons=tuple(key for key in (case.handler_id, case.second_handler_id) if key),
        due=clock.deadline.due,
        days_left=clock.deadline.days_left(today),
        unit=period.unit.word if period.unit is Unit.WORKDAY else "日",
        provisional=clock.deadline.provisional,
        verified=period.verified,
        late="" if clock.rule.waits else clock.late_effect(today),
    )


def complaint_tasks(
    complaint: Complaint, terms: Sequence[ComplaintTerm], visited: bool, today: date
) -> list[Task]:
    """The open periods of a complaint; the first one asks for a visit when nobody has been there."""
    found = []
    for term in terms:
        if term.done_on is not None:
            continue
        period = term.deadline.period
        found.append(
            Task(
                uid=f"{complaint.id}/{term.id}",
                kind=COMPLAINT,
                page="complaints",
                record_id=complaint.id,
                title=term.title,
                party=complaint.place or complaint.content,
                basis=f"{period.basis} · {period.text()}" + ("" if visited else " · 还没有到现场"),
                action=term.title.removesuffix("信访人"),
                status=term.urgency(today),
                persons=(complaint.created_by,) if complaint.created_by else (),
                due=term.deadline.due,
                days_left=term.deadline.days_left(today),
                unit=period.unit.word if period.unit is Unit.WORKDAY else "日",
                provisional=term.deadline.provisional,
                verified=period.verified,
                late=term.late_effect(today),
            )
        )
    return found


def recheck_task(case: Case, order: Rectification, today: date) -> Task | None:
    """An order whose term runs or is over and that nobody has rechecked; None for one to be done at once."""
    if order.due_on is None or order.rechecked_on is not None:
        return None
    left = (order.due_on - today).days
    return Task(
        uid=f"{order.id}/recheck",
        kind=RECHECK,
        page="rectifications",
        record_id=order.id,
        title="复查整改",
        party=case.party_name,
        basis=f"责令改正决定书 · 限 {order.due_on.month}月{order.due_on.day}日",
        action="登记复查",
        status=urgency_of(order, today),
        persons=tuple(key for key in (case.handler_id, case.second_handler_id) if key),
        due=order.due_on,
        days_left=left,
        late="改正期限已过，没有复查不能认定是否改正，也不能按日计罚" if left < 0 else "",
    )


def waiver_task(fallen: FallenWaiver) -> Task:
    """A lenient decision whose search for former offences no longer stands; it has no day and comes first of what has none."""
    return Task(
        uid=f"{fallen.case_id}/waiver",
        kind=WAIVER,
        page="case",
        record_id=fallen.case_id,
        title="免罚要重新核对",
        party=fallen.party,
        basis=f"{fallen.outcome.label}以初次违法为据；{fallen.sentence}",
        action="核对",
        status=Urgency.TODAY,
        persons=fallen.persons,
    )


def gap_task(case: Case, what: str, page: str, record_id: str, number: int) -> Task:
    """Evidence that is missing; it has no day and counts as later."""
    return Task(
        uid=f"{record_id}/gap{number}",
        kind=GAP,
        page=page,
        record_id=record_id,
        title=what,
        party=case.party_name,
        basis="没有证据的事实不能作为处罚依据（行政处罚法第40条、第46条）",
        action="补证据",
        status=Urgency.LATER,
        persons=tuple(key for key in (case.handler_id, case.second_handler_id) if key),
    )


def bare_facts(facts: Sequence[Fact], proven: frozenset[str]) -> list[str]:
    """Facts without evidence, in words."""
    return [
        f"第 {fact.ordinal} 项事实缺证据" for fact in facts if fact.id not in proven and not fact.void_reason
    ]


def visit_task(visit: Visit, name: str, missing: Sequence[str], persons: tuple[str, ...]) -> Task:
    """A visit that was begun and not completed: the record is signed on the spot, so it is for today."""
    what = f"缺：{missing[0]} 等 {len(missing)} 项" if missing else "可以打印"
    return Task(
        uid=f"{visit.id}/draft",
        kind=VISIT,
        page="visit",
        record_id=visit.id,
        title=f"完成{name}检查",
        party=visit.party_name or "未填当事人",
        basis=f"现场检查笔录 · {what}",
        action="继续",
        status=Urgency.TODAY,
        persons=persons,
    )
