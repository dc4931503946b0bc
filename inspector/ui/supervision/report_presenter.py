"""The presenter of the year report: reads the year, opens rows, exports, sets targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.casework.yearly import YearReport
from inspector.domain.changes import Changes
from inspector.domain.ports import Progress
from inspector.domain.supervision_records import YearTarget
from inspector.services.year_report import ReportRow, YearReportService, rows_title
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr

_PARTS = frozenset(
    [
        "case_file",
        "decision",
        "visit",
        "complaint",
        "campaign",
        "patrol",
        "patrol_finding",
        "listed_item",
        "positive_entry",
        "compensation",
        "year_target",
    ]
)


class YearReportScreen(Protocol):
    """What the presenter needs of the page."""

    def show_report(self, report: YearReport) -> None:
        """The report of a year."""
        ...

    def show_rows(self, title: str, rule: str, rows: Sequence[ReportRow]) -> None:
        """The rows behind a number."""
        ...

    def clear_target(self) -> None:
        """A target was set."""
        ...


class YearReportPresenter:
    """Plain Python between the page and the service."""

    def __init__(
        self, view: YearReportScreen, reports: YearReportService, runner: Runner, notices: Notices, year: int
    ) -> None:
        self._view, self._reports, self._runner, self._notices = view, reports, runner, notices
        self.year = year
        self._asked = 0

    def choose(self, year: int) -> None:
        """Another year."""
        self.year = year
        self.read()

    def read(self) -> None:
        """Count the year; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, year = self._asked, self.year

        def show(report: YearReport) -> None:
            if asked == self._asked:
                self._view.show_report(report)

        self._runner.run(tr("统计年报"), lambda _p: self._reports.report(year), show, self._notices.refused)

    def open(self, key: str) -> None:
        """The rows of a number."""
        year = self.year
        kind = self._reports.kinds.get(key.removesuffix(".change").removesuffix(".before"))
        title = rows_title(list(self._reports.kinds.values()), key)
        if key.endswith(".change"):
            title = tr("{name}：{b} 年和上年同期", name=title, b=year)

        def work(_progress: Progress) -> list[ReportRow]:
            return self._reports.rows(key, year)

        self._runner.run(
            tr("读取记录"),
            work,
            lambda rows: self._view.show_rows(title, kind.rule if kind else "", rows),
            self._notices.refused,
        )

    def export(self, path: Path, form: str) -> None:
        """Write the report."""
        year = self.year
        self._runner.run(
            tr("导出年报"),
            lambda _p: self._reports.export(year, path, form),
            lambda _report: self._notices.done(tr("已写 {name}", name=path.name)),
            self._notices.refused,
            pool="write",
        )

    def set_target(self, key: str, text: str) -> None:
        """A target of the year after the one shown."""
        year = self.year + 1

        def done(_result: tuple[YearTarget, Changes]) -> None:
            self._view.clear_target()
            self._notices.done(tr("已定 {y} 年的目标", y=year))
            self.read()

        self._runner.run(
            tr("定目标"),
            lambda _p: self._reports.set_target(year, key, text),
            done,
            self._notices.refused,
            pool="write",
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()
