"""The photo gallery: a virtual grid (uniform tiles, pages read by key), so that 10,000 photos scroll as 50 do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark
from inspector.ui.common.paged_model import Index
from inspector.ui.common.painted import draw_text, paint_focus_ring
from inspector.ui.common.photos import PhotoItem, accept_paths, dropped_paths, paint_photo
from inspector.ui.common.thumbnails import ThumbnailLoader
from inspector.ui.common.tokens import RADIUS_MARK

ITEM_ROLE = Qt.ItemDataRole.UserRole.value + 1
PAGE_ITEMS, PAGES_HELD = 60, 12
_WIDTH, _HEIGHT, _AIR = 148, 104, 8
_ROLES = frozenset((ITEM_ROLE, Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value))


class PhotoModel(QAbstractListModel):
    """The photos of a gallery: a few that are all here, or many of which only the pages seen are asked for.

    `wanted(page)`: rows `page * PAGE_ITEMS` and after are painted and not here; answer with `put_page`.
    """

    wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[str] = ()
        self._rows: dict[str, int] | None = None
        self._pages: OrderedDict[int, dict[str, PhotoItem]] = OrderedDict()
        self._asked: set[int] = set()

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show these photos, all of them here."""
        self._begin([item.id for item in items])
        for start in range(0, len(items), PAGE_ITEMS):
            page = items[start : start + PAGE_ITEMS]
            self._pages[start // PAGE_ITEMS] = {item.id: item for item in page}
        self.endResetModel()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show the photos of these ids; what is painted is asked for page by page."""
        self._begin(ids)
        self.endResetModel()

    def page_ids(self, page: int) -> Sequence[str]:
        """The ids of a page."""
        return self._ids[page * PAGE_ITEMS : (page + 1) * PAGE_ITEMS]

    def put_page(self, page: int, items: Sequence[PhotoItem]) -> None:
        """A page that was wanted; of pages asked for only the last few are kept."""
        self._asked.discard(page)
        self._pages[page] = {item.id: item for item in items}
        self._pages.move_to_end(page)
        while len(self._pages) > PAGES_HELD:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE_ITEMS, len(self._ids)) - 1
        if last >= page * PAGE_ITEMS:
            self.dataChanged.emit(self.index(page * PAGE_ITEMS, 0), self.index(last, 0))

    def id_at(self, row: int) -> str:
        """The id of a row; empty outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def item(self, row: int) -> PhotoItem | None:
        """The photo of a row; one that is not here yet is asked for and stands empty meanwhile."""
        key = self.id_at(row)
        if not key:
            return None
        number = row // PAGE_ITEMS
        page = self._pages.get(number)
        if page is None and number not in self._asked:
            self._asked.add(number)
            self.wanted.emit(number)
            page = self._pages.get(number)
        empty = PhotoItem(key, row + 1, "", None, Mark.LATER)
        return page.get(key, empty) if page is not None else empty

    def row_of(self, photo_id: str) -> int:
        """The row of a photo, -1 when absent."""
        if self._rows is None:
            self._rows = {key: row for row, key in enumerate(self._ids)}
        return self._rows.get(photo_id, -1)

    def rows_showing(self, path: Path) -> list[int]:
        """Rows here whose thumbnail is `path`."""
        held = (item for page in self._pages.values() for item in page.values())
        return [self.row_of(item.id) for item in held if item.thumbnail == path]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole.value) -> object:
        if role not in _ROLES or not index.isValid():
            return None
        item = self.item(index.row())
        if item is None or role == ITEM_ROLE:
            return item
        return item.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else item.caption

    def _begin(self, ids: Sequence[str]) -> None:
        self.beginResetModel()
        self._ids, self._rows = ids, None
        self._pages.clear()
        self._asked.clear()


class _PhotoDelegate(QStyledItemDelegate):
    def __init__(self, loader: ThumbnailLoader, parent: QObject) -> None:
        super().__init__(parent)
        self._loader = loader

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM_ROLE)
        if not isinstance(item, PhotoItem):
            return
        box = QRectF(option.rect).adjusted(_AIR / 2, _AIR / 2, -_AIR / 2, -_AIR / 2)
        picture = QRectF(box.x(), box.y(), box.width(), _HEIGHT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_photo(painter, picture, item, self._loader.image(item.thumbnail), chosen=chosen)
        line = look().metrics("caption").height()
        below = QRectF(box.x(), picture.bottom() + 2, box.width(), line)
        draw_text(painter, below, item.caption, size="caption")
        draw_text(painter, below.translated(0, line), item.flag, size="caption", color="warn")
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box, RADIUS_MARK)


def tile_size() -> QSize:
    """The one size of every tile."""
    return QSize(_WIDTH + _AIR, _HEIGHT + 2 * look().metrics("caption").height() + _AIR + 2)


class PhotoGallery(QListView):
    """`opened(photo_id)` on Enter, Space or double click; `picked(photo_id)`; `chosen(ids)` when the selection
    changes (Ctrl or Shift and a click, Ctrl+A); `dropped(list[Path])`."""

    opened = Signal(str)
    picked = Signal(str)
    chosen = Signal(list)
    dropped = Signal(list)
    page_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = PhotoModel(self)
        self._loader = ThumbnailLoader(self)
        self.setAccessibleName(name)
        self.setModel(self._photos)
        self.setItemDelegate(_PhotoDelegate(self._loader, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(tile_size())
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.selected_ids()))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._loader.ready.connect(self._on_ready)
        self._photos.wanted.connect(self.page_wanted)

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show the photos of these ids; `page_wanted(page)` asks for what is painted, `put_page` answers."""
        held = self.current_id()
        self._photos.set_ids(ids)
        self.select_id(held)

    def page_ids(self, page: int) -> Sequence[str]:
        """The ids of a page."""
        return self._photos.page_ids(page)

    def put_page(self, page: int, items: Sequence[PhotoItem]) -> None:
        """The photos of a page that was wanted."""
        self._photos.put_page(page, items)

    def count(self) -> int:
        """How many photos there are."""
        return self._photos.rowCount()

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show these photos; the current one is kept when still there."""
        held, chosen = self.current_id(), set(self.selected_ids())
        self._photos.set_photos(items)
        self.select_id(held)
        if len(chosen) > 1:
            self.select_ids(chosen)

    def current_id(self) -> str:
        """The id of the current photo, empty when none."""
        return self._photos.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[str]:
        """The ids of the chosen photos, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._photos.id_at(row) for row in rows]

    def select_ids(self, photo_ids: Collection[str]) -> None:
        """Choose these photos; the current one stays."""
        picked = QItemSelection()
        for row in range(self._photos.rowCount()):
            if self._photos.id_at(row) in photo_ids:
                picked.select(self._photos.index(row, 0), self._photos.index(row, 0))
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_id(self, photo_id: str) -> None:
        """Make a photo current."""
        row = self._photos.row_of(photo_id)
        if row >= 0:
            self.setCurrentIndex(self._photos.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which photo is looked at."""
        super().currentChanged(current, previous)
        photo_id = self._photos.id_at(current.row())
        if photo_id:
            self.picked.emit(photo_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_paths(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event))

    def _open(self, row: int) -> None:
        photo_id = self._photos.id_at(row)
        if photo_id:
            self.opened.emit(photo_id)

    def _on_ready(self, path: Path) -> None:
        for row in self._photos.rows_showing(path):
            self.update(self._photos.index(row, 0))
