"""Weeks as bars with a line over them: how often was looked, and what was found. Both count from one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from inspector.ui.common.column_chart import ColumnChart, ColumnValue
from inspector.ui.common.look import look
from inspector.ui.common.words import tr

_RING = 4.0


@dataclass(frozen=True, slots=True)
class WeekValue:
    """A week: its key, its label under the axis, its days in words, visits (bar) and cases (line)."""

    key: str
    label: str
    days: str
    visits: int
    cases: int


class WeekChart(ColumnChart):
    """`opened(week_key)`. The line has rings, so that it is told from the bars without colour."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._weeks: tuple[WeekValue, ...] = ()

    def set_weeks(self, weeks: Sequence[WeekValue]) -> None:
        """Show weeks; the frame stays on the same week when it is still there."""
        self._weeks = tuple(weeks)
        self._show([ColumnValue(w.key, w.label, w.visits, w.cases) for w in self._weeks])

    def _words(self, place: int) -> str:
        week = self._weeks[place]
        return tr(
            "{days}，检查 {n} 次，发现案件 {m} 宗", days=week.days, n=f"{week.visits:,}", m=f"{week.cases:,}"
        )

    def _box_lines(self, place: int) -> list[str]:
        week = self._weeks[place]
        return [
            week.days,
            tr("检查 {n} 次 · 发现案件 {m} 宗", n=f"{week.visits:,}", m=f"{week.cases:,}"),
            tr("打开 {n} 条", n=f"{week.visits + week.cases:,}"),
        ]

    def _line(self, painter: QPainter, points: Sequence[QPointF | None]) -> None:
        held = [point for point in points if point is not None]
        if not held:
            return
        path = QPainterPath(held[0])
        for point in held[1:]:
            path.lineTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look().color("surface"), 5))  # the line keeps clear of the bars it crosses
        painter.drawPath(path)
        painter.setPen(QPen(look().color("c2"), 2))
        painter.drawPath(path)
        for point in held:
            _ring(painter, point)

    def _entries(self) -> list[str]:
        return [tr("检查"), tr("发现案件")]

    def _legend_mark(self, painter: QPainter, number: int, mark: QRectF) -> None:
        if not number:
            super()._legend_mark(painter, number, mark)
            return
        painter.setPen(QPen(look().color("c2"), 2))
        middle = mark.center()
        painter.drawLine(QPointF(mark.left() - 5, middle.y()), QPointF(mark.right() + 2, middle.y()))
        _ring(painter, middle)


def _ring(painter: QPainter, point: QPointF) -> None:
    painter.setBrush(look().color("surface"))
    painter.setPen(QPen(look().color("c2"), 2))
    painter.drawEllipse(point, _RING, _RING)
