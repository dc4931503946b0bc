"""Lenient lists of other regions (外地清单) switched on and off: off by default, kept as a setting in the chain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.ports import today
from inspector.domain.records import Setting
from inspector.law.book import Book
from inspector.services.workspace import Workspace

LISTS_ON = "law.lists"


@dataclass(frozen=True, slots=True)
class RegionalList:
    """A list as the settings show it: `own` lists are always on; `expired` on the day asked."""

    id: str
    name: str
    region: str
    document: str
    items: int
    own: bool
    on: bool
    in_force_to: date | None
    expired: bool
    verified: bool

    @property
    def state(self) -> str:
        """`已失效（2025-01-31 止），原文未核实` and the like; empty when there is nothing to warn of."""
        parts = []
        if self.expired:
            parts.append(f"已失效（{self.in_force_to} 止），只答施行期内的行为")
        if not self.verified:
            parts.append("原文未核实")
        return "；".join(parts)


class LenientListService:
    """Which lists answer beside the own ones. An item of another region is shown, and never a ground of a decision."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def lists(self) -> list[RegionalList]:
        """Every list of the pack, own ones first."""
        book, day = self.workspace.book, today(self.workspace.clock)
        with self.workspace.read() as reader:
            chosen = chosen_lists(reader, book)
        counts = dict.fromkeys(book.lists, 0)
        for item in book.lenient_items.values():
            if item.list_id in counts:
                counts[item.list_id] += 1
        found = [
            RegionalList(
                id=entry.id,
                name=entry.name,
                region=entry.region,
                document=entry.source.document,
                items=counts[entry.id],
                own=entry.on,
                on=entry.on or entry.id in chosen,
                in_force_to=entry.in_force_to,
                expired=entry.in_force_to is not None and entry.in_force_to < day,
                verified=entry.source.verification == "verified",
            )
            for entry in book.lists.values()
        ]
        return sorted(found, key=lambda entry: not entry.own)

    def switch(self, list_id: str, on: bool) -> Changes:
        """Turn one list of another region on or off. Raises InvalidValueError for an unknown or own list."""
        book = self.workspace.book
        foreign = [entry.id for entry in book.lists.values() if not entry.on]
        if list_id not in foreign:
            raise InvalidValueError("清单", list_id, "、".join(foreign) or "规则包里没有外地清单")
        with self.workspace.write("开关外地清单") as writer:
            chosen = chosen_lists(writer, book)
            wanted = chosen | {list_id} if on else chosen - {list_id}
            if wanted == chosen:
                return Changes()
            value = json.dumps(sorted(wanted), ensure_ascii=False)
            found = writer.find(Setting, name=LISTS_ON)
            stored = replace(found[0], value=value) if found else Setting(name=LISTS_ON, value=value)
            writer.put(stored, "law.list_switched_on" if on else "law.list_switched_off")
            return writer.changes()


def chosen_lists(reader: Reader, book: Book) -> frozenset[str]:
    """Ids of other regions' lists that were switched on and that the book has."""
    found = reader.find(Setting, name=LISTS_ON)
    if not found or not found[0].value:
        return frozenset()
    stored = json.loads(found[0].value)
    return frozenset(str(key) for key in stored if str(key) in book.lists)


def with_chosen(book: Book, chosen: Iterable[str]) -> Book:
    """The book with those lists on beside its own; the same book when none is."""
    further = frozenset(chosen) - book.lists_on
    return book.with_lists(book.lists_on | further) if further else book
