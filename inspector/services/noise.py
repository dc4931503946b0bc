"""A noise reading of a visit held against its limit, through the law's own rule; words for screen and record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inspector.domain.records import Measurement
from inspector.domain.times import local
from inspector.law.book import Book
from inspector.law.schema import Limit
from inspector.services.visits import VisitSheet

STANDARDS = {"noise_construction": "GB 12523", "noise_industrial": "GB 12348", "noise_social": "GB 22337"}


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the rule says of a reading. Levels in dB(A); `over_*` is None when not exceeded."""

    limit: Limit
    period: str
    limit_db: Decimal
    value_db: Decimal
    over_db: Decimal | None
    maximum_limit_db: Decimal | None
    maximum_over_db: Decimal | None
    correction: str
    difference_db: Decimal | None

    def sentence(self) -> str:
        """`，超过夜间限值8.8分贝`."""
        word = self.period[:2]
        text = (
            f"，超过{word}限值{self.over_db}分贝"
            if self.over_db is not None
            else f"，未超过{word}限值{self.limit_db}分贝"
        )
        if self.maximum_over_db is not None:
            text += f"，最大声级超过限值{self.maximum_over_db}分贝"
        return text


def level_words(milli: int) -> str:
    """63800 → `63.8`."""
    return f"{Decimal(milli) / 1000:.1f}"


def assess_reading(sheet: VisitSheet, reading: Measurement, book: Book) -> Assessed | None:
    """The reading against the limit of its zone and period; None while value, time or zone is not known."""
    standard = STANDARDS.get(sheet.checklist.id)
    moment = reading.measured_at or sheet.visit.started_at
    if standard is None or reading.value_milli is None or moment is None:
        return None
    here = local(moment)
    zone = "site" if standard == "GB 12523" else reading.zone
    limit = next((each for each in book.limits_on(standard, here.date()) if each.zone == zone), None)
    if limit is None:
        return None
    night = here.hour >= 23 or here.hour < 7
    limit_db = limit.night_db if night else limit.day_db
    value = Decimal(reading.value_milli) / 1000
    maximum_limit = (
        limit.night_db + limit.night_burst_db if night and limit.night_burst_db is not None else None
    )
    maximum_over = None
    if maximum_limit is not None and reading.maximum_milli is not None:
        maximum_over = max(Decimal(reading.maximum_milli) / 1000 - maximum_limit, Decimal(0)) or None
    difference = (
        Decimal(reading.value_milli - reading.background_milli) / 1000 if reading.background_milli else None
    )
    return Assessed(
        limit=limit,
        period="夜间 23:00–07:00" if night else "昼间 07:00–23:00",
        limit_db=limit_db,
        value_db=value,
        over_db=value - limit_db if value > limit_db else None,
        maximum_limit_db=maximum_limit,
        maximum_over_db=maximum_over,
        correction="" if difference is None else "不修正" if difference > 10 else "须修正",
        difference_db=difference,
    )
