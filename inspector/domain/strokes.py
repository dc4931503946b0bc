"""Drawn signatures: the field every device draws on, what counts as ink, and how much of it makes a signature."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

WIDE, HIGH = 1000, 400
"""The field: x from 0 to WIDE, y from 0 (top) to HIGH, whole numbers, whatever the screen or paper measures."""

LEAST_INK = 100
"""The length of line below which a drawing is a dot or a slip of the pen, in units of the field."""

MOST_POINTS = 20_000

Stroke: TypeAlias = Sequence[tuple[int, int]]


def ink(strokes: Sequence[Stroke]) -> int:
    """How much line is drawn: the ways across and down added up, in units of the field."""
    return sum(
        abs(after[0] - before[0]) + abs(after[1] - before[1])
        for stroke in strokes
        for before, after in pairwise(stroke)
    )


def inside(x: int, y: int) -> bool:
    """Whether a point lies in the field."""
    return 0 <= x <= WIDE and 0 <= y <= HIGH
