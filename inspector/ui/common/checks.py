"""A tick box and a combo box painted from the tokens (the style's own signs vanish on dark grounds)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from inspector.ui.common.icons import paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.painted import draw_text, paint_focus_ring

_BOX, _GAP = 16, 8


class CheckField(QCheckBox):
    """A tick with its whole sentence; `ticked(bool)` fires only for the user's own clicks."""

    ticked = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.ticked)

    def sizeHint(self) -> QSize:
        metrics = look().metrics("body")
        height = 44 if look().touch else max(26, metrics.height() + 4)
        return QSize(_BOX + _GAP + metrics.horizontalAdvance(self.text()) + 6, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(160, self.sizeHint().width()), self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:
        """The whole line is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BOX) / 2
        box = QRectF(2.5, top + 0.5, _BOX - 1, _BOX - 1)
        on = self.isChecked()
        painter.setPen(QPen(look().color("accent_fill" if on else "edge"), 1.2))
        painter.setBrush(look().color("accent_fill" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(look().color("on_accent"), 2))
            points = [QPointF(5.6, top + 8.2), QPointF(8.6, top + 11.2), QPointF(14, top + 5.2)]
            painter.drawPolyline(points)
        room = QRectF(2 + _BOX + _GAP, 0, self.width() - _BOX - _GAP - 2, self.height())
        draw_text(painter, room, self.text(), color="text" if self.isEnabled() else "text3")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), 4)


class ComboBox(QComboBox):
    """A combo box whose caret is always seen; the wheel scrolls the page unless the box has the focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRectF(self.width() - 24, (self.height() - 12) / 2, 12, 12)
        paint_icon(painter, spot, "caret-down", "text2" if self.isEnabled() else "text3")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A scroll over the box must not change a record."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
