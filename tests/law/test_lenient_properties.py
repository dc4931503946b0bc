"""Leniency is monotone: an unknown never helps, learning a fact never undoes what was met, a lighter case is never worse off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.law.answers import answer
from inspector.law.facts import FactAnswer, FactValue
from inspector.law.leniency import ItemResult
from inspector.law.loader import load_pack
from inspector.law.schema import FactQuestion
from tests.law.pack import PACK

BOOK = load_pack(PACK)
VIOLATIONS = sorted(BOOK.violations)
DAYS = st.dates(date(2022, 1, 1), date(2027, 3, 1))
NUMBERS = st.sampled_from(
    [Decimal(text) for text in ("0", "0.01", "0.09", "0.1", "0.5", "1", "5", "10", "199", "200")]
)


def _answers(question: FactQuestion) -> st.SearchStrategy[FactAnswer]:
    match question.kind:
        case "bool":
            return st.booleans()
        case "integer":
            return st.integers(0, 25)
        case "decimal":
            return NUMBERS
        case "choice":
            return st.sampled_from(question.choices)
        case "day":
            return DAYS
        case "day_or_none":
            return st.one_of(st.just("none"), DAYS)


FACTS = st.fixed_dictionaries({}, optional={key: _answers(question) for key, question in BOOK.facts.items()})
SETTINGS = settings(max_examples=150, deadline=None)


def _weekdays(start: date, end: date) -> int:
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, (end - start).days + 1))


def _items(violation: str, values: dict[str, FactAnswer], act: date, decided: date) -> tuple[ItemResult, ...]:
    facts = {key: FactValue(value) for key, value in values.items()}
    return answer(BOOK, violation, facts, act, decided, _weekdays, all_lists=True).items


def _met(items: tuple[ItemResult, ...]) -> set[tuple[str, int]]:
    return {
        (item.item.id, place)
        for item in items
        for place, outcome in enumerate(item.trace)
        if outcome[0] == "met"
    }


@SETTINGS
@given(st.sampled_from(VIOLATIONS), FACTS, DAYS, st.data())
def test_an_unknown_more_never_makes_a_case_more_lenient(
    violation: str, values: dict[str, FactAnswer], act: date, data: st.DataObject
) -> None:
    decided = act + timedelta(days=60)
    before = _items(violation, values, act, decided)
    forgotten = data.draw(st.sets(st.sampled_from(sorted(values)))) if values else set()
    absent = {key: value for key, value in values.items() if key not in forgotten}
    unknown = {key: None if key in forgotten else value for key, value in values.items()}
    for fewer in (absent, unknown):
        after = _items(violation, fewer, act, decided)
        assert _met(after) <= _met(before)
        assert {i.item.id for i in after if i.complete} <= {i.item.id for i in before if i.complete}


@SETTINGS
@given(st.sampled_from(VIOLATIONS), FACTS, DAYS, st.data())
def test_a_smaller_figure_is_never_less_lenient(
    violation: str, values: dict[str, FactAnswer], act: date, data: st.DataObject
) -> None:
    figures = [key for key, value in values.items() if key != "ph_value" and isinstance(value, Decimal)]
    days = [key for key in values if key == "lasting_days"]
    if not figures + days:
        return
    key = data.draw(st.sampled_from(sorted(figures + days)))
    smaller = data.draw(st.one_of(st.integers(0, 25), NUMBERS) if key in figures else st.integers(0, 25))
    value = values[key]
    assert isinstance(value, int | Decimal)
    less: dict[str, FactAnswer] = {**values, key: smaller if smaller < value else value}
    decided = act + timedelta(days=60)
    assert _met(_items(violation, values, act, decided)) <= _met(_items(violation, less, act, decided))


@SETTINGS
@given(st.sampled_from(VIOLATIONS), FACTS, DAYS, st.integers(0, 90), st.integers(0, 90))
def test_correcting_sooner_is_never_less_lenient(
    violation: str, values: dict[str, FactAnswer], act: date, one: int, other: int
) -> None:
    decided = act + timedelta(days=60)
    early, late = (act + timedelta(days=number) for number in sorted((one, other)))
    before = _met(_items(violation, {**values, "corrected_day": late}, act, decided))
    assert before <= _met(_items(violation, {**values, "corrected_day": early}, act, decided))


@SETTINGS
@given(st.sampled_from(VIOLATIONS), FACTS, DAYS, st.integers(1, 900), st.integers(1, 900))
def test_an_older_record_is_never_less_lenient(
    violation: str, values: dict[str, FactAnswer], act: date, one: int, other: int
) -> None:
    decided = act + timedelta(days=60)
    newer, older = (act - timedelta(days=number) for number in sorted((one, other)))
    before = _met(_items(violation, {**values, "prior_violation_day": newer}, act, decided))
    assert before <= _met(_items(violation, {**values, "prior_violation_day": older}, act, decided))
    assert before <= _met(_items(violation, {**values, "prior_violation_day": "none"}, act, decided))


@SETTINGS
@given(st.sampled_from(VIOLATIONS), FACTS, DAYS)
def test_the_words_follow_the_trace(violation: str, values: dict[str, FactAnswer], act: date) -> None:
    for item in _items(violation, values, act, act + timedelta(days=60)):
        words = item.conditions
        assert [one.status for one in words] == [outcome[0] for outcome in item.trace]
        for one in words:
            assert one.found and one.letter and one.clause and one.needed
            assert bool(one.what_would_change) == (one.status != "met")
            assert not (one.asks and one.status != "unknown")
            assert item.complete or not item.in_force or any(o.status != "met" for o in words)
