"""The end of a chart's axis, the same on the screen and on paper."""

from __future__ import annotations


def axis_top(value: int) -> int:
    """The next end of an axis whose quarters are whole: 4, 8, 12, 20 … 400, 600, 800 …"""
    step = 4
    while True:
        for tenths in (10, 15, 20, 25, 30, 40, 50, 60, 80):
            top = step * tenths // 10
            if top >= value and top % 4 == 0:
                return top
        step *= 10
