"""Places on a flat picture: distances are those of the ground, and the scale says them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.geo import Datum, Position, distance_m
from inspector.domain.plane import Plane, disc_radius

places = st.tuples(st.integers(22_400_000, 22_860_000), st.integers(113_750_000, 114_650_000))


@given(st.lists(places, min_size=2, max_size=20))
def test_the_picture_holds_every_place_and_keeps_their_distances(held: list[tuple[int, int]]) -> None:
    plane = Plane.fit(held, 240, 160)
    spots = [plane.place(*place) for place in held]
    for east, north in spots:
        assert abs(east) <= 120.001 and abs(north) <= 80.001
    one, other = (Position(*place, Datum.WGS84) for place in held[:2])
    ground = distance_m(one, other)
    assert ground is not None
    assert math.dist(spots[0], spots[1]) * plane.metres == pytest.approx(ground, rel=0.004, abs=1)


def test_one_place_stands_in_the_middle_and_the_scale_is_round() -> None:
    plane = Plane.fit([(22_543_096, 114_057_865)], 240, 160)
    assert plane.place(22_543_096, 114_057_865) == (0, 0)
    assert plane.scale(40) == (40.0, "200 m")
    assert Plane(22.5, 114.0, 100.0).scale(40) == (50.0, "5 km")


def test_the_area_of_a_disc_follows_the_count() -> None:
    assert disc_radius(400, 400) == 14
    assert (disc_radius(100, 400) - 3) ** 2 * 4 == pytest.approx((disc_radius(400, 400) - 3) ** 2)
