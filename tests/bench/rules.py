"""Answering lenient grounds with their trace: 60 grounds a case against a bare loop, and 100,000 cases checked again."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from inspector.domain.kinds import FineDirection
from inspector.law.conditions import case_facts, plain
from inspector.law.facts import FactAnswer, FactValue
from inspector.law.leniency import Plan, evaluate, make_plan
from inspector.law.lists import Condition, LenientItem
from inspector.law.loader import load_pack
from inspector.law.requests import LawRequest
from inspector.law.whatif import answer_request, differences
from inspector.paths import resources_dir
from tests.bench.timing import Measured, compare, once_ms
from tests.bench.zen import zen_runner

_TIMES = 500
_ZEN_TIMES = 50
_CASES = 100_000
_ACT, _DECIDED = date(2026, 9, 1), date(2026, 11, 1)
_VALUES: dict[str, FactAnswer] = {
    "consequence": "slight",
    "protected_place": False,
    "sensitive_residential": False,
    "prior_violation_day": "none",
    "records_searched_from": date(2020, 1, 1),
    "records_searched_until": date(2026, 10, 1),
    "corrected_day": date(2026, 9, 8),
    "correction_due_day": date(2026, 9, 10),
    "found_day": date(2026, 9, 1),
    "single_factor": True,
    "class_a": False,
    "exceed_times": Decimal("0.05"),
    "lasting_days": 12,
    "minor_act": True,
}
_FACTS = {key: FactValue(value, "笔录", ("Z-01",)) for key, value in _VALUES.items()}
_Bare = Callable[[Mapping[str, FactAnswer]], bool | None]


def _bare(condition: Condition) -> _Bare:
    """The same question as one would write it by hand: yes, no or not known, and no reason for it."""
    kind, limit, low, inclusive = condition.kind, condition.limit, condition.low, condition.inclusive
    key, months = plain(condition).fact, condition.months
    wanted = {"是": True, "否": False}.get(condition.values[0]) if condition.values else None
    words = frozenset(condition.values) or frozenset({"none", "slight"})
    start = date(_ACT.year, 1, 1) if condition.calendar_year else _ACT - timedelta(days=months * 30 or 9999)

    def first_time(values: Mapping[str, FactAnswer]) -> bool | None:
        prior, until = values.get("prior_violation_day"), values.get("records_searched_until")
        since = values.get("records_searched_from")
        if prior is None or not isinstance(until, date) or not isinstance(since, date):
            return None
        if isinstance(prior, date):
            return prior < start
        return until >= _ACT and since <= start

    def corrected(values: Mapping[str, FactAnswer]) -> bool | None:
        done, due = values.get("corrected_day"), values.get("correction_due_day")
        if not isinstance(done, date) or not isinstance(due, date):
            return None
        return done <= _DECIDED and done <= due

    def number(values: Mapping[str, FactAnswer]) -> bool | None:
        value = values.get(key)
        if limit is None or not isinstance(value, int | Decimal):
            return None
        if low is not None:
            return low <= value <= limit
        return value <= limit if inclusive else value < limit

    def word(values: Mapping[str, FactAnswer]) -> bool | None:
        value = values.get(key)
        return None if value is None else value is wanted if wanted is not None else value in words

    def true(values: Mapping[str, FactAnswer]) -> bool | None:
        value = values.get(key)
        return None if value is None else value is True

    def false(values: Mapping[str, FactAnswer]) -> bool | None:
        value = values.get(key)
        return None if value is None else value is False

    def expired(values: Mapping[str, FactAnswer]) -> bool | None:
        found, harm = values.get("found_day"), values.get("consequence")
        if harm is None or not isinstance(found, date):
            return None
        return found > _ACT.replace(year=_ACT.year + (2 if harm == "none" else 5))

    simple: dict[str, _Bare] = {
        "first_time": first_time,
        "corrected": true if condition.mode == "on_the_spot" else corrected,
        "below": number,
        "between": number,
        "completed": true,
        "outside": false,
        "expired": expired,
    }
    return simple.get(kind, word)


def _sixty() -> list[LenientItem]:
    """The first 60 grounds there are: the 23 of the province, 16 of the law, and other regions' after them."""
    book = load_pack(resources_dir() / "law" / "gd-sz-2026")
    return list(book.lenient_items.values())[:60]


def _per_case(work: Callable[[], object]) -> float:
    """Median microseconds of one call."""
    return (
        statistics.median(once_ms(lambda: [work() for _ in range(_TIMES)]) for _ in range(9)) * 1000 / _TIMES
    )


