"""Stored records of the ledger (台账): filters and views that people keep."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.records import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedFilter(Record):
    """A filter of the ledger under a name (筛选); `body` is JSON of the fields that are set."""

    name: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedView(Record):
    """Columns of the ledger in their order under a name (视图); `columns` are ids, comma-separated."""

    name: str
    columns: str
