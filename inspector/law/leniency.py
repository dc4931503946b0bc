"""Lenient grounds (免罚、从轻) answered condition by condition. Unknown is asked and never counts as met.

A plan is made once for the grounds of an act: every condition that two grounds share is tested once a case. What is kept
of a case is values; the sentences are built when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from inspector.law.book import Book
from inspector.law.conditions import (
    CaseFacts,
    Outcome,
    Status,
    Test,
    Workdays,
    case_facts,
    fact_keys,
    make_test,
    months_back,
    plain,
)
from inspector.law.facts import Facts
from inspector.law.lists import WAIVING, Condition, LenientItem
from inspector.law.wording import asked_facts, change_text, evidence_of, found_text, letter_text, sources_text

__all__ = [
    "ConditionResult",
    "ItemResult",
    "Plan",
    "Status",
    "Workdays",
    "evaluate",
    "months_back",
    "plan_of",
]


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition answered, with the facts looked at.

    `found` is the value with who says so, `asks` the facts still lacking, `reason` and `values` the answer before it
    became words.
    """

    condition: Condition
    status: Status
    found: str
    needed: str
    clause: str
    evidence_wanted: str
    what_would_change: str
    fact_keys: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    reason: str = ""
    values: tuple[object, ...] = ()

    @property
    def letter(self) -> str:
        """What was found as a clause of a letter, without a full stop."""
        return letter_text(self.condition, (self.status, self.reason, self.values))


