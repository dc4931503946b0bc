"""Whether a case stands, at the window: a waiver to be judged again, and a red line that a leader lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.tasks import WAIVER
from inspector.ui.cases.case_view import CaseView
from inspector.ui.common.buttons import Button
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, settle
from tests.workspaces import CODE, NOW, walk_to_notice, workspace_in

ACT = date(2026, 9, 20)


def a_case(desk: Services, act_day: date, **party: object) -> Case:
    known = {
        "party_name": "深圳市澜岬建筑工程有限公司",
        "party_code": CODE,
        "party_address": "南澜区观潮路8号",
    } | party
    case, _ = desk.cases.open_by_hand(replace(desk.cases.new_case("voc.unsealed", act_day), **known))  # type: ignore[arg-type]
    walk_to_notice(desk, case.id, act_day)
    return case


def decide(desk: Services, case: Case, outcome: Outcome) -> None:
    desk.decisions.decide(
        case.id,
        outcome,
        reason="查明",
        decided_on=case.act_day + timedelta(days=20),
        amount_fen=3_000_000 if outcome is Outcome.PENALTY else None,
        item_id="gd.10a" if outcome is Outcome.WAIVED else None,
        manual_reason="另行说明",
    )


@pytest.fixture
def waived(tmp_path: Path) -> tuple[Path, str]:
    """A folder with a waiver, and a former case at the same address decided after it."""
    home = tmp_path / "home"
    with workspace_in(home):
        pass
    desk = Services.open(Home(home), SettableClock(NOW))
    former = a_case(desk, date(2026, 6, 1), party_name="丙公司", party_code=None)
    case = a_case(desk, ACT)
    decide(desk, case, Outcome.WAIVED)
    decide(desk, former, Outcome.PENALTY)
    desk.close()
    return home, case.id


def page_of(app: App, qtbot: QtBot, case_id: str) -> CaseView:
    app.window.open_page("case", case_id)
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, CaseView)
    return view


def test_a_waiver_that_no_longer_stands_is_shown_and_judged(
    open_app: Opener, qtbot: QtBot, waived: tuple[Path, str]
) -> None:
    home, case_id = waived
    app = open_app(home)
    assert app.services is not None
    board = app.services.workbench.board(date(2026, 11, 25))
    assert [task.record_id for task in board.tasks if task.kind == WAIVER] == [case_id]
    view = page_of(app, qtbot, case_id)
    assert not view.offences.warning.isHidden()
    assert "地址相同" in view.offences.found.text()
    assert cut_texts_at_all_sizes(app.window) == {}
    view.offences.confirm.click()
    assert view.offences.reason.fault(), "a reason is wanted at its field"
    view.offences.reason.set_text("同一栋楼的另一家，已调取登记")
    view.offences.confirm.click()
    settle(qtbot, app)
    assert view.offences.warning.isHidden()
    assert view.offences.reason.text() == ""
    assert "第 3 次" in view.offences.stored.text()
    assert app.services.offences.fallen() == []


def test_a_red_line_is_let_pass_by_a_leader_on_the_page(
    open_app: Opener, qtbot: QtBot, waived: tuple[Path, str]
) -> None:
    home, case_id = waived
    app = open_app(home)
    assert app.services is not None
    view = page_of(app, qtbot, case_id)
    before = app.services.case_review.review(case_id)
    assert "facts_proved" in {one.rule_id for one in before.holding}
    ask = next(
        one
        for one in view.review.findChildren(Button)
        if one.accessibleName() == "负责人放行：每项事实都有证据"
    )
    ask.click()
    save = next(one for one in view.review.findChildren(Button) if one.text() == "放行")
    save.click()
    assert view.review.reason.fault()
    view.review.reason.set_text("证据另卷保存")
    view.review.leader.set_value(
        next(one.id for one in app.services.officers.officers() if one.name == "周丁")
    )
    assert cut_texts_at_all_sizes(app.window) == {}
    save.click()
    settle(qtbot, app)
    after = app.services.case_review.review(case_id)
    assert "facts_proved" not in {one.rule_id for one in after.holding}
    assert after.red_lines == before.red_lines
    assert "周丁放行：证据另卷保存" in "".join(one.sentence() for one in after.passed)
    assert view.review._form.isHidden()
