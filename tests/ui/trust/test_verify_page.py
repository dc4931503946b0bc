"""The full check in the window: fine, missing, damaged and strange apart, each named, with what to do; the certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from inspector.domain.records import Photo
from inspector.services.findings_of_check import Finding, found_files
from inspector.ui.cases.certificate_presenter import CertificatePresenter
from inspector.ui.common.cards import Card
from inspector.ui.common.marks import Mark
from inspector.ui.trust.page import verify_pages, verify_state
from inspector.ui.trust.verify_view import VerifyView
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.photos.test_photo_page import SLOW_MS, with_photos
from tests.ui.visits.desk import Desk


def _view(desk: Desk) -> VerifyView:
    desk.window.open_page("verify")
    view = desk.window.stack.page("verify")
    assert isinstance(view, VerifyView)
    return view


def _words(view: VerifyView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def _titles(view: VerifyView) -> set[str]:
    return {card.accessibleName() for card in view.findChildren(Card)} & {kind.label for kind in Finding}


def _original(desk: Desk, photo: Photo) -> Path:
    path = desk.services.photos.original(photo)
    path.chmod(0o600)
    return path


def test_a_sound_store_is_said_to_match_and_nothing_else_is_shown(desk: Desk, tmp_path: Path) -> None:
    """No group, no fault."""
    with_photos(desk, tmp_path / "card")
    view = _view(desk)
    view.start.click()
    assert not view.start.isEnabled()
    desk.qtbot.waitUntil(lambda: view.verdict.text() == "全部相符", timeout=SLOW_MS)
    assert view.start.isEnabled() and _titles(view) == set()
    assert "核验 3 份：相符 3" in _words(view)
    assert cut_texts_at_all_sizes(desk.window) == {}


def test_missing_damaged_and_strange_stand_apart_with_their_names(desk: Desk, tmp_path: Path) -> None:
    """One of each; every one says what to do next."""
    visit_id, _page = with_photos(desk, tmp_path / "card")
    gone, changed, _whole = desk.services.photos.of_visit(visit_id)
    _original(desk, gone).unlink()
    path = _original(desk, changed)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (path.parent / ("0" * 64)).write_bytes(b"put here by hand")
    view = _view(desk)
    view.start.click()
    desk.qtbot.waitUntil(lambda: "发现不符" in view.verdict.text(), timeout=SLOW_MS)
    assert _titles(view) == {"缺失", "内容不符", "库外文件"}
    words = _words(view)
    assert f"照片　{gone.original_name}" in words and f"照片　{changed.original_name}" in words
    assert gone.sha256 in words and "没有记录提到它" in words
    assert "找回同一文件" in words and "重新存入同一文件" in words and "不会使用也不会删除" in words
    assert cut_texts_at_all_sizes(desk.window) == {}


def test_a_store_that_cannot_be_reached_is_neither_fine_nor_wrong(desk: Desk, tmp_path: Path) -> None:
    """Its drive is not plugged in: nothing is called missing."""
    with_photos(desk, tmp_path / "card")
    root = desk.services.workspace.home.photos
    away = root.with_name("away")
    root.rename(away)
    report = desk.services.trust.verify()
    away.rename(root)
    found = found_files(desk.services.workspace, report)
    assert len(found[Finding.UNCHECKED]) == 3 and not found[Finding.MISSING]
    state = verify_state(report, found)
    assert state.mark is Mark.UNKNOWN and "没能核对" in state.words


def test_a_cancelled_check_has_no_verdict(desk: Desk, tmp_path: Path) -> None:
    """Cancelled before the first hash."""
    with_photos(desk, tmp_path / "card")
    view = _view(desk)
    view.start.click()
    view.cancelled.emit()
    desk.qtbot.waitUntil(lambda: view.start.isEnabled(), timeout=SLOW_MS)
    assert "没有结论" in view.verdict.text()


def test_the_certificate_of_a_case_is_written_from_its_page(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One PDF; that it was made is in the chain."""
    cases = desk.services.cases
    fresh = replace(cases.new_case("noise.night_work", date(2026, 11, 24)), party_name="甲公司")
    case, _ = cases.open_by_hand(fresh)
    opened: list[Path] = []
    monkeypatch.setattr(desk.context, "open_folder", opened.append)
    target = tmp_path / "证明.pdf"
    CertificatePresenter(desk.context, lambda: case.id).write_to(target)
    desk.qtbot.waitUntil(lambda: bool(opened), timeout=SLOW_MS)
    assert target.read_bytes().startswith(b"%PDF") and opened == [target]
    assert "相符" in desk.window.toast.text()
    assert verify_pages(desk.context)[0].parent == "settings"
