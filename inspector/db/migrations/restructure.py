"""Bring a store to a frozen schema: make what is new, rebuild tables whose statement changed, keep every row.

SQLite's ALTER TABLE cannot add a constraint or a column in its place, so that a migrated store would differ from a
fresh one. A changed table is therefore made anew under its final statement and filled from the old one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

_NAME = re.compile(r"CREATE (?:UNIQUE )?(TABLE|VIRTUAL TABLE|INDEX|TRIGGER) (\w+)")


def restructure(
    connection: sa.Connection, statements: Sequence[str], fillings: Mapping[str, str] | None = None
) -> None:
    """Make the store's schema equal to `statements`, inside the caller's transaction, foreign keys switched off.

    `fillings`: SQL value by "table.column" for new columns that may not be null; otherwise '' for text and 0 for numbers.
    Raises LookupError when a statement makes something this module does not know.
    """
    wanted = {}
    for statement in statements:
        match = _NAME.match(statement)
        if match is None:
            raise LookupError(f"unknown statement: {statement[:60]}")
        wanted[match[2]] = (match[1], statement)
    present = _present(connection)
    for name, (kind, sql) in present.items():  # guards and indexes are made anew at the end
        if kind in ("index", "trigger") and (name not in wanted or _plain(wanted[name][1]) != _plain(sql)):
            connection.exec_driver_sql(f"DROP {kind.upper()} {name}")
    for name, (kind, statement) in wanted.items():
        if kind == "TABLE" and name in present and _plain(present[name][1]) != _plain(statement):
            _rebuild(connection, name, statement, fillings or {})
    for name, (_, statement) in wanted.items():
        if name not in _present(connection):
            connection.exec_driver_sql(statement)


def _present(connection: sa.Connection) -> dict[str, tuple[str, str]]:
    rows = connection.exec_driver_sql("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {str(row.name): (str(row.type), str(row.sql)) for row in rows}


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def _rebuild(connection: sa.Connection, name: str, statement: str, fillings: Mapping[str, str]) -> None:
    """Set the old table aside, make the new one, copy the columns both have, fill the rest."""
    old = {str(row.name) for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")}
    connection.exec_driver_sql(
        "PRAGMA legacy_alter_table = ON"
    )  # others keep pointing at the name, not at the old table
    connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO old_{name}")
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    connection.exec_driver_sql(statement)
    columns, values = [], []
    for row in connection.exec_driver_sql(f"PRAGMA table_info({name})").all():
        column = str(row.name)
        if column in old:
            value = column
        elif f"{name}.{column}" in fillings:
            value = fillings[f"{name}.{column}"]
        elif row.notnull:
            value = "0" if row.type == "INTEGER" else "''"
        else:
            value = "NULL"
        columns.append(column)
        values.append(value)
    connection.exec_driver_sql(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM old_{name}"
    )
    connection.exec_driver_sql(f"DROP TABLE old_{name}")
