"""A table that multiplies an amount asks for it, and computes once it is known; every grade shows what one step changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from inspector.domain.records import Case
from inspector.services.cases import CaseService
from inspector.services.law_review import LawService
from inspector.services.workspace import Workspace
from tests.workspaces import workspace_in


def _case(workspace: Workspace, violation_id: str, act_day: date) -> Case:
    cases = CaseService(workspace)
    fresh = replace(cases.new_case(violation_id, act_day), party_name="深圳市澜岬制造有限公司")
    stored, _changes = cases.open_by_hand(fresh)
    return stored


def test_the_investment_is_asked_before_there_is_a_figure(tmp_path: Path) -> None:
    with workspace_in(tmp_path / "home") as workspace:
        law, case = LawService(workspace), _case(workspace, "eia.unapproved", date(2026, 7, 1))
        before = law.review(case.id)
        assert before.fine.point_fen is None and [one.key for one in before.fine.missing] == ["investment"]
        asked = [question.fact.key for question in law.questions(case.id)]
        assert "base_investment" in asked
        law.answer(case.id, "base_investment", "20000000", "项目备案证")
        after = law.review(case.id)
        assert after.fine.point_fen == 20_000_000, "20 % of 5 % of 20 million yuan, the minimum of 1 %"
        assert after.facts["base_investment"].source == "项目备案证"
        higher = {effect.factor.id: effect.higher_fen for effect in after.effects}
        assert higher["category"] == 25_000_000, "5 % more of the maximum of one million yuan"
        law.answer(case.id, "base_investment", None)
        assert law.review(case.id).fine.point_fen is None


def test_a_grade_shows_what_one_step_up_costs(tmp_path: Path) -> None:
    with workspace_in(tmp_path / "home") as workspace:
        law, case = LawService(workspace), _case(workspace, "air.exceed", date(2026, 9, 1))
        review = law.review(case.id)
        assert review.fine.point_fen == 15_000_000
        steps = {effect.factor.id: (effect.lower_fen, effect.higher_fen) for effect in review.effects}
        assert steps["area"] == (None, 18_000_000)
