"""The batch page's presenter and its place in the window (record: `visit/ID`, `case/ID`, `day/2026-11-24`, or empty)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from inspector.domain.ports import NoProgress, Progress, today
from inspector.services.paper_batch import BatchItem, BatchReport, BatchService
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Task, TaskRunner, TaskState
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.batch_view import BatchView
from inspector.ui.papers.printing import Press, Printed
from inspector.ui.shell.pages import PageSpec


class BatchPresenter:
    """Lists the papers of a scope and sends them out."""

    def __init__(
        self, view: BatchView, service: BatchService, context: Context, press: Press | None = None
    ) -> None:
        self._view, self._service, self._context = view, service, context
        self._press = press or Press(context)
        self._place, self._key = "day", ""
        self._items: list[BatchItem] = []
        self._task: Task | None = None

    def open(self, record: str) -> None:
        """Show a scope; without one the decisions of today."""
        if record or not self._key:
            place, _, key = record.partition("/")
            self._place = place or "day"
            self._key = key or today(self._context.services.workspace.clock).isoformat()
        self.read()

    def choose_day(self, day: object) -> None:
        """The decisions of another day."""
        if isinstance(day, date):
            self._place, self._key = "day", day.isoformat()
            self.read()

    def read(self) -> None:
        """List the papers."""
        place, key, service = self._place, self._key, self._service
        day = date.fromisoformat(key) if place == "day" else None
        words = {
            "visit": tr("这次检查的全部文书"),
            "case": tr("本案应有的全部文书"),
            "day": tr("这一天的全部决定书"),
        }[place]
        self._view.show_scope(words, day)

        def work(_progress: Progress) -> list[BatchItem]:
            if day is not None:
                return service.of_day(day)
            return service.of_visit(key) if place == "visit" else service.of_case(key)

        def show(items: list[BatchItem]) -> None:
            self._items = items
            self._view.show_items(items)

        self._context.runner.run(tr("列出文书"), work, show, self._context.notices.refused)

    def write(self, target: Path) -> None:
        """Write into a folder or, when it ends in .pdf, into one file."""
        items, options = self._items, self._view.options()

        def done(report: BatchReport) -> None:
            self._view.show_result(report.words(), (*report.lacking, *report.refused))
            self._context.announce(report.changes)
            self._context.notices.done(report.words())
            self._context.open_folder(report.path)
            self.read_again()

        self._task = self._context.runner.run(
            tr("成批输出"),
            lambda progress: self._service.write(items, target, options, progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def read_again(self) -> None:
        """List anew and keep the result in view."""
        shown = self._view.result.isVisibleTo(self._view)
        self.read()
        self._view.result.setVisible(shown)

    def print(self) -> None:
        """Print one after the other as one job; what was sent is noted for each issued paper."""
        items, options = self._items, self._view.options()
        sent: list[tuple[str, str]] = []

        def sources() -> Iterator[bytes]:
            sent.clear()
            for _item, made in self._service.made(items, options, NoProgress()):
                if made.paper is not None:
                    sent.append((made.paper.id, made.paper.sha256))
                yield made.pdf

        def done(printed: Printed) -> None:
            self._context.notices.done(tr("已送打印 {n} 页", n=printed.pages))
            self._context.runner.run(
                tr("记录"),
                lambda _p: self._service.note("paper.printed", sent),
                lambda _none: self.read(),
                self._context.notices.refused,
                pool="write",
            )

        pages = sum(item.paper.pages for item in items if item.paper is not None)
        open_ones = any(item.paper is None for item in items) and (options.issue or options.drafts)
        self._press.send(tr("{n} 份文书", n=len(items)), 0 if open_ones else pages, sources, done)

    def on_progress(self, state: TaskState) -> None:
        """Show the running batch inside the page."""
        if self._task is not None and state.id == self._task.id:
            self._view.progress.show()
            self._view.progress.show_state(state)

    def on_ended(self, task_id: int) -> None:
        """The batch ended."""
        if self._task is not None and task_id == self._task.id:
            self._view.progress.hide()

    def suggestion(self) -> str:
        """A name for the one file."""
        return {
            "day": tr("决定书 {day}.pdf", day=self._key),
            "case": tr("本案文书.pdf"),
            "visit": tr("检查文书.pdf"),
        }[self._place]


def batch_pages(context: Context) -> list[PageSpec]:
    """成批输出."""

    def make() -> Page:
        view = BatchView(context.services.workspace.clock.now)
        service = BatchService(context.services.workspace, context.services.papers)
        presenter = BatchPresenter(view, service, context)
        view.presenter = presenter

        def folder() -> None:
            path = context.dialogs.open_folder(tr("写进哪个文件夹"))
            if path is not None:
                presenter.write(path)

        def file() -> None:
            path = context.dialogs.save_file(tr("合成一份 PDF"), presenter.suggestion(), tr("PDF (*.pdf)"))
            if path is not None:
                presenter.write(path.with_suffix(".pdf"))

        view.shown.connect(presenter.open)
        view.day_chosen.connect(presenter.choose_day)
        view.folder_wanted.connect(folder)
        view.file_wanted.connect(file)
        view.print_wanted.connect(presenter.print)
        runner = context.runner
        if isinstance(runner, TaskRunner):
            runner.progressed.connect(presenter.on_progress)
            runner.ended.connect(presenter.on_ended)
            view.cancel_wanted.connect(runner.cancel)
        return view

    return [PageSpec("batch", tr("成批输出"), "file-text", "", make, parent="cases")]
