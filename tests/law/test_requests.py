"""Kept questions read back: the same answers as the ordinary reading gives, unknown where nothing can be read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InspectorError
from inspector.domain.kinds import FineDirection
from inspector.law.facts import parse_answer
from inspector.law.loader import load_pack
from inspector.law.requests import LawRequest, RequestUnreadableError, bases_of, read_request, values_for
from inspector.law.whatif import answer_request, differences
from tests.law.pack import PACK

BOOK = load_pack(PACK)
RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 50),
    st.sampled_from(
        ("2026-10-05", "2026-02-30", "2026/10/5", "none", "slight", "0.05", "12", "x", "2026-W01-1", "")
    ),
)


@given(st.dictionaries(st.sampled_from([*sorted(BOOK.facts), "no.such.fact"]), RAW, max_size=12))
def test_values_are_those_of_the_ordinary_reading(raw: dict[str, object]) -> None:
    expected = {}
    for key, value in raw.items():
        if key in BOOK.facts:
            try:
                expected[key] = parse_answer(BOOK.facts[key], value)
            except InspectorError:
                continue
    found = values_for(BOOK, {key: {"value": value} for key, value in raw.items()})
    # An impossible day is unknown either way: left out, or there without a value.
    assert {key: value for key, value in found.items() if value is not None} == {
        key: value for key, value in expected.items() if value is not None
    }


def test_amounts_come_in_fen_and_units_as_they_are() -> None:
    assert bases_of({"base_gain": Decimal("12.34"), "base_units": 3, "exceed_times": Decimal(1)}) == {
        "gain": 1234,
        "units": 3,
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "不是对象"),
        ("{", "JSON"),
        ('{"sample": true}', "示例数据"),
        ('{"violation": "x"}', "act_end_day"),
        (
            json.dumps(
                {
                    "violation": "x",
                    "act_end_day": "2026-10-05",
                    "decision_day": "2026-10-06",
                    "direction": "sideways",
                    "facts": {},
                    "choices": {},
                }
            ),
            "sideways",
        ),
    ],
)
def test_a_kept_question_that_lacks_something_says_what(text: str, why: str) -> None:
    with pytest.raises(RequestUnreadableError, match=why):
        read_request(text)


@given(st.sampled_from(sorted(BOOK.violations)), st.dates(date(2026, 8, 15), date(2026, 12, 31)))
def test_a_pack_never_differs_from_itself(act: str, day: date) -> None:
    request = LawRequest(act, day, date(2026, 12, 31), FineDirection.ORDINARY, {}, {})
    answer = answer_request(BOOK, request, None)
    assert differences(answer, answer_request(BOOK, request, None)) == ()
    # Nothing is known of the case: no ground may be complete.
    assert answer.grounds == () and answer.outcome == "处罚"
