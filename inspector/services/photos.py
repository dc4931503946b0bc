"""Photos as evidence: make them safe first, describe them, show them, compare what they claim with the visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import CancelledError, InspectorError, InvalidValueError
from inspector.domain.geo import Datum
from inspector.domain.kinds import TimeSource
from inspector.domain.ports import NoProgress, Progress
from inspector.domain.records import Photo, Site, Visit, VisitOfficer, listed
from inspector.domain.text import clean_text
from inspector.domain.times import local
from inspector.evidence.derived import PRINT, THUMBNAIL, DerivedPictures, Made
from inspector.evidence.errors import PhotoRefusedError
from inspector.evidence.facts import Oddity, PhotoFacts
from inspector.evidence.flags import PhotoFlag, Surroundings, photo_flags
from inspector.evidence.formats import PhotoFormat
from inspector.evidence.names import clean_name
from inspector.evidence.plan import PassedOver, plan
from inspector.evidence.worker import PhotoWorker
from inspector.services.workspace import Workspace

_MISLABELLED = "MISLABELLED"
_SHENZHEN_MINUTES = 8 * 60


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in, and why."""

    name: str
    why: InspectorError


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """Outcome of taking photos in. `known` are photos whose bytes were in this visit or case already: not added again."""

    taken: tuple[Photo, ...]
    known: tuple[str, ...]
    refused: tuple[Refused, ...]
    passed_over: tuple[PassedOver, ...]
    cancelled: bool
    changes: Changes

    def words(self) -> str:
        """`存入 12 张，已有 1 张，未收 1 张`."""
        parts = [f"存入 {len(self.taken)} 张"]
        if self.known:
            parts.append(f"已有 {len(self.known)} 张")
        if self.refused or self.passed_over:
            parts.append(f"未收 {len(self.refused) + len(self.passed_over)} 张")
        if self.cancelled:
            parts.append("已取消，其余未存")
        return "，".join(parts)


