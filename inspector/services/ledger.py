"""The ledger (台账): which cases a filter takes, their figures, and the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.casework.deadlines import Deadline, Span, compute_deadline
from inspector.casework.rulebook import Rulebook
from inspector.casework.steps import FILED, PAID, SERVED
from inspector.casework.workdays import WorkCalendar
from inspector.db.lists import ShapedRows, StoredRows
from inspector.db.store import Reader
from inspector.documents.sheets.ledger import write_ledger
from inspector.documents.sheets.rows import LedgerFrame, LedgerRow
from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress
from inspector.domain.records import Case, CaseStep, Decision, Officer, Paper, Photo, Suspension
from inspector.domain.rows import CaseRow
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

_CHUNK = 500
RULES = (
    "一案一行；同一案并处几种处罚的，只按最重的一种计一次。",
    "罚款按处罚决定书的数额，减免按作出决定时的测算额减去实际罚款计；没有裁量表的按法定下限计。",
    "年度从1月1日到12月31日，按发现日取；决定、送达、缴款各按自己的日期。",
    "空格表示还没有发生；— 表示数为零。",
)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which cases: by day found (both ends included), district, element, outcome, campaign, typed text."""

    start: date | None = None
    end: date | None = None
    district: str = ""
    element: str = ""
    outcome: Outcome | None = None
    campaign: str = ""
    text: str = ""

    def question(self, order: str = "-found_on") -> ListFilter:
        """The same as a list filter."""
        equals: dict[str, object] = {}
        for name in ("district", "element", "campaign"):
            if getattr(self, name):
                equals[name] = getattr(self, name)
        if self.outcome is not None:
            equals["outcome"] = self.outcome
        between = {"found_on": (self.start, self.end)} if self.start or self.end else {}
        return ListFilter(text=self.text, equals=equals, between=between, order=order)

    def sentences(self) -> list[str]:
        """The filter in words, for 说明."""
        parts = [f"发现日 {self.start or '最早'} 至 {self.end or '最近'}"]
        for label, value in (
            ("区", self.district),
            ("要素", self.element),
            ("类型", self.outcome.label if self.outcome else ""),
            ("行动", self.campaign),
            ("查找", self.text),
        ):
            if value:
                parts.append(f"{label}：{value}")
        return parts


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
    """What an export wrote."""

    path: Path
    rows: int
    amount_fen: int


