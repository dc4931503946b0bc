"""The window's delays: single-shot timers of the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from inspector.ui.photos.waiting import Delay, DelayMaker


class QtDelay:
    """A single-shot timer that lives as long as `owner`."""

    def __init__(self, milliseconds: int, call: Callable[[], None], owner: QObject) -> None:
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(call)

    def start(self) -> None:
        """Count from the beginning."""
        self._timer.start()

    def stop(self) -> None:
        """Do not call back."""
        self._timer.stop()


def delays_of(owner: QObject) -> DelayMaker:
    """A maker of delays that live as long as `owner`."""

    def make(milliseconds: int, call: Callable[[], None]) -> Delay:
        return QtDelay(milliseconds, call, owner)

    return make
