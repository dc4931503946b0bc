"""A link out of the workbook opens its case: checked on the command line first, then shown by the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.cli import run
from inspector.paths import Home
from tests.services.test_campaigns import a_case
from tests.ui.journey.conftest import dispose, settle
from tests.workspaces import workspace_in


@pytest.fixture
def case_id(tmp_path: Path) -> str:
    with workspace_in(tmp_path / "home") as workspace:
        return a_case(workspace, date(2026, 6, 2)).id


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
    assert run(["inspector://case/nobody", *home]) != 0
    assert run(["inspector://visit/1", *home]) != 0
    assert len(asked) == 1, "what is not here opens no window"


def test_the_window_begins_at_the_case(tmp_path: Path, case_id: str, qtbot: QtBot) -> None:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    app = App(qt, Home(tmp_path / "home"), case_id)
    app.show()
    qtbot.waitUntil(lambda: app.window.current_page_id() == "case", timeout=20_000)
    settle(qtbot, app)
    dispose(app)