def _loops(items: list[LenientItem], plan: Plan) -> list[Measured]:
    bare = [[_bare(condition) for condition in item.conditions] for item in items]
    once = list({plain(c): _bare(c) for item in items for c in item.conditions}.values())
    count = sum(map(len, bare))

    def ours() -> object:
        return plan.run(case_facts(_FACTS, _ACT, _DECIDED, None))

    def loop() -> object:
        return [[test(_VALUES) for test in tests] for tests in bare]

    def distinct() -> object:
        return [test(_VALUES) for test in once]

    def words() -> object:
        return [result.conditions for result in plan.run(case_facts(_FACTS, _ACT, _DECIDED, None))]

    micro, read = _per_case(ours), _per_case(words)
    note = f"{count} conditions, {len(once)} distinct"
    return [
        Measured("60 grounds with their trace, µs", micro, 100.0, micro, 100.0, f"limit in µs; {note}"),
        compare(
            "60 grounds with trace against a bare loop",
            lambda: [ours() for _ in range(_TIMES)],
            lambda: [loop() for _ in range(_TIMES)],
            1.5,
            note="every condition of every ground, by hand, no trace",
        ),
        compare(
            "the same against each distinct test once",
            lambda: [ours() for _ in range(_TIMES)],
            lambda: [distinct() for _ in range(_TIMES)],
            math.inf,
            note="the least there is to ask, no grounds and no trace; no limit was asked",
        ),
        Measured("60 grounds, every sentence read, µs", read, math.inf, read, math.inf, "no limit was asked"),
    ]


def _all_cases() -> Measured:
    """100,000 cases of every act in turn, each with its own facts, and whether each ground is complete."""
    book = load_pack(resources_dir() / "law" / "gd-sz-2026")
    acts = sorted(book.violations)
    days = [_ACT + timedelta(days=number) for number in range(60)]

    def check() -> int:
        complete = 0
        for number in range(_CASES):
            facts = {**_FACTS, "corrected_day": FactValue(days[number % 60])}
            results = evaluate(book, acts[number % len(acts)], facts, _ACT, _DECIDED)
            complete += sum(result.complete for result in results)
        return complete

    seconds = once_ms(check) / 1000
    return Measured("100,000 cases checked again, s", seconds, 10.0, seconds, 10.0, "limit in seconds")


def _repeat(work: Callable[[], object]) -> None:
    for _ in range(_ZEN_TIMES):
        work()


def _zen(items: list[LenientItem], plan: Plan) -> list[Measured]:
    """The grounds against zen-engine with its trace, where that is installed."""
    every = [condition for item in items for condition in item.conditions]
    distinct = list({plain(condition): condition for condition in every}.values())
    run, short = zen_runner(every, _VALUES, _ACT), zen_runner(distinct, _VALUES, _ACT)
    if run is None or short is None:
        print("zen-engine is not installed: not compared with it")  # noqa: T201 - the report
        return []
    answers = run()["result"]
    mine = [
        outcome[0]
        for result in plan.run(case_facts(_FACTS, _ACT, _DECIDED, None))
        for outcome in result.trace
    ]
    if not isinstance(answers, Mapping) or [answers[f"c{place}"] for place in range(len(every))] != mine:
        raise RuntimeError("zen-engine answers otherwise: the comparison would mean nothing")

    def ours() -> object:
        return plan.run(case_facts(_FACTS, _ACT, _DECIDED, None))

    return [
        compare(
            name,
            partial(_repeat, ours),
            partial(_repeat, theirs),
            0.5,
            note=f"{count} expressions in one node, trace on, the same answers",
        )
        for name, theirs, count in (
            ("60 grounds with trace against zen-engine", run, len(every)),
            ("the same against its distinct ones only", short, len(distinct)),
        )
    ]


def _what_if() -> Measured:
    """100,000 kept questions answered by another pack, with text, grounds, fine and comparison: the pure part of a what-if."""
    book = load_pack(resources_dir() / "law" / "gd-sz-2026")
    acts = sorted(book.violations)
    raw = {
        key: {
            "value": value.isoformat()
            if isinstance(value, date)
            else str(value)
            if isinstance(value, Decimal)
            else value
        }
        for key, value in _VALUES.items()
    }
    questions = [
        LawRequest(acts[number % len(acts)], _ACT, _DECIDED, FineDirection.ORDINARY, raw, {})
        for number in range(_CASES)
    ]
    first = {question.violation: answer_request(book, question, None) for question in questions[: len(acts)]}

    def check() -> int:
        return sum(
            bool(differences(first[question.violation], answer_request(book, question, None)))
            for question in questions
        )

    seconds = once_ms(check) / 1000
    return Measured("100,000 questions to another pack, s", seconds, 10.0, seconds, 10.0, "limit in seconds")


def measure(folder: Path) -> list[Measured]:
    """Microseconds a case of 60 grounds (limit 100), against a bare loop (1.5 ×), and 100,000 cases (10 s)."""
    items = _sixty()
    plan = make_plan(items)
    return [*_loops(items, plan), *_zen(items, plan), _all_cases(), _what_if()]
