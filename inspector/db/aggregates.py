"""Counts and sums for statistics (统计): a few grouped questions over covering indexes, answered in plain values.

Months are those of Shenzhen days, amounts in fen. Groups come in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from inspector.db.rows import table_of
from inspector.db.store import Reader
from inspector.domain.geo import Datum
from inspector.domain.kinds import Outcome
from inspector.domain.records import (
    Case,
    CaseStep,
    Complaint,
    Decision,
    Photo,
    Rectification,
    Site,
    Suspension,
)
from inspector.domain.times import at_local

_CHUNK = 500
_UTC_OFFSET = "+8 hours"  # Asia/Shanghai has had no other offset since 1991


@dataclass(frozen=True, slots=True)
class Days:
    """A period, both days included."""

    start: date
    end: date

    def before(self) -> Days:
        """The same days of the year before; 29 February becomes the 28th."""
        return Days(_year_before(self.start), _year_before(self.end))


@dataclass(frozen=True, slots=True)
class CaseCell:
    """Cases of one month that agree in every group; `month` is `2026-11`."""

    month: str
    element: str
    district: str
    kind: str
    outcome: Outcome | None
    sample: bool
    cases: int
    fines_fen: int
    spared_fen: int


@dataclass(frozen=True, slots=True)
class TimedCell:
    """Decided cases of a district whose days from the day found fall into one class (`most` days, None above all)."""

    district: str
    most: int | None
    cases: int


@dataclass(frozen=True, slots=True)
class LongCase:
    """A case whose decision came after the plain period: what must be looked at to say whether it was late."""

    case_id: str
    district: str
    filed_on: date
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


def case_cells(reader: Reader, days: Days, by: str = "found_on", **equals: str) -> list[CaseCell]:
    """Cases by month, element, district, kind, outcome. `by` is `found_on` or `decided_on`, the day that places a case.

    `equals` narrows by fields of the case (element, district, campaign …); empty values narrow nothing.
    """
    case = table_of(Case)
    month = sa.func.substr(sa.cast(case.c[by], sa.Text), 1, 7)
    groups = (month, case.c.element, case.c.district, case.c.inspection_kind, case.c.outcome, case.c.sample)
    chosen = (
        sa.select(
            *groups,
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(case.c.amount_fen), 0),
            sa.func.coalesce(sa.func.sum(case.c.reduced_fen), 0),
        )
        .where(case.c[by].between(days.start, days.end), *_narrowed(case, equals))
        .group_by(*groups)
    )
    # A few hundred groups are sorted faster here than by a second pass in the database.
    found = [CaseCell(*row) for row in reader.connection.execute(chosen).all()]
    return sorted(
        found,
        key=lambda cell: (
            cell.month,
            cell.element,
            cell.district,
            cell.kind,
            cell.outcome or "",
            cell.sample,
        ),
    )


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
            *_narrowed(case, equals),
        )
        .group_by(item)
        .order_by(sa.func.count().desc(), item)
    )
    return {str(key): int(count) for key, count in reader.connection.execute(chosen)}


def decision_times(
    reader: Reader,
    days: Days,
    filed_step: str,
    plain_days: int,
    extension_steps: Iterable[str],
    classes: Iterable[int],
    **equals: str,
) -> tuple[list[TimedCell], list[LongCase]]:
    """Decided cases of the period that were filed, by district and class of days since they were found; and those
    decided more than `plain_days` after their first filing, with what may excuse that."""
    case = table_of(Case)
    decided = _number(case.c.decided_on)
    # Each case's days are reckoned once: named again in a condition, the look-up and the arithmetic would be done again.
    timed = (
        sa.select(
            case.c.district,
            case.c.id,
            (decided - _number(case.c.found_on)).label("taken"),
            (decided - _number(_filed_on(case, filed_step))).label("since_filed"),
        )
        .where(case.c.decided_on.between(days.start, days.end), *_narrowed(case, equals))
        .cte("timed")
        .prefix_with("MATERIALIZED")
    )
    least = sa.case(*((timed.c.taken <= most, most) for most in classes), else_=None)
    long = sa.case((timed.c.since_filed > plain_days, timed.c.id), else_=None)
    groups = (timed.c.district, least, long)
    chosen = sa.select(*groups, sa.func.count()).where(timed.c.since_filed.is_not(None)).group_by(*groups)
    counts: dict[tuple[str, int | None], int] = {}
    keys = []
    for district, most, key, count in reader.connection.execute(chosen).all():
        counts[(district, most)] = counts.get((district, most), 0) + int(count)
        if key is not None:
            keys.append(str(key))
    cells = [TimedCell(*group, count) for group, count in sorted(counts.items(), key=str)]
    return cells, _long_cases(reader, sorted(keys), filed_step, extension_steps)


def _long_cases(
    reader: Reader, keys: list[str], filed_step: str, extension_steps: Iterable[str]
) -> list[LongCase]:
    extensions = set(extension_steps)
    spans: dict[str, tuple[tuple[date, date], ...]] = {}
    for span in reader.find_in(Suspension, "case_id", keys):
        spans[span.case_id] = (*spans.get(span.case_id, ()), (span.starts_on, span.ends_on or span.starts_on))
    case, step = table_of(Case), table_of(CaseStep)
    granted: dict[str, frozenset[str]] = {}
    long = []
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        names = sa.select(step.c.case_id, step.c.step).where(
            step.c.case_id.in_(chunk), step.c.step.in_(extensions)
        )
        for key, name in reader.connection.execute(names):
            granted[key] = granted.get(key, frozenset()) | {name}
        told = sa.select(case.c.id, case.c.district, _filed_on(case, filed_step), case.c.decided_on).where(
            case.c.id.in_(chunk)
        )
        long += [
            LongCase(key, district, filed, decided, spans.get(key, ()), granted.get(key, frozenset()))
            for key, district, filed, decided in reader.connection.execute(told.order_by(case.c.id))
        ]
    return long


def _filed_on(case: sa.Table, filed_step: str) -> sa.ScalarSelect[date]:
    """The day of a case's first filing step."""
    step = table_of(CaseStep)
    first = sa.select(sa.func.min(step.c.day)).where(step.c.case_id == case.c.id, step.c.step == filed_step)
    return first.correlate(case).scalar_subquery()


