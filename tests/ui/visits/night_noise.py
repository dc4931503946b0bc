"""The inputs of the night-noise visit as the guide counts them, and a driver that gives the window nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.visits.desk import Desk, presenter_of

# What `docs/guide-night-noise.md` lists: a typed field counts once, a key counts once.
INPUTS: tuple[tuple[str, str], ...] = (
    ("key", "Ctrl+N"),
    ("type", "庚建"),
    ("key", "Enter"),
    ("key", "Enter"),
    ("key", "Enter"),
    ("type", "张某，施工员"),
    ("key", "Enter"),
    ("type", "63.8"),
    ("key", "Tab"),
    ("type", "72.1"),
    ("key", "Tab"),
    ("type", "51.2"),
    ("key", "Enter"),
    ("key", "2"),
    ("key", "2"),
    ("key", "1"),
    ("key", "1"),
    ("key", "3"),
    ("key", "Ctrl+Enter"),
)
_KEYS = {
    "Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "Tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "1": (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
    "2": (Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier),
    "3": (Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier),
    "Ctrl+N": (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
}


def drive(desk: Desk, inputs: Sequence[tuple[str, str]] = INPUTS) -> None:
    """Nothing but these inputs; between them only what the window itself needs to answer."""
    for kind, what in inputs:
        if kind == "type":
            _type(_focus(desk), what)
        else:
            key, modifier = _KEYS[what]
            QTest.keyClick(_focus(desk), key, modifier)
        _answered(desk, kind, what)


def _type(widget: QWidget, text: str) -> None:
    """Digits come as keys, Chinese as an input method commits it."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def _focus(desk: Desk) -> QWidget:
    return QApplication.focusWidget() or desk.window


def _answered(desk: Desk, kind: str, what: str) -> None:
    """Wait for the window's own work, as a person would see it: page there, offers there, site taken."""
    QApplication.processEvents()
    if what == "Ctrl+N":
        desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "visit", timeout=8000)
        desk.wait_loaded(desk.visit())
        desk.activate()
        party = desk.visit().sections
        assert party is not None
        desk.qtbot.waitUntil(party.party.party.line_edit.hasFocus)
    elif what == "庚建":
        sections = desk.visit().sections
        assert sections is not None
        desk.qtbot.waitUntil(lambda: sections.party.party.offered() == 1)
    elif kind == "key" and what == "Enter":
        view = desk.visit()
        desk.qtbot.waitUntil(lambda: bool(presenter_of(view).sheet.visit.site_id))
        shown = view.sections
        assert shown is not None
        desk.qtbot.waitUntil(lambda: not shown.party.party.line_edit.hasFocus())
