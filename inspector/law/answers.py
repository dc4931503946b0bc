"""Leniency answered for a whole case: grounds, near misses, grounds for more, and which fact to ask next and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspector.law.book import Book
from inspector.law.conditions import CaseFacts, Status, Workdays, case_facts, make_test
from inspector.law.facts import Facts
from inspector.law.leniency import ItemResult, plan_of
from inspector.law.lists import WAIVING, AggravatingGround, Condition
from inspector.law.schema import FactQuestion
from inspector.law.wording import asked_facts, found_text


@dataclass(frozen=True, slots=True)
class GroundResult:
    """A ground for a heavier penalty (从重情形) held against the facts. Without conditions it stays unknown."""

    ground: AggravatingGround
    status: Status
    found: str
    asks: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """`生态环境法典第1056条第1款`."""
        return self.ground.source.document + self.ground.source.article


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A fact still to be asked, and what hangs on it: the items that wait for it, and those that wait for nothing else."""

    fact: FactQuestion
    items: tuple[str, ...]
    last_for: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class LeniencyAnswer:
    """Everything the law says about leniency in a case, before anybody decides."""

    items: tuple[ItemResult, ...]
    grounds: tuple[GroundResult, ...]
    questions: tuple[OpenQuestion, ...]
    # Items of other regions' lists: answered for comparison, no ground of a decision here.
    foreign: frozenset[str] = frozenset()

    @property
    def complete(self) -> tuple[ItemResult, ...]:
        """Items with every condition met that this authority can rest on."""
        return tuple(item for item in self.items if item.complete and item.item.id not in self.foreign)

    @property
    def near_misses(self) -> tuple[ItemResult, ...]:
        """Items that one condition stands against."""
        return tuple(item for item in self.items if item.near_miss)

    @property
    def aggravating(self) -> tuple[GroundResult, ...]:
        """Grounds for a heavier penalty that the facts show."""
        return tuple(ground for ground in self.grounds if ground.status == "met")

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Grounds for less and for more side by side: each pair as a sentence. The officer weighs them and writes why."""
        return tuple(conflict_text(item, ground) for item in self.complete for ground in self.aggravating)

    @property
    def education(self) -> str:
        """The duty to educate when a ground for not punishing is complete; empty otherwise."""
        return next((item.education for item in self.complete if item.item.effect in WAIVING), "")

    @property
    def next_question(self) -> OpenQuestion | None:
        """The one fact to ask now."""
        return self.questions[0] if self.questions else None


def answer(
    book: Book,
    violation_id: str,
    facts: Facts,
    act_day: date,
    decision_day: date,
    workdays: Workdays | None = None,
    *,
    all_lists: bool = False,
) -> LeniencyAnswer:
    """The grounds of an act, the aggravating facts and the open questions. `act_day` is the day of the act or its end.

    `all_lists` also answers the lists that are off (other regions), for comparison only.
    """
    case = case_facts(facts, act_day, decision_day, workdays)
    items = tuple(plan_of(book, violation_id, all_lists=all_lists).run(case))
    grounds = tuple(_ground(ground, case) for ground in book.aggravating_on(act_day))
    asked = open_questions(book, items)
    known = {question.fact.key for question in asked}
    further = (one for one in ground_questions(book, grounds) if one.fact.key not in known)
    foreign = frozenset(one.item.id for one in items if book.regional_note(one.item))
    return LeniencyAnswer(items, grounds, (*asked, *further), foreign)


def conflict_text(item: ItemResult, ground: GroundResult) -> str:
    """`“大气超标”的条件齐备（不予处罚），同时有从重情形：……`."""
    verb = "可以从重" if ground.ground.may else "依法从重"
    return (
        f"“{item.item.name}”的条件齐备（{item.item.effect}），同时有{verb}情形：{ground.ground.name}"
        f"（{ground.clause}）。两者并存，请说明取舍理由。"
    )


def open_questions(book: Book, items: Iterable[ItemResult]) -> tuple[OpenQuestion, ...]:
    """Facts lacking in the items that can still be had, the one that settles the most items first.

    The fact most items wait for comes first (one unfavourable answer rules all of them out), then the one that is the last
    for the most. Items that already fail, and items not in force, ask nothing. Otherwise the order of the source is kept.
    """
    waiting: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for result in items:
        if not result.open:
            continue
        names[result.item.id] = result.item.name
        asked = _asked(result)
        for key in asked:
            waiting.setdefault(key, []).append(result.item.id)
            if len(asked) == 1:
                last.setdefault(key, []).append(result.item.id)
    order = sorted(waiting, key=lambda key: (-len(waiting[key]), -len(last.get(key, ()))))
    return tuple(
        OpenQuestion(
            book.facts[key],
            tuple(waiting[key]),
            tuple(last.get(key, ())),
            _why([names[one] for one in waiting[key]], [names[one] for one in last.get(key, ())]),
        )
        for key in order
        if key in book.facts
    )


def ground_questions(book: Book, grounds: Iterable[GroundResult]) -> tuple[OpenQuestion, ...]:
    """Facts lacking for the grounds of a heavier penalty, in the order of the source. No lenient item waits for them."""
    waiting: dict[str, list[str]] = {}
    for result in grounds:
        for key in result.asks:
            waiting.setdefault(key, []).append(result.ground.name)
    return tuple(
        OpenQuestion(book.facts[key], (), (), f"从重情形{_named(names)}要看这一项。")
        for key, names in waiting.items()
        if key in book.facts
    )


def _asked(result: ItemResult) -> tuple[str, ...]:
    pairs = zip(result.item.conditions, result.trace, strict=True)
    keys = (key for condition, outcome in pairs for key in asked_facts(condition, outcome, result.case))
    return tuple(dict.fromkeys(keys))


def _why(waiting: list[str], last: list[str]) -> str:
    text = f"{_named(waiting)}要看这一项"
    return f"{text}；{_named(last)}只差这一项。" if last else f"{text}。"


def _named(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:3])
    return shown + (f"等{len(names)}项" if len(names) > 3 else "")


def _ground(ground: AggravatingGround, case: CaseFacts) -> GroundResult:
    found = [(condition, make_test(condition)(case)) for condition in ground.conditions]
    statuses = [outcome[0] for _, outcome in found]
    status: Status = "unknown"
    if "unmet" in statuses:
        status = "unmet"
    elif statuses and all(one == "met" for one in statuses):
        status = "met"
    return GroundResult(
        ground,
        status,
        "；".join(_said(condition, found_text(condition, outcome)) for condition, outcome in found),
        tuple(dict.fromkeys(key for pair in found for key in asked_facts(*pair, case)))
        if status == "unknown"
        else (),
    )


def _said(condition: Condition, found: str) -> str:
    return f"{condition.needed}：{found}"
