"""Lay-out of the page of reasons: dense tables with marks, the arithmetic in bold, the bar from minimum to maximum."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.documents.content import (
    Block,
    Cell,
    Heading,
    Paragraph,
    PartyLine,
    RangeBlock,
    SignatureRows,
    Table,
    Title,
    join,
    runs_text,
    words,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Line
from inspector.documents.page import (
    LEFT,
    MM,
    RIGHT,
    TEXT_WIDTH,
    BoxMark,
    Mark,
    Page,
    RoundMark,
    RuleMark,
    Setter,
    Style,
    TextMark,
    baseline,
)
from inspector.documents.reasons_facts import CheckState
from inspector.documents.tablepage import Row, RowCell, lay_row, split_row
from inspector.domain.money import wan_text

_TOP, _FOOT = 270 * MM, 34 * MM
_TITLE, _HEAD, _TEXT, _CELL, _SMALL = Style(20), Style(13), Style(10.5), Style(9.5), Style(9)
_BOLD = Style(12, bold=True)
_MARK = 9.0
_BAR = 7.0
_STATES = {state.label: state for state in CheckState}


class ReasonsLayout:
    """Sets the blocks of the page down one or more sheets."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self.pages: list[Page] = [Page()]
        self._y = _TOP

    def lay(self, blocks: Sequence[Block]) -> list[Page]:
        """The pages, the signature line under the last block."""
        party: list[PartyLine] = []
        for block in blocks:
            if party and not isinstance(block, PartyLine):
                self._party(party)
                party = []
            match block:
                case Title(_, name):
                    self._line(name, Role.TITLE, _TITLE, centred=True)
                case PartyLine():
                    party.append(block)
                case Heading(text):
                    self._need(60)
                    self._y -= 6
                    self._line(text, Role.HEI, _HEAD)
                case Paragraph(runs, field, indent):
                    style = _BOLD if field == "罚款算式" else _SMALL if field == "说明" else _TEXT
                    self._text(self._setter.lines(runs, style, TEXT_WIDTH, first=indent * style.size), style)
                case Table():
                    self._table(block)
                case RangeBlock():
                    self._bar(block)
                case SignatureRows():
                    self._signs(block)
                case _:
                    raise TypeError(f"not a block of the page of reasons: {type(block).__name__}")
        return self.pages

    @property
    def _marks(self) -> list[Mark]:
        return self.pages[-1].marks

    def _need(self, room: float) -> bool:
        """Open a new sheet when `room` points are not left; whether it did."""
        if self._y - _FOOT >= room:
            return False
        self.pages.append(Page())
        self._y = _TOP
        return True

    def _line(self, text: str, role: Role, style: Style, *, centred: bool = False) -> None:
        for line in self._setter.lines(words(text, role), style, TEXT_WIDTH, justify=False):
            pitch = style.size * 1.5
            x = LEFT + (TEXT_WIDTH - line.end) / 2 if centred else LEFT
            self._marks.append(TextMark(x, baseline(self._y, pitch, style.size), line, style))
            self._y -= pitch

    def _text(self, lines: Sequence[Line], style: Style) -> None:
        pitch = style.size * 1.5
        for line in lines:
            self._need(pitch)
            self._marks.append(TextMark(LEFT, baseline(self._y, pitch, style.size), line, style))
            self._y -= pitch
        self._y -= 2

    def _party(self, lines: Sequence[PartyLine]) -> None:
        """当事人、行为日、适用日 over a rule; the name wraps when it is long."""
        first = self._setter.lines(
            join(words(f"{lines[0].label}：", Role.SONG), lines[0].runs), _TEXT, TEXT_WIDTH
        )
        self._text(first, _TEXT)
        rest = join(*(join(words(f"{one.label}：", Role.SONG), one.runs, "　　") for one in lines[1:]))
        self._text(self._setter.lines(rest, _TEXT, TEXT_WIDTH, justify=False), _TEXT)
        self._marks.append(RuleMark(LEFT, self._y, RIGHT, self._y, 0.7))
        self._y -= 3

    def _table(self, table: Table) -> None:
        widths = [share * TEXT_WIDTH for share in table.widths]
        marked = table.head[0] == "结果"
        rows = [self._cells(row, widths, marked=marked) for row in table.rows]
        head = lay_row(
            [
                RowCell((self._setter.plain(text, Role.HEI, _CELL),), _CELL, width, "centre")
                for text, width in zip(table.head, widths, strict=True)
            ],
            least=18.0,
        )
        self._need(40 + head.height + (min(rows[0].height, 60) if rows else 0))
        title = self._setter.lines(words(table.title, Role.HEI), _TEXT, TEXT_WIDTH, justify=False)
        self._text(title, _TEXT)
        self._draw(head)
        top = self._y + head.height
        for row, cells in zip(rows, table.rows, strict=True):
            state = _STATES.get(runs_text(cells[0].runs)) if marked else None
            rest: Row | None = row
            while rest is not None:
                if rest.height > self._y - _FOOT:
                    if rest.height > 200 and self._y - _FOOT > 60:
                        part, rest = split_row(rest, self._y - _FOOT)
                        self._draw(part)
                    self._outline(top)
                    self._need(10_000)
                    note = self._setter.plain("（续表）", Role.SONG, _SMALL)
                    self._marks.append(TextMark(RIGHT - note.end, self._y - 9, note, _SMALL))
                    self._y -= 14
                    self._draw(head)
                    top = self._y + head.height
                    continue
                if state is not None:
                    self._mark(state, self._y - rest.height / 2)
                self._draw(rest)
                rest = None
        self._outline(top)
        self._y -= 4

    def _cells(self, row: Sequence[Cell], widths: Sequence[float], *, marked: bool) -> Row:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            runs = join(words("　　", Role.SONG), cell.runs) if marked and place == 0 else cell.runs
            lines = self._setter.lines(runs, _CELL, width - 12, justify=False)
            cells.append(RowCell(lines, _CELL, width, "centre" if cell.align == "right" else cell.align))
        return lay_row(cells, least=17.0)

    def _draw(self, row: Row) -> None:
        self._marks.extend(row.marks(LEFT, self._y))
        self._y -= row.height

    def _outline(self, top: float) -> None:
        self._marks.append(BoxMark(LEFT, self._y, TEXT_WIDTH, top - self._y, 0.8))

    def _mark(self, state: CheckState, middle: float) -> None:
        """Disc, square or dashed ring: the shapes of the screen, in black."""
        x, r = LEFT + 12, _MARK / 2
        if state is CheckState.MET:
            self._marks.append(RoundMark(x, middle, r, fill=0.0))
            self._sign(
                ((x - 2.2, middle, x - 0.5, middle - 1.9), (x - 0.5, middle - 1.9, x + 2.4, middle + 2))
            )
        elif state is CheckState.UNMET:
            self._marks.append(BoxMark(x - r, middle - r, _MARK, _MARK, 0.9))
            for x1, y1, x2, y2 in (
                (x - 2.2, middle - 2.2, x + 2.2, middle + 2.2),
                (x - 2.2, middle + 2.2, x + 2.2, middle - 2.2),
            ):
                self._marks.append(RuleMark(x1, y1, x2, y2, 1.0))
        else:
            self._marks.append(RoundMark(x, middle, r, dashed=True))
            line = self._setter.plain("?", Role.HEI, Style(7))
            self._marks.append(TextMark(x - line.end / 2, middle - 2.4, line, Style(7)))

    def _sign(self, strokes: Sequence[tuple[float, float, float, float]]) -> None:
        for x1, y1, x2, y2 in strokes:
            self._marks.append(RuleMark(x1, y1, x2, y2, 1.1, 1.0))

    def _bar(self, block: RangeBlock) -> None:
        """The range with the point above it and the two ends below."""
        self._need(54)
        left, width = LEFT + 6, TEXT_WIDTH - 12
        bar = self._y - 24
        self._marks.append(BoxMark(left, bar, width, _BAR, 0.0, 0.88))
        if block.point_fen is not None:
            share = (block.point_fen - block.low_fen) / (block.high_fen - block.low_fen)
            x = left + width * min(1.0, max(0.0, share))
            self._marks.append(BoxMark(left, bar, x - left, _BAR, 0.0, 0.55))
            self._marks.append(RuleMark(x, bar - 3, x, bar + _BAR + 4, 1.6))
            label = self._setter.plain(f"{wan_text(block.point_fen)}万元", Role.HEI, _CELL)
            at = min(max(LEFT, x - label.end / 2), RIGHT - label.end)
            self._marks.append(TextMark(at, bar + _BAR + 6, label, _CELL))
        low = self._setter.plain(f"{wan_text(block.low_fen)}万元", Role.SONG, _SMALL)
        high = self._setter.plain(f"{wan_text(block.high_fen)}万元", Role.SONG, _SMALL)
        self._marks.append(TextMark(left, bar - 13, low, _SMALL))
        self._marks.append(TextMark(left + width - high.end, bar - 13, high, _SMALL))
        self._y = bar - 18
        if block.note:
            self._text(
                self._setter.lines(words(block.note, Role.SONG), _SMALL, TEXT_WIDTH, justify=False), _SMALL
            )

    def _signs(self, signs: SignatureRows) -> None:
        self._need(40)
        self._y -= 14
        x = LEFT
        for label, share in signs.rows[0]:
            width = share * TEXT_WIDTH
            line = self._setter.plain(label, Role.SONG, _TEXT)
            y = baseline(self._y, 16, _TEXT.size)
            self._marks.append(TextMark(x, y, line, _TEXT))
            self._marks.append(RuleMark(x + line.end + 3, y - 3, x + width - 10, y - 3, 0.6))
            x += width
        self._y -= 18
