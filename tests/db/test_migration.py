"""A store of the first release becomes one of today: same schema as a fresh one, no row lost, the chain still agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.casework.chain import GENESIS, canonical, event_hash
from inspector.db import migrations
from inspector.db.backup import backups_in
from inspector.db.engine import RawConnection, connect_raw, open_engines
from inspector.db.opening import open_store
from inspector.db.schema import APPLICATION_ID
from inspector.db.verify import verify_store
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case, Officer
from tests.db.conftest import FixedClock
from tests.db.test_opening import schema_of

OFFICER: dict[str, object] = {"id": "o1", "name": "覃屿川", "card_number": "0019", "active": True}
CASE: dict[str, object] = {
    "id": "c1",
    "title": "夜间施工",
    "found_on": "2026-11-18",
    "act_day": "2026-11-18",
    "source": "visit",
    "stage": "filed",
    "handler_id": "o1",
}


def _insert(raw: RawConnection, table: str, given: dict[str, object], seq: int, before: bytes) -> bytes:
    """A row with its event, as the first release wrote them; returns the event's hash."""
    row: dict[str, object] = {}
    for _, name, kind, required, *_ in raw.execute(f"PRAGMA table_info({table})").fetchall():
        row[str(name)] = given.get(str(name), ("" if kind == "TEXT" else 0) if required else None)
    for stamp in ("created_at", "updated_at"):
        row[stamp] = "2026-11-18T15:41:00.000000Z"
    columns = ", ".join(row)
    raw.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    plain: dict[str, str | int | bool | None] = {
        name: value if isinstance(value, str | int) else None for name, value in row.items()
    }
    body = canonical({"version": 1, "entity": table, "id": str(row["id"]), "after": plain})
    digest = event_hash(before, body)
    raw.execute(
        "INSERT INTO event (chain_id, seq, prev_hash, body, hash, entity, entity_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ("k", seq, before, body, digest, table, str(row["id"])),
    )
    return digest


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    """A store under the first schema with an officer and a case of hers."""
    path = tmp_path / "old" / "inspector.db"
    path.parent.mkdir()
    raw = connect_raw(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.close()
    engines = open_engines(path)
    migrations.upgrade(engines.writer, "0001")
    engines.dispose()
    raw = connect_raw(path)
    assert "roles" not in str(raw.execute("PRAGMA table_info(officer)").fetchall())
    head = _insert(raw, "officer", OFFICER, 1, GENESIS)
    _insert(raw, "case_file", CASE, 2, head)
    raw.close()
    return path


def test_its_rows_are_kept_and_agree_with_their_events(first_release: Path, tmp_path: Path) -> None:
    store = open_store(first_release, FixedClock(), tmp_path / "backups")
    with store.read() as reader:
        (officer,), (case,) = reader.find(Officer), reader.find(Case)
        assert (officer.name, officer.roles) == ("覃屿川", "inspector")
        assert (case.title, case.handler_id, case.party_kind) == ("夜间施工", "o1", "unit")
        report = verify_store(reader, NoProgress())
    assert (report.rows, report.chain_faults, report.row_faults, report.integrity) == (2, (), (), ())
    store.close()
    assert len(backups_in(tmp_path / "backups")) == 1


def test_a_filled_in_field_changed_past_the_program_shows(first_release: Path, tmp_path: Path) -> None:
    store = open_store(first_release, FixedClock(), tmp_path / "backups")
    with store.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE officer SET roles = 'leader'")
    with store.read() as reader:
        faults = verify_store(reader, NoProgress()).row_faults
    assert [(fault.table, fault.what) for fault in faults] == [("officer", "与审计记录不同：roles")]
    store.close()


def test_its_schema_becomes_that_of_a_fresh_store(first_release: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh" / "inspector.db"
    for path in (first_release, fresh):
        open_store(path, FixedClock(), tmp_path / "backups").close()
    assert schema_of(first_release) == schema_of(fresh)


def test_a_row_without_its_owner_stops_the_migration(first_release: Path, tmp_path: Path) -> None:
    raw = connect_raw(first_release)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("UPDATE case_file SET handler_id = 'nobody'")
    raw.close()
    before = schema_of(first_release)
    with pytest.raises(RuntimeError, match="without their owner"):
        open_store(first_release, FixedClock(), tmp_path / "backups")
    assert schema_of(first_release) == before
