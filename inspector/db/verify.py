"""Does every row still say what its last event says? Row changes made past the program show here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.casework.chain import ChainEvent, ChainFault, Plain, check_links
from inspector.db.rows import FIELDS, FILLED, KINDS
from inspector.db.store import Reader
from inspector.domain.ports import Progress, check_cancelled

_STEP = 2000
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that does not agree with the chain."""

    table: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class StoreReport:
    """Result of reading the whole store."""

    events: int
    rows: int
    heads: dict[str, ChainEvent]
    chain_faults: tuple[ChainFault, ...]
    row_faults: tuple[RowFault, ...]
    integrity: tuple[str, ...]


def verify_store(reader: Reader, progress: Progress) -> StoreReport:
    """Check every link of every chain, then compare each row with its last event. Never repairs.

    A body that cannot be read is a fault, not a crash. Raises CancelledError.
    """
    total = int(reader.connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one())
    seen = 0

    def watched() -> Iterator[ChainEvent]:
        nonlocal seen
        for event in reader.events():
            if seen % _STEP == 0:
                progress.report(seen, total, "核对审计链")
                check_cancelled(progress, "核对没有做完，数据未改动")
            seen += 1
            yield event

    faults: list[RowFault] = []
    images: dict[tuple[str, str], dict[str, Plain] | None] = {}
    heads, chain_faults = check_links(_collect(watched(), images, faults))
    rows = 0
    for name, kind in KINDS.items():
        columns = FIELDS[kind]
        # Raw values, not the mapper's: a value no longer of its closed list must be a verdict, not a crash.
        found = reader.connection.execution_options(yield_per=1000).exec_driver_sql(
            f"SELECT {', '.join(columns)} FROM {name}"
        )
        for row in found:
            rows += 1
            image = dict(zip(columns, row, strict=True))
            key = (name, str(image["id"]))
            if key not in images:
                faults.append(RowFault(name, key[1], "没有对应的审计记录"))
                continue
            # A field younger than the event must hold what its migration filled in: the record's default.
            expected = FILLED[kind] | (images.pop(key) or {})
            # Stored flags are 0 and 1, which equal the event's booleans.
            changed = sorted(field for field in columns if expected.get(field, _ABSENT) != image[field])
            if changed:
                faults.append(RowFault(name, key[1], f"与审计记录不同：{', '.join(changed)}"))
    missing = [key for key, image in images.items() if image is not None]
    faults.extend(RowFault(name, key, "审计记录里有，表里没有") for name, key in missing)
    verdict = tuple(str(row[0]) for row in reader.connection.exec_driver_sql("PRAGMA integrity_check"))
    return StoreReport(
        seen, rows, heads, tuple(chain_faults), tuple(faults), () if verdict == ("ok",) else verdict
    )


def _collect(
    events: Iterator[ChainEvent],
    images: dict[tuple[str, str], dict[str, Plain] | None],
    faults: list[RowFault],
) -> Iterator[ChainEvent]:
    """Pass events on while keeping the last after-image of every record."""
    for event in events:
        try:
            body = json.loads(event.body)
            entity, key, after = str(body["entity"]), str(body["id"]), body["after"]
        except (ValueError, KeyError, TypeError):
            faults.append(RowFault("event", f"{event.chain_id}/{event.seq}", "审计记录读不出"))
        else:
            if entity in KINDS:
                images[(entity, key)] = after
        yield event
