"""The night-noise visit from a cold start to a record that can be printed, with exactly the inputs the guide counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.kinds import Answer, VisitState
from inspector.domain.lists import ListFilter
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
GOAL = 25
_KEYS = {
    "Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "Tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "1": (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
    "2": (Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier),
    "3": (Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier),
    "Ctrl+N": (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
}


def test_the_guide_s_inputs_make_a_printable_record(desk: Desk) -> None:
    """Nothing but these inputs; between them only what the window itself needs to answer."""
    for kind, what in INPUTS:
        if kind == "type":
            _type(_focus(desk), what)
        else:
            key, modifier = _KEYS[what]
            QTest.keyClick(_focus(desk), key, modifier)
        _answered(desk, kind, what)
    desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "papers", timeout=8000)
    visit = desk.services.visits.rows(ListFilter(order="-id")).page(1)[0]
    sheet = desk.services.visits.sheet(visit.id)
    assert sheet.missing() == []
    assert visit.state is VisitState.COMPLETE
    assert desk.papers().asked == [f"site_record/visit/{visit.id}"]
    assert (visit.party_name, visit.place) == ("庚建筑工程公司", "示例路 18 号住宅二期工地")
    assert (visit.person_in_charge, visit.person_role) == ("张某", "施工员")
    reading = sheet.measurements[0]
    assert (reading.value_milli, reading.maximum_milli, reading.background_milli) == (63_800, 72_100, 51_200)
    assert [sheet.answers[item.id].answer for item in sheet.checklist.items] == [
        Answer.UNMET,
        Answer.UNMET,
        Answer.MET,
        Answer.MET,
        Answer.UNCHECKED,
    ]
    assert "63.8分贝" in visit.findings and "8.8分贝" in visit.findings
    assert [officer.name for officer in sheet.officers] == ["李甲", "王乙"]


def test_the_count_keeps_the_goal() -> None:
    """25 or fewer, every key and every typed field counted."""
    assert len(INPUTS) <= GOAL


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
