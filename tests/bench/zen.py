"""The same grounds in zen-engine, a rule engine in Rust with traces: one expression a condition, met, unmet or unknown.

It is no part of the project: where it is not installed, the bench says so and leaves the comparison out.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from inspector.law.conditions import plain
from inspector.law.facts import FactAnswer
from inspector.law.lists import Condition


def zen_runner(
    conditions: Sequence[Condition], values: Mapping[str, FactAnswer], act_day: date
) -> Callable[[], Mapping[str, object]] | None:
    """Evaluates every condition with a trace; None when zen-engine is not installed."""
    if importlib.util.find_spec("zen") is None:
        return None
    zen = importlib.import_module("zen")
    expressions = [
        {"id": f"c{place}", "key": f"c{place}", "value": expression(condition, act_day)}
        for place, condition in enumerate(conditions)
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "ex",
            "type": "expressionNode",
            "name": "ex",
            "position": {"x": 1, "y": 0},
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "ex"},
        {"id": "b", "type": "edge", "sourceId": "ex", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    facts = {key: _plain(value) for key, value in values.items()}

    def run() -> Mapping[str, object]:
        answer: Mapping[str, object] = decision.evaluate(facts, {"trace": True})
        return answer

    return run


def expression(condition: Condition, act_day: date) -> str:
    """A condition in zen's own language, in the simplest form that knows three answers."""
    key = plain(condition).fact
    if condition.kind == "first_time":
        start = f"{act_day.year}-01-01" if condition.calendar_year else "2024-01-01"
        return _three(
            ("prior_violation_day", "records_searched_until", "records_searched_from"),
            f"prior_violation_day == 'none' ? (d(records_searched_until) >= d('{act_day}') and "
            f"d(records_searched_from) <= d('{start}')) : d(prior_violation_day) < d('{start}')",
        )
    if condition.kind == "corrected" and condition.mode != "on_the_spot":
        return _three(("corrected_day", "correction_due_day"), "d(corrected_day) <= d(correction_due_day)")
    if condition.kind == "expired":
        return _three(("consequence", "found_day"), f"d(found_day) > d('{act_day.year + 2}-{act_day:%m-%d}')")
    if condition.kind == "corrected":
        return _three(("corrected_at_once",), "corrected_at_once == true")
    if condition.limit is not None:
        sign = "<=" if condition.inclusive else "<"
        test = f"{key} {sign} {condition.limit}"
        if condition.low is not None:
            test = f"{key} >= {condition.low} and {key} <= {condition.limit}"
        return _three((key,), test)
    if condition.kind in ("completed", "outside"):
        return _three((key,), f"{key} == {'true' if condition.kind == 'completed' else 'false'}")
    words = condition.values or ("none", "slight")
    if set(words) <= {"是", "否"}:
        return _three((key,), f"{key} == {'true' if words[0] == '是' else 'false'}")
    listed = ", ".join(f"'{word}'" for word in words)
    return _three((key,), f"{key} in [{listed}]")


def _three(keys: Sequence[str], test: str) -> str:
    unknown = " or ".join(f"{key} == null" for key in keys)
    return f"{unknown} ? 'unknown' : (({test}) ? 'met' : 'unmet')"


def _plain(value: FactAnswer) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
