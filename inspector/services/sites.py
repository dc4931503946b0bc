"""Regulated sites (监管对象): save, find, and check what a person or a sheet says about one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from inspector.db.lists import ShapedRows, StoredRows
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.identifiers import parse_credit_code
from inspector.domain.kinds import SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Site, Visit
from inspector.domain.rows import SiteRow
from inspector.domain.text import clean_text
from inspector.services.workspace import Workspace

_TEXT_FIELDS = {
    "name": "名称",
    "legal_representative": "法定代表人",
    "address": "地址",
    "district": "区",
    "street": "街道",
    "industry": "行业",
    "permit_number": "排污许可证号",
    "contact": "联系人",
    "phone": "联系电话",
    "note": "备注",
}


@dataclass(frozen=True, slots=True)
class SiteHistory:
    """What the own data say about a site; `searched_until` is the newest change seen."""

    visits: list[Visit] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def checked_site(site: Site) -> Site:
    """The site with clean text and a checked credit code. Raises InvalidValueError naming the field."""
    cleaned = {name: clean_text(getattr(site, name), label) for name, label in _TEXT_FIELDS.items()}
    if not cleaned["name"]:
        raise InvalidValueError("名称", "", "不能空")
    code = parse_credit_code(site.credit_code) if site.credit_code and site.credit_code.strip() else None
    begins, ends = site.positive_list_from, site.positive_list_to
    if begins and ends and ends < begins:
        raise InvalidValueError("正面清单止", ends.isoformat(), f"不早于起始日 {begins.isoformat()}")
    if (site.lat_e6 is None) != (site.lon_e6 is None):
        raise InvalidValueError("坐标", "只有一个数", "经度和纬度都填，或都不填")
    checked = replace(site, credit_code=code, **cleaned)  # type: ignore[arg-type]
    _ = checked.position  # raises when out of range
    return checked


class SiteService:
    """Use cases around regulated sites."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def list_rows(self, wanted: ListFilter) -> ShapedRows[SiteRow]:
        """Narrow rows for a table."""
        return ShapedRows(self.workspace.store, Site, SiteRow, wanted)

    def rows(self, wanted: ListFilter) -> StoredRows[Site]:
        """Sites for a list."""
        return StoredRows(self.workspace.store, Site, wanted)

    def search(self, text: str, limit: int = 20, kinds: tuple[SiteKind, ...] = ()) -> list[Site]:
        """The first matches for a typed text, newest first."""
        wanted = ListFilter(text=text, equals={"kind": kinds} if kinds else {}, order="-updated_at")
        return self.rows(wanted).page(limit)

    def get(self, key: str) -> Site:
        """One site. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return reader.get(Site, key)

    def save(self, site: Site) -> tuple[Site, Changes]:
        """Store a new or changed site after checking it. Raises InvalidValueError."""
        checked = checked_site(site)
        with self.workspace.write() as writer:
            stored = writer.put(checked, "site.changed" if site.id else "site.created")
            return stored, writer.changes()

    def twins(self, site: Site) -> list[Site]:
        """Other sites with the same credit code: shown, never merged silently."""
        if not site.credit_code:
            return []
        with self.workspace.read() as reader:
            return [other for other in reader.find(Site, credit_code=site.credit_code) if other.id != site.id]

    def history(self, site: Site) -> SiteHistory:
        """Visits and cases of the site, or of its credit code, newest first."""
        with self.workspace.read() as reader:
            visits = reader.find(Visit, order=("-started_at",), site_id=site.id)
            cases = {case.id: case for case in reader.find(Case, site_id=site.id)}
            if site.credit_code:
                cases |= {case.id: case for case in reader.find(Case, party_code=site.credit_code)}
        return SiteHistory(visits, sorted(cases.values(), key=lambda case: case.found_on, reverse=True))
