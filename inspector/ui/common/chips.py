"""Chips: 22 px, soft ground, for evidence links and small facts (states have marks and seals instead)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_MARK, SOFT, Tone


class Chip(PaintedButton):
    """A small fact. With `link=True` it is a button (connect `clicked`); otherwise it takes no focus."""

    def __init__(
        self,
        text: str,
        tone: Tone = "text2",
        *,
        mark: Mark | None = None,
        link: bool = False,
        outline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone, self._mark, self._outline, self._link = tone, mark, outline, link
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{mark.word}：{text}" if mark else text)
        if not link:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        metrics = look().metrics("caption")
        height = max(22, metrics.height() + 4)
        if self._link and look().touch:
            height = 44
        return QSize(metrics.horizontalAdvance(self.text()) + 17 + (18 if self._mark else 0), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._outline:
            painter.setPen(QPen(look().color("line2"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(
                QPen(look().color(self._tone), 1) if self._link and self.underMouse() else Qt.PenStyle.NoPen
            )
            painter.setBrush(look().color(SOFT[self._tone]))
        painter.drawRoundedRect(box, RADIUS_MARK, RADIUS_MARK)
        x = 8.0
        if self._mark:
            paint_mark(painter, QRectF(6, (self.height() - 14) / 2, 14, 14), self._mark)
            x = 26.0
        room = QRectF(x, 0, self.width() - x - 4, self.height())
        draw_text(painter, room, self.text(), size="caption", color=self._tone)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_MARK)
