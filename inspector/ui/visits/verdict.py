"""The verdict of a noise reading as the page shows it."""

from __future__ import annotations

from typing import Literal

from inspector.domain.times import local
from inspector.law.book import Book
from inspector.law.limits import NoiseAssessment, background_correction, decibels
from inspector.law.schema import Checklist
from inspector.services.noise import STANDARDS, assess_reading
from inspector.services.visits import VisitSheet
from inspector.ui.common.words import tr
from inspector.ui.visits.readings import tenths_text
from inspector.ui.visits.shown import LineState, VerdictState

WINDY_TENTHS = 50
Tone = Literal["", "ok", "bad", "warn"]
_PERIODS = {"夜间": "夜间 23:00–07:00", "中午": "中午 12:00–14:00", "昼间": "昼间 07:00–23:00"}


def is_noise(checklist: Checklist) -> bool:
    """Whether the visit measures noise levels."""
    return checklist.id in STANDARDS


def zones_of(sheet: VisitSheet, book: Book) -> tuple[tuple[str, str], ...]:
    """Acoustic zones to choose from; a construction site has one limit for all."""
    standard = STANDARDS.get(sheet.checklist.id)
    if standard is None or standard == "GB 12523" or sheet.visit.started_at is None:
        return ()
    limits = book.limits_on(standard, local(sheet.visit.started_at).date())
    return tuple(
        (limit.zone, tr("{zone}类区", zone=limit.zone)) for limit in sorted(limits, key=lambda x: x.zone)
    )


def noise_verdict(sheet: VisitSheet, book: Book) -> VerdictState | None:
    """What section 2 shows; None for visits without noise."""
    if not is_noise(sheet.checklist):
        return None
    reading = next(iter(sheet.measurements), None)
    conditions = _conditions(sheet)
    if reading is None or reading.value_milli is None:
        return VerdictState(title=tr("等待读数"), detail=tr("填等效声级后对照限值"), conditions=conditions)
    assessed = assess_reading(sheet, reading, book)
    if assessed is None:
        why = tr("先选声环境功能区") if not reading.zone else tr("法律包里没有这天的限值")
        return VerdictState(tone="warn", title=tr("不能判断"), detail=why, conditions=conditions)
    period = tr(_PERIODS[assessed.period])
    line = LineState("met", tr("限值出自 {name}", name=assessed.limit.name))
    if not assessed.verified and assessed.warnings:
        line = LineState("gap", assessed.warnings[0])
    over, burst = assessed.exceed_milli, assessed.burst_exceed_milli
    if over is None:
        tone: Tone = "warn"
        title, detail = tr("须重测"), tr("与背景相差不足 3 dB，先降低背景")
    else:
        tone = "bad" if over or burst else "ok"
        title = tr("超标 {over} dB", over=decibels(over)) if over else tr("等效声级未超过")
        detail = _detail(assessed, reading.maximum_milli)
    return VerdictState(
        tone=tone,
        title=title,
        detail=detail,
        period=period,
        limit=assessed.limit_milli / 1000,
        value=(reading.value_milli if assessed.corrected_milli is None else assessed.corrected_milli) / 1000,
        conditions=conditions,
        source=line,
        basis=(*assessed.sentences, *assessed.warnings),
    )


def _detail(assessed: NoiseAssessment, maximum_milli: int | None) -> str:
    parts = []
    if assessed.correction_milli and assessed.corrected_milli is not None:
        parts.append(tr("修正后 {value}", value=decibels(assessed.corrected_milli)))
    if maximum_milli is not None and assessed.burst_limit_milli is not None:
        parts.append(
            tr(
                "最大 {value}，限 {limit}",
                value=decibels(maximum_milli),
                limit=decibels(assessed.burst_limit_milli),
            )
        )
        if assessed.burst_exceed_milli:
            parts.append(tr("超 {over}", over=decibels(assessed.burst_exceed_milli)))
    return "，".join(parts)


def _conditions(sheet: VisitSheet) -> LineState:
    """Background difference, instrument, wind: what makes the reading usable, and what is missing for it."""
    reading = next(iter(sheet.measurements), None)
    if reading is None or reading.value_milli is None:
        return LineState()
    parts: list[str] = []
    mark = "met"
    if reading.background_milli is None:
        parts.append(tr("没填背景，不能修正"))
        mark = "gap"
    else:
        difference = decibels(reading.value_milli - reading.background_milli)
        correction = background_correction(reading.value_milli, reading.background_milli)
        if correction == 0:
            parts.append(tr("差 {diff} 大于 10，不修正", diff=difference))
        elif correction is None:
            parts.append(tr("差 {diff} 不足 3，须重测", diff=difference))
            mark = "bad"
        else:
            parts.append(tr("差 {diff}，修正 {by}", diff=difference, by=decibels(correction)))
    day = local(sheet.visit.started_at).date() if sheet.visit.started_at else None
    if not reading.instrument:
        parts.append(tr("没填仪器"))
        mark = "gap"
    elif reading.calibrated_until is None or day is None:
        parts.append(tr("{name} 检定未填", name=f"{reading.instrument} {reading.instrument_number}".strip()))
        mark = "gap"
    elif reading.calibrated_until < day:
        parts.append(
            tr("{name} 检定已过期", name=f"{reading.instrument} {reading.instrument_number}".strip())
        )
        mark = "bad"
    else:
        parts.append(tr("{name} 检定有效", name=f"{reading.instrument} {reading.instrument_number}".strip()))
    wind = sheet.visit.wind_speed_tenths
    if wind is not None:
        parts.append(tr("风 {wind} m/s", wind=tenths_text(wind)))
        mark = "bad" if wind >= WINDY_TENTHS else mark
    return LineState("bad" if mark == "bad" else "gap" if mark == "gap" else "met", " · ".join(parts))
