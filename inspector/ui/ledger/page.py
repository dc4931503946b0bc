"""The ledger's presenter and its place in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.kinds import Outcome
from inspector.domain.ports import Progress, RowSource, today
from inspector.domain.rows import CaseRow
from inspector.services.ledger import LedgerFilter, LedgerReport, LedgerService, LedgerSummary
from inspector.ui.common.notices import Notices
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.ledger.view import LedgerView
from inspector.ui.shell.pages import PageSpec

_PARTS = frozenset({"case_file", "decision"})


class LedgerScreen(Protocol):
    """What the presenter needs of the page."""

    def show_cases(
        self, source: RowSource[CaseRow], ids: Sequence[str], summary: LedgerSummary, *, filtered: bool
    ) -> None:
        """Show list and figures."""
        ...


def ledger_filter(values: dict[str, str], text: str) -> LedgerFilter:
    """The question behind the filter row."""
    year = values.get("year", "")
    outcome = values.get("outcome", "")
    return LedgerFilter(
        start=date(int(year), 1, 1) if year else None,
        end=date(int(year), 12, 31) if year else None,
        district=values.get("district", ""),
        element=values.get("element", ""),
        outcome=Outcome(outcome) if outcome else None,
        text=text,
    )


class LedgerPresenter:
    """Reads ids and figures in a task; exports what is shown."""

    def __init__(self, view: LedgerScreen, ledger: LedgerService, runner: Runner, notices: Notices) -> None:
        self._view, self._ledger, self._runner, self._notices = view, ledger, runner, notices
        self.wanted = LedgerFilter()
        self._order = "-found_on"
        self._asked = 0

    def search(self, values: dict[str, str], text: str) -> None:
        """Filters or text changed."""
        self.wanted = ledger_filter(values, text)
        self.read()

    def sort(self, key: str, descending: bool) -> None:
        """A header was clicked."""
        self._order = f"-{key}" if descending else key
        self.read()

    def read(self) -> None:
        """Ask for list and figures; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, wanted = self._asked, self.wanted
        source = self._ledger.rows(wanted, self._order)

        def work(_progress: Progress) -> tuple[Sequence[str], LedgerSummary]:
            return source.ids(), self._ledger.summary(wanted)

        def show(found: tuple[Sequence[str], LedgerSummary]) -> None:
            if asked == self._asked:
                self._view.show_cases(source, found[0], found[1], filtered=wanted != LedgerFilter())

        self._runner.run(tr("读取台账"), work, show, self._notices.refused)

    def export(self, path: Path, done: Callable[[LedgerReport], None]) -> None:
        """Write the workbook of what is shown; `done(report)` follows."""
        wanted = self.wanted

        def finished(report: LedgerReport) -> None:
            self._notices.done(tr("已导出 {n} 宗到 {name}", n=report.rows, name=report.path.name))
            done(report)

        self._runner.run(
            tr("导出台账"),
            lambda progress: self._ledger.export(path, wanted, progress),
            finished,
            self._notices.refused,
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()


def ledger_pages(context: Context) -> list[PageSpec]:
    """台账."""

    def make() -> Page:
        services = context.services
        this_year = today(services.workspace.clock).year
        years = [str(year) for year in range(this_year, this_year - 6, -1)]
        view = LedgerView(years, services.ledger.choices("district"), services.ledger.choices("element"))
        presenter = LedgerPresenter(view, services.ledger, context.runner, context.notices)
        view.presenter = presenter

        def export() -> None:
            path = context.dialogs.save_file(tr("导出台账"), "台账.xlsx", tr("工作簿 (*.xlsx)"))
            if path is not None:
                presenter.export(path, lambda report: context.open_folder(report.path))

        view.shown.connect(presenter.read)
        view.filter_changed.connect(presenter.search)
        view.sort_changed.connect(presenter.sort)
        view.opened.connect(lambda key: context.navigate("case", key))
        view.export_requested.connect(export)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("ledger", tr("台账"), "table", "supervision", make)]
