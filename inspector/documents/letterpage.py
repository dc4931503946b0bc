"""Lay-out of official letters on the 22 × 28 grid: title, number, party, body, closing block, without widows or a lone seal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.documents.content import (
    Block,
    Closing,
    Heading,
    NumberLine,
    Paragraph,
    PartyLine,
    Title,
    in_role,
    words,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Line, Words
from inspector.documents.page import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    RIGHT,
    TEXT_WIDTH,
    Page,
    RuleMark,
    SealMark,
    Setter,
    Style,
    TextMark,
    baseline,
)

LINES, CHARACTERS = 22, 28
TOP = PAGE_HEIGHT - 37 * MM
PITCH = 225 * MM / LINES
ADVANCE = TEXT_WIDTH / CHARACTERS
BODY = Style(16, ADVANCE)
_HEAD = Style(16, ADVANCE, bold=True)
_TITLE = Style(22)
_NUMBER = Style(14)
_TITLE_LEAD = PITCH * 1.2
_KEPT_WITH_CLOSING = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """One grid line of the body: its place in the paragraph and the paragraph's length."""

    line: Line
    style: Style
    index: int
    count: int
    heading: bool


def lay_letter(blocks: Sequence[Block], setter: Setter) -> list[Page]:
    """Pages of a letter. The closing block never stands on a page without body lines."""
    title, number, rows, closing = _sort(blocks, setter)
    first, top_marks = _opening(title, number, setter)
    tail = _Closing(closing, setter)
    spans = _paginate(rows, LINES - first, tail.height)
    pages: list[Page] = []
    for index, (start, stop) in enumerate(spans):
        page = Page(marks=list(top_marks) if index == 0 else [], numbered=True)
        at = first if index == 0 else 0
        for offset, row in enumerate(rows[start:stop]):
            y = baseline(TOP - (at + offset) * PITCH, PITCH, row.style.size)
            page.marks.append(TextMark(LEFT, y, row.line, row.style))
        if index == len(spans) - 1:
            page.marks.extend(tail.marks(at + stop - start))
        pages.append(page)
    return pages


def number_marks(page_number: int, setter: Setter) -> list[TextMark | RuleMark]:
    """— 1 — in the outer foot: odd pages right, even left, one character in."""
    line = setter.plain(str(page_number), Role.SONG, _NUMBER)
    dash, space = 12.0, 3.0
    width = line.end + 2 * (dash + space) + 2
    x = RIGHT - 14 - width if page_number % 2 else LEFT + 14
    y = TOP - 225 * MM - 7 * MM - 14 * 0.38 - 2
    after = x + 1 + dash + space + line.end + space
    return [
        RuleMark(x + 1, y + 4.9, x + 1 + dash, y + 4.9, 0.7),
        TextMark(x + 1 + dash + space, y, line, _NUMBER),
        RuleMark(after, y + 4.9, after + dash, y + 4.9, 0.7),
    ]


def _sort(blocks: Sequence[Block], setter: Setter) -> tuple[Title, NumberLine, list[_Row], Closing]:
    title: Title | None = None
    number: NumberLine | None = None
    closing: Closing | None = None
    rows: list[_Row] = []
    for block in blocks:
        match block:
            case Title():
                title = block
            case NumberLine():
                number = block
            case Closing():
                closing = block
            case PartyLine(label, runs):
                head = (Words(label + "：", Role.BODY),)
                hang = setter.line(head, BODY).end
                _append(
                    rows, setter.lines((*head, *runs), BODY, TEXT_WIDTH, rest=min(hang, TEXT_WIDTH / 2)), BODY
                )
            case Heading(text):
                lines = setter.lines(words(text, Role.HEI), _HEAD, TEXT_WIDTH, first=2 * ADVANCE)
                _append(rows, lines, _HEAD, heading=True)
            case Paragraph(runs, _, indent):
                _append(rows, setter.lines(runs, BODY, TEXT_WIDTH, first=indent * ADVANCE), BODY)
            case _:
                raise TypeError(f"not a block of a letter: {type(block).__name__}")
    if title is None or number is None or closing is None:
        raise TypeError("a letter needs a title, a number and a closing block")
    return title, number, rows, closing


