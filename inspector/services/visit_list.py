"""Rows of the visit list: a visit with its photo count and what its record still lacks, read a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.db.lists import StoredRows
from inspector.domain.kinds import VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import Measurement, Photo, Visit, VisitAnswer, VisitOfficer
from inspector.services.visits import VisitSheet
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row; `missing` holds the words of what a draft still lacks, empty for completed visits."""

    visit: Visit
    checklist: str
    photos: int
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        """The visit's id."""
        return self.visit.id


class VisitLines:
    """A `RowSource`; five queries a page, whatever its length."""

    def __init__(self, workspace: Workspace, wanted: ListFilter) -> None:
        self._workspace = workspace
        self._rows = StoredRows(workspace.store, Visit, wanted)

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self._rows.ids()

    def rows(self, ids: Sequence[str]) -> Sequence[VisitLine]:
        """The rows of these ids, in the same order."""
        visits = self._rows.rows(ids)
        keys = [visit.id for visit in visits]
        drafts = [visit.id for visit in visits if visit.state is VisitState.DRAFT]
        with self._workspace.read() as reader:
            photos = Counter(p.visit_id for p in reader.find_in(Photo, "visit_id", keys) if not p.void_reason)
            officers: dict[str, list[VisitOfficer]] = defaultdict(list)
            for officer in reader.find_in(VisitOfficer, "visit_id", drafts):
                officers[officer.visit_id].append(officer)
            answers: dict[str, dict[str, VisitAnswer]] = defaultdict(dict)
            for answer in reader.find_in(VisitAnswer, "visit_id", drafts):
                answers[answer.visit_id][answer.item_id] = answer
            readings: dict[str, list[Measurement]] = defaultdict(list)
            for reading in reader.find_in(Measurement, "visit_id", drafts):
                readings[reading.visit_id].append(reading)
        book = self._workspace.book
        lines = []
        for visit in visits:
            checklist = book.checklist(visit.checklist_id)
            sheet = VisitSheet(
                visit=visit,
                checklist=checklist,
                officers=tuple(officers[visit.id]),
                answers=answers[visit.id],
                measurements=tuple(readings[visit.id]),
                photos=(),
                site=None,
                complaint=None,
            )
            draft = visit.state is VisitState.DRAFT
            missing = tuple(item.label for item in sheet.missing()) if draft else ()
            lines.append(VisitLine(visit, checklist.name, photos[visit.id], missing))
        return lines
