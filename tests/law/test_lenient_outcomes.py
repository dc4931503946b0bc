"""Every lenient ground met once and missed once, every 以下 and 以上 at its edge, lapsed lists, near misses: outcomes as data."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.law.answers import answer
from inspector.law.facts import parse_facts
from inspector.law.leniency import ItemResult
from inspector.law.loader import load_pack
from tests.law.pack import PACK

BOOK = load_pack(PACK)
CASES = tomllib.loads((Path(__file__).parent / "lenient_cases.toml").read_text(encoding="utf-8"))["cases"]
NUMBERED = [str(number) for number in range(1, 21)]


def _workdays(start: date, end: date) -> int:
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _outcome(item: ItemResult) -> str:
    if not item.in_force:
        return "not in force"
    if item.complete:
        return "met"
    return "unmet" if item.count("unmet") else "unknown"


def _result(case: dict[str, object]) -> ItemResult:
    facts, act_day, decided = case["facts"], case["act_day"], case["decided"]
    assert isinstance(facts, dict) and isinstance(act_day, date) and isinstance(decided, date)
    known = parse_facts(BOOK, facts)
    found = answer(BOOK, str(case["act"]), known, act_day, decided, _workdays, all_lists=True)
    return next(item for item in found.items if item.item.id == case["item"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_outcome(case: dict[str, object]) -> None:
    found = _result(case)
    assert _outcome(found) == case["expected"], found.verdict
    assert str(case.get("near_miss", "")) in found.near_miss
    assert any(str(case.get("warning", "")) in text for text in (*found.warnings, ""))
    if "warning" in case:
        assert any(str(case["warning"]) in text for text in found.warnings)


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    assert len(CASES) >= 100
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("number", NUMBERED)
def test_each_of_the_twenty_is_met_once_and_missed_by_each_of_its_conditions(number: str) -> None:
    items = [item for item in BOOK.lenient_items.values() if item.source.article == f"第{number}项"]
    items = [item for item in items if item.list_id == "gd"]
    assert items
    for item in items:
        mine = [case for case in CASES if case["item"] == item.id]
        assert any(case["expected"] == "met" for case in mine)
        missed = {
            place
            for case in mine
            for place, condition in enumerate(_result(case).trace)
            if condition[0] == "unmet" and _result(case).count("unmet") == 1
        }
        assert missed == set(range(len(item.conditions))), item.id


def test_every_limit_is_tried_on_itself() -> None:
    """For every number of a list that an act uses, a case stands exactly on it."""
    for item in BOOK.lenient_items.values():
        if item.list_id != "gd":
            continue
        mine = [case["facts"] for case in CASES if case["item"] == item.id]
        for condition in item.conditions:
            for limit in (condition.limit, condition.low):
                if limit is not None:
                    assert any(str(facts.get(condition.fact)) == f"{limit}" for facts in mine), item.id
