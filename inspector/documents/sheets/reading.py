"""Sheets people bring: columns matched by their heading, cells as text, numbers or dates, every row with its number.

Merged heads, text numbers, 1900 and 1904 dates, empty rows and full-width digits survive; sizes are bounded, because
the dimensions a file states can lie.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inspector.documents.sheets.guard import BROKEN_ZIP, SheetRefusedError, check_workbook, merged_and_hidden
from inspector.domain.ports import NoProgress, Progress, check_cancelled

MAX_ROWS = 20_500
MAX_COLUMNS = 60
_HEAD_SEARCH = 10
_STEP = 500
# What the reader raises for parts that do not say what they should; SyntaxError is XML that does not parse.
_BROKEN = (*BROKEN_ZIP, ValueError, LookupError, TypeError, AttributeError, SyntaxError, OverflowError)
_KEPT = "没有导入任何内容，原文件未改动"

CellValue: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column looked for: its id, its heading, other headings that mean the same, whether it must be there."""

    id: str
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with content: its number in the sheet (1-based) and its values by column id."""

    row_number: int
    values: dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read. `missing_columns` are headings that must be there and are not; `hidden` rows were read like any other."""

    sheet_name: str
    rows: list[SheetRow] = field(default_factory=list)
    unmatched_headings: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()


def read_table(path: Path, columns: Sequence[ColumnSpec], progress: Progress | None = None) -> Table:
    """The first sheet whose head row is found. Raises SheetRefusedError or CancelledError; nothing is written anywhere."""
    progress = progress or NoProgress()
    check_workbook(path)
    # The stream is ours to close: the reader leaves a file open that it fails on.
    with path.open("rb") as stream:
        try:
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, *_BROKEN) as error:
            raise SheetRefusedError(path, "文件已损坏，或不是 xlsx") from error
        for sheet in workbook.worksheets[:5]:
            if sheet.sheet_state != "visible":
                continue
            raw = _rows(path, sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True))
            # The reader offers no public way to the part a sheet was read from.
            part = str(getattr(sheet, "_worksheet_path", ""))
            merges, hidden = merged_and_hidden(path, part.lstrip("/"))
            table = _table(path, str(sheet.title), raw, merges, columns, progress)
            if table is not None:
                return replace(
                    table, hidden=tuple(r.row_number for r in table.rows if r.row_number in hidden)
                )
    wanted = "、".join(column.heading for column in columns if column.required)
    raise SheetRefusedError(
        path, f"前 {_HEAD_SEARCH} 行里没有找到表头（{wanted}）", "用程序写的模板填写，或把表头放在前几行"
    )


def read_sheets(
    path: Path, wanted: Mapping[str, Sequence[ColumnSpec]], progress: Progress | None = None
) -> dict[str, Table]:
    """Several sheets of one workbook by their names; a sheet that is not there is left out.

    Raises SheetRefusedError (also for a sheet without its head row) or CancelledError; nothing is written anywhere.
    """
    progress = progress or NoProgress()
    check_workbook(path)
    try:
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *_BROKEN) as error:
        raise SheetRefusedError(path, "文件已损坏，或不是 xlsx") from error
    found: dict[str, Table] = {}
    try:
        for sheet in workbook.worksheets:
            columns = wanted.get(str(sheet.title).strip())
            if columns is None:
                continue
            raw = _rows(path, sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True))
            table = _table(path, str(sheet.title), raw, [], columns, progress)
            if table is None:
                names = "、".join(column.heading for column in columns if column.required)
                raise SheetRefusedError(
                    path,
                    f"“{sheet.title}”页前 {_HEAD_SEARCH} 行里没有找到表头（{names}）",
                    "用程序写的模板填写",
                )
            found[str(sheet.title).strip()] = table
    finally:
        workbook.close()
    return found


def _rows(path: Path, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Rows of the sheet; a part that breaks half way is a refusal, not a traceback."""
    try:
        yield from rows
    except _BROKEN as error:
        raise SheetRefusedError(path, "工作表的内容已损坏") from error


def _table(
    path: Path,
    name: str,
    rows: Iterator[tuple[object, ...]],
    merges: list[tuple[int, int, int, int]],
    columns: Sequence[ColumnSpec],
    progress: Progress,
) -> Table | None:
    first = [list(row) for _, row in zip(range(_HEAD_SEARCH), rows, strict=False)]
    _fill_merges(first, merges)
    known = {_folded(text): spec for spec in columns for text in (spec.heading, *spec.synonyms)}
    # Different columns count, not cells: a title merged over the sheet may be one column's other name.
    scores = [len({known[_folded(cell)].id for cell in row if _folded(cell) in known}) for row in first]
    best = max(scores, default=0)
    if best < 2 and not (best == 1 and len(columns) == 1):
        return None
    head = scores.index(best)
    placed: dict[int, ColumnSpec] = {}
    unmatched: list[str] = []
    for index, cell in enumerate(first[head]):
        spec = known.get(_folded(cell))
        if spec is not None and spec.id not in {other.id for other in placed.values()}:
            placed[index] = spec
        elif spec is None and _folded(cell):
            unmatched.append(str(cell).strip())
    there = {spec.id for spec in placed.values()}
    missing = tuple(spec.heading for spec in columns if spec.required and spec.id not in there)
    found: list[SheetRow] = []

    def body() -> Iterator[tuple[int, Sequence[object]]]:
        for offset, row in enumerate(first[head + 1 :], head + 2):
            yield offset, row
        for offset, later in enumerate(rows, len(first) + 1):
            yield offset, later

    for number, row in body():
        if number > MAX_ROWS:
            raise SheetRefusedError(path, f"超过 {MAX_ROWS - 500} 行", "分成几份再导入")
        if number % _STEP == 0:
            progress.report(number, 0, f"读取第 {number} 行")
            check_cancelled(progress, _KEPT)
        values = {spec.id: _value(row[index]) if index < len(row) else None for index, spec in placed.items()}
        if any(value not in (None, "") for value in values.values()):
            found.append(SheetRow(number, values))
    return Table(name, found, tuple(unmatched), missing)


def _fill_merges(first: list[list[object]], merges: list[tuple[int, int, int, int]]) -> None:
    """Give every cell of a merged head the text of its corner, unless it has its own."""
    for row1, column1, row2, column2 in merges:
        if row1 > len(first) or column1 > len(first[row1 - 1]):
            continue
        corner = first[row1 - 1][column1 - 1]
        for row in first[row1 - 1 : row2]:
            for index in range(column1 - 1, min(column2, len(row))):
                if row[index] is None:
                    row[index] = corner


def _folded(cell: object) -> str:
    """Headings compare without spaces, line breaks, widths and a trailing mark of necessity or unit."""
    if not isinstance(cell, str):
        return ""
    text = "".join(unicodedata.normalize("NFKC", cell).split()).rstrip("*")
    for opening in ("(", "["):
        text = text.split(opening, 1)[0] if not text.startswith(opening) else text
    return text.casefold()


def _value(cell: object) -> CellValue:
    if cell is None or isinstance(cell, bool):
        return None if cell is None else ("是" if cell else "否")
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date | int | float):
        return cell
    if isinstance(cell, time):
        return cell.isoformat()
    return str(cell).replace("_x000D_", "").strip()  # a carriage return as a workbook spells it
