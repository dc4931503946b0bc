"""The idle watch (无操作锁定): notices input to the window and says when there was none for too long, by the injected clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer

_LOOK_MS = 5_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches one native window (its events only: a filter on the application would see every one of the program's).

    `minutes` 0 never locks. `on_idle` is called at each look while the time is over.
    """

    def __init__(self, now: Callable[[], datetime], on_idle: Callable[[], None]) -> None:
        super().__init__()
        self._now, self._on_idle = now, on_idle
        self.minutes = 0
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, native: QObject) -> None:
        """Begin with a window's native handle."""
        native.installEventFilter(self)
        self._last = self._now()
        self._timer.start()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._now()

    def look(self) -> None:
        """Say so when the time is over. A clock that was put back starts the time anew."""
        now = self._now()
        if now < self._last:
            self._last = now
        if self.minutes and now - self._last >= timedelta(minutes=self.minutes):
            self._on_idle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self._now()
        return False
