"""The year report from stored rows: what each figure counts, the rows behind it, the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from inspector.casework.chain import head_text
from inspector.casework.counted_lists import CountWay, ListKind
from inspector.casework.yearly import Amount, Counted, FigureKind, YearReport, figure_kinds, write_report
from inspector.db.lists import StoredRows
from inspector.documents.report_docx import report_docx
from inspector.documents.supervision import report_sheet
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError
from inspector.domain.kinds import LENIENT, Outcome, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.money import yuan_text
from inspector.domain.ports import today
from inspector.domain.records import Case, Complaint, Record, Site, Visit
from inspector.domain.supervision_records import (
    Campaign,
    Compensation,
    ListedItem,
    Patrol,
    PatrolFinding,
    PositiveEntry,
    YearTarget,
)
from inspector.domain.text import clean_text
from inspector.domain.times import local_day, span_of_days, year_before, year_bounds
from inspector.services.copies import write_copy
from inspector.services.counted_lists import party_key
from inspector.services.officers import OfficerService
from inspector.services.supervision_rules import supervision_rules
from inspector.services.workspace import Workspace

FORMATS = ("md", "pdf", "docx")
_DECIDED = (Outcome.PENALTY, *LENIENT)


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar year in Shenzhen, or its days up to `until` while it runs."""

    year: int
    until: date | None = None

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """31 December, or the last day counted."""
        return self.until or date(self.year, 12, 31)

    @property
    def before(self) -> Span:
        """The same days of the year before."""
        return Span(self.year - 1, year_before(self.until) if self.until else None)

    def instants(self) -> tuple[datetime, datetime]:
        """First and last instant, for fields that hold instants."""
        return span_of_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row behind a figure, of any kind: `page` and `target` say where it opens (empty page: it has none of its own)."""

    id: str
    page: str
    target: str
    day: str
    title: str
    detail: str
    amount: str


class YearReportService:
    """Figures, rows and files of the year report. Every number is counted from exactly the rows that `rows` lists."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.kinds = figure_kinds(supervision_rules())

    def report(self, year: int) -> YearReport:
        """The report of a year, of its days so far while it runs. Raises InvalidValueError for a year that is none."""
        span = self._span(year)
        counted = {key: self._counted(key, span) for key in self.kinds}
        targets, following = self.targets(year), self.targets(year + 1)
        return write_report(
            year, self.kinds, counted, targets, following, samples=self._samples(span), until=span.until
        )

    def rows(self, key: str, year: int) -> list[ReportRow]:
        """The rows behind a figure: `key` of the year, `key.before` of the same days a year before, `key.change` of both.

        Raises NotFoundError for a figure that does not exist.
        """
        kind, _, which = key.rpartition(".")
        if which not in ("before", "change") or kind not in self.kinds:
            kind, which = key, ""
        if kind not in self.kinds:
            raise NotFoundError("指标", key)
        span = self._span(year)
        spans = {"": (span,), "before": (span.before,), "change": (span.before, span)}[which]
        records = [record for one in spans for record in self._records(kind, one)]
        listed = [record.site_id for record in records if isinstance(record, PositiveEntry)]
        with self.workspace.read() as reader:
            names = {site.id: site.name for site in reader.find_in(Site, "id", listed)}
        spared = kind in ("lenient", "spared")
        return [record_row(record, names, spared=spared) for record in records]

    def figure(self, key: str, year: int) -> tuple[FigureKind, Counted]:
        """One figure with its counts. Raises NotFoundError."""
        if key not in self.kinds:
            raise NotFoundError("指标", key)
        return self.kinds[key], self._counted(key, self._span(year))

    def targets(self, year: int) -> dict[str, int]:
        """The targets of a year by figure."""
        with self.workspace.read() as reader:
            return {target.figure: target.value for target in reader.find(YearTarget, year=year)}

    def set_target(self, year: int, key: str, text: str, note: str = "") -> tuple[YearTarget, Changes]:
        """Set a year's target as typed (`-10%`, `1800`). Raises InvalidValueError, NotFoundError."""
        self._span(year)
        if key not in self.kinds:
            raise NotFoundError("指标", key)
        value = self.kinds[key].parse(text)
        with self.workspace.write() as writer:
            found = writer.find(YearTarget, year=year, figure=key)
            target = found[0] if found else YearTarget(year=year, figure=key, value=value)
            stored = writer.put(
                replace(target, value=value, note=clean_text(note, "说明")), "year_target.set"
            )
            return stored, writer.changes()

    def export(self, year: int, path: Path, form: str) -> YearReport:
        """Write the report as Markdown, PDF or Word. Raises InvalidValueError for another format."""
        if form not in FORMATS:
            raise InvalidValueError("格式", form, "、".join(FORMATS))
        report = self.report(year)
        bureau = OfficerService(self.workspace).bureau().name
        with self.workspace.write() as writer:
            head = head_text(writer.chain_head().hash)
            # The event comes first: who may not export gets no file, and a file that fails leaves no event.
            writer.note("report.exported", "report", str(year), {"file": path.name, "format": form})
            if form == "md":
                write_copy(path, report.markdown().encode())
            elif form == "docx":
                write_copy(path, report_docx(report, bureau))
            else:
                write_copy(path, report_sheet(report, bureau, self.workspace.book.version, head).pdf)
        return report

    def _counted(self, key: str, span: Span) -> Counted:
        rows, value = self._count(key, span)
        rows_before, before = self._count(key, span.before)
        return Counted(rows, value, rows_before, before)

    def _span(self, year: int) -> Span:
        _, last = year_bounds(year)
        now = today(self.workspace.clock)
        return Span(year, now if year == now.year and now < last else None)

    def _count(self, key: str, span: Span) -> tuple[int, Amount]:
        """How many rows, and the amount they give."""
        source = self._source(key, span)
        if key in ("fines", "spared"):
            return source.count(), source.sums("amount_fen" if key == "fines" else "reduced_fen")[0]
        if key == "compensation_paid":
            return source.count(), source.sums("paid_fen")[0]
        if key == "patrol_length":
            return source.count(), source.sums("length_m")[0]
        if key == "answered":
            every, open_ = source.count(), self._source("unanswered", span).count()
            return every, Fraction(every - open_, every) if every else 0
        if key in _BY_RECORD:
            records = self._records(key, span)
            return len(records), len({_identity(record) for record in records})
        listed = _list_of(key)
        if listed is None or listed.count is CountWay.ROWS:
            count = source.count()
            return count, count
        if listed.count is CountWay.QUANTITY:
            return source.count(), source.sums("quantity")[0]
        parties = {party_key(item) for item in source.stream()}
        return source.count(), len(parties)

    def _records(self, key: str, span: Span) -> list[Any]:
        records = list(self._source(key, span).stream())
        keeps = _BY_RECORD.get(key)
        return records if keeps is None else [record for record in records if keeps(record, span)]

    def _source(self, key: str, span: Span) -> StoredRows[Any]:
        """The rows of a figure in a year."""
        store, (first, last) = self.workspace.store, (span.first, span.last)
        kind, question = _question(key, span, first, last)
        return StoredRows(store, kind, question)

    def _samples(self, span: Span) -> bool:
        keys = (
            "decisions",
            "complaints",
            "patrol_length",
            *(key for key in self.kinds if key.startswith("list.")),
        )
        return any(self._source(key, span).group_counts("sample").get(True) for key in keys)


