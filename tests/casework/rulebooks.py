"""The shipped rules, a calendar written by hand, and short ways to build a case for the tests of the procedure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from inspector.casework.machine import CaseState, Procedure, TakenStep
from inspector.casework.people import Person
from inspector.casework.rulebook import Rulebook, load_rules
from inspector.casework.workdays import WorkCalendar
from inspector.law.loader import load_pack

ROOT = Path(__file__).resolve().parents[2]
RULE_FOLDER = ROOT / "resources" / "casework"


def span(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=offset) for offset in range((end - start).days + 1)}


# As announced by the State Council for 2025 and 2026; weekends inside are harmless.
OFF = (
    span("2025-10-01", "2025-10-08")
    | span("2026-01-01", "2026-01-03")
    | span("2026-02-15", "2026-02-23")
    | span("2026-04-04", "2026-04-06")
    | span("2026-05-01", "2026-05-05")
    | span("2026-06-19", "2026-06-21")
    | span("2026-09-25", "2026-09-27")
    | span("2026-10-01", "2026-10-07")
)
WORKED = {
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}
CALENDAR = WorkCalendar(frozenset(OFF), frozenset(WORKED), frozenset({2025, 2026}))


@cache
def rules() -> Rulebook:
    book = load_pack(ROOT / "resources" / "law" / "gd-sz-2026")
    return load_rules(RULE_FOLDER, book.deadlines)


def engine() -> Procedure:
    return Procedure(rules(), CALENDAR)


# The records of a hearing and of a discussion are there, unless a test takes them away.
HELD = frozenset({"hearing", "discussion"})


def state_of(
    steps: Iterable[tuple[str, str] | tuple[str, str, tuple[str, ...]]], **fields: object
) -> CaseState:
    """A case with steps given as (step, day) or (step, day, people); nothing is checked."""
    taken = tuple(
        TakenStep(entry[0], date.fromisoformat(entry[1]), entry[2] if len(entry) == 3 else ())
        for entry in steps
    )
    return CaseState(taken=taken, **{"records": HELD, **fields})  # type: ignore[arg-type]


def officer(key: str, *roles: str, card: str = "", until: date | None = date(2028, 12, 31)) -> Person:
    return Person(key, f"人员{key}", frozenset(roles or ("inspector",)), card or f"ZF-{key}", until)


# The ordinary way of a fined case; the days are far enough apart for every period that must run out.
ORDINARY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("clue", "2026-03-02", ("a",)),
    ("preliminary_review", "2026-03-03", ("a",)),
    ("filed", "2026-03-04", ("l",)),
    ("rectification", "2026-03-05", ("l",)),
    ("sampled", "2026-03-05", ("a", "b")),
    ("result_told", "2026-03-10", ("a",)),
    ("recheck", "2026-03-16", ("a", "b")),
    ("investigated", "2026-03-17", ("a", "b")),
    ("reviewed", "2026-03-18", ("r",)),
    ("noticed", "2026-03-19", ("a", "b")),
    ("defended", "2026-03-23", ("r",)),
    ("defence_answered", "2026-03-25", ("r",)),
    ("legal_review", "2026-03-26", ("g",)),
    ("collective", "2026-03-27", ("l", "m")),
    ("decided", "2026-03-30", ("l",)),
    ("served", "2026-03-31", ("a",)),
    ("published", "2026-04-01", ("a",)),
    ("paid", "2026-04-08", ("a",)),
    ("closed", "2026-04-10", ("l",)),
    ("archived", "2026-04-13", ("a",)),
)
ORDINARY_FLAGS = frozenset({"filing_met", "complex", "public_interest", "corrected"})
