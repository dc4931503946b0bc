"""The rule book (法律书) of one pack version: look-ups that name what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from inspector.domain.errors import NotFoundError
from inspector.law.schema import (
    AggravatingGround,
    Checklist,
    Deadline,
    FactQuestion,
    LenientItem,
    Limit,
    Provision,
    Violation,
)
from inspector.law.tables import DiscretionTable

T = TypeVar("T")


def _find(index: Mapping[str, T], key: str, kind: str) -> T:
    if key not in index:
        raise NotFoundError(kind, key)
    return index[key]


@dataclass(frozen=True, slots=True)
class Book:
    """All records of a pack by id, in source order. The singular look-ups raise NotFoundError."""

    version: str
    provisions: Mapping[str, Provision]
    violations: Mapping[str, Violation]
    lenient_items: Mapping[str, LenientItem]
    tables: Mapping[str, DiscretionTable]
    limits: Mapping[str, Limit]
    facts: Mapping[str, FactQuestion]
    deadlines: Mapping[str, Deadline]
    checklist_index: Mapping[str, Checklist]
    aggravating: Mapping[str, AggravatingGround] = field(default_factory=dict)

    @property
    def checklists(self) -> tuple[Checklist, ...]:
        """All checklists."""
        return tuple(self.checklist_index.values())

    def checklist(self, key: str) -> Checklist:
        """One checklist (检查清单)."""
        return _find(self.checklist_index, key, "检查清单")

    def violation(self, key: str) -> Violation:
        """One act (违法行为)."""
        return _find(self.violations, key, "违法行为")

    def provision(self, key: str) -> Provision:
        """One penalty basis (罚则)."""
        return _find(self.provisions, key, "罚则")

    def table(self, key: str) -> DiscretionTable:
        """One discretion table (裁量表)."""
        return _find(self.tables, key, "裁量表")

    def limit(self, key: str) -> Limit:
        """One limit (限值)."""
        return _find(self.limits, key, "限值")

    def lenient_item(self, key: str) -> LenientItem:
        """One ground for leniency (免罚、从轻事项)."""
        return _find(self.lenient_items, key, "免罚事项")

    def violations_of(self, kind: str) -> tuple[Violation, ...]:
        """Acts that a visit of this checklist may find; kind is a checklist id."""
        return tuple(entry for entry in self.violations.values() if kind in entry.kinds)

    def provisions_of(self, violation_id: str) -> tuple[Provision, ...]:
        """Provisions of an act, oldest text first."""
        found = [self.provisions[key] for key in self.violation(violation_id).provisions]
        return tuple(sorted(found, key=lambda provision: provision.in_force_from))

    def items_of(self, violation_id: str) -> tuple[LenientItem, ...]:
        """List items of the act in source order, then the general grounds."""
        listed = [self.lenient_items[key] for key in self.violation(violation_id).lenient_items]
        return (*listed, *(item for item in self.lenient_items.values() if item.general))

    def aggravating_on(self, day: date) -> tuple[AggravatingGround, ...]:
        """Grounds for a heavier penalty in force on a day, as hints (code 1056)."""
        return tuple(ground for ground in self.aggravating.values() if ground.in_force_from <= day)

    def limits_on(self, standard: str, day: date) -> tuple[Limit, ...]:
        """Limits of a standard (its number without year, as GB 12523) in force on a day."""
        return tuple(
            limit
            for limit in self.limits.values()
            if limit.standard.startswith(standard)
            and limit.in_force_from <= day
            and (limit.in_force_to is None or day <= limit.in_force_to)
        )
