"""Python's cyclic garbage collector, held to the window's thread.

Left to itself the collector runs on whichever thread allocates next. A widget in a cycle that a worker collects loses its
Python half at once and its Qt half later; an event that reaches it in between ends the process. So the collector is
switched off and run from a timer here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed; it takes the younger ones along."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Collector(QObject):
    """Looks once a second whether a generation is due, by Python's own thresholds. `stop` leaves things as they were."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """Give the collector back."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
