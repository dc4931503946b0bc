"""Ports: what the inner rooms ask of the outside (clock, progress, cancel, rows for a table)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from inspector.domain.errors import CancelledError
from inspector.domain.times import local_day

RowT = TypeVar("RowT", covariant=True)


class Clock(Protocol):
    """The only source of the present. Tests inject a fixed one."""

    def now(self) -> datetime:
        """The instant, timezone-aware UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds of a clock that never goes back, for the audit trail."""
        ...


class Entropy(Protocol):
    """Source of random bytes for keys. Sample data and tests inject a seeded one, so that equal runs write equal bytes."""

    def __call__(self, count: int, /) -> bytes:
        """`count` random bytes."""
        ...


def today(clock: Clock) -> date:
    """The present day in Shenzhen."""
    return local_day(clock.now().astimezone(UTC))


class Progress(Protocol):
    """Receives the advance of long work; calls may come from any thread."""

    def report(self, done: int, total: int, text: str) -> None:
        """`done` of `total` (0 = unknown) and the item at hand."""
        ...

    def cancelled(self) -> bool:
        """Whether the user asked to stop. Work checks it between items."""
        ...


class NoProgress:
    """Progress nobody watches; never cancelled."""

    def report(self, done: int, total: int, text: str) -> None:
        """Drop the report."""

    def cancelled(self) -> bool:
        """Never."""
        return False


def check_cancelled(progress: Progress, kept: str = "已完成的部分保留，没有写入一半的记录") -> None:
    """Raise CancelledError when the user asked to stop; `kept` says what stays."""
    if progress.cancelled():
        raise CancelledError(kept)


class RowSource(Protocol[RowT]):
    """Rows of a long list: ordered ids for a filter, then rows for a slice of ids (no OFFSET)."""

    def ids(self) -> Sequence[str]:
        """All ids in order, for the filter and sort this source was made with."""
        ...

    def rows(self, ids: Sequence[str]) -> Sequence[RowT]:
        """The rows of these ids, in the same order; ids that vanished are left out."""
        ...
