"""A period's figures in words, each with the record that opens its rows. No Qt."""

from __future__ import annotations

from decimal import Decimal

from inspector.casework.counting import MEASURES
from inspector.domain.kinds import LENIENT
from inspector.domain.money import FEN_PER_WAN, wan_text
from inspector.domain.times import day_letter
from inspector.law.book import Book
from inspector.services.figure_rows import (
    BASIS,
    COMPLAINTS,
    MEASURE,
    PAIRS,
    PHOTOS,
    RECHECKS,
    TAKEN,
    RecordQuestion,
)
from inspector.services.statistics import SPREAD, Change, Statistics, UnitRow, percent, share_text
from inspector.ui.common.month_chart import MonthValue
from inspector.ui.common.words import tr
from inspector.ui.statistics.point_map import MapPoint
from inspector.ui.statistics.questions import records_record, rows_record
from inspector.ui.statistics.unit_table import UnitLine
from inspector.ui.statistics.view import SUB, BarShown, Shown, TileShown

RULES = (
    "案件按发现日计入期间，决定和金额按决定日；并处几种处罚的只计一次；"
    "期限内办结按立案日起九十日加经批准的延长、扣除登记的扣除日计。"
)
_SERIES = "噪声"
_MOST_BARS = 8


def _tiles(told: Statistics) -> tuple[TileShown, ...]:
    """The figures of the page's head."""
    wanted = told.wanted
    late = (
        rows_record(tr("逾期作出的决定"), wanted.rows("decided_on", id=told.late_ids))
        if told.late_ids
        else ""
    )
    share = told.in_time_share
    return (
        TileShown(
            f"{told.cases.now:,}", tr("宗"), _against(told.cases), rows_record(tr("案件"), wanted.rows())
        ),
        TileShown(
            f"{told.decided.now:,}", tr("宗"),
            tr("罚款 {n} 万元", n=wan_text(told.fines_fen.now)),
            rows_record(tr("已决定"), wanted.rows("decided_on")),
        ),
        TileShown(
            f"{told.lenient.now:,}", tr("宗"), _against(told.lenient),
            rows_record(tr("不予和减轻处罚"), wanted.rows("decided_on", outcome=LENIENT)),
        ),
        TileShown(
            wan_text(told.spared_fen.now), tr("万元"), _against(told.spared_fen),
            rows_record(tr("减免"), wanted.rows("decided_on", outcome=LENIENT)),
        ),
        TileShown(
            percent(share, 1) if share is not None else "—", "%" if share is not None else "",
            tr("逾期 {n} 宗", n=told.late), late,
        ),
    )  # fmt: skip


def shown_of(told: Statistics, book: Book) -> Shown:
    """A period's figures as the page shows them."""
    wanted = told.wanted
    return Shown(
        tiles=_tiles(told),
        evidence=_evidence(told),
        months=_month_values(told),
        month_records={
            bar.month: rows_record(_month_word(bar.month), wanted.rows(month=bar.month))
            for bar in told.months
            if bar.total
        },
        series=(tr(_SERIES), tr("其他")),
        bars={
            "elements": _elements(told),
            "bases": _bases(told, book),
            "times": _times(told),
            "measures": _measures(told),
        },
        bar_notes={
            "elements": tr("合计 {n} 宗", n=f"{told.cases.now:,}"),
            "bases": tr("合计 {n} 宗", n=f"{told.lenient.now:,}"),
            "times": tr("按日历日，不扣除"),
            "measures": tr("按措施作出之日"),
        },
        units=tuple(_unit_line(unit, told) for unit in told.units),
        unit_note=tr("合计 {n} · 对账差 {diff}", n=f"{told.cases.now:,}", diff=told.reconcile),
        complaints=_complaint_bars(told),
        points=tuple(MapPoint(s.position.lat_e6, s.position.lon_e6, s.count) for s in told.hot_spots),
        complaint_note=tr("全部信访：信访不分要素") if told.all_complaints else tr("与上年同期比"),
        points_note=_points_note(told),
        sub=tr(SUB) if told.running_until is None else tr("期间还没有结束：统计到今天，上年同期也到同月同日"),
        rules=_rules(told),
        sample=told.samples > 0,
        empty=not (
            told.cases.now
            or told.decided.now
            or told.complaints
            or told.photos
            or any(told.rechecks.values())
        ),
    )


def _points_note(told: Statistics) -> str:
    said = [tr("全部信访：信访不分要素")] if told.all_complaints else []
    if told.unplaced:
        said.append(tr("没有坐标或坐标系不明的 {n} 件没有画出", n=told.unplaced))
    return "；".join(said)


def _rules(told: Statistics) -> str:
    if told.running_until is None:
        return tr(RULES)
    day = day_letter(told.running_until)
    return tr(RULES) + tr("期间还没有结束：各数统计到{day}，上年同期也到同月同日。", day=day)


