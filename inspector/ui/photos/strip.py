"""The photo strip of a visit: tiles three to a row, drag or Alt+←→ to reorder, 添加 last and a drop target."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.look import look
from inspector.ui.common.photo_drag import photo_in
from inspector.ui.common.photos import (
    TILE_HEIGHT,
    AddTile,
    PhotoItem,
    PhotoTile,
    accept_paths,
    dropped_paths,
)
from inspector.ui.common.thumbnails import ThumbnailLoader
from inspector.ui.common.words import tr

WIDTH, GAP = 98, 8


class _Across(FlowLayout):
    """A flow that asks for room for some tiles side by side (else its height is reckoned for one column)."""

    def __init__(self, across: int) -> None:
        super().__init__(GAP)
        self._across = across

    def minimumSize(self) -> QSize:
        return super().minimumSize().expandedTo(QSize(self._across * WIDTH + (self._across - 1) * GAP, 0))


class _Tile(PhotoTile):
    """A tile that can be dragged and moved with Alt+←→."""

    moved = Signal(str, int)
    dropped_on = Signal(str, str)

    def __init__(self, item: PhotoItem, loader: ThumbnailLoader) -> None:
        super().__init__(item, loader)
        self.setAcceptDrops(True)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, TILE_HEIGHT + look().metrics("caption").height() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+←→ move the photo in its order; Space and Enter open it."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.item.id, self.item.number + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photo_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dragged = photo_in(event.mimeData())
        event.acceptProposedAction()
        self.dropped_on.emit(dragged, self.item.id)


class _Add(AddTile):
    """The adding tile in the width of the others."""

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, TILE_HEIGHT)


class VisitPhotoStrip(QWidget):
    """`opened(photo_id)`, `add_requested()`, `dropped(list[Path])`, `moved(photo_id, to_number)`.

    `limit` tiles are shown; the gallery has them all.
    """

    opened = Signal(str)
    add_requested = Signal()
    dropped = Signal(list)
    moved = Signal(str, int)

    def __init__(self, *, limit: int = 5, across: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._loader = ThumbnailLoader(self)
        self._flow = _Across(across)
        self.setLayout(self._flow)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("照片"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: dict[str, _Tile] = {}
        self._add = _Add()
        self._add.clicked.connect(self.add_requested)
        self._add.dropped.connect(self.dropped)
        self._flow.addWidget(self._add)

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show the first of these photos; a focused tile keeps the focus."""
        held = next((key for key, tile in self._tiles.items() if tile.hasFocus()), "")
        for tile in self._tiles.values():
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._flow.removeWidget(self._add)
        self._tiles = {}
        for item in items[: self._limit]:
            tile = _Tile(item, self._loader)
            tile.clicked.connect(lambda _on=False, key=item.id: self.opened.emit(key))
            tile.moved.connect(self.moved)
            tile.dropped_on.connect(self._on_dropped_on)
            self._tiles[item.id] = tile
            self._flow.addWidget(tile)
            tile.show()
        self._flow.addWidget(self._add)
        more = len(items) > self._limit
        self._add.set_sub(tr("共 {n} 张", n=len(items)) if more else tr("或拖入"))
        self.updateGeometry()
        if held in self._tiles:
            self._tiles[held].setFocus()

    def set_limit(self, limit: int) -> None:
        """How many tiles are shown, from the next `set_photos` on."""
        self._limit = limit

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit takes no more photos."""
        self._add.setVisible(not fixed)
        self.setAcceptDrops(not fixed)

    def tiles(self) -> list[PhotoTile]:
        """The tiles shown, in order."""
        return list(self._tiles.values())

    def add_tile(self) -> AddTile:
        """The tile that adds."""
        return self._add

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_paths(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event))

    def _on_dropped_on(self, dragged: str, target: str) -> None:
        tile = self._tiles.get(target)
        if tile is not None and dragged != target:
            self.moved.emit(dragged, tile.item.number)
