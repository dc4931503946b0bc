"""What a photo says about itself. Every EXIF value is a claim, kept apart from what officers state and never corrected.

Plain values only: this module is used by the parent, which trusts nothing that comes out of the decoding child.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from inspector.domain.geo import Datum, Position
from inspector.domain.times import SHANGHAI
from inspector.evidence.formats import MAX_PIXELS, PhotoFormat

LONGEST_CLAIM = 120
_LOCAL_TEXT = "%Y-%m-%d %H:%M:%S"


class Oddity(StrEnum):
    """What was unusual while reading the file; the Chinese words are for the screen."""

    MULTI_PICTURE = "多图文件，取第一张"
    ANIMATED = "动图，取第一帧"
    EXIF_MISSING = "没有拍摄信息"
    EXIF_DAMAGED = "拍摄信息有损坏"
    EXIF_OVERLONG = "拍摄信息过长，已截短"
    TIME_IMPOSSIBLE = "拍摄时间不成立"
    TIME_OF_CHANGE = "只有修改时间，没有拍摄时间"
    POSITION_IMPOSSIBLE = "坐标不成立"


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Facts of one file.

    `width_px`, `height_px`: as stored, before rotation. `orientation`: EXIF 1–8. `taken_local`: the camera's wall clock
    as `YYYY-MM-DD HH:MM:SS`, empty when none. `offset_minutes`: its stated offset from UTC, None when not stated.
    `gps_at`: aware UTC. `position`: WGS-84 unless the file names another datum.
    """

    format: PhotoFormat
    width_px: int
    height_px: int
    orientation: int = 1
    taken_local: str = ""
    offset_minutes: int | None = None
    gps_at: datetime | None = None
    position: Position | None = None
    make: str = ""
    model: str = ""
    software: str = ""
    oddities: tuple[Oddity, ...] = ()

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height in pixels once the rotation is applied."""
        if self.orientation >= 5:
            return self.height_px, self.width_px
        return self.width_px, self.height_px

    @property
    def camera(self) -> str:
        """`Canon EOS R6`: maker and model without saying the maker twice."""
        if self.model.casefold().startswith(self.make.casefold()):
            return self.model
        return f"{self.make} {self.model}".strip()

    @property
    def offset_stated(self) -> bool:
        """Whether the camera said which clock its time is on; otherwise Shenzhen time is assumed, and said so."""
        return self.offset_minutes is not None

    @property
    def taken_at(self) -> datetime | None:
        """The claimed instant of capture, aware UTC; without a stated offset the wall clock is read as Shenzhen's."""
        if not self.taken_local:
            return None
        wall = datetime.strptime(self.taken_local, _LOCAL_TEXT)  # noqa: DTZ007 - the zone follows
        if self.offset_minutes is None:
            return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)
        seconds = wall.replace(tzinfo=UTC).timestamp() - 60 * self.offset_minutes
        return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class Shape:
    """A smaller upright JPEG to make: longest side in pixels, quality 1–95."""

    side_px: int
    quality: int


Wire = dict[str, str | int | list[str] | None]


def to_wire(facts: PhotoFacts) -> Wire:
    """Plain JSON values for the pipe from the child."""
    return {
        "format": facts.format.value,
        "width": facts.width_px,
        "height": facts.height_px,
        "orientation": facts.orientation,
        "taken": facts.taken_local,
        "offset": facts.offset_minutes,
        "gps_at": None if facts.gps_at is None else int(facts.gps_at.timestamp()),
        "lat_e6": None if facts.position is None else facts.position.lat_e6,
        "lon_e6": None if facts.position is None else facts.position.lon_e6,
        "datum": "" if facts.position is None else facts.position.datum.value,
        "make": facts.make,
        "model": facts.model,
        "software": facts.software,
        "oddities": [oddity.name for oddity in facts.oddities],
    }


def from_wire(wire: object) -> PhotoFacts:
    """Facts out of what a child sent, every bound checked again. Raises ValueError for anything out of place."""
    if not isinstance(wire, dict):
        raise ValueError("facts are not an object")
    width, height = _number(wire, "width", 1, 1 << 20), _number(wire, "height", 1, 1 << 20)
    if width is None or height is None or width * height > MAX_PIXELS:
        raise ValueError("size out of bounds")
    taken = _text(wire, "taken")
    if taken:
        datetime.strptime(taken, _LOCAL_TEXT)  # noqa: DTZ007 - only its form is checked
    gps_s = _number(wire, "gps_at", 0, 4_102_444_800)
    lat, lon = (
        _number(wire, "lat_e6", -90_000_000, 90_000_000),
        _number(wire, "lon_e6", -180_000_000, 180_000_000),
    )
    position = None if lat is None or lon is None else Position(lat, lon, Datum(_text(wire, "datum")))
    names = wire.get("oddities")
    if not isinstance(names, list) or len(names) > len(Oddity):
        raise ValueError("oddities out of bounds")
    return PhotoFacts(
        format=PhotoFormat(_text(wire, "format")),
        width_px=width,
        height_px=height,
        orientation=_number(wire, "orientation", 1, 8) or 1,
        taken_local=taken,
        offset_minutes=_number(wire, "offset", -14 * 60, 14 * 60),
        gps_at=None if gps_s is None else datetime.fromtimestamp(gps_s, UTC),
        position=position,
        make=_text(wire, "make"),
        model=_text(wire, "model"),
        software=_text(wire, "software"),
        oddities=tuple(oddity for oddity in Oddity if oddity.name in names),
    )


_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def _number(wire: dict[str, object], key: str, lowest: int, highest: int) -> int | None:
    value = wire.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ValueError(f"{key} out of bounds")
    return value


def _text(wire: dict[str, object], key: str) -> str:
    value = wire.get(key)
    if not isinstance(value, str) or len(value) > LONGEST_CLAIM or _CONTROL.search(value):
        raise ValueError(f"{key} out of bounds")
    return value
