"""A store in a temporary folder under a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.db.opening import open_store
from inspector.db.store import Origin, Store


class FixedClock:
    """A clock that moves one second a reading, so that stamps differ and runs repeat."""

    def __init__(self) -> None:
        self.seconds = 0

    def now(self) -> datetime:
        self.seconds += 1
        return datetime.fromtimestamp(1_795_000_000 + self.seconds, UTC)

    def monotonic_ms(self) -> int:
        return self.seconds * 1000


def origin_of(store: Store) -> Origin:
    """An origin that writes into the store's own chain."""
    with store.read() as reader:
        chain, device = reader.meta("chain_id"), reader.meta("device_id")
    assert chain is not None
    assert device is not None
    return Origin(chain, device, "officer-1", "boot", "0.1.0", "test-pack")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "inspector.db", FixedClock(), tmp_path / "backups")
    yield opened
    opened.close()


@pytest.fixture
def origin(store: Store) -> Origin:
    return origin_of(store)
