"""The desk of the visit tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.ui.common.tasks import TaskRunner
from inspector.ui.common.theme import Theme
from tests.ui.visits.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    """A window over a fresh data folder; whatever crashed in it fails the test."""
    made = open_desk(tmp_path, qtbot, theme)
    yield made
    made.window.close()
    runner = made.window.runner
    assert isinstance(runner, TaskRunner)
    assert runner.close()
    made.services.photos.close()
    made.services.workspace.close()
    assert made.crashes == []
