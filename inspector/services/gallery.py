"""All photos of a case, a visit or this laptop, by visit, fact, flag and words: ids first, then rows for what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.db.store import Reader
from inspector.domain.records import Fact, FactEvidence, Photo, Visit
from inspector.domain.times import local
from inspector.evidence.flags import FlagKind, PhotoFlag
from inspector.services.photos import flags_in
from inspector.services.workspace import Workspace

ANY_FLAG, NO_FLAG = "any", "none"
_VISITS_OFFERED = 40


@dataclass(frozen=True, slots=True)
class GalleryFilter:
    """What is wanted; empty fields do not narrow. `flag` is `any`, `none` or the value of a `FlagKind`; `text` is looked
    for in captions, file names and the party of the visit."""

    case_id: str = ""
    visit_id: str = ""
    fact_id: str = ""
    flag: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class GalleryRow:
    """One photo with its flags."""

    photo: Photo
    flags: tuple[PhotoFlag, ...]


@dataclass(frozen=True)
class _Key:
    id: str
    visit_id: str | None
    taken_at: datetime | None
    created_at: datetime
    caption: str
    original_name: str


class GallerySource:
    """`domain.ports.RowSource` of gallery rows, the newest photo first. Reads on the thread that asks: for workers."""

    def __init__(self, workspace: Workspace, wanted: GalleryFilter) -> None:
        self._workspace, self._wanted = workspace, wanted

    def ids(self) -> list[str]:
        """Ids of every photo that fits. A flag needs every photo looked at; without one only narrow rows are read."""
        wanted = self._wanted
        with self._workspace.read() as reader:
            equals: dict[str, object] = {"void_reason": ""}
            if wanted.case_id:
                equals["case_id"] = wanted.case_id
            if wanted.visit_id:
                equals["visit_id"] = wanted.visit_id
            keys = reader.shapes(Photo, _Key, **equals)
            if wanted.fact_id:
                behind = {link.photo_id for link in reader.find(FactEvidence, fact_id=wanted.fact_id)}
                keys = [key for key in keys if key.id in behind]
            if wanted.text:
                keys = _with_text(reader, keys, wanted.text)
            keys.sort(key=lambda key: (key.taken_at or key.created_at, key.id), reverse=True)
            found = [key.id for key in keys]
            return _with_flag(reader, found, wanted.flag) if wanted.flag else found

    def rows(self, ids: Sequence[str]) -> list[GalleryRow]:
        """The photos of these ids in their order, with their flags; what was set aside meanwhile is left out."""
        with self._workspace.read() as reader:
            photos = {photo.id: photo for photo in reader.find_in(Photo, "id", list(ids))}
            kept = [photos[key] for key in ids if key in photos and not photos[key].void_reason]
            flags = flags_in(reader, kept)
        return [GalleryRow(photo, flags[photo.id]) for photo in kept]


class GalleryService:
    """Use cases around many photos."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def source(self, wanted: GalleryFilter) -> GallerySource:
        """The photos that fit."""
        return GallerySource(self.workspace, wanted)

    def visits(self, case_id: str = "") -> list[tuple[str, str]]:
        """(id, words) of the newest visits that have photos, of one case or of all, for a filter."""
        with self.workspace.read() as reader:
            equals: dict[str, object] = {"void_reason": ""}
            if case_id:
                equals["case_id"] = case_id
            held = {key.visit_id for key in reader.shapes(Photo, _Key, **equals) if key.visit_id}
            visits = reader.find_in(Visit, "id", sorted(held))
        visits.sort(key=lambda visit: visit.started_at or visit.created_at, reverse=True)
        return [(visit.id, _visit_words(visit)) for visit in visits[:_VISITS_OFFERED]]

    def facts(self, case_id: str) -> list[tuple[str, str]]:
        """(id, words) of the facts of a case, for a filter."""
        with self.workspace.read() as reader:
            facts = reader.find(Fact, order=("ordinal",), case_id=case_id, void_reason="")
        return [(fact.id, f"{fact.ordinal} {fact.text}") for fact in facts]


def _visit_words(visit: Visit) -> str:
    day = f"{local(visit.started_at):%Y-%m-%d}" if visit.started_at else ""
    return " ".join(part for part in (day, visit.party_name) if part) or "未填当事人的检查"


def _with_text(reader: Reader, keys: list[_Key], text: str) -> list[_Key]:
    sought = text.casefold()
    visits = reader.find_in(Visit, "id", sorted({key.visit_id for key in keys if key.visit_id}))
    named = {visit.id for visit in visits if sought in visit.party_name.casefold()}
    return [
        key
        for key in keys
        if key.visit_id in named or sought in key.caption.casefold() or sought in key.original_name.casefold()
    ]


def _with_flag(reader: Reader, ids: list[str], flag: str) -> list[str]:
    flags = flags_in(reader, reader.find_in(Photo, "id", ids))
    if flag == ANY_FLAG:
        return [key for key in ids if any(one.notable for one in flags[key])]
    if flag == NO_FLAG:
        return [key for key in ids if not any(one.notable for one in flags[key])]
    kind = FlagKind(flag)
    return [key for key in ids if any(one.kind is kind for one in flags[key])]
