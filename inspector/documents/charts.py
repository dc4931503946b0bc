"""Pictures of figures on paper, drawn as marks in black and grey: stacked columns with a line over them, and bars in tables.

What the screen says by colour, paper says by shape: the second series is hatched, the line is dashed and has rings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inspector.documents.content import ColumnChart, PlaceChart
from inspector.documents.faces import Role
from inspector.documents.page import BoxMark, Mark, RoundMark, RuleMark, Setter, Style, TextMark
from inspector.domain.axes import axis_top
from inspector.domain.plane import Plane, disc_radius

_SMALL, _LABEL = Style(9), Style(8)
_FIRST_GREY, _BAR_GREY = 0.35, 0.5
_LEGEND = 16.0
_LABELS = 15.0
_HATCH = 3.0
_LEAST_STEP = 17.0  # below it every second label is left out


def column_marks(
    chart: ColumnChart, setter: Setter, left: float, bottom: float, width: float, height: float
) -> Iterator[Mark]:
    """The chart in its box: legend above, axis at the left, a label under each column."""
    top = axis_top(max([1, *(c.first + c.second for c in chart.columns), *_befores(chart)]))
    numbers = [setter.plain(f"{top * step // 4:,}", Role.SONG, _SMALL) for step in range(5)]
    x0 = left + max(line.end for line in numbers) + 5
    y0, high = bottom + _LABELS, height - _LEGEND - _LABELS - 4
    wide = left + width - x0
    yield from _legend(chart, setter, left + width, bottom + height - 11)
    for step, line in enumerate(numbers):
        y = y0 + high * step / 4
        yield RuleMark(x0, y, x0 + wide, y, 0.6 if step == 0 else 0.3, 0.0 if step == 0 else 0.6)
        yield TextMark(x0 - 4 - line.end, y - 3, line, _SMALL)
    step_px = wide / max(1, len(chart.columns))
    for place, column in enumerate(chart.columns):
        middle = x0 + step_px * (place + 0.5)
        w = min(18.0, step_px * 0.62)
        first, second = high * column.first / top, high * column.second / top
        if column.first:
            yield BoxMark(middle - w / 2, y0, w, first, 0.4, _FIRST_GREY)
        if column.second:
            yield from hatched(middle - w / 2, y0 + first, w, second)
        if step_px >= _LEAST_STEP or place % 2 == 0:
            label = setter.plain(column.label, Role.SONG, _LABEL)
            yield TextMark(middle - label.end / 2, bottom + 3, label, _LABEL)
    points = [
        None if c.before is None else (x0 + step_px * (place + 0.5), y0 + high * c.before / top)
        for place, c in enumerate(chart.columns)
    ]
    yield from _line(points)


def place_marks(
    chart: PlaceChart, setter: Setter, left: float, bottom: float, width: float, height: float
) -> Iterator[Mark]:
    """Discs whose area follows the count, those of the table's rows with their number; a scale below, and north."""
    yield BoxMark(left, bottom, width, height, 0.4)
    plane = Plane.fit([place[:2] for place in chart.places], width - 60, height - 64)
    most = max(count for *_, count in chart.places)
    x0, y0 = left + width / 2, bottom + (height + 14) / 2
    spots = [(*plane.place(lat, lon), disc_radius(count, most)) for lat, lon, count in chart.places]
    for east, north, radius in reversed(spots):
        yield RoundMark(x0 + east, y0 + north, radius, fill=0.8)
        yield RoundMark(x0 + east, y0 + north, radius)
    for number, (east, north, radius) in enumerate(spots[: len(chart.rows)], 1):
        label = setter.plain(str(number), Role.SONG, _LABEL)
        beside = 0.0 if label.end < radius * 1.6 else radius + 1 + label.end / 2
        yield TextMark(x0 + east + beside - label.end / 2, y0 + north - 3, label, _LABEL)
    length, words = plane.scale(40)
    yield RuleMark(left + 10, bottom + 8, left + 10 + length, bottom + 8, 1.0)
    for x in (left + 10, left + 10 + length):
        yield RuleMark(x, bottom + 8, x, bottom + 12, 1.0)
    yield TextMark(left + 15 + length, bottom + 6, setter.plain(words, Role.SONG, _LABEL), _LABEL)
    up = setter.plain("北 ↑", Role.SONG, _LABEL)
    yield TextMark(left + width - 8 - up.end, bottom + 6, up, _LABEL)


def bar_marks(x: float, middle: float, width: float, share: float) -> Iterator[Mark]:
    """A bar of a table: `share` of the room, at least a hair when there is anything."""
    if share > 0:
        yield BoxMark(x, middle - 4, max(0.8, width * min(1.0, share)), 8, 0.0, _BAR_GREY)


def hatched(x: float, y: float, w: float, h: float) -> Iterator[Mark]:
    """A box with lines from lower left to upper right, cut at its edges."""
    offset = -math.floor(h / _HATCH) * _HATCH
    while offset < w:
        x1, y1 = x + max(offset, 0.0), y + max(-offset, 0.0)
        run = min(x + w - x1, y + h - y1)
        if run > 0:
            yield RuleMark(x1, y1, x1 + run, y1 + run, 0.5)
        offset += _HATCH
    yield BoxMark(x, y, w, h, 0.6)


def _befores(chart: ColumnChart) -> list[int]:
    return [column.before for column in chart.columns if column.before is not None]


def _line(points: Sequence[tuple[float, float] | None]) -> Iterator[Mark]:
    """Dashes between neighbouring points, a ring on each."""
    for one, two in pairwise(points):
        if one is not None and two is not None:
            yield from _dashes(one, two)
    for point in points:
        if point is not None:
            yield RoundMark(*point, 2.4, fill=1.0)
            yield RoundMark(*point, 2.0)


def _dashes(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Mark]:
    length = math.dist(start, end)
    count = max(1, round(length / 6))
    for number in range(count):
        at, to = number / count, (number + 0.6) / count
        yield RuleMark(
            start[0] + (end[0] - start[0]) * at,
            start[1] + (end[1] - start[1]) * at,
            start[0] + (end[0] - start[0]) * to,
            start[1] + (end[1] - start[1]) * to,
            1.0,
        )


def _legend(chart: ColumnChart, setter: Setter, right: float, y: float) -> Iterator[Mark]:
    names = [(chart.first, "solid"), (chart.second, "hatched")]
    if _befores(chart):
        names.append((chart.line, "line"))
    x = right
    for name, kind in reversed(names):
        line = setter.plain(name, Role.SONG, _SMALL)
        x -= line.end
        yield TextMark(x, y, line, _SMALL)
        x -= 16
        if kind == "solid":
            yield BoxMark(x + 4, y - 1, 8, 8, 0.4, _FIRST_GREY)
        elif kind == "hatched":
            yield from hatched(x + 4, y - 1, 8, 8)
        else:
            yield from _line([(x - 2, y + 3), (x + 11, y + 3)])
        x -= 10
