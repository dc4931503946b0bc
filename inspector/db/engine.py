"""The one way to open the store. Nobody else connects to the database.

Driver: sqlcipher3 without a key, a plain SQLite past the WAL-reset bug (fixed in 3.51.3). Settings are read back at
every connection; a store that does not hold them is refused. Writers begin IMMEDIATE, readers plain.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import sqlalchemy as sa
import sqlcipher3

from inspector.domain.errors import EnvironmentFaultError

OLDEST_SQLITE = (3, 51, 3)
SQLITE_VERSION: str = sqlcipher3.sqlite_version
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "wal", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", None),  # some builds answer nothing when memory mapping is compiled out
    ("busy_timeout", "5000", 5000),
)


class _Cursor(Protocol):
    def fetchone(self) -> tuple[object, ...] | None: ...
    def fetchall(self) -> list[tuple[object, ...]]: ...


class RawConnection(Protocol):
    """The part of the driver's connection this room uses."""

    def execute(self, sql: str, parameters: tuple[object, ...] = ...) -> _Cursor: ...
    def backup(self, target: RawConnection, *, pages: int = ...) -> None: ...
    def close(self) -> None: ...


class StoreSettingError(EnvironmentFaultError):
    """The database engine did not take a setting that the safety of the records rests on."""

    def __init__(self, name: str, wanted: object, got: object) -> None:
        super().__init__(
            f"数据库没有接受安全设置 {name}",
            f"要求 {wanted}，得到 {got}。没有打开数据，记录未受影响",
            "把数据文件夹放在本机硬盘上（不要放在网盘或共享文件夹），再打开",
        )


class StoreUnreadableError(EnvironmentFaultError):
    """The file cannot be opened as a database."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"打不开数据文件 {path.name}",
            f"{cause}。文件未改动",
            "检查磁盘空间和文件夹权限；仍打不开时，从 backups 文件夹恢复最近一份备份",
        )


def connect_raw(path: Path) -> RawConnection:
    """A driver connection in autocommit mode with every setting applied and read back."""
    if tuple(int(part) for part in SQLITE_VERSION.split(".")) < OLDEST_SQLITE:
        raise StoreSettingError("sqlite_version", "3.51.3 以上", SQLITE_VERSION)
    try:
        raw = cast(
            RawConnection,
            sqlcipher3.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5),
        )
        _apply_settings(raw)
    except sqlcipher3.DatabaseError as error:
        raise StoreUnreadableError(path, str(error)) from error
    return raw


def _apply_settings(raw: RawConnection) -> None:
    for name, value, expected in _SETTINGS:
        raw.execute(f"PRAGMA {name}={value}").fetchall()
        row = raw.execute(f"PRAGMA {name}").fetchone()
        got = row[0] if row else None
        if expected is not None and got != expected:
            raise StoreSettingError(name, expected, got)
    if sys.platform == "darwin":
        raw.execute("PRAGMA fullfsync=ON").fetchall()
        raw.execute("PRAGMA checkpoint_fullfsync=ON").fetchall()


def _engine(path: Path, begin: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect_raw(path),
        module=sqlcipher3,
        poolclass=sa.pool.QueuePool,
        pool_size=4,
        max_overflow=8,
    )

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@dataclass(frozen=True, slots=True)
class Engines:
    """Two engines on one file: `writer` begins IMMEDIATE (no stale-snapshot failures), `reader` plain."""

    path: Path
    writer: sa.Engine
    reader: sa.Engine

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.writer.dispose()
        self.reader.dispose()


def open_engines(path: Path) -> Engines:
    """Engines for the store at `path`; the file is created when missing. Raises StoreUnreadableError."""
    return Engines(path, _engine(path, "BEGIN IMMEDIATE"), _engine(path, "BEGIN"))
