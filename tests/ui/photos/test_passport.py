"""The passport beside a photo: its facts, viewing noted, proof and check, the party's word, the clock of a batch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from inspector.domain.kinds import Confirmation, TimeSource
from inspector.domain.records import Photo
from inspector.ui.photos.passport_presenter import former_clocks
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.photos.test_photo_page import SLOW_MS, with_photos
from tests.ui.visits.desk import Desk


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def _custody(desk: Desk, photo: Photo) -> list[str]:
    return [entry.what for entry in desk.services.custody.log(photo)]


def test_looking_shows_the_passport_and_is_noted_once_for_each_look(desk: Desk, tmp_path: Path) -> None:
    """A photo looked at has one 查看 in its log, one passed by without its picture has none."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    first, second, _third = desk.services.photos.of_visit(visit_id)
    page.look_at(first.id)
    desk.qtbot.waitUntil(lambda: "查看" in _texts(view.viewer.custody), timeout=SLOW_MS)
    facts = _texts(view.viewer.passport)
    assert "（照片信息）" in facts and "22.543300, 114.057900 WGS-84" in facts
    assert "距现场" in facts and "米" in facts and "李甲" in facts and "王乙" in facts
    assert first.sha256[:8] in facts
    assert _custody(desk, first).count("查看") == 1
    assert "查看" not in _custody(desk, second)
    assert "无凭证" not in _texts(view.viewer.custody)


def test_an_absent_proof_is_said_to_be_absent_and_nothing_is_green(desk: Desk, tmp_path: Path) -> None:
    """无凭证 in the plain tone, recorded; the check of the original is recorded too."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    log = desk.photos().viewer.custody
    photo = desk.services.photos.of_visit(visit_id)[0]
    page.look_at(photo.id)
    desk.qtbot.waitUntil(lambda: "查看" in _texts(log), timeout=SLOW_MS)
    log.check_proof.click()
    assert not log.check_proof.isEnabled()
    desk.qtbot.waitUntil(lambda: log.proof.text() == "无凭证", timeout=SLOW_MS)
    assert log.proof.property("tone") == "text2"
    assert log.check_proof.isEnabled()
    log.check.click()
    desk.qtbot.waitUntil(lambda: log.checked.text().startswith("相符"), timeout=SLOW_MS)
    assert {"核对凭证", "核验"} <= set(_custody(desk, photo))


def test_a_changed_original_is_said_inside_the_page(desk: Desk, tmp_path: Path) -> None:
    """The finding stands in the notice and in the log."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    photo = desk.services.photos.of_visit(visit_id)[0]
    page.look_at(photo.id)
    desk.qtbot.waitUntil(lambda: "查看" in _texts(view.viewer.custody), timeout=SLOW_MS)
    path = desk.services.photos.original(photo)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    view.viewer.custody.check.click()
    desk.qtbot.waitUntil(lambda: view.notice() is not None, timeout=SLOW_MS)
    notice = view.notice()
    assert notice is not None and "不符" in notice.accessibleName()
    desk.qtbot.waitUntil(lambda: view.viewer.custody.checked.text().startswith("不符"))


def test_the_word_of_the_party_with_reason_and_witness(desk: Desk, tmp_path: Path) -> None:
    """A refusal needs its reason; it can be cleared; the carrier is stated."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    panel = desk.photos().viewer.passport
    photo = desk.services.photos.of_visit(visit_id)[0]
    page.look_at(photo.id)
    desk.qtbot.waitUntil(lambda: bool(panel.said.text()), timeout=SLOW_MS)

    def stored() -> Photo:
        return desk.services.photos.of_visit(visit_id)[0]

    panel.confirm.click()
    assert "谁" in panel.by.fault()
    panel.by.set_text("赵某")
    panel.refuse.click()
    assert "拒绝" in panel.reason.fault()
    panel.reason.set_text("称照片不完整")
    panel.witness.set_text("钱某")
    panel.refuse.click()
    desk.qtbot.waitUntil(lambda: stored().confirmation is Confirmation.REFUSED, timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: panel.said.text() == "赵某 拒绝确认：称照片不完整；见证人 钱某")
    panel.clear.click()
    desk.qtbot.waitUntil(lambda: stored().confirmation is Confirmation.NONE, timeout=SLOW_MS)
    panel.carrier.set_text("执法记录仪 03 号")
    panel.carrier.committed.emit("执法记录仪 03 号")
    desk.qtbot.waitUntil(lambda: stored().carrier == "执法记录仪 03 号", timeout=SLOW_MS)
    assert {"当事人拒绝确认", "撤销确认登记", "登记原始载体"} <= set(_custody(desk, photo))


def test_the_clock_of_the_chosen_photos_is_corrected_and_put_back(desk: Desk, tmp_path: Path) -> None:
    """Two of three by 3 minutes 20 seconds, slow; the toast returns each to what it had."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    photos = desk.services.photos.of_visit(visit_id)
    assert all(photo.exif_at is not None for photo in photos)
    view.ask_clock()
    view.gallery.select_ids({photos[0].id, photos[2].id})
    assert view.gallery.selected_ids() == [photos[0].id, photos[2].id]
    view.clock.minutes.set_text("3")
    view.clock.seconds.set_text("70")
    view.clock.reason.set_text("与手机时间对照")
    view.clock.apply.click()
    assert view.clock.seconds.fault()
    view.clock.seconds.set_text("20")
    QTest.keyClick(view.clock.reason.line_edit, Qt.Key.Key_Return)

    def offsets() -> list[int]:
        return [photo.clock_offset_s for photo in desk.services.photos.of_visit(visit_id)]

    desk.qtbot.waitUntil(lambda: offsets() == [200, 0, 200], timeout=SLOW_MS)
    changed = desk.services.photos.of_visit(visit_id)[0]
    assert changed.exif_at is not None
    assert changed.taken_at == changed.exif_at + timedelta(seconds=200)
    assert changed.time_source is TimeSource.CORRECTED and changed.clock_offset_reason == "与手机时间对照"
    desk.qtbot.waitUntil(desk.window.toast.can_undo)
    desk.window.toast.undo()
    desk.qtbot.waitUntil(lambda: offsets() == [0, 0, 0], timeout=SLOW_MS)
    assert former_clocks(desk.services.passports, [photos[0].id]) == {(0, ""): [photos[0].id]}
    desk.qtbot.waitUntil(lambda: page.intake.photos()[0].clock_offset_s == 0)


def test_texts_of_passport_custody_and_clock_fit(desk: Desk, tmp_path: Path) -> None:
    """At the three sizes."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    view.ask_clock()
    assert cut_texts_at_all_sizes(desk.window) == {}
    page.look_at(desk.services.photos.of_visit(visit_id)[0].id)
    desk.qtbot.waitUntil(lambda: "查看" in _texts(view.viewer.custody), timeout=SLOW_MS)
    for part in ("passport", "custody"):
        view.viewer.show_part(part)
        assert cut_texts_at_all_sizes(desk.window) == {}