def _question(key: str, span: Span, first: date, last: date) -> tuple[type[Record], ListFilter]:
    days = (first, last)
    if key in ("decisions", "fines", "lenient", "spared"):
        outcomes = LENIENT if key in ("lenient", "spared") else _DECIDED
        if key == "fines":
            return Case, ListFilter(
                equals={"outcome": outcomes},
                between={"decided_on": days},
                is_null={"amount_fen": False},
                order="decided_on",
            )
        return Case, ListFilter(
            equals={"outcome": outcomes}, between={"decided_on": days}, order="decided_on"
        )
    if key == "visits":
        return Visit, ListFilter(
            equals={"state": VisitState.COMPLETE}, between={"started_at": span.instants()}, order="started_at"
        )
    if key == "campaigns":
        return Campaign, ListFilter(
            between={"starts_on": (None, last), "ends_on": (first, None)}, order="starts_on"
        )
    if key == "positive":
        return PositiveEntry, ListFilter(between={"entered_on": (None, last)}, order="entered_on")
    if key == "patrol_length":
        return Patrol, ListFilter(between={"day": days}, order="day")
    if key == "patrol_fixed":
        return PatrolFinding, ListFilter(between={"fixed_on": days}, order="fixed_on")
    if key == "compensations":
        return Compensation, ListFilter(between={"agreed_on": days}, order="agreed_on")
    if key == "compensation_paid":
        return Compensation, ListFilter(between={"paid_on": days}, order="paid_on")
    if key.startswith("list."):
        return ListedItem, ListFilter(
            equals={"list_id": key.removeprefix("list."), "void_reason": ""},
            between={"day": days},
            order="day",
        )
    received: dict[str, tuple[date | datetime | str | None, date | datetime | str | None]] = {
        "received_at": span.instants()
    }
    if key.startswith("complaints."):
        kinds = supervision_rules().complaints[key.removeprefix("complaints.")].kinds
        return Complaint, ListFilter(equals={"kind": kinds}, between=received, order="received_at")
    empty = {"answered_on": True} if key == "unanswered" else {}
    return Complaint, ListFilter(between=received, is_null=empty, order="received_at")


