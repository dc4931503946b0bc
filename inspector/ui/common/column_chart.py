"""What charts of columns share: plot, axis, labels, the frame that arrows and pointer move, the box that says the figures.

Every column is a button: a click or Enter opens its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.axes import axis_top
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, announce, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL, RADIUS_MARK, ColorName

_WIDEST = 34.0
_AIR = 6.0


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """A column: its key, its label, its whole height, and the value of the line over it (None draws none)."""

    key: str
    label: str
    total: int
    line: int | None = None


class ColumnChart(PaintedWidget):
    """`opened(key)` by click or Enter; ←→ Home End move the frame. Kinds paint their columns, line and legend."""

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._columns: tuple[ColumnValue, ...] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def words(self) -> list[str]:
        """Every column in words: the chart as a list."""
        return [self._words(place) for place in range(len(self._columns))]

    def sizeHint(self) -> QSize:
        return QSize(560, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._legend(painter)
        plot = self._plot()
        values = [column.total for column in self._columns]
        top = axis_top(max([1, *values, *(column.line or 0 for column in self._columns)]))
        self._grid(painter, plot, top)
        every = self._every(plot)
        for place, column in enumerate(self._columns):
            self._bar(painter, self._column(plot, place), place, plot.height() / top)
            # The first label and every n-th after it; the framed one says itself in its box.
            if place % every == 0:
                self._label(painter, plot, place, column, every)
        points = [
            None
            if column.line is None
            else QPointF(
                self._column(plot, place).center().x(), plot.bottom() - plot.height() * column.line / top
            )
            for place, column in enumerate(self._columns)
        ]
        self._line(painter, points)
        if 0 <= self._at < len(self._columns):
            self._frame(painter, plot, self._at, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a column, Enter opens it."""
        last = len(self._columns) - 1
        moves = {
            Qt.Key.Key_Left.value: max(0, self._at - 1),
            Qt.Key.Key_Right.value: min(last, self._at + 1),
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: last,
        }
        if event.key() in moves and last >= 0:
            self._move(moves[event.key()], aloud=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.opened.emit(self._columns[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame stands somewhere as soon as keys can move it."""
        if self._at < 0 and self._columns:
            self._move(len(self._columns) - 1, aloud=True)
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The column under the pointer says its figures."""
        place = self._place(event.position())
        if place != self._at and place >= 0:
            self._move(place, aloud=False)

    def leaveEvent(self, event: QEvent) -> None:
        """Without pointer and focus nothing is framed."""
        if not self.hasFocus():
            self._move(-1, aloud=False)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the column's rows."""
        place = self._place(event.position())
        if place >= 0:
            self._move(place, aloud=False)
            self.opened.emit(self._columns[place].key)

    def _show(self, columns: Sequence[ColumnValue]) -> None:
        """Other columns; the frame stays on the same key when it is still there."""
        here = self._columns[self._at].key if 0 <= self._at < len(self._columns) else ""
        self._columns = tuple(columns)
        self._at = next((n for n, column in enumerate(self._columns) if column.key == here), -1)
        self._tell(aloud=False)
        self.update()

    def _words(self, place: int) -> str:
        """A column in words."""
        return f"{self._columns[place].label} {self._columns[place].total:,}"

    def _box_lines(self, place: int) -> list[str]:
        """The lines of the box beside a framed column; the last one says what a click opens."""
        return [self._words(place)]

    def _bar(self, painter: QPainter, column: QRectF, place: int, scale: float) -> None:
        """Paint a column that stands on the lower edge of `column`; `scale` is pixels a unit."""
        height = self._columns[place].total * scale
        bar = QRectF(column.left(), column.bottom() - height, column.width(), height)
        painter.fillRect(bar, look().color("c1"))

    def _line(self, painter: QPainter, points: Sequence[QPointF | None]) -> None:
        """Paint the line over the columns; a plain chart has none."""

    def _entries(self) -> list[str]:
        """Names of the legend, as `_legend_mark` numbers them."""
        return []

    def _legend_mark(self, painter: QPainter, number: int, mark: QRectF) -> None:
        """Paint the sign of a name of the legend."""
        painter.fillRect(mark, look().color("c1"))

    def _move(self, place: int, *, aloud: bool) -> None:
        self._at = place
        self._tell(aloud=aloud)
        self.update()

    def _tell(self, *, aloud: bool) -> None:
        words = self._words(self._at) if 0 <= self._at < len(self._columns) else ""
        self.setAccessibleName(f"{self._name}，{words}" if words else self._name)
        if aloud and words:
            announce(self, words)

    def _plot(self) -> QRectF:
        small = look().metrics("caption").height()
        left = look().metrics("caption").horizontalAdvance("0,000") + 8
        return QRectF(
            left, small + 14, max(10, self.width() - left - 4), max(10, self.height() - 2 * small - 24)
        )

    def _column(self, plot: QRectF, place: int) -> QRectF:
        step = plot.width() / max(1, len(self._columns))
        wide = min(_WIDEST, step * 0.62)
        return QRectF(plot.left() + step * place + (step - wide) / 2, plot.top(), wide, plot.height())

    def _every(self, plot: QRectF) -> int:
        """Of how many columns one bears its label, so that labels keep apart."""
        metrics = look().metrics("caption", bold=True)
        widest = max((metrics.horizontalAdvance(column.label) for column in self._columns), default=0)
        step = plot.width() / max(1, len(self._columns))
        return max(1, int(-(-(widest + _AIR) // step)))

    def _place(self, point: QPointF) -> int:
        plot = self._plot()
        if not self._columns or not plot.adjusted(0, -10, 0, 30).contains(point):
            return -1
        step = plot.width() / len(self._columns)
        return min(len(self._columns) - 1, int((point.x() - plot.left()) / step))

    def _legend(self, painter: QPainter) -> None:
        metrics = look().metrics("caption")
        x = float(self.width())
        names = self._entries()
        for number in range(len(names) - 1, -1, -1):
            width = metrics.horizontalAdvance(names[number])
            x -= width
            place = QRectF(x, 0, width + 2, metrics.height())
            draw_text(painter, place, names[number], size="caption", color="text2")
            self._legend_mark(painter, number, QRectF(x - 20, metrics.height() / 2 - 6, 12, 12))
            x -= 36

    def _grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        metrics = look().metrics("caption")
        for step in range(5):
            y = plot.bottom() - plot.height() * step / 4
            painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1), look().color("line"))
            text = QRectF(0, y - metrics.height() / 2, plot.left() - 6, metrics.height())
            value = f"{top * step // 4:,}"
            draw_text(painter, text, value, size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight)

    def _label(self, painter: QPainter, plot: QRectF, place: int, column: ColumnValue, every: int) -> None:
        bold = place == self._at
        step = plot.width() / max(1, len(self._columns))
        room = step * every
        middle = plot.left() + step * (place + 0.5)
        label = QRectF(middle - room / 2, plot.bottom() + 6, room, look().metrics("caption").height())
        draw_text(
            painter, label, column.label, size="caption", color="text" if bold else "text2", bold=bold,
            align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip

    def _frame(self, painter: QPainter, plot: QRectF, place: int, top: int) -> None:
        column = self._column(plot, place)
        height = plot.height() * self._columns[place].total / top
        framed = QRectF(column.left() - 4, plot.bottom() - height - 4, column.width() + 8, height + 6)
        if self.hasFocus():
            paint_focus_ring(painter, framed, RADIUS_MARK)
        else:
            painter.setPen(QPen(look().color("text"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(framed, RADIUS_MARK, RADIUS_MARK)
        lines = self._box_lines(place)
        metrics, strong = look().metrics("caption"), look().metrics("caption", bold=True)
        width = max(strong.horizontalAdvance(line) for line in lines) + 26
        box = QRectF(framed.left() - width - 8, plot.top() - 4, width, len(lines) * metrics.height() + 14)
        if box.left() < plot.left():
            box.moveLeft(min(framed.right() + 8, self.width() - width - 1.0))
        painter.setPen(QPen(look().color("line2"), 1))
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        last = len(lines) - 1
        for number, line in enumerate(lines):
            top_y = box.top() + 7 + number * metrics.height()
            row = QRectF(box.left() + 12, top_y, width - 14, metrics.height())
            color: ColorName = "accent" if number == last else "text"
            draw_text(painter, row, line, size="caption", color=color, bold=number == 0)
