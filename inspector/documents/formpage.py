"""Lay-out of forms: head table, ruled text, tables broken over pages with repeated heads, photos, signatures on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.documents.content import (
    Block,
    Closing,
    FieldTable,
    FormTable,
    Heading,
    LongCell,
    NumberLine,
    Paragraph,
    PhotoBlock,
    Runs,
    SignatureRows,
    StrikeRest,
    Table,
    Title,
    in_role,
    words,
)
from inspector.documents.faces import Role
from inspector.documents.formrows import fitted, form_rows, pair_rows
from inspector.documents.linebreak import Line
from inspector.documents.page import (
    LEFT,
    MM,
    RIGHT,
    TEXT_WIDTH,
    BoxMark,
    Page,
    PictureMark,
    RuleMark,
    SealMark,
    Setter,
    Style,
    TextMark,
    baseline,
)
from inspector.documents.tablepage import Row, RowCell, lay_row, signature_marks, split_row

_SMALL = Style(10.5)
_TEXT = Style(12)
_RULED = Style(12, bold=True)
_RULED_PITCH = 23.0
_PLAIN_PITCH = 20.0
_OPEN_ROW = 26.0
_FEWEST_OPEN = 3
_SEAL_ROOM = 110.0
_INSET = 4.0
_SIGN_RULE = 49 * MM
_MOST_LINES = 4
_PICTURE = (286.0, 216.0)
# A picture gives up height for its rows, so that two photos keep to a page.
_LEAST_PICTURE = 165.0
_PHOTO_GAP = 9.0
_COLUMN_PITCHES = (13.0, 12.0, 11.2)
_PHOTO_LABEL = Style(9.5, grey=0.25)


@dataclass(frozen=True, slots=True)
class FormShape:
    """What differs between forms: sizes of name and bureau, top and foot above the paper's lower edge, head of later pages."""

    name: str
    title: Style
    bureau: Style
    top: float
    foot: float
    continued_head: bool
    ruled: bool = True


