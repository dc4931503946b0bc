"""Long lists without OFFSET: ordered ids for a filter, rows by ids, pages by key, counts. Core rows, not ORM objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from inspector.db.rows import RecordT, records_of, select_of, shape_select, table_of
from inspector.db.search import matching_ids
from inspector.db.store import Store
from inspector.domain.lists import ListFilter
from inspector.domain.records import Record

_CHUNK = 500
ShapeT = TypeVar("ShapeT")


def _conditions(kind: type[Record], wanted: ListFilter) -> list[sa.ColumnElement[bool]]:
    table = table_of(kind)
    found: list[sa.ColumnElement[bool]] = []
    matching = matching_ids(kind, wanted.text)
    if matching is not None:
        found.append(table.c.id.in_(matching))
    for name, value in wanted.equals.items():
        column = table.c[name]
        found.append(column.in_(value) if isinstance(value, tuple) else column == value)
    for name, (low, high) in wanted.between.items():
        if low is not None:
            found.append(table.c[name] >= low)
        if high is not None:
            found.append(table.c[name] <= high)
    for name, empty in wanted.is_null.items():
        found.append(table.c[name].is_(None) if empty else table.c[name].is_not(None))
    return found


def _ordered(chosen: sa.Select[Any], table: sa.Table, order: str) -> sa.Select[Any]:
    descending = order.startswith("-")
    name = order.removeprefix("-")
    keys = [table.c[name]] if name == "id" else [table.c[name], table.c.id]
    return chosen.order_by(*(key.desc() if descending else key for key in keys))


def _page(
    base: sa.Select[Any], kind: type[Record], wanted: ListFilter, size: int, *, after: bool
) -> sa.Select[Any]:
    """`base` narrowed to the first `size` rows, or to those that follow the key bound by `_key`."""
    table = table_of(kind)
    chosen = base.where(*_conditions(kind, wanted))
    descending = wanted.order.startswith("-")
    column = table.c[wanted.order.removeprefix("-")]
    if after:
        here = sa.tuple_(column, table.c.id)
        bound = sa.tuple_(
            sa.bindparam("after_value", type_=column.type), sa.bindparam("after_id", type_=table.c.id.type)
        )
        chosen = chosen.where(here < bound if descending else here > bound)
    return _ordered(chosen, table, wanted.order).limit(size)


def _key(after: tuple[object, str] | None) -> dict[str, object]:
    return {} if after is None else {"after_value": after[0], "after_id": after[1]}


class StoredRows(Generic[RecordT]):
    """A `RowSource` over one table for one filter; every call reads a fresh snapshot."""

    def __init__(self, store: Store, kind: type[RecordT], wanted: ListFilter) -> None:
        self.store = store
        self.kind = kind
        self.wanted = wanted

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        table = table_of(self.kind)
        chosen = sa.select(table.c.id).where(*_conditions(self.kind, self.wanted))
        with self.store.read() as reader:
            return [str(key) for key in reader.connection.scalars(_ordered(chosen, table, self.wanted.order))]

    def page(self, size: int, after: tuple[object, str] | None = None) -> list[RecordT]:
        """The next `size` records after a key (value of the order field, id); constant time at any depth."""
        chosen = _page(select_of(self.kind), self.kind, self.wanted, size, after=after is not None)
        with self.store.read() as reader:
            return records_of(self.kind, reader.connection.execute(chosen, _key(after)))

    def rows(self, ids: Sequence[str]) -> Sequence[RecordT]:
        """The records of these ids, in the same order; vanished ones left out."""
        with self.store.read() as reader:
            by_id = {record.id: record for record in reader.find_in(self.kind, "id", ids)}
        return [by_id[key] for key in ids if key in by_id]

    def count(self) -> int:
        """How many records the filter finds."""
        table = table_of(self.kind)
        chosen = sa.select(sa.func.count()).select_from(table).where(*_conditions(self.kind, self.wanted))
        with self.store.read() as reader:
            return int(reader.connection.execute(chosen).scalar_one())

    def sums(self, *columns: str) -> tuple[int, ...]:
        """Sums of integer columns over the filter."""
        table = table_of(self.kind)
        totals = [sa.func.coalesce(sa.func.sum(table.c[name]), 0) for name in columns]
        chosen = sa.select(*totals).where(*_conditions(self.kind, self.wanted))
        with self.store.read() as reader:
            return tuple(int(value) for value in reader.connection.execute(chosen).one())

    def group_counts(self, column: str) -> dict[object, int]:
        """Counts per value of a column over the filter."""
        table = table_of(self.kind)
        chosen = (
            sa.select(table.c[column], sa.func.count())
            .where(*_conditions(self.kind, self.wanted))
            .group_by(table.c[column])
        )
        with self.store.read() as reader:
            return {row[0]: int(row[1]) for row in reader.connection.execute(chosen)}

    def stream(self) -> Iterator[RecordT]:
        """Every record in order, in chunks; memory does not grow with the list."""
        keys = self.ids()
        for start in range(0, len(keys), _CHUNK):
            yield from self.rows(keys[start : start + _CHUNK])


class ShapedRows(Generic[ShapeT]):
    """A `RowSource` of narrow rows: a dataclass whose fields are some of the record's, its `id` first."""

    def __init__(self, store: Store, kind: type[Record], shape: type[ShapeT], wanted: ListFilter) -> None:
        self.all = StoredRows(store, kind, wanted)
        self.shape = shape
        self._base = shape_select(kind, (field.name for field in fields(shape)))  # type: ignore[arg-type]
        self._pages: dict[tuple[int, bool], sa.Select[Any]] = {}

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self.all.ids()

    def count(self) -> int:
        """How many rows the filter finds."""
        return self.all.count()

    def page(self, size: int, after: tuple[object, str] | None = None) -> list[ShapeT]:
        """The next `size` rows after a key (value of the order field, id)."""
        # Built once per shape of question: scrolling asks the same one with another key.
        wanted = (size, after is not None)
        if wanted not in self._pages:
            self._pages[wanted] = _page(
                self._base, self.all.kind, self.all.wanted, size, after=after is not None
            )
        return self._read(self._pages[wanted], _key(after))

    def rows(self, ids: Sequence[str]) -> list[ShapeT]:
        """The rows of these ids, in the same order; vanished ones left out."""
        found: dict[str, ShapeT] = {}
        key = table_of(self.all.kind).c.id
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            for row in self._read(self._base.where(key.in_(chunk))):
                found[getattr(row, "id")] = row  # noqa: B009 - the shape's first field is its id
        return [found[key_] for key_ in ids if key_ in found]

    def _read(self, chosen: sa.Select[Any], key: dict[str, object] | None = None) -> list[ShapeT]:
        with self.all.store.read() as reader:
            # One fetch for the whole page: row by row costs a call into the driver each.
            return [self.shape(*row) for row in reader.connection.execute(chosen, key).all()]