def _evidence(told: Statistics) -> tuple[TileShown, ...]:
    """Photos, rechecks, those not obeyed, and pairs of photos; a figure of zero opens nothing."""
    wanted, rechecks = told.wanted, told.rechecks
    every = sum(rechecks.values())
    unknown = rechecks.get(None, 0)
    said = tr("已改正 {n} 件", n=f"{rechecks.get(True, 0):,}")
    return (
        _record_tile(told.photos, tr("张"), tr("现场和案件照片"), tr("照片"), wanted.records(PHOTOS)),
        _record_tile(
            every,
            tr("件"),
            said + (tr("，未写结果 {n} 件", n=unknown) if unknown else ""),
            tr("复查"),
            wanted.records(RECHECKS),
        ),
        _record_tile(
            rechecks.get(False, 0),
            tr("件"),
            tr("占复查 {share}", share=share_text(rechecks.get(False, 0), every))
            if every
            else tr("没有复查"),
            tr("复查未改正"),
            wanted.records(RECHECKS, result="not_corrected"),
        ),
        _record_tile(
            told.pairs, tr("对"), tr("复查的整改，前后都有照片"), tr("整改前后对照"), wanted.records(PAIRS)
        ),
    )


def _record_tile(count: int, unit: str, note: str, title: str, wanted: RecordQuestion) -> TileShown:
    return TileShown(f"{count:,}", unit, note, records_record(title, wanted) if count else "")


def _against(change: Change) -> str:
    return tr("比上年同期{words}", words=change.words()) if change.then else tr("上年同期没有")


def _month_word(month: str) -> str:
    year, number = month.split("-")
    return tr("{y} 年 {m} 月案件", y=year, m=int(number))


def _month_values(told: Statistics) -> tuple[MonthValue, ...]:
    known = any(bar.year_before for bar in told.months)
    return tuple(
        MonthValue(
            bar.month,
            tr("{m}月", m=int(bar.month[5:])),
            bar.by_element.get(_SERIES, 0),
            bar.total - bar.by_element.get(_SERIES, 0),
            bar.year_before if known else None,
        )
        for bar in told.months
    )


def _elements(told: Statistics) -> tuple[BarShown, ...]:
    most = max(told.by_element.values(), default=1)
    return tuple(
        BarShown(
            name or tr("未定"),
            f"{count:,}",
            count / most,
            share_text(count, told.cases.now),
            rows_record(tr("要素：{name}", name=name), told.wanted.rows(element=name)),
        )
        for name, count in told.by_element.items()
    )


def _bases(told: Statistics, book: Book) -> tuple[BarShown, ...]:
    most = max(told.lenient_by_basis.values(), default=1)
    names = {key: item.name for key, item in book.lenient_items.items()}
    return tuple(
        BarShown(
            _named(names, key),
            f"{count:,}",
            count / most,
            "",
            records_record(_named(names, key), told.wanted.records(BASIS, item_id=key)),
        )
        for key, count in list(told.lenient_by_basis.items())[:_MOST_BARS]
    )


def _times(told: Statistics) -> tuple[BarShown, ...]:
    most = max(told.days_to_decide.values(), default=0)
    if not most:
        return ()
    bars = []
    least = 0
    for last, name in SPREAD:
        count = told.days_to_decide[name]
        title = tr("从发现到决定 {days}", days=name)
        wanted = told.wanted.records(TAKEN, least=str(least), most=str(last or ""))
        record = records_record(title, wanted) if count else ""
        bars.append(BarShown(name, f"{count:,}", count / most, "", record))
        least = (last or 0) + 1
    return tuple(bars)


def _named(names: dict[str, str], key: str) -> str:
    return names.get(key, key) if key else tr("未记依据")


def _measures(told: Statistics) -> tuple[BarShown, ...]:
    """The measures beside the penalty, each kind apart; without any the card says so."""
    most = max(told.measures.values(), default=0)
    return tuple(
        BarShown(
            MEASURES[step],
            f"{count:,}",
            count / most,
            "",
            records_record(MEASURES[step], told.wanted.records(MEASURE, step=step)) if count else "",
        )
        for step, count in told.measures.items()
        if most
    )


def _complaint_bars(told: Statistics) -> tuple[BarShown, ...]:
    most = max((row.change.now for row in told.complaints), default=0) or 1
    return tuple(
        BarShown(
            row.kind or tr("未分类"),
            f"{row.change.now:,}",
            row.change.now / most,
            row.change.words(),
            records_record(
                tr("信访：{kind}", kind=row.kind or tr("未分类")),
                told.wanted.records(COMPLAINTS, kind=row.kind),
            )
            if row.change.now
            else "",
        )
        for row in told.complaints[:_MOST_BARS]
    )


def _unit_line(unit: UnitRow, told: Statistics) -> UnitLine:
    wanted, name = told.wanted, unit.district or tr("未填区")
    known = unit.in_time + unit.late
    of_unit = {"district": unit.district}
    return UnitLine(
        (
            name,
            f"{unit.cases:,}",
            share_text(unit.cases, told.cases.now),
            f"{unit.lenient:,}",
            f"{Decimal(unit.spared_fen) / FEN_PER_WAN:,.2f}",
            share_text(unit.in_time, known) or "—",
            f"{unit.late:,}",
        ),
        (
            "",
            rows_record(name, wanted.rows(**of_unit)) if unit.cases else "",
            "",
            rows_record(
                tr("{name} 免罚减罚", name=name), wanted.rows("decided_on", outcome=LENIENT, **of_unit)
            )
            if unit.lenient
            else "",
            "",
            "",
            rows_record(tr("{name} 逾期", name=name), wanted.rows("decided_on", id=told.late_ids, **of_unit))
            if unit.late
            else "",
        ),
    )
