"""The machine's clock, read nowhere else."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """Wall clock in UTC and a monotonic one for the audit trail."""

    def now(self) -> datetime:
        """The instant, timezone-aware UTC."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds of a clock that never goes back."""
        return time.monotonic_ns() // 1_000_000


class SettableClock:
    """A clock that stands where it was put and moves when told: sample data and tests live in its time."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.ticks = 0

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def monotonic_ms(self) -> int:
        """A counter, so that equal runs write equal events."""
        self.ticks += 1
        return self.ticks

    def set(self, moment: datetime) -> None:
        """Put the clock to a moment."""
        self.moment = moment
