"""The public apology: each of the eleven exclusions refuses by name, the unknown refuses too, the minimum always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.law.apology import ApologyFacts, judge_apology
from inspector.law.discretion import FineResult, compute_fine
from inspector.law.loader import load_pack
from inspector.law.reductions import APOLOGY_EXCLUSIONS, below_minimum, names_a_basis
from tests.law.pack import PACK

BOOK = load_pack(PACK)
DECIDED = date(2026, 11, 20)
FINE = compute_fine(BOOK.table("gd.3.4.1"), {"excess": "lt8"}, BOOK.provisions_of("air.exceed")[-1])
NONE_THERE = dict.fromkeys((key for key in APOLOGY_EXCLUSIONS if key != "fixed_or_minimum"), False)
APOLOGY = ApologyFacts(
    percent=40,
    applied_on=date(2026, 11, 1),
    published_on=date(2026, 11, 10),
    medium="深圳特区报",
    promised=True,
    corrected_on=date(2026, 10, 20),
    exclusions=NONE_THERE,
)


def _at(
    fine: FineResult, point_fen: int | None, low: int = 10_000_000, high: int = 100_000_000
) -> FineResult:
    provision = replace(fine.provision, fine=replace(fine.provision.fine, min_fen=low, max_fen=high))
    return replace(fine, provision=provision, point_fen=point_fen)


def test_a_complete_apology_lowers_the_fine_and_says_how() -> None:
    found = judge_apology(APOLOGY, FINE, DECIDED)
    assert FINE.point_fen == 21_000_000
    assert found.reduction is not None and found.reduction.amount_fen == 12_600_000
    assert found.require() is found.reduction
    assert "21万元×（100%－40%）＝12.6万元" in found.letter and "第十四条" in found.letter
    assert found.warning == ""


@pytest.mark.parametrize("key", APOLOGY_EXCLUSIONS)
def test_each_of_the_eleven_exclusions_refuses_by_its_own_words(key: str) -> None:
    assert len(APOLOGY_EXCLUSIONS) == 11
    there = judge_apology(replace(APOLOGY, exclusions={**NONE_THERE, key: True}), FINE, DECIDED)
    assert there.reduction is None and there.letter == ""
    with pytest.raises(RuleRefusedError) as refused:
        there.require()
    assert APOLOGY_EXCLUSIONS[key] in refused.value.why and "第14条" in refused.value.why
    assert refused.value.next_step and len(refused.value.places) == 1


@pytest.mark.parametrize("key", NONE_THERE)
def test_an_exclusion_nobody_looked_at_stops_the_reduction(key: str) -> None:
    unasked = {name: there for name, there in NONE_THERE.items() if name != key}
    found = judge_apology(replace(APOLOGY, exclusions=unasked), FINE, DECIDED)
    assert found.reduction is None
    assert APOLOGY_EXCLUSIONS[key] in found.verdict and "1项待查" in found.verdict


@pytest.mark.parametrize(
    ("fine", "words"),
    [
        (_at(FINE, 10_000_000), "已是法定最低额"),
        (_at(FINE, 20_000_000, 20_000_000, 20_000_000), "定额"),
    ],
)
def test_the_law_itself_shows_the_tenth_exclusion(fine: FineResult, words: str) -> None:
    found = judge_apology(APOLOGY, fine, DECIDED)
    tenth = next(check for check in found.exclusions if check.key == "fixed_or_minimum")
    assert tenth.status == "unmet" and words in tenth.found
    assert found.reduction is None


@pytest.mark.parametrize(
    ("change", "status", "name"),
    [
        ({"corrected_on": None}, "unknown", "改正"),
        ({"corrected_on": date(2026, 11, 21)}, "unmet", "改正"),
        ({"applied_on": None}, "unknown", "申请"),
        ({"published_on": date(2026, 12, 1)}, "unmet", "公开道歉"),
        ({"medium": " "}, "unknown", "地市级以上"),
        ({"promised": False}, "unmet", "守法承诺"),
        ({"promised": None}, "unknown", "守法承诺"),
    ],
)
def test_each_requirement_is_needed(change: dict[str, object], status: str, name: str) -> None:
    found = judge_apology(replace(APOLOGY, **change), FINE, DECIDED)  # type: ignore[arg-type]
    open_checks = [check for check in found.requirements if check.status != "met"]
    assert [check.status for check in open_checks] == [status] and name in open_checks[0].name
    assert found.reduction is None


def test_after_the_rule_lapsed_the_answer_stands_with_a_warning() -> None:
    late = judge_apology(APOLOGY, FINE, date(2027, 1, 15))
    assert late.reduction is not None and "2026-12-31" in late.warning


@pytest.mark.parametrize("percent", [0, 29, 51, 100])
def test_other_percentages_and_strange_exclusions_are_refused(percent: int) -> None:
    with pytest.raises(InvalidValueError, match="30%"):
        judge_apology(replace(APOLOGY, percent=percent), FINE, DECIDED)
    with pytest.raises(InvalidValueError, match="water_source"):
        judge_apology(replace(APOLOGY, exclusions={"kindness": False}), FINE, DECIDED)


@given(
    st.integers(30, 50), st.integers(0, 300_000_000), st.integers(0, 50_000_000), st.integers(0, 100_000_000)
)
def test_the_lowered_fine_stays_between_half_and_the_minimum(
    percent: int, point: int, low: int, span: int
) -> None:
    fine = _at(FINE, point, low, low + span)
    found = judge_apology(replace(APOLOGY, percent=percent), fine, DECIDED)
    if found.reduction is not None:
        assert low <= found.reduction.amount_fen < point
        assert found.reduction.stopped_at_minimum or 2 * found.reduction.amount_fen >= point - 1
    else:
        assert point <= low or span == 0


@pytest.mark.parametrize("basis", ["", "  ", "认错态度好", "当事人困难", "领导同意"])
def test_below_the_minimum_needs_a_basis_that_names_its_article(basis: str) -> None:
    assert not names_a_basis(basis)
    with pytest.raises(RuleRefusedError, match="低于法定最低额 10万元"):
        below_minimum(9_999_999, 10_000_000, basis)


@pytest.mark.parametrize("basis", ["行政处罚法第32条第1项", "《行政处罚法》第三十二条", "粤环发〔2021〕7号"])
def test_a_named_basis_carries_the_fine_below_the_minimum(basis: str) -> None:
    assert below_minimum(5_000_000, 10_000_000, basis).amount_fen == 5_000_000