class FormLayout:
    """Sets blocks down the page, opening a new one when the next row does not fit."""

    def __init__(self, setter: Setter, shape: FormShape) -> None:
        self._setter = setter
        self._shape = shape
        self.pages: list[Page] = []
        self._y = 0.0
        self._sheet_top = 0.0
        self._number: Runs = ()
        self._number_label = ""
        # Room below the block being set that the seal will need.
        self._kept = 0.0
        self._annex: list[LongCell] = []
        self._heads: list[tuple[Page, float, bool]] = []
        self._repeat: FieldTable | None = None

    def lay(self, blocks: Sequence[Block]) -> list[Page]:
        """Pages of a form, without its signatures struck through and with the page line filled in."""
        signs: SignatureRows | None = None
        for index, block in enumerate(blocks):
            sealed = index + 1 < len(blocks) and isinstance(blocks[index + 1], Closing)
            self._kept = _SEAL_ROOM if sealed else 0.0
            match block:
                case Title(bureau, name):
                    self._title(bureau, name)
                case NumberLine(runs, label):
                    self._number, self._number_label = runs, label
                    self._page_line(first=True)
                case FieldTable():
                    self._fields(block)
                    self._sheet_top = self._y
                    if not self._shape.continued_head:
                        self._repeat = block
                case FormTable():
                    self._form(block)
                case Heading(text):
                    self._text(words(text, Role.HEI), 0, ruled=self._shape.ruled)
                case Closing(bureau, day):
                    self._closing(bureau, day)
                case Paragraph(runs, _, indent):
                    self._text(runs, indent, ruled=self._shape.ruled)
                case Table():
                    self._table(block)
                case PhotoBlock():
                    self._photo(block)
                case StrikeRest():
                    self._strike()
                case SignatureRows():
                    signs = block
                case _:
                    self._other(block)
        self._annexes()
        for page in self.pages:
            if signs is not None:
                page.marks.extend(
                    signature_marks(signs, self._setter, self._shape.foot, rule=self._shape.continued_head)
                )
        self._fill_page_lines()
        return self.pages

    def _other(self, block: Block) -> None:
        raise TypeError(f"not a block of a form: {type(block).__name__}")

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    @property
    def _half(self) -> float:
        """Height of one of two photo blocks on a sheet."""
        return (self._sheet_top - self._shape.foot - 6 - _PHOTO_GAP) / 2 - 1

    @property
    def _room(self) -> float:
        return self._y - self._shape.foot - 6

    def _open(self) -> None:
        self.pages.append(Page())
        self._y = self._shape.top
        if len(self.pages) > 1 and self._shape.continued_head:
            self._page_line(first=False)
        elif len(self.pages) > 1 and self._repeat is not None:
            self._title((), self._shape.name, opened=True)
            self._fields(self._repeat)

    def _put(self, line: Line, x: float, top: float, pitch: float, style: Style) -> None:
        self._page.marks.append(TextMark(x, baseline(top, pitch, style.size), line, style))

    def _title(self, bureau: Runs, name: str, *, opened: bool = False) -> None:
        if not opened:
            self._open()
        for runs, style in ((bureau, self._shape.bureau), (words(name, Role.TITLE), self._shape.title)):
            if not runs:
                continue
            pitch = style.size * 1.36
            for line in self._setter.lines(runs, style, TEXT_WIDTH, justify=False):
                self._put(line, LEFT + (TEXT_WIDTH - line.end) / 2, self._y, pitch, style)
                self._y -= pitch
        if not self._shape.continued_head:
            self._y -= 6

    def _page_line(self, *, first: bool) -> None:
        """Room for the line with number and page; filled when the count of pages is known."""
        self._heads.append((self._page, self._y, first))
        self._y -= 20
        if not first:
            self._page.marks.append(RuleMark(LEFT, self._y, RIGHT, self._y, 0.7))

    def _fill_page_lines(self) -> None:
        for index, (page, top, first) in enumerate(self._heads, start=1):
            count = self._setter.plain(f"第 {index} 页　共 {len(self.pages)} 页", Role.SONG, _SMALL)
            y = baseline(top, 20, _SMALL.size)
            page.marks.append(TextMark(RIGHT - count.end, y, count, _SMALL))
            number = self._setter.line(
                (*words(f"{self._number_label}：", Role.SONG), *in_role(self._number, Role.SONG)), _SMALL
            )
            if not self._number:
                number = self._setter.plain("", Role.SONG, _SMALL)
            if first:
                page.marks.append(TextMark(LEFT, y, number, _SMALL))
                continue
            page.marks.append(TextMark(RIGHT - count.end - 18 - number.end, y, number, _SMALL))
            name = self._setter.plain(f"{self._shape.name}（续页）", Role.SONG, _SMALL)
            page.marks.append(TextMark(LEFT, y, name, _SMALL))

    def _fields(self, table: FieldTable) -> None:
        top = self._y
        for row in table.rows:
            for laid in pair_rows(row, self._setter):
                page = self._page
                if laid.height > self._room and self._y < top:
                    self._frame(top)
                self._row(laid)
                if self._page is not page:
                    top = self._y + laid.height
        self._frame(top)
        self._y -= 4 if self._shape.continued_head else 7

    def _row(self, row: Row) -> None:
        """Put a row at the cursor; one taller than half a page is split between its lines."""
        rest: Row | None = row
        while rest is not None and rest.height > self._room:
            tall = rest.height > (self._shape.top - self._shape.foot) / 2
            if tall and self._room > 60:
                part, rest = split_row(rest, self._room)
                self._draw_row(part)
            if rest is not None:
                self._open()
        if rest is not None:
            self._draw_row(rest)

    def _draw_row(self, row: Row) -> None:
        self._page.marks.extend(row.marks(LEFT, self._y))
        self._y -= row.height

    def _text(self, runs: Runs, indent: int, *, ruled: bool) -> None:
        """Running text: on ruled lines for handwriting to follow, or plain."""
        pitch = _RULED_PITCH if ruled else _PLAIN_PITCH
        lines = self._setter.lines(runs, _RULED, TEXT_WIDTH - 2 * _INSET, first=indent * _TEXT.size)
        # What comes before the seal goes to the next page with it: a seal never stands alone.
        if self._kept and self._room < len(lines) * pitch + self._kept < self._shape.top - self._shape.foot:
            self._open()
        for index, line in enumerate(lines):
            two_left = index == len(lines) - 2 and index > 0
            need = pitch * (2 if two_left or (index == 0 and len(lines) > 1) else 1)
            if self._room < need:
                self._open()
            self._put(line, LEFT + _INSET, self._y, pitch, _RULED)
            self._y -= pitch
            if ruled:
                self._page.marks.append(RuleMark(LEFT, self._y + 2, RIGHT, self._y + 2, 0.3, 0.55))

    def _form(self, table: FormTable) -> None:
        """Rows in one frame; running text that finds no place goes to an annex page."""
        top = self._y
        for row in table.rows:
            for laid in form_rows(row, self._setter, self._annex):
                if laid.height > self._room and self._y < self._shape.top - 30:
                    self._frame(top)
                    self._open()
                    top = self._y
                self._draw_row(laid)
        self._frame(top)
        self._y -= 6

    def _frame(self, top: float) -> None:
        self._page.marks.append(BoxMark(LEFT, self._y, TEXT_WIDTH, top - self._y, 1.0))

    def _annexes(self) -> None:
        """The annex pages: each text that was too long for its cell, under the cell's name."""
        for cell in self._annex:
            self._open()
            name = cell.label.replace("\n", "").replace("　", "")
            self._text(words(f"附页：{name}", Role.HEI), 0, ruled=False)
            self._text(cell.runs, 2, ruled=False)

    def _closing(self, bureau: Runs, day: Runs) -> None:
        """The bureau's name and the date at the right, kept clear for the seal."""
        if self._room < _SEAL_ROOM:
            self._open()
        self._y -= 26
        lines = [self._setter.line(runs, _TEXT) for runs in (bureau, day)]
        centre = min(RIGHT - 110, RIGHT - max(line.end for line in lines) / 2)
        for line in lines:
            self._put(line, centre - line.end / 2, self._y, 22, _TEXT)
            self._y -= 22
        self._page.marks.append(SealMark(centre, self._y + 22))

    def _table(self, table: Table) -> None:
        widths = [share * TEXT_WIDTH for share in table.widths]
        style = Style(table.size)
        rows = [
            lay_row(
                [
                    RowCell(
                        self._setter.lines(cell.runs, style, width - 10, justify=False),
                        style,
                        width,
                        cell.align,
                    )
                    for cell, width in zip(row, widths, strict=True)
                ],
                least=20.0,
            )
            for row in table.rows
        ]
        head = lay_row(
            [
                RowCell(
                    self._setter.lines(words(text, Role.HEI), style, width - 8, justify=False),
                    style,
                    width,
                    "centre",
                )
                for text, width in zip(table.head, widths, strict=True)
            ],
            least=20.0,
        )
        first = min(rows[0].height, 80.0) if rows else 0.0
        if self._room < 22 + head.height + first:
            self._open()
        self._table_head(table.title, head, continued=False)
        top = self._y + head.height
        for row in rows:
            rest: Row | None = row
            while rest is not None and rest.height > self._room:
                if rest.height > (self._shape.top - self._shape.foot) / 2 and self._room > 60:
                    part, rest = split_row(rest, self._room)
                    self._draw_row(part)
                self._outline(top)
                if rest is not None:
                    self._open()
                    self._table_head(table.title, head, continued=True)
                    top = self._y + head.height
            if rest is not None:
                self._draw_row(rest)
        top = self._open_rows(table, head, widths, top)
        self._outline(top)
        self._y -= 6

    def _open_rows(self, table: Table, head: Row, widths: Sequence[float], top: float) -> float:
        """Empty rows below the filled ones: for handwriting, or struck through by one line."""
        empty = lay_row([RowCell((), _SMALL, width, "left") for width in widths], least=_OPEN_ROW)
        start = self._y
        for number in range(table.open_rows):
            if number >= _FEWEST_OPEN and self._room < empty.height + self._kept:
                break
            if empty.height > self._room:
                if table.struck:
                    break
                self._outline(top)
                self._open()
                self._table_head(table.title, head, continued=True)
                top = self._y + head.height
            self._draw_row(empty)
        if table.struck and self._y < start:
            self._page.marks.append(RuleMark(LEFT + 5, self._y + 4, RIGHT - 5, start - 4, 0.7))
        return top

    def _table_head(self, title: str, head: Row, *, continued: bool) -> None:
        if title:
            self._put(self._setter.plain(title, Role.HEI, _SMALL), LEFT + _INSET, self._y, 20, _SMALL)
        if continued:
            note = self._setter.plain("（续表）", Role.SONG, _SMALL)
            self._put(note, RIGHT - note.end, self._y, 20, _SMALL)
        if title or continued:
            self._y -= 20
        self._draw_row(head)

    def _outline(self, top: float) -> None:
        self._page.marks.append(BoxMark(LEFT, self._y, TEXT_WIDTH, top - self._y, 0.8))

    def _photo(self, block: PhotoBlock) -> None:
        """A picture box with its column, then its rows. A value of more than four lines goes below the picture."""
        width = TEXT_WIDTH - _PICTURE[0]
        column: list[tuple[Line, tuple[Line, ...]]] = []
        below = list(block.below)
        for label, runs in block.particulars:
            lines = self._setter.lines(runs, _SMALL, width - 16, justify=False)
            if len(lines) > _MOST_LINES:
                below.insert(len(below) - 1, (label.split(" ")[0], runs))
                lines = self._setter.lines(words("见下表", Role.KAI), _SMALL, width - 16, justify=False)
            column.append((self._setter.plain(label, Role.SONG, _PHOTO_LABEL), lines))
        rows = [self._below(label, runs) for label, runs in below]
        rows_height = sum(row.height for row in rows)
        # Particulars close up before the second photo of a sheet is pushed to another.
        room = min(_PICTURE[1], self._half - rows_height)
        for pitch in _COLUMN_PITCHES:
            column_height = 27 + sum(pitch * (1 + len(lines)) + 2.5 for _, lines in column)
            if column_height <= room:
                break
        high = max(column_height, room, _LEAST_PICTURE)
        if self._room < min(high + rows_height, 2 * self._half):
            self._open()
        top = self._y
        self._picture(block, column, high, pitch)
        page = self._page
        for row in rows:
            self._row(row)
        if self._page is page:
            self._page.marks.append(BoxMark(LEFT, self._y, TEXT_WIDTH, top - self._y, 1.0))
        self._y -= _PHOTO_GAP

    def _below(self, label: str, runs: Runs) -> Row:
        size = Style(9.5) if label == "完整性" else _TEXT
        label_lines = self._setter.lines(words(label, Role.SONG), Style(11), 62, justify=False)
        value_cell = fitted(runs, TEXT_WIDTH - 62, self._setter)
        if label == "完整性":
            lines = self._setter.lines(runs, size, TEXT_WIDTH - 62 - 12, justify=False)
            value_cell = RowCell(lines, size, TEXT_WIDTH - 62, "left")
        return lay_row([RowCell(label_lines, Style(11), 62, "centre"), value_cell], least=21.5)

    def _picture(
        self, block: PhotoBlock, column: Sequence[tuple[Line, tuple[Line, ...]]], high: float, pitch: float
    ) -> None:
        wide = _PICTURE[0]
        width = TEXT_WIDTH - wide
        bottom = self._y - high
        marks = self._page.marks
        marks.append(BoxMark(LEFT, bottom, wide, high, 0.0, 0.955))
        marks.append(PictureMark(LEFT + 1.5, bottom + 1.5, wide - 3, high - 3, block.photo))
        marks.append(BoxMark(LEFT, bottom, TEXT_WIDTH, high, 0.5))
        marks.append(RuleMark(LEFT + wide, bottom, LEFT + wide, self._y))
        x, y = LEFT + wide + 8, self._y
        head_style = Style(12)
        for line in self._setter.lines(words(block.heading, Role.HEI), head_style, width - 16, justify=False)[
            :2
        ]:
            self._put(line, x, y, 22, head_style)
            y -= 22
        marks.append(RuleMark(LEFT + wide, y, RIGHT, y))
        y -= 3
        for label, lines in column:
            self._put(label, x, y, pitch, _PHOTO_LABEL)
            y -= pitch
            for line in lines:
                self._put(line, x, y, pitch, _SMALL)
                y -= pitch
            y -= 2.5
        self._y = bottom

    def _strike(self) -> None:
        """（以下空白） and one line over the rest of the page."""
        bottom = self._shape.foot + 8
        if self._y - bottom < 24:
            return
        note = self._setter.plain("（以下空白）", Role.SONG, _TEXT)
        self._put(note, LEFT + (TEXT_WIDTH - note.end) / 2, self._y, 24, _TEXT)
        if self._y - 28 - bottom > 12:
            self._page.marks.append(RuleMark(RIGHT - 5, self._y - 28, LEFT + 5, bottom, 0.7))