def _append(rows: list[_Row], lines: tuple[Line, ...], style: Style, *, heading: bool = False) -> None:
    rows.extend(_Row(line, style, index, len(lines), heading) for index, line in enumerate(lines))


def _opening(title: Title, number: NumberLine, setter: Setter) -> tuple[int, list[TextMark]]:
    """Marks of title and number, and the grid line the body begins on (5 when bureau and name take a line each)."""
    lines = [
        *setter.lines(title.bureau, _TITLE, TEXT_WIDTH, justify=False),
        *setter.lines(words(title.name, Role.TITLE), _TITLE, TEXT_WIDTH, justify=False),
    ]
    marks: list[TextMark] = []
    y = TOP - _TITLE.size * 0.95
    for line in lines:
        marks.append(TextMark(LEFT + (TEXT_WIDTH - line.end) / 2, y, line, _TITLE))
        y -= _TITLE_LEAD
    at = math.ceil(1.2 * len(lines))
    # A paper without a number keeps one blank line under its title.
    numbers = setter.lines(number.runs, BODY, TEXT_WIDTH - 2 * ADVANCE, justify=False) if number.runs else ()
    for line in numbers:
        x = RIGHT - ADVANCE - line.end
        marks.append(TextMark(x, baseline(TOP - at * PITCH, PITCH, BODY.size), line, BODY))
        at += 1
    return at + 1, marks


class _Closing:
    """Two blank lines, the bureau's name, the date; the date ends four characters from the right edge."""

    def __init__(self, closing: Closing, setter: Setter) -> None:
        self._day = setter.line(closing.day, BODY)
        whole = setter.line(closing.bureau, BODY)
        width = whole.end
        if whole.end > 20 * ADVANCE:
            width = 20 * ADVANCE
        self._names = setter.lines(in_role(closing.bureau, Role.BODY), BODY, width + 0.1, justify=False)
        self.height = 2 + len(self._names) + 1

    def marks(self, after: int) -> list[TextMark | SealMark]:
        """Marks below `after` used grid lines."""
        day_x = RIGHT - 4 * ADVANCE - self._day.end
        centre = day_x + self._day.end / 2
        widest = max(line.end for line in self._names)
        centre = min(centre, RIGHT - widest / 2)
        found: list[TextMark | SealMark] = []
        at = after + 2
        for line in self._names:
            y = baseline(TOP - at * PITCH, PITCH, BODY.size)
            found.append(TextMark(centre - line.end / 2, y, line, BODY))
            at += 1
        y = baseline(TOP - at * PITCH, PITCH, BODY.size)
        found.append(TextMark(day_x, y, self._day, BODY))
        found.append(SealMark(day_x + self._day.end / 2, y + PITCH / 2))
        return found


def _good_break(rows: Sequence[_Row], at: int) -> bool:
    """Whether a page may end before row `at`: no heading alone at the foot, no single line of a paragraph."""
    before, after = rows[at - 1], rows[at]
    if before.heading:
        return False
    if after.index == 0:
        return True
    if before.index == 0:
        return False
    return not (after.index == after.count - 1 and after.count > 3)


def _paginate(rows: Sequence[_Row], first_room: int, tail: int) -> list[tuple[int, int]]:
    """Spans of rows per page; the last leaves `tail` lines for the closing block."""
    spans: list[tuple[int, int]] = []
    start, room = 0, first_room
    while len(rows) - start > room:
        stop = min(start + room, len(rows) - _KEPT_WITH_CLOSING)
        best = next((at for at in range(stop, max(start, stop - 4), -1) if _good_break(rows, at)), stop)
        spans.append((start, best))
        start, room = best, LINES
    if len(rows) - start + tail > room:
        want = len(rows) - _KEPT_WITH_CLOSING
        lowest = max(start + 1, len(rows) - (LINES - tail))
        best = next(
            (at for at in range(want, lowest - 1, -1) if at < len(rows) and _good_break(rows, at)),
            max(want, lowest),
        )
        spans.append((start, best))
        start = best
    spans.append((start, len(rows)))
    return spans
