"""Counts and sums for statistics (统计): a few grouped questions over covering indexes, answered in plain values.

Months are those of Shenzhen days, amounts in fen. Groups come in a fixed order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from inspector.db.period_records import within
from inspector.db.rows import table_of
from inspector.db.store import Reader
from inspector.domain.geo import Datum
from inspector.domain.kinds import LENIENT, Outcome
from inspector.domain.records import (
    Case,
    CaseStep,
    Complaint,
    Decision,
    Site,
    Suspension,
)
from inspector.domain.times import year_before

_CHUNK = 500
_BETWEEN = "\x1f"
_UTC_OFFSET = "+8 hours"  # Asia/Shanghai has had no other offset since 1991


@dataclass(frozen=True, slots=True)
class Days:
    """A period, both days included."""

    start: date
    end: date

    def before(self) -> Days:
        """The same days of the year before; 29 February becomes the 28th."""
        return Days(year_before(self.start), year_before(self.end))


@dataclass(frozen=True, slots=True)
class FoundCell:
    """Cases of an element found in a month (`2026-11`), and how many of them are samples."""

    month: str
    element: str
    cases: int
    samples: int


@dataclass(frozen=True, slots=True)
class DecidedCell:
    """Decisions of a district of one outcome, with their amounts."""

    district: str
    outcome: Outcome | None
    cases: int
    fines_fen: int
    spared_fen: int


@dataclass(frozen=True, slots=True)
class LongCase:
    """A decided case that was not filed (`filed_on` None), or was decided after the plain period: then what may excuse that."""

    case_id: str
    district: str
    found_on: date
    filed_on: date | None
    decided_on: date
    spans: tuple[tuple[date, date], ...]
    extensions: frozenset[str]


@dataclass(frozen=True, slots=True)
class ComplaintCell:
    """Complaints of a month, kind and district."""

    month: str
    kind: str
    district: str
    count: int


@dataclass(frozen=True, slots=True)
class PointCell:
    """Records within a small square: its middle in micro-degrees, the datum they were recorded in, how many."""

    lat_e6: int
    lon_e6: int
    datum: Datum
    count: int


def found_cells(reader: Reader, days: Days, **equals: str) -> list[FoundCell]:
    """Cases by the month they were found in and their element, in this order.

    `equals` narrows by fields of the case (element, district, campaign …); empty values narrow nothing.
    """
    case = table_of(Case)
    day = sa.type_coerce(case.c.found_on, sa.Text)
    # Grouped by the day, which is the order of the index: nothing has to be sorted. The months are put together here.
    chosen = (
        sa.select(
            day, case.c.element, sa.func.count(), sa.func.sum(sa.type_coerce(case.c.sample, sa.Integer))
        )
        .where(case.c.found_on.between(days.start, days.end), *_narrowed(case, equals))
        .group_by(case.c.found_on, case.c.element)
    )
    cases: Counter[tuple[str, str]] = Counter()
    samples: Counter[tuple[str, str]] = Counter()
    for text, element, count, sampled in reader.connection.execute(chosen).all():
        cases[text[:7], element] += count
        samples[text[:7], element] += sampled
    return [FoundCell(*key, cases[key], samples[key]) for key in sorted(cases)]


def found_districts(reader: Reader, days: Days, **equals: str) -> dict[str, int]:
    """Cases found, by district."""
    case = table_of(Case)
    chosen = (
        sa.select(case.c.district, sa.func.count())
        .where(case.c.found_on.between(days.start, days.end), *_narrowed(case, equals))
        .group_by(case.c.district)
        .order_by(case.c.district)
    )
    return {str(district): int(count) for district, count in reader.connection.execute(chosen)}


def decided_cells(reader: Reader, days: Days, **equals: str) -> list[DecidedCell]:
    """Cases by district and outcome, placed by the day of the decision."""
    case = table_of(Case)
    # One key is sorted in half the time of two; no outcome holds the mark between them.
    key = case.c.district + _BETWEEN + sa.func.coalesce(sa.type_coerce(case.c.outcome, sa.Text), "")
    chosen = (
        sa.select(
            key,
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(case.c.amount_fen), 0),
            sa.func.coalesce(sa.func.sum(case.c.reduced_fen), 0),
        )
        .where(case.c.decided_on.between(days.start, days.end), *_narrowed_by_day(case, equals))
        .group_by(key)
        .order_by(key)
    )
    found = []
    for joined, *figures in reader.connection.execute(chosen):
        district, _, outcome = str(joined).rpartition(_BETWEEN)
        found.append(DecidedCell(district, Outcome(outcome) if outcome else None, *figures))
    return found


def decided_sums(reader: Reader, days: Days, **equals: str) -> tuple[int, int, int, int]:
    """Decisions, lenient ones, fines and what was spared, placed by the day of the decision: nothing is sorted for it."""
    case = table_of(Case)
    lenient = sa.type_coerce(case.c.outcome.in_(LENIENT), sa.Integer)
    sums = (lenient, case.c.amount_fen, case.c.reduced_fen)
    chosen = sa.select(sa.func.count(), *(sa.func.coalesce(sa.func.sum(part), 0) for part in sums)).where(
        case.c.decided_on.between(days.start, days.end), *_narrowed_by_day(case, equals)
    )
    decided, spared_cases, fines, spared = reader.connection.execute(chosen).one()
    return int(decided), int(spared_cases), int(fines), int(spared)


def lenient_bases(reader: Reader, days: Days, outcomes: Iterable[Outcome], **equals: str) -> dict[str, int]:
    """Decisions in force of these outcomes, by the id of the list item or ground they rest on ('' without one)."""
    case, decision = table_of(Case), table_of(Decision)
    item = sa.func.coalesce(decision.c.item_id, "")
    chosen = (
        sa.select(item, sa.func.count())
        .select_from(case.join(decision, decision.c.case_id == case.c.id))
        .where(
            case.c.decided_on.between(days.start, days.end),
            case.c.outcome.in_(list(outcomes)),
            decision.c.superseded_by.is_(None),
            *_narrowed_by_day(case, equals),
        )
        .group_by(item)
        .order_by(sa.func.count().desc(), item)
    )
    return {str(key): int(count) for key, count in reader.connection.execute(chosen)}


def days_taken(reader: Reader, days: Days, classes: Sequence[int], **equals: str) -> list[int]:
    """How many cases decided in the period took so many days at the most since they were found; `classes` rise."""
    case, limits = table_of(Case), _limits(days, classes)
    within = (
        sa.func.coalesce(sa.func.sum(sa.type_coerce(case.c.found_on >= limits.c[f"d{n}"], sa.Integer)), 0)
        for n in classes
    )
    chosen = sa.select(*within).where(case.c.decided_on == limits.c.day, *_narrowed_by_day(case, equals))
    return list(reader.connection.execute(chosen).one())


def long_cases(
    reader: Reader,
    days: Days,
    filed_step: str,
    plain_days: int,
    extension_steps: Iterable[str],
    **equals: str,
) -> list[LongCase]:
    """Cases decided in the period that were not filed, or more than `plain_days` after their first filing."""
    case, step, limits = table_of(Case), table_of(CaseStep), _limits(days, (plain_days,))
    filed_on = _filed_on(case, filed_step)
    # Without a filing the text is empty, which is before every day: one look-up a case answers both.
    early = sa.func.coalesce(sa.type_coerce(filed_on, sa.Text), "") < limits.c[f"d{plain_days}"]
    chosen = (
        sa.select(case.c.id, case.c.district, case.c.found_on, filed_on, case.c.decided_on)
        .where(case.c.decided_on == limits.c.day, early, *_narrowed_by_day(case, equals))
        .order_by(case.c.id)
    )
    rows = reader.connection.execute(chosen).all()
    keys = [str(row[0]) for row in rows]
    spans: dict[str, tuple[tuple[date, date], ...]] = {}
    for span in reader.find_in(Suspension, "case_id", keys):
        spans[span.case_id] = (*spans.get(span.case_id, ()), (span.starts_on, span.ends_on or span.starts_on))
    granted: dict[str, frozenset[str]] = {}
    for start in range(0, len(keys), _CHUNK):
        names = sa.select(step.c.case_id, step.c.step).where(
            step.c.case_id.in_(keys[start : start + _CHUNK]), step.c.step.in_(set(extension_steps))
        )
        for key, name in reader.connection.execute(names):
            granted[key] = granted.get(key, frozenset()) | {name}
    return [
        LongCase(key, district, found, filed, decided, spans.get(key, ()), granted.get(key, frozenset()))
        for key, district, found, filed, decided in rows
    ]


def _filed_on(case: sa.Table, filed_step: str) -> sa.ScalarSelect[date]:
    """The day of a case's first filing step. The first of an index costs half of a minimum."""
    step = table_of(CaseStep)
    first = sa.select(step.c.day).where(step.c.case_id == case.c.id, step.c.step == filed_step)
    return first.order_by(step.c.day).limit(1).correlate(case).scalar_subquery()


