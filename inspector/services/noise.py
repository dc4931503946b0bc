"""The noise reading of a visit held against its limit by the law's rule, with the record's own sentence."""

from __future__ import annotations

from inspector.domain.errors import NotFoundError
from inspector.domain.records import Measurement
from inspector.law.book import Book
from inspector.law.limits import NoiseAssessment, assess_noise, decibels
from inspector.services.visits import VisitSheet

CONSTRUCTION = "noise_construction"
STANDARDS = {CONSTRUCTION: "GB 12523", "noise_industrial": "GB 12348", "noise_social": "GB 22337"}
EXCEEDED = {
    CONSTRUCTION: "noise.construction_exceed",
    "noise_industrial": "noise.industrial_exceed",
    "noise_social": "noise.social_exceed",
}
SITE_ZONE = "site"


def assess_reading(sheet: VisitSheet, reading: Measurement, book: Book) -> NoiseAssessment | None:
    """The reading against the limit of its zone and time; None while value, time or zone is not known."""
    standard = STANDARDS.get(sheet.checklist.id)
    moment = reading.measured_at or sheet.visit.started_at
    if standard is None or reading.value_milli is None or moment is None:
        return None
    construction = sheet.checklist.id == CONSTRUCTION
    try:
        return assess_noise(
            book,
            standard=standard,
            zone=SITE_ZONE if construction else reading.zone,
            measured_at=moment,
            leq_milli=reading.value_milli,
            maximum_milli=reading.maximum_milli,
            background_milli=reading.background_milli,
            construction=construction,
        )
    except NotFoundError:
        return None


def exceeded_violation(sheet: VisitSheet, book: Book) -> str:
    """The act that an exceeded limit points at; empty when nothing is exceeded."""
    for reading in sheet.measurements:
        assessed = assess_reading(sheet, reading, book)
        if assessed is not None and (assessed.exceed_milli or assessed.burst_exceed_milli):
            return EXCEEDED[sheet.checklist.id]
    return ""


def reading_sentence(assessed: NoiseAssessment | None) -> str:
    """What follows the measured value in the findings: `，超过夜间限值55分贝8.8分贝`; empty when nothing can be said."""
    if assessed is None:
        return ""
    if assessed.corrected_milli is None:
        return "，与背景值相差不足3分贝，未评价"
    word = "夜间" if assessed.period == "夜间" else "昼间"
    text = ""
    if assessed.correction_milli:
        text = f"，经背景修正为{decibels(assessed.corrected_milli)}分贝"
    if assessed.exceed_milli:
        text += (
            f"，超过{word}限值{_whole(assessed.limit_milli)}分贝，超标{decibels(assessed.exceed_milli)}分贝"
        )
    else:
        text += f"，未超过{word}限值{_whole(assessed.limit_milli)}分贝"
    if assessed.burst_exceed_milli and assessed.burst_limit_milli is not None:
        text += (
            f"；夜间最大声级超过{_whole(assessed.burst_limit_milli)}分贝"
            f"，超{decibels(assessed.burst_exceed_milli)}分贝"
        )
    return text


def _whole(milli: int) -> str:
    """A limit as the standard writes it: 55, not 55.0."""
    return decibels(milli).removesuffix(".0")
