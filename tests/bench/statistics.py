"""Statistics of a year at 100,000 cases: the grouped question against the bare SQL, and everything a page shows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from inspector.db.aggregates import Days, found_cells
from inspector.db.opening import open_store
from inspector.db.rows import row_of, table_of
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, CaseStep, Photo, Record, Rectification
from inspector.domain.times import at_local
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
    """Cases with their filing step and three photos each; a third with an order to correct, rechecked, and a pair of photos.

    Written past the audit chain: only the reading is measured here.
    """
    store = open_store(home.database, SystemClock(), home.backups)
    rng = random.Random(3)
    rows: dict[type[Record], list[dict[str, object]]] = {
        kind: [] for kind in (Case, CaseStep, Photo, Rectification, RecheckPhoto)
    }
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
        rows[Case].append(row_of(case))
        rows[CaseStep].append(
            row_of(CaseStep(id=f"s{number:031d}", case_id=case.id, step="filed", day=found))
        )
        rows[Photo] += [row_of(_photo(number, place, case.id, found)) for place in range(3)]
        if number % 3 == 0:
            order = Rectification(
                id=f"r{number:031d}",
                case_id=case.id,
                ordered_on=found,
                requirement="",
                rechecked_on=found + timedelta(days=20),
                corrected=number % 2 == 0,
            )
            rows[Rectification].append(row_of(order))
            rows[RecheckPhoto] += [row_of(_side(number, place, case.id, order.id)) for place in range(2)]
    with store.engines.writer.begin() as connection:
        for kind, values in rows.items():
            connection.execute(sa.insert(table_of(kind)), values)
    store.close()


def _photo(number: int, place: int, case_id: str, day: date) -> Photo:
    return Photo(
        id=f"p{place}{number:030d}",
        sha256=f"{number * 3 + place:064x}",
        size_bytes=1,
        original_name="",
        format="JPEG",
        ordinal=place,
        case_id=case_id,
        taken_at=at_local(day, 9),
    )


def _side(number: int, place: int, case_id: str, order_id: str) -> RecheckPhoto:
    return RecheckPhoto(
        id=f"{place}{number:031d}",
        case_id=case_id,
        rectification_id=order_id,
        photo_id=f"p{place}{number:030d}",
        moment=("before", "after")[place],
        ordinal=1,
    )


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
        pages = {
            name: min(once_ms(lambda: StatisticsService(workspace).of(wanted)) for _ in range(5))  # noqa: B023
            for name, wanted in (("", year), (", one district", replace(year, district="区3")))
        }
    return [
        asked,
        *(
            Measured(
                f"statistics: a page of one year{name}, ms", spent, 1.0, spent, 100.0, "limit in milliseconds"
            )
            for name, spent in pages.items()
        ),
    ]
