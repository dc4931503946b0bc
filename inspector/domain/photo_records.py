"""The stored record of a photo: what the camera claims, what officers state, what the party said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.geo import Datum, Position
from inspector.domain.kinds import Confirmation, TimeSource
from inspector.domain.record import Record, position_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo(Record):
    """A photo taken as evidence. The bytes live in the photo store under `sha256` and never change.

    `exif_at` is the camera's own time and stays when `taken_at` is typed or corrected by `clock_offset_s` seconds.
    """

    sha256: str
    size_bytes: int
    original_name: str
    format: str
    ordinal: int
    visit_id: str | None = None
    case_id: str | None = None
    width_px: int | None = None
    height_px: int | None = None
    taken_at: datetime | None = None
    time_source: TimeSource = TimeSource.NONE
    gps_at: datetime | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None
    datum: Datum = Datum.UNKNOWN
    camera: str = ""
    software: str = ""
    caption: str = ""
    proves: str = ""
    item_id: str | None = None
    photographer_id: str | None = None
    second_officer_id: str | None = None
    void_reason: str = ""
    exif_at: datetime | None = None
    exif_offset_minutes: int | None = None
    clock_offset_s: int = 0
    clock_offset_reason: str = ""
    oddities: str = ""
    carrier: str = ""
    confirmation: Confirmation = Confirmation.NONE
    confirmed_by: str = ""
    confirmation_reason: str = ""
    witness: str = ""

    @property
    def position(self) -> Position | None:
        """Where the camera says it was."""
        return position_of(self.lat_e6, self.lon_e6, self.datum)
