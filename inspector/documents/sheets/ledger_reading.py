"""A ledger read back (台账回读): the app's own workbook or a bureau's own file, columns matched by heading, oddities named.

Merged heads and cells, days and sums as text, hidden rows, sums between the rows and repeated heads survive; each is named
with its row, column and reason. Nothing is guessed silently.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from inspector.documents.sheets.columns import BY_ID, FILTER_PROPERTY
from inspector.documents.sheets.guard import BROKEN_ZIP, SheetRefusedError, check_workbook
from inspector.documents.sheets.ledger_cells import CellReader, is_total, reader_of, squeezed
from inspector.domain.ports import NoProgress, Progress, check_cancelled

MOST_ROWS = 150_000
_MOST_BYTES = 800 * 1024 * 1024
_HEAD_SEARCH = 15
_STEP = 1_000
_MOST_PROBLEMS = 2_000
_MOST_SHAPES = 1_000
_PROPERTIES, _MOST_PROPERTIES = "docProps/custom.xml", 1 << 16
_BLOCK, _LONGEST_CELL = 1 << 18, 1 << 22
_KEPT = "没有改动任何案件，表格文件未改动"
# A cell further out than DZ199999 would make the reader lay out a table of thousands of millions of cells.
_FAR_OUT = re.compile(rb' r="(?![A-D]?[A-Z]?1?[0-9]{1,5}")')
# The same for rows up to 99,999, quicker to ask: only a block in which it finds something is asked again.
_MAYBE_FAR_OUT = re.compile(rb' r="(?![A-D]?+[A-Z]?+[0-9]{1,5}+")')
_HIDDEN = re.compile(rb'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"')
_NAMES: dict[str, tuple[str, ...]] = {
    "case_number": ("案号", "案件编号", "案件号", "立案号", "立案文号", "立案编号"),
    "source": ("来源", "案件来源", "线索来源"),
    "campaign": ("行动", "行动名称", "专项行动"),
    "handlers": ("承办人", "承办", "办案人员", "主办、协办", "执法人员"),
    "party": ("当事人", "当事人名称", "企业名称", "单位名称", "被处罚单位", "处罚对象", "违法主体"),
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码", "代码"),
    "representative": ("法定代表人", "法人", "负责人"),
    "address": ("地址", "住所", "详细地址"),
    "district": ("区", "所在区", "行政区"),
    "street": ("街道", "所在街道"),
    "element": ("要素", "环境要素"),
    "act": ("违法行为", "案由", "违法事实"),
    "found_on": ("发现日", "发现日期", "检查日期"),
    "act_day": ("行为日", "违法日期", "行为日期"),
    "filed_on": ("立案日", "立案日期", "立案时间"),
    "decided_on": ("决定日", "决定日期", "处罚日期", "处罚决定日期", "作出决定日期", "处罚时间"),
    "outcome": ("决定类型", "处理结果", "处罚结果"),
    "fine": ("罚款额", "罚款金额", "处罚金额", "罚款", "罚款数额", "罚没金额"),
    "spared": ("减免额", "减免金额", "免罚金额", "减免"),
    "paper_number": ("决定书文号", "处罚决定书文号", "处罚文号", "决定文号", "文号"),
    "served_on": ("送达日", "送达日期"),
    "pay_by": ("缴款期限", "缴款截止"),
    "paid_on": ("缴款日", "缴款日期", "缴纳日期"),
    "paid": ("缴款额", "缴款金额", "已缴金额", "缴纳金额"),
    "closed_on": ("结案日", "结案日期", "结案时间"),
    "measures": ("配套办法",),
}
_BY_NAME = {squeezed(column.name): column.id for column in BY_ID.values()} | {
    squeezed(name): column for column, names in _NAMES.items() for name in names
}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Something about a row that a person should look at."""

    row_number: int
    column: str
    why: str

    def text(self) -> str:
        """`第 37 行 罚款额：…`; a fault of the whole sheet has no row."""
        return (
            f"第 {self.row_number} 行 {self.column}：{self.why}"
            if self.row_number
            else f"{self.column}：{self.why}"
        )


