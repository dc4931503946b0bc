"""A page of a long list: query and hydration, at 100,000 and at 1,000,000 rows."""

from __future__ import annotations

import statistics
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from inspector.db.lists import ShapedRows
from inspector.db.opening import open_store
from inspector.db.rows import table_of
from inspector.db.store import Store
from inspector.domain.kinds import CaseSource
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case
from inspector.domain.rows import CaseRow
from inspector.services.clock import SystemClock
from tests.bench.timing import Measured, once_ms

_BATCH = 50_000


def _filled(folder: Path, count: int) -> Store:
    """A store with `count` cases written past the audit chain: only the reading is measured here."""
    store = open_store(folder / f"{count}.db", SystemClock(), folder)
    table = table_of(Case)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    for start in range(0, count, _BATCH):
        rows = [
            {
                **{column.name: "" for column in table.columns if not column.nullable},
                "id": f"{number:032d}",
                "created_at": now,
                "updated_at": now,
                "title": f"第{number}号案",
                "party_name": f"深圳市第{number}建筑工程有限公司",
                "element": "噪声",
                "found_on": date(2020, 1, 1) + timedelta(days=number % 2400),
                "act_day": date(2020, 1, 1) + timedelta(days=number % 2400),
                "source": CaseSource.VISIT,
                "district": f"区{number % 9}",
                "stage": "clue",
                "party_kind": "unit",
                "sample": False,
            }
            for number in range(start, min(start + _BATCH, count))
        ]
        with store.engines.writer.begin() as connection:
            connection.execute(sa.insert(table), rows)
    return store


def _page_ms(store: Store) -> float:
    rows = ShapedRows(store, Case, CaseRow, ListFilter(order="-found_on"))
    last = rows.page(50)[-1]
    return statistics.median(once_ms(lambda: rows.page(50, (last.found_on, last.id))) for _ in range(31))


def measure(folder: Path) -> list[Measured]:
    """A page in milliseconds at 100,000 rows (limit 2 ms), and its growth to 1,000,000 (limit 1.3 ×)."""
    small, large = _filled(folder, 100_000), _filled(folder, 1_000_000)
    at_small, at_large = _page_ms(small), _page_ms(large)
    small.close()
    large.close()
    return [
        Measured(
            "list page of 50 at 100,000 rows, ms", at_small, 1.0, at_small, 2.0, "limit in milliseconds"
        ),
        Measured("list page: 1,000,000 rows against 100,000", at_large, at_small, at_large / at_small, 1.3),
    ]
