"""From stored records to the state that the procedure engine reads. Nothing is judged here and nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.casework.clock import Deduction, Running
from inspector.casework.ics import CalendarEntry
from inspector.casework.machine import CaseState, TakenStep
from inspector.casework.rulebook import Rulebook
from inspector.domain.kinds import CaseSource
from inspector.domain.records import Case, CaseStep, Suspension

_CLUES = {
    CaseSource.VISIT: "inspection",
    CaseSource.COMPLAINT: "complaint",
    CaseSource.RANDOM_DRAW: "inspection",
    CaseSource.CAMPAIGN: "inspection",
    CaseSource.TRANSFER: "transfer",
    CaseSource.MONITOR: "monitor",
}
UNKNOWN_DEDUCTION = "determination"


def case_state(
    rules: Rulebook,
    case: Case,
    steps: Sequence[CaseStep],
    suspensions: Sequence[Suspension] = (),
    *,
    party: str = "unit",
    kinds: frozenset[str] = frozenset(),
    flags: frozenset[str] = frozenset(),
) -> CaseState:
    """The state of a stored case; `steps` in order of day and entry. A step that the rules do not know is left to the caller.

    The leader of a skipped step and the persons of a step are not stored yet: `by` holds who entered it.
    Raises KeyError for a step without a rule.
    """
    ways = {way.name: way.id for way in rules.ways.values()}
    taken = tuple(
        TakenStep(
            rules.steps[entry.step].id,
            entry.day,
            (entry.created_by,) if entry.created_by else (),
            next((key for name, key in ways.items() if entry.method and name.startswith(entry.method)), ""),
            reason=entry.reason,
        )
        for entry in steps
    )
    amount = case.amount_fen if case.amount_fen is not None else case.proposed_fen
    outcome = case.outcome if case.outcome is not None else case.proposed_outcome
    return CaseState(
        taken=taken,
        clue=_CLUES[case.source],
        party=party,
        outcome=outcome.value if outcome is not None else "",
        fine_fen=amount or 0,
        kinds=kinds,
        flags=flags,
        deductions=tuple(deduction(rules, entry) for entry in suspensions),
    )


def deduction(rules: Rulebook, entry: Suspension) -> Deduction:
    """A stored span as a deduction: its kind is the first whose word (or part of it) stands in the reason, else 认定.

    A stored span without proof keeps its reason as proof, so that what was entered before still counts as it did.
    """
    for kind in rules.deductions.values():
        words = (kind.name, *(kind.name[at : at + 2] for at in range(0, len(kind.name), 2)))
        if any(word in entry.reason for word in words):
            return Deduction(kind.id, entry.starts_on, entry.ends_on, entry.proof or entry.reason)
    return Deduction(UNKNOWN_DEDUCTION, entry.starts_on, entry.ends_on, entry.proof or entry.reason)


def calendar_entries(case_id: str, label: str, clocks: Sequence[Running]) -> tuple[CalendarEntry, ...]:
    """Running clocks of a case as entries of a calendar file; `label` is the case number or title."""
    return tuple(
        CalendarEntry(
            f"{case_id}/{clock.rule.id}@inspector",
            clock.deadline.due,
            f"{label} {clock.rule.title}",
            f"{clock.sentence()}\n依据：{clock.outer.basis}\n逾期：{clock.rule.late}",
        )
        for clock in clocks
    )
