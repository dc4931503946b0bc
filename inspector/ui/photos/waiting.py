"""A one-shot delay that presenters can start again and again: a timer in the window, by hand in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Delay(Protocol):
    """Calls back once, some time after the last `start`."""

    def start(self) -> None:
        """Count from the beginning."""
        ...

    def stop(self) -> None:
        """Do not call back."""
        ...


DelayMaker = Callable[[int, Callable[[], None]], Delay]
