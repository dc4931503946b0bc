"""Reads the workbook of discretion tables (裁量表): every fault by sheet, row and column, nothing guessed, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from math import prod
from pathlib import Path
from typing import TypedDict, TypeVar, cast

from inspector.documents.sheets.discretion_columns import (
    ABSENT,
    BANDS,
    BASE_WORDS,
    BETWEEN_TEXTS,
    COLUMNS,
    EXAMPLE_MARK,
    FACTORS,
    METHODS,
    NO,
    PACK,
    PACK_ROWS,
    SCOPES,
    TABLES,
    VERIFIED,
    YES,
    PackHead,
    heading,
)
from inspector.documents.sheets.guard import SheetRefusedError
from inspector.documents.sheets.reading import CellValue, SheetRow, Table, read_sheets
from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan
from inspector.domain.ports import Progress
from inspector.domain.text import clean_text
from inspector.domain.times import parse_day
from inspector.law.schema import Source
from inspector.law.table_checks import check_table
from inspector.law.tables import ANY, Band, Base, DiscretionTable, Factor, Grade, Scope

T = TypeVar("T")
# Every combination is looked at; a sheet with more than this would be looked at for hours.
_MOST_COMBINATIONS = 50_000
# Which sheet and column a fault of the table's arithmetic is shown at; all others at the table's own row.
_PLACES = {
    "factors": (FACTORS, "weight"),
    "weight": (FACTORS, "weight"),
    "bands": (BANDS, "grades"),
    "scopes": (SCOPES, "grades"),
    "absent": (ABSENT, "grades"),
    "start": (TABLES, "start"),
    "floor": (TABLES, "floor"),
    "base": (TABLES, "base"),
}


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell: sheet, row (0: the whole sheet), heading, what, what is allowed."""

    sheet: str
    row: int
    column: str
    what: str
    allowed: str = ""

    @property
    def line(self) -> str:
        """`“要素”第 5 行 权重：不能是 很重。允许：数字`."""
        place = f"“{self.sheet}”" + (f"第 {self.row} 行" if self.row else "") + f" {self.column}"
        return f"{place.rstrip()}：{self.what}" + (f"。允许：{self.allowed}" if self.allowed else "")


@dataclass(slots=True)
class ReadTables:
    """What a workbook holds. `rows`: the row of each table in its sheet. `head` is None when its lines are wrong."""

    head: PackHead | None = None
    tables: list[DiscretionTable] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)


class _Cells:
    """One row of a sheet, its cells read with their faults."""

    def __init__(self, found: ReadTables, sheet: str, row: SheetRow) -> None:
        self.found, self.sheet, self.row = found, sheet, row

    def fault(self, column: str, what: str, allowed: str = "") -> None:
        """Note a fault of this row."""
        where = heading(self.sheet, column)
        self.found.faults.append(CellFault(self.sheet, self.row.row_number, where, what, allowed))

    def text(self, column: str, *, required: bool = False) -> str:
        """The cell as text; whole numbers without a point."""
        raw = self.row.values.get(column)
        text = self._clean(column, _as_text(raw))
        if required and not text:
            self.fault(column, "空着", "必填")
        return text

    def texts(self, column: str) -> tuple[str, ...]:
        """Texts divided by ；."""
        whole = self.text(column).replace(";", BETWEEN_TEXTS)
        return tuple(part.strip() for part in whole.split(BETWEEN_TEXTS) if part.strip())

    def fen(self, column: str) -> int:
        """An amount in yuan."""
        return self._read(column, 0, lambda text: parse_yuan(text, heading(self.sheet, column)))

    def number(self, column: str, default: int = 0) -> Decimal:
        """A number not below zero."""
        return self._read(column, Decimal(default), _decimal)

    def whole_number(self, column: str) -> int:
        """A whole number not below zero."""
        return self._read(column, 0, _integer)

    def day(self, column: str) -> date | None:
        """A day."""
        raw = self.row.values.get(column)
        if isinstance(raw, date):
            return raw
        return self._read(column, None, parse_day)

    def yes(self, column: str) -> bool:
        """是 or 否; empty is no."""
        return self.word(column, {"yes": YES, "no": NO}, "no") == "yes"

    def word(self, column: str, words: Mapping[str, str], default: str) -> str:
        """One of the words, as its key."""
        text = self.text(column)
        if not text:
            return default
        found = next((key for key, word in words.items() if word == text), None)
        if found is None:
            self.fault(column, f"不能是 {text}", "、".join(word for word in words.values() if word))
            return default
        return found

    def grades(self, factors: tuple[Factor, ...]) -> tuple[str, ...]:
        """A combination: ids or labels of grades in the order of the factors, * for any."""
        parts = [part.strip() for part in self.text("grades").replace("，", ",").split(",")]
        if len(parts) != len(factors):
            names = "、".join(factor.name for factor in factors) or "先填要素"
            self.fault("grades", f"有 {len(parts)} 档，与要素个数不符", f"{len(factors)} 档：{names}")
            return ()
        found = []
        for part, factor in zip(parts, factors, strict=True):
            grade = next((one.id for one in factor.grades if part in (one.id, one.label)), None)
            if part != ANY and grade is None:
                allowed = "、".join(one.id for one in factor.grades)
                self.fault("grades", f"{factor.name}没有档次 {part}", f"{allowed}、{ANY}")
                return ()
            found.append(grade or ANY)
        return tuple(found)

    def _clean(self, column: str, text: str) -> str:
        try:
            return clean_text(text, heading(self.sheet, column))
        except InvalidValueError as refusal:
            self.fault(column, refusal.what, refusal.why.removeprefix("允许："))
            return ""

    def _read(self, column: str, default: T, read: Callable[[str], T]) -> T:
        text = self.text(column)
        if not text:
            return default
        try:
            return read(text)
        except InvalidValueError as refusal:
            self.fault(column, f"不能是 {text}", refusal.why.removeprefix("允许："))
            return default


