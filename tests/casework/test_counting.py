"""Counting rules: once under the heaviest, amounts by decision, the bounds of a year, measures apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework import counting
from inspector.casework.counting import PENALTY_KINDS, RULES
from inspector.domain.kinds import Outcome
from inspector.domain.times import year_bounds
from tests.casework.rulebooks import rules

KINDS = st.frozensets(st.sampled_from(sorted(PENALTY_KINDS)))


@given(KINDS)
def test_combined_penalties_count_once_under_the_heaviest(kinds: frozenset[str]) -> None:
    """However many, one; and none of the others is heavier."""
    order = list(PENALTY_KINDS)
    one = counting.heaviest(kinds)
    assert one == ("" if not kinds else max(kinds, key=order.index))


def test_fine_and_shutdown_count_as_shutdown() -> None:
    assert counting.heaviest({"fine", "shutdown"}) == "shutdown"
    assert counting.heaviest({"warning", "fine"}) == "fine"
    assert counting.kind_words({"shutdown", "fine"}) == "罚款、限制经营、停产停业或关闭"


def test_a_kind_of_a_later_version_is_not_dropped() -> None:
    assert counting.heaviest({"fine", "new_kind"}) == "new_kind"
    assert counting.kind_words({"new_kind"}) == "new_kind"


@pytest.mark.parametrize(
    ("outcome", "stated", "fine", "expected"),
    [
        (Outcome.PENALTY, set(), 100, {"fine"}),
        (Outcome.PENALTY, {"shutdown"}, 100, {"fine", "shutdown"}),
        (Outcome.PENALTY, set(), None, {"warning"}),
        (Outcome.PENALTY, {"confiscation"}, 0, {"confiscation"}),
        (Outcome.WAIVED, {"fine"}, 100, set()),
        (Outcome.HANDED_OVER, set(), None, set()),
        (None, {"fine"}, 100, set()),
    ],
)
def test_kinds_of_a_decision(
    outcome: Outcome | None, stated: set[str], fine: int | None, expected: set[str]
) -> None:
    assert counting.penalty_kinds(outcome, stated, fine) == expected


def test_amounts_are_those_of_the_decision() -> None:
    """A waiver has no fine whatever was proposed; before a decision there is no amount, not a zero."""
    assert counting.decided_fine_fen(Outcome.PENALTY, 3_200_000) == 3_200_000
    assert counting.decided_fine_fen(Outcome.REDUCED, 600_000) == 600_000
    assert counting.decided_fine_fen(Outcome.WAIVED, 3_200_000) == 0
    assert counting.decided_fine_fen(Outcome.PENALTY, None) == 0
    assert counting.decided_fine_fen(None, 3_200_000) is None
    assert counting.spared_fen(Outcome.REDUCED, 1_800_000) == 1_800_000
    assert counting.spared_fen(Outcome.MAY_BE_WAIVED, 7_200_000) == 7_200_000
    assert counting.spared_fen(Outcome.PENALTY, 1_000) == 0
    assert counting.spared_fen(None, 1_000) is None


@given(st.integers(1990, 2100), st.dates(date(1989, 1, 1), date(2101, 12, 31)))
def test_a_year_runs_from_its_first_to_its_last_day(year: int, day: date) -> None:
    first, last = year_bounds(year)
    assert counting.in_period(day, first, last) is (day.year == year)
    assert (last - first).days in (364, 365)
    assert not counting.in_period(first - timedelta(days=1), first, last)
    assert counting.in_period(first, first, last)
    assert counting.in_period(last, first, last)
    assert not counting.in_period(last + timedelta(days=1), first, last)


def test_open_ends_and_unknown_days() -> None:
    assert counting.in_period(date(2026, 1, 1), None, None)
    assert not counting.in_period(None, None, None)


def test_measures_stand_apart_each_once() -> None:
    """A case seized twice and fined daily: one seizure, one daily penalty, and still one penalty case."""
    steps = ["filed", "seized", "seizure_ended", "seized", "decided", "daily_penalty", "daily_penalty"]
    assert counting.measures(steps) == ("daily_penalty", "seized")
    assert counting.measures(["filed", "decided"]) == ()


def test_restricting_and_halting_production_are_two_kinds_that_stay_counted_when_lifted() -> None:
    steps = [
        "filed",
        "production_restricted",
        "production_resumed",
        "production_halted",
        "production_restricted",
    ]
    assert counting.measures(steps) == ("production_restricted", "production_halted")


def test_every_measure_is_a_step_of_the_procedure() -> None:
    assert set(counting.MEASURES) <= set(rules().steps)


def test_every_rule_has_its_sentence() -> None:
    """What is counted is said; the words name what the code does."""
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    words = {rule.id: rule.sentence for rule in RULES}
    assert "只按最重的一种" in words["heaviest"]
    assert "行政处罚法第9条" in words["heaviest"]
    assert "1月1日" in words["year"]
    assert "12月31日" in words["year"]
    assert "决定书" in words["amount"]
    for name in ("按日连续处罚", "查封扣押", "限制生产", "停产整治", "移送行政拘留", "移送涉嫌犯罪"):
        assert name in words["measures"]
