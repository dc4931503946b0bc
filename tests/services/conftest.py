"""The workspace of a service test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.services.workspace import Workspace
from tests.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path / "home") as opened:
        yield opened
