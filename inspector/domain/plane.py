"""Places on a flat picture, the same on the screen and on paper: undistorted at the middle latitude, with a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.geo import MICRO

_M_PER_DEGREE = 111_195.0
_LEAST_SCALE = 5.0  # metres a unit, so that a single place is not blown up
_NICE_M = (200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True)
class Plane:
    """The middle of the picture in degrees of WGS-84, and how many metres a unit of it is (a pixel, a point)."""

    lat: float
    lon: float
    metres: float

    @classmethod
    def fit(cls, places: Sequence[tuple[int, int]], width: float, height: float) -> Plane:
        """The picture that holds these places (latitude and longitude in micro-degrees; one at least)."""
        lats, lons = [lat / MICRO for lat, _ in places], [lon / MICRO for _, lon in places]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        tall = (max(lats) - min(lats)) * _M_PER_DEGREE
        wide = (max(lons) - min(lons)) * _M_PER_DEGREE * math.cos(math.radians(lat))
        return cls(lat, lon, max(tall / height, wide / width, _LEAST_SCALE))

    def place(self, lat_e6: int, lon_e6: int) -> tuple[float, float]:
        """Units to the east and to the north of the middle."""
        east = (lon_e6 / MICRO - self.lon) * _M_PER_DEGREE * math.cos(math.radians(self.lat))
        return east / self.metres, (lat_e6 / MICRO - self.lat) * _M_PER_DEGREE / self.metres

    def scale(self, least: float) -> tuple[float, str]:
        """A round length of at least so many units, where there is one: its units and its words (`500 m`, `2 km`)."""
        metres = next((m for m in _NICE_M if m / self.metres >= least), _NICE_M[-1])
        return metres / self.metres, f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def disc_radius(count: int, most: int, least: float = 3.0, room: float = 11.0) -> float:
    """The radius of a disc whose area, beyond the least, follows the count."""
    return least + room * math.sqrt(count / most)
