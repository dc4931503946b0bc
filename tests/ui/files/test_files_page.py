"""Other evidence of a visit and of a case: taken in, what is refused named, described, put behind a fact, set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import FileKind
from inspector.domain.records import FactEvidence
from inspector.services.custody import custody_log
from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import Label
from inspector.ui.files.files_card import FilesCard
from inspector.ui.files.files_presenter import FilesPresenter
from inspector.ui.files.page import FilesPage
from tests.evidence.test_proofs import bundle
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.visits.desk import Desk, presenter_of

SLOW_MS = 20_000
LEVELS = "时间,LAeq\n2026-11-24 23:20:00,61.2\n2026-11-24 23:21:00,63.8\n"


def _page(desk: Desk, place: str) -> FilesPage:
    desk.window.open_page("files", place)
    page = desk.window.stack.page("files")
    assert isinstance(page, FilesPage)
    return page


def _presenter(page: FilesPage) -> FilesPresenter:
    assert isinstance(page.presenter, FilesPresenter)
    return page.presenter


def _drop(page: FilesPage, folder: Path) -> None:
    folder.mkdir()
    (folder / "声级计.csv").write_text(LEVELS, encoding="utf-8")
    (folder / "程序.bin").write_bytes(bytes(range(256)) * 40)
    page.card.dropped.emit(sorted(folder.iterdir()))


def test_a_file_is_taken_in_described_and_set_aside_with_its_way_back(desk: Desk, tmp_path: Path) -> None:
    """The store is asked each time."""
    visit_id = presenter_of(desk.new_visit()).showing()
    page = _page(desk, visit_id)
    files = desk.services.files
    _drop(page, tmp_path / "in")
    desk.qtbot.waitUntil(lambda: len(files.of_visit(visit_id)) == 1, timeout=SLOW_MS)
    (stored,) = files.of_visit(visit_id)
    assert stored.kind is FileKind.INSTRUMENT
    desk.qtbot.waitUntil(lambda: page.notice() is not None, timeout=SLOW_MS)
    notice = page.notice()
    assert notice is not None and "1 份材料没有存入" in notice.accessibleName()
    card = page.card
    desk.qtbot.waitUntil(lambda: "1 份" in _shown(card), timeout=SLOW_MS)
    assert "2 行" in _shown(card) and "63.8" in _shown(card)
    card.edit(stored.id)
    card.field("caption").set_text("声级计导出")
    card.field("carrier").set_text("声级计 示-01")
    card.save.click()
    desk.qtbot.waitUntil(lambda: files.of_visit(visit_id)[0].caption == "声级计导出", timeout=SLOW_MS)
    assert files.of_visit(visit_id)[0].carrier == "声级计 示-01"
    desk.qtbot.waitUntil(lambda: "声级计导出" in _shown(card), timeout=SLOW_MS)
    card.edit(stored.id)
    card.aside.click()
    assert card.reason.fault()
    card.reason.set_text("与本案无关")
    card.aside.click()
    desk.qtbot.waitUntil(lambda: files.of_visit(visit_id) == [], timeout=SLOW_MS)
    desk.qtbot.waitUntil(desk.window.toast.can_undo)
    desk.window.toast.undo()
    desk.qtbot.waitUntil(lambda: len(files.of_visit(visit_id)) == 1, timeout=SLOW_MS)


def _shown(card: FilesCard) -> str:
    from PySide6.QtWidgets import QLabel

    texts = [label.text() for label in card.findChildren(QLabel)]
    return "\n".join([*texts, *(widget.accessibleName() for widget in card.findChildren(type(card._sub)))])


def test_a_file_of_a_case_is_put_behind_a_fact(desk: Desk, tmp_path: Path) -> None:
    """One link, with the file's id; the same again changes nothing; nothing at all is refused."""
    cases = desk.services.cases
    fresh = replace(cases.new_case("noise.night_work", date(2026, 11, 24)), party_name="甲公司")
    case, _ = cases.open_by_hand(fresh)
    fact, _ = cases.add_fact(case.id, "夜间仍在浇筑混凝土")
    page = _page(desk, f"case:{case.id}")
    _drop(page, tmp_path / "in")
    desk.qtbot.waitUntil(lambda: len(desk.services.files.of_case(case.id)) == 1, timeout=SLOW_MS)
    (stored,) = desk.services.files.of_case(case.id)
    desk.qtbot.waitUntil(lambda: "1 份" in _shown(page.card), timeout=SLOW_MS)
    page.card.edit(stored.id)
    assert page.card.fact.combo.itemText(0) == "1 夜间仍在浇筑混凝土"
    page.card.fact.chosen.emit(fact.id)

    def links() -> list[FactEvidence]:
        with desk.services.workspace.read() as reader:
            return reader.find(FactEvidence, case_id=case.id)

    desk.qtbot.waitUntil(lambda: [link.file_id for link in links()] == [stored.id], timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: "挂在事实：1 夜间仍在浇筑混凝土" in _shown(page.card), timeout=SLOW_MS)
    assert not cases.link_evidence(fact.id, file_id=stored.id).touched
    assert len(links()) == 1
    with pytest.raises(InvalidValueError):
        cases.link_evidence(fact.id)
    with pytest.raises(InvalidValueError):
        cases.link_evidence(fact.id, file_id=stored.id, label="笔录")


def test_texts_of_the_page_fit(desk: Desk, tmp_path: Path) -> None:
    """Empty, with a file, and with the form open."""
    visit_id = presenter_of(desk.new_visit()).showing()
    page = _page(desk, visit_id)
    assert cut_texts_at_all_sizes(desk.window) == {}
    _drop(page, tmp_path / "in")
    desk.qtbot.waitUntil(lambda: len(desk.services.files.of_visit(visit_id)) == 1, timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: _presenter(page).task_id() == 0, timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: "1 份" in _shown(page.card), timeout=SLOW_MS)
    page.card.edit(desk.services.files.of_visit(visit_id)[0].id)
    assert cut_texts_at_all_sizes(desk.window) == {}


def test_a_proofmode_bundle_is_checked_on_the_page_and_never_called_good(desk: Desk, tmp_path: Path) -> None:
    visit_id = presenter_of(desk.new_visit()).showing()
    page = _page(desk, visit_id)
    (tmp_path / "in").mkdir()
    bundle(tmp_path / "in")
    page.card.dropped.emit([tmp_path / "in" / "proof.zip"])
    desk.qtbot.waitUntil(lambda: "凭证包" in _shown(page.card), timeout=SLOW_MS)
    check = next(one for one in page.card.findChildren(Button) if one.text() == "核对凭证")
    check.click()
    desk.qtbot.waitUntil(lambda: "哈希相符" in _shown(page.card), timeout=SLOW_MS)
    said = next(
        one
        for one in page.card.findChildren(Label)
        if one.text().startswith("proof.zip　") and one.isVisible()
    )
    assert said.property("tone") != "ok"
    assert cut_texts_at_all_sizes(desk.window) == {}
    (stored,) = desk.services.files.of_visit(visit_id)
    with desk.services.workspace.read() as reader:
        assert any("凭证" in entry.what for entry in custody_log(reader, stored))
