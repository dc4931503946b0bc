"""Lenient grounds (免罚、从轻) answered condition by condition. Unknown is asked and never counts as met."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from inspector.law.applicability import CODE_DAY, limitation_end, limitation_years
from inspector.law.book import Book
from inspector.law.facts import NONE_WORD, FactAnswer, Facts, FactValue
from inspector.law.schema import Condition, LenientItem

Status = Literal["met", "unmet", "unknown"]
Workdays = Callable[[date, date], int]
_UNKNOWN = FactValue(None)


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition answered, with the facts looked at."""

    condition: Condition
    status: Status
    found: str
    needed: str
    clause: str
    evidence_wanted: str
    what_would_change: str
    fact_keys: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A lenient item answered. `complete` says all conditions are met; deciding stays with the officer."""

    item: LenientItem
    conditions: tuple[ConditionResult, ...]
    in_force: bool
    verdict: str
    warnings: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """In force and every condition met."""
        return self.in_force and all(entry.status == "met" for entry in self.conditions)

    def count(self, status: Status) -> int:
        """How many conditions have a status."""
        return sum(entry.status == status for entry in self.conditions)


@dataclass(frozen=True, slots=True)
class _Case:
    facts: Facts
    act_day: date
    decision_day: date
    workdays: Workdays | None

    def value(self, key: str) -> FactAnswer:
        return self.facts.get(key, _UNKNOWN).value

    def day(self, key: str) -> date | None:
        value = self.value(key)
        return value if isinstance(value, date) else None


def evaluate(
    book: Book,
    violation_id: str,
    facts: Facts,
    act_day: date,
    decision_day: date,
    workdays: Workdays | None = None,
) -> list[ItemResult]:
    """Every ground for the act in source order. `act_day` is the day of the act or its end.

    `workdays(start, end)` counts working days after start up to end; without it such conditions stay unknown.
    """
    case = _Case(facts, act_day, decision_day, workdays)
    return [_item(item, case) for item in book.items_of(violation_id)]


def _item(item: LenientItem, case: _Case) -> ItemResult:
    results = tuple(_condition(condition, case) for condition in item.conditions)
    met = sum(entry.status == "met" for entry in results)
    unmet = sum(entry.status == "unmet" for entry in results)
    unknown = len(results) - met - unmet
    in_force = item.in_force_from <= case.act_day and (
        item.in_force_to is None or case.act_day <= item.in_force_to
    )
    parts = [f"{met} 满足"] + [
        f"{count} {word}" for count, word in ((unmet, "不满足"), (unknown, "待查")) if count
    ]
    verdict = f"{len(results)} 项条件：{'，'.join(parts)}。"
    if not in_force:
        verdict += f"行为日 {case.act_day} 不在本项施行期内，不能适用。"
    elif unmet:
        verdict += f"现有事实下不符合{item.effect}。"
    elif unknown:
        verdict += "查清待查项以前不能下结论。"
    else:
        verdict += f"条件齐备：{item.effect}，由办案人员决定并写明理由。"
    return ItemResult(item, results, in_force, verdict, _warnings(item, case))


def _warnings(item: LenientItem, case: _Case) -> tuple[str, ...]:
    found = []
    # A general ground ends because another article took its place, not because its document lapsed.
    if item.in_force_to is not None and not item.general:
        if case.decision_day > item.in_force_to:
            found.append(
                f"{item.source.document}已于 {item.in_force_to} 失效；行为在有效期内的才可参照，请法制审核确认。"
            )
        else:
            found.append(f"{item.source.document}有效期至 {item.in_force_to}。")
    if item.source.verification == "unverified":
        found.append("本项依据未核实，引用前请核对官方文本。")
    if item.source.note:
        found.append(item.source.note)
    return tuple(found)


def _condition(condition: Condition, case: _Case) -> ConditionResult:
    answer = {
        "first_time": _first_time,
        "corrected": _corrected,
        "below": _below,
        "between": _between,
        "one_of": _one_of,
        "expired": _expired,
    }[condition.kind]
    status, found, change, keys = answer(condition, case)
    evidence = tuple(one for key in keys for one in case.facts.get(key, _UNKNOWN).evidence)
    sources = "；".join(s for key in keys if (s := case.facts.get(key, _UNKNOWN).source))
    return ConditionResult(
        condition,
        status,
        found + (f"（{sources}）" if sources else ""),
        condition.needed,
        condition.clause,
        condition.evidence,
        change if status != "met" else "",
        keys,
        evidence,
    )


_Answer = tuple[Status, str, str, tuple[str, ...]]


def months_back(day: date, months: int) -> date:
    """The same day `months` earlier; the month's last day when it is shorter."""
    total = day.year * 12 + day.month - 1 - months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _first_time(condition: Condition, case: _Case) -> _Answer:
    keys = ("prior_violation_day", "records_searched_from", "records_searched_until")
    if condition.calendar_year:
        start: date | None = date(case.act_day.year, 1, 1)
    else:
        start = months_back(case.act_day, condition.months) if condition.months else None
    prior = case.value(keys[0])
    if isinstance(prior, date) and prior < case.act_day and (start is None or prior >= start):
        return "unmet", f"{prior} 有同类违法", "该记录被撤销或查明不属同类", keys
    if prior is None:
        return "unknown", "没有查询以往违法记录", "查询处罚记录，写明查了什么、查到哪一天", keys
    searched_from, until = case.day(keys[1]), case.day(keys[2])
    if until is None or until < case.act_day:
        return "unknown", "没有写明记录查到行为日", "补充查询截止日，不早于行为日", keys
    if start is not None and (searched_from is None or searched_from > start):
        return "unknown", f"查询没有覆盖 {start} 起的记录", f"把查询范围延到 {start}", keys
    if isinstance(prior, date) and prior >= case.act_day:
        return "unknown", f"填写的以往违法日 {prior} 不早于行为日", "核对以往违法日", keys
    span = f"{searched_from or '建档'}至{until}"
    return (
        "met",
        f"{span}的记录中，{'查无同类违法' if prior == NONE_WORD else f'上次同类违法在 {prior}'}",
        "",
        keys,
    )


