"""The drawing area over a photo: a drag or two key presses make a mark; the untouched picture is one key away.

Keys: arrows move the cross (Shift finer), Space or Enter sets the first and the second point, Esc gives up. With 选择:
PageUp and PageDown go through the marks, arrows move the chosen one, Delete takes it away. O shows the original.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.layers import FULL, Crop, Layers, Mark, Stamp
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, announce, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CARD
from inspector.ui.common.words import tr
from inspector.ui.photos.layer_painting import LayerPainter
from inspector.ui.photos.layer_shapes import (
    NEEDS_TEXT,
    Pen,
    Point,
    Tool,
    clamped,
    mark_at,
    moved,
    shape,
    with_moved,
    with_shape,
    without,
)

_STEP, _FINE = 200, 20
_MOVES = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}
_SETS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LayerCanvas(PaintedWidget):
    """`changed(Layers)` after each whole change; `text_wanted()` when a tool lacks its text; `refused(InspectorError)`;
    `undo_wanted()`, `redo_wanted()`, `plain_wanted()` for Ctrl+Z, Ctrl+Y and O."""

    changed = Signal(object)
    text_wanted = Signal()
    refused = Signal(object)
    undo_wanted = Signal()
    redo_wanted = Signal()
    plain_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self._layers = Layers()
        self._pen = Pen()
        self._start: Point | None = None
        self._end: Point = (FULL // 2, FULL // 2)
        self._chosen = -1
        self._dragging = False
        self._plain = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("标注画面"))
        self.setMouseTracking(False)

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """The upright picture without layers; None shows `words`."""
        self._image, self._words = image, words
        self.update()

    def has_image(self) -> bool:
        """Whether a picture is shown."""
        return self._image is not None

    def show_layers(self, layers: Layers) -> None:
        """The layers in force; what was begun is given up."""
        self._layers, self._start, self._dragging = layers, None, False
        self._chosen = min(self._chosen, len(layers.marks) - 1)
        self.setAccessibleDescription(layers.words())
        self.update()

    def layers(self) -> Layers:
        """What is drawn now."""
        return self._layers

    def set_pen(self, pen: Pen) -> None:
        """What the next mark is made with."""
        self._pen = pen
        if pen.tool is not Tool.PICK:
            self._chosen = -1
        self._start = None
        self.update()

    def show_plain(self, plain: bool) -> None:
        """The untouched original, or the layers over it."""
        self._plain = plain
        self.update()

    def plain(self) -> bool:
        """Whether the untouched original is shown."""
        return self._plain

    def chosen(self) -> int:
        """The place of the chosen mark, -1 when none."""
        return self._chosen

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    # geometry: the picture lies turned inside the widget

    def frame(self) -> QRectF:
        """The place of the picture before turning, around the widget's centre."""
        assert self._image is not None
        size = QSizeF(self._image.size())
        room = QSizeF(max(1, self.width() - 16), max(1, self.height() - 16))
        seen = size.transposed() if self._turn() in (90, 270) else size
        scale = min(room.width() / seen.width(), room.height() / seen.height())
        size = size * scale
        centre = QRectF(self.rect()).center()
        return QRectF(
            centre.x() - size.width() / 2, centre.y() - size.height() / 2, size.width(), size.height()
        )

    def turning(self) -> QTransform:
        """Turns the frame around the widget's centre."""
        centre = QRectF(self.rect()).center()
        turn = QTransform()
        turn.translate(centre.x(), centre.y())
        turn.rotate(self._turn())
        turn.translate(-centre.x(), -centre.y())
        return turn

    def to_picture(self, spot: QPointF) -> Point:
        """A place of the widget in ten-thousandths of the picture."""
        back, _possible = self.turning().inverted()
        frame, inside = self.frame(), back.map(spot)
        return clamped(
            (inside.x() - frame.x()) * FULL / frame.width(), (inside.y() - frame.y()) * FULL / frame.height()
        )

    def _turn(self) -> int:
        return 0 if self._plain else self._layers.turn

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._image is None or self._plain:
            return
        self._start = self._end = self.to_picture(event.position())
        self._dragging = True
        if self._pen.tool is Tool.PICK:
            self._choose(mark_at(self._layers, self._start))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._end = self.to_picture(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() is Qt.MouseButton.LeftButton:
            self._end = self.to_picture(event.position())
            self._finish()

    # keyboard

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the drawing's while it has the focus, not the window's (which takes back the last message)."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _asked(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = _asked(event)
        if asked:
            {"undo": self.undo_wanted, "redo": self.redo_wanted, "plain": self.plain_wanted}[asked].emit()
            return
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in _MOVES:
            step = _FINE if shift else _STEP
            self._walk(_MOVES[key][0] * step, _MOVES[key][1] * step)
        elif key in _SETS and self._pen.tool is not Tool.PICK and self._image is not None:
            self._set_point()
        elif key == Qt.Key.Key_Escape and self._start is not None:
            self._start = None
            self._dragging = False
            self.update()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._pen.tool is Tool.PICK:
            self._choose_next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen >= 0:
            self.delete_chosen()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def delete_chosen(self) -> None:
        """Take the chosen mark away."""
        if self._chosen >= 0:
            place, self._chosen = self._chosen, -1
            self._take(without(self._layers, place))

    def _walk(self, dx: int, dy: int) -> None:
        # Keys move on the screen; the picture may lie turned.
        for _quarter in range(self._layers.turn // 90):
            dx, dy = dy, -dx
        if self._pen.tool is Tool.PICK:
            if self._chosen >= 0:
                self._take(with_moved(self._layers, self._chosen, dx, dy))
            return
        self._end = clamped(self._end[0] + dx, self._end[1] + dy)
        self.update()

    def _set_point(self) -> None:
        if self._start is None and self._pen.tool is not Tool.LABEL:
            self._start = self._end
            announce(self, tr("已定起点，移动后再按一次完成"))
            self.update()
            return
        self._start = self._start or self._end
        self._finish()

    def _choose_next(self, step: int) -> None:
        places = [place for place, mark in enumerate(self._layers.marks) if not isinstance(mark, Stamp)]
        if places:
            at = places.index(self._chosen) if self._chosen in places else -1 if step > 0 else 0
            self._choose(places[(at + step) % len(places)])

    def _choose(self, place: int) -> None:
        self._chosen = place
        if place >= 0:
            one = Layers((self._layers.marks[place],))
            announce(self, tr("选中 {mark}", mark=one.words()))
        self.update()

    def _finish(self) -> None:
        start, end, self._start, self._dragging = self._start, self._end, None, False
        self.update()
        if start is None:
            return
        if self._pen.tool is Tool.PICK:
            if self._chosen >= 0 and start != end:
                self._take(with_moved(self._layers, self._chosen, end[0] - start[0], end[1] - start[1]))
            return
        if self._pen.tool in NEEDS_TEXT and not self._pen.text:
            self.text_wanted.emit()
            return
        try:
            made = shape(self._pen, start, end)
            if made is not None:
                self._take(with_shape(self._layers, made))
        except InspectorError as error:
            self.refused.emit(error)

    def _take(self, layers: Layers) -> None:
        if layers != self._layers:
            self._layers = layers
            self.setAccessibleDescription(layers.words())
            self.update()
            self.changed.emit(layers)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        if self._image is None:
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, self.rect(), self._words, size="dense", color="text2", align=centre)
        else:
            self._paint_picture(painter, self._image)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_CARD)

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        layers = self._layers
        painter.save()
        painter.setTransform(self.turning(), True)
        brush = LayerPainter(painter, image, self.frame())
        brush.picture()
        if self._plain:
            painter.restore()
            return
        brush.marks(self._moving(layers))
        brush.shade_outside(layers)
        begun = self._begun()
        if isinstance(begun, Crop):
            brush.shade_outside(Layers(crop=begun))
        elif begun is not None:
            brush.mark(begun)
        if 0 <= self._chosen < len(layers.marks):
            brush.around(self._moving(layers).marks[self._chosen])
        if self.hasFocus() and self._pen.tool is not Tool.PICK and not self._dragging:
            self._paint_cross(painter, brush)
        kept = self._kept(brush)
        painter.restore()
        lines = tuple(line for mark in layers.marks if isinstance(mark, Stamp) for line in mark.lines)
        if lines:
            LayerPainter(painter, image, self.frame()).stamp(lines, self.turning().mapRect(kept))

    def _begun(self) -> Mark | Crop | None:
        if self._start is None or self._pen.tool is Tool.PICK:
            return None
        pen = self._pen if self._pen.text else replace(self._pen, text="…")
        return shape(pen, self._start, self._end)

    def _moving(self, layers: Layers) -> Layers:
        """The layers with the chosen mark where the mouse has it now."""
        if not (self._dragging and self._pen.tool is Tool.PICK and self._start and self._chosen >= 0):
            return layers
        marks = list(layers.marks)
        dx, dy = self._end[0] - self._start[0], self._end[1] - self._start[1]
        marks[self._chosen] = moved(marks[self._chosen], dx, dy)
        return replace(layers, marks=tuple(marks))

    def _kept(self, brush: LayerPainter) -> QRectF:
        crop = self._layers.crop or Crop(0, 0, FULL, FULL)
        return brush.area(crop.x, crop.y, crop.w, crop.h)

    def _paint_cross(self, painter: QPainter, brush: LayerPainter) -> None:
        spot = brush.point(*self._end)
        for color, width in ((look().color("surface"), 4), (look().color("accent"), 2)):
            painter.setPen(QPen(color, width))
            painter.drawLine(spot - QPointF(14, 0), spot + QPointF(14, 0))
            painter.drawLine(spot - QPointF(0, 14), spot + QPointF(0, 14))


def _asked(event: QKeyEvent) -> str:
    """`undo`, `redo`, `plain`, or nothing."""
    keys = event.keyCombination().toCombined()
    control, shift = Qt.KeyboardModifier.ControlModifier.value, Qt.KeyboardModifier.ShiftModifier.value
    return {
        control | Qt.Key.Key_Z.value: "undo",
        control | Qt.Key.Key_Y.value: "redo",
        control | shift | Qt.Key.Key_Z.value: "redo",
        Qt.Key.Key_O.value: "plain",
    }.get(keys, "")