def read_tables(path: Path, progress: Progress | None = None) -> ReadTables:
    """The tables of a workbook with every fault found. Raises SheetRefusedError, CancelledError."""
    sheets = read_sheets(path, COLUMNS, progress)
    for name in (PACK, TABLES, FACTORS):
        if name not in sheets:
            raise SheetRefusedError(path, f"没有“{name}”页", "用命令 inspector law template 写模板，照着填")
    found = ReadTables()
    for name, sheet in sheets.items():
        for column in sheet.missing_columns:
            found.faults.append(CellFault(name, 0, column, "没有这一列", "必须有"))
    if found.faults:
        return found
    found.head = _head(found, sheets[PACK])
    skipped = {
        _as_text(row.values.get("table"))
        for row in sheets[TABLES].rows
        if row.values.get("note") == EXAMPLE_MARK
    }
    parts = {
        name: _by_table(found, name, sheets[name], skipped)
        for name in (FACTORS, BANDS, SCOPES, ABSENT)
        if name in sheets
    }
    for row in sheets[TABLES].rows:
        cells = _Cells(found, TABLES, row)
        key = cells.text("table", required=True)
        if not key or key in skipped:
            continue
        if key in found.rows:
            cells.fault("table", f"{key} 重复，第 {found.rows[key]} 行已有", "每个编号只出现一次")
            continue
        found.rows[key] = row.row_number
        _take(found, cells, key, {name: part.pop(key, []) for name, part in parts.items()})
    for part in parts.values():
        for rows in part.values():
            rows[0].fault("table", f"“{TABLES}”页没有编号 {rows[0].text('table')}", "已有的编号")
    if not found.rows:
        found.faults.append(CellFault(TABLES, 0, "", "没有可以导入的裁量表", "至少一张"))
    return found


def _head(found: ReadTables, sheet: Table) -> PackHead | None:
    before = len(found.faults)
    words = {word: key for key, word in PACK_ROWS.items()}
    rows: dict[str, _Cells] = {}
    for row in sheet.rows:
        cells = _Cells(found, PACK, row)
        key = words.get(cells.text("key"))
        if key is None:
            cells.fault("key", f"不认识的项目 {cells.text('key')}", "、".join(words))
        else:
            rows[key] = cells
    for key, word in PACK_ROWS.items():
        if key not in rows:
            found.faults.append(CellFault(PACK, 0, word, "缺少这一行", "必填"))
        else:
            rows[key].text("value", required=True)
    day = rows["valid_from"].day("value") if "valid_from" in rows else None
    if len(found.faults) > before or day is None:
        return None
    return PackHead(
        rows["id"].text("value"), rows["version"].text("value"), rows["region"].text("value"), day
    )


def _by_table(found: ReadTables, name: str, sheet: Table, skipped: set[str]) -> dict[str, list[_Cells]]:
    rows: dict[str, list[_Cells]] = {}
    for row in sheet.rows:
        cells = _Cells(found, name, row)
        key = cells.text("table", required=True)
        if key and key not in skipped:
            rows.setdefault(key, []).append(cells)
    return rows


