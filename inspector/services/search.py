"""Search or jump (查找或跳转): sites, visits, cases and complaints by the words typed."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.db.lists import StoredRows
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Complaint, Site, Visit
from inspector.domain.times import local
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: the page that shows it, its id, a title and a second line."""

    page: str
    id: str
    title: str
    detail: str


class SearchService:
    """One box over everything on this laptop."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def find(self, text: str, each: int = 6) -> list[Hit]:
        """Up to `each` hits a kind, newest first; nothing for an empty text."""
        if not text.strip():
            return []
        store = self.workspace.store
        cases = StoredRows(store, Case, ListFilter(text=text, order="-found_on")).page(each)
        visits = StoredRows(store, Visit, ListFilter(text=text, order="-started_at")).page(each)
        sites = StoredRows(store, Site, ListFilter(text=text, order="-updated_at")).page(each)
        complaints = StoredRows(store, Complaint, ListFilter(text=text, order="-received_at")).page(each)
        names = {checklist.id: checklist.name for checklist in self.workspace.book.checklists}
        return [
            *(
                Hit("cases", case.id, case.title, f"{case.found_on} {case.case_number or '未编号'}")
                for case in cases
            ),
            *(
                Hit(
                    "visits",
                    visit.id,
                    visit.party_name or "未填当事人",
                    f"{names.get(visit.checklist_id, visit.checklist_id)}"
                    + (f" {local(visit.started_at):%Y-%m-%d %H:%M}" if visit.started_at else ""),
                )
                for visit in visits
            ),
            *(
                Hit("sites", site.id, site.name, f"{site.kind.label} {site.address}".strip())
                for site in sites
            ),
            *(
                Hit(
                    "complaints",
                    one.id,
                    one.content,
                    f"{one.kind}信访 {local(one.received_at):%Y-%m-%d} {one.place}".strip(),
                )
                for one in complaints
            ),
        ]
