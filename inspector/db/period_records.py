"""Records of a period that a figure of the statistics counts: photos, rechecks, pairs of photos, decided cases.

Each has one question, asked for its number and for its ids alike, so that a figure and its rows cannot differ.
`equals` narrows by fields of the case (element, district, campaign); a photo without a case goes by the district of its visit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from inspector.db.rows import table_of
from inspector.db.store import Reader
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.kinds import LENIENT
from inspector.domain.records import Case, CaseStep, Decision, Photo, Rectification, Visit
from inspector.domain.times import span_of_days

RESULTS: dict[str, bool | None] = {"corrected": True, "not_corrected": False, "unknown": None}
Chosen: TypeAlias = "sa.Select[Any]"


def photos(start: date, end: date, equals: Mapping[str, str]) -> Chosen:
    """Ids of photos not set aside, by the time they claim, else the time they were taken in; the newest first."""
    photo, case, visit = table_of(Photo), table_of(Case), table_of(Visit)
    when = sa.func.coalesce(photo.c.taken_at, photo.c.created_at, type_=photo.c.taken_at.type)
    chosen = sa.select(photo.c.id).where(photo.c.void_reason == "", within(when, start, end))
    if equals:
        owned = photo.outerjoin(case, photo.c.case_id == case.c.id)
        chosen = chosen.select_from(owned.outerjoin(visit, photo.c.visit_id == visit.c.id))
        district = sa.func.coalesce(case.c.district, visit.c.district)
        for name, value in equals.items():
            chosen = chosen.where((district if name == "district" else case.c[name]) == value)
    return chosen.order_by(when.desc(), photo.c.id)


def rechecks(start: date, end: date, equals: Mapping[str, str], result: str = "") -> Chosen:
    """Ids of orders to correct that were rechecked; `result` is one of `RESULTS`, empty for all."""
    order = table_of(Rectification)
    chosen = sa.select(order.c.id).where(order.c.rechecked_on.between(start, end), *_of_case(order, equals))
    if result:
        chosen = chosen.where(order.c.corrected.is_(RESULTS[result]))
    return chosen.order_by(order.c.rechecked_on.desc(), order.c.id)


def photo_pairs(start: date, end: date, equals: Mapping[str, str]) -> Chosen:
    """Ids of the photos after a correction that have one before it in their pair, of orders rechecked in the period.

    A pair of which either photo was set aside shows nothing and is none.
    """
    order, before, after = table_of(Rectification), table_of(RecheckPhoto), table_of(RecheckPhoto).alias()
    photo = table_of(Photo)
    # Asked as what is left out: the photos set aside are few and found in the index, those that stand are looked up one by one.
    aside = sa.select(photo.c.id).where(photo.c.void_reason > "")
    paired = sa.exists().where(
        before.c.rectification_id == after.c.rectification_id,
        before.c.ordinal == after.c.ordinal,
        before.c.moment == "before",
        before.c.photo_id.not_in(aside),
    )
    return (
        sa.select(after.c.id)
        .join(order, order.c.id == after.c.rectification_id)
        .where(
            after.c.moment == "after",
            after.c.photo_id.not_in(aside),
            order.c.rechecked_on.between(start, end),
            paired,
            *_of_case(order, equals),
        )
        .order_by(order.c.rechecked_on.desc(), order.c.id, after.c.ordinal)
    )


def lenient_cases(start: date, end: date, equals: Mapping[str, str], item_id: str) -> Chosen:
    """Ids of cases with a lenient decision in force that rests on this item of a list or ground (empty: on none)."""
    case, decision = table_of(Case), table_of(Decision)
    return (
        _decided(start, end, equals)
        .join(decision, decision.c.case_id == case.c.id)
        .where(
            case.c.outcome.in_(LENIENT),
            decision.c.superseded_by.is_(None),
            sa.func.coalesce(decision.c.item_id, "") == item_id,
        )
    )


def cases_taking(
    start: date, end: date, equals: Mapping[str, str], filed_step: str, least: int, most: int | None
) -> Chosen:
    """Ids of filed cases that took so many days from the day found to the decision, both ends included.

    The class from 0 days on has no lower end: a decision that bears a day before the finding is counted there, and listed.
    """
    case, step = table_of(Case), table_of(CaseStep)
    days = [sa.func.julianday(sa.type_coerce(case.c[name], sa.Text)) for name in ("decided_on", "found_on")]
    taken: sa.ColumnElement[float] = days[0] - days[1]
    chosen = _decided(start, end, equals).where(
        sa.exists().where(step.c.case_id == case.c.id, step.c.step == filed_step),
        *([taken >= least] if least else []),
    )
    return chosen if most is None else chosen.where(taken <= most)


def measure_cases(start: date, end: date, equals: Mapping[str, str], step_id: str) -> Chosen:
    """Ids of cases in which this measure (配套办法) was taken on a day of the period; a case once, however often."""
    case, step = table_of(Case), table_of(CaseStep)
    taken = sa.select(step.c.case_id).where(step.c.step == step_id, step.c.day.between(start, end))
    narrowed = (case.c[name] == value for name, value in equals.items())
    chosen = sa.select(case.c.id).where(case.c.id.in_(taken), *narrowed)
    return chosen.order_by(case.c.found_on.desc(), case.c.id)


def ids_of(reader: Reader, chosen: Chosen) -> list[str]:
    """The ids, in order."""
    return [str(key) for key in reader.connection.scalars(chosen)]


def counts_of(reader: Reader, questions: Sequence[Chosen]) -> list[int]:
    """How many each question finds, in one round to the store."""
    counted = [
        sa.select(sa.func.count()).select_from(chosen.order_by(None).subquery()).scalar_subquery()
        for chosen in questions
    ]
    return [int(count) for count in reader.connection.execute(sa.select(*counted)).one()]


def _decided(start: date, end: date, equals: Mapping[str, str]) -> Chosen:
    case = table_of(Case)
    narrowed = (case.c[name] == value for name, value in equals.items())
    chosen = sa.select(case.c.id).where(case.c.decided_on.between(start, end), *narrowed)
    return chosen.order_by(case.c.decided_on.desc(), case.c.id)


def _of_case(order: sa.Table, equals: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    if not equals:
        return []
    case = table_of(Case)
    narrowed = (case.c[name] == value for name, value in equals.items())
    # Asked of each order of the period: a list of all cases of an element would be read from the whole table.
    return [sa.exists().where(case.c.id == order.c.case_id, *narrowed)]


def within(column: sa.ColumnElement[datetime], start: date, end: date) -> sa.ColumnElement[bool]:
    """Instants of local days, both included."""
    return column.between(*span_of_days(start, end))
