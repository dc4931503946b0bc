"""Shared fixtures: one decoding worker for all tests of the room, a store, a folder of sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker


@pytest.fixture(scope="session")
def worker() -> Iterator[PhotoWorker]:
    with PhotoWorker(children=2) as pool:
        yield pool


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "home" / "photos")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A folder that stands for a memory card."""
    folder = tmp_path / "card"
    folder.mkdir()
    return folder
