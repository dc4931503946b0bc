"""Annex 1 of 粤环发〔2021〕7号: every standard is there, checked by its own arithmetic, and gives the fine its page gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import FineDirection
from inspector.law.discretion import UNITS, compute_fine, grade_effects, point_in
from inspector.law.json_io import evaluate_document
from inspector.law.loader import load_pack
from inspector.law.ranges import range_in_force
from inspector.law.reductions import APOLOGY_EXCLUSIONS, apology, below_minimum
from inspector.law.schema import FineRange, Provision, Source
from inspector.law.table_checks import (
    COMBINATIONS,
    GRADES,
    RANGE,
    RUN,
    SUM,
    check_table,
    table_details,
    table_lines,
)
from inspector.law.tables import ANY, DiscretionTable, Span
from tests.law.discretion_cases import CASES, FineCase
from tests.law.pack import PACK

BOOK = load_pack(PACK)
TABLES = [table for table in BOOK.tables.values() if table.id.startswith("gd.")]
WEIGHED = [table for table in TABLES if table.method == "weights"]
AMOUNTS = dict.fromkeys(("investment", "fees", "gain", "goods", "loss", "disposal", "income"), 40_000_000)
AMOUNTS[UNITS] = 1


def provision_for(span: Span) -> Provision:
    """A provision with the statute range a part of a table was made for."""
    if span.base:
        fine = FineRange("multiple", per=span.base, wording=f"{span.text()}的罚款")
    else:
        fine = FineRange("range", span.min_fen, span.max_fen)
    day, source = date(2020, 1, 1), Source("测试")
    return Provision("test", "测试法", "测试", "测试法第1条", "1", fine, "生态环境", day, source)


def fitting(table: DiscretionTable, choices: dict[str, str]) -> Provision:
    """The provision of the part of the table the choices fall into; factors not chosen are at their lowest."""
    grades = tuple(
        choices.get(factor.id) or min(factor.grades, key=lambda grade: grade.weight).id
        for factor in table.factors
    )
    scope = table.scope_of(grades)
    assert scope is not None
    return provision_for(scope.span)


def draw_choices(data: st.DataObject, table: DiscretionTable) -> dict[str, str]:
    """A combination of grades; factors that may stay unknown are sometimes left out."""
    found = {}
    for factor in table.factors:
        grade = data.draw(st.sampled_from([None, *factor.grades]))
        if grade is None and factor.asked:
            grade = factor.grades[0]
        if grade is not None:
            found[factor.id] = grade.id
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_fine(case: FineCase) -> None:
    table = BOOK.table(case.table)
    bases = {key: round(yuan * (1 if key == UNITS else 100)) for key, yuan in case.bases.items()}
    found = compute_fine(
        table, case.choices, fitting(table, case.choices), FineDirection(case.direction), bases=bases
    )
    assert not found.conflict
    if case.ends is not None:
        assert (found.low_fen, found.high_fen) == tuple(round(end * 100) for end in case.ends)
    assert found.point_fen == (None if case.yuan is None else round(case.yuan * 100)), found.formula
    assert found.bit == case.bit
    assert not found.warnings and found.formula


def test_every_standard_of_the_annex_is_there() -> None:
    sections = {table.section.removesuffix(".b") for table in TABLES}
    assert len(sections) == 280 and len(TABLES) == 281
    chapters = Counter(table.chapter for table in TABLES)
    assert chapters == {1: 11, 2: 41, 3: 51, 4: 52, 5: 5, 6: 24, 7: 54, 8: 43}
    assert {table.section for table in TABLES if table.section.startswith("8.17")} == {"8.17", "8.17.b"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_a_standard_passes_its_checks_or_says_why(table: DiscretionTable) -> None:
    check = check_table(table)
    assert not check.faults, check.faults
    wanted = (GRADES, RANGE, SUM) if table.method == "weights" else (GRADES, RANGE, COMBINATIONS, RUN)
    assert check.passed == wanted
    assert 0 < len(table.name) <= 30 and table.penalty and table.pages
    assert (table.in_force_from, table.in_force_to) == (date(2022, 1, 1), date(2026, 12, 31))


def test_the_list_names_what_was_mended() -> None:
    lines = table_lines(BOOK.tables.values())
    assert [line.section for line in lines[:3]] == ["1.1", "1.2", "1.3"]
    mended = {line.section for line in lines if line.mended}
    assert {"1.3", "1.4", "2.27", "3.39", "6.12", "6.17", "6.21", "8.21"} <= mended and len(mended) < 40
    assert {line.section for line in lines if line.unmended} == {"6.11"}
    details = table_details(BOOK.table("gd.4.7"))
    assert details["start"] == "8/24" and details["ranges"] == ["所需处置费用1倍以上3倍以下"]


@given(st.data())
def test_every_fine_stays_within_the_statute(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    choices = draw_choices(data, table)
    provision = fitting(table, choices)
    direction = data.draw(st.sampled_from(list(FineDirection)))
    found = compute_fine(table, choices, provision, direction, bases=AMOUNTS)
    if found.conflict:
        assert "没有这种组合" in found.conflict and found.point_fen is None
        return
    grades = tuple(step.choice.id for step in found.steps)
    scope = table.scope_of(grades)
    assert scope is not None
    base = max(AMOUNTS[scope.base], table.base_floor_fen) if scope.base else 0
    low, high = scope.span.in_fen(base)
    if found.also != "警告" or found.point_fen:
        assert low <= found.low_fen <= found.high_fen <= high
    if found.point_fen is not None:
        assert found.low_fen <= found.point_fen <= found.high_fen


@given(st.data())
def test_a_heavier_grade_never_lowers_a_weighed_fine(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(WEIGHED))
    choices = draw_choices(data, table)
    factor = data.draw(st.sampled_from([one for one in table.factors if not one.asked]))
    amounts = []
    for grade in sorted(factor.grades, key=lambda one: one.weight):
        changed = {**choices, factor.id: grade.id}
        found = compute_fine(table, changed, fitting(table, changed), bases=AMOUNTS)
        assert found.point_fen is not None
        amounts.append(found.point_fen)
    assert amounts == sorted(amounts)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_band_has_its_point_for_each_direction(table: DiscretionTable) -> None:
    for band in table.bands:
        picks = {
            factor.id: factor.grades[0].id if grade == ANY else grade
            for factor, grade in zip(table.factors, band.grades, strict=True)
        }
        provision = fitting(table, picks)
        light, even, heavy = (
            compute_fine(table, picks, provision, direction, bases=AMOUNTS)
            for direction in (FineDirection.LIGHT, FineDirection.ORDINARY, FineDirection.HEAVY)
        )
        if even.conflict:
            assert "没有这种组合" in even.conflict
            continue
        assert even.point_fen == (even.low_fen + even.high_fen) // 2
        assert light.high_fen <= even.point_fen <= heavy.high_fen
        assert heavy.low_fen >= even.point_fen


def test_another_range_gives_no_figure_but_names_both() -> None:
    table = BOOK.table("gd.4.12")
    found = compute_fine(table, {}, BOOK.provision("waste.label.new"))
    assert found.point_fen is None
    assert "10万—100万元" in found.conflict and "5万元以上20万元以下" in found.conflict


def test_an_amount_that_is_missing_is_asked_for() -> None:
    table = BOOK.table("gd.1.1")
    provision = fitting(table, {})
    found = compute_fine(table, {}, provision)
    assert found.point_fen is None
    assert [(one.key, one.name) for one in found.missing] == [("investment", "建设项目总投资额")]
    assert "建设项目总投资额" in found.conflict
    old = compute_fine(table, {}, BOOK.provision("eia.unapproved.old"), bases={"investment": 2_000_000_000})
    assert old.point_fen == 20_000_000
    new = compute_fine(table, {}, BOOK.provision("eia.unapproved.new"), bases={"investment": 2_000_000_000})
    assert new.point_fen is None and "不能照用" in new.conflict


def test_who_is_fined_is_never_assumed() -> None:
    table = BOOK.table("gd.4.52")
    found = compute_fine(table, {"manner": "1", "times": "none"}, provision_for(table.scopes[0].span))
    assert found.point_fen is None and [one.key for one in found.missing] == ["party"]


def test_a_combination_the_table_does_not_have_is_named() -> None:
    table = BOOK.table("gd.2.15")
    picks = {"manner": "2", "area": "1", "correction": "1", "impact": "no"}
    found = compute_fine(table, picks, fitting(table, picks))
    assert found.point_fen is None and "没有这种组合" in found.conflict


def test_the_person_column_at_odds_with_its_article_gives_no_figure() -> None:
    table = BOOK.table("gd.6.11")
    statute = provision_for(Span(1_000_000, 5_000_000))
    found = compute_fine(table, {"party": "person"}, statute)
    assert table.unmended and found.point_fen is None and "不能照用" in found.conflict


def test_the_range_for_refusing_to_correct_is_known() -> None:
    table = BOOK.table("gd.2.10")
    both = replace(
        provision_for(Span(10_000_000, 50_000_000)), worse=FineRange("range", 50_000_000, 100_000_000)
    )
    late = {"correction": "overdue", "area": "1", "pollutant": "1", "impact": "no"}
    soon = {**late, "correction": "in_time"} if table.factors[0].grade("in_time") else None
    for recorded in (None, False):
        found = range_in_force(both, recorded)
        assert found.provision is both and "拒不改正的，处50万元以上100万元以下" in found.reason
        assert "不能照用" in found.fine(table, late).conflict, (
            "the part for refusing needs a recorded refusal"
        )
    refused = range_in_force(both, True)
    assert refused.fine(table, late).point_fen == 52_500_000
    assert (
        refused.provision.fine.text() == "拒不改正的，处50万元以上100万元以下"
        and refused.provision.worse is None
    )
    assert soon is None or "不能照用" in refused.fine(table, soon).conflict
    alone = range_in_force(provision_for(Span(10_000_000, 50_000_000)), True)
    assert alone.reason == "" and "不能照用" in alone.fine(table, late).conflict


def test_a_basis_for_refusal_alone_fines_nobody_before_it_is_recorded() -> None:
    table = BOOK.table("gd.4.8")
    provision = BOOK.provision("waste.industrial_ledger.new")
    for recorded in (None, False):
        found = range_in_force(provision, recorded)
        fine = found.fine(table, {})
        assert not found.fineable and "记录拒不改正以前不能罚款" in found.reason
        assert (fine.low_fen, fine.high_fen, fine.point_fen, fine.conflict) == (0, 0, None, found.reason)
    refused = range_in_force(provision, True)
    assert refused.fineable and refused.fine(table, {}) == compute_fine(table, {}, provision)


def test_one_grade_lower_and_higher() -> None:
    table = BOOK.table("gd.3.4.1")
    choices = CASES[1].choices
    effects = {one.factor.id: one for one in grade_effects(table, choices, fitting(table, choices))}
    assert (effects["times"].lower_fen, effects["times"].higher_fen) == (59_000_000, 68_000_000)
    assert effects["pollutant"].higher is None and effects["pollutant"].lower_fen == 46_000_000


def test_unknown_factor_and_grade_are_refused() -> None:
    table = BOOK.table("gd.3.24")
    with pytest.raises(InvalidValueError, match="裁量因素"):
        compute_fine(table, {"colour": "1"}, fitting(table, {}))
    with pytest.raises(InvalidValueError, match="近二年"):
        compute_fine(table, {"times": "9"}, fitting(table, {}))


def test_an_unknown_circumstance_is_taken_at_its_lowest_and_said() -> None:
    table = BOOK.table("gd.3.24")
    found = compute_fine(table, {}, fitting(table, {}), day=date(2027, 1, 1))
    assert found.point_fen == 3_000_000
    assert any("按最低档" in text for text in found.warnings)
    assert any("没有施行" in text for text in found.warnings)


@pytest.mark.parametrize(
    ("low", "high", "direction", "point"),
    [
        (0, 5_000_000, FineDirection.LIGHT, 1_000_000),
        (0, 5_000_000, FineDirection.ORDINARY, 2_500_000),
        (0, 5_000_000, FineDirection.HEAVY, None),
        (100_000, None, FineDirection.HEAVY, 500_000),
        (100_000, None, FineDirection.ORDINARY, 200_000),
        (100_000, None, FineDirection.LIGHT, None),
        (100_000, 200_000, FineDirection.LIGHT, None),
        (100_000, 100_000, FineDirection.HEAVY, 100_000),
    ],
)
def test_rule_twelve(low: int, high: int | None, direction: FineDirection, point: int | None) -> None:
    assert point_in(low, high, direction) == point


@given(st.integers(1, 10**9), st.integers(30, 50), st.integers(0, 10**9))
def test_an_apology_never_goes_below_the_minimum(amount: int, percent: int, minimum: int) -> None:
    if amount <= minimum:
        with pytest.raises(RuleRefusedError):
            apology(amount, percent, minimum)
        return
    found = apology(amount, percent, minimum)
    assert minimum <= found.amount_fen < amount
    assert found.stopped_at_minimum == (amount * (100 - percent) // 100 < minimum)


@pytest.mark.parametrize("key", APOLOGY_EXCLUSIONS)
def test_eleven_exclusions_bar_the_apology(key: str) -> None:
    assert len(APOLOGY_EXCLUSIONS) == 11
    with pytest.raises(RuleRefusedError, match=APOLOGY_EXCLUSIONS[key][:6]):
        apology(50_000_000, 40, 10_000_000, [key])


@pytest.mark.parametrize("percent", [0, 29, 51])
def test_another_percentage_is_refused(percent: int) -> None:
    with pytest.raises(InvalidValueError, match="30%—50%"):
        apology(50_000_000, percent, 10_000_000)


def test_below_the_minimum_needs_a_named_basis() -> None:
    with pytest.raises(RuleRefusedError, match="低于法定最低额"):
        below_minimum(9_000_000, 10_000_000, " ")
    assert "第32条" in below_minimum(9_000_000, 10_000_000, "行政处罚法第32条第1项").formula
    assert below_minimum(10_000_000, 10_000_000, "").amount_fen == 10_000_000


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"start": Decimal(11)}, SUM),
        ({"max_fen": 0}, RANGE),
    ],
)
def test_a_weight_table_that_is_wrong_fails_its_check(change: dict[str, object], check: str) -> None:
    broken = replace(BOOK.table("gd.3.4.1"), **change)  # type: ignore[arg-type]  # fields by name
    assert {fault.check for fault in check_table(broken).faults} == {check}


def test_holes_overlaps_and_unknown_grades_are_found() -> None:
    table = BOOK.table("gd.3.24")
    first, second, last = table.bands
    hole = replace(table, bands=(first, replace(second, min_fen=6_000_000), last))
    missing = replace(table, bands=(first, last))
    twice = replace(table, bands=(*table.bands, first))
    unknown = replace(table, bands=(replace(first, grades=("7",)), second, last))
    assert {fault.check for fault in check_table(hole).faults} == {RUN}
    assert COMBINATIONS in {fault.check for fault in check_table(missing).faults}
    assert COMBINATIONS in {fault.check for fault in check_table(twice).faults}
    assert {fault.check for fault in check_table(unknown).faults} == {GRADES}
    assert check_table(replace(hole, unmended="原文如此")).sound


def test_a_facts_file_may_give_the_amount_a_table_multiplies() -> None:
    facts: dict[str, object] = {
        "violation": "eia.unapproved",
        "act_day": "2026-08-01",
        "decision_day": "2026-08-10",
    }
    without = evaluate_document(BOOK, facts, lambda first, last: 0)["fine"]
    given = evaluate_document(
        BOOK, {**facts, "amounts": {"investment": 2_000_000_000}}, lambda first, last: 0
    )["fine"]
    assert isinstance(without, dict) and isinstance(given, dict)
    assert without["point_fen"] is None
    assert [one["key"] for one in without["missing"]] == ["investment"]
    assert given["point_fen"] == 20_000_000 and not given["missing"]
