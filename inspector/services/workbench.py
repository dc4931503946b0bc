"""The workbench (工作台): what is due, what is unfinished, what was touched last. Nothing is stored for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspector.casework.clock import Running
from inspector.casework.deadlines import Deadline, Period, Unit, Urgency, compute_deadline
from inspector.casework.intake import case_state
from inspector.casework.machine import Procedure
from inspector.casework.steps import ENDINGS, MAIN
from inspector.casework.workdays import WorkCalendar
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.domain.case_records import CaseFlag
from inspector.domain.kinds import VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, CaseStep, Rectification, Suspension, Visit
from inspector.domain.times import at_local
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.officers import OfficerService
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

_DRAFTS = 20
_RECENT = 8


@dataclass(frozen=True, slots=True)
class DueRow:
    """One running period of a case, as the workbench lists it."""

    case_id: str
    party: str
    title: str
    cause: str
    basis: str
    due_day: date
    days_left: int
    unit: str
    status: Urgency
    provisional: bool
    verified: bool
    action: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An unfinished visit."""

    visit_id: str
    party: str
    checklist_name: str
    updated_at: datetime
    missing: int
    first_missing: str
    photos: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the workbench shows."""

    due: tuple[DueRow, ...]
    drafts: tuple[DraftRow, ...]
    recent: tuple[Case, ...]
    visits_today: tuple[Visit, ...]
    open_cases: int
    draft_count: int

    def count(self, status: Urgency) -> int:
        """How many periods have this urgency."""
        return sum(row.status is status for row in self.due)


class WorkbenchService:
    """Deadlines, drafts and recent work."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.visits = VisitService(workspace)
        self.officers = OfficerService(workspace)

    def calendar(self) -> WorkCalendar:
        """The working calendar with the bureau's own days."""
        return calendar_with(self.officers.setting(OWN_DAYS))

    def board(self, today: date) -> Board:
        """The workbench as it stands today, the nearest deadline first."""
        store = self.workspace.store
        calendar = self.calendar()
        with self.workspace.read() as reader:
            due = self._due(reader, today, calendar)
        drafts = StoredRows(store, Visit, ListFilter(equals={"state": VisitState.DRAFT}, order="-updated_at"))
        opened = ListFilter(equals={"state": (VisitState.DRAFT, VisitState.COMPLETE)}, order="-started_at")
        window = {"started_at": (at_local(today), at_local(today + timedelta(days=1)))}
        visits_today = StoredRows(
            store, Visit, ListFilter(equals=opened.equals, between=window, order="-started_at")
        )
        return Board(
            due=tuple(due),
            drafts=tuple(self._draft(visit) for visit in drafts.page(_DRAFTS)),
            recent=tuple(StoredRows(store, Case, ListFilter(order="-id")).page(_RECENT)),
            visits_today=tuple(visits_today.page(_DRAFTS)),
            open_cases=StoredRows(store, Case, ListFilter(equals={"stage": _OPEN_STAGES})).count(),
            draft_count=drafts.count(),
        )

    def _due(self, reader: Reader, today: date, calendar: WorkCalendar) -> list[DueRow]:
        open_cases = [case for stage in _OPEN_STAGES for case in reader.find(Case, stage=stage)]
        keys = [case.id for case in open_cases]
        engine = Procedure(self.workspace.rules, calendar)
        steps: dict[str, list[CaseStep]] = {}
        for step in sorted(
            reader.find_in(CaseStep, "case_id", keys), key=lambda one: (one.day, one.created_at, one.id)
        ):
            steps.setdefault(step.case_id, []).append(step)
        flags: dict[str, list[str]] = {}
        for flag in reader.find_in(CaseFlag, "case_id", keys):
            flags.setdefault(flag.case_id, []).append(flag.flag)
        suspensions: dict[str, list[Suspension]] = {}
        for suspension in reader.find_in(Suspension, "case_id", keys):
            suspensions.setdefault(suspension.case_id, []).append(suspension)
        orders: dict[str, list[Rectification]] = {}
        for order in reader.find_in(Rectification, "case_id", keys):
            orders.setdefault(order.case_id, []).append(order)
        rows: list[DueRow] = []
        for case in open_cases:
            state = case_state(
                engine.rules,
                case,
                [step for step in steps.get(case.id, []) if step.step in engine.rules.steps],
                suspensions.get(case.id, []),
                orders.get(case.id, []),
                flags.get(case.id, []),
            )
            rows.extend(_row(case, clock, engine, today) for clock in engine.due(state, today))
            rows.extend(
                _recheck_row(case, order, today, calendar)
                for order in orders.get(case.id, [])
                if order.due_on is not None and order.rechecked_on is None
            )
        return sorted(rows, key=lambda row: (row.due_day, row.title, row.case_id))

    def _draft(self, visit: Visit) -> DraftRow:
        sheet = self.visits.sheet(visit.id)
        missing = sheet.missing()
        return DraftRow(
            visit.id,
            visit.party_name,
            sheet.checklist.name,
            visit.updated_at,
            len(missing),
            missing[0].label if missing else "",
            len(sheet.photos),
        )


_OPEN_STAGES = tuple(step for step in MAIN if step not in ENDINGS)


def _row(case: Case, clock: Running, engine: Procedure, today: date) -> DueRow:
    period = clock.outer
    return DueRow(
        case_id=case.id,
        party=case.party_name,
        title=clock.rule.title,
        cause=case.title,
        basis=f"{period.basis} · {period.text()}",
        due_day=clock.deadline.due,
        days_left=clock.deadline.days_left(today),
        unit=period.unit.word if period.unit is Unit.WORKDAY else "日",
        status=clock.deadline.urgency(today),
        provisional=clock.deadline.provisional,
        verified=period.verified,
        action=engine.rules.steps[clock.rule.ends[0]].name,
    )


def _recheck_row(case: Case, order: Rectification, today: date, calendar: WorkCalendar) -> DueRow:
    """The end of the term to correct; the recheck itself has no statutory day here."""
    due = order.due_on or order.ordered_on
    deadline: Deadline = compute_deadline(
        Period((due - order.ordered_on).days, Unit.CALENDAR_DAY, "责令改正决定书"), order.ordered_on, calendar
    )
    return DueRow(
        case_id=case.id,
        party=case.party_name,
        title="复查整改",
        cause=case.title,
        basis=f"责令改正决定书 · 限 {due.month}月{due.day}日",
        due_day=due,
        days_left=(due - today).days,
        unit="日",
        status=Urgency.OVERDUE if today > due else Urgency.TODAY if today == due else deadline.urgency(today),
        provisional=False,
        verified=True,
        action="排复查",
    )