def _limits(days: Days, spans: Iterable[int]) -> sa.CTE:
    """Every day of the period beside the days `spans` before it (`d90`): then a case needs no arithmetic, only comparing."""
    day = sa.select(sa.literal(days.start.isoformat(), sa.Text).label("day")).cte("days", recursive=True)
    after = sa.func.date(day.c.day, "+1 day", type_=sa.Text)
    day = day.union_all(sa.select(after).where(day.c.day < days.end.isoformat()))
    before = (sa.func.date(day.c.day, f"-{n} days", type_=sa.Text).label(f"d{n}") for n in spans)
    return sa.select(day.c.day, *before).cte("limits").prefix_with("MATERIALIZED")


def complaint_cells(reader: Reader, days: Days, **equals: str) -> list[ComplaintCell]:
    """Complaints by month, kind and district, placed by the day they were received."""
    complaint = table_of(Complaint)
    month = _local_month(complaint.c.received_at)
    groups = (month, complaint.c.kind, complaint.c.district)
    chosen = (
        sa.select(*groups, sa.func.count())
        .where(within(complaint.c.received_at, days.start, days.end), *_narrowed(complaint, equals))
        .group_by(*groups)
        .order_by(*groups)
    )
    return [ComplaintCell(*row) for row in reader.connection.execute(chosen)]


