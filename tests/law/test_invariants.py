"""What must hold for every table, ground and act of the shipped pack, whatever the facts are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import RuleRefusedError
from inspector.law.applicability import CODE_DAY, applicable, compare_fines, limitation_end
from inspector.law.facts import FactValue
from inspector.law.leniency import evaluate, months_back
from inspector.law.loader import load_pack
from inspector.law.schema import FineRange
from tests.law.pack import PACK

BOOK = load_pack(PACK)
ACT, DECIDED = date(2026, 9, 1), date(2026, 11, 23)


@pytest.mark.parametrize("violation", sorted(BOOK.violations))
def test_unknown_facts_never_meet_a_condition(violation: str) -> None:
    for item in evaluate(BOOK, violation, {}, ACT, DECIDED):
        assert all(condition.status == "unknown" for condition in item.conditions)
        assert not item.complete


@given(st.decimals(0, 10, places=4), st.decimals(0, 10, places=4))
def test_a_higher_exceedance_never_turns_unmet_into_met(first: Decimal, more: Decimal) -> None:
    def status(value: Decimal) -> str:
        facts = {"exceed_times": FactValue(value)}
        item = next(i for i in evaluate(BOOK, "air.exceed", facts, ACT, DECIDED) if i.item.id == "gd.8")
        return next(c.status for c in item.conditions if c.condition.fact == "exceed_times")

    if status(first) == "unmet":
        assert status(first + more) == "unmet"


def _first_time(violation: str, item_id: str, act: date, **days: date | str) -> str:
    facts = {key: FactValue(value) for key, value in days.items()}
    item = next(i for i in evaluate(BOOK, violation, facts, act, DECIDED) if i.item.id == item_id)
    return next(c.status for c in item.conditions if c.condition.kind == "first_time")


@pytest.mark.parametrize(
    ("prior", "status"),
    [
        (date(2025, 8, 31), "met"),
        (date(2025, 9, 1), "unmet"),
        (date(2026, 8, 31), "unmet"),
        (date(2026, 9, 1), "unknown"),
        ("none", "met"),
    ],
)
def test_the_year_before_the_act_is_counted_from_its_day(prior: date | str, status: str) -> None:
    searched = {"records_searched_from": date(2024, 1, 1), "records_searched_until": ACT}
    assert _first_time("air.exceed", "gd.8", ACT, prior_violation_day=prior, **searched) == status


@pytest.mark.parametrize(
    ("prior", "status"), [(date(2025, 12, 31), "met"), (date(2026, 1, 1), "unmet"), ("none", "met")]
)
def test_within_the_year_means_the_calendar_year(prior: date | str, status: str) -> None:
    searched = {"records_searched_from": date(2026, 1, 1), "records_searched_until": ACT}
    assert _first_time("waste.label", "gd.12", ACT, prior_violation_day=prior, **searched) == status


def test_a_search_too_short_leaves_it_unknown() -> None:
    late = {"records_searched_from": date(2025, 9, 2), "records_searched_until": ACT}
    early = {"records_searched_from": date(2025, 9, 1), "records_searched_until": ACT - timedelta(days=1)}
    for searched in (late, early):
        assert _first_time("air.exceed", "gd.8", ACT, prior_violation_day="none", **searched) == "unknown"


def test_months_back_keeps_to_the_end_of_a_short_month() -> None:
    assert months_back(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_back(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_back(date(2026, 1, 15), 12) == date(2025, 1, 15)


def _term(done: date | str, due: date) -> str:
    facts = {"corrected_day": FactValue(done), "correction_due_day": FactValue(due)}
    item = next(i for i in evaluate(BOOK, "air.exceed", facts, ACT, DECIDED) if i.item.id == "gd.8")
    return next(c.status for c in item.conditions if c.condition.kind == "corrected")


def test_the_last_day_of_the_term_is_in_time_and_the_next_is_late() -> None:
    due = date(2026, 10, 8)
    assert [_term(day, due) for day in (due, due + timedelta(days=1), "none")] == ["met", "unmet", "unmet"]


def test_correction_after_the_decision_does_not_count() -> None:
    assert _term(DECIDED + timedelta(days=1), date(2027, 1, 1)) == "unmet"


@pytest.mark.parametrize(
    ("ended", "harmful", "last"),
    [
        (date(2026, 9, 1), False, date(2028, 9, 1)),
        (date(2026, 9, 1), True, date(2031, 9, 1)),
        (date(2028, 2, 29), False, date(2030, 2, 28)),
        (date(2028, 2, 29), True, date(2033, 2, 28)),
        (date(2027, 2, 28), False, date(2029, 2, 28)),
    ],
)
def test_two_years_or_five(ended: date, harmful: bool, last: date) -> None:
    assert limitation_end(ended, harmful) == last


@pytest.mark.parametrize(
    ("health", "found", "status"),
    [
        (False, date(2026, 7, 2), "met"),
        (False, date(2026, 7, 1), "unmet"),
        (True, date(2026, 7, 2), "unmet"),
        (None, date(2026, 7, 2), "unknown"),
    ],
)
def test_older_acts_keep_the_limitation_of_the_penalty_law(
    health: bool | None, found: date, status: str
) -> None:
    facts = {
        "consequence": FactValue("slight"),
        "found_day": FactValue(found),
        "endangers_health": FactValue(health),
    }
    items = evaluate(BOOK, "air.exceed", facts, date(2024, 7, 1), DECIDED)
    item = next(one for one in items if one.item.id == "law.expired_before_code")
    assert item.in_force and item.conditions[0].status == status


def test_aggravating_grounds_of_the_code_start_with_the_code() -> None:
    def of_the_code(day: date) -> int:
        return sum(ground.id.startswith("code.") for ground in BOOK.aggravating_on(day))

    assert (of_the_code(date(2026, 8, 14)), of_the_code(date(2026, 8, 15))) == (0, 4)
    assert {ground.id for ground in BOOK.aggravating_on(date(2027, 1, 1))} & {"gd.emergency"} == set()


def test_every_checklist_item_says_what_was_found() -> None:
    for checklist in BOOK.checklists:
        for item in checklist.items:
            assert item.finding and not item.finding.endswith(("。", "；")), (checklist.id, item.id)


# Acts for which the dossier knows no penalty of its own before the code.
NEW_ACTS = {"eia.measures", "monitoring.false", "permit.facilities", "responsibility.none"}


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 11, 23)])
@pytest.mark.parametrize("violation", sorted(BOOK.violations))
def test_every_act_has_exactly_one_text_on_a_day(violation: str, day: date) -> None:
    texts = sum(one.in_force_on(day) for one in BOOK.provisions_of(violation))
    assert texts == (0 if violation in NEW_ACTS and day < CODE_DAY else 1)


@pytest.mark.parametrize("violation", sorted(NEW_ACTS))
def test_an_act_that_was_no_offence_of_its_own_before_the_code_is_refused_for_earlier_days(
    violation: str,
) -> None:
    with pytest.raises(RuleRefusedError, match="行为日没有施行中的罚则"):
        applicable(BOOK, violation, date(2026, 8, 14), DECIDED)
    assert applicable(BOOK, violation, CODE_DAY, DECIDED).chosen is not None


@pytest.mark.parametrize("violation", sorted(set(BOOK.violations) - NEW_ACTS))
def test_the_chosen_text_is_never_the_heavier_one(violation: str) -> None:
    found = applicable(BOOK, violation, date(2026, 8, 1), DECIDED)
    if found.chosen is not None:
        other = found.new if found.chosen is found.old else found.old
        assert compare_fines(found.chosen.fine, other.fine) in (-1, 0)


def test_the_day_the_code_came_into_force_parts_old_from_new() -> None:
    assert applicable(BOOK, "air.exceed", date(2026, 8, 14), DECIDED).old.statute == "大气污染防治法"
    assert applicable(BOOK, "air.exceed", date(2026, 8, 15), DECIDED).old.statute == "生态环境法典"


def test_no_text_in_force_is_refused() -> None:
    with pytest.raises(RuleRefusedError, match="行为日没有施行中的罚则"):
        applicable(BOOK, "noise.night_work", date(2020, 1, 1), DECIDED)


def test_may_is_lighter_than_shall_and_other_forms_are_not_compared() -> None:
    shall, may = FineRange("up_to", 0, 5_000_000), FineRange("up_to", 0, 5_000_000, may=True)
    assert compare_fines(may, shall) == -1
    assert compare_fines(shall, FineRange("multiple", 1, 5, per="处置费用")) is None
    assert compare_fines(FineRange("per_unit", 1, 5, per="辆"), FineRange("range", 1, 5)) is None


def test_every_duty_is_cited_by_article() -> None:
    for provision in BOOK.provisions.values():
        assert "第" in provision.violated or provision.source.verification == "unverified", provision.id
        assert provision.violated_in_letter().startswith("《")


def test_every_fact_is_asked_by_some_ground() -> None:
    used = {
        key
        for violation in BOOK.violations
        for item in evaluate(BOOK, violation, {}, ACT, DECIDED)
        for condition in item.conditions
        for key in condition.fact_keys
    }
    used |= {"ordered_day"}
    assert {item.id for item in BOOK.lenient_items.values() if item.id.startswith("gd.")}
    assert used <= set(BOOK.facts)


def test_every_checklist_act_exists() -> None:
    for checklist in BOOK.checklists:
        for item in checklist.items:
            assert set(item.violations) <= set(BOOK.violations)
