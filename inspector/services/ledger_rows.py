"""Rows of the ledger (台账): a case with its steps, decision, photos and party, read in chunks so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from inspector.casework import counting
from inspector.casework.deadlines import Deadline, Span, compute_deadline
from inspector.casework.rulebook import Rulebook
from inspector.casework.steps import CLUE, FILED, PAID, SERVED
from inspector.casework.workdays import WorkCalendar
from inspector.db.store import Reader
from inspector.documents.dossier import PaperKind
from inspector.documents.sheets.rows import LedgerRow
from inspector.domain.case_records import OffenceSearch
from inspector.domain.records import (
    Assessment,
    Case,
    CaseStep,
    Decision,
    Officer,
    Paper,
    Photo,
    Record,
    Rectification,
    Site,
    Suspension,
    Visit,
    listed,
)
from inspector.domain.supervision_records import PositiveEntry
from inspector.domain.times import utc_text
from inspector.law.book import Book
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.ledger_evidence import factors, lenient_line, photo_lines
from inspector.services.ledger_steps import paid_fen, step_part
from inspector.services.officers import OfficerService
from inspector.services.photos import flags_in
from inspector.services.positive_list import span_words
from inspector.services.workspace import Workspace

RecordT = TypeVar("RecordT", bound=Record)
_CHUNK = 500
_DECISIONS = frozenset({PaperKind.PENALTY_DECISION.value, PaperKind.NO_PENALTY_DECISION.value})


@dataclass(slots=True)
class _Chunk:
    """What was read for some cases, by case."""

    steps: dict[str, list[CaseStep]]
    spans: dict[str, list[Suspension]]
    decisions: dict[str, Decision]
    results: dict[str, Mapping[str, object]]
    papers: dict[str, list[Paper]]
    photos: dict[str, list[Photo]]
    orders: dict[str, list[Rectification]]
    searches: dict[str, list[OffenceSearch]]
    sites: dict[str, Site]
    entries: dict[str, list[PositiveEntry]]
    visits: dict[str, Visit]
    checks: dict[str, str]


class LedgerRows:
    """Turns keys of cases into rows."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        officers = OfficerService(workspace)
        self.calendar = calendar_with(officers.setting(OWN_DAYS))
        self.own_unit = officers.bureau().short
        self.officers: dict[str, Officer] = {
            officer.id: officer for officer in officers.officers(active_only=False)
        }
        self._due = lru_cache(maxsize=4096)(self._plain_due)

    def rows(self, keys: Sequence[str]) -> Iterator[LedgerRow]:
        """The rows of these cases in order; cases that vanished are left out."""
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            with self.workspace.read() as reader:
                cases = {case.id: case for case in reader.find_in(Case, "id", part)}
                chunk = _read(reader, list(cases.values()))
            for key in part:
                if key in cases:
                    yield self._row(cases[key], chunk)

    def unit_of(self, handler_id: str | None) -> str:
        """The unit (办案单位) of a case: its handler's, else the bureau's own; empty without a handler."""
        officer = self.officers.get(handler_id or "")
        return (officer.unit or self.own_unit) if officer else ""

    def _row(self, case: Case, chunk: _Chunk) -> LedgerRow:
        steps = {step.step: step for step in chunk.steps.get(case.id, ())}
        decision = chunk.decisions.get(case.id)
        result = chunk.results.get(decision.assessment_id, {}) if decision else {}
        book = self.workspace.book
        if decision is not None:
            book = self.workspace.book_of(decision.pack_version) or book
        base = self._case_part(case, chunk, steps, book)
        site_id = case.site_id or ""
        base = self._with_party(base, case, chunk.sites.get(site_id), chunk.entries.get(site_id, ()))
        return replace(
            self._with_decision(base, case, decision, result, book, chunk),
            **step_part(steps, chunk.steps.get(case.id, ()), chunk.orders.get(case.id, ()), case),
        )

    def _case_part(self, case: Case, chunk: _Chunk, steps: Mapping[str, CaseStep], book: Book) -> LedgerRow:
        violation = book.violations.get(case.violation_id)
        filed, served, paid = (steps.get(name) for name in (FILED, SERVED, PAID))
        spans = chunk.spans.get(case.id, ())
        limit = self._deadline("decide", filed, steps, spans)
        pay = self._deadline("pay", served, steps) if case.amount_fen else None
        file_by = self._deadline("file", steps.get(CLUE), steps)
        papers = chunk.papers.get(case.id, ())
        site, visit = chunk.sites.get(case.site_id or ""), chunk.visits.get(case.visit_id or "")
        handlers = [self.officers[key].name for key in _ids(case) if key in self.officers]
        photos = chunk.photos.get(case.id, ())
        return LedgerRow(
            case_number=case.case_number or "",
            source=case.source.label,
            campaign=case.campaign,
            unit=self.unit_of(case.handler_id),
            handlers="、".join(handlers),
            party=case.party_name,
            credit_code=case.party_code or "",
            district=case.district,
            element=case.element or "未分要素",
            act=violation.name if violation else case.violation_id,
            violated="",
            penalty="",
            act_day=case.act_day,
            filed_on=filed.day if filed else None,
            deducted_days=limit.deducted_days if limit else None,
            decide_by=limit.due if limit else None,
            decided_on=case.decided_on,
            outcome=case.outcome.label if case.outcome else "",
            basis="",
            fine_fen=counting.decided_fine_fen(case.outcome, case.amount_fen),
            spared_fen=counting.spared_fen(case.outcome, case.reduced_fen),
            paper_number=_number(papers, _DECISIONS),
            served_on=served.day if served else None,
            pay_by=pay.due if pay else None,
            paid_on=paid.day if paid else None,
            paid_fen=paid_fen(chunk.steps.get(case.id, ())),
            closed_on=case.closed_on,
            photos=len(photos),
            reason="",
            case_id=case.id,
            found_on=case.found_on,
            photo_lines=photo_lines(photos, self.officers, visit, site, chunk.checks),
            file_by=file_by.due if file_by else None,
            order_number=_number(papers, {PaperKind.RECTIFICATION_ORDER.value}),
            service_way=self._way(served),
        )

    def _with_party(
        self, row: LedgerRow, case: Case, site: Site | None, listed_entries: Sequence[PositiveEntry]
    ) -> LedgerRow:
        """The row with more about the party, and the codes and ids of 数据."""
        recorder = self.officers.get(case.created_by)
        return replace(
            row,
            source_reference=case.source_reference,
            representative=case.party_representative,
            address=case.party_address,
            street=case.street,
            industry=site.industry if site else "",
            key_discharger=("是" if site.key_discharger else "否") if site else "",
            positive_list=span_words(site, listed_entries, case.found_on),
            source_code=case.source.value,
            kind_code=case.inspection_kind,
            violation_id=case.violation_id,
            outcome_code=case.outcome.value if case.outcome else "",
            stage_code=case.stage,
            site_id=case.site_id or "",
            visit_id=case.visit_id or "",
            handler_id=case.handler_id or "",
            device_id=case.device_id,
            created_utc=utc_text(case.created_at),
            updated_utc=utc_text(case.updated_at),
            inspector=recorder.name if recorder else "",
            sample=case.sample,
        )

    def _with_decision(
        self,
        row: LedgerRow,
        case: Case,
        decision: Decision | None,
        result: Mapping[str, object],
        book: Book,
        chunk: _Chunk,
    ) -> LedgerRow:
        if decision is None:
            return row
        provision = book.provisions.get(decision.provision_id)
        item = book.lenient_items.get(decision.item_id) if decision.item_id else None
        kinds = counting.penalty_kinds(case.outcome, listed(case.penalty_kinds), case.amount_fen)
        return replace(
            row,
            violated=provision.violated if provision else "",
            penalty=provision.penalty() if provision else "",
            basis=f"{item.source.document}{item.source.article}" if item else decision.basis,
            reason=decision.reason,
            law_version=decision.pack_version,
            discretion=factors(result),
            penalty_kinds=counting.kind_words(kinds),
            counted_kind=counting.kind_words([counting.heaviest(kinds)]) if kinds else "",
            provision_id=decision.provision_id,
            item_id=decision.item_id or "",
            lenient=lenient_line(case, decision, item, result, chunk.searches.get(case.id, ())),
        )

    def _way(self, served: CaseStep | None) -> str:
        if served is None:
            return ""
        way = self.workspace.rules.ways.get(served.method)
        return way.name if way else served.method

    def _deadline(
        self,
        clock_id: str,
        start: CaseStep | None,
        steps: Mapping[str, CaseStep],
        spans: Sequence[Suspension] = (),
    ) -> Deadline | None:
        """The end of a period with the extensions granted; None while the step that starts it is not there."""
        if start is None:
            return None
        clock = self.workspace.rules.clocks[clock_id]
        more = sum(granted.number for granted in clock.extensions if granted.step in steps)
        if not spans:
            return self._due(clock_id, more, start.day)
        counted = [Span(s.starts_on, s.ends_on or s.starts_on, s.reason) for s in spans]
        return _computed(self.workspace.rules, clock_id, more, start.day, self.calendar, counted)

    def _plain_due(self, clock_id: str, more: int, start: date) -> Deadline:
        """The same day of the same clock comes up for many cases: kept."""
        return _computed(self.workspace.rules, clock_id, more, start, self.calendar, [])


