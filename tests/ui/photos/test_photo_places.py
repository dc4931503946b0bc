"""Photos of a visit and of a case: put behind an item or a fact, by choice or by a drag; the set for publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.layers import Blur, Layers
from inspector.domain.records import Case, FactEvidence
from inspector.ui.cases.file_sections import FactsCard
from inspector.ui.cases.redaction_presenter import RedactionPresenter
from inspector.ui.common.photo_drag import photo_data
from inspector.ui.photos.presenter import PhotosPresenter
from inspector.ui.visits.checks_section import CheckRow
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.photos.test_photo_page import SLOW_MS, with_photos
from tests.ui.visits.desk import Desk


def _drop(target: QWidget, photo_id: str) -> bool:
    """Let a photo go on a widget; whether it took the drag."""
    data, spot = photo_data(photo_id), QPointF(4, 4)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(spot.toPoint(), Qt.DropAction.MoveAction, data, buttons, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    drop = QDropEvent(spot, Qt.DropAction.MoveAction, data, buttons, none)
    QApplication.sendEvent(target, drop)
    return enter.isAccepted()


def _case(desk: Desk, folder: Path) -> tuple[Case, str, PhotosPresenter]:
    """A case with one fact and the three photos of a visit put behind nothing yet, and its photo page."""
    visit_id, page = with_photos(desk, folder)
    cases = desk.services.cases
    fresh = replace(cases.new_case("noise.night_work", date(2026, 11, 24)), party_name="甲公司")
    case, _ = cases.open_by_hand(fresh)
    desk.services.photos.take_in([folder], case_id=case.id)
    fact, _ = cases.add_fact(case.id, "夜间仍在浇筑混凝土")
    assert visit_id
    desk.window.open_page("photos", f"case:{case.id}")
    desk.qtbot.waitUntil(
        lambda: [photo.case_id for photo in page.intake.photos()] == [case.id] * 3, timeout=SLOW_MS
    )
    return case, fact.id, page


def test_a_photo_of_a_visit_is_put_behind_an_item_by_choice_and_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    """The keyboard way: a choice beside the photo."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    photo = desk.services.photos.of_visit(visit_id)[0]
    item = desk.services.visits.sheet(visit_id).checklist.items[0]
    page.look_at(photo.id)
    target = view.viewer.description.target
    assert target.label() == "挂到检查项"
    target.combo.setCurrentIndex(target.combo.findData(item.id))
    target.chosen.emit(item.id)
    stored = desk.services.photos.of_visit
    desk.qtbot.waitUntil(lambda: stored(visit_id)[0].item_id == item.id, timeout=SLOW_MS)
    desk.qtbot.waitUntil(desk.window.toast.can_undo)
    desk.window.toast.undo()
    desk.qtbot.waitUntil(lambda: not stored(visit_id)[0].item_id, timeout=SLOW_MS)


def test_a_photo_dragged_onto_an_item_of_the_visit(desk: Desk, tmp_path: Path) -> None:
    """The row takes photos and nothing else."""
    visit_id, _page = with_photos(desk, tmp_path / "card")
    view = desk.open_visit(visit_id)
    row = view.findChildren(CheckRow)[1]
    photo = desk.services.photos.of_visit(visit_id)[2]
    assert not _drop(row, "")
    assert _drop(row, photo.id)
    desk.qtbot.waitUntil(
        lambda: desk.services.photos.of_visit(visit_id)[2].item_id == row.item_id, timeout=SLOW_MS
    )


def test_a_photo_of_a_case_is_put_behind_a_fact_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    """One link, removed again by the toast."""
    case, fact_id, page = _case(desk, tmp_path / "card")
    view = desk.photos()
    photo = page.intake.photos()[1]
    page.look_at(photo.id)
    target = view.viewer.description.target
    assert target.label() == "挂到事实"
    assert [target.combo.itemText(0)] == ["1 夜间仍在浇筑混凝土"]
    target.combo.setCurrentIndex(0)
    target.chosen.emit(fact_id)

    def links() -> list[str | None]:
        with desk.services.workspace.read() as reader:
            return [link.photo_id for link in reader.find(FactEvidence, case_id=case.id)]

    desk.qtbot.waitUntil(lambda: links() == [photo.id], timeout=SLOW_MS)
    desk.qtbot.waitUntil(desk.window.toast.can_undo)
    desk.window.toast.undo()
    desk.qtbot.waitUntil(lambda: links() == [], timeout=SLOW_MS)
    assert cut_texts_at_all_sizes(desk.window) == {}


def test_a_fact_says_which_photo_was_let_go_on_it(desk: Desk, tmp_path: Path) -> None:
    """The card names fact and photo."""
    case, fact_id, page = _case(desk, tmp_path / "card")
    card = FactsCard()
    desk.qtbot.addWidget(card)
    card.show_facts(desk.services.cases.file(case.id))
    dropped: list[tuple[str, str]] = []
    card.photo_dropped.connect(lambda fact, photo: dropped.append((fact, photo)))
    line = next(
        widget
        for widget in card.findChildren(QWidget)
        if widget.acceptDrops() and widget.isEnabled() and widget.metaObject().className() == "QWidget"
    )
    assert _drop(line, page.intake.photos()[0].id)
    assert dropped == [(fact_id, page.intake.photos()[0].id)]


def test_only_what_was_made_unrecognisable_leaves_for_publication(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of three is blurred: one file, the other two are named."""
    case, _fact, page = _case(desk, tmp_path / "card")
    first = page.intake.photos()[0]
    desk.services.layers.save(first.id, Layers((Blur(1000, 1000, 2000, 2000),)))
    opened: list[Path] = []
    monkeypatch.setattr(desk.context, "open_folder", opened.append)
    target = tmp_path / "public"
    RedactionPresenter(desk.context, lambda: case.id).write_to(target)
    desk.qtbot.waitUntil(lambda: bool(opened), timeout=SLOW_MS)
    assert [path.name for path in target.iterdir()] == ["照片001.jpg"]
    notice = desk.photos().notice()
    assert notice is not None and "2 张照片没有打码" in notice.accessibleName()
    assert "导出" in {entry.what for entry in desk.services.custody.log(first)}
