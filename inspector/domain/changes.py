"""What a use case touched, so that open pages refresh only when theirs is named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of records touched (table names) and their ids."""

    touched: tuple[tuple[str, str], ...] = ()

    def kinds(self) -> frozenset[str]:
        """The kinds touched, e.g. {"visit", "photo"}."""
        return frozenset(kind for kind, _ in self.touched)

    def ids(self, kind: str) -> tuple[str, ...]:
        """Ids of one kind, in the order of writing."""
        return tuple(key for name, key in self.touched if name == kind)

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.touched + other.touched)
