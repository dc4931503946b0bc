"""The gallery: ten thousand photos cost what is seen; filters, opening by key, the way to before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.common.gallery import PAGE_ITEMS, PhotoGallery
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.theme import Theme
from inspector.ui.photos.gallery_pages import gallery_pages
from inspector.ui.photos.gallery_view import GalleryView
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.photos.test_photo_page import SLOW_MS, with_photos
from tests.ui.visits.desk import Desk

MANY = 10_000


@pytest.fixture
def many(qtbot: QtBot, theme: Theme) -> Iterator[tuple[PhotoGallery, list[int]]]:
    """A gallery of ten thousand, and the pages it asks for (answered at once)."""
    gallery = PhotoGallery("全部照片")
    qtbot.addWidget(gallery)
    asked: list[int] = []

    def answer(page: int) -> None:
        asked.append(page)
        ids = gallery.page_ids(page)
        gallery.put_page(page, [PhotoItem(key, number, key, None) for number, key in enumerate(ids, 1)])

    gallery.page_wanted.connect(answer)
    gallery.resize(1000, 600)
    gallery.show()
    qtbot.waitExposed(gallery)
    gallery.set_ids([f"p{number}" for number in range(MANY)])
    QApplication.processEvents()
    yield gallery, asked
    gallery.hide()


def _seen(gallery: PhotoGallery) -> int:
    """Pages that the tiles in view can touch."""
    tile = gallery.gridSize()
    across = gallery.viewport().width() // tile.width()
    down = gallery.viewport().height() // tile.height() + 2
    return across * down // PAGE_ITEMS + 2


def test_ten_thousand_photos_ask_only_for_what_is_seen(many: tuple[PhotoGallery, list[int]]) -> None:
    """Showing, going to the end and choosing all touch a few pages of 167."""
    gallery, asked = many
    assert gallery.count() == MANY
    assert 1 <= len(asked) <= _seen(gallery)
    gallery.scrollToBottom()
    QApplication.processEvents()
    assert len(asked) <= 2 * _seen(gallery)
    assert max(asked) == (MANY - 1) // PAGE_ITEMS
    before = len(asked)
    gallery.select_id("p5000")
    gallery.selectAll()
    assert len(gallery.selected_ids()) == MANY
    QApplication.processEvents()
    assert len(asked) <= before + _seen(gallery)


def test_a_page_that_was_let_go_is_asked_for_again(many: tuple[PhotoGallery, list[int]]) -> None:
    """Memory holds the last pages only; what is looked at again comes again."""
    gallery, asked = many
    for number in range(0, MANY, PAGE_ITEMS * 4):
        gallery.select_id(f"p{number}")
        QApplication.processEvents()
    assert asked.count(0) == 1
    gallery.scrollToTop()
    QApplication.processEvents()
    assert asked.count(0) == 2


def _gallery(desk: Desk, folder: Path) -> GalleryView:
    """The page over the photos of one visit."""
    with_photos(desk, folder)
    view = gallery_pages(desk.context)[0].factory()
    assert isinstance(view, GalleryView)
    desk.qtbot.addWidget(view)
    view.resize(1100, 640)
    view.show()
    view.entered("")
    desk.qtbot.waitUntil(lambda: view.gallery.count() == 3, timeout=SLOW_MS)
    return view


def test_photos_are_found_filtered_and_opened_where_they_belong(desk: Desk, tmp_path: Path) -> None:
    """A flag narrows; words that fit nothing say so; Enter opens the photo of the visit."""
    view = _gallery(desk, tmp_path / "card")
    view.filter_changed.emit({"flag": "edited"}, "")
    desk.qtbot.waitUntil(lambda: view.gallery.count() == 0, timeout=SLOW_MS)
    assert not view.gallery.isVisible()
    view.filter_changed.emit({"flag": ""}, "IMG_2")
    desk.qtbot.waitUntil(lambda: view.gallery.count() == 1, timeout=SLOW_MS)
    view.filter_changed.emit({}, "")
    desk.qtbot.waitUntil(lambda: view.gallery.count() == 3, timeout=SLOW_MS)
    photo_id = view.gallery.page_ids(0)[1]
    view.gallery.select_id(photo_id)
    QTest.keyClick(view.gallery, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.photos().viewer.photo_id() == photo_id, timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: desk.photos().viewing(), timeout=SLOW_MS)


def test_texts_of_the_gallery_fit(desk: Desk, tmp_path: Path) -> None:
    """At the sizes of the window's body."""
    view = _gallery(desk, tmp_path / "card")
    desk.window.hide()
    assert cut_texts_at_all_sizes(view) == {}