def _corrected(condition: Condition, case: _Case) -> _Answer:
    if condition.mode == "on_the_spot":
        return _known_bool(case, "corrected_at_once", "责令后立即改正")
    keys: tuple[str, ...] = ("corrected_day", "correction_due_day", "ordered_day")
    done = case.value("corrected_day")
    if done is None:
        return "unknown", "没有改正情况", "复查现场并记录改正日", keys[:1]
    if not isinstance(done, date):
        return "unmet", "尚未改正", "改正并经复查确认", keys[:1]
    if done > case.decision_day:
        return "unmet", f"改正日 {done} 晚于决定日", "在决定前改正", keys[:1]
    if condition.mode == "any":
        return "met", f"{done} 已改正", "", keys[:1]
    if condition.mode == "ordered_term":
        due = case.day("correction_due_day")
        if due is None:
            return "unknown", f"{done} 已改正，没有责令改正期限", "补充责令改正决定书的期限", keys[:2]
        late = (done - due).days
        if late > 0:
            return "unmet", f"{done} 改正，期限 {due}，迟 {late} 日", f"在 {due} 前改正的证据", keys[:2]
        return "met", f"{done} 改正，期限 {due}", "", keys[:2]
    ordered = case.day("ordered_day")
    if ordered is None or (condition.mode == "workdays" and case.workdays is None):
        return "unknown", f"{done} 已改正，起算日或工作日历不明", "补充责令改正送达日", (keys[0], keys[2])
    used = (done - ordered).days
    if condition.mode == "workdays" and case.workdays is not None:
        used = case.workdays(ordered, done)
    status: Status = "met" if used <= condition.days else "unmet"
    return status, f"第 {used} 日改正，须在 {condition.days} 日内", "更早改正的证据", (keys[0], keys[2])


def _known_bool(case: _Case, key: str, what: str) -> _Answer:
    value = case.value(key)
    if value is None:
        return "unknown", f"没有查明是否{what}", f"查明是否{what}", (key,)
    return ("met" if value is True else "unmet"), ("是" if value is True else "否"), f"{what}的证据", (key,)


def _number(case: _Case, key: str) -> Decimal | None:
    value = case.value(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _below(condition: Condition, case: _Case) -> _Answer:
    value = _number(case, condition.fact)
    limit = condition.limit
    if value is None or limit is None:
        return "unknown", "没有数值", "补充数值及其报告", (condition.fact,)
    inside = value <= limit if condition.inclusive else value < limit
    edge = "含本数" if condition.inclusive else "不含本数"
    found = f"{value} {condition.unit}，界限 {limit} {condition.unit}（{edge}）"
    return (
        ("met" if inside else "unmet"),
        found,
        f"数值复核后低于 {limit} {condition.unit}",
        (condition.fact,),
    )


def _between(condition: Condition, case: _Case) -> _Answer:
    value = _number(case, condition.fact)
    if value is None or condition.limit is None or condition.low is None:
        return "unknown", "没有数值", "补充数值及其报告", (condition.fact,)
    inside = condition.low <= value <= condition.limit
    found = f"{value}，须在 {condition.low} 至 {condition.limit}（含两端）"
    return ("met" if inside else "unmet"), found, "数值复核后在范围内", (condition.fact,)


def _one_of(condition: Condition, case: _Case) -> _Answer:
    value = case.value(condition.fact)
    if value is None:
        return "unknown", "没有查明", f"查明：{condition.needed}", (condition.fact,)
    text = {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
    return (
        ("met" if text in condition.values else "unmet"),
        text,
        f"证明：{condition.needed}",
        (condition.fact,),
    )


def _expired(condition: Condition, case: _Case) -> _Answer:
    harm = case.value("consequence")
    if harm is None:
        return (
            "unknown",
            "没有查明危害后果",
            "查明有无污染、破坏后果（五年或二年）",
            ("consequence", "found_day"),
        )
    found = case.day("found_day")
    if found is None:
        return "unknown", "没有发现日", "补充违法行为被发现的日期", ("consequence", "found_day")
    keys: tuple[str, ...] = ("consequence", "found_day")
    if case.act_day < CODE_DAY:
        keys = (*keys, "endangers_health")
    health = case.value("endangers_health")
    years = limitation_years(case.act_day, harm != "none", health if isinstance(health, bool) else None)
    if years is None:
        return "unknown", "没有查明是否涉及生命健康安全", "查明是否涉及公民生命健康安全（五年或二年）", keys
    last = limitation_end(case.act_day, years == 5)
    passed = found > last
    late = f"期限至 {last}，发现于 {found}"
    return ("met" if passed else "unmet"), late, "行为日或后果的认定改变", keys
