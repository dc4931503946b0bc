"""What the ledger is made of: its rows, its frame, its totals, and why it could not be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from inspector.domain.errors import EnvironmentFaultError, InspectorError

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One photo in 照片清单. `taken_at` aware; degrees as numbers; `check` is what the claims show (一致 or the oddities)."""

    number: str
    caption: str
    taken_at: datetime | None
    time_source: str
    place: str
    latitude: float | None
    longitude: float | None
    datum: str
    distance_m: int | None
    photographer: str
    proves: str
    check: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LenientLine:
    """How a waiver or reduction stands: three main conditions in words, conditions not looked up, the fine without it."""

    first: str = ""
    slight: str = ""
    corrected: str = ""
    unknown: int = 0
    full_fen: int | None = None
    searched_again: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case as the ledger shows it. Amounts in fen; None = not yet, which stays an empty cell."""

    case_number: str
    source: str
    campaign: str
    unit: str
    handlers: str
    party: str
    credit_code: str
    district: str
    element: str
    act: str
    violated: str
    penalty: str
    act_day: date
    filed_on: date | None
    deducted_days: int | None
    decide_by: date | None
    decided_on: date | None
    outcome: str
    basis: str
    fine_fen: int | None
    spared_fen: int | None
    paper_number: str
    served_on: date | None
    pay_by: date | None
    paid_on: date | None
    paid_fen: int | None
    closed_on: date | None
    photos: int
    reason: str
    case_id: str
    found_on: date
    source_reference: str = ""
    representative: str = ""
    address: str = ""
    street: str = ""
    industry: str = ""
    key_discharger: str = ""
    positive_list: str = ""
    act_end_day: date | None = None
    law_version: str = ""
    file_by: date | None = None
    order_number: str = ""
    ordered_on: date | None = None
    correct_by: date | None = None
    rechecked_on: date | None = None
    recheck: str = ""
    sampling: str = ""
    noticed_on: date | None = None
    defence: str = ""
    hearing: str = ""
    legal_review_on: date | None = None
    collective_on: date | None = None
    discretion: str = ""
    penalty_kinds: str = ""
    counted_kind: str = ""
    service_way: str = ""
    deferral: str = ""
    surcharge_fen: int | None = None
    exhorted_on: date | None = None
    enforcement_on: date | None = None
    dispute: str = ""
    published_on: date | None = None
    closing: str = ""
    archive_number: str = ""
    measures: str = ""
    measure_fen: int | None = None
    damage: str = ""
    note: str = ""
    source_code: str = ""
    kind_code: str = ""
    violation_id: str = ""
    provision_id: str = ""
    item_id: str = ""
    outcome_code: str = ""
    stage_code: str = ""
    measure_codes: str = ""
    site_id: str = ""
    visit_id: str = ""
    handler_id: str = ""
    device_id: str = ""
    created_utc: str = ""
    updated_utc: str = ""
    inspector: str = ""
    sample: bool = False
    lenient: LenientLine | None = None
    photo_lines: Sequence[PhotoLine] = ()


Note = tuple[str, str]
"""A label and its sentence in 说明."""


@dataclass(frozen=True, slots=True)
class LedgerFrame:
    """What stands around the rows. `columns`: ids of the columns of 台账 in order; empty for the standard sheet.

    `question`: the filter as stored, kept in the file's properties, so that a comparison asks for the same cases.
    """

    bureau: str
    period: str
    filters: Sequence[Note]
    rules: Sequence[Note]
    sources: Sequence[Note]
    conflicts: Sequence[Note]
    pack_version: str
    chain_head: str
    exported_at: datetime
    columns: Sequence[str] = ()
    question: str = ""


@dataclass(slots=True)
class Delivered:
    """What one person's device brought: cases and the last change, for the sources in 说明."""

    cases: int = 0
    last_utc: str = ""


@dataclass(slots=True)
class LedgerTotals:
    """Sums by element, gathered while streaming: the cached values of 汇总."""

    rows: int = 0
    photos: int = 0
    lenient: int = 0
    full_fen: int = 0
    by_element: dict[str, dict[str, int]] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=dict)
    measure_fen: int = 0
    delivered: dict[tuple[str, str], Delivered] = field(default_factory=dict)

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        self.rows += 1
        sums = self.by_element.get(row.element)
        if sums is None:
            sums = self.by_element.setdefault(row.element, {})
        for name, amount in (
            ("filed", 1 if row.filed_on is not None else 0),
            (row.outcome or "未决定", 1),
            ("fine", row.fine_fen or 0),
            ("spared", row.spared_fen or 0),
            ("paid", row.paid_fen or 0),
        ):
            sums[name] = sums.get(name, 0) + amount
        if row.measure_codes:
            for code in row.measure_codes.split(";"):
                self.measures[code] = self.measures.get(code, 0) + 1
            self.measure_fen += row.measure_fen or 0
        from_here = self.delivered.get((row.device_id, row.inspector))
        if from_here is None:
            from_here = self.delivered.setdefault((row.device_id, row.inspector), Delivered())
        from_here.cases += 1
        from_here.last_utc = max(from_here.last_utc, row.updated_utc)

    def total(self, name: str) -> int:
        """A sum over all elements."""
        return sum(sums.get(name, 0) for sums in self.by_element.values())


class CellTooLongError(InspectorError):
    """A text would be cut by the spreadsheet, so nothing is written."""

    def __init__(self, column: str, length: int) -> None:
        super().__init__(
            f"“{column}”有 {length} 字，超过表格单元格的 {LONGEST_CELL} 字",
            "写出来会被截断，所以没有写出文件",
            "缩短这段文字，或改用案件导出",
        )


class TooManyRowsError(InspectorError):
    """A sheet would be cut by the spreadsheet, so nothing is written."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"“{sheet}”超过一张表能放的 {MOST_ROWS:,} 行",
            "写出来会缺行，所以没有写出文件",
            "缩短期间或分区导出",
        )


class LedgerNotWrittenError(EnvironmentFaultError):
    """The disk refused the workbook."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"没有写出 {path.name}", f"{cause}。原有的同名文件没有改动", "关闭打开着的同名表格，检查磁盘空间"
        )