class PhotoService:
    """Use cases around photos. Close it to end the decoding children."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.worker = PhotoWorker()
        self.derived = DerivedPictures(workspace.photos, workspace.home.cache, self.worker)

    def close(self) -> None:
        """End the decoding children."""
        self.worker.close()

    def take_in(
        self,
        paths: Sequence[Path],
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        progress: Progress | None = None,
    ) -> IntakeReport:
        """Phase 1: every photo under `paths` is copied, hashed, synced and registered, one transaction each.

        A bad file is reported and does not stop the others; after a cancel what was taken stays.
        """
        progress = progress or NoProgress()
        if (visit_id is None) == (case_id is None):
            raise ValueError("photos belong to a visit or to a case")
        chosen = plan(paths, progress)
        taken: list[Photo] = []
        known: list[str] = []
        refused: list[Refused] = []
        changes = Changes()
        cancelled = False
        for done, source in enumerate(chosen.candidates):
            name = clean_name(source.name)
            progress.report(done, len(chosen.candidates), name)
            if progress.cancelled():
                cancelled = True
                break
            try:
                photo, added = self._take_one(source, name, visit_id, case_id)
            except CancelledError:
                cancelled = True
                break
            except PhotoRefusedError as error:
                refused.append(Refused(name, error))
                continue
            if photo is None:
                known.append(name)
            else:
                taken.append(photo)
                changes += added
        progress.report(len(chosen.candidates), len(chosen.candidates), "已存入")
        return IntakeReport(
            tuple(taken), tuple(known), tuple(refused), chosen.passed_over, cancelled, changes
        )

    def _take_one(
        self, source: Path, name: str, visit_id: str | None, case_id: str | None
    ) -> tuple[Photo | None, Changes]:
        stored = self.workspace.photos.take_in(source)
        facts = self.worker.facts(stored.path, name)
        with self.workspace.write() as writer:
            here = {"visit_id": visit_id} if visit_id else {"case_id": case_id}
            siblings = writer.find(Photo, **here)
            if any(photo.sha256 == stored.sha256 and not photo.void_reason for photo in siblings):
                return None, Changes()
            officers = writer.find(VisitOfficer, order=("ordinal",), visit_id=visit_id) if visit_id else []
            width, height = facts.upright_size
            photo = Photo(
                sha256=stored.sha256,
                size_bytes=stored.size_bytes,
                original_name=name,
                format=facts.format.value,
                ordinal=max((photo.ordinal for photo in siblings), default=0) + 1,
                visit_id=visit_id,
                case_id=case_id,
                width_px=width,
                height_px=height,
                taken_at=facts.taken_at or facts.gps_at,
                exif_at=facts.taken_at,
                exif_offset_minutes=facts.offset_minutes,
                oddities=_oddities(facts, stored.mislabelled),
                time_source=_time_source(facts),
                gps_at=facts.gps_at,
                lat_e6=facts.position.lat_e6 if facts.position else None,
                lon_e6=facts.position.lon_e6 if facts.position else None,
                datum=facts.position.datum if facts.position else Datum.UNKNOWN,
                camera=clean_text(facts.camera),
                software=clean_text(facts.software),
                photographer_id=officers[0].officer_id if officers else None,
                second_officer_id=officers[1].officer_id if len(officers) > 1 else None,
            )
            kept = writer.put(photo, "photo.taken_in")
            if stored.replaced_damaged is not None:
                writer.note(
                    "photo.damaged_replaced", "photo", kept.id, {"set_aside": stored.replaced_damaged.name}
                )
            return kept, writer.changes()

    def make_thumbnails(self, photos: Sequence[Photo], progress: Progress | None = None) -> Iterator[Made]:
        """Phase 2: thumbnails on workers; a photo that does not decode is reported and stays in the store."""
        return self.derived.make_all(
            [(photo.sha256, photo.original_name) for photo in photos], THUMBNAIL, progress
        )

    def thumbnail(self, photo: Photo) -> bytes | None:
        """JPEG bytes when the thumbnail was made before; never decodes, so a painter may call it."""
        return self.derived.cached(photo.sha256, THUMBNAIL)

    def picture(self, photo: Photo) -> bytes:
        """JPEG bytes for print and the viewer, upright, 1200 px on the longest side; made now if needed."""
        return self.derived.picture(photo.sha256, photo.original_name, PRINT)

    def describe(
        self,
        photo_id: str,
        *,
        caption: str | None = None,
        proves: str | None = None,
        item_id: str | None = None,
        taken_at: datetime | None = None,
        photographer_id: str | None = None,
        second_officer_id: str | None = None,
    ) -> tuple[Photo, Changes]:
        """Say what a photo shows and proves, who took it, and a typed time where the camera gave none (or a wrong one).

        A typed time never hides the camera's: the former value stays in the chain and its source says 人工填写.
        """
        with self.workspace.write() as writer:
            photo = writer.get(Photo, photo_id)
            changed = replace(
                photo,
                caption=photo.caption if caption is None else clean_text(caption, "说明"),
                proves=photo.proves if proves is None else clean_text(proves, "证明内容"),
                item_id=photo.item_id if item_id is None else item_id,
                taken_at=photo.taken_at if taken_at is None else taken_at,
                time_source=photo.time_source if taken_at is None else TimeSource.TYPED,
                photographer_id=photo.photographer_id if photographer_id is None else photographer_id,
                second_officer_id=photo.second_officer_id if second_officer_id is None else second_officer_id,
            )
            if changed == photo:
                return photo, Changes()
            return writer.put(changed, "photo.described"), writer.changes()

    def move(self, photo_id: str, to_ordinal: int) -> Changes:
        """Put a photo at another place in its visit or case; the others close up."""
        with self.workspace.write() as writer:
            photo = writer.get(Photo, photo_id)
            here = {"visit_id": photo.visit_id} if photo.visit_id else {"case_id": photo.case_id}
            order = [
                other for other in writer.find(Photo, order=("ordinal", "id"), **here) if other.id != photo_id
            ]
            order.insert(max(0, min(to_ordinal - 1, len(order))), photo)
            for ordinal, each in enumerate(order, 1):
                if each.ordinal != ordinal:
                    writer.put(replace(each, ordinal=ordinal), "photo.moved")
            return writer.changes()

    def set_aside(self, photo_id: str, reason: str) -> Changes:
        """Take a photo out of the record with a reason; the file and its history stay."""
        reason = clean_text(reason, "移出理由")
        if not reason:
            raise InvalidValueError("移出理由", "", "写明为什么不用这张照片")
        with self.workspace.write(reason) as writer:
            writer.put(replace(writer.get(Photo, photo_id), void_reason=reason), "photo.set_aside")
            return writer.changes()

    def take_back(self, photo_id: str) -> Changes:
        """Undo setting a photo aside."""
        with self.workspace.write() as writer:
            writer.put(replace(writer.get(Photo, photo_id), void_reason=""), "photo.taken_back")
            return writer.changes()

    def flags(
        self, photos: Sequence[Photo], reader: Reader | None = None
    ) -> dict[str, tuple[PhotoFlag, ...]]:
        """Flags (疑点) by photo id: what a photo claims against the visit's window, the place, and other photos."""
        if reader is None:
            with self.workspace.read() as fresh:
                return flags_in(fresh, photos)
        return flags_in(reader, photos)

    def of_visit(self, visit_id: str) -> list[Photo]:
        """Photos of a visit in order, without those set aside."""
        with self.workspace.read() as reader:
            return reader.find(Photo, order=("ordinal", "id"), visit_id=visit_id, void_reason="")

    def of_case(self, case_id: str) -> list[Photo]:
        """Photos of a case in order, without those set aside."""
        with self.workspace.read() as reader:
            return reader.find(Photo, order=("ordinal", "id"), case_id=case_id, void_reason="")

    def original(self, photo: Photo) -> Path:
        """The untouched original, read only."""
        return self.workspace.photos.path_of(photo.sha256)


