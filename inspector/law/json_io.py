"""Facts in, evaluation out, both as JSON-shaped mappings: for scripts, tests and the command line. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import FineDirection
from inspector.domain.times import parse_day
from inspector.law.answers import answer
from inspector.law.apology import ApologyFacts, judge_apology
from inspector.law.applicability import Applicability, applicable
from inspector.law.book import Book
from inspector.law.discretion import UNITS, FineResult, GradeEffect, grade_effects
from inspector.law.facts import Facts, parse_facts
from inspector.law.fine_reasons import fine_reasons
from inspector.law.json_answers import (
    apology_json,
    fine_json,
    ground_json,
    item_json,
    question_json,
    range_json,
    same_act_json,
    weighing_json,
)
from inspector.law.leniency import Workdays
from inspector.law.limitation import limitation_text
from inspector.law.ranges import RangeInForce, range_in_force
from inspector.law.reductions import below_minimum
from inspector.law.schema import Provision, Violation
from inspector.law.several import fines_by_party, same_act, separate_acts, text_of
from inspector.law.tables import BASES, DiscretionTable

KEYS = (
    "violation",
    "act_day",
    "act_end_day",
    "decision_day",
    "facts",
    "choices",
    "amounts",
    "direction",
    "lists",
    "same_act",
    "other_acts",
    "apology",
    "reduced",
)
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
    act_day, end_day, decision_day = _days(document)
    facts = parse_facts(book, _table(document, "facts"))
    choices = _choices(document)
    amounts = _amounts(document)
    direction = _direction(document)
    lists = _names(document, "lists")
    if lists:
        book = book.with_lists([*book.lists_on, *lists])
    choice = applicable(book, violation.id, end_day, decision_day)
    answers = answer(book, violation.id, facts, end_day, decision_day, workdays)
    table = book.table(violation.table) if violation.table else None
    if table is None and choices:
        raise InvalidValueError("choices", "、".join(choices), f"空（{violation.no_table_reason}）")
    fine, in_force = None, None
    if choice.chosen is not None:
        in_force = range_in_force(choice.chosen, _refused(facts))
        fine = in_force.fine(table, choices, direction, violation.no_table_reason, bases=amounts, day=end_day)
    several = [violation.id, *_names(document, "same_act")]
    others = [violation.id, *_names(document, "other_acts")]
    questions = [question_json(one) for one in answers.questions]
    return {
        "pack_version": book.version,
        "violation": {"id": violation.id, "name": violation.name, "authority": violation.authority},
        "act_day": act_day.isoformat(),
        "act_end_day": end_day.isoformat(),
        "decision_day": decision_day.isoformat(),
        "direction": direction.value,
        "facts": _facts(facts),
        "applicable": _applicable(choice),
        "limitation": limitation_text(end_day, facts),
        "lenient_items": [item_json(item, book.regional_note(item.item)) for item in answers.items],
        "near_misses": [
            {"id": item.item.id, "name": item.item.name, "text": item.near_miss}
            for item in answers.near_misses
        ],
        "aggravating": [ground_json(ground) for ground in answers.grounds],
        "conflicts": list(answers.conflicts),
        "weighing": weighing_json(answers),
        "education": answers.education,
        "questions": questions,
        "next_question": questions[0] if questions else None,
        "fine": None
        if fine is None or in_force is None
        else _fine(document, fine, in_force, choice, table, choices, amounts, direction, facts),
        "same_act": same_act_json(same_act(book, several, end_day, decision_day, _refused(facts)))
        if several[1:]
        else None,
        "other_acts": separate_acts(text_of(book, key, end_day, decision_day) for key in others),
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
        if item["near_miss"]:
            lines.append(f"  {item['near_miss']}")
        lines += [f"  注意：{text}" for text in (item["regional"], *item["warnings"]) if text]
    lines += [str(text) for text in _listed(result["conflicts"])]
    if result["education"]:
        lines.append(str(result["education"]))
    lines += _fine_lines(fine)
    same = result["same_act"]
    lines += [str(same["reason"])] if isinstance(same, Mapping) else []
    lines += [str(result["other_acts"])] if result["other_acts"] else []
    lines.append(str(result["limitation"]) + "。")
    question = result["next_question"]
    if isinstance(question, Mapping):
        lines.append(
            f"下一问（共{len(_listed(result['questions']))}问）：{question['question']}{question['why']}"
        )
    return [*lines, "以上为核对结果，由办案人员决定。"]


def _fine_lines(fine: object) -> list[str]:
    if not isinstance(fine, Mapping):
        return ["罚款测算：适用条文未定，不测算。"]
    lines = [f"罚款测算：{fine['formula'] or fine['conflict']}"]
    if fine["range_reason"] and fine["range_reason"] != fine["conflict"]:
        lines.append(f"  {fine['range_reason']}")
    if fine["bit_text"]:
        lines.append(f"  {fine['bit_text']}")
    lines += [f"  {entry['label']}：{entry['formula']}" for entry in fine["by_party"]]
    lines += [f"  注意：{text}" for text in fine["warnings"]]
    for key in ("apology", "reduced"):
        if isinstance(fine[key], Mapping):
            lines.append(f"  {fine[key]['verdict']}")
    return lines


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


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


def _days(document: Mapping[str, object]) -> tuple[date, date, date]:
    """The day of the act, of its end, and of the decision."""
    act_day = _day(document, "act_day")
    end_day = _day(document, "act_end_day") if document.get("act_end_day") is not None else act_day
    if end_day < act_day:
        raise InvalidValueError("act_end_day", end_day, f"不早于 act_day {act_day}")
    return act_day, end_day, _day(document, "decision_day")


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


def _refused(facts: Facts) -> bool | None:
    """Whether the file says that the party refused to correct (拒不改正); None when it says nothing."""
    value = facts["refused_to_correct"].value if "refused_to_correct" in facts else None
    return value if isinstance(value, bool) else None


def _facts(facts: Facts) -> dict[str, object]:
    return {
        key: {"value": _plain(fact.value), "source": fact.source, "evidence": list(fact.evidence)}
        for key, fact in facts.items()
    }


def _provision(provision: Provision) -> dict[str, object]:
    return {
        "id": provision.id,
        "violated": provision.violated,
        "penalty": provision.penalty(),
        "penalty_in_letter": provision.penalty_in_letter(),
        "violated_in_letter": provision.violated_in_letter(),
        "fine": range_json(provision.fine),
        "worse": None if provision.worse is None else range_json(provision.worse),
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


def _fine(
    document: Mapping[str, object],
    fine: FineResult,
    in_force: RangeInForce,
    choice: Applicability,
    table: DiscretionTable | None,
    choices: Mapping[str, str],
    amounts: Mapping[str, int],
    direction: FineDirection,
    facts: Facts,
) -> dict[str, object]:
    provision = fine.provision
    effects: tuple[GradeEffect, ...] = ()
    if table is not None and fine.point_fen is not None:
        effects = grade_effects(table, choices, provision, direction, bases=amounts)
    given = _apology(document, facts)
    apology = None if given is None else judge_apology(given, fine, choice.decision_day)
    reasons = fine_reasons(choice, provision, fine, direction, apology, range_reason=in_force.reason)
    parties = fines_by_party(
        table if in_force.fineable else None, choices, provision, direction, bases=amounts
    )
    return {
        **fine_json(fine, effects, reasons, parties, in_force),
        "apology": None if apology is None else apology_json(apology),
        "reduced": _reduced(document, provision),
    }


def _reduced(document: Mapping[str, object], provision: Provision) -> dict[str, object] | None:
    """A fine the file wants below the minimum (减轻), with its basis. Raises RuleRefusedError without a named one."""
    wanted = _shaped(document, "reduced", ("amount_fen", "basis"))
    if not wanted:
        return None
    amount, basis = wanted.get("amount_fen"), wanted.get("basis", "")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise InvalidValueError("reduced.amount_fen", amount, "整数，单位分")
    if not isinstance(basis, str):
        raise InvalidValueError("reduced.basis", basis, "文字，写明条文")
    found = below_minimum(amount, provision.fine.min_fen, basis)
    return {
        "amount_fen": found.amount_fen,
        "basis": basis,
        "verdict": found.formula or "不低于法定最低额，不是减轻处罚。",
    }


def _apology(document: Mapping[str, object], facts: Facts) -> ApologyFacts | None:
    given = _shaped(
        document,
        "apology",
        ("percent", "applied_on", "published_on", "medium", "promised", "exclusions", "base_fen"),
    )
    if not given:
        return None
    percent, promised, base = given.get("percent"), given.get("promised"), given.get("base_fen")
    if not isinstance(percent, int) or isinstance(percent, bool):
        raise InvalidValueError("apology.percent", percent, "30 至 50 的整数")
    if promised is not None and not isinstance(promised, bool):
        raise InvalidValueError("apology.promised", promised, "true、false 或 null")
    if base is not None and (not isinstance(base, int) or isinstance(base, bool) or base < 0):
        raise InvalidValueError("apology.base_fen", base, "不小于 0 的整数（分）")
    exclusions = {}
    for key, there in _table(given, "exclusions").items():
        if there is not None and not isinstance(there, bool):
            raise InvalidValueError(f"apology.exclusions.{key}", there, "true、false 或 null")
        if there is not None:
            exclusions[key] = there
    corrected = facts["corrected_day"].value if "corrected_day" in facts else None
    return ApologyFacts(
        percent=percent,
        applied_on=_day(given, "applied_on") if given.get("applied_on") is not None else None,
        published_on=_day(given, "published_on") if given.get("published_on") is not None else None,
        medium=str(given.get("medium") or ""),
        promised=promised,
        corrected_on=corrected if isinstance(corrected, date) else None,
        exclusions=exclusions,
        base_fen=base,
    )


def _shaped(document: Mapping[str, object], key: str, allowed: tuple[str, ...]) -> Mapping[str, object]:
    found = _table(document, key)
    for name in found:
        if name not in allowed:
            raise DocumentError(f"{key}.{name}", "不认识的键", "、".join(allowed))
    return found


def _names(document: Mapping[str, object], key: str) -> list[str]:
    raw = document.get(key)
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise DocumentError(key, "不是文字的列表", '["编号"]')
    return [str(one) for one in raw]


def unique_keys(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object of a JSON text, refusing a key written twice (the later one would silently win). Raises DocumentError."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DocumentError(key, "同一个键写了两次", "每个键只写一次")
        found[key] = value
    return found
