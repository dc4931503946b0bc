"""The statistics page's presenter: a period's figures in words, each with the record that opens its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

from inspector.domain.changes import Changes
from inspector.domain.ports import today
from inspector.services.copies import write_copy
from inspector.services.statistics import (
    Statistics,
    StatisticsFilter,
    StatisticsService,
)
from inspector.ui.common.look import look
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.statistics.rows import RowsPresenter, RowsView
from inspector.ui.statistics.shown import shown_of
from inspector.ui.statistics.view import Shown, StatisticsView

_PARTS = frozenset(
    {
        "case_file",
        "decision",
        "complaint",
        "case_step",
        "suspension",
        "photo",
        "rectification",
        "recheck_photo",
    }
)


class StatisticsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_statistics(self, shown: Shown) -> None:
        """Everything anew."""
        ...


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
        presenter = RowsPresenter(view, context.services.cases, context.services.figure_rows, context)
        view.presenter = presenter
        view.asked.connect(presenter.read)
        view.opened.connect(context.navigate)
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