@dataclass(slots=True)
class LedgerLine:
    """One row of the file: its number (1-based) and its cells, found by id of the column of 台账; sums in fen."""

    row_number: int
    _places: Mapping[str, int]
    _row: Sequence[Any]

    def get(self, column: str) -> Any:
        """The value in a column; None where the file has no such column or the cell is empty."""
        place = self._places.get(column)
        value = None if place is None else self._row[place]
        return None if type(value) is str and not value else value


@dataclass(slots=True)
class LedgerFile:
    """An opened ledger file. Iterate `lines` once; `problems` grows on the way (at most 2,000 are kept, all are counted).

    `question`: the filter it was exported with, as stored; empty for a file that this program did not write.
    """

    path: Path
    sheet_name: str
    columns: dict[str, str]
    unmatched: tuple[str, ...]
    lines: Iterator[LedgerLine]
    problems: list[SheetProblem] = field(default_factory=list)
    problem_count: int = 0
    question: str = ""

    def note(self, row_number: int, column: str, why: str) -> None:
        """Name a problem."""
        self.problem_count += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(SheetProblem(row_number, column, why))


def read_ledger(path: Path, progress: Progress | None = None) -> LedgerFile:
    """Open the sheet that looks most like a ledger. Raises SheetRefusedError; CancelledError while its lines are read."""
    progress = progress or NoProgress()
    check_workbook(path, most_bytes=_MOST_BYTES)
    try:
        parts, question = _parts(path), _question(path)
        book = CalamineWorkbook.from_path(str(path))
        best: tuple[int, Any, int, dict[int, str], list[list[object]], frozenset[int]] | None = None
        for meta in book.sheets_metadata:
            if meta.visible is not SheetVisibleEnum.Visible or meta.name not in parts:
                continue
            hidden = _looked_through(path, parts[meta.name])
            sheet = book.get_sheet_by_name(meta.name)
            first = _first_rows(sheet)
            score, head, placed = _head(first)
            if score >= 2 and (best is None or score > best[0]):
                best = (score, sheet, head, placed, first, hidden)
                if meta.name == "台账":
                    break
    except (CalamineError, *BROKEN_ZIP, ValueError, LookupError, SyntaxError) as error:
        raise SheetRefusedError(path, "文件已损坏，或不是 xlsx") from error
    if best is None:
        raise SheetRefusedError(
            path,
            f"前 {_HEAD_SEARCH} 行里没有找到台账的表头（案号、当事人、决定日、罚款额等）",
            "把表头放在前几行再试",
        )
    _, sheet, head, placed, first, hidden = best
    columns = {column: _shown(first[head][index]) for index, column in placed.items()}
    unmatched = tuple(
        dict.fromkeys(
            _shown(cell) for index, cell in enumerate(first[head]) if _shown(cell) and index not in placed
        )
    )
    file = LedgerFile(path, sheet.name, columns, unmatched, iter(()), question=question)
    file.lines = _lines(file, sheet, head, placed, first[head], hidden, progress)
    return file


def _parts(path: Path) -> dict[str, str]:
    """Sheet name → its part in the zip."""
    with zipfile.ZipFile(path) as archive:
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
        known = set(archive.namelist())
    found: dict[str, str] = {}
    for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
        target = targets.get(
            sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"), ""
        )
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in known:
            found[str(sheet.get("name"))] = part
    return found


def _question(path: Path) -> str:
    """The filter that stands in the file's properties; empty when there is none."""
    with zipfile.ZipFile(path) as archive:
        part = next((info for info in archive.infolist() if info.filename == _PROPERTIES), None)
        if part is None or part.file_size > _MOST_PROPERTIES:
            return ""
        properties = fromstring(archive.read(part), forbid_dtd=True)
    pieces = {str(entry.get("name")): "".join(entry.itertext()) for entry in properties}
    numbered = (pieces.get(f"{FILTER_PROPERTY}-{number}", "") for number in range(1, len(pieces) + 1))
    return "".join(takewhile(bool, numbered))


