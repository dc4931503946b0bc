"""Identifiers, text, days and positions as people type them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError
from inspector.domain.geo import Datum, Position, distance_m
from inspector.domain.identifiers import credit_code_check_character, parse_credit_code, uuid7
from inspector.domain.text import clean_text
from inspector.domain.times import (
    at_local,
    local_day,
    minute_letter,
    parse_day,
    parse_last_day,
    parse_utc,
    utc_text,
)

_EARLIEST = datetime(1992, 1, 1)  # noqa: DTZ001 - hypothesis wants naive bounds
_LATEST = datetime(2100, 1, 1)  # noqa: DTZ001 - the same
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_known_credit_codes_pass() -> None:
    # Published codes of two large companies; the check character is part of the standard, not of this program.
    for code in ("914403001922038216", "91440300708461136T"):
        assert parse_credit_code(code.lower()) == code


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_a_single_wrong_character_is_always_noticed(body: str, place: int, other: str) -> None:
    code = body + credit_code_check_character(body)
    assert parse_credit_code(code) == code
    if other != code[place]:
        with pytest.raises(InvalidValueError):
            parse_credit_code(code[:place] + other + code[place + 1 :])


def test_wrong_credit_code_says_what_the_check_character_should_be() -> None:
    with pytest.raises(InvalidValueError, match="校验码应为 6"):
        parse_credit_code("914403001922038217")


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_uuid7_has_version_variant_and_time(unix_ms: int, randomness: bytes) -> None:
    value = uuid.UUID(uuid7(unix_ms, randomness))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == unix_ms


@given(st.text())
def test_cleaned_text_is_stable_and_free_of_controls(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not any(ord(char) < 32 and char not in "\t\n" for char in once)


def test_overlong_text_is_refused_not_cut() -> None:
    with pytest.raises(InvalidValueError, match="20001 字"):
        clean_text("长" * 20_001)


@pytest.mark.parametrize("typed", ["2026-11-24", "2026/11/24", "2026.11.24", "2026年11月24日", "20261124"])
def test_day_forms(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["2026-02-30", "11-24", "昨天", "", "2026-13-01"])
def test_impossible_days_are_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError, match="实际存在的日期"):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["0202-11-24", "9999-12-31", "1899-12-31"])
def test_a_year_that_only_a_slip_gives_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError, match="1900 至 2200"):
        parse_day(typed)


def test_long_term_is_no_slip_for_a_last_day() -> None:
    assert parse_last_day("9999-12-31") == date.max
    assert parse_last_day("2029年12月31日") == date(2029, 12, 31)
    with pytest.raises(InvalidValueError):
        parse_last_day("9999-12-30")


def test_a_late_evening_in_utc_is_the_next_day_in_shenzhen() -> None:
    moment = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert local_day(moment) == date(2026, 11, 24)
    assert minute_letter(moment) == "2026年11月24日0时30分"


@given(st.datetimes(_EARLIEST, _LATEST, timezones=st.just(UTC)))
def test_instants_round_trip_and_sort_as_text(moment: datetime) -> None:
    assert parse_utc(utc_text(moment)) == moment
    assert utc_text(moment) >= utc_text(datetime(1992, 1, 1, tzinfo=UTC))


def test_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        utc_text(datetime(2026, 1, 1))  # noqa: DTZ001 - the refusal of a naive value is what is tested
    assert at_local(date(2026, 1, 1)).utcoffset() is not None


def test_distance_needs_comparable_datums() -> None:
    site = Position(22_543_096, 114_057_865, Datum.WGS84)
    near = Position(22_543_096, 114_058_865, Datum.CGCS2000)
    found = distance_m(site, near)
    assert found is not None
    assert 100 < found < 105
    assert distance_m(site, Position(22_543_096, 114_057_865, Datum.GCJ02)) is None
    assert distance_m(site, Position(22_543_096, 114_057_865, Datum.UNKNOWN)) is None


def test_impossible_position_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="坐标"):
        Position(114_057_865, 22_543_096, Datum.WGS84)
