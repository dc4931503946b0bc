"""The periods that run in open cases (办案期限), many cases at once: for the board, and for the page of a list that is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.clock import Running
from inspector.casework.deadlines import Urgency
from inspector.casework.intake import case_state
from inspector.casework.machine import Procedure
from inspector.casework.steps import COMPLAINT_CLOCKS, ENDINGS, MAIN
from inspector.db.lists import ShapedRows
from inspector.db.rows import RecordT
from inspector.db.store import Reader
from inspector.domain.case_records import CaseFlag
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, CaseStep, Rectification, Suspension
from inspector.domain.rows import CaseRow
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

OPEN_STAGES = tuple(step for step in MAIN if step not in ENDINGS)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list with the period that ends next; None when none runs."""

    case: CaseRow
    next: Running | None

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.case.id


class CaseLines:
    """A `RowSource` of cases; periods are computed only for the rows that are asked for."""

    def __init__(self, workspace: Workspace, wanted: ListFilter, today: date) -> None:
        self.workspace = workspace
        self._rows = ShapedRows(workspace.store, Case, CaseRow, wanted)
        self._today = today
        self._engine = Procedure(workspace.rules, calendar_with(OfficerService(workspace).setting(OWN_DAYS)))

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self._rows.ids()

    def rows(self, ids: Sequence[str]) -> list[CaseLine]:
        """The rows of these ids in the same order; vanished ones left out."""
        shown = self._rows.rows(ids)
        with self.workspace.read() as reader:
            cases = reader.find_in(Case, "id", [row.id for row in shown if row.stage in OPEN_STAGES])
            running = clocks_of(reader, self._engine, cases, self._today)
        return [CaseLine(row, next_of(running.get(row.id, ()), self._today)) for row in shown]


def clocks_of(
    reader: Reader, engine: Procedure, cases: Sequence[Case], today: date
) -> Mapping[str, list[Running]]:
    """The running periods by case. A complaint of its own has its own clock, and a recheck is named by its order."""
    keys = [case.id for case in cases]
    steps = by_case(
        sorted(reader.find_in(CaseStep, "case_id", keys), key=lambda one: (one.day, one.created_at, one.id))
    )
    flags = by_case(reader.find_in(CaseFlag, "case_id", keys))
    spans = by_case(reader.find_in(Suspension, "case_id", keys))
    orders = by_case(reader.find_in(Rectification, "case_id", keys))
    found: dict[str, list[Running]] = {}
    for case in cases:
        state = case_state(
            engine.rules,
            case,
            [step for step in steps[case.id] if step.step in engine.rules.steps],
            spans[case.id],
            orders[case.id],
            [flag.flag for flag in flags[case.id]],
        )
        found[case.id] = [
            clock
            for clock in engine.due(state, today)
            if not (case.complaint_id and clock.rule.id in COMPLAINT_CLOCKS)
            and not (clock.rule.id == "recheck" and any(one.due_on for one in orders[case.id]))
        ]
    return found


def next_of(running: Sequence[Running], today: date) -> Running | None:
    """The period that ends first; one that only waits and has run out asks for nothing."""
    owed = [
        clock
        for clock in running
        if not (clock.rule.waits and clock.deadline.urgency(today) is Urgency.OVERDUE)
    ]
    return min(owed, key=lambda clock: clock.deadline.due, default=None)


def by_case(records: Iterable[RecordT]) -> defaultdict[str, list[RecordT]]:
    """Records of many cases, by case."""
    found: defaultdict[str, list[RecordT]] = defaultdict(list)
    for record in records:
        found[str(getattr(record, "case_id"))].append(record)  # noqa: B009 - each of these kinds names its case
    return found
