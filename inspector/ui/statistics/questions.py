"""A question behind a figure as the record id of the rows page, so that back and jump find it again. No Qt."""

from __future__ import annotations

import json
from datetime import date

from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter
from inspector.services.figure_rows import RecordQuestion


def rows_record(title: str, wanted: ListFilter) -> str:
    """A question for cases as the record id of the rows page."""
    plain = {
        "title": title,
        "equals": {key: list(v) if isinstance(v, tuple) else v for key, v in wanted.equals.items()},
        "between": {key: [str(d) if d else None for d in ends] for key, ends in wanted.between.items()},
        "order": wanted.order,
    }
    return json.dumps(plain, ensure_ascii=False)


def records_record(title: str, wanted: RecordQuestion) -> str:
    """A question for other records as the record id of the rows page."""
    plain = {
        "title": title,
        "kind": wanted.kind,
        "days": [str(wanted.start), str(wanted.end)],
        "equals": dict(wanted.equals),
    }
    return json.dumps(plain, ensure_ascii=False)


def question(record: str) -> tuple[str, ListFilter | RecordQuestion]:
    """Title and question of a record. Raises ValueError when it is none."""
    plain = json.loads(record)
    if "kind" in plain:
        start, end = (date.fromisoformat(day) for day in plain["days"])
        return str(plain["title"]), RecordQuestion(plain["kind"], start, end, plain["equals"])
    equals = {
        key: tuple(_typed(key, one) for one in value) if isinstance(value, list) else _typed(key, value)
        for key, value in plain["equals"].items()
    }
    between = {
        key: (date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None)
        for key, (low, high) in plain["between"].items()
    }
    return str(plain["title"]), ListFilter(equals=equals, between=between, order=str(plain["order"]))


def _typed(key: str, value: object) -> object:
    return Outcome(str(value)) if key == "outcome" and value is not None else value
