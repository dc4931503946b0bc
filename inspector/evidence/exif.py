"""Reading EXIF in the decoding child: claims out of a hostile block, each taken alone, none able to stop the rest."""

from __future__ import annotations

import contextlib
import math
import re
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime

from PIL import ExifTags, Image

from inspector.domain.geo import MICRO, Datum, Position
from inspector.evidence.facts import LONGEST_CLAIM, Oddity, PhotoFacts
from inspector.evidence.formats import PhotoFormat

_BASE, _GPS = ExifTags.Base, ExifTags.GPS
_WALL = re.compile(r"(\d{4})[:\-/](\d{1,2})[:\-/](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_DATUMS = {
    "": Datum.WGS84,
    "WGS84": Datum.WGS84,
    "GCJ02": Datum.GCJ02,
    "CGCS2000": Datum.CGCS2000,
}
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, OverflowError, ArithmeticError, Warning)
Block = Mapping[int, object]


def read_facts(
    image: Image.Image, size: tuple[int, int], found: PhotoFormat, oddities: set[Oddity]
) -> PhotoFacts:
    """Facts of an opened image of `size` pixels as stored; oddities met are added to the set. Never fails over EXIF."""
    main, detail, gps = _blocks(image, found, oddities)
    if not (main or detail or gps):
        oddities.add(Oddity.EXIF_MISSING)
    taken, offset = _taken(main, detail, oddities)
    orientation = main.get(_BASE.Orientation)
    facts = PhotoFacts(
        format=found,
        width_px=size[0],
        height_px=size[1],
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        taken_local=taken,
        offset_minutes=offset,
        gps_at=_gps_time(gps),
        position=_position(gps, oddities),
        make=_claim(main.get(_BASE.Make), oddities),
        model=_claim(main.get(_BASE.Model), oddities),
        software=_claim(main.get(_BASE.Software), oddities),
    )
    return PhotoFacts(
        **{name: getattr(facts, name) for name in PhotoFacts.__slots__ if name != "oddities"},
        oddities=tuple(oddity for oddity in Oddity if oddity in oddities),
    )


def _blocks(image: Image.Image, found: PhotoFormat, oddities: set[Oddity]) -> tuple[Block, Block, Block]:
    """The main, detail and GPS blocks; a broken one is empty and noted."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if found is PhotoFormat.PNG:
                # Asked for its EXIF, a PNG decodes itself first and would hide broken pixels from the later load.
                exif = Image.Exif()
                exif.load(image.info.get("exif") or b"")
            else:
                exif = image.getexif()
            main: Block = dict(exif)
    except _BROKEN:
        oddities.add(Oddity.EXIF_DAMAGED)
        return {}, {}, {}
    return main, _inner(exif, ExifTags.IFD.Exif, oddities), _inner(exif, ExifTags.IFD.GPSInfo, oddities)


def _inner(exif: Image.Exif, which: int, oddities: set[Oddity]) -> Block:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return dict(exif.get_ifd(which))
    except _BROKEN:
        oddities.add(Oddity.EXIF_DAMAGED)
        return {}


def _claim(value: object, oddities: set[Oddity]) -> str:
    """A short line of visible text out of whatever the tag held."""
    if isinstance(value, bytes):
        value = value[: 4 * LONGEST_CLAIM].decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    with contextlib.suppress(UnicodeError):
        # Pillow reads the tag as Latin-1; makers of Chinese phones and programs write UTF-8.
        value = value.encode("latin-1").decode("utf-8")
    if len(value) > LONGEST_CLAIM:
        oddities.add(Oddity.EXIF_OVERLONG)
        value = value[:LONGEST_CLAIM]
    visible = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in value)
    return " ".join(unicodedata.normalize("NFC", visible).split())[:LONGEST_CLAIM]


def _taken(main: Block, detail: Block, oddities: set[Oddity]) -> tuple[str, int | None]:
    """Wall clock of capture and its offset in minutes; the change time only when there is nothing better."""
    for block, time_tag, offset_tag in (
        (detail, _BASE.DateTimeOriginal, _BASE.OffsetTimeOriginal),
        (detail, _BASE.DateTimeDigitized, _BASE.OffsetTimeDigitized),
        (main, _BASE.DateTime, _BASE.OffsetTime),
    ):
        stated = _claim(block.get(time_tag), oddities)
        if not stated or not stated.strip(" :0"):
            continue
        wall = _wall(stated)
        if wall is None:
            oddities.add(Oddity.TIME_IMPOSSIBLE)
            continue
        if block is main:
            oddities.add(Oddity.TIME_OF_CHANGE)
        return wall.strftime("%Y-%m-%d %H:%M:%S"), _offset(_claim(detail.get(offset_tag), oddities))
    return "", None


def _wall(text: str) -> datetime | None:
    match = _WALL.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups())
    try:
        wall = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return wall if 1990 <= year <= 2100 else None


def _offset(text: str) -> int | None:
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > 14 * 60 or int(match[3]) > 59:
        return None
    return -minutes if match[1] == "-" else minutes


def _numbers(value: object, count: int) -> list[float] | None:
    """`count` finite, non-negative numbers of a tag, else None."""
    if not isinstance(value, tuple) or len(value) != count:
        return None
    try:
        numbers = [float(part) for part in value]
    except _BROKEN:
        return None
    return numbers if all(math.isfinite(number) and number >= 0 for number in numbers) else None


def _position(gps: Block, oddities: set[Oddity]) -> Position | None:
    """Degrees, minutes, seconds with their half; 0°, 0° is a camera without a fix."""
    if _GPS.GPSLatitude not in gps and _GPS.GPSLongitude not in gps:
        return None
    lat = _degrees(gps.get(_GPS.GPSLatitude), gps.get(_GPS.GPSLatitudeRef), "NS", 90)
    lon = _degrees(gps.get(_GPS.GPSLongitude), gps.get(_GPS.GPSLongitudeRef), "EW", 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        oddities.add(Oddity.POSITION_IMPOSSIBLE)
        return None
    stated = _claim(gps.get(_GPS.GPSMapDatum), oddities).upper().replace("-", "").replace(" ", "")
    return Position(lat, lon, _DATUMS.get(stated, Datum.UNKNOWN))


def _degrees(value: object, half: object, halves: str, limit: int) -> int | None:
    parts = _numbers(value, 3)
    if isinstance(half, bytes):
        half = half.decode("ascii", "replace")
    side = half.strip(" \0").upper() if isinstance(half, str) else ""
    if parts is None or side not in tuple(halves) or parts[1] >= 60.0001 or parts[2] >= 60.0001:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    if degrees > limit:
        return None
    return round(degrees * MICRO) * (-1 if side == halves[1] else 1)


def _gps_time(gps: Block) -> datetime | None:
    """The satellites' own time, UTC to the second."""
    parts = _numbers(gps.get(_GPS.GPSTimeStamp), 3)
    day = gps.get(_GPS.GPSDateStamp)
    if parts is None or not isinstance(day, str):
        return None
    hour, minute, second = (int(part) for part in parts)
    return _wall(f"{day.strip(' ' + chr(0))} {hour}:{minute}:{second}")
