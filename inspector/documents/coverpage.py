"""Lay-out of the case cover (封面) and of the label for the spine of the box (脊背标签)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector.documents.content import Block, FieldTable, Paragraph, Runs, Title, in_role, words
from inspector.documents.faces import Role
from inspector.documents.linebreak import Line, Words
from inspector.documents.page import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    BoxMark,
    Mark,
    Page,
    RuleMark,
    Setter,
    Style,
    TextMark,
)

_BUREAU, _NAME, _SUB, _LABEL, _FOOT = Style(22), Style(36, 46), Style(16), Style(15), Style(13)
_VALUE_STEPS = (Style(15), Style(12), Style(10.5), Style(9))
_LABEL_SPACE = 78.0
_INSET = 16.0
_LINE = 32.0
_MOST_VALUE_LINES = 5
_LOWEST = 58 * MM
_FOOT_LOWEST = 40 * MM


def _centred(line: Line, y: float, style: Style) -> TextMark:
    return TextMark(LEFT + (TEXT_WIDTH - line.end) / 2, y, line, style)


def lay_cover(blocks: Sequence[Block], setter: Setter) -> list[Page]:
    """Bureau, name with wide tracking, main or side volume, labels with values on underlines, volume count.

    One page, unless the values are so long that rows go to a second.
    """
    marks: list[Mark] = []
    pages = [Page(marks)]
    y = PAGE_HEIGHT - 62 * MM
    foot = False
    for block in blocks:
        match block:
            case Title(bureau, name):
                for line in setter.lines(bureau, _BUREAU, TEXT_WIDTH, justify=False):
                    marks.append(_centred(line, y, _BUREAU))
                    y -= 32
                y -= 28
                marks.append(_centred(setter.plain(name, Role.TITLE, _NAME), y, _NAME))
                y -= 44
            case Paragraph(runs):
                style = _FOOT if foot else _SUB
                at = min(y - 34, 52 * MM) if foot else y
                if at < _FOOT_LOWEST:
                    marks, at = [], PAGE_HEIGHT - 40 * MM
                    pages.append(Page(marks))
                marks.append(_centred(setter.line(runs, style), at, style))
                y = at - 52
            case FieldTable(rows=rows):
                for row in rows:
                    trial: list[Mark] = []
                    after = _cover_row(row.pairs, y, trial, setter)
                    if after < _LOWEST:
                        marks, y, trial = [], PAGE_HEIGHT - 40 * MM, []
                        pages.append(Page(marks))
                        after = _cover_row(row.pairs, y, trial, setter)
                    marks.extend(trial)
                    y = after
                foot = True
            case _:
                raise TypeError(f"not a block of a cover: {type(block).__name__}")
    return pages


def _cover_row(pairs: Sequence[tuple[str, Runs]], y: float, marks: list[Mark], setter: Setter) -> float:
    """Labels spread over four characters, values on underlines; a long value takes more lines, then smaller type."""
    share = (TEXT_WIDTH - 2 * _INSET) / len(pairs)
    lowest = y
    for index, (label, runs) in enumerate(pairs):
        x = LEFT + _INSET + index * share + (12 if index else 0)
        _spread(label, x, y, marks, setter)
        left, right = x + _LABEL_SPACE, LEFT + _INSET + (index + 1) * share
        style, lines = _value_lines(in_role(runs, Role.KAI), right - left - 6, setter, short=len(pairs) > 1)
        pitch = _LINE if len(lines) < 3 else 1.7 * style.size
        at = y
        for line in lines or (setter.plain("", Role.KAI, style),):
            if not all(item.cluster.blank for item in line.placed):
                marks.append(TextMark(left + 4, at, line, style))
            marks.append(RuleMark(left, at - 6, right, at - 6, 0.6))
            at -= pitch
        lowest = min(lowest, at + pitch - _LINE)
    return lowest


def _value_lines(runs: Runs, room: float, setter: Setter, *, short: bool) -> tuple[Style, Sequence[Line]]:
    """The value as large as it fits. A short one of two in a row is rather set smaller than broken (归档日期, 归档号)."""
    found: list[tuple[Style, Sequence[Line]]] = []
    for style in _VALUE_STEPS:
        lines = setter.lines(runs, style, room, justify=False)
        if len(lines) <= 1:
            return style, lines
        found.append((style, lines))
        if not short:
            break
    for style, tried in found:
        if len(tried) <= _MOST_VALUE_LINES:
            return style, tried
    for style in _VALUE_STEPS[len(found) :]:
        lines = setter.lines(runs, style, room, justify=False)
        if len(lines) <= _MOST_VALUE_LINES:
            break
    return style, lines


def _spread(label: str, x: float, y: float, marks: list[Mark], setter: Setter) -> None:
    """A label over the width of four characters."""
    step = 3 * _LABEL.size / (len(label) - 1) if 1 < len(label) < 4 else _LABEL.size
    style = Style(_LABEL.size, step) if 1 < len(label) < 4 else _LABEL
    marks.append(TextMark(x, y, setter.plain(label, Role.SONG, style), style))


_SPINE_WIDE, _SPINE_HIGH = 30 * MM, 240 * MM
_CELL = re.compile(r"[〔（]?[0-9A-Za-z.\-/]{1,10}[〕）]?|.")
_SPINE_STEPS = tuple(Style(size) for size in (16, 13, 10.5, 9, 7.5, 6, 5, 4, 3.5))


def lay_spine(blocks: Sequence[Block], setter: Setter) -> list[Page]:
    """A label of 30 × 240 mm to cut out: each entry under its small head, its text running down."""
    left, top = (PAGE_WIDTH - _SPINE_WIDE) / 2, PAGE_HEIGHT - 24 * MM
    marks: list[Mark] = [BoxMark(left, top - _SPINE_HIGH, _SPINE_WIDE, _SPINE_HIGH, 1.0)]
    entries: list[tuple[str, Runs]] = []
    for block in blocks:
        match block:
            case Title(bureau, name):
                entries += [(name, bureau)]
            case FieldTable(rows=rows):
                entries += [pair for row in rows for pair in row.pairs]
            case _:
                raise TypeError(f"not a block of a spine label: {type(block).__name__}")
    heights = _shares(entries)
    y = top
    for (label, runs), high in zip(entries, heights, strict=True):
        _spine_entry(label, runs, (left, y, high), marks, setter)
        y -= high
        marks.append(RuleMark(left, y, left + _SPINE_WIDE, y, 0.5))
    return [Page(marks)]


def _cells(runs: Runs) -> list[str]:
    """What stands one under the other: a Han character, or a run of digits that stays upright."""
    text = "".join(run.text for run in runs if isinstance(run, Words)).replace("\n", "")
    return _CELL.findall(text)


def _shares(entries: Sequence[tuple[str, Runs]]) -> list[float]:
    """Heights of the entries: long texts get more."""
    weights = []
    for _, runs in entries:
        cells = _cells(runs)
        single = len(cells) <= 6 or any(len(cell) > 1 for cell in cells)
        weights.append(1.8 + min(24, len(cells) if single else -(-len(cells) // 2)))
    return [_SPINE_HIGH * weight / sum(weights) for weight in weights]


def _spine_entry(
    label: str, runs: Runs, place: tuple[float, float, float], marks: list[Mark], setter: Setter
) -> None:
    left, top, high = place
    head = Style(9)
    line = setter.line(words(label, Role.HEI), head)
    marks.append(TextMark(left + (_SPINE_WIDE - line.end) / 2, top - 14, line, head))
    lines, style, rows, wide = _spine_columns(_cells(runs), high - 26, setter)
    columns = -(-len(lines) // rows)
    right = left + (_SPINE_WIDE + columns * wide) / 2
    for index, cell in enumerate(lines):
        column, row = divmod(index, rows)
        x = right - (column + 1) * wide + (wide - cell.end) / 2
        marks.append(TextMark(x, top - 22 - row * style.size * 1.15 - 0.86 * style.size, cell, style))


def _spine_columns(cells: list[str], room: float, setter: Setter) -> tuple[list[Line], Style, int, float]:
    """Cells set as large as they fit: their lines, style, rows a column, and width of a column.

    Two columns at the most while the type is easy to read; then more columns, digits one by one, smaller type.
    """
    singles = list("".join(cells))
    for style in _SPINE_STEPS:
        for pieces in (cells, singles):
            lines = [setter.plain(piece, Role.SONG, style) for piece in pieces]
            most = max(1, int(room / (style.size * 1.15)))
            columns = max(1, -(-len(lines) // most))
            wide = max([style.size, *(line.end for line in lines)]) * 1.15
            if columns * wide <= _SPINE_WIDE - 6 and (columns <= 2 or style.size < 9):
                return lines, style, max(1, -(-len(lines) // columns)), wide
    return lines, style, most, wide
