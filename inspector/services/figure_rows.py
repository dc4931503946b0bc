"""The records behind a figure that no plain list of cases gives: photos, rechecks, pairs of photos, complaints, a week of
a campaign, cases by the ground of leniency or by the days they took.

A question is small and plain, so that a page can keep it in its record; its rows are read when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import inspector.db.period_records as period
from inspector.casework.steps import FILED
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Complaint, Photo, Rectification, Visit
from inspector.domain.times import local, span_of_days
from inspector.services.workspace import Workspace
from inspector.services.year_report import ReportRow, record_row

PHOTOS, RECHECKS, PAIRS, COMPLAINTS, WEEK = "photos", "rechecks", "pairs", "complaints", "week"
BASIS, TAKEN, MEASURE = "basis", "taken", "measure"
UNITS = {
    PHOTOS: "张",
    RECHECKS: "件",
    PAIRS: "对",
    COMPLAINTS: "件",
    WEEK: "条",
    BASIS: "宗",
    TAKEN: "宗",
    MEASURE: "宗",
}
RESULT_WORDS = {True: "已改正", False: "未改正", None: "未写结果"}
CASE_MARK = "case:"
_OWN = frozenset({"result", "item_id", "step", "least", "most"})


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A kind of record, the days (both included), what narrows it: fields of the case; for rechecks also `result`, for
    complaints `kind`, for a week `campaign_id`, for lenient cases `item_id`, for the days a decision took `least`, `most`, for a measure (配套办法) its `step`."""

    kind: str
    start: date
    end: date
    equals: Mapping[str, str] = field(default_factory=dict)


class FigureRows:
    """A `RowSource` of the records of a question; a page of them costs a few queries."""

    def __init__(self, workspace: Workspace, wanted: RecordQuestion) -> None:
        if wanted.kind not in UNITS:
            raise InvalidValueError("明细", wanted.kind, "、".join(UNITS))
        self.workspace = workspace
        self.wanted = wanted

    def ids(self) -> Sequence[str]:
        """All ids in order; those of a week say of which kind they are."""
        wanted = self.wanted
        if wanted.kind == COMPLAINTS:
            return self._complaints().ids()
        if wanted.kind == WEEK:
            cases = [CASE_MARK + key for key in self._week_cases().ids()]
            return [*self._week_visits().ids(), *cases]
        with self.workspace.read() as reader:
            return period.ids_of(reader, question_of(wanted))

    def rows(self, ids: Sequence[str]) -> Sequence[ReportRow]:
        """The rows of these ids in their order; vanished ones left out."""
        with self.workspace.read() as reader:
            if self.wanted.kind == PHOTOS:
                found = _photo_rows(reader, ids)
            elif self.wanted.kind == RECHECKS:
                found = _order_rows(reader, ids)
            elif self.wanted.kind == PAIRS:
                found = _pair_rows(reader, ids)
            elif self.wanted.kind == COMPLAINTS:
                found = {record.id: record_row(record, {}) for record in reader.find_in(Complaint, "id", ids)}
            elif self.wanted.kind in (BASIS, TAKEN, MEASURE):
                found = {case.id: record_row(case, {}) for case in reader.find_in(Case, "id", ids)}
            else:
                found = _week_rows(reader, ids)
        return [found[key] for key in ids if key in found]

    def _complaints(self) -> StoredRows[Complaint]:
        between = {"received_at": span_of_days(self.wanted.start, self.wanted.end)}
        question = ListFilter(equals=self.wanted.equals, between=between, order="-received_at")
        return StoredRows(self.workspace.store, Complaint, question)

    def _week_visits(self) -> StoredRows[Visit]:
        between = {"started_at": span_of_days(self.wanted.start, self.wanted.end)}
        equals = {**self.wanted.equals, "state": VisitState.COMPLETE}
        return StoredRows(
            self.workspace.store, Visit, ListFilter(equals=equals, between=between, order="started_at")
        )

    def _week_cases(self) -> StoredRows[Case]:
        between = {"found_on": (self.wanted.start, self.wanted.end)}
        return StoredRows(
            self.workspace.store,
            Case,
            ListFilter(equals=self.wanted.equals, between=between, order="found_on"),
        )


