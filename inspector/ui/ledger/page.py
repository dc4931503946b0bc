"""The ledger's presenter and its place in the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.kinds import Outcome
from inspector.domain.ports import Progress, RowSource, today
from inspector.domain.rows import CaseRow
from inspector.domain.times import year_bounds
from inspector.services.desk import Services
from inspector.services.ledger import LedgerReport, LedgerSummary
from inspector.services.ledger_compare import LedgerCompareService, LedgerComparison
from inspector.services.ledger_filter import PERIODS, LedgerFilter
from inspector.services.ledger_sheet import LedgerSheet, SheetColumn, sheet_columns
from inspector.services.ledger_views import LedgerViewService
from inspector.ui.common.notices import Notices
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.ledger.view import LedgerChoices, LedgerView
from inspector.ui.shell.pages import PageSpec

_PARTS = frozenset({"case_file", "decision"})


class LedgerScreen(Protocol):
    """What the presenter needs of the page."""

    def show_cases(
        self,
        source: RowSource[CaseRow] | LedgerSheet,
        ids: Sequence[str],
        summary: LedgerSummary,
        *,
        filtered: bool,
    ) -> None:
        """Show list and figures."""
        ...

    def show_columns(self, columns: Sequence[SheetColumn], order: str) -> None:
        """The columns of a view; none: the list's own."""
        ...

    def show_filter(self, values: dict[str, str], text: str) -> None:
        """Set the filter row."""
        ...


class ArrangeForm(Protocol):
    """What the presenter needs of the panel of filters and views."""

    def show_filters(self, names: Sequence[str], chosen: str = "") -> None:
        """The saved filters."""
        ...

    def show_views(self, names: Sequence[str], chosen: str = "") -> None:
        """The saved views."""
        ...

    def show_columns(self, chosen: Sequence[str]) -> None:
        """The columns of a view."""
        ...

    def columns(self) -> tuple[str, ...]:
        """The columns of the next export."""
        ...


class CompareForm(Protocol):
    """What the presenter needs of the panel of the comparison."""

    def show_reading(self, name: str) -> None:
        """A file is being read."""
        ...

    def show_result(self, found: LedgerComparison) -> None:
        """What was found."""
        ...


def ledger_filter(values: Mapping[str, str], text: str) -> LedgerFilter:
    """The question behind the filter row."""
    outcome = values.get("outcome", "")
    first, last = year_bounds(int(values["year"])) if values.get("year") else (None, None)
    return LedgerFilter(
        start=first,
        end=last,
        district=values.get("district", ""),
        element=values.get("element", ""),
        outcome=Outcome(outcome) if outcome else None,
        campaign=values.get("campaign", ""),
        unit=values.get("unit", ""),
        kind=values.get("kind", ""),
        period_by=values.get("by", "") or "found_on",
        text=text,
    )


def filter_values(wanted: LedgerFilter) -> dict[str, str]:
    """The filter row that asks the same; a period that is no whole year is not shown in it, but still asked."""
    values = {name: getattr(wanted, name) for name in ("district", "element", "campaign", "unit", "kind")}
    if wanted.start and (wanted.start, wanted.end) == year_bounds(wanted.start.year):
        values["year"] = str(wanted.start.year)
    if wanted.outcome is not None:
        values["outcome"] = wanted.outcome.value
    if wanted.period_by != "found_on":
        values["by"] = wanted.period_by
    return {name: value for name, value in values.items() if value}


