"""Rows of tables and the signature rows at the foot of a form: heights, splitting between lines, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.documents.content import SignatureRows, SignedPlace, words
from inspector.documents.faces import Role
from inspector.documents.linebreak import Line
from inspector.documents.page import (
    LEFT,
    MM,
    RIGHT,
    TEXT_WIDTH,
    BoxMark,
    InkMark,
    Mark,
    RuleMark,
    Setter,
    Style,
    TextMark,
    baseline,
)

_LEADING = 1.4
_PAD = 3.5
_SIDE = 6.0
_RIGHT = 5.0
_FOOT = 27.0
_SIGN_PITCH = 23.0
# A drawn name is 12 mm high at most; its row has room for it and for the note of 6 pt below its line.
_DRAWN_HIGH = 12 * MM
_NOTE_ROOM = 7.0
_DRAWN_ROOM = _DRAWN_HIGH - 14 + _NOTE_ROOM


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell whose lines are set; `width` in points. Text of a `top` cell begins at the top; `foot` stands at the lower right."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    align: str
    leading: float = _LEADING
    top: bool = False
    foot: Line | None = None

    @property
    def pitch(self) -> float:
        """Distance of its baselines."""
        return self.style.size * self.leading

    @property
    def height(self) -> float:
        """Height that its lines need."""
        return len(self.lines) * self.pitch + 2 * _PAD + (_FOOT if self.foot else 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells of one height."""

    cells: tuple[RowCell, ...]
    height: float

    def marks(self, x: float, top: float) -> list[TextMark | BoxMark]:
        """Boxes and text of the row below `top`; text stands in the middle of its cell."""
        found: list[TextMark | BoxMark] = []
        for cell in self.cells:
            found.append(BoxMark(x, top - self.height, cell.width, self.height, 0.5))
            y = top - (self.height - len(cell.lines) * cell.pitch) / 2
            if cell.top or cell.foot:
                y = top - _PAD - 1
            if cell.foot is not None:
                right = x + cell.width - _SIDE - cell.foot.end
                found.append(TextMark(right, top - self.height + 10, cell.foot, cell.style))
            for line in cell.lines:
                offset = _SIDE if cell.width > 60 else 4.0
                if cell.align == "centre":
                    offset = max(1.0, (cell.width - line.end) / 2)
                elif cell.align == "right":
                    offset = max(1.0, cell.width - line.end - _RIGHT)
                if line.placed:
                    found.append(
                        TextMark(x + offset, baseline(y, cell.pitch, cell.style.size), line, cell.style)
                    )
                y -= cell.pitch
            x += cell.width
        return found


def lay_row(cells: Sequence[RowCell], *, least: float) -> Row:
    """A row as high as its highest cell, at least `least` points."""
    return Row(tuple(cells), max([least, *(cell.height for cell in cells)]))


def split_row(row: Row, room: float) -> tuple[Row, Row | None]:
    """The row cut between lines: what fits `room` points (one line at the least), and the rest."""
    firsts: list[RowCell] = []
    rests: list[RowCell] = []
    for cell in row.cells:
        fit = max(1, int((room - 2 * _PAD) / cell.pitch))
        firsts.append(replace(cell, lines=cell.lines[:fit]))
        rests.append(replace(cell, lines=cell.lines[fit:]))
    first = lay_row(firsts, least=0.0)
    if not any(cell.lines for cell in rests):
        return first, None
    return first, lay_row(rests, least=20.0)


def signing_height(signs: SignatureRows) -> float:
    """How much higher than empty lines the rows are, in points, for the signatures drawn on them."""
    return sum(_DRAWN_ROOM for index in range(len(signs.rows)) if signs.drawn(index))


def signature_marks(signs: SignatureRows, setter: Setter, foot: float, *, rule: bool) -> list[Mark]:
    """Labels with lines to sign on, below `foot`, and what stands on them; a label in brackets gets no line."""
    style = Style(11)
    found: list[Mark] = []
    if rule:
        found.append(RuleMark(LEFT, foot, RIGHT, foot, 0.7))
    places = {(place.row, place.cell): place for place in signs.places}
    top = foot - 1
    for index, row in enumerate(signs.rows):
        pitch = _SIGN_PITCH if index < 2 else _SIGN_PITCH - 3
        size = style if index < 2 else Style(10)
        room = _DRAWN_ROOM if signs.drawn(index) else 0.0
        # The room is above the line, but for the note under it.
        y = baseline(top - max(0.0, room - _NOTE_ROOM), pitch, size.size)
        x = LEFT
        for cell, (label, share) in enumerate(row):
            width = share * TEXT_WIDTH
            line = setter.line(words(label, Role.SONG), size)
            if label.startswith("（"):
                found.append(TextMark(RIGHT - line.end, y, line, size))
            else:
                found.append(TextMark(x, y, line, size))
                start, end = x + line.end + 3, x + width - 8
                found.append(RuleMark(start, y - 3, end, y - 3, 0.6))
                if (index, cell) in places:
                    found.extend(_signed(places[index, cell], setter, x, start, end, y))
            x += width
        top -= pitch + room
    return found


def _signed(
    place: SignedPlace, setter: Setter, left: float, start: float, end: float, y: float
) -> list[Mark]:
    """A drawn name with its note, or words, on the line from `start` to `end` whose label has its baseline at `y`."""
    found: list[Mark] = []
    if place.ticked:
        found.append(InkMark((((left + 1.5, y + 3.5), (left + 4.2, y + 0.6), (left + 9.5, y + 9.0)),)))
    if place.strokes:
        found.append(InkMark(_fitted(place.strokes, start, y - 1, end - start)))
    if place.note:
        note = Style(6)
        found.append(TextMark(start, y - 10, setter.line(words(place.note, Role.SONG), note), note))
    if place.runs:
        text = Style(10)
        found.append(TextMark(start, y, setter.line(place.runs, text), text))
    return found


def _fitted(
    strokes: Sequence[Sequence[tuple[int, int]]], left: float, bottom: float, wide: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The ink in its own proportions, as large as 12 mm and the line allow; the field's y runs down, the page's up."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    scale = min(wide / max(1, max(xs) - min(xs)), _DRAWN_HIGH / max(1, max(ys) - min(ys)))
    return tuple(
        tuple((left + (x - min(xs)) * scale, bottom + (max(ys) - y) * scale) for x, y in stroke)
        for stroke in strokes
        if stroke
    )
