"""Signing a visit: drawn, bound and shown; too little ink; refusal; what changed since; another who signs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.evidence_records import SignatureState
from inspector.domain.strokes import HIGH, WIDE
from inspector.services.signatures import SignatureRow
from inspector.ui.common.buttons import Button
from inspector.ui.common.signature_pad import DrawnSignature, SignaturePad
from inspector.ui.common.theme import Theme
from inspector.ui.signing.page import SignPage
from inspector.ui.signing.sign_card import OTHER, REFUSED
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.visits.desk import Desk, presenter_of

SLOW_MS = 20_000
NAME = ((200, 100), (500, 300), (800, 100))
"""A line over the field, in its units."""


def _visit(desk: Desk) -> str:
    visit_id = presenter_of(desk.new_visit(site_id=desk.site.id)).showing()
    desk.services.visits.update(visit_id, person_in_charge="张某", person_role="工地负责人")
    return visit_id


def _page(desk: Desk, visit_id: str) -> SignPage:
    desk.window.open_page("sign", f"visit/{visit_id}")
    page = desk.window.stack.page("sign")
    assert isinstance(page, SignPage)
    desk.qtbot.waitUntil(lambda: "张某" in _shown(page), timeout=SLOW_MS)
    return page


def _shown(page: SignPage) -> str:
    return "\n".join(label.text() for label in page.signers.findChildren(QLabel) if label.isVisibleTo(page))


def _spot(pad: SignaturePad, x: int, y: int) -> QPoint:
    frame = pad.frame()
    return QPoint(round(frame.x() + x * frame.width() / WIDE), round(frame.y() + y * frame.height() / HIGH))


def _draw(pad: SignaturePad, points: tuple[tuple[int, int], ...] = NAME) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=_spot(pad, *points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, _spot(pad, *point))
    QTest.mouseRelease(pad, left, pos=_spot(pad, *points[-1]))


def _rows(desk: Desk, visit_id: str) -> list[SignatureRow]:
    return desk.services.signatures.of("visit", visit_id)


def test_a_signature_drawn_with_the_mouse_is_stored_bound_and_shown(desk: Desk) -> None:
    visit_id = _visit(desk)
    page = _page(desk, visit_id)
    assert page.card.signer().name == "张某", "the party is asked first"
    _draw(page.card.pad)
    page.card.act.click()
    desk.qtbot.waitUntil(lambda: len(_rows(desk, visit_id)) == 1, timeout=SLOW_MS)
    (row,) = _rows(desk, visit_id)
    assert (row.signature.role, row.signature.name, row.state) == ("party", "张某", SignatureState.STANDS)
    (stroke,) = row.strokes
    for drawn, meant in zip(stroke, NAME, strict=True):
        assert max(abs(drawn[0] - meant[0]), abs(drawn[1] - meant[1])) <= 4, "within a pixel of the hand"
    desk.qtbot.waitUntil(lambda: f"签名摘要 {row.digest}" in _shown(page), timeout=SLOW_MS)
    assert "签名与记录相符" in _shown(page)
    (picture,) = page.signers.findChildren(DrawnSignature)
    assert "张某" in picture.accessibleName()
    desk.qtbot.waitUntil(lambda: page.card.signer().role == "officer", timeout=SLOW_MS)
    assert not page.card.pad.strokes(), "the next one gets an empty field"


def test_a_record_changed_after_the_signature_says_so_and_can_be_signed_again(desk: Desk) -> None:
    visit_id = _visit(desk)
    desk.services.signatures.sign("visit", visit_id, "party", "张某", [NAME])
    page = _page(desk, visit_id)
    desk.qtbot.waitUntil(lambda: "签名与记录相符" in _shown(page), timeout=SLOW_MS)
    _visit_row, changes = desk.services.visits.amend(visit_id, "时间笔误", findings="23时18分仍在浇筑。")
    desk.context.announce(changes)
    desk.qtbot.waitUntil(lambda: "签名后记录有更正" in _shown(page), timeout=SLOW_MS)
    desk.clock.set(desk.clock.now() + timedelta(minutes=5))
    again = next(one for one in page.signers.findChildren(Button) if one.text() == "再签一次")
    again.click()
    _draw(page.card.pad)
    page.card.act.click()
    desk.qtbot.waitUntil(lambda: len(_rows(desk, visit_id)) == 2, timeout=SLOW_MS)
    states = [row.state for row in _rows(desk, visit_id)]
    assert states == [SignatureState.CHANGED_SINCE, SignatureState.STANDS]


def test_too_little_ink_is_no_signature(desk: Desk) -> None:
    visit_id = _visit(desk)
    page = _page(desk, visit_id)
    assert not page.card.act.isEnabled()
    _draw(page.card.pad, ((500, 200), (520, 205)))
    assert page.card.pad.strokes() and not page.card.act.isEnabled()
    page.card.act.click()
    _draw(page.card.pad)
    assert page.card.act.isEnabled()
    QTest.keyClick(page.card.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.card.pad.strokes()) == 1 and not page.card.act.isEnabled()
    QTest.keyClick(page.card.pad, Qt.Key.Key_Delete)
    assert page.card.pad.strokes() == ()
    assert _rows(desk, visit_id) == []


def test_a_refusal_needs_its_reason_and_keeps_the_witness(desk: Desk) -> None:
    visit_id = _visit(desk)
    page = _page(desk, visit_id)
    page.card.way.set_value(REFUSED)
    page.card.way.chosen.emit(REFUSED)
    page.card.act.click()
    assert page.card.reason.fault()
    page.card.reason.set_text("称需请示公司后再签")
    page.card.witness.set_text("陈某")
    page.card.act.click()
    desk.qtbot.waitUntil(lambda: len(_rows(desk, visit_id)) == 1, timeout=SLOW_MS)
    (row,) = _rows(desk, visit_id)
    assert (row.state, row.signature.refusal) == (SignatureState.REFUSED, "称需请示公司后再签")
    desk.qtbot.waitUntil(lambda: "见证人 陈某" in _shown(page), timeout=SLOW_MS)
    assert "拒绝签名" in _shown(page) and not page.signers.findChildren(DrawnSignature)


def test_another_signs_under_his_own_name_as_witness(desk: Desk) -> None:
    visit_id = _visit(desk)
    page = _page(desk, visit_id)
    page.card.way.set_value(OTHER)
    page.card.way.chosen.emit(OTHER)
    _draw(page.card.pad)
    page.card.act.click()
    assert page.card.name.fault(), "a signature of nobody is none"
    page.card.name.set_text("陈某")
    page.card.instead.setChecked(True)
    page.card.act.click()
    desk.qtbot.waitUntil(lambda: len(_rows(desk, visit_id)) == 1, timeout=SLOW_MS)
    (row,) = _rows(desk, visit_id)
    assert (row.signature.role, row.signature.name) == ("witness", "陈某（代张某签名）")
    desk.services.visits.update(visit_id, weather="晴")  # the party itself has not signed: still a draft


def test_the_visit_page_leads_to_the_signatures(desk: Desk) -> None:
    view = desk.new_visit()
    assert view.sections is not None
    view.sections.photos.sign.click()
    desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "sign", timeout=SLOW_MS)


@pytest.fixture
def pad(qtbot: QtBot, theme: Theme) -> SignaturePad:
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(560, 224)
    made.show()
    return made


def test_a_finger_draws(pad: SignaturePad) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, _spot(pad, *NAME[0]), pad)
    for point in NAME[1:]:
        QTest.touchEvent(pad, finger).move(0, _spot(pad, *point), pad)
    QTest.touchEvent(pad, finger).release(0, _spot(pad, *NAME[-1]), pad)
    (stroke,) = pad.strokes()
    assert len(stroke) == len(NAME) and pad.enough()


def test_a_touch_the_system_takes_away_leaves_nothing(pad: SignaturePad) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, _spot(pad, *NAME[0]), pad)
    QTest.touchEvent(pad, finger).move(0, _spot(pad, *NAME[1]), pad)
    assert pad.strokes() and not pad.enough(), "the finger is still down"
    QApplication.sendEvent(pad, QTouchEvent(QEvent.Type.TouchCancel, finger))
    assert pad.strokes() == ()


def test_a_pen_draws_once_and_the_same_on_a_field_of_another_size(pad: SignaturePad) -> None:
    def draw() -> tuple[tuple[tuple[int, int], ...], ...]:
        pen = QPointingDevice.primaryPointingDevice()
        kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
        for kind, point in zip(kinds, NAME, strict=True):
            spot = QPointF(_spot(pad, *point))
            buttons = Qt.MouseButton.NoButton if kind is kinds[2] else Qt.MouseButton.LeftButton
            event = QTabletEvent(
                kind, pen, spot, spot, 0.5, 0, 0, 0, 0, 0,
                Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, buttons,
            )  # fmt: skip
            QApplication.sendEvent(pad, event)
            assert event.isAccepted(), "else Qt would send a mouse event of the same stroke"
        return pad.strokes()

    (small,) = draw()
    pad.clear()
    pad.resize(1120, 448)
    (large,) = draw()
    assert len(small) == 2
    for one, other in zip(small, large, strict=True):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 4


def test_texts_of_the_page_fit(desk: Desk) -> None:
    visit_id = _visit(desk)
    page = _page(desk, visit_id)
    assert cut_texts_at_all_sizes(desk.window) == {}
    desk.services.signatures.sign("visit", visit_id, "party", "张某", [NAME])
    _kept, changes = desk.services.signatures.refuse("visit", visit_id, "officer", "李甲", "手部受伤", "陈某")
    desk.context.announce(changes)
    desk.qtbot.waitUntil(lambda: "手部受伤" in _shown(page), timeout=SLOW_MS)
    for way in (REFUSED, OTHER):
        page.card.way.set_value(way)
        page.card.way.chosen.emit(way)
        assert cut_texts_at_all_sizes(desk.window) == {}


def test_a_signature_in_the_wrong_place_is_voided_with_a_reason(desk: Desk) -> None:
    visit_id = _visit(desk)
    desk.services.signatures.sign("visit", visit_id, "party", "张某", [list(NAME)])
    page = _page(desk, visit_id)
    desk.qtbot.waitUntil(lambda: "签名与记录相符" in _shown(page), timeout=SLOW_MS)
    void = next(one for one in page.signers.findChildren(Button) if one.text() == "作废")
    void.click()
    act = next(one for one in page.signers.findChildren(Button) if one.text() == "作废张某的签名")
    act.click()
    desk.qtbot.waitUntil(lambda: bool(page.signers.reason.fault()), timeout=SLOW_MS)
    assert _rows(desk, visit_id)[0].state is SignatureState.STANDS
    assert cut_texts_at_all_sizes(desk.window) == {}
    page.signers.reason.set_text("签在了执法人员的位置")
    act.click()
    desk.qtbot.waitUntil(lambda: "作废理由：签在了执法人员的位置" in _shown(page), timeout=SLOW_MS)
    assert _rows(desk, visit_id)[0].state is SignatureState.VOID
    assert not page.signers.reason.isVisible()
    assert "未签名" in _shown(page)