def complaint_points(reader: Reader, days: Days, cell_e6: int, **equals: str) -> list[PointCell]:
    """Complaints in squares of `cell_e6` micro-degrees, where the place complained of is known."""
    complaint, site = table_of(Complaint), table_of(Site)
    joined = complaint.join(site, complaint.c.site_id == site.c.id)
    return _points(
        reader,
        joined,
        site,
        cell_e6,
        (within(complaint.c.received_at, days.start, days.end), *_narrowed(complaint, equals)),
    )


def _points(
    reader: Reader,
    source: sa.FromClause,
    located: sa.Table,
    cell_e6: int,
    conditions: tuple[sa.ColumnElement[bool], ...],
) -> list[PointCell]:
    half = cell_e6 // 2
    lat, lon = ((located.c[name] // cell_e6) * cell_e6 + half for name in ("lat_e6", "lon_e6"))
    groups = (lat, lon, located.c.datum)
    chosen = (
        sa.select(*groups, sa.func.count())
        .select_from(source)
        .where(located.c.lat_e6.is_not(None), located.c.lon_e6.is_not(None), *conditions)
        .group_by(*groups)
        .order_by(sa.func.count().desc(), *groups)
    )
    return [PointCell(int(a), int(b), datum, int(n)) for a, b, datum, n in reader.connection.execute(chosen)]


def _narrowed(table: sa.Table, equals: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in equals.items() if value]


def _narrowed_by_day(table: sa.Table, equals: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    """The same for a question that goes by the day of the decision: as bare columns they would tempt the planner to an index
    of their own, and it would try every day for every row of a district."""
    return [table.c[name].concat("") == value for name, value in equals.items() if value]


def _local_month(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[str]:
    return sa.func.strftime("%Y-%m", sa.cast(column, sa.Text), _UTC_OFFSET, type_=sa.Text)
