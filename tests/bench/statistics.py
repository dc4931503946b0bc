"""Statistics of a year at 100,000 cases: the grouped question against the bare SQL, and everything a page shows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from inspector.db.aggregates import Days, found_cells
from inspector.db.opening import open_store
from inspector.db.rows import row_of, table_of
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, CaseStep
from inspector.paths import Home
from inspector.services.clock import SystemClock
from inspector.services.statistics import StatisticsFilter, StatisticsService
from inspector.services.workspace import Workspace
from tests.bench.timing import Measured, compare, once_ms

_COUNT, _YEARS = 100_000, 5
_BARE = (
    "SELECT substr(found_on, 1, 7), element, count(*), sum(sample) FROM case_file WHERE found_on BETWEEN ? AND ?"
    " GROUP BY 1, 2 ORDER BY 1, 2"
)


def _fill(home: Home) -> None:
    """Cases and their filing steps, written past the audit chain: only the reading is measured here."""
    store = open_store(home.database, SystemClock(), home.backups)
    rng = random.Random(3)
    cases, steps = [], []
    for number in range(_COUNT):
        found = date(2021, 1, 1) + timedelta(days=number % (365 * _YEARS))
        case = Case(
            id=f"{number:032d}",
            title="",
            violation_id="",
            element=rng.choice(("噪声", "大气", "水")),
            inspection_kind="",
            district=f"区{number % 11}",
            found_on=found,
            act_day=found,
            decided_on=found + timedelta(days=rng.randrange(20, 92)),
            outcome=rng.choice((Outcome.PENALTY, Outcome.PENALTY, Outcome.REDUCED, Outcome.WAIVED)),
            amount_fen=1_000_000,
        )
        cases.append(row_of(case))
        steps.append(row_of(CaseStep(id=f"s{number:031d}", case_id=case.id, step="filed", day=found)))
    with store.engines.writer.begin() as connection:
        connection.execute(sa.insert(table_of(Case)), cases)
        connection.execute(sa.insert(table_of(CaseStep)), steps)
    store.close()


def measure(folder: Path) -> list[Measured]:
    """The ratio of the question (limit 1.2), and the whole page of one year in milliseconds (limit 100)."""
    home = Home(folder / "home")
    _fill(home)
    year = StatisticsFilter(date(2024, 1, 1), date(2024, 12, 31))
    with Workspace.open(home) as workspace, workspace.read() as reader:
        bounds = (year.start.isoformat(), year.end.isoformat())
        asked = compare(
            "statistics: one year by month and element",
            lambda: found_cells(reader, Days(year.start, year.end)),
            lambda: reader.connection.exec_driver_sql(_BARE, bounds).all(),
            1.2,
            runs=15,
        )
        whole = min(once_ms(lambda: StatisticsService(workspace).of(year)) for _ in range(5))
    return [
        asked,
        Measured("statistics: a page of one year, ms", whole, 1.0, whole, 100.0, "limit in milliseconds"),
    ]
