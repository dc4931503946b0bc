"""Records to rows and back, and the plain after-image of a record that the audit event holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa

from inspector.casework.chain import Plain
from inspector.db.tables import TABLES
from inspector.domain.records import Record
from inspector.domain.times import utc_text

RecordT = TypeVar("RecordT", bound=Record)


FIELDS: dict[type[Record], tuple[str, ...]] = {kind: tuple(f.name for f in fields(kind)) for kind in TABLES}
KINDS: dict[str, type[Record]] = {table.name: kind for kind, table in TABLES.items()}

# Built once: composing a statement costs more than running it.
INSERTS = {kind: sa.insert(table) for kind, table in TABLES.items()}
SELECTS = {kind: sa.select(*(table.c[name] for name in FIELDS[kind])) for kind, table in TABLES.items()}
UPDATES = {
    kind: sa.update(table)
    .where(table.c.id == sa.bindparam("row_id"))
    .values({column: sa.bindparam(column) for column in FIELDS[kind]})
    for kind, table in TABLES.items()
}


def _filled(kind: type[Record]) -> dict[str, Plain]:
    return {
        field.name: _plain(field.default)
        for field in fields(kind)
        if field.default is not MISSING and field.name not in ("id", *STAMP)
    }


def table_of(kind: type[Record]) -> sa.Table:
    """The table that keeps records of this kind."""
    return TABLES[kind]


def row_of(record: Record) -> dict[str, object]:
    """Column values for an insert or update."""
    return {name: getattr(record, name) for name in FIELDS[type(record)]}


def select_of(kind: type[Record]) -> sa.Select[Any]:
    """A select of all columns in the order of the record's fields, to be narrowed and given to `records_of`."""
    return SELECTS[kind]


def records_of(kind: type[RecordT], rows: Iterable[Sequence[Any]]) -> list[RecordT]:
    """The records of rows that `select_of` gave."""
    names = FIELDS[kind]
    return [kind(**dict(zip(names, row, strict=True))) for row in rows]


def shape_select(kind: type[Record], names: Iterable[str]) -> sa.Select[Any]:
    """A select of the named columns, in their order."""
    return sa.select(*(TABLES[kind].c[name] for name in names))


def image_of(record: Record) -> dict[str, Plain]:
    """The record as text, integers, booleans and null: what the event stores and the verifier compares."""
    return {name: _plain(getattr(record, name)) for name in FIELDS[type(record)]}


def _plain(value: object) -> Plain:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"a record field cannot hold {type(value).__name__}")


STAMP = ("created_at", "created_by", "device_id", "updated_at", "updated_by")
# The plain default of every field that has one: what a migration gives to rows older than the field.
FILLED = {kind: _filled(kind) for kind in TABLES}
