"""What is entered on the panel reaches the case that was open when it was entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from inspector.domain.changes import Changes
from inspector.domain.leniency_records import SAME_ACT
from inspector.services.apologies import ApologyEntry
from inspector.services.desk import Services
from inspector.services.similar_cases import SimilarCases
from inspector.ui.cases.law_intents import LawIntents
from inspector.ui.common.tasks import InlineRunner
from tests.workspaces import CODE, workspace_in


class _View:
    def __init__(self) -> None:
        self.similar: list[SimilarCases] = []

    def show_similar(self, similar: SimilarCases) -> None:
        self.similar.append(similar)


def test_every_intent_is_kept_with_the_case_that_was_open(tmp_path: Path) -> None:
    with workspace_in(tmp_path / "home") as workspace:
        desk = Services.on(workspace)
        first, second = (
            desk.cases.open_by_hand(
                replace(desk.cases.new_case("air.exceed", date(2026, 9, 1)), party_name=name, party_code=CODE)
            )[0]
            for name in ("甲公司", "乙公司")
        )
        waiting: list[Callable[[], Changes]] = []

        def write(title: str, work: Callable[[], Changes], said: str = "") -> None:
            waiting.append(work)

        view, shown = _View(), [first.id]
        context = SimpleNamespace(
            services=desk, runner=InlineRunner(), notices=SimpleNamespace(refused=lambda _error: None)
        )
        intents = LawIntents(view, context, lambda: shown[0], write)  # type: ignore[arg-type]
        intents.answer("malice", True, "笔录")
        intents.answer_unknown("merit", "")
        intents.choose_grade("excess", "lt8")
        intents.record_apology(ApologyEntry(30, {}))
        intents.add_act("voc.unsealed", SAME_ACT)
        # The officer has gone on to another case before the writes ran.
        shown[0] = second.id
        for work in waiting:
            work()
        review, other = desk.law.review(first.id), desk.law.review(second.id)
        assert review.facts["malice"].value is True and "merit" in review.unsure
        assert review.grades == {"excess": "lt8"} and review.apology is not None
        assert review.several.same is not None
        assert "malice" not in other.facts and not other.grades and other.apology is None
        intents.read_similar()
        assert [found.case_id for found in view.similar] == [second.id]
        waiting.clear()
        shown[0] = first.id
        intents.withdraw_apology()
        intents.remove_act("voc.unsealed")
        for work in waiting:
            work()
        review = desk.law.review(first.id)
        assert review.apology is None and review.several.same is None
        desk.photos.close()