class FigureRowsService:
    """Opens the records behind a figure."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def source(self, wanted: RecordQuestion) -> FigureRows:
        """The rows of a question. Raises InvalidValueError for a kind that is none."""
        return FigureRows(self.workspace, wanted)


def question_of(wanted: RecordQuestion) -> period.Chosen:
    """The question of the store for every kind but complaints and weeks, which are plain lists."""
    own = {name: value for name, value in wanted.equals.items() if name in _OWN}
    equals = {name: value for name, value in wanted.equals.items() if name not in _OWN}
    if wanted.kind == PHOTOS:
        return period.photos(wanted.start, wanted.end, equals)
    if wanted.kind == PAIRS:
        return period.photo_pairs(wanted.start, wanted.end, equals)
    if wanted.kind == BASIS:
        return period.lenient_cases(wanted.start, wanted.end, equals, own["item_id"])
    if wanted.kind == MEASURE:
        return period.measure_cases(wanted.start, wanted.end, equals, own["step"])
    if wanted.kind == TAKEN:
        most = int(own["most"]) if own.get("most") else None
        return period.cases_taking(wanted.start, wanted.end, equals, FILED, int(own["least"]), most)
    return period.rechecks(wanted.start, wanted.end, equals, own.get("result", ""))


def _photo_rows(reader: Reader, ids: Sequence[str]) -> dict[str, ReportRow]:
    photos = reader.find_in(Photo, "id", ids)
    cases = {c.id: c for c in reader.find_in(Case, "id", sorted({p.case_id for p in photos if p.case_id}))}
    visits = {
        v.id: v for v in reader.find_in(Visit, "id", sorted({p.visit_id for p in photos if p.visit_id}))
    }
    found = {}
    for photo in photos:
        case, visit = cases.get(photo.case_id or ""), visits.get(photo.visit_id or "")
        owner = f"{CASE_MARK}{case.id}" if case else visit.id if visit else ""
        when = photo.taken_at or photo.created_at
        found[photo.id] = ReportRow(
            photo.id,
            "photos" if owner else "",
            f"{owner}/{photo.id}" if owner else "",
            f"{local(when):%Y-%m-%d}",
            photo.caption or photo.original_name,
            case.party_name if case else visit.party_name if visit else "",
            f"第 {photo.ordinal} 号",
        )
    return found


def _order_rows(reader: Reader, ids: Sequence[str]) -> dict[str, ReportRow]:
    orders = reader.find_in(Rectification, "id", ids)
    cases = {c.id: c for c in reader.find_in(Case, "id", sorted({o.case_id for o in orders}))}
    return {
        order.id: ReportRow(
            order.id,
            "rectifications",
            order.id,
            str(order.rechecked_on or order.ordered_on),
            cases[order.case_id].party_name,
            order.requirement,
            RESULT_WORDS[order.corrected],
        )
        for order in orders
    }


def _pair_rows(reader: Reader, ids: Sequence[str]) -> dict[str, ReportRow]:
    pairs = reader.find_in(RecheckPhoto, "id", ids)
    orders = _order_rows(reader, sorted({pair.rectification_id for pair in pairs}))
    return {
        pair.id: ReportRow(
            pair.id,
            "rectifications",
            pair.rectification_id,
            orders[pair.rectification_id].day,
            orders[pair.rectification_id].title,
            orders[pair.rectification_id].detail,
            f"第 {pair.ordinal} 对",
        )
        for pair in pairs
    }


def _week_rows(reader: Reader, ids: Sequence[str]) -> dict[str, ReportRow]:
    cases = [key.removeprefix(CASE_MARK) for key in ids if key.startswith(CASE_MARK)]
    visits = [key for key in ids if not key.startswith(CASE_MARK)]
    found = {
        visit.id: replace(record_row(visit, {}), amount="检查")
        for visit in reader.find_in(Visit, "id", visits)
    }
    for case in reader.find_in(Case, "id", cases):
        found[CASE_MARK + case.id] = replace(record_row(case, {}), id=CASE_MARK + case.id)
    return found
