"""Progress of a campaign: sums agree with their parts, ranks with their order, targets with their direction."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.progress import CaseFact, Material, VisitFact, fewest_records, measure
from inspector.casework.targets import TARGETS, percent_text

START, END = date(2022, 1, 1), date(2022, 3, 31)
DAYS = st.integers(-10, 100).map(lambda n: START + timedelta(days=n))


def visits() -> st.SearchStrategy[list[VisitFact]]:
    one = st.builds(
        lambda day, unit, found: VisitFact("", day, unit, None, ("a",), found, found),
        DAYS,
        st.sampled_from(["南澜", "北屿", ""]),
        st.booleans(),
    )
    return st.lists(one, max_size=40)


def cases() -> st.SearchStrategy[list[CaseFact]]:
    one = st.builds(
        lambda day, unit, filed, fine: CaseFact("", day, unit, filed, filed, fine if filed else 0, 0),
        DAYS,
        st.sampled_from(["南澜", "北屿"]),
        st.none() | DAYS,
        st.integers(0, 10**9),
    )
    return st.lists(one, max_size=40)


@given(visits(), cases(), DAYS)
def test_totals_are_the_sums_of_days_weeks_and_bureaus(
    seen: list[VisitFact], opened: list[CaseFact], today: date
) -> None:
    progress = measure(Material(seen, opened, units=("西岙",)), START, END, [], today)
    found = [case for case in opened if START <= case.day <= min(today, END)]
    decided = [case for case in found if case.decided_on is not None and case.decided_on <= today]
    assert progress.decided == len(decided), "what is decided after the day is not known on it"
    assert progress.fine_fen == sum(case.fine_fen for case in decided)
    for series in (progress.daily, progress.weekly):
        assert sum(count for *_, count in series) == len(found)
        assert sum(count for _, count, _ in series) == progress.visits
    assert sum(line.visits for line in progress.ranking) == progress.visits
    assert sum(line.fine_fen for line in progress.ranking) == progress.fine_fen
    assert all(START <= day <= min(today, END) for day, _, _ in progress.daily)
    order = [(line.filed, line.visits) for line in progress.ranking]
    assert order == sorted(order, reverse=True)
    for first, second in zip(progress.ranking, progress.ranking[1:], strict=False):
        tied = (first.filed, first.visits) == (second.filed, second.visits)
        assert (first.rank == second.rank) is tied
    assert "西岙" in {line.unit for line in progress.ranking}


@pytest.mark.parametrize(
    ("kind", "found", "wanted", "met"),
    [
        ("visits", Fraction(120), 120, True),
        ("visits", Fraction(119), 120, False),
        ("draw_share", Fraction(35, 100), 350, True),
        ("draw_share", Fraction(349, 1000), 350, False),
        ("complaint_change", Fraction(-1, 10), -100, True),
        ("complaint_change", Fraction(-99, 1000), -100, False),
        ("filed_share", None, 1000, None),
    ],
)
def test_a_target_is_met_from_its_own_side(
    kind: str, found: Fraction | None, wanted: int, met: bool | None
) -> None:
    assert TARGETS[kind].met(found, wanted) is met


def test_the_fewest_records_count_whole_months_only() -> None:
    def of(day: date, *people: str) -> VisitFact:
        return VisitFact("", day, "", None, people, False, False)

    seen = [of(date(2022, 1, 5), "a", "b"), of(date(2022, 1, 6), "a"), of(date(2022, 2, 1), "a")]
    assert fewest_records(seen, START, date(2022, 1, 30)) is None
    assert fewest_records(seen, START, date(2022, 1, 31)) == 1
    assert fewest_records(seen, START, date(2022, 2, 28)) == 0  # b has none in February
    assert fewest_records([], START, END) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-225, 1000), "-22.5%"),
        (Fraction(-151, 500), "-30.2%"),
        (Fraction(1, 3), "33.3%"),
        (Fraction(1, 2000), "0.1%"),
        (Fraction(-1, 10_000), "0%"),
        (Fraction(1), "100%"),
    ],
)
def test_percent_is_said_with_one_decimal_at_most(value: Fraction, text: str) -> None:
    assert percent_text(value) == text
