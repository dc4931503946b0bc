"""The workbench (工作台): one board of everything that is due, from cases, complaints, orders, visits and gaps; by person.

Nothing is stored for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from inspector.casework.complaints import terms_of
from inspector.casework.deadlines import Urgency
from inspector.casework.ics import calendar_text
from inspector.casework.machine import Procedure
from inspector.casework.workdays import WorkCalendar
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.kinds import VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import (
    Case,
    Complaint,
    Fact,
    FactEvidence,
    Rectification,
    Visit,
)
from inspector.domain.times import at_local
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.case_clocks import OPEN_STAGES, by_case, clocks_of
from inspector.services.copies import write_copy
from inspector.services.offences import OffenceService
from inspector.services.officers import OfficerService
from inspector.services.rectifications import gaps_of
from inspector.services.tasks import (
    Task,
    bare_facts,
    case_task,
    complaint_tasks,
    gap_task,
    recheck_task,
    visit_task,
    waiver_task,
)
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

_DRAFTS = 20
_RECENT = 8
# An order that is late has its own line; the rest of what its evidence lacks are gaps.
_LATE_GAP = "没有复查"


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
    """Everything the workbench shows. `people`: id and name of everyone a task may be up to."""

    tasks: tuple[Task, ...]
    drafts: tuple[DraftRow, ...]
    recent: tuple[Case, ...]
    visits_today: tuple[Visit, ...]
    open_cases: int
    draft_count: int
    people: tuple[tuple[str, str], ...] = ()
    me: str = ""

    def count(self, status: Urgency, person: str = "") -> int:
        """How many dated tasks have this urgency, for a person or for all."""
        return sum(
            task.status is status and task.due is not None and (not person or person in task.persons)
            for task in self.tasks
        )

    def of(self, person: str) -> tuple[Task, ...]:
        """The tasks of a person; all for an empty id."""
        return tuple(task for task in self.tasks if not person or person in task.persons)


class WorkbenchService:
    """Tasks, drafts and recent work."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.visits = VisitService(workspace)
        self.officers = OfficerService(workspace)

    def calendar(self) -> WorkCalendar:
        """The working calendar with the bureau's own days."""
        return calendar_with(self.officers.setting(OWN_DAYS))

    def board(self, today: date) -> Board:
        """The workbench as it stands today, the nearest day first."""
        store = self.workspace.store
        calendar = self.calendar()
        drafts = StoredRows(store, Visit, ListFilter(equals={"state": VisitState.DRAFT}, order="-updated_at"))
        sheets = [self._draft(visit) for visit in drafts.page(_DRAFTS)]
        with self.workspace.read() as reader:
            tasks = [
                *self._cases(reader, today, calendar),
                *self._complaints(reader, today, calendar),
                *(task for _row, task in sheets),
            ]
        tasks += [waiver_task(fallen) for fallen in OffenceService(self.workspace).fallen()]
        opened = ListFilter(equals={"state": (VisitState.DRAFT, VisitState.COMPLETE)}, order="-started_at")
        window = {"started_at": (at_local(today), at_local(today + timedelta(days=1)))}
        visits_today = StoredRows(
            store, Visit, ListFilter(equals=opened.equals, between=window, order="-started_at")
        )
        me = self.officers.current()
        return Board(
            tasks=tuple(sorted(tasks, key=lambda task: (task.due or date.max, task.title, task.uid))),
            drafts=tuple(row for row, _task in sheets),
            recent=tuple(StoredRows(store, Case, ListFilter(order="-id")).page(_RECENT)),
            visits_today=tuple(visits_today.page(_DRAFTS)),
            open_cases=StoredRows(store, Case, ListFilter(equals={"stage": OPEN_STAGES})).count(),
            draft_count=drafts.count(),
            people=tuple((one.id, one.name) for one in self.officers.officers()),
            me=me.id if me else "",
        )

    def calendar_file(self, today: date, person: str = "") -> tuple[str, int]:
        """The dated tasks (of a person) as a calendar file (.ics), and how many they are."""
        tasks = self.board(today).of(person)
        entries = [entry for task in tasks if (entry := task.calendar_entry()) is not None]
        return calendar_text(entries, self.workspace.clock.now()), len(entries)

    def export_calendar(self, path: Path, today: date, person: str = "") -> int:
        """Write the calendar file; returns how many entries it has. Raises CopyNotWrittenError."""
        text, count = self.calendar_file(today, person)
        write_copy(path, text.encode())
        return count

    def _cases(self, reader: Reader, today: date, calendar: WorkCalendar) -> list[Task]:
        open_cases = [case for stage in OPEN_STAGES for case in reader.find(Case, stage=stage)]
        keys = [case.id for case in open_cases]
        engine = Procedure(self.workspace.rules, calendar)
        running = clocks_of(reader, engine, open_cases, today)
        orders = by_case(reader.find_in(Rectification, "case_id", keys))
        links = by_case(reader.find_in(RecheckPhoto, "case_id", keys))
        facts = by_case(reader.find_in(Fact, "case_id", keys))
        proven = frozenset(link.fact_id for link in reader.find_in(FactEvidence, "case_id", keys))
        tasks: list[Task] = []
        for case in open_cases:
            tasks.extend(
                task for clock in running[case.id] if (task := case_task(case, clock, engine, today))
            )
            tasks.extend(task for one in orders[case.id] if (task := recheck_task(case, one, today)))
            tasks.extend(
                gap_task(case, what, "case", case.id, number)
                for number, what in enumerate(bare_facts(facts[case.id], proven), 1)
            )
            for order in orders[case.id]:
                own = [link for link in links[case.id] if link.rectification_id == order.id]
                gaps = [gap for gap in gaps_of(order, own, today) if _LATE_GAP not in gap]
                if order.rechecked_on is not None and gaps:
                    tasks.append(gap_task(case, "、".join(gaps), "rectifications", order.id, 0))
        return tasks

    def _complaints(self, reader: Reader, today: date, calendar: WorkCalendar) -> list[Task]:
        opened = reader.find(Complaint, answered_on=None, handed_on=None)
        visited = {
            visit.complaint_id for visit in reader.find_in(Visit, "complaint_id", [one.id for one in opened])
        }
        rules = self.workspace.rules
        return [
            task
            for one in opened
            for task in complaint_tasks(one, terms_of(rules, one, calendar), one.id in visited, today)
        ]

    def _draft(self, visit: Visit) -> tuple[DraftRow, Task]:
        sheet = self.visits.sheet(visit.id)
        missing = sheet.missing()
        row = DraftRow(
            visit.id,
            visit.party_name,
            sheet.checklist.name,
            visit.updated_at,
            len(missing),
            missing[0].label if missing else "",
            len(sheet.photos),
        )
        officers = tuple(part.officer_id for part in sheet.officers)
        return row, visit_task(visit, sheet.checklist.name, [item.label for item in missing], officers)
