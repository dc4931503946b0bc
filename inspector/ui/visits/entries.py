"""What an entry changes in a sheet: pure functions from a sheet and an entry to the new sheet and what to store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inspector.domain.kinds import Answer
from inspector.domain.records import Measurement, VisitAnswer
from inspector.domain.times import parse_last_day
from inspector.services.visits import VisitSheet
from inspector.ui.common.words import tr
from inspector.ui.visits.readings import parse_milli, parse_tenths

FIRST = 1
STRONGEST_WIND_TENTHS = 500
SITE_FIELDS = (
    "site_id", "party_name", "party_code", "party_representative", "party_address", "place", "district",
    "lat_e6", "lon_e6", "datum",
)  # fmt: skip


def with_reading(
    sheet: VisitSheet,
    fields: dict[str, object],
    defaults: dict[str, object],
    now: datetime,
    ordinal: int = FIRST,
) -> tuple[VisitSheet, dict[str, object]]:
    """The sheet with these fields of one reading, and the fields to store; a new reading starts from `defaults`."""
    known = {reading.ordinal: reading for reading in sheet.measurements}
    stored = dict(fields)
    if ordinal not in known:
        stored = {**defaults, **stored}
        known[ordinal] = Measurement(visit_id=sheet.visit.id, ordinal=ordinal, **defaults)  # type: ignore[arg-type]
    if known[ordinal].measured_at is None:
        stored.setdefault("measured_at", now.replace(microsecond=0))
    known[ordinal] = replace(known[ordinal], **stored)  # type: ignore[arg-type]
    return replace(sheet, measurements=tuple(known[key] for key in sorted(known))), stored


def with_answer(sheet: VisitSheet, item_id: str, answer: Answer, note: str) -> VisitSheet:
    """The sheet with this answer."""
    stored = VisitAnswer(visit_id=sheet.visit.id, item_id=item_id, answer=answer, note=note)
    return replace(sheet, answers={**sheet.answers, item_id: stored})


def note_of(sheet: VisitSheet, item_id: str) -> str:
    """The note of an item, empty when it has none."""
    kept = sheet.answers.get(item_id)
    return kept.note if kept else ""


def parse_condition(field: str, text: str) -> tuple[bool, str, object]:
    """(belongs to the visit, field of the record, value) of a condition of measurement. Raises InvalidValueError."""
    if field == "weather":
        return True, "weather", text.strip()
    if field == "wind":
        return True, "wind_speed_tenths", parse_tenths(text, tr("风速"), STRONGEST_WIND_TENTHS)
    if field == "calibrated_until":
        return False, field, parse_last_day(text, tr("检定有效至")) if text.strip() else None
    return False, field, text.strip()


def parse_sample(field: str, text: str) -> object:
    """The value of a field of a free reading. Raises InvalidValueError."""
    if field == "value_milli":
        return parse_milli(text)
    if field == "calibrated_until":
        return parse_last_day(text, tr("检定有效至")) if text.strip() else None
    return text.strip()
