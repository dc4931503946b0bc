"""Lenient lists (不予处罚清单) as records: lists by region, their items and conditions, grounds for a heavier penalty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from inspector.law.schema import Source

Effect = Literal[
    "不予处罚",
    "可以不予处罚",
    "减轻处罚",
    "从轻处罚",
    "从轻或者减轻处罚",
    "可以从轻或者减轻处罚",
    "免予行政强制",
]
WAIVING: frozenset[Effect] = frozenset({"不予处罚", "可以不予处罚"})
"""Effects after which the party must be educated: penalty law 33, paragraph 3."""
ConditionKind = Literal[
    "first_time",
    "corrected",
    "below",
    "at_least",
    "between",
    "one_of",
    "consequence",
    "outside",
    "completed",
    "expired",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement of a lenient item; `needed` is the sentence shown.

    first_time: `months` back from the act, 0 = ever, `calendar_year` = since 1 January.
    corrected: `mode`; workdays and caldays count `days` after the day named by `start`, that day not counted.
    below: strictly below `limit` (以下不含本数) unless `inclusive`. at_least: `limit` included (以上含本数) unless it is
    over it (`exclusive`). between: both ends included (以内). one_of: `values`. consequence: `values` of the fact
    consequence, by default none and slight. outside: the place is not of that kind, by default a protected area.
    completed: something was done. expired: the limitation of code 1054 is past.
    """

    kind: ConditionKind
    needed: str
    fact: str = ""
    clause: str = ""
    evidence: str = ""
    months: int = 0
    calendar_year: bool = False
    mode: Literal["", "on_the_spot", "ordered_term", "workdays", "caldays", "any"] = ""
    start: Literal["ordered", "found"] = "ordered"
    days: int = 0
    limit: Decimal | None = None
    low: Decimal | None = None
    unit: str = ""
    inclusive: bool = False
    exclusive: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedSource:
    """Another text that gives the same ground, from a day on: code 1056 beside penalty law 33."""

    document: str
    article: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class LenientList:
    """A published list (清单): its region, its time, and whether it is used when nobody chose (`on`)."""

    id: str
    name: str
    region: str
    on: bool
    source: Source
    in_force_from: date
    in_force_to: date | None = None


@dataclass(frozen=True, slots=True)
class LenientItem:
    """A ground for leniency: an article of law, or an entry of a published list.

    `acts` names the acts covered where the acts themselves do not name the item (lists of other regions).
    `favourable`: a later statute that is lighter also reaches earlier acts decided under it (code 1057).
    """

    id: str
    name: str
    effect: Effect
    conditions: tuple[Condition, ...]
    source: Source
    in_force_from: date
    in_force_to: date | None = None
    general: bool = False
    list_id: str = ""
    acts: tuple[str, ...] = ()
    favourable: bool = False
    also: tuple[DatedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class AggravatingGround:
    """A ground for a heavier penalty (从重情形), shown as a hint; the officer decides whether it is there.

    `may` marks 可以从重 against 依法从重. Without conditions the facts cannot tell.
    """

    id: str
    name: str
    in_force_from: date
    source: Source
    in_force_to: date | None = None
    may: bool = False
    conditions: tuple[Condition, ...] = ()
