"""Where a case stands, as the page says it: the nine steps, branches, what was passed over, the clock, every step by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.kinds import CaseSource, Outcome
from inspector.services.desk import Services
from inspector.services.procedure import StepEntry
from inspector.ui.cases.step_section import StepPanel
from inspector.ui.cases.step_shown import clock_of, day_lines, step_form, steps_of
from inspector.ui.common.stepper import StepState
from tests.workspaces import walk_to_notice, workspace_in

FIRST = date(2026, 9, 21)
DAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


@pytest.fixture
def case_id(desk: Services) -> str:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", FIRST), party_name="甲公司", source=CaseSource.VISIT)
    )
    walk_to_notice(desk, case.id, FIRST)
    return case.id


def test_done_now_next_and_later_with_their_days(desk: Services, case_id: str) -> None:
    shown = steps_of(desk.procedure.progress(case_id, DAY), desk.procedure.rules)
    assert [step.state for step in shown] == [
        *[StepState.DONE] * 5,
        StepState.NOW,
        StepState.NEXT,
        *[StepState.LATER] * 2,
    ]
    assert shown[4].caption == "09-25"


def test_nothing_to_pay_is_dashed_with_the_reason(desk: Services, case_id: str) -> None:
    desk.cases.update(case_id, proposed_outcome=Outcome.WAIVED)
    shown = {step.id: step for step in steps_of(desk.procedure.progress(case_id, DAY), desk.procedure.rules)}
    assert (shown["paid"].state, shown["paid"].reason) == (StepState.SKIPPED, "没有罚款要缴，跳过这一步")


def test_what_was_passed_over_stays_visible_with_its_approval(desk: Services) -> None:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", FIRST), party_name="乙公司")
    )
    desk.procedure.take(case.id, StepEntry("filed", FIRST, reason="当晚急办", leader="周丁"))
    progress = desk.procedure.progress(case.id, DAY)
    form = step_form(progress, desk.procedure.rules)
    assert all("当晚急办" in line and "周丁" in line for line in form.skipped)
    assert any("已初步审查" in line and "办法第18条" in line for line in form.skipped)
    filed = next(step for step in steps_of(progress, desk.procedure.rules) if step.id == "filed")
    assert filed.state is StepState.DONE
    assert "已初步审查" in filed.reason


def test_a_fact_of_the_case_demands_its_branch(desk: Services, case_id: str) -> None:
    def wanted() -> list[str]:
        form = step_form(desk.procedure.progress(case_id, DAY), desk.procedure.rules)
        return [chip.text for chip in form.branches if not chip.taken]

    assert wanted() == []
    desk.procedure.state_flag(case_id, "complex", stated=True)
    desk.procedure.state_flag(case_id, "public_interest", stated=True)
    assert wanted() == ["要走：法制审核", "要走：集体讨论"]
    desk.procedure.state_flag(case_id, "complex", stated=False)
    assert wanted() == ["要走：法制审核"]


def test_the_clock_of_the_stage_counts_in_its_own_unit(desk: Services, case_id: str) -> None:
    clock = desk.procedure.progress(case_id, DAY).stage_clock
    state = clock_of(clock, DAY)
    assert clock is not None and state is not None
    # Filed on 22 September: sixty-two days used of ninety, to 21 December.
    assert (state.used, state.total, state.rest(), state.unit) == (62, 90, 28, "日")
    assert "2026-12-21" in state.due_text
    lines = day_lines(clock).splitlines()
    assert lines[0] == "2026-09-22　起算日，不计入"
    assert lines[-1] == "2026-12-21 周一　第 90 日"


def test_service_by_each_way_lacks_something_else(desk: Services, case_id: str) -> None:
    form = step_form(desk.procedure.progress(case_id, DAY), desk.procedure.rules)
    served = next(choice for choice in form.choices if choice.id == "served")
    left, electronic = served.for_way("left"), served.for_way("electronic")
    assert ("witness", "有见证人签名") in left[1]
    assert ("service_confirmed", "签有送达地址或方式确认书") in electronic[1]


def test_every_step_is_in_the_list_and_found_by_the_keyboard(
    desk: Services, case_id: str, qtbot: QtBot
) -> None:
    panel = StepPanel()
    qtbot.addWidget(panel)
    panel.resize(700, 600)
    panel.show()
    panel.show_form(step_form(desk.procedure.progress(case_id, DAY), desk.procedure.rules), DAY)
    cards: list[str] = []
    panel.card_wanted.connect(cards.append)
    panel.toggle_finder()
    finder = panel.finder
    assert set(finder.found()) == set(desk.procedure.rules.steps) - {"clue"}
    finder.search.setText("听证 第64条")
    assert "hearing_asked" in finder.found() and "paid" not in finder.found()
    qtbot.waitUntil(lambda: finder.model.rowCount() == len(finder.found()), timeout=3000)
    QTest.keyClick(finder.search, Qt.Key.Key_Down)
    finder.table.select_id("hearing_asked")
    QTest.keyClick(finder.table, Qt.Key.Key_Return)
    assert panel.step.value() == "hearing_asked"
    assert not panel.form.isHidden()
    assert "五个工作日内" in panel.lacks.text()
    # A meeting's step goes to the meeting's card, an order to its own; one that cannot be taken stays and says why.
    for step in ("collective", "rectification", "decided"):
        panel.choose(step)
    assert cards == ["meeting", "correction", "decision"]
    panel.choose("seizure_ended")
    assert not finder.isHidden()
