"""Facts (事实) of a case: an answer with its source and evidence. A missing key is unknown, never assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.law.book import Book
from inspector.law.schema import FactQuestion

FactAnswer = bool | int | Decimal | str | date | None
NONE_WORD = "none"


@dataclass(frozen=True, slots=True)
class FactValue:
    """An answer; None is unknown. `source` says who or what says so; `evidence` holds evidence ids."""

    value: FactAnswer
    source: str = ""
    evidence: tuple[str, ...] = ()


Facts = Mapping[str, FactValue]


def parse_answer(question: FactQuestion, raw: object) -> FactAnswer:
    """The answer to a question from JSON (null is unknown). Raises InvalidValueError with what is allowed."""
    if raw is None:
        return None
    name = f"事实 {question.key}"
    if question.kind == "bool":
        if not isinstance(raw, bool):
            raise InvalidValueError(name, raw, "true、false 或 null")
        return raw
    if question.kind == "choice":
        if raw not in question.choices:
            raise InvalidValueError(name, raw, "、".join(question.choices))
        return str(raw)
    if question.kind in ("day", "day_or_none"):
        if question.kind == "day_or_none" and raw == NONE_WORD:
            return NONE_WORD
        if isinstance(raw, datetime) or not isinstance(raw, str | date):
            raise InvalidValueError(name, raw, "日期，如 2026-11-24")
        return raw if isinstance(raw, date) else parse_day(raw, name)
    return _number(question, raw, name)


def _number(question: FactQuestion, raw: object, name: str) -> int | Decimal:
    allowed = "不小于 0 的整数" if question.kind == "integer" else "不小于 0 的数"
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise InvalidValueError(name, raw, allowed)
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise InvalidValueError(name, raw, allowed) from None
    if not number.is_finite() or number < 0:
        raise InvalidValueError(name, raw, allowed)
    if question.kind == "integer":
        if number != number.to_integral_value():
            raise InvalidValueError(name, raw, allowed)
        return int(number)
    return number


def parse_facts(book: Book, raw: Mapping[str, object]) -> dict[str, FactValue]:
    """Facts from JSON: key → answer, or key → {value, source, evidence}. Raises InvalidValueError by key."""
    facts: dict[str, FactValue] = {}
    for key, entry in raw.items():
        if key not in book.facts:
            raise InvalidValueError("事实", key, "、".join(book.facts))
        value, source = entry, ""
        evidence: tuple[str, ...] = ()
        if isinstance(entry, Mapping):
            unknown = set(entry) - {"value", "source", "evidence"}
            if unknown or "value" not in entry:
                raise InvalidValueError(
                    f"事实 {key}", sorted(map(str, entry)), "value、source、evidence，value 必填"
                )
            value, source = entry["value"], str(entry.get("source", ""))
            listed = entry.get("evidence", [])
            if not isinstance(listed, list):
                raise InvalidValueError(f"事实 {key}", listed, "evidence 是证据编号的列表")
            evidence = tuple(str(one) for one in listed)
        facts[key] = FactValue(parse_answer(book.facts[key], value), source, evidence)
    return facts
