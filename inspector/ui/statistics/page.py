"""The statistics page's presenter: a period's figures in words, each with the record that opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

from inspector.documents.render import RenderedPaper
from inspector.domain.changes import Changes
from inspector.domain.ports import today
from inspector.services.statistics import (
    Statistics,
    StatisticsFilter,
    StatisticsService,
)
from inspector.ui.common.look import look
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.printing import Press, Printed
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
        self,
        view: StatisticsScreen,
        statistics: StatisticsService,
        context: Context,
        first_year: int,
        press: Press | None = None,
    ) -> None:
        self._view, self._statistics, self._context = view, statistics, context
        self._paper = context.services.statistics_paper
        self._press = press or Press(context)
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

    def save_pdf(self, path: Path) -> None:
        """Write the period as PDF."""
        wanted = self.wanted
        self._write(path, lambda: self._paper.export_pdf(wanted, path))

    def save_picture(self, path: Path, png: bytes) -> None:
        """Write the page's picture."""
        wanted = self.wanted
        self._write(path, lambda: self._paper.export_picture(wanted, path, png))

    def print(self) -> None:
        """Set the period as PDF and print it; that it was printed is recorded."""
        wanted = self.wanted

        def ask(paper: RenderedPaper) -> None:
            self._press.send(tr("统计"), paper.pages, lambda: (paper.pdf,), lambda done: sent(paper, done))

        def sent(paper: RenderedPaper, printed: Printed) -> None:
            self._context.notices.done(tr("已送打印 {n} 页", n=printed.pages))
            self._context.runner.run(
                tr("记录"),
                lambda _p: self._paper.note_printed(wanted, paper.sha256, printed.detail()),
                lambda _none: None,
                self._context.notices.refused,
                pool="write",
            )

        self._context.runner.run(
            tr("排版统计"), lambda _p: self._paper.compose(wanted), ask, self._context.notices.refused
        )

    def suggestion(self, ending: str) -> str:
        """A file name for what is written."""
        parts = (f"{self.wanted.start.year}年统计", self.wanted.element, self.wanted.district)
        return "-".join(part for part in parts if part) + ending

    def _write(self, path: Path, work: Callable[[], object]) -> None:
        def done(_result: object) -> None:
            self._context.notices.done(tr("已写 {name}", name=path.name))

        self._context.runner.run(
            tr("写统计"), lambda _p: work(), done, self._context.notices.refused, pool="write"
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

        def save_picture() -> None:
            path = context.dialogs.save_file(tr("存为图片"), presenter.suggestion(".png"), tr("图片 (*.png)"))
            if path is not None:
                presenter.save_picture(path, _png(view))

        def save_pdf() -> None:
            path = context.dialogs.save_file(
                tr("导出 PDF"), presenter.suggestion(".pdf"), tr("PDF 文件 (*.pdf)")
            )
            if path is not None:
                presenter.save_pdf(path)

        view.shown.connect(presenter.read)
        view.filter_changed.connect(presenter.filter)
        view.opened.connect(lambda record: context.navigate("rows", record))
        view.picture_requested.connect(save_picture)
        view.pdf_requested.connect(save_pdf)
        view.print_requested.connect(presenter.print)
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


def _png(view: StatisticsView) -> bytes:
    """The figures as they stand, at twice the window's scale, so that they can be printed."""
    widget = view.picture()
    image = QImage(widget.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(look().color("bg"))
    widget.render(image)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
