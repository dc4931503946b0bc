"""Transactions on the opened store: a record, its audit event and its search entry are written together.

Every change goes through `Writer.put` or `Writer.remove`; there is no other way to write, so that no row changes
without its event. The event holds the full after-image of the record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import sqlalchemy as sa
import sqlcipher3

from inspector.casework.chain import GENESIS, ChainEvent, Plain, canonical, event_hash
from inspector.db.engine import Engines
from inspector.db.rows import (
    INSERTS,
    UPDATES,
    RecordT,
    image_of,
    records_of,
    row_of,
    select_of,
    shape_select,
    table_of,
)
from inspector.db.search import index_record, unindex_record
from inspector.db.tables import TABLES
from inspector.domain.changes import Changes
from inspector.domain.errors import EnvironmentFaultError, NotFoundError
from inspector.domain.identifiers import uuid7
from inspector.domain.ports import Clock, Entropy
from inspector.domain.records import Record
from inspector.domain.times import utc_text

EVENT_VERSION = 1
_ID_CHUNK = 500
ShapeT = TypeVar("ShapeT")


class StoreFaultError(EnvironmentFaultError):
    """The disk or the database refused a read or write; nothing of the transaction was kept."""

    def __init__(self, cause: str) -> None:
        known = {
            "full": ("磁盘已满", "清理磁盘空间后再试"),
            "locked": ("数据正被另一个程序使用", "关闭另一个窗口或等它完成后再试"),
            "readonly": ("数据文件夹不能写入", "检查文件夹权限，或换一个文件夹"),
            "disk I/O": ("磁盘读写出错", "检查磁盘；把数据文件夹备份到另一块盘"),
        }
        what, next_step = next(
            (words for key, words in known.items() if key in cause), ("数据库出错", "重新打开程序再试")
        )
        super().__init__(what, f"{cause}。这一步没有写入，之前的记录都在", next_step)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who writes, on which device, with which rule pack and program version; goes into every event."""

    chain_id: str
    device_id: str
    user_id: str
    boot_id: str
    app_version: str
    pack_version: str
    second_user_id: str = ""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last event of this device's chain."""

    chain_id: str
    seq: int
    hash: bytes