_Pick = Callable[[tuple[Outcome, ...]], tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """An item and which outcomes of its plan are its own."""

    item: LenientItem
    pick: _Pick


@dataclass(slots=True)
class ItemResult:
    """A lenient item answered for a case, from the outcomes of every test of its plan.

    `complete` says all conditions are met; deciding stays with the officer. Not frozen for the cost of making sixty of
    them a case; nothing writes to one.
    """

    ready: ReadyItem
    outcomes: tuple[Outcome, ...]
    case: CaseFacts

    @property
    def item(self) -> LenientItem:
        """The ground."""
        return self.ready.item

    @property
    def trace(self) -> tuple[Outcome, ...]:
        """One outcome per condition, in their order: status, reason and the values it speaks of."""
        return self.ready.pick(self.outcomes)

    @property
    def in_force(self) -> bool:
        """In force on the day of the act, or a lighter statute in force on the day of the decision (code 1057)."""
        item, case = self.item, self.case
        if _within(item, case.act_day):
            return True
        return item.favourable and case.act_day < item.in_force_from and _within(item, case.decision_day)

    @property
    def complete(self) -> bool:
        """In force and every condition met."""
        return all(outcome[0] == "met" for outcome in self.trace) and self.in_force

    def count(self, status: Status) -> int:
        """How many conditions have a status."""
        return sum(outcome[0] == status for outcome in self.trace)

    @property
    def open(self) -> bool:
        """In force, nothing against it, something not known: an answer can still settle it."""
        statuses = {outcome[0] for outcome in self.trace}
        return "unknown" in statuses and "unmet" not in statuses and self.in_force

    @property
    def conditions(self) -> tuple[ConditionResult, ...]:
        """The conditions in words, built anew at every reading."""
        pairs = zip(self.item.conditions, self.trace, strict=True)
        return tuple(_in_words(condition, outcome, self.case) for condition, outcome in pairs)

    @property
    def verdict(self) -> str:
        """One line: how many conditions are met, and what follows."""
        item, case = self.item, self.case
        met, unmet, unknown = (self.count(status) for status in ("met", "unmet", "unknown"))
        parts = [f"{met} 满足"] + [
            f"{count} {word}" for count, word in ((unmet, "不满足"), (unknown, "待查")) if count
        ]
        text = f"{len(self.trace)} 项条件：{'，'.join(parts)}。"
        if not self.in_force:
            return f"{text}行为日 {case.act_day} 不在本项施行期内，不能适用。"
        if unmet:
            return f"{text}现有事实下不符合{item.effect}。"
        if unknown:
            return f"{text}查清待查项以前不能下结论。"
        return f"{text}条件齐备：{item.effect}，由办案人员决定并写明理由。"

    @property
    def near_miss(self) -> str:
        """What alone stands against the item: `只差一项：第 6 日改正，须在 5 日内。` Empty when more than that is missing."""
        if len(self.trace) < 2 or self.count("unmet") != 1 or not self.in_force:
            return ""
        place = next(n for n, outcome in enumerate(self.trace) if outcome[0] == "unmet")
        condition, outcome = self.item.conditions[place], self.trace[place]
        found = found_text(condition, outcome)
        if outcome[1] in ("is", "below", "at_least"):
            found = f"{condition.needed}，查得{found}"
        left = self.count("unknown")
        return f"只差一项：{found}" + (f"；另有{left}项待查。" if left else "。")

    @property
    def education(self) -> str:
        """The duty to educate (教育) that comes with not punishing; empty for other effects. Penalty law 33, paragraph 3."""
        if self.item.effect not in WAIVING:
            return ""
        return "不予处罚的，应当对当事人进行教育并记录（行政处罚法第33条第三款）。"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be known before the item is cited: lapsed list, unverified text, repealed articles."""
        item, case = self.item, self.case
        found = []
        # A general ground ends because another article took its place, not because its document lapsed.
        if item.in_force_to is not None and not item.general:
            if case.decision_day > item.in_force_to:
                found.append(
                    f"{item.source.document}已于 {item.in_force_to} 失效；"
                    "行为在有效期内的才可参照，请法制审核确认。"
                )
            else:
                found.append(f"{item.source.document}有效期至 {item.in_force_to}。")
        if item.favourable and self.in_force and case.act_day < item.in_force_from:
            found.append(f"行为日在{item.source.document}施行前，按从旧兼从轻适用（法典第1057条）。")
        if item.source.verification == "unverified":
            found.append("本项依据未核实，引用前请核对官方文本。")
        if item.source.note:
            found.append(item.source.note)
        return tuple(found)


def _within(item: LenientItem, day: date) -> bool:
    return item.in_force_from <= day and (item.in_force_to is None or day <= item.in_force_to)


def _in_words(condition: Condition, outcome: Outcome, case: CaseFacts) -> ConditionResult:
    sources = sources_text(condition, case)
    return ConditionResult(
        condition=condition,
        status=outcome[0],
        found=found_text(condition, outcome) + (f"（{sources}）" if sources else ""),
        needed=condition.needed,
        clause=condition.clause,
        evidence_wanted=condition.evidence,
        what_would_change=change_text(condition, outcome),
        fact_keys=fact_keys(condition, case.act_day),
        evidence=evidence_of(condition, case),
        asks=asked_facts(condition, outcome, case),
        reason=outcome[1],
        values=outcome[2],
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """The grounds of an act made ready: the distinct tests, and for each ground which of them it needs."""

    tests: tuple[Test, ...]
    items: tuple[ReadyItem, ...]

    def run(self, case: CaseFacts) -> list[ItemResult]:
        """Every ground answered for a case, in order."""
        outcomes = tuple([test(case) for test in self.tests])
        return [ItemResult(item, outcomes, case) for item in self.items]


def make_plan(items: Iterable[LenientItem]) -> Plan:
    """The plan of these grounds."""
    places: dict[Condition, int] = {}
    ready = []
    for item in items:
        wanted = [places.setdefault(plain(condition), len(places)) for condition in item.conditions]
        ready.append(ReadyItem(item, _picker(wanted)))
    return Plan(tuple(make_test(condition) for condition in places), tuple(ready))


def _picker(places: list[int]) -> _Pick:
    if len(places) > 1:
        return itemgetter(*places)
    # A single place as a span: itemgetter of one index would give the outcome itself, not a tuple of it.
    start, end = (places[0], places[0] + 1) if places else (0, 0)
    return lambda outcomes: outcomes[start:end]


def plan_of(book: Book, violation_id: str, *, all_lists: bool = False) -> Plan:
    """The plan of an act, made at the first asking and kept with the book."""
    key = (violation_id, all_lists)
    found = book.plans.get(key)
    if not isinstance(found, Plan):
        found = book.plans[key] = make_plan(book.items_of(violation_id, all_lists=all_lists))
    return found


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
    Only the lists that are on in the book answer.
    """
    return plan_of(book, violation_id).run(case_facts(facts, act_day, decision_day, workdays))
