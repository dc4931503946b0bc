"""The cells of the ledger: one writer a column, chosen once, so that text stays text and a day stays a day."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from inspector.documents.sheets.rows import LONGEST_CELL, CellTooLongError
from inspector.domain.times import local

RowT = TypeVar("RowT")
Field: TypeAlias = tuple[str, str, Callable[[RowT], object]]
"""Heading, kind (a format's name), value."""

HEIGHTS = (20, 27, 36, 45, 54)  # points for one to five lines
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_TRUE_SERIAL = 61  # 1900-03-01: before it the 1900 calendar counts a day that never was


def row_writer(
    sheet: Any, formats: dict[str, Any], fields: Sequence[Field[RowT]], first: int = 0
) -> Callable[[int, RowT], None]:
    """Writes one row from column `first` on; what a column is (its format, its kind) is looked up once, not once a cell."""
    writers = {
        "money": _money_cell,
        "count": _count_cell,
        "degrees": _count_cell,
        "date": _date_cell,
        "moment": _moment_cell,
        "machine": _machine_cell,
    }
    cells = [
        (get, writers.get(kind, _text_cell)(sheet, index, formats[kind], heading))
        for index, (heading, kind, get) in enumerate(fields, first)
    ]

    def put(row_index: int, row: RowT) -> None:
        for get, cell in cells:
            cell(row_index, get(row))

    return put


def _text_cell(sheet: Any, column: int, form: Any, heading: str) -> Callable[[int, Any], None]:
    """Text as text, whatever it looks like. Raises CellTooLongError: nothing is cut."""
    write, blank, search = sheet.write_string, sheet.write_blank, _UNPRINTABLE.search

    def put(row: int, value: str) -> None:
        if search(value):
            value = plain(value)
        if len(value) > LONGEST_CELL // 2:
            _check_length(value, heading)
        if value:
            write(row, column, value, form)
        else:
            blank(row, column, None, form)

    return put


def _money_cell(sheet: Any, column: int, form: Any, _heading: str) -> Callable[[int, Any], None]:
    """Fen as yuan."""
    write, blank = sheet.write_number, sheet.write_blank

    def put(row: int, value: int | None) -> None:
        if value is None:
            blank(row, column, None, form)
        else:
            write(row, column, value / 100, form)

    return put


def _count_cell(sheet: Any, column: int, form: Any, _heading: str) -> Callable[[int, Any], None]:
    """A whole number."""
    write, blank = sheet.write_number, sheet.write_blank

    def put(row: int, value: int | None) -> None:
        if value is None:
            blank(row, column, None, form)
        else:
            write(row, column, value, form)

    return put


def _date_cell(sheet: Any, column: int, form: Any, _heading: str) -> Callable[[int, Any], None]:
    """A day as the serial number the workbook counts it by."""
    number, moment, blank = sheet.write_number, sheet.write_datetime, sheet.write_blank

    def put(row: int, value: date | None) -> None:
        if value is None:
            blank(row, column, None, form)
            return
        serial = value.toordinal() - _DAY_ZERO
        if serial >= _FIRST_TRUE_SERIAL:
            number(row, column, serial, form)
        else:
            moment(row, column, value, form)

    return put


def _moment_cell(sheet: Any, column: int, form: Any, _heading: str) -> Callable[[int, Any], None]:
    """An instant as it stood on a Shenzhen clock."""
    moment, blank = sheet.write_datetime, sheet.write_blank

    def put(row: int, value: datetime | None) -> None:
        if value is None:
            blank(row, column, None, form)
        else:
            moment(row, column, local(value).replace(tzinfo=None), form)

    return put


def _machine_cell(sheet: Any, column: int, form: Any, heading: str) -> Callable[[int, Any], None]:
    """Text or a whole number, for programs that read the ledger."""
    text, number = _text_cell(sheet, column, form, heading), _count_cell(sheet, column, form, heading)

    def put(row: int, value: object) -> None:
        if isinstance(value, str):
            text(row, value)
        else:
            number(row, value)

    return put


def _check_length(text: str, heading: str) -> None:
    """Spreadsheets count UTF-16 units, so a rare character (𠮷) counts twice."""
    units = len(text) + sum(char > "\uffff" for char in text)
    if units > LONGEST_CELL:
        raise CellTooLongError(heading, units)


def plain(text: str) -> str:
    """Characters no workbook can hold are left out; everything else stays as it is."""
    return _UNPRINTABLE.sub("", text)


def row_height(texts: Sequence[tuple[str, float]]) -> int:
    """Points the tallest of some wrapped cells needs: texts with the widths of their columns."""
    lines = 1
    for text, width in texts:
        # A Chinese character is two units wide; most texts fit and need no closer look.
        if 2 * len(text) > width - 1:
            lines = max(lines, lines_needed(text, width))
    return HEIGHTS[min(lines, 5) - 1]


def forget_row(sheet: Any, row: int) -> None:
    """Let go of a height that is already in the stream: the writer would keep one of every row until the end."""
    sheet.row_info.pop(row, None)
    sheet.row_sizes.pop(row, None)


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def lines_needed(text: str, width: float) -> int:
    """Lines a text needs in a column: a Chinese character is two units wide."""
    room = width - 1
    if 2 * len(text) <= room:
        return 1
    return max(1, math.ceil((len(text) + len(_WIDE.findall(text))) / room))