class LedgerService:
    """Lists, figures and the workbook of cases."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.officers = OfficerService(workspace)

    def rows(self, wanted: LedgerFilter, order: str = "-found_on") -> ShapedRows[CaseRow]:
        """Narrow rows for the page."""
        return ShapedRows(self.workspace.store, Case, CaseRow, wanted.question(order))

    def choices(self, column: str) -> list[str]:
        """Values of a column that occur, for a filter."""
        found = StoredRows(self.workspace.store, Case, ListFilter()).group_counts(column)
        return sorted(str(value) for value in found if value)

    def summary(self, wanted: LedgerFilter) -> LedgerSummary:
        """Figures over the filter."""
        source = StoredRows(self.workspace.store, Case, wanted.question())
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

    def export(self, path: Path, wanted: LedgerFilter, progress: Progress | None = None) -> LedgerReport:
        """Write the workbook; the export is itself an event. Raises CancelledError, LedgerNotWrittenError."""
        source = StoredRows(self.workspace.store, Case, wanted.question(order="found_on"))
        keys = source.ids()
        with self.workspace.read() as reader:
            head = reader.head(self.workspace.origin.chain_id)
        profile = self.officers.bureau()
        summary = self.summary(wanted)
        frame = LedgerFrame(
            bureau=profile.name or "（机关名称未设置）",
            period=f"{wanted.start or '最早'} 至 {wanted.end or '最近'}",
            filters=wanted.sentences(),
            rules=RULES,
            sources=(
                f"本机数据，共 {len(keys)} 宗，设备 {self.workspace.origin.device_id[-12:]}",
                *((f"其中示例数据 {summary.samples} 宗",) if summary.samples else ()),
            ),
            conflicts=(),
            pack_version=self.workspace.book.version,
            chain_head=f"{head.seq} {head_text(head.hash)}",
            exported_at=self.workspace.clock.now(),
        )
        totals = write_ledger(path, self._ledger_rows(keys, profile.short), frame, progress, len(keys))
        with self.workspace.write() as writer:
            writer.note(
                "ledger.exported",
                "ledger",
                path.name,
                {"rows": totals.rows, "fines_fen": totals.total("fine")},
            )
        return LedgerReport(path, totals.rows, totals.total("fine"))

    def _ledger_rows(self, keys: Sequence[str], unit: str) -> Iterator[LedgerRow]:
        calendar = calendar_with(self.officers.setting(OWN_DAYS))
        for start in range(0, len(keys), _CHUNK):
            with self.workspace.read() as reader:
                yield from self._chunk(reader, keys[start : start + _CHUNK], unit, calendar)

    def _chunk(
        self, reader: Reader, keys: Sequence[str], unit: str, calendar: WorkCalendar
    ) -> list[LedgerRow]:
        cases = {case.id: case for case in reader.find_in(Case, "id", keys)}
        steps: dict[str, dict[str, CaseStep]] = {}
        for step in reader.find_in(CaseStep, "case_id", keys):
            steps.setdefault(step.case_id, {})[step.step] = step
        spans: dict[str, list[Suspension]] = {}
        for suspension in reader.find_in(Suspension, "case_id", keys):
            spans.setdefault(suspension.case_id, []).append(suspension)
        decisions = {
            d.case_id: d for d in reader.find_in(Decision, "case_id", keys) if d.superseded_by is None
        }
        papers: dict[str, str] = {}
        for paper in reader.find_in(Paper, "case_id", keys):
            if paper.case_id and paper.number and paper.kind.endswith("decision") and not paper.void_reason:
                papers[paper.case_id] = paper.number
        photos: dict[str, int] = {}
        for photo in reader.find_in(Photo, "case_id", keys):
            if photo.case_id and not photo.void_reason:
                photos[photo.case_id] = photos.get(photo.case_id, 0) + 1
        names = {officer.id: officer.name for officer in reader.find(Officer)}
        return [
            self._row(
                cases[key],
                steps.get(key, {}),
                spans.get(key, []),
                decisions.get(key),
                papers.get(key, ""),
                photos.get(key, 0),
                names,
                unit,
                calendar,
            )
            for key in keys
            if key in cases
        ]

    def _row(
        self,
        case: Case,
        steps: dict[str, CaseStep],
        spans: Sequence[Suspension],
        decision: Decision | None,
        paper_number: str,
        photos: int,
        names: dict[str, str],
        unit: str,
        calendar: WorkCalendar,
    ) -> LedgerRow:
        book = self.workspace.book
        violation = book.violations.get(case.violation_id)
        provision = book.provisions.get(decision.provision_id) if decision else None
        item = book.lenient_items.get(decision.item_id) if decision and decision.item_id else None
        filed, served, paid = (steps.get(name) for name in (FILED, SERVED, PAID))
        rules = self.workspace.rules
        limit = _deadline(rules, "decide", filed, steps, calendar, spans)
        pay = _deadline(rules, "pay", served, steps, calendar) if case.amount_fen else None
        handlers = [names[key] for key in (case.handler_id, case.second_handler_id) if key and key in names]
        return LedgerRow(
            case_number=case.case_number or "",
            source=case.source.label,
            campaign=case.campaign,
            unit=unit,
            handlers="、".join(handlers),
            party=case.party_name,
            credit_code=case.party_code or "",
            district=case.district,
            element=case.element,
            act=violation.name if violation else case.violation_id,
            violated=provision.violated if provision else "",
            penalty=provision.penalty() if provision else "",
            act_day=case.act_day,
            filed_on=filed.day if filed else None,
            deducted_days=limit.deducted_days if limit else None,
            decide_by=limit.due if limit else None,
            decided_on=case.decided_on,
            outcome=case.outcome.label if case.outcome else "",
            basis=f"{item.source.document}{item.source.article}"
            if item
            else (decision.basis if decision else ""),
            fine_fen=case.amount_fen,
            spared_fen=case.reduced_fen,
            paper_number=paper_number,
            served_on=served.day if served else None,
            pay_by=pay.due if pay else None,
            paid_on=paid.day if paid else None,
            paid_fen=paid.amount_fen if paid else None,
            closed_on=case.closed_on,
            photos=photos,
            reason=decision.reason if decision else "",
            case_id=case.id,
            found_on=case.found_on,
        )


def _deadline(
    rules: Rulebook,
    clock_id: str,
    start: CaseStep | None,
    steps: Mapping[str, CaseStep],
    calendar: WorkCalendar,
    spans: Sequence[Suspension] = (),
) -> Deadline | None:
    """The end of a period with the extensions that were granted; None while the step that starts it is not there."""
    if start is None:
        return None
    clock = rules.clocks[clock_id]
    period = rules.periods[clock.period]
    more = sum(granted.number for granted in clock.extensions if granted.step in steps)
    counted = [Span(s.starts_on, s.ends_on or s.starts_on, s.reason) for s in spans]
    return compute_deadline(replace(period, number=period.number + more), start.day, calendar, counted)
