"""Statutory days: what a party could hold against a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.deadlines import Period, Span, Unit, Urgency, compute_deadline
from inspector.casework.workdays import WorkCalendar

# The first week of October 2026 as an example of a long holiday with a make-up Saturday.
CALENDAR = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({date(2026, 10, 10)}),
    known_years=frozenset({2025, 2026}),
)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def test_seven_working_days_over_a_holiday_skip_it_and_count_the_makeup_saturday() -> None:
    found = compute_deadline(Period(7, Unit.WORKDAY, "x"), date(2026, 9, 29), CALENDAR)
    # 30 Sept, 8, 9, 10 (Saturday worked), 12, 13, 14 October
    assert found.due == date(2026, 10, 14)
    assert [line.number for line in found.explain() if line.number] == [1, 2, 3, 4, 5, 6, 7]


def test_ninety_days_leave_out_suspended_days_and_roll_over_a_weekend() -> None:
    found = compute_deadline(
        Period(90, Unit.CALENDAR_DAY, "行政处罚法第60条"),
        date(2026, 10, 9),
        CALENDAR,
        [Span(date(2026, 10, 20), date(2026, 10, 25), "检测")],
    )
    assert found.deducted_days == 6
    assert found.due == date(2027, 1, 13)
    assert found.provisional
    assert "扣除 6 日" in found.sentence()
    assert found.days_left(date(2026, 11, 24)) == 50
    assert found.used_days(date(2026, 11, 24)) == 40


def test_overlapping_spans_count_once_and_an_open_span_runs_to_today() -> None:
    period = Period(30, Unit.CALENDAR_DAY, "x")
    start = date(2026, 3, 2)
    once = compute_deadline(period, start, CALENDAR, [Span(date(2026, 3, 5), date(2026, 3, 9), "听证")])
    twice = compute_deadline(
        period,
        start,
        CALENDAR,
        [Span(date(2026, 3, 5), date(2026, 3, 9), "听证"), Span(date(2026, 3, 7), date(2026, 3, 9), "公告")],
    )
    assert (once.deducted_days, twice.deducted_days) == (5, 5)
    open_span = compute_deadline(
        period, start, CALENDAR, [Span(date(2026, 3, 5), None, "鉴定")], today=date(2026, 3, 9)
    )
    assert open_span.due == once.due


def test_months_end_on_the_last_day_when_there_is_no_such_day() -> None:
    found = compute_deadline(Period(6, Unit.MONTH, "行政诉讼法第46条"), date(2026, 8, 31), CALENDAR)
    assert found.moved_from == date(2027, 2, 28)
    assert found.due == date(2027, 3, 1)


@given(DAYS, st.integers(1, 120), st.sampled_from([Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR]))
def test_a_calendar_period_never_ends_on_a_day_off(start: date, number: int, unit: Unit) -> None:
    number = 1 + number % 5 if unit is not Unit.CALENDAR_DAY else number
    found = compute_deadline(Period(number, unit, "x"), start, CALENDAR)
    assert CALENDAR.is_workday(found.due)
    assert found.due > start


@given(DAYS, st.integers(1, 60))
def test_working_days_equal_a_count_by_hand(start: date, number: int) -> None:
    found = compute_deadline(Period(number, Unit.WORKDAY, "x"), start, CALENDAR)
    span = (found.due - start).days
    assert sum(CALENDAR.is_workday(start + timedelta(days=i)) for i in range(1, span + 1)) == number
    assert CALENDAR.workdays_between(start, found.due) == number
    assert CALENDAR.is_workday(found.due)


@given(DAYS, st.integers(1, 90), st.integers(0, 100), st.integers(0, 40))
def test_a_span_never_shortens_and_adds_at_most_its_days(
    start: date, number: int, offset: int, length: int
) -> None:
    period = Period(number, Unit.CALENDAR_DAY, "x")
    plain = compute_deadline(period, start, CALENDAR)
    begins = start + timedelta(days=offset)
    later = compute_deadline(period, start, CALENDAR, [Span(begins, begins + timedelta(days=length), "听证")])
    assert later.due >= plain.due
    assert later.deducted_days <= length + 1
    counted = [line.number for line in later.explain() if line.number is not None]
    assert counted == list(range(1, number + 1))


def test_urgency() -> None:
    found = compute_deadline(Period(15, Unit.CALENDAR_DAY, "x"), date(2026, 11, 9), CALENDAR)
    assert found.due == date(2026, 11, 24)
    assert found.urgency(date(2026, 11, 25)) is Urgency.OVERDUE
    assert found.urgency(date(2026, 11, 24)) is Urgency.TODAY
    assert found.urgency(date(2026, 11, 18)) is Urgency.SOON
    assert found.urgency(date(2026, 11, 10)) is Urgency.LATER


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        compute_deadline(
            Period(9, Unit.CALENDAR_DAY, "x"),
            date(2026, 1, 1),
            CALENDAR,
            [Span(date(2026, 1, 5), date(2026, 1, 2), "x")],
        )
