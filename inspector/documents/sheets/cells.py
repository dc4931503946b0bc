"""The cells of the ledger: one writer a column, chosen once, so that text stays text and a day stays a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from inspector.documents.sheets.rows import LONGEST_CELL, CellTooLongError, LedgerRow

Field: TypeAlias = tuple[str, str, Callable[[LedgerRow], object]]
"""Heading, kind (a format's name), value."""

HEIGHTS = (20, 27, 36, 45, 54)  # points for one to five lines
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_TRUE_SERIAL = 61  # 1900-03-01: before it the 1900 calendar counts a day that never was


def row_writer(
    sheet: Any, formats: dict[str, Any], fields: Sequence[Field]
) -> Callable[[int, LedgerRow], None]:
    """Writes one row; what a column is (its format, its kind) is looked up once, not once a cell."""
    writers = {"money": _money_cell, "count": _count_cell, "date": _date_cell, "machine": _machine_cell}
    cells = [
        (get, writers.get(kind, _text_cell)(sheet, index, formats[kind], heading))
        for index, (heading, kind, get) in enumerate(fields)
    ]

    def put(row_index: int, row: LedgerRow) -> None:
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


def row_height(row: LedgerRow) -> int:
    """Points the tallest wrapped cell of a case needs."""
    lines = max(
        lines_needed(row.party, 30),
        lines_needed(row.act, 20),
        lines_needed(row.violated, 14),
        lines_needed(row.basis, 18),
        lines_needed(row.penalty, 16),
    )
    return HEIGHTS[min(lines, 5) - 1]


def lines_needed(text: str, width: int) -> int:
    """Lines a text needs in a column: a Chinese character is two units wide."""
    room = width - 1
    if 2 * len(text) <= room:
        return 1
    return max(1, -(-(len(text) + len(_WIDE.findall(text))) // room))
