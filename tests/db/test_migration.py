"""A store of the first release becomes one of today: same schema as a fresh one, no row lost, the chain still agrees."""

from __future__ import annotations

from datetime import date
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
from inspector.paths import Home
from inspector.services.desk import Services
from inspector.services.workspace import Workspace
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
    "violation_id": "noise.night_work",
}


NIGHT, SHA = "2026-11-18T15:30:00.000000Z", "a" * 64
# One row of every other table of the first release, owners before what they own; what is left out is filled by its type.
OTHERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("setting", {"id": "s1", "name": "bureau.short", "value": "南澜"}),
    ("site", {"id": "f1", "name": "甲公司", "kind": "construction", "datum": "GCJ-02"}),
    (
        "paper_number",
        {"id": "n1", "series": "filing", "year": 2026, "serial": 1, "number": "深环立字〔2026〕1号"},
    ),
    ("complaint", {"id": "k1", "received_at": NIGHT, "site_id": "f1", "datum": "GCJ-02"}),
    (
        "visit",
        {
            "id": "v1",
            "site_id": "f1",
            "complaint_id": "k1",
            "checklist_id": "noise_construction",
            "datum": "GCJ-02",
            "state": "complete",
            "source": "complaint",
            "intended_step": "file",
            "started_at": NIGHT,
            "ended_at": NIGHT,
            "party_name": "甲公司",
        },
    ),
    (
        "visit_officer",
        {"id": "w1", "visit_id": "v1", "officer_id": "o1", "ordinal": 1, "name": "覃屿川", "role": "lead"},
    ),
    ("visit_answer", {"id": "a1", "visit_id": "v1", "item_id": "i1", "answer": "unmet"}),
    (
        "measurement",
        {
            "id": "m1",
            "visit_id": "v1",
            "ordinal": 1,
            "quantity": "leq",
            "unit": "dB(A)",
            "value_milli": 63800,
        },
    ),
    (
        "photo",
        {
            "id": "p1",
            "visit_id": "v1",
            "case_id": "c1",
            "sha256": SHA,
            "size_bytes": 9,
            "ordinal": 1,
            "datum": "GCJ-02",
            "format": "JPEG",
            "time_source": "none",
        },
    ),
    ("case_step", {"id": "t1", "case_id": "c1", "step": "filed", "day": "2026-11-19"}),
    (
        "suspension",
        {
            "id": "u1",
            "case_id": "c1",
            "reason": "鉴定",
            "starts_on": "2026-11-19",
            "ends_on": "2026-11-20",
            "proof": "委托书",
        },
    ),
    (
        "rectification",
        {
            "id": "r1",
            "case_id": "c1",
            "ordered_on": "2026-11-18",
            "requirement": "停止",
            "rechecked_on": "2026-11-20",
            "corrected": 0,
        },
    ),
    ("fact", {"id": "e1", "case_id": "c1", "ordinal": 1, "text": "夜间施工"}),
    ("law_fact", {"id": "l1", "case_id": "c1", "key": "confessed", "value": "true", "source": "询问笔录"}),
    ("fine_choice", {"id": "g1", "case_id": "c1", "factor": "times", "choice": "1"}),
    (
        "assessment",
        {
            "id": "b1",
            "case_id": "c1",
            "violation_id": "noise.night_work",
            "decision_day": "2026-11-20",
            "request": "{}",
            "result": "{}",
        },
    ),
    (
        "paper",
        {
            "id": "d1",
            "case_id": "c1",
            "kind": "filing",
            "sha256": SHA,
            "size_bytes": 9,
            "pages": 1,
            "issued_on": "2026-11-19",
        },
    ),
    ("fact_evidence", {"id": "h1", "fact_id": "e1", "case_id": "c1", "photo_id": "p1", "ordinal": 1}),
    (
        "decision",
        {
            "id": "j1",
            "case_id": "c1",
            "assessment_id": "b1",
            "outcome": "penalty",
            "reason": "夜间施工",
            "decided_on": "2026-11-20",
            "pack_version": "2026.11.1",
            "provision_id": "noise.night_work.new",
            "direction": "ordinary",
            "amount_fen": 3_000_000,
        },
    ),
)


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
    raw.execute("INSERT INTO store (name, value) VALUES ('chain_id', 'k'), ('device_id', 'd1')")
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


def _one(raw: RawConnection, sql: str) -> object:
    row = raw.execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_a_store_with_a_row_in_every_table_is_kept_whole_and_works_with_the_services(
    first_release: Path, tmp_path: Path
) -> None:
    raw = connect_raw(first_release)
    head = _one(raw, "SELECT hash FROM event ORDER BY seq DESC LIMIT 1")
    assert isinstance(head, bytes)
    for seq, (table, row) in enumerate(OTHERS, 3):
        head = _insert(raw, table, row, seq, head)
    names = {
        str(name) for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    }
    kept = {name for name in names if _one(raw, f"SELECT count(*) FROM {name}")}
    own = {name for name in names if not name.startswith(("search_", "sqlite_", "alembic_"))} - {
        "event",
        "store",
    }
    assert own <= kept, "a table of the first release has no row here"
    raw.close()
    with Workspace.open(Home(first_release.parent), FixedClock()) as workspace:
        with workspace.read() as reader:
            report = verify_store(reader, NoProgress())
        assert (report.rows, report.row_faults, report.chain_faults, report.integrity) == (
            2 + len(OTHERS),
            (),
            (),
            (),
        )
        desk = Services.on(workspace)
        try:
            file = desk.cases.file("c1")
            assert [
                len(part) for part in (file.facts, file.evidence, file.photos, file.papers, file.decisions)
            ] == [1] * 5
            assert file.rectifications[0].corrected is False and file.decision is not None
            assert desk.procedure.progress("c1", date(2026, 11, 20)).state.taken
            _, changed = desk.cases.update("c1", defence="没有异议")
            assert changed.ids("case_file")
            content = desk.export.content("c1")
            assert content.case.defence == "没有异议"
        finally:
            desk.photos.close()
        with workspace.read() as reader:
            report = verify_store(reader, NoProgress())
        assert (report.row_faults, report.chain_faults) == ((), ())


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
