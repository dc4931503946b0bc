"""A timeline of dated events: mark, day, title, detail; each line a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.common.layout import clear
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """An event: id, when as shown ("11-24"), title, detail, mark (None = a plain dot)."""

    id: str
    when: str
    title: str
    detail: str = ""
    mark: Mark | None = None


class _Event(PaintedButton):
    def __init__(self, item: TimelineItem, first: bool, last: bool, when_width: int) -> None:
        super().__init__(item.title)
        self._item, self._first, self._last, self._when = item, first, last, when_width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        state = item.mark.word if item.mark else ""
        self.setAccessibleName(
            "，".join(part for part in (item.when, item.title, item.detail, state) if part)
        )

    def sizeHint(self) -> QSize:
        lines = look().metrics("dense").height() + (
            look().metrics("caption").height() if self._item.detail else 0
        )
        return QSize(220, max(44 if look().touch else 32, lines + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item, first_line = self._item, look().metrics("dense").height()
        if self.underMouse():
            painter.fillRect(self.rect(), look().color("sunken"))
        draw_text(painter, QRectF(0, 5, self._when, first_line), item.when, size="dense", color="text2")
        x, y = self._when + 18, 5 + first_line / 2
        painter.setPen(QPen(look().color("line2"), 1.4))
        if not self._first:
            painter.drawLine(int(x), 0, int(x), int(y - 10))
        if not self._last:
            painter.drawLine(int(x), int(y + 10), int(x), self.height())
        if item.mark:
            paint_mark(painter, QRectF(x - 8, y - 8, 16, 16), item.mark)
        else:
            painter.setBrush(look().color("text3"))
            painter.drawEllipse(QRectF(x - 3.5, y - 3.5, 7, 7))
        left = self._when + 36
        draw_text(painter, QRectF(left, 5, self.width() - left, first_line), item.title, size="dense")
        if item.detail:
            below = QRectF(left, 5 + first_line, self.width() - left, look().metrics("caption").height())
            draw_text(painter, below, item.detail, size="caption", color="text3")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), 4)


class Timeline(QWidget):
    """`opened(item_id)` on click or Enter."""

    opened = Signal(str)

    def __init__(self, items: Sequence[TimelineItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setAccessibleName(tr("时间线"))
        self.set_items(items)

    def set_items(self, items: Sequence[TimelineItem]) -> None:
        """Show these events in the order given."""
        clear(self._box)
        width = max((look().metrics("dense").horizontalAdvance(item.when) for item in items), default=0)
        for place, item in enumerate(items):
            line = _Event(item, place == 0, place == len(items) - 1, width + 2)
            line.clicked.connect(lambda _on=False, key=item.id: self.opened.emit(key))
            self._box.addWidget(line)