def _on_list(entry: PositiveEntry, span: Span) -> bool:
    """Whether the entry was in force on a day of the year at least."""
    late = entry.ends_on is not None and entry.ends_on < span.first
    gone = entry.removed_on is not None and entry.removed_on <= max(span.first, entry.entered_on)
    return not late and not gone


_BY_RECORD: dict[str, Callable[[Any, Span], bool]] = {"positive": _on_list}


def _identity(record: Record) -> str:
    return record.site_id if isinstance(record, PositiveEntry) else record.id


def _list_of(key: str) -> ListKind | None:
    return supervision_rules().lists.get(key.removeprefix("list.")) if key.startswith("list.") else None


def record_row(record: Record, names: Mapping[str, str], *, spared: bool = False) -> ReportRow:
    """Any record as a line of a list; `spared` shows what a case was spared, not its fine."""
    match record:
        case Case():
            money = record.reduced_fen if spared else record.amount_fen
            return ReportRow(
                record.id,
                "case",
                record.id,
                str(record.decided_on or record.found_on),
                f"{record.case_number or '未编号'} {record.title}",
                record.outcome.label if record.outcome else "未决定",
                f"{yuan_text(money)} 元" if money is not None else "",
            )
        case Visit():
            day = str(local_day(record.started_at)) if record.started_at else ""
            return ReportRow(record.id, "visit", record.id, day, record.party_name, record.place, "")
        case Complaint():
            day = str(local_day(record.received_at))
            title = f"{record.reference} {record.kind}"
            return ReportRow(record.id, "complaints", record.id, day, title, record.content, "")
    return _supervision_row(record, names)


def _supervision_row(record: Record, names: Mapping[str, str]) -> ReportRow:
    """A record of supervision as a line of a list."""
    target = record.id
    day: date | None
    match record:
        case Patrol():
            page, day, amount = "patrols", record.day, f"{record.length_m / 1000:,.3f} 公里"
            title, detail = record.route, record.district
        case PatrolFinding():
            page, target, day, amount = "patrols", record.patrol_id, record.fixed_on, ""
            title, detail = record.place, record.problem
        case PositiveEntry():
            page, day, amount = "positive", record.entered_on, ""
            title = names.get(record.site_id, "")
            detail = f"{record.grounds}，至 {record.removed_on or record.ends_on or '未定'}"
        case Campaign():
            page, day, amount = "campaign", record.starts_on, ""
            title, detail = record.name, f"至 {record.ends_on}"
        case Compensation():
            page, amount = "compensations", f"{yuan_text(record.paid_fen)} 元"
            day = record.paid_on or record.agreed_on or record.found_on
            title, detail = record.name, record.note
        case ListedItem():
            page, target, day, amount = "lists", record.list_id, record.day, f"{record.quantity:,}"
            title, detail = record.name, record.detail
        case _:
            raise TypeError(type(record).__name__)
    return ReportRow(record.id, page, target, str(day), title, detail, amount)


def rows_title(kinds: Sequence[FigureKind], key: str) -> str:
    """The name of a figure key for the head of its list."""
    for kind in kinds:
        if key in (kind.key, f"{kind.key}.before", f"{kind.key}.change"):
            return kind.name
    return key
