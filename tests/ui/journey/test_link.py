"""A link out of the workbook opens its case: in the window that is open, else in a new one; the system is told once."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.cli import run
from inspector.paths import Home
from inspector.services.link_scheme import LinksNotSetError, links_set, opener, set_links, unset_links
from inspector.ui.settings.view import SettingsView
from inspector.ui.shell.instance import Instance, hand_over
from tests.services.test_campaigns import a_case
from tests.ui.journey.conftest import dispose, settle
from tests.workspaces import workspace_in


@pytest.fixture
def case_id(tmp_path: Path) -> str:
    with workspace_in(tmp_path / "home") as workspace:
        return a_case(workspace, date(2026, 6, 2)).id


def an_app(tmp_path: Path, case_id: str = "") -> App:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    app = App(qt, Home(tmp_path / "home"), case_id)
    app.show()
    return app


def handed(folder: Path, case_id: str, qtbot: QtBot) -> bool:
    """What a second start, a process of its own, is told."""
    code = (
        "import sys; from pathlib import Path; from inspector.ui.shell.instance import hand_over;"
        "sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2]) else 7)"
    )
    second = subprocess.Popen([sys.executable, "-c", code, str(folder), case_id])
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode in (0, 7)
    return second.returncode == 0


def test_the_system_calls_the_program_with_a_link(
    tmp_path: Path, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path | None, str]] = []

    def opened(home: Path | None, case_id: str = "") -> int:
        asked.append((home, case_id))
        return 0

    monkeypatch.setattr("inspector.app.run_app", opened)
    home = ["--home", str(tmp_path / "home")]
    assert run([f"inspector://case/{case_id}", *home]) == 0
    assert asked == [(tmp_path / "home", case_id)]
    assert run(["inspector://visit/1", *home]) != 0
    assert run(["open", "没有的案号", *home]) != 0
    assert len(asked) == 1, "what is no case opens no window"


def test_the_window_begins_at_the_case(tmp_path: Path, case_id: str, qtbot: QtBot) -> None:
    app = an_app(tmp_path, case_id)
    qtbot.waitUntil(lambda: app.window.current_page_id() == "case", timeout=20_000)
    settle(qtbot, app)
    dispose(app)


def test_a_link_to_a_case_of_another_laptop_is_said_in_the_window(
    tmp_path: Path, case_id: str, qtbot: QtBot
) -> None:
    app = an_app(tmp_path, "nobody")
    qtbot.waitUntil(lambda: app.window.current_page_id() == "case", timeout=20_000)
    settle(qtbot, app)
    page = app.window.stack.current_page()
    notice = page.notice() if page is not None else None
    assert notice is not None and "nobody" in notice.accessibleName()
    dispose(app)


def test_a_second_start_brings_the_open_window_to_the_case(
    tmp_path: Path, case_id: str, qtbot: QtBot
) -> None:
    assert not hand_over(tmp_path / "home", case_id), "no window is open yet"
    app = an_app(tmp_path)
    qtbot.waitUntil(lambda: app.instance is not None, timeout=20_000)
    settle(qtbot, app)
    assert handed(tmp_path / "home", case_id, qtbot)
    settle(qtbot, app)
    assert app.window.current_page_id() == "case"
    assert not handed(tmp_path / "home", "../../etc", qtbot), "what is no id of a case is not listened to"
    # An icon clicked twice: the second window goes when it finds the folder taken.
    second = subprocess.Popen([sys.executable, "-m", "inspector", "--home", str(tmp_path / "home")])
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    dispose(app)
    assert not hand_over(tmp_path / "home", case_id), "a closed window answers no more"


def test_what_a_killed_program_left_behind_keeps_no_one_from_listening(tmp_path: Path, qtbot: QtBot) -> None:
    first = Instance(tmp_path)
    assert first.listen()
    second = Instance(tmp_path)
    assert second.listen()
    assert handed(tmp_path, "", qtbot)
    second.close()


def test_the_system_is_told_and_told_again_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "xdg-mime").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/told"\n', encoding="utf-8")
    (tools / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    command = opener(Home(tmp_path / '数据 "甲" $1'))
    assert not links_set(command)
    set_links(command)
    assert links_set(command) and not links_set(opener(Home(tmp_path / "别的")))
    assert (tmp_path / "told").read_text(encoding="utf-8").split() == [
        "default", "inspector-links.desktop", "x-scheme-handler/inspector",
    ]  # fmt: skip
    entry = (tmp_path / "data" / "applications" / "inspector-links.desktop").read_text(encoding="utf-8")
    assert f'"open" "--home" "{tmp_path}/数据 \\\\"甲\\\\" \\\\$1" %u' in entry
    unset_links()
    assert not links_set(command)
    (tools / "xdg-mime").write_text("#!/bin/sh\necho 不行 >&2\nexit 3\n", encoding="utf-8")
    with pytest.raises(LinksNotSetError, match="不行"):
        set_links(command)
    assert not links_set(command), "what the system did not take is not left behind"
    (tools / "xdg-mime").write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    monkeypatch.setattr("inspector.services.link_scheme._WAIT_S", 0.2)
    with pytest.raises(LinksNotSetError, match="没有回应"):
        set_links(command)
    assert not links_set(command)


def test_the_settings_tell_the_system_and_say_when_it_cannot_be_told(
    tmp_path: Path, case_id: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", str(tmp_path))
    app = an_app(tmp_path)
    qtbot.waitUntil(lambda: app.services is not None, timeout=20_000)
    app.window.open_page("settings")
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, SettingsView) and not view.links.isChecked()
    view.links.click()
    settle(qtbot, app)
    notice = view.notice()
    assert notice is not None and "没有登记工作簿里的链接" in notice.accessibleName()
    assert not view.links.isChecked()
    dispose(app)
