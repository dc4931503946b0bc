"""Signing in at the window: covered until the password is right, locked after idle minutes, nothing typed is lost."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.records import Setting
from inspector.ui.cases.list_view import CaseListView
from inspector.ui.common.buttons import Button
from inspector.ui.people.cover import CoverMode
from inspector.ui.settings.view import SettingsView
from inspector.ui.welcome.page import WelcomeView
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, settle
from tests.workspaces import workspace_in

PASSWORD, OTHER, OWN = "山水-2026-甲", "another-Pass-7", "my-own-Secret"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with workspace_in(tmp_path / "home"):
        pass
    return tmp_path / "home"


def covered(app: App) -> bool:
    assert app.session is not None
    return app.session.covered


def settings(app: App, qtbot: QtBot) -> SettingsView:
    app.window.open_page("settings")
    settle(qtbot, app)
    page = app.window.stack.current_page()
    assert isinstance(page, SettingsView)
    return page


def protect(app: App, qtbot: QtBot) -> SettingsView:
    """Set the first password from the settings page."""
    page = settings(app, qtbot)
    page.people.new.line_edit.setText(PASSWORD)
    page.people.again.line_edit.setText("山水-2026-乙")
    page.people.apply.click()
    assert page.people.again.fault(), "a slip of the finger is said before anything is stored"
    page.people.again.line_edit.setText(PASSWORD)
    page.people.apply.click()
    settle(qtbot, app)
    assert page.people.new.text() == ""
    return page


def enter(app: App, qtbot: QtBot, password: str) -> None:
    assert app.session is not None
    app.session.cover.password.line_edit.setText(password)
    QTest.keyClick(app.session.cover.password.line_edit, Qt.Key.Key_Return)
    settle(qtbot, app)


def test_the_window_shows_nothing_until_the_password_is_right(
    open_app: Opener, qtbot: QtBot, home: Path
) -> None:
    app = open_app(home)
    assert app.session is not None
    assert not covered(app), "without passwords the laptop is simply there"
    protect(app, qtbot)
    app.close()
    app.window.close()

    app = open_app(home)
    session, services = app.session, app.services
    assert session is not None
    assert services is not None
    assert covered(app)
    assert not app.window.rail.isVisible()
    assert not app.window.stack.isVisible()
    assert app.window.stack.current_page() is None, "no page is even built"
    assert cut_texts_at_all_sizes(app.window) == {}
    QTest.keyClick(app.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, app)
    enter(app, qtbot, "falsch-falsch")
    assert covered(app)
    assert "密码不对" in session.cover.said.text()
    assert session.cover.password.text() == ""
    assert services.workspace.signed_in == ""
    enter(app, qtbot, PASSWORD)
    assert not covered(app)
    assert app.window.rail.isVisible()
    assert app.window.current_page_id() == "workbench"
    assert services.workspace.signed_in


def test_idle_minutes_lock_the_window_and_nothing_typed_is_lost(
    open_app: Opener, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(home)
    session = app.session
    assert session is not None
    moment = datetime.fromisoformat("2026-11-25T08:00:00+00:00")
    monkeypatch.setattr(session.idle, "_now", lambda: moment)
    session.idle.touch()
    moment += timedelta(hours=3)
    session.idle.look()
    assert not covered(app), "who has no password cannot be locked out"
    page = protect(app, qtbot)
    assert session.idle.minutes == 10
    page.people.lock.set_value("5")
    page.people.lock.chosen.emit("5")
    settle(qtbot, app)
    assert session.idle.minutes == 5
    app.window.open_page("cases", "new")
    settle(qtbot, app)
    cases = app.window.stack.current_page()
    assert isinstance(cases, CaseListView)
    typed = cases.form_card.party
    typed.line_edit.setFocus()
    typed.line_edit.setText("深圳市澜岬建")
    session.idle.touch()
    moment += timedelta(minutes=4, seconds=59)
    session.idle.look()
    assert not covered(app)
    native = app.window.windowHandle()
    QTest.mouseMove(native)
    qtbot.wait(1)
    moment += timedelta(seconds=2)
    QTest.keyClick(native, Qt.Key.Key_F6)
    session.idle.look()
    assert not covered(app), "a key counts as being there"
    moment += timedelta(minutes=5)
    session.idle.look()
    assert covered(app)
    assert session.cover.mode is CoverMode.LOCKED
    assert "5 分钟没有操作" in session.cover.said.text()
    assert not cases.isVisible()
    QTest.keyClick(app.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert app.window.current_page_id() == "cases"
    enter(app, qtbot, "falsch-falsch")
    assert covered(app)
    enter(app, qtbot, PASSWORD)
    assert not covered(app)
    assert cases.isVisible()
    assert typed.text() == "深圳市澜岬建"
    app.window.lock_requested.emit()
    assert covered(app), "Ctrl+L locks at once"


def test_a_colleague_gets_an_initial_password_and_must_change_it(
    open_app: Opener, qtbot: QtBot, home: Path
) -> None:
    app = open_app(home)
    page = protect(app, qtbot)
    assert not page.people.old.isHidden()
    button = next(b for b in page.people.findChildren(Button) if b.accessibleName() == "给 王乙 设密码")
    button.click()
    assert page.people.old.isHidden()
    for field in (page.people.new, page.people.again):
        field.line_edit.setText(OTHER)
    page.people.apply.click()
    settle(qtbot, app)
    app.close()
    app.window.close()

    app = open_app(home)
    session, services = app.session, app.services
    assert session is not None
    assert services is not None
    second = next(one for one in services.officers.officers() if one.name == "王乙")
    session.cover.who.set_value(second.id)
    enter(app, qtbot, OTHER)
    assert covered(app)
    assert session.cover.mode is CoverMode.CHANGE
    session.cover.new.line_edit.setText("kurz")
    session.cover.again.line_edit.setText("kurz")
    session.cover.enter.click()
    settle(qtbot, app)
    assert "至少 8" in session.cover.said.text()
    session.cover.new.line_edit.setText(OWN)
    session.cover.again.line_edit.setText(OWN)
    session.cover.enter.click()
    settle(qtbot, app)
    assert not covered(app)
    page = settings(app, qtbot)
    assert page.people._form.isHidden(), "an inspector does not manage people"
    page.theme_chosen.emit("light")
    settle(qtbot, app)
    with services.workspace.read() as reader:
        setting = reader.find(Setting, name="ui.theme")[0]
        events = [json.loads(event.body) for event in reader.events()]
    assert setting.updated_by == second.id
    assert events[-1]["user"] == second.id


def test_the_first_start_may_set_the_first_password(open_app: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    app = open_app(tmp_path / "fresh")
    services, page = app.services, app.window.stack.current_page()
    assert services is not None
    assert isinstance(page, WelcomeView)
    assert cut_texts_at_all_sizes(app.window) == {}
    page.name.set_text("李甲")
    page.card.set_text("示-0001")
    for field in (page.password, page.again):
        field.line_edit.setText("kurz")
    page._begin()
    settle(qtbot, app)
    assert page.password.fault()
    assert not services.officers.officers(), "nothing is stored before the password is good"
    for field in (page.password, page.again):
        field.line_edit.setText(PASSWORD)
    page._begin()
    settle(qtbot, app)
    assert app.window.current_page_id() == "workbench"
    assert services.sign_in.enforced()
    assert services.workspace.signed_in == services.officers.officers()[0].id