def _computed(
    rules: Rulebook, clock_id: str, more: int, start: date, calendar: WorkCalendar, spans: Sequence[Span]
) -> Deadline:
    period = rules.periods[rules.clocks[clock_id].period]
    return compute_deadline(replace(period, number=period.number + more), start, calendar, spans)


def _read(reader: Reader, cases: Sequence[Case]) -> _Chunk:
    """Everything about some cases in one snapshot."""
    keys = [case.id for case in cases]
    visit_ids = sorted({case.visit_id for case in cases if case.visit_id})
    site_ids = sorted({case.site_id for case in cases if case.site_id})
    decisions = {d.case_id: d for d in reader.find_in(Decision, "case_id", keys) if d.superseded_by is None}
    assessments = reader.find_in(Assessment, "id", sorted(d.assessment_id for d in decisions.values()))
    photos = [photo for photo in reader.find_in(Photo, "case_id", keys) if not photo.void_reason]
    checks = {
        key: "；".join(flag.words for flag in flags if flag.notable) or "一致"
        for key, flags in (flags_in(reader, photos) if photos else {}).items()
    }
    steps = _grouped(reader.find_in(CaseStep, "case_id", keys))
    return _Chunk(
        steps={key: sorted(found, key=lambda s: (s.day, s.id)) for key, found in steps.items()},
        spans=_grouped(reader.find_in(Suspension, "case_id", keys)),
        decisions=decisions,
        results={entry.id: json.loads(entry.result) for entry in assessments},
        papers=_grouped(reader.find_in(Paper, "case_id", keys)),
        photos=_grouped(sorted(photos, key=lambda p: (p.ordinal, p.id))),
        orders=_grouped(reader.find_in(Rectification, "case_id", keys)),
        searches=_grouped(reader.find_in(OffenceSearch, "case_id", keys)),
        sites={site.id: site for site in reader.find_in(Site, "id", site_ids)},
        entries=_grouped(reader.find_in(PositiveEntry, "site_id", site_ids), "site_id"),
        visits={visit.id: visit for visit in reader.find_in(Visit, "id", visit_ids)},
        checks=checks,
    )


def _grouped(records: Iterable[RecordT], by: str = "case_id") -> dict[str, list[RecordT]]:
    found: dict[str, list[RecordT]] = {}
    for record in records:
        found.setdefault(str(getattr(record, by)), []).append(record)
    return found


def _ids(case: Case) -> tuple[str, ...]:
    return tuple(key for key in (case.handler_id, case.second_handler_id) if key)


def _number(papers: Sequence[Paper], kinds: Collection[str]) -> str:
    """The number of the paper of these kinds that stands; the latest of several."""
    standing = [paper for paper in papers if paper.kind in kinds and paper.number and not paper.void_reason]
    return max(standing, key=lambda paper: paper.id).number or "" if standing else ""
