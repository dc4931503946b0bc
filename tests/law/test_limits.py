"""Noise readings against limits: which period, which correction, which figure a court would recompute."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import NotFoundError
from inspector.domain.times import SHANGHAI
from inspector.law.book import Book
from inspector.law.limits import NoiseAssessment, assess_noise, background_correction, decibels, period_of
from inspector.law.loader import load_pack
from tests.law.pack import PACK

BOOK = load_pack(PACK)


def _at(hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, 11, 20, hour, minute, tzinfo=SHANGHAI)


def _site(hour: int, leq: int, book: Book = BOOK, year: int = 2026, **more: int) -> NoiseAssessment:
    return assess_noise(
        book,
        standard="GB 12523",
        zone="site",
        measured_at=_at(hour, year=year),
        leq_milli=leq,
        maximum_milli=more.get("maximum"),
        background_milli=more.get("background"),
        construction=True,
    )


@pytest.mark.parametrize(
    ("hour", "minute", "construction", "period"),
    [
        (22, 59, True, "昼间"),
        (23, 0, True, "夜间"),
        (6, 59, False, "夜间"),
        (7, 0, False, "昼间"),
        (11, 59, True, "昼间"),
        (12, 0, True, "中午"),
        (13, 59, True, "中午"),
        (14, 0, True, "昼间"),
        (12, 30, False, "昼间"),
    ],
)
def test_the_periods_of_shenzhen(hour: int, minute: int, construction: bool, period: str) -> None:
    assert period_of(_at(hour, minute), construction=construction) == period


@pytest.mark.parametrize(
    ("apart", "correction"),
    [
        (10_001, 0),
        (10_000, -1000),
        (6_000, -1000),
        (5_499, -2000),
        (4_000, -2000),
        (3_400, -3000),
        (3_000, -3000),
    ],
)
def test_the_background_takes_off_what_the_table_says(apart: int, correction: int) -> None:
    assert background_correction(60_000, 60_000 - apart) == correction


def test_too_near_to_the_background_must_be_measured_again() -> None:
    found = _site(23, 63_800, background=60_900)
    assert found.corrected_milli is None and found.exceed_milli is None
    assert "重新测量" in " ".join(found.sentences)


def test_night_exceedance_is_told_with_limit_and_figure() -> None:
    found = _site(23, 63_800, background=50_000, maximum=71_200)
    assert (found.limit_milli, found.exceed_milli) == (55_000, 8_800)
    assert (found.burst_limit_milli, found.burst_exceed_milli) == (70_000, 1_200)
    assert "超过8.8分贝" in " ".join(found.sentences)


def test_the_2025_standard_is_marked_unverified_and_the_2011_one_is_not() -> None:
    assert not _site(10, 60_000).verified and "GB 12523-2025" in _site(10, 60_000).warnings[0]
    assert _site(10, 60_000, year=2025).verified


def test_a_corrected_figure_is_never_called_verified() -> None:
    assert not _site(10, 60_000, year=2025, background=54_000).verified


def test_the_hours_where_city_and_nation_differ_are_warned_of() -> None:
    assert any("22:00至6:00" in text for text in _site(22, 60_000).warnings)
    assert any("22:00至6:00" in text for text in _site(6, 60_000).warnings)
    assert not any("22:00至6:00" in text for text in _site(23, 60_000).warnings)


def test_frequent_bursts_are_allowed_ten_and_sporadic_fifteen() -> None:
    def burst(frequent: bool) -> int | None:
        return assess_noise(
            BOOK,
            standard="GB 12348",
            zone="2",
            measured_at=_at(1),
            leq_milli=49_000,
            maximum_milli=64_000,
            construction=False,
            frequent=frequent,
        ).burst_exceed_milli

    assert (burst(True), burst(False)) == (4_000, 0)


def test_an_unknown_zone_is_refused_by_name() -> None:
    with pytest.raises(NotFoundError, match="GB 12348 9"):
        assess_noise(BOOK, standard="GB 12348", zone="9", measured_at=_at(1), leq_milli=1, construction=False)


@given(st.integers(0, 140_000), st.integers(0, 140_000))
def test_correction_never_raises_a_reading(leq: int, background: int) -> None:
    found = _site(10, leq, background=background)
    assert found.corrected_milli is None or found.corrected_milli <= leq
    assert found.exceed_milli is None or found.exceed_milli >= 0


@pytest.mark.parametrize(
    ("milli", "text"), [(63_800, "63.8"), (-1_000, "-1.0"), (63_850, "63.85"), (0, "0.0")]
)
def test_levels_are_told_without_loss(milli: int, text: str) -> None:
    assert decibels(milli) == text
