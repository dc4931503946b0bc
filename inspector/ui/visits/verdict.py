"""The verdict of a noise reading as the page shows it."""

from __future__ import annotations

from inspector.domain.times import local
from inspector.law.book import Book
from inspector.law.schema import Checklist
from inspector.services.noise import STANDARDS, assess_reading
from inspector.services.visits import VisitSheet
from inspector.ui.common.words import tr
from inspector.ui.visits.readings import tenths_text
from inspector.ui.visits.shown import LineState, VerdictState

WINDY_TENTHS = 50


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
        return VerdictState(
            tone="warn", title=tr("不能判断"), detail=tr("先选声环境功能区"), conditions=conditions
        )
    over = assessed.over_db is not None or assessed.maximum_over_db is not None
    title = tr("超标 {over} dB", over=assessed.over_db) if assessed.over_db is not None else tr("未超过限值")
    detail = ""
    if reading.maximum_milli is not None and assessed.maximum_limit_db is not None:
        detail = tr(
            "最大 {value:g}，限 {limit}", value=reading.maximum_milli / 1000, limit=assessed.maximum_limit_db
        )
        detail += (
            tr("，超 {over}", over=assessed.maximum_over_db) if assessed.maximum_over_db is not None else ""
        )
    source = assessed.limit.source
    line = LineState("met", tr("限值出自 {name}", name=assessed.limit.name))
    if source.verification != "verified":
        line = LineState("gap", source.note or tr("{name} 文本未核实", name=assessed.limit.name))
    return VerdictState(
        tone="bad" if over else "ok",
        title=title,
        detail=detail,
        period=assessed.period,
        limit=float(assessed.limit_db),
        value=float(assessed.value_db),
        conditions=conditions,
        source=line,
        basis=(assessed.limit.name, source.document, source.article, source.note),
    )


def _conditions(sheet: VisitSheet) -> LineState:
    """Background difference, instrument, wind: what makes the reading usable, and what is missing for it."""
    reading = next(iter(sheet.measurements), None)
    if reading is None or reading.value_milli is None:
        return LineState()
    parts, mark = [], "met"
    if reading.background_milli is None:
        parts.append(tr("没填背景，不能修正"))
        mark = "gap"
    else:
        difference = (reading.value_milli - reading.background_milli) / 1000
        if difference > 10:
            parts.append(tr("差 {diff:g} 大于 10，不修正", diff=difference))
        else:
            parts.append(tr("差 {diff:g}，须修正或重测", diff=difference))
            mark = "gap"
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
