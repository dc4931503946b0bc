"""Tampering past the program: every column of every table, rows added and taken away."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inspector.casework.chain import Plain
from inspector.db.engine import connect_raw
from inspector.db.store import Origin, Store
from inspector.db.tables import TABLES
from inspector.db.verify import StoreReport, verify_store
from inspector.domain import records
from inspector.domain.kinds import SiteKind
from inspector.domain.ports import NoProgress
from inspector.domain.records import Measurement, Officer, Photo, Site, Visit


def _filled(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        officer = writer.put(Officer(name="李甲", card_number="示-0001"), "officer.saved")
        site = writer.put(Site(name="甲公司", kind=SiteKind.YARD, lat_e6=1, lon_e6=2), "site.created")
        visit = writer.put(
            Visit(
                checklist_id="c",
                checklist_version="1",
                site_id=site.id,
                started_at=datetime(2026, 11, 1, tzinfo=UTC),
                ended_at=datetime(2026, 11, 2, tzinfo=UTC),
            ),
            "visit.started",
        )
        writer.put(
            Measurement(
                visit_id=visit.id, ordinal=1, quantity="leq", unit="dB(A)", calibrated_until=date(2027, 1, 1)
            ),
            "visit.measured",
        )
        writer.put(
            Photo(
                sha256="a" * 64,
                size_bytes=10,
                original_name="一.jpg",
                format="JPEG",
                ordinal=1,
                visit_id=visit.id,
                photographer_id=officer.id,
            ),
            "photo.taken_in",
        )


def _report(store: Store) -> StoreReport:
    with store.read() as reader:
        return verify_store(reader, NoProgress())


def test_honest_data_raise_no_alarm(store: Store, origin: Origin) -> None:
    _filled(store, origin)
    report = _report(store)
    assert (report.chain_faults, report.row_faults, report.integrity) == ((), (), ())
    assert (report.events, report.rows) == (5, 5)


_TARGETS = [
    (kind, field.name)
    for kind in (records.Officer, records.Site, records.Visit, records.Measurement, records.Photo)
    for field in fields(kind)
    if field.name
    not in {
        "id",
        "visit_id",
        "site_id",
        "photographer_id",
        "second_officer_id",
        "case_id",
        "complaint_id",
        "campaign_id",
    }
]


@pytest.mark.parametrize(("kind", "column"), _TARGETS, ids=lambda value: getattr(value, "__name__", value))
def test_an_edit_of_any_column_is_found(
    kind: type[records.Record], column: str, store: Store, origin: Origin, tmp_path: Path
) -> None:
    _filled(store, origin)
    table = TABLES[kind]
    raw = connect_raw(tmp_path / "inspector.db")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    old = raw.execute(f"SELECT {column} FROM {table.name}").fetchone()
    assert old is not None
    fresh: Plain
    if isinstance(old[0], int):
        fresh = 1 - old[0] if old[0] in (0, 1) else old[0] + 1
    elif column in {"created_at", "updated_at", "started_at", "ended_at"}:
        fresh = "2020-01-01T00:00:00.000000Z"
    elif "until" in column or column.startswith("positive_list"):
        fresh = "2020-01-01"
    elif str(table.c[column].type.__class__.__name__) == "UtcText":
        fresh = "2020-01-01T00:00:00.000000Z"
    elif table.c[column].type.__class__.__name__ in {"Integer", "Flag"}:
        fresh = 7
    else:
        fresh = "换掉"
    raw.execute(f"UPDATE {table.name} SET {column} = ?", (fresh,))
    raw.close()
    assert [fault.table for fault in _report(store).row_faults] == [table.name]


def test_rows_added_or_taken_away_are_found(store: Store, origin: Origin, tmp_path: Path) -> None:
    _filled(store, origin)
    raw = connect_raw(tmp_path / "inspector.db")
    raw.execute("DELETE FROM measurement")
    raw.execute(
        "INSERT INTO officer SELECT 'other', created_at, created_by, device_id, updated_at, updated_by, '假', 'x', unit, card_valid_until, active, roles FROM officer"
    )
    raw.close()
    assert {(fault.table, fault.what) for fault in _report(store).row_faults} == {
        ("measurement", "审计记录里有，表里没有"),
        ("officer", "没有对应的审计记录"),
    }


def test_an_event_rewritten_with_its_guards_removed_is_found(
    store: Store, origin: Origin, tmp_path: Path
) -> None:
    _filled(store, origin)
    raw = connect_raw(tmp_path / "inspector.db")
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute(
        "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), '甲公司', '乙公司') AS BLOB) WHERE seq = 2"
    )
    raw.close()
    report = _report(store)
    assert report.chain_faults or report.integrity


def test_an_unreadable_event_is_a_verdict_not_a_crash(store: Store, origin: Origin, tmp_path: Path) -> None:
    _filled(store, origin)
    raw = connect_raw(tmp_path / "inspector.db")
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("UPDATE event SET body = x'ff00' WHERE seq = 2")
    raw.close()
    report = _report(store)
    assert any(fault.table == "event" for fault in report.row_faults)
    assert report.chain_faults


def test_an_old_copy_put_back_is_not_found_without_an_outside_head(store: Store, origin: Origin) -> None:
    """The chain alone cannot know that it was longer; the head printed on papers can."""
    _filled(store, origin)
    with store.read() as reader:
        head = reader.head(origin.chain_id)
        site = reader.find(Site)[0]
    with store.write(origin) as writer:
        writer.put(replace(site, note="后来的话"), "site.changed")
    assert not _report(store).row_faults
    with store.read() as reader:
        assert reader.head(origin.chain_id).seq == head.seq + 1