def _looked_through(path: Path, part: str) -> frozenset[int]:
    """Numbers of hidden rows; refuses a sheet with a cell so far out that the reader would not come back."""
    hidden: set[int] = set()
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        kept = b""
        while True:
            fresh = stream.read(_BLOCK)
            block = kept + fresh
            # A tag cut by the block's end is looked at with the next one.
            cut = max(block.rfind(b"<"), 0) if fresh else len(block)
            if _MAYBE_FAR_OUT.search(block, 0, cut) and _FAR_OUT.search(block, 0, cut):
                raise SheetRefusedError(
                    path, "有内容的格子超出 DZ 列或 199,999 行", "删去右边和下面的空白行列后另存"
                )
            # One letter is found far quicker than a word, and most sheets have none of this one between their cells.
            if b"h" in block and b' hidden="' in block:
                hidden.update(int(match.group(1)) for match in _HIDDEN.finditer(block, 0, cut))
            if not fresh:
                break
            kept = block[cut:]
            if len(kept) > _LONGEST_CELL:
                raise SheetRefusedError(path, "有一格的文字超过表格所能放的长度")
    return frozenset(hidden)


def _all_rows(sheet: Any) -> Iterator[list[object]]:
    """Rows from the first of the sheet on; the reader leaves empty columns on the left out, though not empty rows above."""
    if sheet.start is None:
        return iter(())
    left: list[object] = [""] * sheet.start[1]
    return (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _first_rows(sheet: Any) -> list[list[object]]:
    first = [list(row) for _, row in zip(range(_HEAD_SEARCH), _all_rows(sheet), strict=False)]
    for (row1, column1), (row2, column2) in _merges(sheet):
        if row1 >= len(first) or column1 >= len(first[row1]):
            continue
        corner = first[row1][column1]
        for row in first[row1 : row2 + 1]:
            for index in range(column1, min(column2 + 1, len(row))):
                if row[index] == "":
                    row[index] = corner
    return first


def _merges(sheet: Any) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Merged ranges of a size that people make; one over the whole sheet is passed."""
    found = sheet.merged_cell_ranges or []
    return [(a, b) for a, b in found[:20_000] if b[0] - a[0] < 200 and b[1] - a[1] < 200]


def _head(first: Sequence[Sequence[object]]) -> tuple[int, int, dict[int, str]]:
    """How many columns are known, in which row, and which they are; a head of two rows is read as one."""
    best: tuple[int, int, dict[int, str]] = (0, 0, {})
    for number, row in enumerate(first):
        placed: dict[int, str] = {}
        for index, cell in enumerate(row):
            above = first[number - 1][index] if number and index < len(first[number - 1]) else ""
            for text in (_shown(cell), _shown(above) + _shown(cell)):
                column = _BY_NAME.get(squeezed(text))
                if column and column not in placed.values():
                    placed[index] = column
                    break
        # Of equals the row right below: a head merged over two rows stands in both, the data begin under the lower.
        if len(placed) > best[0] or (placed and len(placed) == best[0] and number == best[1] + 1):
            best = (len(placed), number, placed)
    return best


def _shown(cell: object) -> str:
    return "".join(str(cell).split()) if isinstance(cell, str) else ""


def _lines(
    file: LedgerFile,
    sheet: Any,
    head: int,
    placed: dict[int, str],
    heads: Sequence[object],
    hidden: frozenset[int],
    progress: Progress,
) -> Iterator[LedgerLine]:
    """The rows below the head with their problems noted on the way."""
    read = _row_reader(file, placed, heads)
    down = _filled_down(sheet, head, placed)
    marked = hidden | down.keys()
    leading = next(iter(placed))
    lead = heads[leading]
    places = {column: index for index, column in placed.items()}
    for number, row in enumerate(islice(_all_rows(sheet), head + 1, None), head + 2):
        if number % _STEP == 0:
            progress.report(number, sheet.total_height, f"读取第 {number} 行")
            check_cancelled(progress, _KEPT)
        if number in marked:
            row = _with_merged(file, number, row, placed, down.get(number, {}))
            if number in hidden:
                file.note(number, "整行", "隐藏的行，已读入")
        first = row[0]
        if first == "":
            first = next((cell for cell in row if cell != ""), None)
            if first is None:
                continue
        if type(first) is str and "计" in first and is_total(first):
            file.note(number, "整行", "合计或小计行，不当作案件")
        elif row[leading] == lead:
            file.note(number, "整行", "重复的表头，已跳过")
        elif read(number, row):
            if number > MOST_ROWS:
                raise SheetRefusedError(file.path, f"超过 {MOST_ROWS:,} 行", "按年或按区分成几份再核对")
            yield LedgerLine(number, places, row)


def _with_merged(
    file: LedgerFile, number: int, row: list[object], placed: dict[int, str], merged: Mapping[int, object]
) -> list[object]:
    """A row with the cells that are merged with those above it."""
    row = list(row)
    for index, value in merged.items():
        if row[index] == "":
            row[index] = value
            file.note(number, file.columns[placed[index]], "合并单元格，按左上角的值读")
    return row


def _row_reader(
    file: LedgerFile, placed: dict[int, str], heads: Sequence[object]
) -> Callable[[int, list[Any]], bool]:
    """Reads the cells of the known columns of one row in their place, and tells whether any of them is filled; what a
    column is (its kind, its unit) is looked up once, not once a cell."""
    readers = {
        index: reader_of(_kind(column), ten_thousands="万元" in _shown(heads[index]))
        for index, column in placed.items()
    }
    plain_types = {index: {"text": str, "date": date}.get(_kind(column)) for index, column in placed.items()}
    odd_of: dict[tuple[type, ...], list[tuple[int, CellReader]]] = {}
    leading = next(iter(placed))

    def read(number: int, row: list[Any]) -> bool:
        # Most cells are what their column holds and are taken as they are. Which are not depends on the types of the row
        # alone, and rows of the same types come again and again.
        types = tuple(map(type, row))
        odd = odd_of.get(types)
        if odd is None:
            odd = [
                (index, reader) for index, reader in readers.items() if types[index] is not plain_types[index]
            ]
            if len(odd_of) < _MOST_SHAPES:
                odd_of[types] = odd
        for index, reader in odd:
            if row[index] != "":
                row[index], why = reader(row[index])
                if why:
                    file.note(number, file.columns[placed[index]], why)
        return bool(row[leading]) or any(row[index] not in (None, "") for index in placed)

    return read


def _filled_down(sheet: Any, head: int, placed: dict[int, str]) -> dict[int, dict[int, object]]:
    """Row number → column → value of the corner, for cells merged over several rows of the body."""
    wanted = [
        (a, b)
        for a, b in _merges(sheet)
        if b[0] > a[0] > head and any(index in placed for index in range(a[1], b[1] + 1))
    ]
    if not wanted:
        return {}
    corners = dict(wanted)
    found: dict[int, dict[int, object]] = {}
    rows_of_corners = {a[0] for a in corners}
    for number, row in enumerate(_all_rows(sheet)):
        if number not in rows_of_corners:
            continue
        for (top, left), (bottom, _) in corners.items():
            if top == number and left < len(row) and left in placed:
                for below in range(top + 1, bottom + 1):
                    found.setdefault(below + 1, {})[left] = row[left]
    return found


def _kind(column: str) -> str:
    """How cells of a column are read: days, sums, numbers, else text."""
    kind = BY_ID[column].kind
    return kind if kind in ("date", "money", "count") else "text"
