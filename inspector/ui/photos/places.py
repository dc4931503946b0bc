"""Where the photos of the page belong: a visit (`VISIT`) or a case (`case:CASE`), and what one of them can be put behind."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.changes import Changes
from inspector.domain.kinds import VisitState
from inspector.domain.records import FactEvidence, Photo
from inspector.services.cases import CaseService
from inspector.services.photos import PhotoService
from inspector.services.visits import VisitService
from inspector.ui.common.words import tr

CASE = "case:"
_WORDS_SHOWN = 18


@dataclass(frozen=True, slots=True)
class PlaceState:
    """Of a visit or case: the party, where back leads, whether photos may still come and go, and what a photo can be
    put behind: `targets` are (id, text) of checklist items or facts, `held` the targets of each photo."""

    party: str
    back: str
    fixed: bool
    target_name: str
    targets: tuple[tuple[str, str], ...]
    held: dict[str, tuple[str, ...]]


class PhotoPlaces:
    """Reads a place and puts photos behind its items or facts."""

    def __init__(self, visits: VisitService, cases: CaseService, photos: PhotoService) -> None:
        self._visits, self._cases, self._photos = visits, cases, photos

    def read(self, place: str) -> PlaceState:
        """All about a place (worker). Raises NotFoundError."""
        if place.startswith(CASE):
            return self._case(place.removeprefix(CASE))
        sheet = self._visits.sheet(place)
        return PlaceState(
            party=sheet.visit.party_name,
            back=tr("现场检查"),
            fixed=sheet.visit.state is not VisitState.DRAFT,
            target_name=tr("检查项"),
            targets=(
                ("", tr("不挂在检查项上")),
                *((item.id, item.label) for item in sheet.checklist.items),
            ),
            held={photo.id: (photo.item_id,) for photo in sheet.photos if photo.item_id},
        )

    def put_behind(self, place: str, photo_id: str, target: str) -> tuple[Changes, str]:
        """Put a photo behind a checklist item or fact; the second is what `take_back` needs."""
        if not place.startswith(CASE):
            with self._visits.workspace.read() as reader:
                former = reader.get(Photo, photo_id).item_id or ""
            return self._photos.describe(photo_id, item_id=target)[1], former
        changes = self._cases.link_evidence(target, photo_id=photo_id)
        with self._cases.workspace.read() as reader:
            links = reader.find(FactEvidence, fact_id=target, photo_id=photo_id)
        return changes, links[0].id if changes.touched else ""

    def take_back(self, place: str, photo_id: str, former: str) -> Changes:
        """Undo `put_behind`."""
        if not place.startswith(CASE):
            return self._photos.describe(photo_id, item_id=former)[1]
        return self._cases.unlink_evidence(former) if former else Changes()

    def _case(self, case_id: str) -> PlaceState:
        file = self._cases.file(case_id)
        held: dict[str, tuple[str, ...]] = {}
        for link in file.evidence:
            if link.photo_id is not None:
                held[link.photo_id] = (*held.get(link.photo_id, ()), link.fact_id)
        return PlaceState(
            party=file.case.party_name,
            back=tr("案件"),
            fixed=file.case.closed_on is not None,
            target_name=tr("事实"),
            targets=tuple((fact.id, f"{fact.ordinal} {short(fact.text)}") for fact in file.facts),
            held=held,
        )


def photos_at(photos: PhotoService, place: str) -> list[Photo]:
    """The photos of a visit or case in order."""
    if place.startswith(CASE):
        return photos.of_case(place.removeprefix(CASE))
    return photos.of_visit(place)


def owner_of(place: str) -> tuple[str | None, str | None]:
    """(visit id, case id) of a place: one of them."""
    return (None, place.removeprefix(CASE)) if place.startswith(CASE) else (place, None)


def short(text: str) -> str:
    """The beginning of a fact, for a list of choices."""
    return text if len(text) <= _WORDS_SHOWN else f"{text[:_WORDS_SHOWN]}…"
