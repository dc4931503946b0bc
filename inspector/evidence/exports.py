"""Instrument exports (声级计、PID 的导出表) read in the child: rows, span of time, and the range of every named reading.

Values are thousandths, so that nothing is rounded twice. Nothing is judged here: the table's own words are passed on.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

_MOST_ROWS = 200_000
_MOST_COLUMNS = 60
_HEAD_SEARCH = 40
_MOST_BYTES = 100 * 1024 * 1024
_MOST_MEMBERS = 200
_LONGEST_WORD = 60
_TIME = re.compile(
    r"^(时间|日期时间|测量时间|监测时间|记录时间|起始时间|开始时间|datetime|date/?time|timestamp|starttime)$"
)
_DAY = re.compile(r"^(日期|测量日期|监测日期|date)$")
_CLOCK = re.compile(r"^(时刻|时间|time)$")
_READING = re.compile(
    r"(l[a-z]{0,2}eq|l[a-z]{0,2}max|l[a-z]{0,2}min|^l(5|10|50|90|95)$|等效声级|最大声级|声级|噪声|"
    r"voc|nmhc|pid|ppm|非甲烷总烃|浓度|pm2\.?5|pm10|tsp)"
)
_STAMPS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y.%m.%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%d-%m-%Y %H:%M:%S",
)
# A figure with or without its unit. What is written otherwise (63,8; 1-2) is not guessed at.
_NUMBER = re.compile(
    r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*[^\d\s.,+-][^\d]*|([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
)

Row = Sequence[object]


def summarise_table(path: Path, workbook: bool) -> dict[str, object]:
    """`{rows, first, last, readings: [{name, count, low_milli, high_milli, last_milli}]}` of the first sheet with content.

    `rows` counts those below the head with any content; `first` and `last` are wall-clock texts as the instrument wrote
    them, empty when no time column is named. Raises ValueError when the file is no table.
    """
    rows = _workbook_rows(path) if workbook else _text_rows(path)
    top = list(islice(rows, _HEAD_SEARCH))
    head = _head(top)
    names = [_folded(cell) for cell in top[head]] if top else []
    readings = {
        index: _Range(str(top[head][index])) for index, name in enumerate(names) if _READING.search(name)
    }
    count, stamps = 0, _Span(names)
    for row in islice((*top[head + 1 :], *rows), _MOST_ROWS):
        if not any(cell not in (None, "") for cell in row):
            continue
        count += 1
        stamps.take(row)
        for index, reading in readings.items():
            if index < len(row):
                reading.take(row[index])
    return {
        "rows": count,
        "first": stamps.first,
        "last": stamps.last,
        "readings": [reading.plain() for reading in readings.values() if reading.count],
    }


class _Range:
    """Lowest, highest and last value of one column."""

    def __init__(self, name: str) -> None:
        self.name = " ".join(name.split())[:_LONGEST_WORD]
        self.count = 0
        self.low = self.high = self.last = 0

    def take(self, cell: object) -> None:
        value = _milli(cell)
        if value is None:
            return
        self.low = value if not self.count else min(self.low, value)
        self.high = value if not self.count else max(self.high, value)
        self.last = value
        self.count += 1

    def plain(self) -> dict[str, object]:
        return {
            "name": self.name,
            "count": self.count,
            "low_milli": self.low,
            "high_milli": self.high,
            "last_milli": self.last,
        }


class _Span:
    """First and last time of the rows, from one column or from a day and a clock."""

    def __init__(self, names: Sequence[str]) -> None:
        one = next((i for i, name in enumerate(names) if _TIME.match(name)), None)
        day = next((i for i, name in enumerate(names) if _DAY.match(name)), None)
        clock = next((i for i, name in enumerate(names) if _CLOCK.match(name)), None)
        both = day is not None and clock is not None
        self._columns = (day, clock) if both else (one if one is not None else day,)
        self.first = self.last = ""

    def take(self, row: Row) -> None:
        cells = [row[index] for index in self._columns if index is not None and index < len(row)]
        stamp = _stamp(cells)
        if stamp is None:
            return
        text = stamp.strftime("%Y-%m-%d %H:%M:%S")
        self.first = min(self.first, text) if self.first else text
        self.last = max(self.last, text)


def _head(top: Sequence[Row]) -> int:
    """The row that names most readings and times; the first when none does."""
    scores = [
        sum(
            bool(_READING.search(name) or _TIME.match(name) or _DAY.match(name)) for name in map(_folded, row)
        )
        for row in top
    ]
    return scores.index(max(scores)) if scores else 0


def _folded(cell: object) -> str:
    if not isinstance(cell, str):
        return ""
    text = "".join(unicodedata.normalize("NFKC", cell).split()).casefold()
    return re.sub(r"[\(\[].*$", "", text) or text


def _milli(cell: object) -> int | None:
    if isinstance(cell, bool) or cell is None:
        return None
    match = _NUMBER.fullmatch(str(cell).strip())
    if not match:
        return None
    try:
        value = Decimal((match[1] or match[2]).replace(",", "")) * 1000
    except InvalidOperation:
        return None
    return int(value.to_integral_value()) if abs(value) < 10**12 else None


def _stamp(cells: Sequence[object]) -> datetime | None:
    if not cells:
        return None
    first = cells[0]
    if len(cells) == 2 and isinstance(first, date) and isinstance(cells[1], time):
        return datetime.combine(first, cells[1])
    if isinstance(first, datetime):
        return first.replace(tzinfo=None)
    text = " ".join(str(cell).strip() for cell in cells).replace("/", "-").replace("T", " ").split(".")
    for form in _STAMPS:
        try:
            return datetime.strptime(text[0] if form.count(".") == 0 else ".".join(text), form)  # noqa: DTZ007 - as written
        except ValueError:
            continue
    return None


def _text_rows(path: Path) -> Iterator[Row]:
    """Rows of a CSV in UTF-8, UTF-16 or GB 18030, by the delimiter that parts the most cells."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
    lines = text.replace("\0", "").splitlines()
    sample = lines[:_HEAD_SEARCH]
    delimiter = max(",;\t", key=lambda mark: sum(line.count(mark) for line in sample))
    try:
        yield from (row[:_MOST_COLUMNS] for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise ValueError("表格读不出") from error


def _workbook_rows(path: Path) -> Iterable[Row]:
    """Rows of the first sheet with content; the zip's directory is judged before anything is unpacked."""
    from python_calamine import CalamineError, CalamineWorkbook

    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise ValueError("内部过大")
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for index in range(min(len(workbook.sheet_names), 5)):
            sheet = workbook.get_sheet_by_index(index)
            if sheet.height and sheet.height * max(1, sheet.width) <= _MOST_ROWS * _MOST_COLUMNS:
                return iter([row[:_MOST_COLUMNS] for row in sheet.iter_rows()])
    except CalamineError as error:
        raise ValueError("工作簿读不出") from error
    return iter(())
