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


# The ellipsoid the shift of GCJ-02 is computed on (Krasovsky 1940), and the box outside of which nothing is shifted.
_KRASOVSKY_A_M = 6_378_245.0
_KRASOVSKY_E2 = 0.006_693_421_622_965_943
_CHINA = (0.8293, 55.8271, 72.004, 137.8347)


def to_wgs84(point: Position) -> Position | None:
    """The point on WGS-84, for maps and distances; None when its datum is unknown.

    GCJ-02 (国测局坐标) hides a shift of some hundred metres; it is taken off by iterating the published forward shift
    until less than a micro-degree is left. CGCS2000 differs from WGS-84 by centimetres and is taken as it is.
    """
    if point.datum is Datum.UNKNOWN:
        return None
    if point.datum is not Datum.GCJ02:
        return Position(point.lat_e6, point.lon_e6, Datum.WGS84)
    wanted_lat, wanted_lon = point.lat_e6 / MICRO, point.lon_e6 / MICRO
    lat, lon = wanted_lat, wanted_lon
    for _ in range(20):
        shifted_lat, shifted_lon = _gcj02(lat, lon)
        off_lat, off_lon = shifted_lat - wanted_lat, shifted_lon - wanted_lon
        if max(abs(off_lat), abs(off_lon)) < 1e-7:
            break
        lat, lon = lat - off_lat, lon - off_lon
    return Position(round(lat * MICRO), round(lon * MICRO), Datum.WGS84)


def _gcj02(lat: float, lon: float) -> tuple[float, float]:
    """WGS-84 degrees shifted to GCJ-02."""
    south, north, west, east = _CHINA
    if not (south <= lat <= north and west <= lon <= east):
        return lat, lon
    x, y, pi = lon - 105.0, lat - 35.0, math.pi
    common = (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    root = math.sqrt(abs(x))
    d_lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    d_lat += (20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    d_lat += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    d_lon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    d_lon += (20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    d_lon += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    radians = math.radians(lat)
    magic = 1 - _KRASOVSKY_E2 * math.sin(radians) ** 2
    m_per_degree_lat = math.radians(_KRASOVSKY_A_M * (1 - _KRASOVSKY_E2) / (magic * math.sqrt(magic)))
    m_per_degree_lon = math.radians(_KRASOVSKY_A_M / math.sqrt(magic) * math.cos(radians))
    return lat + d_lat / m_per_degree_lat, lon + d_lon / m_per_degree_lon
