"""Photos: the strip of a case or visit, and the virtual gallery; thumbnails are read when painted, on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.icons import paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.photo_drag import drag_photo
from inspector.ui.common.thumbnails import ThumbnailLoader
from inspector.ui.common.tokens import RADIUS_CONTROL, RADIUS_MARK
from inspector.ui.common.words import tr

TILE_WIDTH, TILE_HEIGHT = 108, 78


@dataclass(frozen=True, slots=True)
class PhotoItem:
    """A photo as the window shows it. `thumbnail` is a small image file already made (None = not yet);
    `mark` MET = hash verified and no flag; `flag` is the doubt in words ("时间早 2 小时")."""

    id: str
    number: int
    caption: str
    thumbnail: Path | None
    mark: Mark = Mark.MET
    flag: str = ""

    def spoken(self) -> str:
        """The whole meaning in words."""
        state = self.flag or (tr("已核对") if self.mark is Mark.MET else self.mark.word)
        return tr("照片 {n}，{caption}，{state}", n=self.number, caption=self.caption, state=state)


def paint_photo(
    painter: QPainter, box: QRectF, item: PhotoItem, image: QImage | None, *, chosen: bool
) -> None:
    """Draw the picture with number and mark to fill `box`, cropped to its shape."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(box, RADIUS_MARK, RADIUS_MARK)
    painter.fillPath(path, look().color("sunken"))
    if image is not None:
        painter.save()
        painter.setClipPath(path)
        painter.drawImage(box, image, _crop(image, box))
        painter.restore()
    else:
        side = 22
        spot = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        paint_icon(painter, spot, "image", "text3")
    if chosen:
        painter.setPen(QPen(look().color("accent"), 3))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS_MARK, RADIUS_MARK)
    number = QRectF(box.x() + 5, box.y() + 5, 14 + 7 * len(str(item.number)), 19)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color("text") if not look().tokens.dark else look().color("bg"))
    painter.drawRoundedRect(number, 4, 4)
    ink = look().color("surface") if not look().tokens.dark else look().color("text")
    painter.setPen(ink)
    painter.setFont(look().font("caption", bold=True))
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(item.number))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color("surface"))
    painter.drawEllipse(QRectF(box.right() - 25, box.y() + 4, 21, 21))
    paint_mark(painter, QRectF(box.right() - 22.5, box.y() + 6.5, 16, 16), item.mark)
    painter.restore()


def _crop(image: QImage, box: QRectF) -> QRectF:
    shape = box.width() / box.height()
    width, height = float(image.width()), float(image.height())
    if width / height > shape:
        part = height * shape
        return QRectF((width - part) / 2, 0, part, height)
    part = width / shape
    return QRectF(0, (height - part) / 2, width, part)


class PhotoTile(PaintedButton):
    """One thumbnail with caption and flag below; it can be dragged (`photo_drag`)."""

    def __init__(self, item: PhotoItem, loader: ThumbnailLoader) -> None:
        super().__init__(item.caption)
        self.item, self._loader = item, loader
        self._pressed: QPoint | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(item.spoken())
        self.setToolTip("\n".join(part for part in (item.caption, item.flag) if part))
        loader.ready.connect(self._on_ready)

    def sizeHint(self) -> QSize:
        return QSize(TILE_WIDTH, TILE_HEIGHT + look().metrics("caption").height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(0, 0, self.width(), TILE_HEIGHT)
        paint_photo(painter, box, self.item, self._loader.image(self.item.thumbnail), chosen=self.isChecked())
        below = QRectF(0, TILE_HEIGHT + 2, self.width(), self.height() - TILE_HEIGHT - 2)
        flagged = bool(self.item.flag)
        text = self.item.flag or self.item.caption
        draw_text(painter, below, text, size="caption", color="warn" if flagged else "text")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_MARK)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull of some pixels starts a drag."""
        start = self._pressed
        far = (
            start is not None
            and (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        )
        if not far:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        drag_photo(self, self.item.id)

    def _on_ready(self, path: Path) -> None:
        if path == self.item.thumbnail:
            self.update()


class AddTile(PaintedButton):
    """添加 with a dashed border; a drop target. `dropped(list[Path])`."""

    dropped = Signal(list)

    def __init__(self, text: str = "", sub: str = "") -> None:
        super().__init__(text or tr("添加"))
        self._sub = sub or tr("或拖入")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("添加照片，或把文件、文件夹拖到这里"))

    def set_sub(self, sub: str) -> None:
        """The second line ("共 12 张")."""
        self._sub = sub
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(TILE_WIDTH, TILE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look().color("accent" if self.underMouse() else "edge"), 1.2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(look().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        centre = Qt.AlignmentFlag.AlignHCenter
        first, second = look().metrics("dense").height(), look().metrics("caption").height()
        top = (self.height() - 20 - first - second) / 2
        paint_icon(painter, QRectF(self.width() / 2 - 10, top, 20, 20), "camera", "accent")
        line = QRectF(4, top + 20, self.width() - 8, first)
        draw_text(painter, line, self.text(), size="dense", color="accent", align=centre)
        below = QRectF(4, top + 20 + first, self.width() - 8, second)
        draw_text(painter, below, self._sub, size="caption", color="text3", align=centre)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_paths(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event))


def accept_paths(event: QDragEnterEvent) -> None:
    """Take a drag that carries local files."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The local files and folders of a drop."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class PhotoStrip(QWidget):
    """Tiles over lines, 添加 last. `opened(photo_id)`, `add_requested()`, `dropped(list[Path])`.

    `limit` shows only the first tiles (the whole set belongs into `PhotoGallery`); 添加 then tells the total.
    """

    opened = Signal(str)
    add_requested = Signal()
    dropped = Signal(list)

    def __init__(self, *, limit: int = 24, can_add: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._loader = ThumbnailLoader(self)
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self.setAcceptDrops(can_add)
        self.setAccessibleName(tr("照片"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: list[PhotoTile] = []
        self._add = AddTile()
        self._add.clicked.connect(self.add_requested)
        self._add.dropped.connect(self.dropped)
        self._flow.addWidget(self._add)
        self._add.setVisible(can_add)

    def set_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show these photos."""
        for tile in self._tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._flow.removeWidget(self._add)
        self._tiles = [PhotoTile(item, self._loader) for item in items[: self._limit]]
        for tile in self._tiles:
            tile.clicked.connect(lambda _on=False, key=tile.item.id: self.opened.emit(key))
            self._flow.addWidget(tile)
            tile.show()
        self._flow.addWidget(self._add)
        more = len(items) > self._limit
        self._add.set_sub(tr("共 {n} 张", n=len(items)) if more else tr("或拖入"))
        self.updateGeometry()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_paths(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event))
