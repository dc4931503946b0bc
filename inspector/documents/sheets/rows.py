"""What the ledger is made of: its rows, its frame, its totals, and why it could not be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from inspector.domain.errors import EnvironmentFaultError, InspectorError

LONGEST_CELL = 32_767


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


@dataclass(frozen=True, slots=True)
class LedgerFrame:
    """What stands around the rows."""

    bureau: str
    period: str
    filters: Sequence[str]
    rules: Sequence[str]
    sources: Sequence[str]
    conflicts: Sequence[str]
    pack_version: str
    chain_head: str
    exported_at: datetime


@dataclass(slots=True)
class LedgerTotals:
    """Sums by element, gathered while streaming: the cached values of 汇总."""

    rows: int = 0
    by_element: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        self.rows += 1
        sums = self.by_element.setdefault(row.element, {})
        for name, amount in (
            ("filed", int(row.filed_on is not None)),
            (row.outcome or "未决定", 1),
            ("fine", row.fine_fen or 0),
            ("spared", row.spared_fen or 0),
            ("paid", row.paid_fen or 0),
        ):
            sums[name] = sums.get(name, 0) + amount

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


class LedgerNotWrittenError(EnvironmentFaultError):
    """The disk refused the workbook."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"没有写出 {path.name}", f"{cause}。原有的同名文件没有改动", "关闭打开着的同名表格，检查磁盘空间"
        )