class Reader:
    """Reads inside one consistent snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def get(self, kind: type[RecordT], key: str) -> RecordT:
        """The record with this key. Raises NotFoundError."""
        found = self.find(kind, id=key)
        if not found:
            raise NotFoundError(_CHINESE.get(kind.__name__, kind.__name__), key)
        return found[0]

    def find(
        self, kind: type[RecordT], /, *, order: Sequence[str] = ("id",), **equals: object
    ) -> list[RecordT]:
        """Records whose fields equal the given values; `order` names fields, `-name` descends."""
        table = table_of(kind)
        chosen = select_of(kind)
        for name, value in equals.items():
            column = table.c[name]
            chosen = chosen.where(column.is_(None) if value is None else column == value)
        for name in order:
            chosen = chosen.order_by(table.c[name[1:]].desc() if name.startswith("-") else table.c[name])
        return records_of(kind, self.connection.execute(chosen))

    def find_in(self, kind: type[RecordT], field: str, values: Sequence[str]) -> list[RecordT]:
        """Records whose `field` is among `values`, in chunks that SQLite's parameter limit allows."""
        table = table_of(kind)
        found: list[RecordT] = []
        for start in range(0, len(values), _ID_CHUNK):
            chosen = (
                select_of(kind)
                .where(table.c[field].in_(values[start : start + _ID_CHUNK]))
                .order_by(table.c.id)
            )
            found.extend(records_of(kind, self.connection.execute(chosen)))
        return found

    def shapes(self, kind: type[Record], shape: type[ShapeT], /, **equals: object) -> list[ShapeT]:
        """Records whose fields equal the given values, as narrow rows: a dataclass whose fields are some of the record's."""
        table = table_of(kind)
        chosen = shape_select(kind, (field.name for field in fields(shape)))  # type: ignore[arg-type]
        for name, value in equals.items():
            chosen = chosen.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        return [shape(*row) for row in self.connection.execute(chosen.order_by(table.c.id)).all()]

    def count(self, kind: type[Record], /, **equals: object) -> int:
        """How many records match."""
        table = table_of(kind)
        chosen = sa.select(sa.func.count()).select_from(table)
        for name, value in equals.items():
            chosen = chosen.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        return int(self.connection.execute(chosen).scalar_one())

    def first_value(self, kind: type[Record], field: str) -> object:
        """The smallest stored value of a field; None for an empty table."""
        table = table_of(kind)
        return self.connection.execute(sa.select(sa.func.min(table.c[field]))).scalar_one()

    def largest(self, kind: type[Record], field: str, /, **equals: object) -> int:
        """The largest number in a field among the records that match; 0 when there are none."""
        table = table_of(kind)
        chosen = sa.select(sa.func.max(table.c[field]))
        for name, value in equals.items():
            chosen = chosen.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        return int(self.connection.execute(chosen).scalar_one() or 0)

    def head(self, chain_id: str) -> ChainHead:
        """The head of a chain; sequence 0 and the genesis hash when it is empty."""
        row = self.connection.exec_driver_sql(
            "SELECT seq, hash FROM event WHERE chain_id = ? ORDER BY seq DESC LIMIT 1", (chain_id,)
        ).one_or_none()
        return ChainHead(chain_id, row.seq, bytes(row.hash)) if row else ChainHead(chain_id, 0, GENESIS)

    def last_pack(self, chain_id: str) -> str:
        """The law pack version under which the latest event of a chain was written; empty for an empty chain."""
        row = self.connection.exec_driver_sql(
            "SELECT body FROM event WHERE chain_id = ? ORDER BY seq DESC LIMIT 1", (chain_id,)
        ).one_or_none()
        return str(json.loads(row.body).get("pack", "")) if row else ""

    def events(self) -> Iterator[ChainEvent]:
        """Every event by chain and sequence, streamed."""
        rows = self.connection.execution_options(yield_per=1000).exec_driver_sql(
            "SELECT chain_id, seq, prev_hash, body, hash FROM event ORDER BY chain_id, seq"
        )
        for row in rows:
            yield ChainEvent(row.chain_id, row.seq, bytes(row.prev_hash), bytes(row.body), bytes(row.hash))

    def owned_events(self) -> Iterator[tuple[ChainEvent, str, str]]:
        """Every event by chain and sequence with the kind and key of what it is about (`note:` before the kind of a note)."""
        rows = self.connection.execution_options(yield_per=1000).exec_driver_sql(
            "SELECT chain_id, seq, prev_hash, body, hash, entity, entity_id FROM event ORDER BY chain_id, seq"
        )
        for row in rows:
            event = ChainEvent(row.chain_id, row.seq, bytes(row.prev_hash), bytes(row.body), bytes(row.hash))
            yield event, str(row.entity), str(row.entity_id)

    def history(self, kind: type[Record], key: str) -> list[dict[str, Plain]]:
        """Event bodies of one record, oldest first: what it was, who changed it, when and why."""
        rows = self.connection.exec_driver_sql(
            "SELECT body FROM event WHERE entity = ? AND entity_id = ? ORDER BY seq",
            (table_of(kind).name, key),
        )
        return [json.loads(row.body) for row in rows]

    def trail(self, kind: type[Record], key: str) -> list[dict[str, Plain]]:
        """Event bodies of one record and the notes about it (viewed, printed, exported, checked), oldest first."""
        name = table_of(kind).name
        rows = self.connection.exec_driver_sql(
            "SELECT body FROM event WHERE entity IN (?, ?) AND entity_id = ? ORDER BY chain_id, seq",
            (name, f"note:{name}", key),
        )
        return [json.loads(row.body) for row in rows]

    def owned(self, field: str, key: str) -> list[Record]:
        """Records of every kind that has this field and holds this key in it (`case_id`): a new kind is never forgotten."""
        return [
            record
            for kind, table in TABLES.items()
            if field in table.c
            for record in self.find(kind, **{field: key})
        ]

    def removed(self, field: str, key: str) -> frozenset[tuple[str, str]]:
        """Table and id of rows that were owned by this key and taken away since; their events still stand."""
        needle = canonical({field: key})[1:-1]
        rows = self.connection.exec_driver_sql(
            "SELECT DISTINCT entity, entity_id FROM event AS told WHERE instr(body, ?) > 0 AND ("
            "SELECT json_extract(CAST(body AS TEXT), '$.after') IS NULL FROM event WHERE entity = told.entity"
            " AND entity_id = told.entity_id ORDER BY chain_id DESC, seq DESC LIMIT 1)",
            (needle,),
        )
        return frozenset((str(row.entity), str(row.entity_id)) for row in rows)

    def noted(self, entity: str, since: str = "") -> list[dict[str, Plain]]:
        """Bodies of the notes about a kind of thing (`store`) from an instant on (fixed-width UTC text), oldest first."""
        rows = self.connection.exec_driver_sql(
            "SELECT body FROM event WHERE entity = ? ORDER BY chain_id, seq", (f"note:{entity}",)
        )
        bodies = [json.loads(row.body) for row in rows]
        return [body for body in bodies if str(body["at"]) >= since]

    def meta(self, name: str) -> str | None:
        """A value of the store's own table (device, chain)."""
        value: str | None = self.connection.exec_driver_sql(
            "SELECT value FROM store WHERE name = ?", (name,)
        ).scalar_one_or_none()
        return value


