"""Painted bars: the shared track, the range bar of a fine, the level bar with its limit tick."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.words import tr


def hatch(painter: QPainter, rect: QRectF, color: QColor, gap: float = 5) -> None:
    """Diagonal lines over `rect`: the second meaning of a bar never rests on colour alone."""
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QPen(color, 1.6))
    x = rect.x() - rect.height()
    while x < rect.right() + rect.height():
        painter.drawLine(int(x), int(rect.bottom()), int(x + rect.height()), int(rect.top()))
        x += gap
    painter.restore()


def track(painter: QPainter, rect: QRectF) -> QPainterPath:
    """Draw the bar's ground and return its outline for clipping."""
    path = QPainterPath()
    path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.fillPath(path, look().color("track"))
    return path


class RangeBar(PaintedWidget):
    """From the statutory minimum to the maximum with the point; `note` stands between the two ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = 0.0
        self._low, self._high, self._note = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_range(
        self, share: float | None, low_text: str, high_text: str, note: str = "", spoken: str = ""
    ) -> None:
        """`share` 0..1 of the way from minimum to maximum (clamped); None while there is no figure."""
        self._share = None if share is None else max(0.0, min(1.0, share))
        self._low, self._high, self._note = low_text, high_text, note
        self.setAccessibleName(
            spoken or tr("幅度 {low} 至 {high}，{note}", low=low_text, high=high_text, note=note)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 18 + look().metrics("caption").height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 5, self.width(), 6)
        path = track(painter, bar)
        if self._share is not None:
            x = 6 + (self.width() - 12) * self._share
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 5, x, 6), look().color("accent"))
            painter.restore()
            painter.setPen(QPen(look().color("accent"), 2))
            painter.setBrush(look().color("surface"))
            painter.drawEllipse(QRectF(x - 6, 2, 12, 12))
        line = QRectF(0, 17, self.width(), self.height() - 17)
        left = draw_text(painter, line, self._low, size="caption", color="text2")
        draw_text(painter, line, self._high, size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight)
        right = look().metrics("caption").horizontalAdvance(self._high)
        room = line.adjusted(left + 24, 0, -right - 12, 0)
        draw_text(painter, room, self._note, size="caption", color="text2")


@dataclass(frozen=True, slots=True)
class LevelState:
    """A reading against its limit, in `unit`; `value` None = not read yet. `limit_word` e.g. 限值."""

    low: float
    high: float
    limit: float
    value: float | None
    unit: str = "dB(A)"
    limit_word: str = "限值"
    exceeded: bool | None = None

    def over(self) -> bool:
        """Whether the limit is exceeded; `exceeded` (from the rule) wins over comparing figures."""
        if self.exceeded is not None:
            return self.exceeded
        return self.value is not None and self.value > self.limit


class LevelBar(PaintedWidget):
    """Green up to the limit, a tick at the limit, hatched red beyond it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: LevelState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_level(self, state: LevelState | None) -> None:
        """Show a reading; None clears."""
        self._state = state
        if state is None:
            self.setAccessibleName(tr("没有读数"))
        else:
            value = tr("未测") if state.value is None else f"{state.value:g}"
            word = "" if state.value is None else tr("，超过") if state.over() else tr("，未超过")
            self.setAccessibleName(f"{value} {state.unit}，{state.limit_word} {state.limit:g}{word}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 20 + look().metrics("caption").height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 5, self.width(), 10)
        path = track(painter, bar)
        state = self._state
        if state is None:
            return
        limit_x = self._x(state, state.limit)
        if state.value is not None:
            value_x = self._x(state, state.value)
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 5, min(value_x, limit_x), 10), look().color("ok"))
            if value_x > limit_x:
                beyond = QRectF(limit_x, 5, value_x - limit_x, 10)
                painter.fillRect(beyond, look().color("bad_soft"))
                hatch(painter, beyond, look().color("bad"))
            painter.restore()
        painter.fillRect(QRectF(limit_x - 1.5, 0, 3, 20), look().color("text"))
        line = QRectF(0, 20, self.width(), self.height() - 20)
        draw_text(painter, line, f"{state.low:g}", size="caption", color="text2")
        end = f"{state.high:g} {state.unit}"
        draw_text(painter, line, end, size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight)
        word = f"{state.limit_word} {state.limit:g}"
        half = look().metrics("caption").horizontalAdvance(word) / 2
        room_end = self.width() - look().metrics("caption").horizontalAdvance(end) - 8
        left = max(24.0, min(limit_x - half, room_end - 2 * half))
        draw_text(painter, QRectF(left, 20, 2 * half + 2, line.height()), word, size="caption", color="text")

    def _x(self, state: LevelState, value: float) -> float:
        span = max(state.high - state.low, 1e-9)
        return self.width() * max(0.0, min(1.0, (value - state.low) / span))
