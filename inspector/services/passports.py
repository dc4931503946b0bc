"""The photo passport (照片要素): everything a court asks of one photo in one value, and the few acts that change it.

Fields after law.md E4: file hash and name, times by source, place with datum and distance, both officers, what it proves,
the original carrier, the party's confirmation, and the custody log. Flags are hints, never verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.geo import Position, distance_m
from inspector.domain.kinds import Confirmation, TimeSource
from inspector.domain.records import Officer, Photo, Site, Visit
from inspector.domain.text import clean_text
from inspector.evidence.flags import PhotoFlag
from inspector.services.custody import CustodyEntry, custody_log
from inspector.services.photos import PhotoService
from inspector.services.workspace import Workspace

# A camera whose battery was out starts again at its maker's first day; more than this is a slip of the keyboard.
_LARGEST_OFFSET_S = 40 * 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class PhotoPassport:
    """All about one photo. `distance_m` is None when a position is missing or the datums cannot be compared."""

    photo: Photo
    taken_at: datetime | None
    time_source: TimeSource
    camera_at: datetime | None
    gps_at: datetime | None
    clock_offset_s: int
    device: str
    position: Position | None
    site_position: Position | None
    distance_m: float | None
    visit_start: datetime | None
    visit_end: datetime | None
    photographer: str
    second_officer: str
    proves: str
    carrier: str
    confirmation: Confirmation
    confirmed_by: str
    confirmation_reason: str
    witness: str
    flags: tuple[PhotoFlag, ...]
    custody: tuple[CustodyEntry, ...]


class PassportService:
    """Use cases around a photo's passport."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos

    def passport(self, photo_id: str) -> PhotoPassport:
        """Everything about one photo, in one snapshot. Raises NotFoundError."""
        with self.workspace.read() as reader:
            photo = reader.get(Photo, photo_id)
            visit = reader.get(Visit, photo.visit_id) if photo.visit_id else None
            site = reader.get(Site, visit.site_id) if visit and visit.site_id else None
            place = (visit.position if visit else None) or (site.position if site else None)
            return PhotoPassport(
                photo=photo,
                taken_at=photo.taken_at,
                time_source=photo.time_source,
                camera_at=_camera_at(photo),
                gps_at=photo.gps_at,
                clock_offset_s=photo.clock_offset_s,
                device=photo.camera,
                position=photo.position,
                site_position=place,
                distance_m=distance_m(photo.position, place) if photo.position and place else None,
                visit_start=visit.started_at if visit else None,
                visit_end=visit.ended_at if visit else None,
                photographer=_name(reader, photo.photographer_id),
                second_officer=_name(reader, photo.second_officer_id),
                proves=photo.proves,
                carrier=photo.carrier,
                confirmation=photo.confirmation,
                confirmed_by=photo.confirmed_by,
                confirmation_reason=photo.confirmation_reason,
                witness=photo.witness,
                flags=self.photos.flags([photo], reader)[photo.id],
                custody=tuple(custody_log(reader, photo)),
            )

    def set_clock(self, photo_ids: Sequence[str], offset_s: int, reason: str) -> Changes:
        """Correct the camera's clock for a batch by `offset_s` seconds (positive = the camera was slow), with the reason.

        One transaction. The camera's own time stays in `exif_at`; a typed time is left as typed. 0 takes it back. Raises
        InvalidValueError for a photo without a camera time, naming it; then nothing is changed.
        """
        reason = clean_text(reason, "校正理由")
        if not reason:
            raise InvalidValueError("校正理由", "", "写明怎么知道差多少，例如“与手机时间对照，慢 3 分”")
        if abs(offset_s) > _LARGEST_OFFSET_S:
            raise InvalidValueError("时钟差", f"{offset_s} 秒", "40 年以内")
        with self.workspace.write(reason) as writer:
            for photo_id in photo_ids:
                photo = writer.get(Photo, photo_id)
                camera_at = _camera_at(photo)
                if camera_at is None:
                    raise InvalidValueError("照片", photo.original_name, "带有相机时间（EXIF）的照片")
                if photo.clock_offset_s == offset_s:
                    continue
                typed = photo.time_source is TimeSource.TYPED
                changed = replace(
                    photo,
                    exif_at=camera_at,
                    clock_offset_s=offset_s,
                    clock_offset_reason=reason if offset_s else "",
                    taken_at=photo.taken_at if typed else camera_at + timedelta(seconds=offset_s),
                    time_source=photo.time_source
                    if typed
                    else TimeSource.CORRECTED
                    if offset_s
                    else TimeSource.EXIF,
                )
                writer.put(changed, "photo.clock_set" if offset_s else "photo.clock_unset")
            return writer.changes()

    def offset_for(self, photo_id: str, true_at: datetime) -> int:
        """Seconds to add to the camera's time, from a photo whose true instant is known (a photo of a running clock)."""
        with self.workspace.read() as reader:
            photo = reader.get(Photo, photo_id)
        camera_at = _camera_at(photo)
        if camera_at is None:
            raise InvalidValueError("照片", photo.original_name, "带有相机时间（EXIF）的照片")
        return round((true_at - camera_at).total_seconds())

    def confirm(self, photo_ids: Sequence[str], by: str) -> Changes:
        """The party, or whoever `by` names, confirms that these photos show what they say (当事人确认)."""
        by = clean_text(by, "确认人")
        if not by:
            raise InvalidValueError("确认人", "", "写明确认照片的人")
        return self._state(photo_ids, Confirmation.CONFIRMED, by, "", "")

    def refuse(self, photo_ids: Sequence[str], by: str, reason: str, witness: str = "") -> Changes:
        """The party refuses to confirm: the reason is recorded, and who witnessed it (拒绝确认、见证人)."""
        reason = clean_text(reason, "拒绝理由")
        if not reason:
            raise InvalidValueError("拒绝理由", "", "写明拒绝确认的情形，例如“称照片不完整”")
        by, witness = clean_text(by, "当事人"), clean_text(witness, "见证人")
        return self._state(photo_ids, Confirmation.REFUSED, by, reason, witness)

    def clear_confirmation(self, photo_ids: Sequence[str]) -> Changes:
        """Undo a confirmation or refusal entered by mistake; it stays in the custody log."""
        return self._state(photo_ids, Confirmation.NONE, "", "", "")

    def set_carrier(self, photo_ids: Sequence[str], carrier: str) -> Changes:
        """State the original carrier (原始载体): the device and where the original is kept."""
        carrier = clean_text(carrier, "原始载体")
        with self.workspace.write() as writer:
            for photo_id in photo_ids:
                photo = writer.get(Photo, photo_id)
                if photo.carrier != carrier:
                    writer.put(replace(photo, carrier=carrier), "photo.carrier")
            return writer.changes()

    def _state(
        self, photo_ids: Sequence[str], state: Confirmation, by: str, reason: str, witness: str
    ) -> Changes:
        action = {
            Confirmation.CONFIRMED: "photo.confirmed",
            Confirmation.REFUSED: "photo.refused",
            Confirmation.NONE: "photo.confirmation_cleared",
        }[state]
        with self.workspace.write(reason) as writer:
            for photo_id in photo_ids:
                photo = writer.get(Photo, photo_id)
                changed = replace(
                    photo, confirmation=state, confirmed_by=by, confirmation_reason=reason, witness=witness
                )
                if changed != photo:
                    writer.put(changed, action)
            return writer.changes()


def _camera_at(photo: Photo) -> datetime | None:
    """The camera's own time; records of the first release hold it as `taken_at` when that came from the camera."""
    if photo.exif_at is not None:
        return photo.exif_at
    return photo.taken_at if photo.time_source is TimeSource.EXIF else None


def _name(reader: Reader, officer_id: str | None) -> str:
    return reader.get(Officer, officer_id).name if officer_id else ""