def _take(found: ReadTables, cells: _Cells, key: str, parts: Mapping[str, list[_Cells]]) -> None:
    """Put one table together; it is kept only when all of it could be read and its arithmetic holds."""
    before = len(found.faults)
    factors = _factors(parts.get(FACTORS, []))
    if not factors:
        cells.fault("table", f"{key} 没有要素", f"“{FACTORS}”页至少一行")
    if prod(len(factor.grades) for factor in factors) > _MOST_COMBINATIONS:
        cells.fault("table", f"{key} 的档次组合太多", f"不超过 {_MOST_COMBINATIONS:,} 种，减少要素或档次")
        return
    table = _table(cells, key, factors, parts)
    if len(found.faults) > before or table is None:
        return
    for fault in check_table(table).faults:
        sheet, column = _PLACES.get(fault.key, (TABLES, "max"))
        rows = parts.get(sheet) or [cells]
        where = rows[0] if sheet != TABLES else cells
        if where.sheet != sheet:
            column = "table"
        if not table.unmended:
            where.fault(column, f"{key}：{fault.what}", fault.allowed)
    found.tables.append(table)


def _table(
    cells: _Cells, key: str, factors: tuple[Factor, ...], parts: Mapping[str, list[_Cells]]
) -> DiscretionTable | None:
    method = cells.word("method", METHODS, "")
    if not method:
        if not cells.text("method"):
            cells.fault("method", "空着", "、".join(METHODS.values()))
        return None
    verification = cells.word("verification", VERIFIED, "unverified")
    return DiscretionTable(
        id=key,
        name=cells.text("name", required=True),
        method="weights" if method == "weights" else "bands",
        factors=factors,
        source=Source(
            cells.text("document", required=True),
            cells.text("article"),
            "verified" if verification == "verified" else "unverified",
            cells.text("source_note"),
        ),
        **_range(cells),
        section=cells.text("section"),
        chapter=cells.whole_number("chapter"),
        base_floor_fen=cells.fen("base_floor"),
        start=cells.number("start"),
        floor=cells.number("floor"),
        whole=cells.number("whole", 100),
        capped=cells.yes("capped"),
        per=cells.text("per"),
        bands=tuple(
            Band(
                row.grades(factors),
                **_range(row),
                closed=row.yes("closed"),
                other=row.text("other"),
                also=row.text("also"),
            )
            for row in parts.get(BANDS, [])
        ),
        scopes=tuple(
            Scope(row.grades(factors), **_range(row), capped=row.yes("capped"))
            for row in parts.get(SCOPES, [])
        ),
        absent=tuple(row.grades(factors) for row in parts.get(ABSENT, [])),
        violated=cells.texts("violated"),
        penalty=cells.texts("penalty"),
        in_force_from=cells.day("from"),
        in_force_to=cells.day("to"),
        pages=tuple(_pages(cells)),
        note=cells.text("note"),
        mended=cells.text("mended"),
        unmended=cells.text("unmended"),
        acts=cells.texts("acts"),
    )


class _Range(TypedDict):
    """The range of a table, a band or a part."""

    min_fen: int
    max_fen: int
    base: Base
    low: Decimal
    high: Decimal


def _range(cells: _Cells) -> _Range:
    return _Range(
        min_fen=cells.fen("min"),
        max_fen=cells.fen("max"),
        base=cast(Base, cells.word("base", BASE_WORDS, "")),
        low=cells.number("low"),
        high=cells.number("high"),
    )


def _factors(rows: list[_Cells]) -> tuple[Factor, ...]:
    """Grades gathered by factor, in the order of the rows."""
    found: dict[str, tuple[str, bool, list[Grade]]] = {}
    for row in rows:
        key, name = row.text("factor", required=True), row.text("name", required=True)
        grade = Grade(
            row.text("grade", required=True), row.text("label", required=True), row.number("weight")
        )
        asked = row.yes("asked")
        if "," in grade.id or grade.id == ANY:
            row.fault("grade", f"不能是 {grade.id}", "不含逗号的编号，不用 *")
        known = found.setdefault(key, (name, asked, []))
        if known[:2] != (name, asked):
            row.fault("name", f"与同一要素前面的行不一致：{known[0]}", "同一要素各行名称和“必选”相同")
        known[2].append(grade)
    return tuple(Factor(key, name, tuple(grades), asked) for key, (name, asked, grades) in found.items())


def _pages(cells: _Cells) -> Iterator[int]:
    for part in cells.texts("pages"):
        if part.isdecimal():
            yield int(part)
        else:
            cells.fault("pages", f"不能是 {part}", f"页码，几页用{BETWEEN_TEXTS}隔开")


def _as_text(raw: CellValue) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw.isoformat() if isinstance(raw, date) else str(raw).strip()


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        raise InvalidValueError("数字", text, "不小于 0 的数字") from None
    if not value.is_finite() or value < 0 or value > 10**9 or value != round(value, 6):
        raise InvalidValueError("数字", text, "不小于 0 的数字，最多六位小数")
    return value


def _integer(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise InvalidValueError("数字", text, "不小于 0 的整数")
    return int(text)
