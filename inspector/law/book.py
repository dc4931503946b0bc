"""The rule book (规则库) of one pack version: look-ups that name what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from inspector.domain.errors import NotFoundError
from inspector.law.lists import AggravatingGround, LenientItem, LenientList
from inspector.law.manifest import Pack
from inspector.law.schema import (
    Checklist,
    Deadline,
    FactQuestion,
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
    lists: Mapping[str, LenientList] = field(default_factory=dict)
    chosen_lists: frozenset[str] | None = None
    packs: tuple[Pack, ...] = ()
    # What law.leniency made ready at the first asking, by act; a book with other lists starts with none.
    plans: dict[tuple[str, bool], object] = field(init=False, repr=False, compare=False, default_factory=dict)

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

    def provisions_of(self, violation_id: str) -> tuple[Provision, ...]:
        """Provisions of an act, oldest text first."""
        found = [self.provisions[key] for key in self.violation(violation_id).provisions]
        return tuple(sorted(found, key=lambda provision: provision.in_force_from))

    @property
    def lists_on(self) -> frozenset[str]:
        """Ids of the lenient lists in use: those chosen, else those that are on by themselves."""
        if self.chosen_lists is not None:
            return self.chosen_lists
        return frozenset(entry.id for entry in self.lists.values() if entry.on)

    def with_lists(self, chosen: Iterable[str]) -> Book:
        """The same book using these lists only. Raises NotFoundError for a list it does not have."""
        wanted = frozenset(_find(self.lists, key, "清单").id for key in chosen)
        return replace(self, chosen_lists=wanted)

    def items_of(self, violation_id: str, *, all_lists: bool = False) -> tuple[LenientItem, ...]:
        """List items of the act in source order, then the general grounds. Lists that are off stay out unless asked."""
        on = self.lists_on
        named = self.violation(violation_id).lenient_items
        further = (item for item in self.lenient_items.values() if violation_id in item.acts)
        listed = {item.id: item for item in (*(self.lenient_items[key] for key in named), *further)}
        used = (item for item in listed.values() if all_lists or not item.list_id or item.list_id in on)
        return (*used, *(item for item in self.lenient_items.values() if item.general))

    def list_of(self, item: LenientItem) -> LenientList | None:
        """The list an item stands in; None for articles of law."""
        return self.lists.get(item.list_id)

    def regional_note(self, item: LenientItem) -> str:
        """That an item stands in a list of another region, and is no ground of this authority; empty for its own."""
        found = self.list_of(item)
        if found is None or found.on:
            return ""
        unread = "，原文未核实" if found.source.verification != "verified" else ""
        return f"{found.region}清单{unread}：外地清单，只供参照，不能作本机关的依据"

    def aggravating_on(self, day: date) -> tuple[AggravatingGround, ...]:
        """Grounds for a heavier penalty in force on a day, as hints (code 1056)."""
        return tuple(
            ground
            for ground in self.aggravating.values()
            if ground.in_force_from <= day and (ground.in_force_to is None or day <= ground.in_force_to)
        )

    def limits_on(self, standard: str, day: date) -> tuple[Limit, ...]:
        """Limits of a standard (its number without year, as GB 12523) in force on a day."""
        return tuple(
            limit
            for limit in self.limits.values()
            if limit.standard.startswith(standard)
            and limit.in_force_from <= day
            and (limit.in_force_to is None or day <= limit.in_force_to)
        )
