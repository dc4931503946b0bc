"""What the visit page reads in one go: sheet, officers, history, defaults, thumbnails. Runs in worker threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.kinds import Outcome, SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Measurement, Officer, VisitOfficer
from inspector.domain.times import local_day
from inspector.law.book import Book
from inspector.services.campaigns import CampaignService
from inspector.services.cases import CaseService
from inspector.services.officers import OfficerService
from inspector.services.photos import PhotoService
from inspector.services.positive_list import PositiveListService
from inspector.services.sites import SiteService
from inspector.services.visits import VisitService, VisitSheet
from inspector.ui.common.suggestion import Suggestion
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import LineState, OfficerView
from inspector.ui.visits.verdict import is_noise

_YEAR = timedelta(days=365)
_LOOKED_BACK = 8
_SUGGESTED = 12
_KEPT_FROM_LAST = ("instrument", "instrument_number", "calibrated_until", "point")


@dataclass(frozen=True, slots=True)
class VisitServices:
    """The use cases behind the page."""

    visits: VisitService
    photos: PhotoService
    officers: OfficerService
    sites: SiteService
    cases: CaseService
    positive_list: PositiveListService
    campaigns: CampaignService


@dataclass(frozen=True, slots=True)
class Loaded:
    """A visit as read, with what stands around it."""

    sheet: VisitSheet
    book: Book
    officers: tuple[Officer, ...]
    day: date
    history_words: str
    last_reading: Measurement | None
    thumbnails: dict[str, Path]
    changes: Changes = field(default_factory=Changes)

    def officer_views(self) -> tuple[list[OfficerView], list[OfficerView]]:
        """Officers named on the visit, and all who may be named."""
        known = {officer.id: officer for officer in self.officers}
        named = [
            OfficerView(part.officer_id, part.name, part.card_number, self._valid(known.get(part.officer_id)))
            for part in self.sheet.officers
        ]
        choices = [
            OfficerView(officer.id, officer.name, officer.card_number, self._valid(officer))
            for officer in self.officers
        ]
        return named, choices

    def party_line(self) -> LineState:
        """Under the party: the code as checked, or that the name is not in the register."""
        visit = self.sheet.visit
        if visit.site_id and self.sheet.site is not None:
            kind = _KIND_WORDS.get(self.sheet.site.kind, self.sheet.site.kind.label)
            if visit.party_code:
                return LineState("met", tr("信用代码校验通过 · {kind}", kind=kind))
            return LineState("gap", tr("名录里没有信用代码 · {kind}", kind=kind))
        return LineState("gap", tr("不在名录里，按所填名称记录")) if visit.party_name else LineState()

    def reading_defaults(self) -> dict[str, object]:
        """Fields of a new reading. Noise: quantity and unit, instrument and point as last time; others start empty."""
        if not is_noise(self.sheet.checklist):
            return {"quantity": "", "unit": ""}
        found: dict[str, object] = {"quantity": "noise", "unit": "dB(A)"}
        if self.last_reading is not None:
            found |= {name: getattr(self.last_reading, name) for name in _KEPT_FROM_LAST}
        return found

    def _valid(self, officer: Officer | None) -> bool:
        return officer is None or officer.card_valid_until is None or officer.card_valid_until >= self.day


_KIND_WORDS = {SiteKind.CONSTRUCTION: "施工单位"}


def load_visit(services: VisitServices, visit_id: str) -> Loaded:
    """Everything the page shows of a visit. Raises NotFoundError."""
    sheet = services.visits.sheet(visit_id)
    workspace = services.visits.workspace
    paths: dict[str, Path] = {}
    for photo in sheet.photos:
        if services.photos.thumbnail(photo) is not None:
            paths[photo.id] = services.photos.derived.path_of(photo.sha256)
    return Loaded(
        sheet=sheet,
        book=workspace.book,
        officers=tuple(services.officers.officers()),
        day=today(workspace.clock),
        history_words=_history(services, sheet),
        last_reading=None if sheet.measurements else _last_reading(services, sheet),
        thumbnails=paths,
    )


def start_officers(services: VisitServices) -> list[Officer]:
    """Who is named on a new visit: those of the newest visit, else the officer at work (and the only other one)."""
    day = today(services.visits.workspace.clock)
    usable = {
        officer.id: officer
        for officer in services.officers.officers()
        if officer.card_valid_until is None or officer.card_valid_until >= day
    }
    current = services.officers.current()
    for visit in services.visits.rows(ListFilter(order="-id")).page(_LOOKED_BACK):
        named = [part.officer_id for part in services.visits.sheet(visit.id).officers]
        if (
            len(named) >= 2
            and all(key in usable for key in named)
            and (current is None or current.id in named)
        ):
            return [usable[key] for key in named]
    if current is None or current.id not in usable:
        return list(usable.values()) if len(usable) == 2 else []
    others = [officer for officer in usable.values() if officer.id != current.id]
    return [usable[current.id], *(others if len(others) == 1 else [])]


def next_officers(named: Sequence[VisitOfficer], place: int, officer_id: str) -> list[str]:
    """Officer ids after `officer_id` took a place; the one who stood there leaves."""
    keys = [part.officer_id for part in named if part.officer_id != officer_id]
    if place < len(keys):
        keys[place] = officer_id
    else:
        keys.append(officer_id)
    return keys


def site_suggestions(services: VisitServices, text: str) -> list[Suggestion]:
    """Known sites for a typed text."""
    found = services.sites.search(text, _SUGGESTED)
    return [
        Suggestion(site.id, site.name, " · ".join(part for part in (site.kind.label, site.address) if part))
        for site in found
    ]


def _history(services: VisitServices, sheet: VisitSheet) -> str:
    if sheet.site is None:
        return ""
    clock = services.visits.workspace.clock
    since = clock.now() - _YEAR
    history = services.sites.history(sheet.site)
    visits = [v for v in history.visits if v.id != sheet.visit.id and v.started_at and v.started_at >= since]
    fined = [
        case
        for case in history.cases
        if case.outcome in (Outcome.PENALTY, Outcome.REDUCED) and case.found_on >= since.date()
    ]
    day = local_day(sheet.visit.started_at) if sheet.visit.started_at else today(clock)
    listed = services.positive_list.exemption(sheet.site.id, day)
    spared = ""
    if listed is not None:
        until = listed.ends_on.isoformat() if listed.ends_on else tr("未定止日")
        spared = tr("正面清单企业（至 {until}），以非现场方式为主。", until=until)
    return spared + tr(
        "近一年检查 {visits} 次、处罚 {fined} 次（本机数据，查至 {day}）",
        visits=len(visits),
        fined=len(fined),
        day=today(clock).isoformat(),
    )


def _last_reading(services: VisitServices, sheet: VisitSheet) -> Measurement | None:
    """The newest reading of an earlier visit by the same checklist, for its instrument."""
    wanted = ListFilter(equals={"checklist_id": sheet.checklist.id}, order="-id")
    for visit in services.visits.rows(wanted).page(_LOOKED_BACK):
        if visit.id == sheet.visit.id:
            continue
        readings = services.visits.sheet(visit.id).measurements
        if readings:
            return replace(readings[0], id="")
    return None
