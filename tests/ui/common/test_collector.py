"""Widgets in a cycle are destroyed on the window's thread, whatever workers allocate meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inspector.ui.common.collector import Collector, collect_due


class Knot(QObject):
    """An object that holds itself, as a widget does whose slot is a closure over it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    gc.enable()
    made = Collector()
    assert not gc.isenabled()
    yield made
    made.stop()
    assert gc.isenabled()
    gc.disable()  # as the tests run


def test_a_worker_that_allocates_much_destroys_no_widget(collector: Collector) -> None:
    ended: list[str] = []
    weakref.finalize(Knot(), lambda: ended.append(threading.current_thread().name))

    def work() -> None:
        kept = [[number] for number in range(50_000)]
        kept.append(kept)  # type: ignore[arg-type] # a cycle of the worker's own

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert ended == []
    collect_due()
    assert ended == [threading.main_thread().name]


def test_nothing_due_is_left_alone(collector: Collector) -> None:
    gc.collect()
    before = gc.get_stats()[2]["collections"]
    collect_due()
    assert gc.get_stats()[2]["collections"] == before
