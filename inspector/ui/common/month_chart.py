"""Months as stacked bars with last year's line: every bar is a button, arrows move, Enter opens its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.axes import axis_top
from inspector.ui.common.bars import hatch
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, announce, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL, RADIUS_MARK
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class MonthValue:
    """A month: its key, its label, the two stacked counts, and the year before (None draws no line there)."""

    key: str
    label: str
    first: int
    second: int
    year_before: int | None = None

    @property
    def total(self) -> int:
        """Height of the bar."""
        return self.first + self.second


class MonthChart(PaintedWidget):
    """`opened(month_key)` by click or Enter; ←→ Home End move the frame."""

    opened = Signal(str)

    def __init__(self, name: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._unit = name, unit
        self._first_name, self._second_name = "", ""
        self._months: tuple[MonthValue, ...] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def set_months(self, months: Sequence[MonthValue], first_name: str, second_name: str) -> None:
        """Show months; the frame stays on the same month when it is still there."""
        here = self._months[self._at].key if 0 <= self._at < len(self._months) else ""
        self._months = tuple(months)
        self._first_name, self._second_name = first_name, second_name
        self._at = next((n for n, month in enumerate(self._months) if month.key == here), -1)
        self._tell(aloud=False)
        self.update()

    def words(self) -> list[str]:
        """Every month in words: the chart as a list."""
        return [self._words(month) for month in self._months]

    def sizeHint(self) -> QSize:
        return QSize(560, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._legend(painter)
        plot = self._plot()
        top = axis_top(
            max([month.total for month in self._months] + [m.year_before or 0 for m in self._months] + [1])
        )
        self._grid(painter, plot, top)
        for place, month in enumerate(self._months):
            self._bar(painter, plot, place, month, top)
        self._line(painter, plot, top)
        if 0 <= self._at < len(self._months):
            self._frame(painter, plot, self._at, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a month, Enter opens it."""
        last = len(self._months) - 1
        moves = {
            Qt.Key.Key_Left.value: max(0, self._at - 1),
            Qt.Key.Key_Right.value: min(last, self._at + 1),
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: last,
        }
        if event.key() in moves and last >= 0:
            self._move(moves[event.key()], aloud=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.opened.emit(self._months[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame stands somewhere as soon as keys can move it."""
        if self._at < 0 and self._months:
            self._move(len(self._months) - 1, aloud=True)
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The month under the pointer says its figures."""
        place = self._place(event.position())
        if place != self._at and place >= 0:
            self._move(place, aloud=False)

    def leaveEvent(self, event: QEvent) -> None:
        """Without pointer and focus nothing is framed."""
        if not self.hasFocus():
            self._move(-1, aloud=False)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the month's rows."""
        place = self._place(event.position())
        if place >= 0:
            self._move(place, aloud=False)
            self.opened.emit(self._months[place].key)

    def _move(self, place: int, *, aloud: bool) -> None:
        self._at = place
        self._tell(aloud=aloud)
        self.update()

    def _tell(self, *, aloud: bool) -> None:
        words = self._words(self._months[self._at]) if 0 <= self._at < len(self._months) else ""
        self.setAccessibleName(f"{self._name}，{words}" if words else self._name)
        if aloud and words:
            announce(self, words)

    def _words(self, month: MonthValue) -> str:
        parts = [f"{month.label} {month.total:,} {self._unit}", f"{self._first_name} {month.first:,}"]
        parts.append(f"{self._second_name} {month.second:,}")
        if month.year_before is not None:
            parts.append(tr("上年同月 {n}", n=f"{month.year_before:,}"))
        return "，".join(parts)

    def _plot(self) -> QRectF:
        small = look().metrics("caption").height()
        left = look().metrics("caption").horizontalAdvance("0,000") + 8
        return QRectF(
            left, small + 14, max(10, self.width() - left - 4), max(10, self.height() - 2 * small - 24)
        )

    def _column(self, plot: QRectF, place: int) -> QRectF:
        step = plot.width() / max(1, len(self._months))
        wide = min(34.0, step * 0.62)
        return QRectF(plot.left() + step * place + (step - wide) / 2, plot.top(), wide, plot.height())

    def _place(self, point: QPointF) -> int:
        plot = self._plot()
        if not self._months or not plot.adjusted(0, -10, 0, 30).contains(point):
            return -1
        return min(len(self._months) - 1, int((point.x() - plot.left()) / (plot.width() / len(self._months))))

    def _legend(self, painter: QPainter) -> None:
        metrics = look().metrics("caption")
        entries = [(self._first_name, "c1", False), (self._second_name, "c2", True)]
        if any(month.year_before is not None for month in self._months):
            entries.append((tr("上年同月"), "line", False))
        x = float(self.width())
        for name, color, hatched in reversed(entries):
            width = metrics.horizontalAdvance(name)
            x -= width
            draw_text(painter, QRectF(x, 0, width + 2, metrics.height()), name, size="caption", color="text2")
            mark = QRectF(x - 20, metrics.height() / 2 - 6, 12, 12)
            if color == "line":
                painter.setPen(self._dashes())
                painter.drawLine(
                    QPointF(mark.left() - 2, mark.center().y()), QPointF(mark.right() + 2, mark.center().y())
                )
            else:
                painter.fillRect(mark, look().color("c1" if color == "c1" else "c2"))
                if hatched:
                    hatch(painter, mark, look().color("surface"))
            x -= 36

    def _grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        metrics = look().metrics("caption")
        for step in range(5):
            y = plot.bottom() - plot.height() * step / 4
            painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1), look().color("line"))
            text = QRectF(0, y - metrics.height() / 2, plot.left() - 6, metrics.height())
            value = f"{top * step // 4:,}"
            draw_text(painter, text, value, size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight)

    def _bar(self, painter: QPainter, plot: QRectF, place: int, month: MonthValue, top: int) -> None:
        column = self._column(plot, place)
        first = plot.height() * month.first / top
        second = plot.height() * month.second / top
        lower = QRectF(column.left(), plot.bottom() - first, column.width(), first)
        upper = QRectF(column.left(), lower.top() - second, column.width(), second)
        painter.fillRect(lower, look().color("c1"))
        if month.second:
            painter.fillRect(upper, look().color("c2"))
            hatch(painter, upper, look().color("surface"))
        metrics = look().metrics("caption")
        bold = place == self._at
        step = plot.width() / max(1, len(self._months))
        label = QRectF(plot.left() + step * place, plot.bottom() + 6, step, metrics.height())
        draw_text(
            painter, label, month.label, size="caption", color="text" if bold else "text2", bold=bold,
            align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip

    def _dashes(self) -> QPen:
        pen = QPen(look().color("text2"), 1.6)
        pen.setDashPattern([4, 3])
        return pen

    def _line(self, painter: QPainter, plot: QRectF, top: int) -> None:
        path = QPainterPath()
        drawing = False
        for place, month in enumerate(self._months):
            if month.year_before is None:
                drawing = False
                continue
            point = QPointF(
                self._column(plot, place).center().x(),
                plot.bottom() - plot.height() * month.year_before / top,
            )
            if drawing:
                path.lineTo(point)
            else:
                path.moveTo(point)
                drawing = True
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look().color("surface"), 4))  # the line keeps clear of the bars it crosses
        painter.drawPath(path)
        painter.setPen(self._dashes())
        painter.drawPath(path)

    def _frame(self, painter: QPainter, plot: QRectF, place: int, top: int) -> None:
        month = self._months[place]
        column = self._column(plot, place)
        height = plot.height() * month.total / top
        framed = QRectF(column.left() - 4, plot.bottom() - height - 4, column.width() + 8, height + 6)
        if self.hasFocus():
            paint_focus_ring(painter, framed, RADIUS_MARK)
        else:
            painter.setPen(QPen(look().color("text"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(framed, RADIUS_MARK, RADIUS_MARK)
        lines = [
            f"{month.label} · {month.total:,} {self._unit}",
            f"{self._first_name} {month.first:,} · {self._second_name} {month.second:,}",
            tr("打开 {n} {unit}", n=f"{month.total:,}", unit=self._unit),
        ]
        metrics = look().metrics("caption")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 26
        box = QRectF(framed.left() - width - 8, plot.top() - 4, width, 3 * metrics.height() + 14)
        if box.left() < plot.left():
            box.moveLeft(min(framed.right() + 8, self.width() - width - 1.0))
        painter.setPen(QPen(look().color("line2"), 1))
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        for number, line in enumerate(lines):
            row = QRectF(
                box.left() + 12, box.top() + 7 + number * metrics.height(), width - 14, metrics.height()
            )
            draw_text(
                painter,
                row,
                line,
                size="caption",
                color="accent" if number == 2 else "text",
                bold=number == 0,
            )
