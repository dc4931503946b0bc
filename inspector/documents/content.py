"""Content of papers as blocks: what is said, before any drawing. Text is prepared here for show; stored text stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.dossier import PhotoSheetEntry
from inspector.documents.faces import Role
from inspector.documents.linebreak import Gap, Words
from inspector.domain.times import day_letter, local

Runs = tuple[Words | Gap, ...]

NAME_BLANK = Gap(8)
NUMBER_BLANK = Gap(3)
_YEAR_BLANK, _SHORT_BLANK = Gap(3), Gap(2)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {0x2212: 0x2D, 0x00A0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x0009: 0x20}
_TO_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_ASCII_MARK = re.compile(
    r"(?<=[\u4e00-\u9fff）》”])[,;:?!]|(?<=[\u4e00-\u9fff])\((?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\)"
)


def shown(text: str) -> str:
    """Typed text as papers show it: half-width digits and Latin, full-width marks after Han, paired quotes, no typed indent."""
    plain = text.translate(_WIDE).strip("　 \n")
    plain = _ASCII_MARK.sub(lambda match: _TO_FULL[match.group()], plain)
    quotes = plain.split('"')
    if len(quotes) % 2:
        plain = "".join(
            part + ("" if index == len(quotes) - 1 else "“" if index % 2 == 0 else "”")
            for index, part in enumerate(quotes)
        )
    return re.sub(r"\n[\n　 ]*", "\n", plain)


def words(text: str, role: Role = Role.BODY) -> Runs:
    """Runs of a text that the program itself worded."""
    return (Words(text, role),)


def value(text: str | None, ems: float = 8, role: Role = Role.BODY) -> Runs:
    """An entered value, or a blank of `ems` characters while it is unknown."""
    if text is None or not shown(text):
        return (Gap(ems),)
    return (Words(shown(text), role),)


def join(*parts: Runs | str) -> Runs:
    """Runs one after another; plain strings are in the body face."""
    found: list[Words | Gap] = []
    for part in parts:
        for run in words(part) if isinstance(part, str) else part:
            before = found[-1] if found else None
            if isinstance(run, Words) and isinstance(before, Words) and before.role is run.role:
                found[-1] = Words(before.text + run.text, run.role)
            else:
                found.append(run)
    return tuple(found)


def in_role(runs: Runs, role: Role) -> Runs:
    """The same runs in another face."""
    return tuple(Words(run.text, role) if isinstance(run, Words) else run for run in runs)


def day_runs(day: date | None) -> Runs:
    """`2026年11月18日`, or the three blanks of an unused date."""
    if day is not None:
        return words(day_letter(day))
    return join((_YEAR_BLANK,), "年", (_SHORT_BLANK,), "月", (_SHORT_BLANK,), "日")


def minute_runs(moment: datetime | None) -> Runs:
    """`2026年11月18日23时41分`, or blanks."""
    if moment is None:
        return join(day_runs(None), (_SHORT_BLANK,), "时", (_SHORT_BLANK,), "分")
    here = local(moment)
    return words(f"{day_letter(here.date())}{here.hour}时{here.minute:02d}分")


def runs_text(runs: Iterable[Words | Gap]) -> str:
    """The characters of runs; a blank reads as two low lines so that golden texts show it."""
    return "".join(run.text if isinstance(run, Words) else "__" for run in runs)


@dataclass(frozen=True, slots=True)
class Title:
    """Bureau over the name of the paper."""

    bureau: Runs
    name: str


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number of the paper, right, one character in (letters) or left of the head after its `label` (forms)."""

    runs: Runs
    label: str = "编号"


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A line of the party block; the value hangs under its first character."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading 一、 of a letter, or of a part of a form."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, first line indented two characters unless `indent` is 0. `field` names it in errors."""

    runs: Runs
    field: str = "正文"
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Closing:
    """Bureau name and date, kept clear for the seal."""

    bureau: Runs
    day: Runs


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a head cell is set in Hei, centred."""

    runs: Runs
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on each page. `widths` are shares of the text width.

    `open_rows` empty rows follow: struck through by one line when `struck`, else open for handwriting.
    """

    title: str
    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    open_rows: int = 0
    struck: bool = False
    size: float = 10.5


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One or two label–value pairs of the head table of a form."""

    pairs: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The head table of a form."""

    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class LongCell:
    """A row of a form with running text; one too long for its place goes to an annex page (详见附页)."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class OpinionCell:
    """A row for an opinion (意见): the text, then signer and date to be written by hand. `least`: its height, points."""

    label: str
    runs: Runs
    signer: str
    least: float = 66.0


FormRow = FieldRow | LongCell | OpinionCell


