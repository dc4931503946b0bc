"""The whole program on a data folder, opened and closed as a user would."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.paths import Home
from inspector.ui.shell.window import MainWindow

Opener = Callable[[Path], App]


class StrayWindows(QObject):
    """Notes every window that opens besides the program's own: a widget shown before it has a parent takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._stray(watched):
            text = watched.text() if isinstance(watched, QLabel | QAbstractButton) else ""
            self.seen.append(f"{type(watched).__name__} {text}")
        return False

    def _stray(self, widget: QWidget) -> bool:
        plain = widget.isWindow() and widget.windowType() is Qt.WindowType.Window
        return plain and not isinstance(widget, MainWindow | QMenu)


@pytest.fixture
def open_app(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens the program on a folder; questions are answered with yes, and no fault may reach the crash handler."""
    opened: list[App] = []
    crashes: list[BaseException] = []
    stray = StrayWindows()

    def opener(folder: Path) -> App:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        app = App(qt, Home(folder))
        opened.append(app)
        qt.installEventFilter(stray)
        app.runner._on_crash = crashes.append
        app.window.stack._on_crash = crashes.append
        monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: crashes.append(error))
        monkeypatch.setattr(app.window.notices, "confirm", lambda *_: True)
        app.show()
        app.window.resize(1366, 690)
        qtbot.waitUntil(lambda: app.services is not None, timeout=20_000)
        settle(qtbot, app)
        return app

    yield opener
    for app in opened:
        app.qt.removeEventFilter(stray)
        dispose(app)
    assert crashes == []
    assert stray.seen == []


def dispose(app: App) -> None:
    """Close an app and delete its window here and now.

    A window left to the garbage collector is destroyed whenever, and on whichever thread, the collector next runs; one
    destroyed on a worker's thread ends the process.
    """
    app.close()
    app.window.close()
    shiboken6.delete(app.window)
    gc.collect()


def settle(qtbot: QtBot, app: App) -> None:
    """Until the work under way has come to rest; the pauses let delayed timers (150 ms and less) start theirs."""
    qtbot.wait(160)
    qtbot.waitUntil(lambda: not app.runner.running(), timeout=30_000)
    qtbot.wait(160)
    qtbot.waitUntil(lambda: not app.runner.running(), timeout=30_000)
