"""核对全部 as the window knows it: the full check as a task with progress and cancel, its findings named."""

from __future__ import annotations

from inspector.domain.errors import CancelledError, InspectorError
from inspector.domain.ports import Progress
from inspector.services.findings_of_check import Found, found_files
from inspector.services.trust import TrustReport
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Task, TaskRunner
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.trust.verify_view import VerifyState, VerifyView


class VerifyPresenter:
    """One check at a time."""

    def __init__(self, view: VerifyView, context: Context) -> None:
        self._view, self._context = view, context
        self._task: Task | None = None

    def task_id(self) -> int:
        """The check under way, 0 when none is."""
        return self._task.id if self._task is not None else 0

    def start(self) -> None:
        """Check everything kept."""
        if self._task is not None:
            return
        trust = self._context.services.trust

        def work(progress: Progress) -> tuple[TrustReport, Found]:
            report = trust.verify(progress)
            return report, found_files(trust.workspace, report)

        self._view.show_words(Mark.UNKNOWN, tr("正在核对"))
        self._view.show_running(True)
        # Its result is one short write at the end: what is typed meanwhile must not wait for a thousand hashes.
        self._task = self._context.runner.run(
            tr("核对全部"), work, self._done, self._failed, cancellable=True
        )

    def cancel(self) -> None:
        """Stop without a verdict."""
        if self._task is not None:
            self._task.cancel()

    def _done(self, result: tuple[TrustReport, Found]) -> None:
        self._task = None
        self._view.show_running(False)
        self._view.show_result(verify_state(*result))

    def _failed(self, error: InspectorError) -> None:
        self._task = None
        self._view.show_running(False)
        stopped = isinstance(error, CancelledError)
        self._view.show_words(
            Mark.UNKNOWN, tr("已取消，没有结论；数据没有改动") if stopped else tr("没有核对完，没有结论")
        )
        if not stopped:
            self._context.notices.refused(error)


def verify_state(report: TrustReport, found: Found) -> VerifyState:
    """The report in the words of the page: fine, wrong and could-not-check are three verdicts."""
    if report.wrong:
        mark, words = Mark.UNMET, tr("发现不符。每一处都原样保留，没有修复或删除")
    elif report.unchecked:
        mark, words = Mark.UNKNOWN, tr("核对到的都相符，但有文件没能核对")
    else:
        mark, words = Mark.MET, tr("全部相符")
    store = report.store
    faults = [
        *(tr("数据库文件：{what}", what=line) for line in store.integrity),
        *(tr("审计链 {seq} 号：{what}", seq=fault.seq, what=fault.what) for fault in store.chain_faults),
        *(f"{fault.table} {fault.id}：{fault.what}" for fault in store.row_faults),
    ]
    lines = (
        tr("审计链 {n} 条，记录 {rows} 条", n=f"{store.events:,}", rows=f"{store.rows:,}"),
        *(f"{name}　{kept.words()}" for name, kept in report.stores),
    )
    return VerifyState(mark, words, lines, tuple(faults), found)


def verify_pages(context: Context) -> list[PageSpec]:
    """核对全部 (record `run` starts at once)."""

    def make() -> Page:
        view = VerifyView()
        presenter = VerifyPresenter(view, context)
        view.start_requested.connect(presenter.start)
        view.cancelled.connect(presenter.cancel)
        view.presenter = presenter
        runner = context.runner
        if isinstance(runner, TaskRunner):
            runner.progressed.connect(
                lambda state: view.show_progress(state) if state.id == presenter.task_id() else None
            )
        return view

    return [PageSpec("verify", tr("核对全部"), "gear", "", make, parent="settings")]
