"""The clock: 139 ends of periods against a table and against a count by hand, extensions, lateness, surcharge, hours, calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.casework.clock import Deduction, complaint_terms, hours_end, surcharge
from inspector.casework.deadlines import Period, Span, Unit, compute_deadline
from inspector.casework.ics import CalendarEntry, calendar_text, fold
from inspector.casework.machine import CaseState, StepNotAllowedError, TakenStep
from inspector.domain.errors import InvalidValueError
from tests.casework.oracle import end_of, works
from tests.casework.rulebooks import CALENDAR, HELD, engine, rules

ENGINE = engine()

# period id, start day, days of extension, spans that do not count, last day
CASES = """
statement 2025-09-26 0 - 2025-10-10
statement 2025-09-30 0 - 2025-10-14
statement 2025-12-30 0 - 2026-01-07
statement 2025-12-31 0 - 2026-01-08
statement 2026-02-10 0 - 2026-02-24
statement 2026-02-13 0 - 2026-02-27
statement 2026-02-14 0 - 2026-02-28
statement 2026-02-27 0 - 2026-03-05
statement 2026-04-30 0 - 2026-05-11
statement 2026-09-30 0 - 2026-10-13
service 2025-09-26 0 - 2025-10-13
service 2025-09-30 0 - 2025-10-16
service 2025-12-30 0 - 2026-01-09
service 2025-12-31 0 - 2026-01-12
service 2026-02-10 0 - 2026-02-26
service 2026-02-13 0 - 2026-03-02
service 2026-02-14 0 - 2026-03-03
service 2026-02-27 0 - 2026-03-09
service 2026-04-30 0 - 2026-05-13
service 2026-09-30 0 - 2026-10-15
publicity_withdrawal 2025-09-26 0 - 2025-09-30
publicity_withdrawal 2025-09-30 0 - 2025-10-11
publicity_withdrawal 2025-12-30 0 - 2026-01-05
publicity_withdrawal 2025-12-31 0 - 2026-01-06
publicity_withdrawal 2026-02-10 0 - 2026-02-13
publicity_withdrawal 2026-02-13 0 - 2026-02-25
publicity_withdrawal 2026-02-14 0 - 2026-02-26
publicity_withdrawal 2026-02-27 0 - 2026-03-03
publicity_withdrawal 2026-04-30 0 - 2026-05-08
publicity_withdrawal 2026-09-30 0 - 2026-10-10
demand 2025-09-26 0 - 2025-10-16
demand 2025-09-30 0 - 2025-10-21
demand 2025-12-30 0 - 2026-01-14
demand 2025-12-31 0 - 2026-01-15
demand 2026-02-10 0 - 2026-03-02
demand 2026-02-13 0 - 2026-03-05
demand 2026-02-14 0 - 2026-03-06
demand 2026-02-27 0 - 2026-03-12
demand 2026-04-30 0 - 2026-05-18
demand 2026-09-30 0 - 2026-10-20
hearing_request 2026-09-24 0 - 2026-10-09
publicity 2026-09-29 0 - 2026-10-14
publicity 2026-02-13 0 - 2026-03-02
kept_evidence 2026-02-12 0 - 2026-02-28
kept_evidence 2026-09-18 0 - 2026-09-29
spot_hand_in 2026-09-30 0 - 2026-10-09
spot_hand_in 2025-12-31 0 - 2026-01-05
dust_forward 2026-02-11 0 - 2026-02-27
complaint_objection 2026-06-17 0 - 2026-06-25
complaint_objection 2026-05-08 0 - 2026-05-14
filing 2025-09-16 0 - 2025-10-09
filing 2025-12-17 0 - 2026-01-04
filing 2025-12-18 0 - 2026-01-04
filing 2026-01-31 0 - 2026-02-24
filing 2026-02-01 0 - 2026-02-24
filing 2026-02-08 0 - 2026-02-24
filing 2026-04-19 0 - 2026-05-06
filing 2026-09-10 0 - 2026-09-28
filing 2026-09-16 0 - 2026-10-08
payment 2025-09-16 0 - 2025-10-09
payment 2025-12-17 0 - 2026-01-04
payment 2025-12-18 0 - 2026-01-04
payment 2026-01-31 0 - 2026-02-24
payment 2026-02-01 0 - 2026-02-24
payment 2026-02-08 0 - 2026-02-24
payment 2026-04-19 0 - 2026-05-06
payment 2026-09-10 0 - 2026-09-28
payment 2026-09-16 0 - 2026-10-08
seizure 2025-09-16 0 - 2025-10-16
seizure 2025-12-17 0 - 2026-01-16
seizure 2025-12-18 0 - 2026-01-19
seizure 2026-01-31 0 - 2026-03-02
seizure 2026-02-01 0 - 2026-03-03
seizure 2026-02-08 0 - 2026-03-10
seizure 2026-04-19 0 - 2026-05-19
seizure 2026-09-10 0 - 2026-10-10
seizure 2026-09-16 0 - 2026-10-16
review 2025-09-16 0 - 2025-11-17
review 2025-12-17 0 - 2026-02-24
review 2025-12-18 0 - 2026-02-24
review 2026-01-31 0 - 2026-04-01
review 2026-02-01 0 - 2026-04-02
review 2026-02-08 0 - 2026-04-09
review 2026-04-19 0 - 2026-06-18
review 2026-09-10 0 - 2026-11-09
review 2026-09-16 0 - 2026-11-16
complaint_told 2026-02-05 0 - 2026-02-24
complaint_answer 2025-12-20 0 - 2026-02-24
dust_handle 2026-09-19 0 - 2026-10-08
public_notice_service 2026-01-20 0 - 2026-02-24
public_notice_service 2026-09-03 0 - 2026-10-08
complaint_answer 2025-12-20 30 - 2026-03-20
filing 2026-02-05 15 - 2026-03-09
seizure 2026-01-16 30 - 2026-03-17
lawsuit 2025-08-31 0 - 2026-02-28
lawsuit 2025-08-30 0 - 2026-02-28
lawsuit 2025-08-15 0 - 2026-02-24
lawsuit 2026-03-31 0 - 2026-09-30
lawsuit 2026-08-31 0 - 2027-03-01
lawsuit 2025-12-31 0 - 2026-06-30
lawsuit 2026-04-02 0 - 2026-10-08
lawsuit 2025-11-30 0 - 2026-06-01
enforcement 2025-11-30 0 - 2026-02-28
enforcement 2025-11-29 0 - 2026-02-28
enforcement 2026-07-01 0 - 2026-10-08
enforcement 2025-12-31 0 - 2026-03-31
enforcement 2026-01-31 0 - 2026-04-30
limitation 2024-02-29 0 - 2026-02-28
limitation 2023-12-31 0 - 2025-12-31
limitation 2024-10-01 0 - 2026-10-08
limitation 2024-02-17 0 - 2026-02-24
limitation_harm 2020-02-29 0 - 2025-02-28
limitation_harm 2021-02-28 0 - 2026-02-28
limitation_harm 2021-10-03 0 - 2026-10-08
limitation_harm 2020-12-31 0 - 2025-12-31
decision 2025-07-03 0 - 2025-10-09
decision 2025-07-03 30 - 2025-10-31
decision 2025-07-03 60 - 2025-12-01
decision 2025-11-20 0 - 2026-02-24
decision 2025-11-20 30 - 2026-03-20
decision 2025-11-20 60 - 2026-04-20
decision 2026-02-14 0 - 2026-05-15
decision 2026-02-14 30 - 2026-06-15
decision 2026-02-14 60 - 2026-07-14
decision 2026-07-05 0 - 2026-10-08
decision 2026-07-05 30 - 2026-11-02
decision 2026-07-05 60 - 2026-12-02
decision 2026-03-31 0 - 2026-06-29
decision 2026-03-31 30 - 2026-07-29
decision 2026-03-31 60 - 2026-08-28
decision 2026-03-04 0 2026-03-10..2026-03-20 2026-06-15
decision 2026-03-04 0 2026-03-10..2026-03-20,2026-04-01..2026-04-05,2026-05-20..2026-05-31 2026-06-30
decision 2025-11-20 0 2026-02-10..2026-02-25 2026-03-06
decision 2025-11-20 0 2025-12-01..2025-12-10,2025-12-08..2025-12-15 2026-03-05
decision 2026-07-05 0 2026-10-01..2026-10-07 2026-10-10
decision 2026-07-05 0 2026-10-03..2026-10-03,2026-10-04..2026-10-09 2026-10-10
decision 2026-03-04 30 2026-03-10..2026-03-20,2026-04-01..2026-04-05,2026-05-20..2026-05-31 2026-07-30
decision 2026-03-04 60 2026-03-10..2026-03-20,2026-04-01..2026-04-05,2026-05-20..2026-05-31 2026-08-31
decision 2026-01-05 60 2026-02-01..2026-03-01 2026-07-03
"""
ROWS = [tuple(line.split()) for line in CASES.strip().splitlines()]


def parsed(spans: str) -> list[Span]:
    pairs = [pair.split("..") for pair in spans.split(",") if pair != "-"]
    return [Span(date.fromisoformat(first), date.fromisoformat(last), "监测检测") for first, last in pairs]


@pytest.mark.parametrize(("name", "start", "more", "spans", "due"), ROWS)
def test_a_period_ends_on_the_day_of_the_table_and_of_the_count_by_hand(
    name: str, start: str, more: str, spans: str, due: str
) -> None:
    period = rules().periods[name]
    period = replace(period, number=period.number + int(more))
    found = compute_deadline(period, date.fromisoformat(start), CALENDAR, parsed(spans))
    assert found.due.isoformat() == due == end_of(period.number, period.unit.value, start, spans)
    numbered = [line for line in found.explain() if line.number is not None]
    assert found.explain()[-1].day == found.due
    if period.unit in (Unit.WORKDAY, Unit.CALENDAR_DAY):
        assert numbered[-1].number == period.number


def test_the_table_is_long_enough_and_meets_every_unit() -> None:
    assert len(ROWS) >= 120
    assert {rules().periods[row[0]].unit for row in ROWS} == set(Unit) - {Unit.HOUR}
    assert sum(row[3].count("..") == 3 for row in ROWS) >= 3


def test_the_table_of_the_count_by_hand_is_the_published_one() -> None:
    day = date(2025, 9, 15)
    while day.year < 2027:
        assert works(day) == chinese_calendar.is_workday(day) == CALENDAR.is_workday(day), day
        day += timedelta(days=1)


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(2025, 9, 20), date(2026, 5, 1)),
    st.integers(1, 150),
    st.sampled_from(["workday", "calday"]),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), max_size=3),
)
def test_any_period_ends_as_counted_by_hand(
    start: date, number: int, unit: str, gaps: list[tuple[int, int]]
) -> None:
    if unit == "workday":
        number, gaps = 1 + number % 20, []
    spans = [Span(start + timedelta(a), start + timedelta(a + b), "鉴定") for a, b in gaps]
    text = ",".join(f"{span.starts_on}..{span.ends_on}" for span in spans)
    found = compute_deadline(Period(number, Unit(unit), "x"), start, CALENDAR, spans)
    assert found.due.isoformat() == end_of(number, unit, start.isoformat(), text)


# --- Extensions, deductions, lateness -----------------------------------------------------------------------------------


def filed(*more: TakenStep, deductions: tuple[Deduction, ...] = ()) -> CaseState:
    first = (
        TakenStep("clue", date(2026, 3, 2)),
        TakenStep("preliminary_review", date(2026, 3, 3)),
        TakenStep("filed", date(2026, 3, 4)),
    )
    return CaseState(taken=(*first, *more), outcome="penalty", deductions=deductions, records=HELD)


def test_ninety_days_grow_to_a_hundred_and_fifty_and_no_further() -> None:
    state = filed()
    plain = ENGINE.running(state, "decide", date(2026, 3, 4))
    assert plain is not None
    assert plain.deadline.due.isoformat() == end_of(90, "calday", "2026-03-04") == "2026-06-02"
    state = ENGINE.take(
        state, "decision_extended", date(2026, 6, 2), today=date(2026, 6, 2), by=("l",), leader="郑负责"
    )
    once = ENGINE.running(state, "decide", date(2026, 6, 2))
    assert once is not None
    assert once.deadline.due.isoformat() == end_of(120, "calday", "2026-03-04")
    state = ENGINE.take(
        state, "decision_extended_again", once.deadline.due, today=once.deadline.due, leader="集体讨论"
    )
    twice = ENGINE.running(state, "decide", once.deadline.due)
    assert twice is not None
    assert twice.deadline.due.isoformat() == end_of(150, "calday", "2026-03-04")
    assert "郑负责" in twice.sentence()
    assert "集体讨论" in twice.sentence()
    for step in ("decision_extended", "decision_extended_again"):
        with pytest.raises(StepNotAllowedError):
            ENGINE.take(state, step, twice.deadline.due, today=date(2027, 1, 1), reason="忙", leader="郑负责")


def test_an_extension_the_day_after_the_end_is_refused_even_with_a_reason() -> None:
    with pytest.raises(StepNotAllowedError, match="办法第57条"):
        ENGINE.take(
            filed(),
            "decision_extended",
            date(2026, 6, 3),
            today=date(2026, 7, 1),
            reason="补办",
            leader="郑负责",
        )


def test_three_deductions_of_different_kinds_push_the_end_and_need_their_proof() -> None:
    given_ = (
        Deduction("monitoring", date(2026, 3, 10), date(2026, 3, 20), "监测委托单"),
        Deduction("hearing", date(2026, 4, 1), date(2026, 4, 5), "听证笔录"),
        Deduction("appraisal", date(2026, 5, 20), date(2026, 5, 31), "鉴定委托书"),
    )
    found = ENGINE.running(filed(deductions=given_), "decide", date(2026, 6, 1))
    assert found is not None
    assert found.deadline.deducted_days == 28
    spans = "2026-03-10..2026-03-20,2026-04-01..2026-04-05,2026-05-20..2026-05-31"
    assert found.deadline.due.isoformat() == end_of(90, "calday", "2026-03-04", spans)
    notes = {line.note for line in found.deadline.explain() if line.number is None}
    assert {"扣除：监测检测", "扣除：听证", "扣除：鉴定"} <= notes


@pytest.mark.parametrize("kind", sorted(rules().deductions))
def test_every_kind_of_deduction_counts(kind: str) -> None:
    state = filed(deductions=(Deduction(kind, date(2026, 3, 10), date(2026, 3, 19), "凭证"),))
    found = ENGINE.running(state, "decide", date(2026, 6, 1))
    assert found is not None
    assert found.deadline.deducted_days == 10


def test_a_seizure_leaves_out_tests_and_appraisals_alone() -> None:
    given_ = (
        Deduction("hearing", date(2026, 3, 10), date(2026, 3, 14), "听证笔录"),
        Deduction("appraisal", date(2026, 3, 16), date(2026, 3, 19), "鉴定委托书"),
    )
    found = ENGINE.running(
        filed(TakenStep("seized", date(2026, 3, 5)), deductions=given_), "seizure", date(2026, 3, 20)
    )
    assert found is not None
    assert found.deadline.deducted_days == 4


@pytest.mark.parametrize(
    ("deduction", "says"),
    [
        (Deduction("holiday", date(2026, 3, 10), None, "x"), "扣除事由"),
        (Deduction("hearing", date(2026, 3, 10), date(2026, 3, 11), " "), "凭证"),
        (Deduction("hearing", date(2026, 3, 10), date(2026, 3, 9), "x"), "结束日"),
    ],
)
def test_a_deduction_without_ground_proof_or_sense_is_refused(deduction: Deduction, says: str) -> None:
    with pytest.raises(InvalidValueError, match=says):
        ENGINE.running(filed(deductions=(deduction,)), "decide", date(2026, 6, 1))


def test_a_suspension_stops_the_clock_until_the_case_is_resumed() -> None:
    state = filed(TakenStep("suspended", date(2026, 3, 10)))
    still = ENGINE.running(state, "decide", date(2026, 3, 20))
    assert still is not None
    assert still.deadline.deducted_days == 10
    resumed = filed(TakenStep("suspended", date(2026, 3, 10)), TakenStep("resumed", date(2026, 3, 15)))
    found = ENGINE.running(resumed, "decide", date(2026, 6, 1))
    assert found is not None
    assert found.deadline.deducted_days == 5


def test_running_clocks_come_nearest_first_and_stop_when_ended() -> None:
    state = filed()
    assert [clock.rule.id for clock in ENGINE.due(state, date(2026, 3, 5))] == ["decide"]
    served = filed(TakenStep("decided", date(2026, 3, 30)), TakenStep("served", date(2026, 3, 31)))
    names = [clock.rule.id for clock in ENGINE.due(served, date(2026, 4, 1))]
    assert names == ["publish", "pay", "review", "suit"]
    asked = filed(
        *served.taken[3:], TakenStep("paid", date(2026, 4, 2)), TakenStep("published", date(2026, 4, 2))
    )
    assert [clock.rule.id for clock in ENGINE.due(asked, date(2026, 4, 3))] == ["review", "suit"]


def test_the_effect_of_lateness_is_named_with_its_article() -> None:
    clock = ENGINE.running(filed(), "decide", date(2026, 6, 2))
    assert clock is not None
    assert clock.late_effect(date(2026, 6, 2)) == ""
    assert clock.late_effect(date(2026, 6, 5)).startswith("逾期 3 日")
    assert all(rule.late for rule in rules().clocks.values())


def test_hours_run_through_the_night_and_have_no_day() -> None:
    period = rules().periods["emergency_report"]
    start = datetime(2026, 2, 28, 20, tzinfo=UTC)
    assert hours_end(period, start) == datetime(2026, 3, 1, 20, tzinfo=UTC)
    with pytest.raises(ValueError, match="instant"):
        compute_deadline(period, date(2026, 3, 1), CALENDAR)
    with pytest.raises(ValueError, match="aware"):
        hours_end(rules().periods["decision"], start)


def test_complaints_have_their_own_terms() -> None:
    start = date(2026, 3, 2)
    own = complaint_terms(rules(), start, CALENDAR, dust=True).terms
    assert {name: term.due.isoformat() for name, term in own.items()} == {
        "complaint_told": end_of(15, "calday", "2026-03-02"),
        "complaint_answer": end_of(60, "calday", "2026-03-02"),
        "dust_handle": end_of(15, "calday", "2026-03-02"),
    }
    longer = complaint_terms(rules(), start, CALENDAR, extended=True).terms
    assert longer["complaint_answer"].due.isoformat() == end_of(90, "calday", "2026-03-02")
    other = complaint_terms(rules(), start, CALENDAR, dust=True, ours=False).terms
    assert set(other) == {"complaint_told", "complaint_objection", "dust_forward"}
    assert other["dust_forward"].due.isoformat() == end_of(7, "workday", "2026-03-02")


# --- Surcharge ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "stopped", "days", "amount"),
    [
        ("2026-04-15", [], 0, 0),
        ("2026-04-16", [], 1, 90_000),
        ("2026-04-25", [], 10, 900_000),
        ("2026-05-18", [], 33, 2_970_000),
        ("2026-05-19", [], 34, 3_000_000),
        ("2027-04-15", [], 365, 3_000_000),
        ("2026-04-25", [Span(date(2026, 4, 18), date(2026, 4, 20), "复议")], 7, 630_000),
        ("2026-04-25", [Span(date(2026, 4, 18), None, "诉讼")], 2, 180_000),
    ],
)
def test_three_percent_a_day_up_to_the_fine_and_not_during_review_or_suit(
    until: str, stopped: list[Span], days: int, amount: int
) -> None:
    found = surcharge(3_000_000, date(2026, 4, 15), date.fromisoformat(until), stopped)
    assert (found.days, found.amount_fen) == (days, amount)
    assert found.capped == (amount == 3_000_000)
    assert "行政处罚法第72条" in found.sentence()


@given(st.integers(0, 10**9), st.integers(-50, 400))
def test_the_surcharge_never_exceeds_the_fine_and_never_falls(fine_fen: int, days: int) -> None:
    due = date(2026, 4, 15)
    today, later = (surcharge(fine_fen, due, due + timedelta(days + more)) for more in (0, 1))
    assert 0 <= today.amount_fen <= later.amount_fen <= fine_fen


# --- Calendar file ------------------------------------------------------------------------------------------------------


def test_the_calendar_file_has_crlf_folded_lines_and_the_whole_text() -> None:
    title = "深环龙华立字〔2026〕12号 作出处理决定；九十日, 扣除监测六日，负责人批准延长三十日" * 2
    entry = CalendarEntry("case-1/decide", date(2026, 6, 2), title, "第一行\n第二行\\")
    text = calendar_text([entry], datetime(2026, 3, 4, 1, 2, 3, tzinfo=UTC))
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert "DTSTART;VALUE=DATE:20260602" in unfolded
    assert "DTEND;VALUE=DATE:20260603" in unfolded
    assert "DTSTAMP:20260304T010203Z" in unfolded
    assert "DESCRIPTION:第一行\\n第二行\\\\" in unfolded
    summary = next(line for line in unfolded if line.startswith("SUMMARY:"))
    assert summary.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";") == title


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_folding_loses_nothing(line: str) -> None:
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
