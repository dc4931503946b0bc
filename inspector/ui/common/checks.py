"""A tick box and a combo box painted from the tokens (the style's own signs vanish on dark grounds)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inspector.ui.common.icons import paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.paged_model import Index
from inspector.ui.common.painted import draw_text, paint_focus_ring
from inspector.ui.common.tokens import ColorName

_BOX, _GAP = 16, 8


def _paint_box(painter: QPainter, corner: QPointF, fill: ColorName | None) -> None:
    """The box with its tick; without a fill it is empty."""
    painter.setPen(QPen(look().color(fill or "edge"), 1.2))
    painter.setBrush(look().color(fill or "surface"))
    painter.drawRoundedRect(QRectF(corner.x() + 0.5, corner.y() + 0.5, _BOX - 1, _BOX - 1), 3, 3)
    if fill:
        painter.setPen(QPen(look().color("on_accent"), 2))
        painter.drawPolyline([corner + QPointF(*place) for place in ((3.6, 8.2), (6.6, 11.2), (12, 5.2))])


class TickDelegate(QStyledItemDelegate):
    """Paints the lines of a list that can be ticked; those that must stay ticked have a quiet box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, box, words, focus ring."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look().color("selection" if selected else "surface"))
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        free = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        corner = QPointF(rect.x() + 3, rect.center().y() - _BOX / 2)
        _paint_box(painter, corner, ("accent_fill" if free else "text3") if ticked else None)
        words = rect.adjusted(3 + _BOX + _GAP, 0, -4, 0)
        draw_text(painter, words, str(index.data()), size="dense", color="text" if free else "text2")
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect.adjusted(1, 0, -1, -1), 3)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a tick of a form."""
        return QSize(60, 44 if look().touch else 26)


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
        _paint_box(
            painter, QPointF(2, (self.height() - _BOX) / 2), "accent_fill" if self.isChecked() else None
        )
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
