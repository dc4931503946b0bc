"""Deciding with leniency: the public apology with its eleven exclusions, the fine below the minimum, lists of other regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError, InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Outcome
from inspector.domain.leniency_records import SAME_ACT, SEPARATE
from inspector.domain.records import Case, Setting
from inspector.law.reductions import APOLOGY_EXCLUSIONS
from inspector.services.apologies import ApologyEntry
from inspector.services.decisions import (
    BelowMinimumError,
    ForeignListError,
    HeavierLawError,
    WrongGroundError,
)
from inspector.services.desk import Services
from tests.workspaces import CODE, walk_to_notice, workspace_in

DAY = date(2026, 11, 20)
ASKED = [key for key in APOLOGY_EXCLUSIONS if key != "fixed_or_minimum"]
ENTRY = ApologyEntry(
    percent=50,
    exclusions=dict.fromkeys(ASKED, False),
    applied_on=date(2026, 11, 1),
    published_on=date(2026, 11, 9),
    medium="深圳特区报",
    promised=True,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


def _case(desk: Services, violation: str = "air.exceed", act_day: date = date(2026, 9, 1)) -> Case:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case(violation, act_day), party_name="乙公司", party_code=CODE)
    )
    walk_to_notice(desk, case.id, date(2026, 10, 1))
    return case


def _apologised(desk: Services, entry: ApologyEntry = ENTRY) -> Case:
    case = _case(desk)
    desk.law.choose(case.id, "excess", "lt8")
    desk.law.answer(case.id, "corrected_day", date(2026, 10, 10), "复查笔录")
    desk.apologies.record(case.id, entry)
    return case


def _decide(desk: Services, case: Case, fen: int, **more: object) -> int | None:
    decision, _ = desk.decisions.decide(
        case.id,
        Outcome.PENALTY,
        reason="超标排放，已公开道歉",
        decided_on=DAY,
        amount_fen=fen,
        skip_reason="示例",
        leader="周丁",
        **more,  # type: ignore[arg-type]
    )
    return decision.reduced_fen


def test_a_complete_apology_is_decided_at_the_lowered_figure_and_keeps_its_source(desk: Services) -> None:
    case = _apologised(desk)
    review = desk.law.review(case.id)
    assert review.fine.point_fen == 21_000_000 and review.apology is not None
    assert review.apology.reduction is not None and review.apology.reduction.amount_fen == 10_500_000
    assert "第十四条" in review.reasons.reduction
    with pytest.raises(InvalidValueError, match=r"10\.5万元"):
        _decide(desk, case, 12_000_000, apology=True)
    with pytest.raises(InvalidValueError, match="测算为"):
        _decide(desk, case, 10_500_000)
    desk.decisions.propose(
        case.id, Outcome.PENALTY, reason="公开道歉从轻", amount_fen=10_500_000, apology=True
    )
    assert _decide(desk, case, 10_500_000, apology=True) == 10_500_000, "the half that was spared"
    decision = desk.cases.file(case.id).decision
    assert decision is not None and decision.basis == "粤环发〔2021〕7号第14条"
    assessment = desk.cases.file(case.id).assessments[-1]
    assert '"amount_fen": 10500000' in assessment.result


@pytest.mark.parametrize("key", ASKED)
def test_each_exclusion_stops_the_decision_with_its_words(desk: Services, key: str) -> None:
    case = _apologised(desk, replace(ENTRY, exclusions={**ENTRY.exclusions, key: True}))
    with pytest.raises(RuleRefusedError) as refused:
        _decide(desk, case, 10_500_000, apology=True)
    assert APOLOGY_EXCLUSIONS[key] in refused.value.why
    assert desk.cases.file(case.id).decision is None


def test_a_fine_at_the_minimum_cannot_be_lowered(desk: Services) -> None:
    """The eleventh case of refusal, which the figure itself shows."""
    case = _case(desk, "voc.unsealed")
    desk.law.choose(case.id, "state", "open_used")
    desk.law.choose(case.id, "area", "general")
    desk.law.answer(case.id, "corrected_day", date(2026, 10, 10), "复查笔录")
    desk.apologies.record(case.id, ENTRY)
    answer = desk.law.review(case.id).apology
    assert answer is not None and answer.reduction is not None, "3 万元 is above the minimum of 2 万元"
    assert answer.reduction.amount_fen == 2_000_000 and answer.reduction.stopped_at_minimum
    register = _case(desk, "eia.register")
    desk.apologies.record(register.id, replace(ENTRY, base_fen=0))
    answer = desk.law.review(register.id).apology
    assert answer is not None and answer.reduction is None


def test_what_the_file_shows_outweighs_what_was_ticked(desk: Services) -> None:
    case = _apologised(desk)
    desk.cases.order_correction(case.id, "停止超标排放", date(2026, 10, 2), date(2026, 10, 12))
    order = desk.cases.file(case.id).rectifications[-1]
    desk.cases.record_recheck(order.id, date(2026, 10, 15), False, "仍在超标")
    answer = desk.law.review(case.id).apology
    assert answer is not None and "复查仍在继续" in answer.verdict


def test_an_apology_taken_back_leaves_its_history(desk: Services) -> None:
    case = _apologised(desk)
    service = desk.apologies
    assert not service.record(case.id, ENTRY).kinds(), "the same entry again writes nothing"
    service.withdraw(case.id)
    assert desk.law.review(case.id).apology is None
    with pytest.raises(InvalidValueError, match="公开道歉"):
        _decide(desk, case, 10_500_000, apology=True)
    with pytest.raises(InvalidValueError, match="30%"):
        service.record(case.id, replace(ENTRY, percent=60))
    assert not desk.trust.verify().wrong


@pytest.mark.parametrize("basis", ["", "认错态度好"])
def test_below_the_minimum_without_a_named_basis_is_refused(desk: Services, basis: str) -> None:
    case = _case(desk)
    with pytest.raises(BelowMinimumError):
        _decide(desk, case, 5_000_000)
    with pytest.raises(InspectorError) as refused:
        desk.decisions.decide(
            case.id, Outcome.REDUCED, reason="减轻", decided_on=DAY, amount_fen=5_000_000, basis=basis
        )
    assert "依据" in str(refused.value)
    with pytest.raises(RuleRefusedError, match="低于法定最低额"):
        desk.decisions.propose(case.id, Outcome.REDUCED, reason="减轻", amount_fen=5_000_000, basis=basis)
    desk.decisions.propose(
        case.id, Outcome.REDUCED, reason="减轻", amount_fen=5_000_000, basis="行政处罚法第32条第1项"
    )


def test_a_ground_carries_only_the_outcome_it_names(desk: Services) -> None:
    case = _case(desk)
    with pytest.raises(WrongGroundError, match="不是减轻处罚"):
        desk.decisions.decide(
            case.id,
            Outcome.REDUCED,
            reason="x",
            decided_on=DAY,
            amount_fen=5_000_000,
            item_id="law.minor",
            manual_reason="x",
        )
    with pytest.raises(WrongGroundError, match="不是不予处罚"):
        desk.decisions.propose(case.id, Outcome.WAIVED, reason="x", item_id="law.harm_reduced")


def test_lists_of_other_regions_answer_only_when_on_and_never_carry_a_decision(desk: Services) -> None:
    case = _case(desk, "waste.label")
    lists = desk.lenient_lists
    shown = {entry.id: entry for entry in lists.lists()}
    assert shown["gd"].own and shown["gd"].on and not shown["jiangmen"].on
    assert shown["jiangmen"].expired and "2025-01-31" in shown["jiangmen"].state
    assert not [item for item in desk.law.review(case.id).items if item.item.list_id == "jiangmen"]
    changes = lists.switch("jiangmen", True)
    assert changes.kinds() == {"setting"}
    assert not lists.switch("jiangmen", True).kinds()
    review = desk.law.review(case.id)
    foreign = [item for item in review.items if item.item.list_id == "jiangmen"]
    assert foreign and "江门" in review.regional[foreign[0].item.id]
    with pytest.raises(ForeignListError, match="不能作本案的依据"):
        desk.decisions.decide(
            case.id, Outcome.WAIVED, reason="x", decided_on=DAY, item_id=foreign[0].item.id, manual_reason="x"
        )
    with desk.workspace.read() as reader:
        stored = reader.find(Setting, name="law.lists")[0]
        history = [event["action"] for event in reader.history(Setting, stored.id)]
    assert history == ["law.list_switched_on"]
    lists.switch("jiangmen", False)
    assert not desk.law.review(case.id).regional
    with pytest.raises(InvalidValueError, match="jiangmen"):
        lists.switch("gd", False)


def test_an_expired_list_still_answers_for_its_time_and_warns(desk: Services) -> None:
    case = _case(desk, "waste.label", date(2024, 9, 1))
    desk.lenient_lists.switch("jiangmen", True)
    review = desk.law.review(case.id)
    item = next(one for one in review.items if one.item.list_id == "jiangmen")
    assert item.in_force and any("2025-01-31 失效" in text for text in item.warnings)


def test_an_honest_do_not_know_stays_unknown_and_is_not_asked_again(desk: Services) -> None:
    case = _case(desk)
    first = desk.law.review(case.id).open_questions[0]
    assert first.why
    desk.law.answer_unknown(case.id, first.fact.key)
    review = desk.law.review(case.id)
    assert first.fact.key in review.unsure
    assert first.fact.key not in [one.fact.key for one in review.open_questions]
    touched = [
        condition
        for item in review.items
        for condition in item.conditions
        if first.fact.key in condition.fact_keys
    ]
    assert touched and {condition.status for condition in touched} == {"unknown"}
    assert not [item for item in review.answer.complete if first.fact.key in str(item.conditions)]
    known = review.facts[first.fact.key]
    assert known.value is None and known.source == "不知道"


def test_a_unit_is_not_asked_its_age(desk: Services) -> None:
    unit = _case(desk)
    keys = {one.fact.key for one in desk.law.review(unit.id).open_questions}
    assert "under_14" not in keys and "malice" in keys
    person, _ = desk.cases.open_by_hand(
        replace(
            desk.cases.new_case("noise.loudspeaker", date(2026, 9, 1)), party_name="某人", party_kind="person"
        )
    )
    assert "under_14" in {one.fact.key for one in desk.law.review(person.id).open_questions}


def test_one_act_under_a_heavier_law_is_not_decided_under_the_lighter(desk: Services) -> None:
    case = _case(desk, "voc.unsealed")
    desk.law.choose(case.id, "state", "open_used")
    desk.law.choose(case.id, "area", "general")
    acts = desk.further_acts
    acts.add(case.id, "air.exceed", SAME_ACT)
    review = desk.law.review(case.id)
    assert review.several.heavier_elsewhere
    with pytest.raises(HeavierLawError, match="1055"):
        _decide(desk, case, 3_000_000)
    acts.add(case.id, "air.exceed", SEPARATE)
    review = desk.law.review(case.id)
    assert not review.several.heavier_elsewhere and "2个违法行为" in review.several.separate
    with pytest.raises(InvalidValueError, match="立案行为以外"):
        acts.add(case.id, "voc.unsealed", SAME_ACT)
    acts.remove(case.id, "air.exceed")
    assert desk.law.review(case.id).several.acts == ()
    _decide(desk, case, 3_000_000)