def complaint_cells(reader: Reader, days: Days, **equals: str) -> list[ComplaintCell]:
    """Complaints by month, kind and district, placed by the day they were received."""
    complaint = table_of(Complaint)
    month = _local_month(complaint.c.received_at)
    groups = (month, complaint.c.kind, complaint.c.district)
    chosen = (
        sa.select(*groups, sa.func.count())
        .where(_within(complaint.c.received_at, days), *_narrowed(complaint, equals))
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
        (_within(complaint.c.received_at, days), *_narrowed(complaint, equals)),
    )


def photo_count(reader: Reader, days: Days) -> int:
    """Photos taken in the period (by their claimed time, else by the day they were taken in) that were not set aside."""
    photo = table_of(Photo)
    when = sa.func.coalesce(photo.c.taken_at, photo.c.created_at, type_=photo.c.taken_at.type)
    chosen = sa.select(sa.func.count()).where(photo.c.void_reason == "", _within(when, days))
    return int(reader.connection.execute(chosen).scalar_one())


def recheck_counts(reader: Reader, days: Days) -> dict[bool | None, int]:
    """Orders to correct rechecked in the period, by whether they were obeyed."""
    order = table_of(Rectification)
    chosen = (
        sa.select(order.c.corrected, sa.func.count())
        .where(order.c.rechecked_on.between(days.start, days.end))
        .group_by(order.c.corrected)
    )
    return {row[0]: int(row[1]) for row in reader.connection.execute(chosen)}


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


def _number(day: sa.ColumnElement[date]) -> sa.ColumnElement[float]:
    """A day as a number, so that days can be subtracted."""
    return sa.func.julianday(sa.cast(day, sa.Text), type_=sa.Float)


def _local_month(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[str]:
    return sa.func.strftime("%Y-%m", sa.cast(column, sa.Text), _UTC_OFFSET, type_=sa.Text)


def _within(column: sa.ColumnElement[datetime], days: Days) -> sa.ColumnElement[bool]:
    """Instants of local days; the end is the first instant that is no longer in them."""
    ends = at_local(days.end + timedelta(days=1), 0, 0)
    return sa.and_(column >= at_local(days.start, 0, 0), column < ends)


def _year_before(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
