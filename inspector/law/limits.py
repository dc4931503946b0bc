"""Noise readings (噪声测量值) held against their limit: period, background correction, night maximum, each step in words.

Levels are integers in thousandths of dB(A). Nothing here decides a violation: sentences and warnings are shown to the officer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from inspector.domain.errors import InvalidValueError, NotFoundError
from inspector.domain.times import local
from inspector.law.book import Book
from inspector.law.schema import Limit

Period = Literal["昼间", "夜间", "中午"]
_CORRECTIONS = {3: 3000, 4: 2000, 5: 2000, 6: 1000, 7: 1000, 8: 1000, 9: 1000, 10: 1000}


@dataclass(frozen=True, slots=True)
class NoiseAssessment:
    """A reading against its limit. `corrected_milli` None means: measure again. `exceed_milli` 0 means not exceeded.

    `correction_milli` is zero or negative. `burst_*` stay None by day, without a maximum, or without a rule for it.
    `verified` is False when any figure used was not read in the official text; `warnings` say which.
    """

    limit: Limit
    period: Period
    limit_milli: int
    corrected_milli: int | None
    correction_milli: int
    exceed_milli: int | None
    burst_limit_milli: int | None
    burst_exceed_milli: int | None
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    verified: bool


def period_of(measured_at: datetime, *, construction: bool) -> Period:
    """Shenzhen night 23:00–07:00; for construction also noon 12:00–14:00 (起点含，止点不含). Code 572 paragraph 3."""
    hour = local(measured_at).hour
    if hour >= 23 or hour < 7:
        return "夜间"
    return "中午" if construction and 12 <= hour < 14 else "昼间"


def background_correction(leq_milli: int, background_milli: int) -> int | None:
    """Correction in thousandths of dB: 0 above 10 dB apart, −1 at 6–10, −2 at 4–5, −3 at 3; None below 3 (measure again).

    The difference is rounded to whole dB (half to even, GB/T 8170) between 3 and 10. Not checked against HJ 706.
    """
    difference = leq_milli - background_milli
    if difference > 10_000:
        return 0
    if difference < 3_000:
        return None
    return -_CORRECTIONS[round(Decimal(difference) / 1000)]


def decibels(milli: int) -> str:
    """63800 → `63.8`; a third digit is shown only when it is there."""
    value = Decimal(milli) / 1000
    return f"{value:.1f}" if milli % 100 == 0 else f"{value.normalize():f}"


def assess_noise(
    book: Book,
    *,
    standard: str,
    zone: str,
    measured_at: datetime,
    leq_milli: int,
    maximum_milli: int | None = None,
    background_milli: int | None = None,
    construction: bool,
    frequent: bool = False,
) -> NoiseAssessment:
    """A reading against the limit in force on its day. `frequent`: the night maximum comes from frequent bursts (频发).

    Raises NotFoundError when the standard has no limit for the zone on that day, InvalidValueError for a negative
    level, ValueError for a naive instant.
    """
    for name, level in (("测量值", leq_milli), ("最大声级", maximum_milli), ("背景值", background_milli)):
        if level is not None and level < 0:
            raise InvalidValueError(name, decibels(level), "不小于 0 的分贝数")
    day = local(measured_at).date()
    limit = next((one for one in book.limits_on(standard, day) if one.zone == zone), None)
    if limit is None:
        raise NotFoundError("噪声限值", f"{standard} {zone}（{day}）")
    period = period_of(measured_at, construction=construction)
    limit_milli = _milli(limit.night_db if period == "夜间" else limit.day_db)
    correction = None if background_milli is None else background_correction(leq_milli, background_milli)
    again = background_milli is not None and correction is None
    corrected = None if again else leq_milli + (correction or 0)
    exceed = None if corrected is None else max(corrected - limit_milli, 0)
    burst_limit = _burst_limit(limit, frequent) if period == "夜间" and maximum_milli is not None else None
    burst_exceed = (
        None if burst_limit is None or maximum_milli is None else max(maximum_milli - burst_limit, 0)
    )
    sentences = [
        _period_words(period),
        *_correction_words(leq_milli, background_milli, correction),
        *_limit_words(period, limit, limit_milli, corrected, exceed),
        *_burst_words(maximum_milli, burst_limit, burst_exceed),
    ]
    warnings = _warnings(limit, measured_at, period, exceed)
    warnings += _correction_warnings(background_milli, correction)
    if period == "夜间" and maximum_milli is not None and burst_limit is None:
        warnings.append(f"{limit.standard}在法律包里没有夜间最大声级规定，最大声级未评价。")
    verified = limit.source.verification == "verified" and (background_milli is None or correction == 0)
    return NoiseAssessment(
        limit=limit,
        period=period,
        limit_milli=limit_milli,
        corrected_milli=corrected,
        correction_milli=correction or 0,
        exceed_milli=exceed,
        burst_limit_milli=burst_limit,
        burst_exceed_milli=burst_exceed,
        sentences=tuple(sentences),
        warnings=tuple(warnings),
        verified=verified,
    )


def _milli(level: Decimal) -> int:
    return int(level * 1000)


def _burst_limit(limit: Limit, frequent: bool) -> int | None:
    over = limit.night_frequent_db if frequent else limit.night_burst_db
    return None if over is None else _milli(limit.night_db + over)


def _period_words(period: Period) -> str:
    return {
        "夜间": "测量时间在夜间（深圳23:00至次日7:00）。",
        "中午": "测量时间在中午（深圳12:00至14:00，建成区内禁止产生噪声的施工），按昼间限值评价。",
        "昼间": "测量时间在昼间（深圳7:00至23:00）。",
    }[period]


def _correction_words(leq: int, background: int | None, correction: int | None) -> list[str]:
    if background is None:
        return []
    apart = f"测量值{decibels(leq)}分贝与背景值{decibels(background)}分贝相差{decibels(leq - background)}分贝"
    if correction is None:
        return [f"{apart}，不足3分贝，应降低背景噪声后重新测量。"]
    if correction == 0:
        return [f"{apart}，大于10分贝，不修正。"]
    return [f"{apart}，修正{decibels(correction)}分贝，修正后{decibels(leq + correction)}分贝。"]


def _correction_warnings(background: int | None, correction: int | None) -> list[str]:
    if background is None:
        return ["没有背景值，未作背景修正。"]
    return [] if correction == 0 else ["背景修正值按3至10分贝分档，档位未与标准正文核对，引用前请核对。"]


def _limit_words(
    period: Period, limit: Limit, limit_milli: int, corrected: int | None, exceed: int | None
) -> list[str]:
    if corrected is None or exceed is None:
        return []
    word = "夜间" if period == "夜间" else "昼间"
    held = f"{decibels(corrected)}分贝，{limit.name}{word}限值{decibels(limit_milli)}分贝"
    return [f"{held}，{f'超过{decibels(exceed)}分贝' if exceed else '未超过'}。"]


def _burst_words(maximum: int | None, burst_limit: int | None, burst_exceed: int | None) -> list[str]:
    if maximum is None or burst_limit is None:
        return []
    held = f"夜间最大声级{decibels(maximum)}分贝，最高允许{decibels(burst_limit)}分贝"
    return [f"{held}，{f'超过{decibels(burst_exceed)}分贝' if burst_exceed else '未超过'}。"]


def _warnings(limit: Limit, measured_at: datetime, period: Period, exceed: int | None) -> list[str]:
    found = []
    if limit.source.verification == "unverified":
        found.append(f"{limit.name}：{limit.source.note or '限值未核实，引用前核对正文。'}")
    hour = local(measured_at).hour
    if hour in (6, 22):
        found.append(
            f"国家夜间为22:00至6:00，深圳为23:00至7:00，本次按{period}评价；"
            "设区的市可依法典第572条另定夜间时段，请核对深圳现行规定。"
        )
    if exceed is not None and 0 < exceed < 1_000:
        found.append("超出不足1分贝；结果须否先修约到整数未核实，引用前核对标准正文。")
    return found
