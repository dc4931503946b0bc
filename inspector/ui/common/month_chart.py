"""Months as stacked bars with last year's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from inspector.ui.common.bars import hatch
from inspector.ui.common.column_chart import ColumnChart, ColumnValue
from inspector.ui.common.look import look
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


class MonthChart(ColumnChart):
    """`opened(month_key)`."""

    def __init__(self, name: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._unit = unit
        self._first_name, self._second_name = "", ""
        self._months: tuple[MonthValue, ...] = ()

    def set_months(self, months: Sequence[MonthValue], first_name: str, second_name: str) -> None:
        """Show months; the frame stays on the same month when it is still there."""
        self._months = tuple(months)
        self._first_name, self._second_name = first_name, second_name
        self._show([ColumnValue(m.key, m.label, m.total, m.year_before) for m in self._months])

    def _words(self, place: int) -> str:
        month = self._months[place]
        parts = [f"{month.label} {month.total:,} {self._unit}", f"{self._first_name} {month.first:,}"]
        parts.append(f"{self._second_name} {month.second:,}")
        if month.year_before is not None:
            parts.append(tr("上年同月 {n}", n=f"{month.year_before:,}"))
        return "，".join(parts)

    def _box_lines(self, place: int) -> list[str]:
        month = self._months[place]
        return [
            f"{month.label} · {month.total:,} {self._unit}",
            f"{self._first_name} {month.first:,} · {self._second_name} {month.second:,}",
            tr("打开 {n} {unit}", n=f"{month.total:,}", unit=self._unit),
        ]

    def _bar(self, painter: QPainter, column: QRectF, place: int, scale: float) -> None:
        month = self._months[place]
        first, second = month.first * scale, month.second * scale
        lower = QRectF(column.left(), column.bottom() - first, column.width(), first)
        painter.fillRect(lower, look().color("c1"))
        if month.second:
            upper = QRectF(column.left(), lower.top() - second, column.width(), second)
            painter.fillRect(upper, look().color("c2"))
            hatch(painter, upper, look().color("surface"))

    def _line(self, painter: QPainter, points: Sequence[QPointF | None]) -> None:
        path = QPainterPath()
        drawing = False
        for point in points:
            if point is None:
                drawing = False
            elif drawing:
                path.lineTo(point)
            else:
                path.moveTo(point)
                drawing = True
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look().color("surface"), 4))  # the line keeps clear of the bars it crosses
        painter.drawPath(path)
        painter.setPen(_dashes())
        painter.drawPath(path)

    def _entries(self) -> list[str]:
        known = any(month.year_before is not None for month in self._months)
        return [self._first_name, self._second_name, *([tr("上年同月")] if known else [])]

    def _legend_mark(self, painter: QPainter, number: int, mark: QRectF) -> None:
        if number == 2:
            painter.setPen(_dashes())
            middle = mark.center().y()
            painter.drawLine(QPointF(mark.left() - 2, middle), QPointF(mark.right() + 2, middle))
            return
        painter.fillRect(mark, look().color("c2" if number else "c1"))
        if number:
            hatch(painter, mark, look().color("surface"))


def _dashes() -> QPen:
    pen = QPen(look().color("text2"), 1.6)
    pen.setDashPattern([4, 3])
    return pen
