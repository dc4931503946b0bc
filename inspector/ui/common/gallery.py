"""The photo gallery: a virtual grid (uniform tiles), so that 500 photos scroll as 50 do."""

from __future__ import annotations

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
from inspector.ui.common.paged_model import Index
from inspector.ui.common.painted import draw_text, paint_focus_ring
from inspector.ui.common.photos import PhotoItem, accept_paths, dropped_paths, paint_photo
from inspector.ui.common.thumbnails import ThumbnailLoader
from inspector.ui.common.tokens import RADIUS_MARK

ITEM_ROLE = Qt.ItemDataRole.UserRole.value + 1
_WIDTH, _HEIGHT, _AIR = 148, 104, 8


class PhotoModel(QAbstractListModel):
    """The photos of a gallery."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PhotoItem, ...] = ()

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show these photos."""
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def item(self, row: int) -> PhotoItem | None:
        """The photo of a row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, photo_id: str) -> int:
        """The row of a photo, -1 when absent."""
        return next((row for row, item in enumerate(self._items) if item.id == photo_id), -1)

    def rows_showing(self, path: Path) -> list[int]:
        """Rows whose thumbnail is `path`."""
        return [row for row, item in enumerate(self._items) if item.thumbnail == path]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole.value) -> object:
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken()
        return item.caption if role == Qt.ItemDataRole.DisplayRole else None


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

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show these photos; the current one is kept when still there."""
        held, chosen = self.current_id(), set(self.selected_ids())
        self._photos.set_photos(items)
        self.select_id(held)
        if len(chosen) > 1:
            self.select_ids(chosen)

    def current_id(self) -> str:
        """The id of the current photo, empty when none."""
        item = self._photos.item(self.currentIndex().row())
        return item.id if item else ""

    def selected_ids(self) -> list[str]:
        """The ids of the chosen photos, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [item.id for row in rows if (item := self._photos.item(row)) is not None]

    def select_ids(self, photo_ids: Collection[str]) -> None:
        """Choose these photos; the current one stays."""
        picked = QItemSelection()
        for row in range(self._photos.rowCount()):
            item = self._photos.item(row)
            if item is not None and item.id in photo_ids:
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
        item = self._photos.item(current.row())
        if item is not None:
            self.picked.emit(item.id)

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
        item = self._photos.item(row)
        if item is not None:
            self.opened.emit(item.id)

    def _on_ready(self, path: Path) -> None:
        for row in self._photos.rows_showing(path):
            self.update(self._photos.index(row, 0))
