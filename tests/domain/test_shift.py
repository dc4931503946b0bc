"""GCJ-02 positions come back to WGS-84: three published pairs, and a round trip anywhere in Guangdong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.geo import MICRO, Datum, Position, _gcj02, distance_m, to_wgs84

PAIRS = (
    ((31.1774276, 121.5272106), (31.17530398, 121.53154186)),
    ((22.543847, 113.912316), (22.54079613, 113.91717648)),
    ((39.911954, 116.377817), (39.91334546, 116.38404722)),
)


@pytest.mark.parametrize(("plain", "shifted"), PAIRS)
def test_published_pairs(plain: tuple[float, float], shifted: tuple[float, float]) -> None:
    there = _gcj02(*plain)
    assert there == pytest.approx(shifted, abs=2e-6)
    back = to_wgs84(Position(round(shifted[0] * MICRO), round(shifted[1] * MICRO), Datum.GCJ02))
    assert back is not None
    true = Position(round(plain[0] * MICRO), round(plain[1] * MICRO), Datum.WGS84)
    metres = distance_m(back, true)
    assert metres is not None and metres < 0.5


@given(st.integers(20_000_000, 26_000_000), st.integers(109_000_000, 118_000_000))
def test_there_and_back(lat_e6: int, lon_e6: int) -> None:
    lat, lon = _gcj02(lat_e6 / MICRO, lon_e6 / MICRO)
    back = to_wgs84(Position(round(lat * MICRO), round(lon * MICRO), Datum.GCJ02))
    assert back is not None
    assert abs(back.lat_e6 - lat_e6) <= 2 and abs(back.lon_e6 - lon_e6) <= 2


def test_an_unknown_datum_is_not_guessed() -> None:
    assert to_wgs84(Position(22_543_847, 113_912_316, Datum.UNKNOWN)) is None
    kept = to_wgs84(Position(22_543_847, 113_912_316, Datum.CGCS2000))
    assert kept == Position(22_543_847, 113_912_316, Datum.WGS84)
