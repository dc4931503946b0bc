"""Backups through SQLite's backup API, checked before they count. Copying the file would lose what is in its -wal."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3

from inspector.db.engine import connect_raw
from inspector.domain.errors import EnvironmentFaultError


class BackupFailedError(EnvironmentFaultError):
    """A backup was not completed or did not check out; former backups are untouched."""

    def __init__(self, cause: str) -> None:
        super().__init__("备份没有完成", f"{cause}。原数据和以前的备份都没有改动", "检查磁盘空间和权限后再试")


def write_backup(database: Path, folder: Path, now: datetime, mark: str) -> Path:
    """A verified copy `inspector-<UTC>-<mark>.db` in `folder`; returns its path. Raises BackupFailedError.

    `mark` is the chain's sequence and head, or the reason; file names carry UTC so that they sort by time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"inspector-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{mark}.db"
    unfinished = target.with_suffix(".part")
    try:
        source = connect_raw(database)
        copy = sqlcipher3.connect(str(unfinished), isolation_level=None)
        try:
            source.backup(copy, pages=-1)
            # The copy stands alone: no -wal beside it that somebody could forget.
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            verdict = copy.execute("PRAGMA integrity_check").fetchone()
        finally:
            copy.close()
            source.close()
        if verdict != ("ok",):
            raise BackupFailedError(f"副本检查没有通过：{verdict}")
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    except (OSError, sqlcipher3.DatabaseError) as error:
        unfinished.unlink(missing_ok=True)
        raise BackupFailedError(str(error)) from error
    return target


def backups_in(folder: Path) -> list[Path]:
    """Finished backups, newest first."""
    return sorted(folder.glob("inspector-*.db"), reverse=True) if folder.is_dir() else []
