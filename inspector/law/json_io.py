"""Facts in, evaluation out, both as JSON-shaped mappings: for scripts, tests and the command line. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import FineDirection
from inspector.domain.times import parse_day
from inspector.law.applicability import Applicability, applicable
from inspector.law.book import Book
from inspector.law.discretion import UNITS, FineResult, compute_fine
from inspector.law.facts import Facts, parse_facts
from inspector.law.leniency import ConditionResult, ItemResult, Workdays, evaluate
from inspector.law.schema import FineRange, Provision, Violation
from inspector.law.tables import BASES

KEYS = ("violation", "act_day", "act_end_day", "decision_day", "facts", "choices", "amounts", "direction")
REQUIRED = ("violation", "act_day", "decision_day")


class DocumentError(InspectorError):
    """The document as a whole is not what the schema says: the key and what is allowed there."""

    def __init__(self, key: str, fault: str, allowed: str) -> None:
        self.key = key
        super().__init__(
            f"事实文件的 {key or '整个文件'}：{fault}",
            f"允许：{allowed}",
            "按 docs/facts-schema.md 改正后再试",
        )


def evaluate_document(book: Book, document: Mapping[str, object], workdays: Workdays) -> dict[str, object]:
    """The evaluation of a facts document. Amounts in fen, days as ISO text, numbers with fractions as text.

    Raises DocumentError for unknown, missing or wrongly shaped keys, InvalidValueError for values outside their field,
    RuleRefusedError when no text was in force. When the law cannot choose a text, `fine` is null.
    """
    _known_keys(document)
    violation = _violation(book, document["violation"])
    act_day = _day(document, "act_day")
    end_day = _day(document, "act_end_day") if document.get("act_end_day") is not None else act_day
    decision_day = _day(document, "decision_day")
    if end_day < act_day:
        raise InvalidValueError("act_end_day", end_day, f"不早于 act_day {act_day}")
    facts = parse_facts(book, _table(document, "facts"))
    choices = _choices(document)
    amounts = _amounts(document)
    direction = _direction(document)
    choice = applicable(book, violation.id, end_day, decision_day)
    items = evaluate(book, violation.id, facts, end_day, decision_day, workdays)
    fine = None
    table = book.table(violation.table) if violation.table else None
    if table is None and choices:
        raise InvalidValueError("choices", "、".join(choices), f"空（{violation.no_table_reason}）")
    if choice.chosen is not None:
        fine = compute_fine(
            table,
            choices,
            choice.chosen,
            direction,
            violation.no_table_reason,
            bases=amounts,
            day=end_day,
        )
    return {
        "pack_version": book.version,
        "violation": {"id": violation.id, "name": violation.name, "authority": violation.authority},
        "act_day": act_day.isoformat(),
        "act_end_day": end_day.isoformat(),
        "decision_day": decision_day.isoformat(),
        "direction": direction.value,
        "facts": _facts(facts),
        "applicable": _applicable(choice),
        "lenient_items": [_item(item) for item in items],
        "aggravating": [
            {
                "id": ground.id,
                "name": ground.name,
                "clause": f"{ground.source.document}{ground.source.article}",
            }
            for ground in book.aggravating_on(end_day)
        ],
        "fine": None if fine is None else _fine(fine),
    }


def sentences_of(result: Mapping[str, object]) -> list[str]:
    """The evaluation in lines for a terminal, from the mapping that evaluate_document gave."""
    applied, fine, items = result["applicable"], result["fine"], result["lenient_items"]
    violation = result["violation"]
    if not isinstance(applied, Mapping) or not isinstance(items, list) or not isinstance(violation, Mapping):
        raise DocumentError("", "不是核对结果", "evaluate_document 的返回值")
    lines = [f"{violation['name']}（规则包 {result['pack_version']}）", str(applied["reason"])]
    for item in items:
        lines.append(f"{item['name']}（{item['effect']}）：{item['verdict']}")
        for condition in item["conditions"]:
            word = {"met": "满足", "unmet": "不满足", "unknown": "待查"}[condition["status"]]
            lines.append(f"  {word}  {condition['needed']}：{condition['found']}")
        lines += [f"  注意：{text}" for text in item["warnings"]]
    if isinstance(fine, Mapping):
        lines.append(f"罚款测算：{fine['formula'] or fine['conflict']}")
        lines += [f"  注意：{text}" for text in fine["warnings"]]
    else:
        lines.append("罚款测算：适用条文未定，不测算。")
    return [*lines, "以上为核对结果，由办案人员决定。"]


def _known_keys(document: Mapping[str, object]) -> None:
    for key in document:
        if key not in KEYS:
            raise DocumentError(str(key), "不认识的键", "、".join(KEYS))
    for key in REQUIRED:
        if document.get(key) is None:
            raise DocumentError(key, "缺少这个键", f"必填：{'、'.join(REQUIRED)}")


def _violation(book: Book, raw: object) -> Violation:
    if not isinstance(raw, str) or raw not in book.violations:
        raise InvalidValueError("violation", raw, "、".join(book.violations))
    return book.violations[raw]


def _day(document: Mapping[str, object], key: str) -> date:
    raw = document[key]
    if not isinstance(raw, str):
        raise InvalidValueError(key, raw, "日期文字，如 2026-11-24")
    return parse_day(raw, key)


def _table(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    raw = document.get(key)
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise DocumentError(key, "不是对象", "{ 键: 值 }")
    return raw


def _choices(document: Mapping[str, object]) -> dict[str, str]:
    found = {}
    for factor, grade in _table(document, "choices").items():
        if not isinstance(grade, str):
            raise InvalidValueError(f"choices.{factor}", grade, "档的编号，文字")
        found[factor] = grade
    return found


def _amounts(document: Mapping[str, object]) -> dict[str, int]:
    found = {}
    for name, amount in _table(document, "amounts").items():
        if name not in (*BASES, UNITS):
            raise InvalidValueError("amounts", name, "、".join((*BASES, UNITS)))
        if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
            raise InvalidValueError(f"amounts.{name}", amount, "不小于 0 的整数（金额单位分）")
        found[name] = amount
    return found


def _direction(document: Mapping[str, object]) -> FineDirection:
    raw = document.get("direction", FineDirection.ORDINARY.value)
    words = [one.value for one in FineDirection]
    if raw not in words:
        raise InvalidValueError("direction", raw, "、".join(words))
    return FineDirection(str(raw))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def _facts(facts: Facts) -> dict[str, object]:
    return {
        key: {"value": _plain(fact.value), "source": fact.source, "evidence": list(fact.evidence)}
        for key, fact in facts.items()
    }


def _range(fine: FineRange) -> dict[str, object]:
    return {"kind": fine.kind, "min_fen": fine.min_fen, "max_fen": fine.max_fen, "text": fine.text()}


def _provision(provision: Provision) -> dict[str, object]:
    return {
        "id": provision.id,
        "violated": provision.violated,
        "penalty": provision.penalty(),
        "penalty_in_letter": provision.penalty_in_letter(),
        "violated_in_letter": provision.violated_in_letter(),
        "fine": _range(provision.fine),
        "worse": None if provision.worse is None else _range(provision.worse),
        "verification": provision.source.verification,
        "note": provision.source.note,
    }


def _applicable(choice: Applicability) -> dict[str, object]:
    return {
        "old": _provision(choice.old),
        "new": _provision(choice.new),
        "chosen": None if choice.chosen is None else choice.chosen.id,
        "changed": choice.changed,
        "reason": choice.reason,
    }


def _item(result: ItemResult) -> dict[str, object]:
    return {
        "id": result.item.id,
        "name": result.item.name,
        "effect": result.item.effect,
        "in_force": result.in_force,
        "complete": result.complete,
        "verdict": result.verdict,
        "warnings": list(result.warnings),
        "conditions": [_condition(one) for one in result.conditions],
    }


def _condition(result: ConditionResult) -> dict[str, object]:
    return {
        "needed": result.needed,
        "status": result.status,
        "found": result.found,
        "clause": result.clause,
        "evidence_wanted": result.evidence_wanted,
        "what_would_change": result.what_would_change,
        "facts": list(result.fact_keys),
        "evidence": list(result.evidence),
    }


def _fine(fine: FineResult) -> dict[str, object]:
    return {
        "provision": fine.provision.id,
        "table": None if fine.table is None else fine.table.id,
        "steps": [
            {
                "factor": step.factor.id,
                "choice": step.choice.id,
                "weight": str(step.choice.weight),
                "assumed_lowest": step.assumed_lowest,
            }
            for step in fine.steps
        ],
        "formula": fine.formula,
        "low_fen": fine.low_fen,
        "high_fen": fine.high_fen,
        "high_included": fine.high_included,
        "point_fen": fine.point_fen,
        "warnings": list(fine.warnings),
        "conflict": fine.conflict,
        "missing": [{"key": one.key, "name": one.name, "why": one.why} for one in fine.missing],
        "bit": fine.bit,
    }


def unique_keys(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object of a JSON text, refusing a key written twice (the later one would silently win). Raises DocumentError."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DocumentError(key, "同一个键写了两次", "每个键只写一次")
        found[key] = value
    return found
