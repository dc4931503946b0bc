"""Opening a store: create it fresh, migrate an older one after a verified backup, refuse a newer or foreign one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import SQLModel

from inspector.db.backup import write_backup
from inspector.db.engine import Engines, RawConnection, connect_raw, open_engines
from inspector.db.schema import APPLICATION_ID, EXTRA_DDL, SCHEMA_VERSION
from inspector.db.store import Store
from inspector.db.tables import TABLES
from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.identifiers import uuid7
from inspector.domain.ports import Clock, Entropy


class NewerStoreError(EnvironmentFaultError):
    """The data were written by a newer program."""

    def __init__(self, found: int) -> None:
        super().__init__(
            "数据由更新版本的程序写成",
            f"数据版本 {found}，本程序只认到 {SCHEMA_VERSION}。文件没有改动",
            "安装新版本后再打开",
        )


class ForeignStoreError(EnvironmentFaultError):
    """The file is a database of some other program."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} 不是本程序的数据文件", "标识不符，文件没有改动", "换一个数据文件夹")


@contextmanager
def raw(path: Path) -> Iterator[RawConnection]:
    """A driver connection closed at the end."""
    connection = connect_raw(path)
    try:
        yield connection
    finally:
        connection.close()


def _pragma(connection: RawConnection, name: str) -> int:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return int(str(row[0])) if row else 0


def open_store(path: Path, clock: Clock, backups: Path, entropy: Entropy = os.urandom) -> Store:
    """The store at `path`, created or brought up to date. Alembic is imported only when a migration is due.

    Raises NewerStoreError, ForeignStoreError, StoreUnreadableError; an older store is backed up before it is changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with raw(path) as connection:
        version = _pragma(connection, "user_version")
        application = _pragma(connection, "application_id")
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if version > SCHEMA_VERSION:
        raise NewerStoreError(version)
    if not empty and application != APPLICATION_ID:
        raise ForeignStoreError(path)
    engines = open_engines(path)
    if empty:
        create_schema(engines)
    elif version < SCHEMA_VERSION:
        write_backup(path, backups, clock.now(), f"before-schema-{SCHEMA_VERSION}")
        _migrate(engines)
    store = Store(engines, clock, entropy)
    _ensure_identity(store)
    return store


def create_schema(engines: Engines) -> None:
    """All tables, triggers and indexes of the present version in one transaction."""
    with engines.writer.begin() as connection:
        SQLModel.metadata.create_all(connection, tables=list(TABLES.values()))
        for statement in EXTRA_DDL:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _migrate(engines: Engines) -> None:
    from inspector.db.migrations import upgrade  # Alembic costs half a second: only when a migration is due

    upgrade(engines.writer)


def _ensure_identity(store: Store) -> None:
    """Give a new store its device and chain identity."""
    with store.engines.writer.begin() as connection:
        for name in ("device_id", "chain_id"):
            fresh = uuid7(int(store.clock.now().timestamp() * 1000), store.entropy(10))
            connection.execute(
                sa.text(
                    "INSERT INTO store (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"
                ),
                {"name": name, "value": fresh},
            )
