"""A question put to the law as it is kept with a case (核对请求): read back so that any pack version can answer it again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from inspector.domain.errors import InspectorError
from inspector.domain.kinds import FineDirection
from inspector.domain.times import parse_day
from inspector.law.book import Book
from inspector.law.discretion import UNITS
from inspector.law.facts import FactAnswer, parse_answer

# A fact `base_gain` is the amount called `gain` in the tables.
BASE_FACT = "base_"
_DAYS = frozenset({"day", "day_or_none"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class RequestUnreadableError(InspectorError):
    """A kept request that cannot be asked again, and why."""

    def __init__(self, why: str) -> None:
        super().__init__("核对请求不能重新计算", why, "打开案件，在法律核对里重新核对")


@dataclass(frozen=True, slots=True)
class LawRequest:
    """What the law was asked. `facts` as JSON: key → {value, source, evidence}. `provision`: the text settled on then.

    `refused`: whether a refusal to correct was recorded; None when nothing was, or in a request older than the question.
    """

    violation: str
    act_end_day: date
    decision_day: date
    direction: FineDirection
    facts: Mapping[str, object]
    choices: Mapping[str, str]
    provision: str = ""
    refused: bool | None = None


def read_request(text: str, provision: str = "") -> LawRequest:
    """The request of a kept assessment. Raises RequestUnreadableError for one that does not hold everything."""
    try:
        raw = json.loads(text)
    except ValueError as trouble:
        raise RequestUnreadableError(f"记录不是 JSON（{trouble}）") from trouble
    if not isinstance(raw, dict):
        raise RequestUnreadableError("记录不是对象")
    if raw.get("sample") is True:
        raise RequestUnreadableError("示例数据，没有核对过法律")
    try:
        return LawRequest(
            violation=str(raw["violation"]),
            act_end_day=parse_day(str(raw["act_end_day"]), "行为终了日"),
            decision_day=parse_day(str(raw["decision_day"]), "决定日"),
            direction=FineDirection(raw["direction"]),
            facts=dict(raw["facts"]),
            choices={str(factor): str(grade) for factor, grade in dict(raw["choices"]).items()},
            provision=provision,
            refused=_yes_no(raw.get("refused")),
        )
    except KeyError as trouble:
        raise RequestUnreadableError(f"记录里没有 {trouble.args[0]}") from trouble
    except (TypeError, ValueError) as trouble:
        raise RequestUnreadableError(f"记录的内容不对（{trouble}）") from trouble


def _yes_no(raw: object) -> bool | None:
    if raw is not None and not isinstance(raw, bool):
        raise TypeError(f"refused：{raw!r}")
    return raw


def values_for(book: Book, raw: Mapping[str, object]) -> dict[str, FactAnswer]:
    """The answers a pack asks for, as its own kinds. One it does not know or cannot read is left out: unknown, never assumed."""
    found: dict[str, FactAnswer] = {}
    questions = book.facts
    for key, entry in raw.items():
        question = questions.get(key)
        if question is None:
            continue
        value = entry.get("value") if isinstance(entry, dict) else entry
        # The forms that answers are kept in, without the detour over every form a person may type.
        if type(value) is bool and question.kind == "bool":
            found[key] = value
        elif type(value) is str and question.kind in _DAYS and _DAY.fullmatch(value):
            found[key] = _kept_day(value)
        else:
            try:
                found[key] = parse_answer(question, value)
            except InspectorError:
                continue
    return found


@lru_cache(maxsize=8192)
def _kept_day(text: str) -> FactAnswer:
    """A day as it is kept; unknown when there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def bases_of(values: Mapping[str, FactAnswer]) -> dict[str, int]:
    """Amounts a table multiplies, in fen, and the number of units, as far as they were given."""
    found = {}
    for key, value in values.items():
        if key.startswith(BASE_FACT) and isinstance(value, Decimal | int):
            base = key.removeprefix(BASE_FACT)
            found[base] = int(value) if base == UNITS else int(value * 100)
    return found