class LedgerPresenter:
    """Reads ids and figures in a task; exports what is shown."""

    def __init__(
        self,
        view: LedgerScreen,
        arrange: ArrangeForm,
        compare: CompareForm,
        services: Services,
        runner: Runner,
        notices: Notices,
    ) -> None:
        self._view, self._arrange, self._compare = view, arrange, compare
        self._ledger, self._runner, self._notices = services.ledger, runner, notices
        self._kept = LedgerViewService(services.workspace)
        self._comparing = LedgerCompareService(services.workspace)
        self.wanted = LedgerFilter()
        self._order = "-found_on"
        self._columns: tuple[str, ...] = ()
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
        columns, cases = self._columns, self._ledger.rows(wanted, self._order)

        def work(
            _progress: Progress,
        ) -> tuple[RowSource[CaseRow] | LedgerSheet, Sequence[str], LedgerSummary]:
            source = LedgerSheet(self._ledger.workspace, cases) if columns else cases
            return source, source.ids(), self._ledger.summary(wanted)

        def show(found: tuple[RowSource[CaseRow] | LedgerSheet, Sequence[str], LedgerSummary]) -> None:
            if asked == self._asked:
                self._view.show_cases(*found, filtered=wanted != LedgerFilter())

        self._runner.run(tr("读取台账"), work, show, self._notices.refused)

    def use_columns(self) -> None:
        """The columns were chosen anew: the list shows them."""
        self._columns = self._arrange.columns()
        self._view.show_columns(sheet_columns(self._columns) if self._columns else (), self._order)
        self.read()

    def apply_filter(self, name: str) -> None:
        """A saved filter was chosen."""

        def show(wanted: LedgerFilter) -> None:
            self.wanted = wanted
            self._view.show_filter(filter_values(wanted), wanted.text)
            self.read()

        self._runner.run(tr("读取筛选"), lambda _p: self._kept.filter(name), show, self._notices.refused)

    def apply_view(self, name: str) -> None:
        """A saved view was chosen; none is the standard sheet."""
        if not name:
            self._arrange.show_columns(())
            return
        self._runner.run(
            tr("读取视图"),
            lambda _p: self._kept.view(name),
            self._arrange.show_columns,
            self._notices.refused,
        )

    def read_kept(self, chosen_filter: str = "", chosen_view: str = "") -> None:
        """Show which filters and views there are."""

        def work(_progress: Progress) -> tuple[list[str], list[str]]:
            return [name for name, _ in self._kept.filters()], [name for name, _ in self._kept.views()]

        def show(found: tuple[list[str], list[str]]) -> None:
            self._arrange.show_filters(found[0], chosen_filter)
            self._arrange.show_views(found[1], chosen_view)

        self._runner.run(tr("读取筛选和视图"), work, show, self._notices.refused)

    def save_filter(self, name: str) -> None:
        """Keep the filter as it stands."""
        wanted = self.wanted
        self._write(
            tr("已保存筛选 {name}", name=name), lambda: self._kept.save_filter(name, wanted), name, ""
        )

    def remove_filter(self, name: str) -> None:
        """Forget a saved filter; without one chosen there is nothing to do."""
        if name:
            self._write(tr("已删去筛选 {name}", name=name), lambda: self._kept.remove_filter(name), "", "")

    def save_view(self, name: str, columns: Sequence[str]) -> None:
        """Keep the columns as they stand."""
        ids = tuple(columns) or self._kept.standard()
        self._write(tr("已保存视图 {name}", name=name), lambda: self._kept.save_view(name, ids), "", name)

    def remove_view(self, name: str) -> None:
        """Forget a saved view."""
        if name:
            self._write(tr("已删去视图 {name}", name=name), lambda: self._kept.remove_view(name), "", "")

    def _write(self, said: str, work: Callable[[], object], chosen_filter: str, chosen_view: str) -> None:
        def done(_changes: object) -> None:
            self._notices.done(said)
            self.read_kept(chosen_filter, chosen_view)

        self._runner.run(said, lambda _p: work(), done, self._notices.refused, pool="write")

    def compare(self, path: Path, failed: Callable[[], None]) -> None:
        """Lay a file beside the store; nothing is changed. `failed()` follows a file that cannot be read."""
        self._compare.show_reading(path.name)

        def refused(error: InspectorError) -> None:
            failed()
            self._notices.refused(error)

        self._runner.run(
            tr("核对 {name}", name=path.name),
            lambda progress: self._comparing.compare(path, progress),
            self._compare.show_result,
            refused,
            cancellable=True,
        )

    def export(self, path: Path, done: Callable[[LedgerReport], None]) -> None:
        """Write the workbook of what is shown; `done(report)` follows."""
        wanted, columns = self.wanted, self._arrange.columns()

        def finished(report: LedgerReport) -> None:
            self._notices.done(tr("已导出 {n} 宗到 {name}", n=report.rows, name=report.path.name))
            done(report)

        self._runner.run(
            tr("导出台账"),
            lambda progress: self._ledger.export(path, wanted, progress, columns),
            finished,
            self._notices.refused,
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()


def _choices(services: Services) -> LedgerChoices:
    this_year = today(services.workspace.clock).year
    ledger = services.ledger
    return LedgerChoices(
        years=[str(year) for year in range(this_year, this_year - 6, -1)],
        districts=ledger.choices("district"),
        elements=ledger.choices("element"),
        campaigns=ledger.choices("campaign"),
        units=ledger.units(),
        kinds=ledger.kinds(),
        periods={name: word for name, word in PERIODS.items() if name != "found_on"},
        columns=LedgerViewService.columns(),
        standard=LedgerViewService.standard(),
    )


def ledger_pages(context: Context) -> list[PageSpec]:
    """台账."""

    def make() -> Page:
        services = context.services
        view = LedgerView(_choices(services))
        arranging, comparing = view.arranging, view.comparing
        presenter = LedgerPresenter(view, arranging, comparing, services, context.runner, context.notices)
        view.presenter = presenter

        def export() -> None:
            path = context.dialogs.save_file(tr("导出台账"), "台账.xlsx", tr("工作簿 (*.xlsx);;CSV (*.csv)"))
            if path is not None:
                presenter.export(path, lambda report: context.open_folder(report.path))

        def compare() -> None:
            path = context.dialogs.open_file(tr("核对台账"), tr("工作簿 (*.xlsx)"))
            if path is not None:
                view.open_side(comparing)
                presenter.compare(path, view.close_side)

        def arrange() -> None:
            view.open_side(arranging)
            presenter.read_kept()

        view.shown.connect(presenter.read)
        view.filter_changed.connect(presenter.search)
        view.sort_changed.connect(presenter.sort)
        view.opened.connect(lambda key: context.navigate("case", key))
        view.export_requested.connect(export)
        view.compare_requested.connect(compare)
        view.arrange_requested.connect(arrange)
        arranging.filter_chosen.connect(presenter.apply_filter)
        arranging.filter_saved.connect(presenter.save_filter)
        arranging.filter_removed.connect(presenter.remove_filter)
        arranging.view_chosen.connect(presenter.apply_view)
        arranging.view_saved.connect(presenter.save_view)
        arranging.view_removed.connect(presenter.remove_view)
        arranging.columns_changed.connect(presenter.use_columns)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("ledger", tr("台账"), "table", "supervision", make)]
