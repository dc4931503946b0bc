"""Shapes of the drawing tools: a mark from two points, the mark under a point, a mark moved; pure, no Qt.

Points are ten-thousandths of the upright picture, as in `inspector.domain.layers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.domain.layers import (
    FULL,
    Arrow,
    Blur,
    Box,
    Crop,
    Hidden,
    Ink,
    Label,
    Layers,
    Mark,
    Measure,
    Stamp,
)

Point = tuple[int, int]
LEAST = 60
_NEAR = 220


class Tool(StrEnum):
    """What a drag or two key presses make."""

    PICK = "pick"
    ARROW = "arrow"
    BOX = "box"
    LABEL = "label"
    MEASURE = "measure"
    BLUR = "blur"
    CROP = "crop"


NEEDS_TEXT = frozenset({Tool.LABEL, Tool.MEASURE})


@dataclass(frozen=True, slots=True)
class Pen:
    """What the next mark is made with."""

    tool: Tool = Tool.ARROW
    ink: Ink = Ink.RED
    text: str = ""
    size: int = 400
    hides: Hidden = Hidden.FACE


def clamped(x: float, y: float) -> Point:
    """A point inside the picture."""
    return min(FULL, max(0, round(x))), min(FULL, max(0, round(y)))


def shape(pen: Pen, start: Point, end: Point) -> Mark | Crop | None:
    """What the pen makes of two points; None when it is too small to be meant, or lacks its text."""
    (x1, y1), (x2, y2) = start, end
    left, top, wide, high = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    if pen.tool is Tool.LABEL:
        return Label(x1, y1, pen.text, pen.size, pen.ink) if pen.text else None
    if pen.tool in (Tool.ARROW, Tool.MEASURE):
        if max(wide, high) < LEAST:
            return None
        if pen.tool is Tool.ARROW:
            return Arrow(x1, y1, x2, y2, pen.ink)
        return Measure(x1, y1, x2, y2, pen.text, pen.ink) if pen.text else None
    if min(wide, high) < LEAST:
        return None
    if pen.tool is Tool.BOX:
        return Box(left, top, wide, high, pen.ink)
    if pen.tool is Tool.BLUR:
        return Blur(left, top, wide, high, pen.hides)
    return Crop(left, top, wide, high) if pen.tool is Tool.CROP else None


def with_shape(layers: Layers, made: Mark | Crop) -> Layers:
    """The layers with one more mark, or another crop. Raises InvalidValueError when there are too many."""
    if isinstance(made, Crop):
        return replace(layers, crop=made)
    return replace(layers, marks=(*layers.marks, made))


def without(layers: Layers, place: int) -> Layers:
    """The layers without one mark."""
    return replace(layers, marks=layers.marks[:place] + layers.marks[place + 1 :])


def with_stamp(layers: Layers, lines: Sequence[str]) -> Layers:
    """The layers with the stamp of these lines, which takes the place of a former one; no lines take it away."""
    rest = tuple(mark for mark in layers.marks if not isinstance(mark, Stamp))
    return replace(layers, marks=(*rest, Stamp(tuple(lines))) if lines else rest)


def moved(mark: Mark, dx: int, dy: int) -> Mark:
    """The mark moved as far as the picture allows; a stamp stays where it is."""
    if isinstance(mark, Stamp):
        return mark
    left, top, right, bottom = bounds(mark)
    dx = min(FULL - right, max(-left, dx))
    dy = min(FULL - bottom, max(-top, dy))
    if isinstance(mark, Arrow | Measure):
        return replace(mark, x1=mark.x1 + dx, y1=mark.y1 + dy, x2=mark.x2 + dx, y2=mark.y2 + dy)
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


def with_moved(layers: Layers, place: int, dx: int, dy: int) -> Layers:
    """The layers with one mark moved."""
    marks = list(layers.marks)
    marks[place] = moved(marks[place], dx, dy)
    return replace(layers, marks=tuple(marks))


def bounds(mark: Mark) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a mark's anchor points; a text counts as its corner, a stamp as the foot."""
    if isinstance(mark, Arrow | Measure):
        return min(mark.x1, mark.x2), min(mark.y1, mark.y2), max(mark.x1, mark.x2), max(mark.y1, mark.y2)
    if isinstance(mark, Label):
        return mark.x, mark.y, mark.x, mark.y
    if isinstance(mark, Stamp):
        return 0, FULL - 1200, FULL, FULL
    return mark.x, mark.y, mark.x + mark.w, mark.y + mark.h


def mark_at(layers: Layers, point: Point) -> int:
    """The place of the uppermost mark near a point, -1 when there is none. A stamp is taken away by its button."""
    for place in range(len(layers.marks) - 1, -1, -1):
        mark = layers.marks[place]
        if not isinstance(mark, Stamp) and _hit(mark, point):
            return place
    return -1


def _hit(mark: Arrow | Box | Label | Measure | Blur, point: Point) -> bool:
    if isinstance(mark, Arrow | Measure):
        return _distance(point, (mark.x1, mark.y1), (mark.x2, mark.y2)) <= _NEAR
    if isinstance(mark, Label):
        wide = mark.size * max(len(line) for line in mark.text.split("\n"))
        high = mark.size * (1 + mark.text.count("\n"))
        return mark.x <= point[0] <= mark.x + wide and mark.y <= point[1] <= mark.y + high
    left, top, right, bottom = bounds(mark)
    return left - _NEAR <= point[0] <= right + _NEAR and top - _NEAR <= point[1] <= bottom + _NEAR


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a line between two points."""
    across, down = end[0] - start[0], end[1] - start[1]
    length2 = across * across + down * down
    along = 0.0
    if length2:
        along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length2
        along = min(1.0, max(0.0, along))
    x, y = start[0] + along * across, start[1] + along * down
    return float(((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5)
