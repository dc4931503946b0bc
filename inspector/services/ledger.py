"""The ledger (台账): which cases a filter takes, their figures, the workbook and the CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.casework import counting
from inspector.casework.chain import Plain, head_text
from inspector.db.lists import ShapedRows, StoredRows
from inspector.documents.sheets.columns import layout
from inspector.documents.sheets.ledger import write_ledger
from inspector.documents.sheets.ledger_csv import write_ledger_csv
from inspector.documents.sheets.rows import LedgerFrame
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress
from inspector.domain.records import Case, Complaint, Site, Visit
from inspector.domain.rows import CaseRow
from inspector.domain.supervision_records import Campaign
from inspector.services.ledger_filter import LedgerFilter
from inspector.services.ledger_rows import LedgerRows
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

__all__ = ["LedgerFilter", "LedgerReport", "LedgerService", "LedgerSummary"]


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """Figures over the filter; amounts in fen."""

    cases: int
    decided: int
    fines_fen: int
    spared_fen: int
    by_outcome: dict[Outcome | None, int] = field(default_factory=dict)
    by_element: dict[str, int] = field(default_factory=dict)
    samples: int = 0

    @property
    def lenient(self) -> int:
        """Cases waived or reduced."""
        kinds = (Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED)
        return sum(self.by_outcome.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What an export wrote; `guarded`: cells of a CSV that got a ' in front, lest a spreadsheet run them."""

    path: Path
    rows: int
    amount_fen: int
    guarded: int = 0


class LedgerService:
    """Lists, figures and the workbook of cases."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.officers = OfficerService(workspace)

    def question(self, wanted: LedgerFilter, order: str = "-found_on") -> ListFilter:
        """The filter as the lists ask it. Raises InvalidValueError."""
        handlers: list[str] = []
        if wanted.unit:
            own = self.officers.bureau().short
            every = self.officers.officers(active_only=False)
            handlers = [officer.id for officer in every if (officer.unit or own) == wanted.unit]
        return wanted.question(order, handlers)

    def rows(self, wanted: LedgerFilter, order: str = "-found_on") -> ShapedRows[CaseRow]:
        """Narrow rows for the page."""
        return ShapedRows(self.workspace.store, Case, CaseRow, self.question(wanted, order))

    def choices(self, column: str) -> list[str]:
        """Values of a column that occur, for a filter."""
        found = StoredRows(self.workspace.store, Case, ListFilter()).group_counts(column)
        return sorted(str(value) for value in found if value)

    def units(self) -> list[str]:
        """Units (办案单位) of the officers."""
        own = self.officers.bureau().short
        found = {officer.unit or own for officer in self.officers.officers(active_only=False)}
        return sorted(found - {""})

    def kinds(self) -> dict[str, str]:
        """Kinds of inspection (类别) with their words."""
        return {entry.id: entry.name for entry in self.workspace.book.checklists}

    def check(self, wanted: LedgerFilter) -> None:
        """Refuse a filter that names what nothing here bears: an empty ledger would pass for the truth.

        Raises InvalidValueError with the names there are.
        """
        with self.workspace.read() as reader:
            campaigns = {campaign.name for campaign in reader.find(Campaign)}
        for label, value, known in (
            ("区", wanted.district, self._districts()),
            ("环境要素", wanted.element, self.choices("element")),
            ("专项行动", wanted.campaign, sorted({*self.choices("campaign"), *campaigns})),
            ("办案单位", wanted.unit, self.units()),
            ("检查类别", wanted.kind, list(self.kinds())),
        ):
            if value and value not in known:
                raise InvalidValueError(label, value, "、".join(known) or "还没有案件，没有可选的")

    def _districts(self) -> list[str]:
        """Districts that occur in any record that bears one: one without a case yet has an empty ledger, truly."""
        found: set[str] = set()
        for kind in (Case, Complaint, Site, Visit):
            found |= {
                str(name)
                for name in StoredRows(self.workspace.store, kind, ListFilter()).group_counts("district")
            }
        return sorted(found - {"", "None"})

    def summary(self, wanted: LedgerFilter) -> LedgerSummary:
        """Figures over the filter."""
        source = StoredRows(self.workspace.store, Case, self.question(wanted))
        outcomes = {
            Outcome(str(key)) if key else None: count for key, count in source.group_counts("outcome").items()
        }
        fines, spared = source.sums("amount_fen", "reduced_fen")
        return LedgerSummary(
            cases=sum(outcomes.values()),
            decided=sum(count for key, count in outcomes.items() if key is not None),
            fines_fen=fines,
            spared_fen=spared,
            by_outcome=outcomes,
            by_element={str(key): count for key, count in source.group_counts("element").items()},
            samples=source.group_counts("sample").get(True, 0),
        )

    def export(
        self,
        path: Path,
        wanted: LedgerFilter,
        progress: Progress | None = None,
        columns: Sequence[str] = (),
    ) -> LedgerReport:
        """Write the workbook, or a CSV when the name ends so; the export is itself an event.

        `columns`: ids of a view in their order, empty for the standard sheet. Raises CancelledError (no file is left),
        LedgerNotWrittenError, InvalidValueError (another ending, or as `check`).
        """
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise InvalidValueError("文件", path.name, "以 .xlsx 或 .csv 结尾")
        layout(columns)
        self.check(wanted)
        with self.workspace.write() as writer:
            writer.permit("ledger.exported")  # before the first row: who may not export gets none
        keys = StoredRows(self.workspace.store, Case, self.question(wanted, "found_on")).ids()
        rows = LedgerRows(self.workspace).rows(keys)
        if path.suffix.lower() == ".csv":
            written = write_ledger_csv(path, rows, columns, progress, len(keys))
            report = LedgerReport(path, written.rows, self.summary(wanted).fines_fen, written.guarded)
        else:
            totals = write_ledger(path, rows, self._frame(wanted, columns, len(keys)), progress, len(keys))
            report = LedgerReport(path, totals.rows, totals.total("fine"))
        with self.workspace.write() as writer:
            detail: dict[str, Plain] = {
                "rows": report.rows,
                "fines_fen": report.amount_fen,
                "filter": wanted.as_json(),
            }
            writer.note("ledger.exported", "ledger", path.name, detail)
        return report

    def _frame(self, wanted: LedgerFilter, columns: Sequence[str], cases: int) -> LedgerFrame:
        with self.workspace.read() as reader:
            head = reader.head(self.workspace.origin.chain_id)
        samples = self.summary(wanted).samples
        return LedgerFrame(
            bureau=self.officers.bureau().name or "（机关名称未设置）",
            period=wanted.period(),
            filters=(
                *wanted.sentences(self.kinds()),
                ("示例数据", f"{samples} 宗，已计入" if samples else "没有"),
            ),
            rules=tuple((entry.name, entry.sentence) for entry in counting.RULES),
            sources=(("合计", f"{cases} 宗，导出于本机 {self.workspace.origin.device_id[-6:]}"),),
            conflicts=(),
            pack_version=self.workspace.book.version,
            chain_head=f"{head.seq} {head_text(head.hash)}",
            exported_at=self.workspace.clock.now(),
            columns=tuple(columns),
            question=wanted.as_json(),
        )
