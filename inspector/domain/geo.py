"""Positions with their datum (坐标系). Stored as integer micro-degrees; shifted only for show."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.errors import InvalidValueError

_EARTH_RADIUS_M = 6_371_008.8
MICRO = 1_000_000


class Datum(StrEnum):
    """Coordinate reference a position was recorded in."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    CGCS2000 = "CGCS2000"
    UNKNOWN = "未知"


@dataclass(frozen=True, slots=True)
class Position:
    """A point: latitude and longitude in micro-degrees (1e-6 degree) and the datum they were recorded in."""

    lat_e6: int
    lon_e6: int
    datum: Datum

    def __post_init__(self) -> None:
        if abs(self.lat_e6) > 90 * MICRO or abs(self.lon_e6) > 180 * MICRO:
            raise InvalidValueError(
                "坐标", f"{self.lat_e6 / MICRO}, {self.lon_e6 / MICRO}", "纬度 ±90、经度 ±180 以内"
            )

    def text(self) -> str:
        """`22.543096, 114.057865 WGS-84`."""
        return f"{self.lat_e6 / MICRO:.6f}, {self.lon_e6 / MICRO:.6f} {self.datum.value}"


def distance_m(a: Position, b: Position) -> float | None:
    """Great-circle distance in metres; None when the datums cannot be compared (GCJ-02 is hundreds of metres off).

    WGS-84 and CGCS2000 differ by centimetres and count as equal.
    """
    comparable = {Datum.WGS84, Datum.CGCS2000}
    if a.datum != b.datum and not (a.datum in comparable and b.datum in comparable):
        return None
    if Datum.UNKNOWN in (a.datum, b.datum):
        return None
    lat1, lat2 = math.radians(a.lat_e6 / MICRO), math.radians(b.lat_e6 / MICRO)
    half_dlat = (lat2 - lat1) / 2
    half_dlon = math.radians((b.lon_e6 - a.lon_e6) / MICRO) / 2
    inner = math.sin(half_dlat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_dlon) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(inner)))
