"""From stored records to the state that the procedure engine reads. Nothing is judged here and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inspector.casework.clock import Deduction, Running
from inspector.casework.ics import CalendarEntry
from inspector.casework.machine import CaseState, TakenStep
from inspector.casework.rulebook import Rulebook
from inspector.casework.steps import CLUE, DEFENCE_ANSWERED, DEFENDED, RECHECK, RECTIFICATION
from inspector.domain.case_records import Meeting
from inspector.domain.kinds import CaseSource
from inspector.domain.records import Case, CaseStep, Complaint, Rectification, Suspension, listed

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
    rectifications: Sequence[Rectification] = (),
    flags: Iterable[str] = (),
    complaint: Complaint | None = None,
    meetings: Sequence[Meeting] = (),
) -> CaseState:
    """The state of a stored case; `steps` in order of day and entry. A step that the rules do not know is left to the caller.

    Orders to correct, rechecks, the defence and what was said to the complainant are kept as records of their own and
    come in as steps by their days.
    Raises KeyError for a step without a rule.
    """
    ways = {way.name: way.id for way in rules.ways.values()}
    taken = [
        TakenStep(
            rules.steps[entry.step].id,
            entry.day,
            tuple(part for part in entry.persons.split(",") if part),
            next((key for name, key in ways.items() if entry.method and name.startswith(entry.method)), ""),
            tuple(part for part in entry.skipped.split(",") if part),
            entry.reason,
            entry.leader,
        )
        for entry in steps
    ]
    order = {name: place for place, name in enumerate(rules.steps)}
    for own in (*_own_steps(case, rectifications), *_complaint_steps(complaint, taken)):
        place = next(
            (
                n
                for n, entry in enumerate(taken)
                if (entry.day, order[entry.step]) > (own.day, order[own.step])
            ),
            len(taken),
        )
        taken.insert(place, own)
    amount = case.amount_fen if case.amount_fen is not None else case.proposed_fen
    outcome = case.outcome if case.outcome is not None else case.proposed_outcome
    return CaseState(
        taken=tuple(taken),
        clue=_CLUES[case.source],
        party=case.party_kind,
        outcome=outcome.value if outcome is not None else "",
        fine_fen=amount or 0,
        kinds=listed(case.penalty_kinds),
        flags=frozenset(flags) | _own_flags(case, rectifications),
        deductions=tuple(deduction(rules, entry) for entry in suspensions),
        handlers=frozenset(key for key in (case.handler_id, case.second_handler_id) if key),
        records=_records(meetings, taken),
    )


def _own_steps(case: Case, rectifications: Sequence[Rectification]) -> list[TakenStep]:
    found = []
    for order in rectifications:
        found.append(TakenStep(RECTIFICATION, order.ordered_on))
        if order.rechecked_on is not None:
            found.append(TakenStep(RECHECK, order.rechecked_on))
    if case.defence and case.defended_on is not None:
        found.append(TakenStep(DEFENDED, case.defended_on))
        if case.defence_adopted is not None and case.defence_reason:
            found.append(TakenStep(DEFENCE_ANSWERED, case.defended_on))
    return found


# What a meeting must come after to count: a discussion before the defence or the hearing is no discussion of them.
_MEETING_AFTER = {
    "hearing": ("hearing_asked",),
    "discussion": ("reviewed", DEFENDED, "heard", "evidence_added"),
}


def _records(meetings: Sequence[Meeting], taken: Sequence[TakenStep]) -> frozenset[str]:
    """Kinds of meeting whose latest record is not older than what it had to take up."""
    found = set[str]()
    for kind, causes in _MEETING_AFTER.items():
        since = max((entry.day for entry in taken if entry.step in causes), default=date.min)
        if any(meeting.kind == kind and meeting.held_on >= since for meeting in meetings):
            found.add(kind)
    return frozenset(found)


def _complaint_steps(complaint: Complaint | None, taken: Sequence[TakenStep]) -> list[TakenStep]:
    """What was said to the complainant; on the day of the clue when that was before it."""
    clue = next((entry.day for entry in taken if entry.step == CLUE), None)
    if complaint is None or clue is None:
        return []
    days = (
        ("complaint_told", complaint.told_on),
        ("complaint_extended", complaint.extended_on),
        ("complaint_answered", complaint.answered_on),
    )
    return [
        TakenStep(step, max(day, clue), leader=complaint.extended_by if step == "complaint_extended" else "")
        for step, day in days
        if day is not None
    ]


def _own_flags(case: Case, rectifications: Sequence[Rectification]) -> frozenset[str]:
    found = {"hearing_waived"} if case.hearing == "waived" else set()
    checked = [order for order in rectifications if order.rechecked_on is not None]
    if checked:
        found.add("corrected" if checked[-1].corrected else "still_violating")
    return frozenset(found)


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
