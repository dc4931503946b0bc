"""Opening, backing up, refusing: nothing is changed before it is safe."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.db.backup import BackupFailedError, backups_in, write_backup
from inspector.db.engine import StoreUnreadableError, connect_raw, open_engines
from inspector.db.lists import StoredRows
from inspector.db.opening import ForeignStoreError, NewerStoreError, create_schema, open_store
from inspector.db.schema import APPLICATION_ID, SCHEMA_VERSION
from inspector.db.store import Origin, Store
from inspector.domain.kinds import SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.records import Site
from tests.db.conftest import FixedClock, origin_of

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def schema_of(path: Path) -> list[tuple[object, ...]]:
    """Every statement of a store, in one order."""
    raw = connect_raw(path)
    try:
        return sorted(
            raw.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            ).fetchall(),
            key=str,
        )
    finally:
        raw.close()


def test_settings_are_in_force_on_every_connection(store: Store) -> None:
    for engine in (store.engines.reader, store.engines.writer):
        with engine.connect() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in (
                    "journal_mode",
                    "synchronous",
                    "foreign_keys",
                    "recursive_triggers",
                    "trusted_schema",
                    "secure_delete",
                )
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "recursive_triggers": 1,
            "trusted_schema": 0,
            "secure_delete": 1,
        }


def test_a_newer_store_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "inspector.db"
    open_store(path, FixedClock(), tmp_path / "b").close()
    raw = connect_raw(path)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(NewerStoreError, match="更新版本"):
        open_store(path, FixedClock(), tmp_path / "b")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_foreign_database_and_a_broken_file_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "other.db"
    raw = connect_raw(foreign)
    raw.execute("CREATE TABLE something (a)")
    raw.close()
    with pytest.raises(ForeignStoreError):
        open_store(foreign, FixedClock(), tmp_path / "b")
    broken = tmp_path / "broken.db"
    broken.write_bytes("不是数据库".encode() * 200)
    with pytest.raises(StoreUnreadableError, match="从 backups"):
        open_store(broken, FixedClock(), tmp_path / "b")
    assert broken.read_bytes() == "不是数据库".encode() * 200


def test_an_older_store_is_backed_up_then_migrated_to_the_schema_of_a_fresh_one(tmp_path: Path) -> None:
    old, fresh = tmp_path / "old" / "inspector.db", tmp_path / "fresh" / "inspector.db"
    old.parent.mkdir()
    raw = connect_raw(old)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("CREATE TABLE note_of_an_older_program (text TEXT) STRICT")
    raw.execute("INSERT INTO note_of_an_older_program VALUES ('kept')")
    raw.close()
    backups = tmp_path / "backups"
    open_store(old, FixedClock(), backups).close()
    open_store(fresh, FixedClock(), backups).close()
    assert [row for row in schema_of(old) if row[1] != "note_of_an_older_program"] == schema_of(fresh)
    (backup,) = backups_in(backups)
    assert f"before-schema-{SCHEMA_VERSION}" in backup.name
    raw = connect_raw(backup)
    assert raw.execute("SELECT text FROM note_of_an_older_program").fetchone() == ("kept",)
    raw.close()


def test_a_migration_that_fails_half_way_leaves_the_old_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inspector.db"
    raw = connect_raw(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("CREATE TABLE note_of_an_older_program (text TEXT) STRICT")
    raw.close()
    before = schema_of(path)
    from inspector.db import migrations

    def broken(writer: object, target: str = "head") -> None:
        engines = open_engines(path)
        try:
            with engines.writer.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE half (a TEXT) STRICT")
                raise RuntimeError("power gone")
        finally:
            engines.dispose()

    monkeypatch.setattr(migrations, "upgrade", broken)
    with pytest.raises(RuntimeError, match="power gone"):
        open_store(path, FixedClock(), tmp_path / "b")
    assert schema_of(path) == before


def test_a_backup_holds_what_is_still_in_the_write_ahead_log(
    store: Store, origin: Origin, tmp_path: Path
) -> None:
    with store.write(origin) as writer:
        for number in range(50):
            writer.put(Site(name=f"单位{number}", kind=SiteKind.OTHER), "site.created")
    copy = write_backup(tmp_path / "inspector.db", tmp_path / "backups", NOW, "000050-ABCD")
    assert copy.name == "inspector-20261123T093000000000Z-000050-ABCD.db"
    reopened = open_store(copy, FixedClock(), tmp_path / "other")
    assert StoredRows(reopened, Site, ListFilter()).count() == 50
    assert origin_of(reopened).chain_id == origin.chain_id
    reopened.close()


def test_a_backup_works_beside_a_writer(store: Store, origin: Origin, tmp_path: Path) -> None:
    with store.write(origin) as writer:
        site = writer.put(Site(name="已提交", kind=SiteKind.OTHER), "site.created")
    with store.write(origin) as writer:
        writer.put(replace(site, name="未提交"), "site.changed")
        copy = write_backup(tmp_path / "inspector.db", tmp_path / "backups", NOW, "beside")
    reopened = open_store(copy, FixedClock(), tmp_path / "other")
    assert [found.name for found in StoredRows(reopened, Site, ListFilter()).stream()] == ["已提交"]
    reopened.close()


def test_a_failed_backup_leaves_no_half_file_and_says_so(store: Store, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "inspector-20261123T093000000000Z-x.part").mkdir()
    with pytest.raises((BackupFailedError, IsADirectoryError)):
        write_backup(tmp_path / "inspector.db", blocked, NOW, "x")
    assert backups_in(blocked) == []


def test_create_schema_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "inspector.db.opening.EXTRA_DDL", ("CREATE TABLE fine (a TEXT) STRICT", "THIS IS NOT SQL")
    )
    engines = open_engines(tmp_path / "x.db")
    with pytest.raises(Exception, match="syntax error"):
        create_schema(engines)
    engines.dispose()
    assert schema_of(tmp_path / "x.db") == []