def flags_in(reader: Reader, photos: Sequence[Photo]) -> dict[str, tuple[PhotoFlag, ...]]:
    """Flags by photo id, read in one snapshot."""
    visits = {
        visit.id: visit
        for visit in reader.find_in(Visit, "id", sorted({p.visit_id for p in photos if p.visit_id}))
    }
    sites = {
        site.id: site
        for site in reader.find_in(Site, "id", sorted({v.site_id for v in visits.values() if v.site_id}))
    }
    twins: dict[str, list[Photo]] = {}
    for twin in reader.find_in(Photo, "sha256", sorted({photo.sha256 for photo in photos})):
        twins.setdefault(twin.sha256, []).append(twin)
    found: dict[str, tuple[PhotoFlag, ...]] = {}
    for photo in photos:
        visit = visits.get(photo.visit_id or "")
        site = sites.get(visit.site_id or "") if visit else None
        others = tuple(
            _twin_words(photo, twin)
            for twin in twins[photo.sha256]
            if twin.id != photo.id and not twin.void_reason
        )
        around = Surroundings(
            visit_start=visit.started_at if visit else None,
            visit_end=visit.ended_at if visit else None,
            site=(visit.position if visit else None) or (site.position if site else None),
            same_photo_at=others,
            mislabelled=_MISLABELLED in listed(photo.oddities),
            clock_offset_s=photo.clock_offset_s,
            camera_at=photo.exif_at + timedelta(seconds=photo.clock_offset_s) if photo.exif_at else None,
        )
        found[photo.id] = photo_flags(_claims(photo), around)
    return found


def _time_source(facts: PhotoFacts) -> TimeSource:
    if facts.taken_at is not None:
        return TimeSource.EXIF
    return TimeSource.GPS if facts.gps_at is not None else TimeSource.NONE


def _twin_words(photo: Photo, twin: Photo) -> str:
    """Where the same bytes are kept too."""
    here = (twin.visit_id, twin.case_id) == (photo.visit_id, photo.case_id)
    where = "" if here else "另一次检查的" if twin.visit_id else "另一案件的"
    return f"{where}照片 {twin.ordinal}"


def _oddities(facts: PhotoFacts, mislabelled: bool) -> str:
    """What was odd at intake, as the record keeps it."""
    return ",".join([*(oddity.name for oddity in facts.oddities), *([_MISLABELLED] if mislabelled else [])])


def _claims(photo: Photo) -> PhotoFacts:
    """The stored claims of a photo in the shape the flags are computed from: its time on a Shenzhen clock."""
    return PhotoFacts(
        format=PhotoFormat(photo.format),
        width_px=photo.width_px or 1,
        height_px=photo.height_px or 1,
        taken_local=f"{local(photo.taken_at):%Y-%m-%d %H:%M:%S}" if photo.taken_at else "",
        gps_at=photo.gps_at,
        position=photo.position,
        model=photo.camera,
        software=photo.software,
        offset_minutes=None if photo.exif_offset_minutes is None else _SHENZHEN_MINUTES,
        oddities=tuple(oddity for oddity in Oddity if oddity.name in listed(photo.oddities)),
    )
