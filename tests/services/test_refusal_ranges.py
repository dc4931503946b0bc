"""Refusing to correct (拒不改正): which range of a penalty basis is in force, and that nobody is fined outside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case
from inspector.services.decisions import AboveMaximumError, BelowMinimumError, NotRefusedError
from inspector.services.desk import Services
from inspector.ui.cases.law_shown import fine_view
from tests.workspaces import CODE, walk_to_notice, workspace_in

ORDERED, CHECKED, DAY = date(2026, 10, 2), date(2026, 10, 20), date(2026, 11, 20)
TWO_RANGES, ONLY_REFUSED = "noise.social_exceed", "noise.public_place"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


def _case(desk: Services, violation: str, *rechecks: tuple[date, bool]) -> Case:
    """A case at its notice, with an order to correct for each recheck and what the recheck found."""
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case(violation, date(2026, 9, 1)), party_name="乙公司", party_code=CODE)
    )
    walk_to_notice(desk, case.id, date(2026, 10, 1))
    for day, corrected in rechecks:
        _recheck(desk, case.id, day, corrected)
    return case


def _recheck(desk: Services, case_id: str, day: date, corrected: bool) -> None:
    before = {order.id for order in desk.cases.file(case_id).rectifications}
    desk.cases.order_correction(case_id, "停止", ORDERED, date(2026, 10, 12))
    order = next(one for one in desk.cases.file(case_id).rectifications if one.id not in before)
    desk.cases.record_recheck(order.id, day, corrected, "复查情况")


def _decide(desk: Services, case: Case, fen: int, manual: str = "比照同类案件") -> None:
    desk.decisions.decide(
        case.id,
        Outcome.PENALTY,
        reason="噪声扰民",
        decided_on=DAY,
        amount_fen=fen,
        manual_reason=manual,
        skip_reason="示例",
        leader="周丁",
    )


def _outcome(desk: Services, case: Case, fen: int) -> type[InspectorError] | None:
    """What stands against deciding a figure; None when it was decided."""
    try:
        _decide(desk, case, fen)
    except (AboveMaximumError, BelowMinimumError, NotRefusedError) as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("violation", "rechecks", "low", "high"),
    [
        (TWO_RANGES, (), 500_000, 5_000_000),
        (TWO_RANGES, ((CHECKED, True),), 500_000, 5_000_000),
        (TWO_RANGES, ((CHECKED, False),), 5_000_000, 20_000_000),
        (TWO_RANGES, ((CHECKED, False), (date(2026, 10, 30), True)), 500_000, 5_000_000),
        (TWO_RANGES, ((CHECKED, True), (date(2026, 10, 30), False)), 5_000_000, 20_000_000),
        (ONLY_REFUSED, ((CHECKED, False),), 200_000, 2_000_000),
    ],
)
@pytest.mark.parametrize("side", ["below", "least", "most", "above"])
def test_each_side_of_both_bounds(
    desk: Services, violation: str, rechecks: tuple[tuple[date, bool], ...], low: int, high: int, side: str
) -> None:
    case = _case(desk, violation, *rechecks)
    fen, expected = {
        "below": (low - 1, BelowMinimumError),
        "least": (low, None),
        "most": (high, None),
        "above": (high + 1, AboveMaximumError),
    }[side]
    assert _outcome(desk, case, fen) is expected
    decision = desk.cases.file(case.id).decision
    assert (decision is None) is (expected is not None)


def test_the_range_for_refusal_asks_a_reason_and_says_everywhere_why(desk: Services) -> None:
    case = _case(desk, TWO_RANGES, (CHECKED, False))
    with pytest.raises(InvalidValueError, match="5万元以上20万元以下"):
        _decide(desk, case, 8_000_000, manual="")
    review = desk.law.review(case.id)
    why = "2026-10-20 复查没有改正（拒不改正），适用拒不改正的幅度：处5万元以上20万元以下"
    assert why in review.range_reason and why in review.reasons.range
    shown = fine_view(review)
    assert why in shown.applied and (shown.low_text, shown.high_text) == ("5 万", "20 万元")
    with pytest.raises(AboveMaximumError):
        desk.decisions.propose(case.id, Outcome.PENALTY, reason="拟处罚", amount_fen=20_000_001)
    with pytest.raises(BelowMinimumError):
        desk.decisions.propose(case.id, Outcome.PENALTY, reason="拟处罚", amount_fen=4_999_999)
    _decide(desk, case, 8_000_000)
    kept = desk.cases.file(case.id).assessments[-1]
    fine = json.loads(kept.result)["fine"]
    assert fine["refused"] is True and why in fine["range_reason"]
    assert (fine["bounds"]["min_fen"], fine["bounds"]["max_fen"]) == (5_000_000, 20_000_000)
    assert json.loads(kept.request)["refused"] is True


def test_nobody_is_fined_under_a_basis_for_refusal_before_one_is_recorded(desk: Services) -> None:
    for rechecks in ((), ((CHECKED, True),)):
        case = _case(desk, ONLY_REFUSED, *rechecks)
        with pytest.raises(NotRefusedError, match="不能罚款"):
            _decide(desk, case, 500_000)
        with pytest.raises(NotRefusedError):
            desk.decisions.propose(case.id, Outcome.PENALTY, reason="拟处罚", amount_fen=500_000)
        view = fine_view(desk.law.review(case.id))
        assert "记录拒不改正以前不能罚款" in view.formula
        desk.decisions.decide(
            case.id,
            Outcome.WAIVED,
            reason="初次且轻微",
            decided_on=DAY,
            basis="行政处罚法第33条",
            skip_reason="示例",
            leader="周丁",
        )
        decision = desk.cases.file(case.id).decision
        assert decision is not None and decision.reduced_fen is None, (
            "nothing was spared: no fine could be set"
        )


def test_a_recheck_after_the_decision_does_not_reach_back(desk: Services) -> None:
    case = _case(desk, TWO_RANGES)
    _decide(desk, case, 2_000_000)
    _recheck(desk, case.id, date(2026, 11, 22), False)
    review = desk.law.review(case.id)
    assert review.refused is None and review.provision.fine.max_fen == 5_000_000


def test_a_second_order_not_yet_rechecked_does_not_undo_a_refusal(desk: Services) -> None:
    case = _case(desk, TWO_RANGES, (CHECKED, False))
    desk.cases.order_correction(case.id, "停止", date(2026, 10, 25), date(2026, 12, 1))
    assert desk.law.review(case.id).refused is True