@dataclass(frozen=True, slots=True)
class FormTable:
    """Rows of a form in one frame: pairs, running text, opinions."""

    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class PhotoBlock:
    """A photo with its column of particulars and the rows below."""

    photo: PhotoSheetEntry
    heading: str
    particulars: tuple[tuple[str, Runs], ...]
    below: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class SignedPlace:
    """What stands on one line of the signature rows: lines drawn by hand with a note under them, or set text.

    `ticked` puts a tick into the box □ that the label begins with.
    """

    row: int
    cell: int
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    note: str = ""
    runs: Runs = ()
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class SignatureRows:
    """Rows of labels with lines to sign on, repeated on each page of a form. Each row: label and share of the width."""

    rows: tuple[tuple[tuple[str, float], ...], ...]
    places: tuple[SignedPlace, ...] = ()

    def drawn(self, row: int) -> bool:
        """Whether a row bears a drawn signature and is taller for it."""
        return any(place.row == row and place.strokes for place in self.places)


@dataclass(frozen=True, slots=True)
class StrikeRest:
    """（以下空白） and the line over the rest of the last page."""


@dataclass(frozen=True, slots=True)
class RangeBlock:
    """The bar of a fine from the statutory minimum to the maximum, in fen; no point while there is no figure."""

    low_fen: int
    high_fen: int
    point_fen: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart: two stacked counts, and the one of the line (None draws none there)."""

    label: str
    first: int
    second: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Stacked columns with a line over them, beside the table of the same numbers. `widths` are shares of the table."""

    title: str
    first: str
    second: str
    line: str
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table_share: float = 0.46


@dataclass(frozen=True, slots=True)
class PlaceChart:
    """Places on a plain ground beside the table of the first of them. `places`: latitude and longitude on WGS-84 in
    micro-degrees with the count, most first; the first bear the numbers of the table's rows."""

    title: str
    places: tuple[tuple[int, int, int], ...]
    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table_share: float = 0.46


@dataclass(frozen=True, slots=True)
class BarTable:
    """A table whose last column is a bar: `shares` of the longest, one a row; `head` names that column too."""

    title: str
    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block = (
    Title
    | NumberLine
    | PartyLine
    | Heading
    | Paragraph
    | Closing
    | Table
    | FieldTable
    | FormTable
    | PhotoBlock
    | SignatureRows
    | StrikeRest
    | RangeBlock
    | ColumnChart
    | PlaceChart
    | BarTable
)


def block_parts(block: Block) -> list[tuple[str, Runs]]:
    """Every text of a block with the name of its field, in reading order."""
    match block:
        case Title(bureau, name):
            return [("机关名称", bureau), ("文书名称", words(name, Role.TITLE))]
        case NumberLine(runs, _):
            return [("文号", runs)]
        case PartyLine(label, runs):
            return [(label, join(label + "：", runs))]
        case Heading(text):
            return [("标题", words(text, Role.HEI))]
        case Paragraph(runs, field, _):
            return [(field, runs)]
        case Closing(bureau, day):
            return [("落款机关", bureau), ("成文日期", day)]
        case Table(title=title, head=head, rows=rows):
            heads = [(title or "表头", words(text, Role.HEI)) for text in head]
            cells = [(head[index], cell.runs) for row in rows for index, cell in enumerate(row)]
            return [*([(title, words(title, Role.HEI))] if title else []), *heads, *cells]
        case FieldTable(rows=fields):
            return [part for row in fields for pair in row.pairs for part in _pair(*pair)]
        case FormTable(rows=form):
            return [part for row in form for part in _form_parts(row)]
        case PhotoBlock(_, heading, particulars, below):
            pairs = [part for pair in (*particulars, *below) for part in _pair(*pair)]
            return [("照片编号", words(heading, Role.HEI)), *pairs]
        case SignatureRows(rows=signs, places=places):
            labels = [("签名栏", words(label, Role.SONG)) for row in signs for label, _ in row]
            notes = [("签名", words(place.note, Role.SONG)) for place in places if place.note]
            return labels + notes + [("签名", place.runs) for place in places if place.runs]
        case StrikeRest():
            return [("空白", words("（以下空白）", Role.SONG))]
        case RangeBlock(note=note):
            return [("幅度", words(note, Role.SONG))] if note else []
        case (
            ColumnChart(title=title, head=head, rows=plain)
            | PlaceChart(title=title, head=head, rows=plain)
            | BarTable(title=title, head=head, rows=plain)
        ):
            heads = [(title, words(text, Role.HEI)) for text in (title, *head)]
            return [*heads, *((title, words(text, Role.SONG)) for row in plain for text in row)]


def _form_parts(row: FormRow) -> list[tuple[str, Runs]]:
    if isinstance(row, FieldRow):
        return [part for pair in row.pairs for part in _pair(*pair)]
    found = _pair(row.label, row.runs)
    if isinstance(row, OpinionCell):
        found.append((row.label, words(f"{row.signer}：", Role.SONG)))
    return found


def _pair(label: str, runs: Runs) -> list[tuple[str, Runs]]:
    return [(label, words(label, Role.SONG)), (label, runs)]


def text_of(blocks: Sequence[Block]) -> str:
    """The paper as plain text, one part a line: the base of golden tests and of the stored text."""
    return "\n".join(runs_text(runs) for block in blocks for _, runs in block_parts(block))
