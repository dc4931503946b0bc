"""The field one signs in, by mouse, pen or finger, and a signature drawn again as it was kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.strokes import HIGH, LEAST_INK, WIDE, Stroke, ink
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, announce, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL
from inspector.ui.common.words import tr

_PAD_HEIGHT = 224
_TOUCHES = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


def paint_strokes(painter: QPainter, frame: QRectF, strokes: Sequence[Stroke]) -> None:
    """Draw lines of the field into `frame`, thick as its width asks."""
    pen = QPen(look().color("text"), max(1.4, frame.width() / 220))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for stroke in strokes:
        points = [
            QPointF(frame.x() + x * frame.width() / WIDE, frame.y() + y * frame.height() / HIGH)
            for x, y in stroke
        ]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(QPolygonF(points))
    painter.restore()


def field_in(room: QRectF) -> QRectF:
    """The largest field that fits into `room`, at its left edge."""
    scale = min(room.width() / WIDE, room.height() / HIGH)
    return QRectF(room.x(), room.y(), WIDE * scale, HIGH * scale)


class SignaturePad(PaintedWidget):
    """`changed()` after each line drawn or taken back. Ctrl+Z takes back the last line, Delete clears."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("签名框"))
        self._tell()

    def strokes(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """What is drawn, in the field of `domain.strokes`."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def enough(self) -> bool:
        """Whether there is as much ink as a signature needs, and the pen is lifted."""
        return not self._drawing and ink(self._strokes) >= LEAST_INK

    def undo(self) -> None:
        """Take back the last line."""
        if self._strokes:
            self._strokes.pop()
            self._drawing = False
            self._changed()

    def clear(self) -> None:
        """Take everything away."""
        if self._strokes:
            self._strokes, self._drawing = [], False
            self._changed()

    def frame(self) -> QRectF:
        """The place of the field in the widget."""
        return field_in(QRectF(self.rect()))

    def sizeHint(self) -> QSize:
        return QSize(_PAD_HEIGHT * WIDE // HIGH, _PAD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, _PAD_HEIGHT)

    # pen, mouse, finger

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen. Taken here, so that Qt makes no mouse of it."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif kind == QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._lift()

    def event(self, event: QEvent) -> bool:
        """Touches draw; Ctrl+Z is the pad's while it has the focus, not the window's."""
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touched(event)
            event.accept()
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.frame()
        painter.setPen(QPen(look().color("edge"), 1))
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        base = frame.y() + frame.height() * 0.78
        painter.setPen(QPen(look().color("line2"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame.x() + 16, base), QPointF(frame.right() - 16, base))
        if not self._strokes:
            foot = QRectF(frame.x() + 16, base, frame.width() - 32, frame.bottom() - base)
            draw_text(painter, foot, tr("在这里签名：鼠标、触控笔或手指"), size="caption", color="text3")
        paint_strokes(painter, frame, self._strokes)
        if self.hasFocus():
            paint_focus_ring(painter, frame)

    def _touched(self, event: QTouchEvent) -> None:
        points = event.points()
        if event.type() == QEvent.Type.TouchCancel:
            # The system took the touch for something else: what it drew was not meant.
            if self._drawing:
                self.undo()
        elif event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0].position())
        elif event.type() == QEvent.Type.TouchUpdate and points:
            self._go_on(points[0].position())
        elif event.type() == QEvent.Type.TouchEnd:
            self._lift()

    def _begin(self, spot: QPointF) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._drawing = True
        self._strokes.append([self._in_field(spot)])
        self.update()

    def _go_on(self, spot: QPointF) -> None:
        if not self._drawing:
            return
        point, stroke = self._in_field(spot), self._strokes[-1]
        if point != stroke[-1]:
            stroke.append(point)
            self.update()

    def _lift(self) -> None:
        if self._drawing:
            self._drawing = False
            self._changed()

    def _in_field(self, spot: QPointF) -> tuple[int, int]:
        frame = self.frame()
        x = round((spot.x() - frame.x()) * WIDE / frame.width())
        y = round((spot.y() - frame.y()) * HIGH / frame.height())
        return max(0, min(WIDE, x)), max(0, min(HIGH, y))

    def _changed(self) -> None:
        self._tell()
        announce(self, self.accessibleDescription())
        self.update()
        self.changed.emit()

    def _tell(self) -> None:
        drawn = tr("已写 {n} 笔", n=len(self._strokes)) if self._strokes else tr("还没有笔迹")
        self.setAccessibleDescription(drawn)


class DrawnSignature(PaintedWidget):
    """A kept signature, small."""

    def __init__(self, strokes: Sequence[Stroke], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes = strokes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("{name}的手写签名", name=name))

    def sizeHint(self) -> QSize:
        return QSize(150, 60)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(look().color("line"), 1))
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        paint_strokes(painter, field_in(box.adjusted(3, 3, -3, -3)), self._strokes)
