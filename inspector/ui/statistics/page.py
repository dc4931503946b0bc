"""The statistics page's presenter: a period's figures in words, each with the record that opens its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

from inspector.domain.changes import Changes
from inspector.domain.money import FEN_PER_WAN, wan_text
from inspector.domain.ports import today
from inspector.law.book import Book
from inspector.services.copies import write_copy
from inspector.services.statistics import (
    LENIENT,
    Change,
    Statistics,
    StatisticsFilter,
    StatisticsService,
    UnitRow,
    percent,
)
from inspector.ui.common.look import look
from inspector.ui.common.month_chart import MonthValue
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.statistics.point_map import MapPoint
from inspector.ui.statistics.rows import RowsPresenter, RowsView, rows_record
from inspector.ui.statistics.unit_table import UnitLine
from inspector.ui.statistics.view import BarShown, Shown, StatisticsView, TileShown

_PARTS = frozenset({"case_file", "decision", "complaint", "case_step", "suspension"})
RULES = (
    "案件按发现日计入期间，决定和金额按决定日；并处几种处罚的只计一次；"
    "期限内办结按立案日起九十日加经批准的延长、扣除登记的扣除日计。"
)
_SERIES = "噪声"


class StatisticsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_statistics(self, shown: Shown) -> None:
        """Everything anew."""
        ...


def shown_of(told: Statistics, book: Book) -> Shown:
    """A period's figures as the page shows them."""
    wanted = told.wanted
    late = (
        rows_record(tr("逾期作出的决定"), wanted.rows("decided_on", id=told.late_ids))
        if told.late_ids
        else ""
    )
    share = told.in_time_share
    tiles = (
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
    return Shown(
        tiles=tiles,
        months=_month_values(told),
        month_records={
            bar.month: rows_record(_month_word(bar.month), wanted.rows(month=bar.month))
            for bar in told.months
            if bar.total
        },
        series=(tr(_SERIES), tr("其他")),
        bars={"elements": _elements(told), "bases": _bases(told, book), "times": _times(told)},
        bar_notes={
            "elements": tr("合计 {n} 宗", n=f"{told.cases.now:,}"),
            "bases": tr("合计 {n} 宗", n=f"{told.lenient.now:,}"),
            "times": tr("按日历日，不扣除"),
        },
        units=tuple(_unit_line(unit, told) for unit in told.units),
        unit_note=tr("合计 {n} · 对账差 {diff}", n=f"{told.cases.now:,}", diff=told.reconcile),
        complaints=_complaint_bars(told),
        points=tuple(MapPoint(s.position.lat_e6, s.position.lon_e6, s.count) for s in told.hot_spots),
        points_note=tr("没有坐标或坐标系不明的 {n} 件没有画出", n=told.unplaced) if told.unplaced else "",
        rules=tr(RULES),
        sample=told.samples > 0,
        empty=not told.cases.now and not told.decided.now and not told.complaints,
    )


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


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


def _elements(told: Statistics) -> tuple[BarShown, ...]:
    most = max(told.by_element.values(), default=1)
    return tuple(
        BarShown(
            name or tr("未定"),
            f"{count:,}",
            count / most,
            _share(count, told.cases.now),
            rows_record(tr("要素：{name}", name=name), told.wanted.rows(element=name)),
        )
        for name, count in told.by_element.items()
    )


def _bases(told: Statistics, book: Book) -> tuple[BarShown, ...]:
    most = max(told.lenient_by_basis.values(), default=1)
    names = {key: item.name for key, item in book.lenient_items.items()}
    return tuple(
        BarShown(names.get(key, key) if key else tr("未记依据"), f"{count:,}", count / most, "", "")
        for key, count in list(told.lenient_by_basis.items())[:8]
    )


def _times(told: Statistics) -> tuple[BarShown, ...]:
    most = max(told.days_to_decide.values(), default=0)
    if not most:
        return ()
    return tuple(
        BarShown(name, f"{count:,}", count / most, "", "") for name, count in told.days_to_decide.items()
    )


def _complaint_bars(told: Statistics) -> tuple[BarShown, ...]:
    most = max((row.change.now for row in told.complaints), default=0) or 1
    return tuple(
        BarShown(
            row.kind or tr("未分类"), f"{row.change.now:,}", row.change.now / most, row.change.words(), ""
        )
        for row in told.complaints[:8]
    )


def _unit_line(unit: UnitRow, told: Statistics) -> UnitLine:
    wanted, name = told.wanted, unit.district or tr("未填区")
    known = unit.in_time + unit.late
    of_unit = {"district": unit.district}
    return UnitLine(
        (
            name,
            f"{unit.cases:,}",
            _share(unit.cases, told.cases.now),
            f"{unit.lenient:,}",
            f"{Decimal(unit.spared_fen) / FEN_PER_WAN:,.2f}",
            _share(unit.in_time, known) or "—",
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


class StatisticsPresenter:
    """Asks the service in a task; an answer overtaken by a newer question is dropped."""

    def __init__(
        self, view: StatisticsScreen, statistics: StatisticsService, context: Context, first_year: int
    ) -> None:
        self._view, self._statistics, self._context = view, statistics, context
        self._asked = 0
        self._year = first_year
        self.wanted = StatisticsFilter(date(first_year, 1, 1), date(first_year, 12, 31))

    def filter(self, values: dict[str, str]) -> None:
        """The filter row changed; without a year the present one stands."""
        year = int(values.get("year") or self._year)
        self.wanted = StatisticsFilter(
            date(year, 1, 1), date(year, 12, 31), values.get("district", ""), values.get("element", "")
        )
        self.read()

    def read(self) -> None:
        """Ask for the period's figures."""
        self._asked += 1
        asked, wanted = self._asked, self.wanted

        def show(told: Statistics) -> None:
            if asked == self._asked:
                self._view.show_statistics(shown_of(told, self._context.services.workspace.book))

        self._context.runner.run(
            tr("统计"), lambda _progress: self._statistics.of(wanted), show, self._context.notices.refused
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()


def statistics_pages(context: Context) -> list[PageSpec]:
    """统计 and the rows behind a figure."""

    def make() -> Page:
        services = context.services
        this_year = today(services.workspace.clock).year
        view = StatisticsView(
            [str(year) for year in range(this_year, this_year - 6, -1)],
            services.ledger.choices("district"),
            services.ledger.choices("element"),
        )
        presenter = StatisticsPresenter(view, services.statistics, context, this_year)
        view.presenter = presenter
        view.filters.set_values({"year": str(this_year)}, "")

        def save() -> None:
            path = context.dialogs.save_file(tr("存为图片"), tr("统计.png"), tr("图片 (*.png)"))
            if path is not None:
                _save_picture(view, path, context)

        view.shown.connect(presenter.read)
        view.filter_changed.connect(presenter.filter)
        view.opened.connect(lambda record: context.navigate("rows", record))
        view.picture_requested.connect(save)
        context.changed.connect(presenter.on_changes)
        return view

    def make_rows() -> Page:
        view = RowsView()
        presenter = RowsPresenter(view, context.services.cases, context)
        view.presenter = presenter
        view.asked.connect(presenter.read)
        view.opened.connect(lambda key: context.navigate("case", key))
        return view

    return [
        PageSpec("statistics", tr("统计"), "chart-bar", "supervision", make),
        PageSpec("rows", tr("明细"), "chart-bar", "", make_rows, parent="statistics"),
    ]


def _save_picture(view: StatisticsView, path: Path, context: Context) -> None:
    """The figures as they stand, at twice the window's scale, so that they can be printed."""
    widget = view.picture()
    image = QImage(widget.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(look().color("bg"))
    widget.render(image)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    content = bytes(buffer.data().data())
    context.runner.run(
        tr("存为图片"),
        lambda _p: write_copy(path, content),
        lambda _none: context.notices.done(tr("已存为 {name}", name=path.name)),
        context.notices.refused,
    )