class Writer(Reader):
    """Reads and writes inside one transaction that holds the write lock from its start."""

    def __init__(
        self, connection: sa.Connection, origin: Origin, clock: Clock, entropy: Entropy, reason: str
    ) -> None:
        super().__init__(connection)
        self.origin = origin
        self.clock = clock
        self.entropy = entropy
        self.reason = reason
        # Asked before every change; raises when the one who works here may not make it.
        self.permit: Callable[[str], None] = lambda _action: None
        self.touched: list[tuple[str, str]] = []
        self._head = self.head(origin.chain_id)

    def put(self, record: RecordT, action: str, reason: str = "") -> RecordT:
        """Insert (empty `id`) or update a record with its event; returns it with key and stamp.

        `action` is a fact in dotted English ("visit.answered"); `reason` overrides the transaction's.
        """
        self.permit(action)
        table = table_of(type(record))
        now = self.clock.now()
        user = self.origin.user_id
        if record.id:
            stored = replace(record, updated_at=now, updated_by=user)
            changed = self.connection.execute(UPDATES[type(record)], {**row_of(stored), "row_id": stored.id})
            if changed.rowcount != 1:
                raise NotFoundError(_CHINESE.get(type(record).__name__, type(record).__name__), record.id)
        else:
            stored = replace(
                record,
                id=uuid7(int(now.timestamp() * 1000), self.entropy(10)),
                created_at=now,
                created_by=user,
                device_id=self.origin.device_id,
                updated_at=now,
                updated_by=user,
            )
            self.connection.execute(INSERTS[type(record)], row_of(stored))
        index_record(self.connection, stored, fresh=not record.id)
        self._append(action, table.name, stored.id, image_of(stored), reason)
        return stored

    def remove(self, record: Record, action: str, reason: str = "") -> None:
        """Take a row away, leaving its history in the chain. Only for parts of drafts; papers and cases are voided."""
        self.permit(action)
        table = table_of(type(record))
        self.connection.execute(sa.delete(table).where(table.c.id == record.id))
        unindex_record(self.connection, record)
        self._append(action, table.name, record.id, None, reason)

    def note(self, action: str, entity: str, entity_id: str, detail: Mapping[str, Plain]) -> None:
        """An event about something that changes no row: printed, exported, viewed, checked."""
        self.permit(action)
        self._append(action, f"note:{entity}", entity_id, dict(detail), "")

    def chain_head(self) -> ChainHead:
        """The head after the events appended so far in this transaction."""
        return self._head

    def changes(self) -> Changes:
        """What this transaction has touched."""
        return Changes(tuple(dict.fromkeys(self.touched)))

    def _append(
        self, action: str, entity: str, key: str, after: dict[str, Plain] | None, reason: str
    ) -> None:
        seq = self._head.seq + 1
        body = canonical(
            {
                "version": EVENT_VERSION,
                "chain": self.origin.chain_id,
                "seq": seq,
                "at": utc_text(self.clock.now()),
                "monotonic_ms": self.clock.monotonic_ms(),
                "boot": self.origin.boot_id,
                "device": self.origin.device_id,
                "user": self.origin.user_id,
                "second_user": self.origin.second_user_id,
                "action": action,
                "entity": entity,
                "id": key,
                "after": after,
                "reason": reason or self.reason,
                "app": self.origin.app_version,
                "pack": self.origin.pack_version,
            }
        )
        digest = event_hash(self._head.hash, body)
        self.connection.exec_driver_sql(
            "INSERT INTO event (chain_id, seq, prev_hash, body, hash, entity, entity_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.origin.chain_id, seq, self._head.hash, body, digest, entity, key),
        )
        self._head = ChainHead(self.origin.chain_id, seq, digest)
        self.touched.append((entity, key))


class Store:
    """The opened database. Hand out readers and writers; one short transaction each."""

    def __init__(self, engines: Engines, clock: Clock, entropy: Entropy = os.urandom) -> None:
        self.engines = engines
        self.clock = clock
        self.entropy = entropy

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot."""
        with _known_faults(), self.engines.reader.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def write(self, origin: Origin, reason: str = "") -> Iterator[Writer]:
        """A transaction that commits durably at the end, or leaves nothing."""
        with _known_faults(), self.engines.writer.begin() as connection:
            yield Writer(connection, origin, self.clock, self.entropy, reason)

    def close(self) -> None:
        """Give the file back."""
        self.engines.dispose()


@contextmanager
def _known_faults() -> Iterator[None]:
    """Faults of disk and lock become words; constraint violations are bugs of the caller and stay as they are."""
    try:
        yield
    except (sa.exc.OperationalError, sqlcipher3.OperationalError) as error:
        raise StoreFaultError(str(getattr(error, "orig", error))) from error


_CHINESE = {
    "Site": "监管对象",
    "Visit": "现场检查",
    "Case": "案件",
    "Officer": "执法人员",
    "Photo": "照片",
    "EvidenceFile": "证据材料",
    "Signature": "签名",
    "Paper": "文书",
    "Complaint": "信访件",
    "Decision": "决定",
    "Fact": "事实",
    "Setting": "设置",
    "Campaign": "专项行动",
    "Draw": "双随机抽查",
    "Patrol": "扬尘巡查",
    "PatrolFinding": "巡查问题点",
    "ListedItem": "清单条目",
    "PositiveEntry": "正面清单记录",
    "Compensation": "损害赔偿",
    "VisitPlan": "检查计划",
}
