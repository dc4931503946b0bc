"""The workbench's presenter and its place in the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from inspector.casework.deadlines import Urgency
from inspector.domain.changes import Changes
from inspector.domain.ports import Clock, today
from inspector.domain.times import day_prose, local, parse_utc
from inspector.services.trust import TrustService
from inspector.services.workbench import Board, WorkbenchService
from inspector.ui.common.marks import Mark
from inspector.ui.common.notices import Notices
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.visits.page import new_visit
from inspector.ui.workbench.view import WorkbenchView

_PARTS = frozenset(
    {
        "case_file",
        "case_step",
        "case_flag",
        "complaint",
        "decision",
        "fact",
        "fact_evidence",
        "offence_search",
        "photo",
        "recheck_photo",
        "rectification",
        "setting",
        "site",
        "suspension",
        "visit",
    }
)
_REMINDED = 2


class WorkbenchScreen(Protocol):
    """What the presenter needs of the page."""

    def show_board(self, board: Board, sub: str, data_lines: Sequence[tuple[Mark, str, str]]) -> None:
        """Show everything."""
        ...

    def remind(self, what: str, lines: tuple[str, ...]) -> None:
        """Say at the start what must be done first."""
        ...

    def person(self) -> str:
        """Whose tasks are shown."""
        ...


class WorkbenchPresenter:
    """Reads the board in a task and says in one line what matters today."""

    def __init__(
        self,
        view: WorkbenchScreen,
        workbench: WorkbenchService,
        trust: TrustService,
        clock: Clock,
        runner: Runner,
        notices: Notices,
    ) -> None:
        self._view, self._workbench, self._trust = view, workbench, trust
        self._clock, self._runner, self._notices = clock, runner, notices
        self._reminded = False

    def read(self) -> None:
        """Read the board of today."""
        day = today(self._clock)

        def work(_progress: object) -> tuple[Board, list[Path]]:
            return self._workbench.board(day), self._trust.backups()

        def show(found: tuple[Board, list[Path]]) -> None:
            board, backups = found
            self._view.show_board(board, headline(board, day), [self._backup_line(backups)])
            self._remind(board)

        self._runner.run(tr("读取工作台"), work, show, self._notices.refused)

    def export(self, path: Path) -> None:
        """Write the dated tasks shown as a calendar file."""
        day, person = today(self._clock), self._view.person()
        self._runner.run(
            tr("导出日历"),
            lambda _p: self._workbench.export_calendar(path, day, person),
            lambda count: self._notices.done(tr("已写 {name}，{n} 项期限", name=path.name, n=count)),
            self._notices.refused,
        )

    def _remind(self, board: Board) -> None:
        """Once a start: what is late or due today, mine first, and what lateness does."""
        if self._reminded:
            return
        self._reminded = True
        urgent = [
            task
            for task in board.tasks
            if task.due is not None and task.status in (Urgency.OVERDUE, Urgency.TODAY)
        ]
        if not urgent:
            return
        urgent.sort(key=lambda task: board.me not in task.persons)
        mine = sum(board.me in task.persons for task in urgent)
        self._view.remind(
            tr("{n} 件逾期或今天到期，其中你的 {m} 件", n=len(urgent), m=mine),
            tuple(
                tr("{party} {title}，{when}", party=task.party, title=task.title, when=task.when())
                for task in urgent[:_REMINDED]
            ),
        )

    def back_up(self) -> None:
        """Back the database up now."""

        def done(path: Path) -> None:
            self._notices.done(tr("已备份 {name}", name=path.name))
            self.read()

        self._runner.run(
            tr("备份"), lambda _p: self._trust.backup(), done, self._notices.refused, pool="write"
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()

    def _backup_line(self, backups: list[Path]) -> tuple[Mark, str, str]:
        if not backups:
            return Mark.UNKNOWN, tr("还没有备份"), tr("关闭程序时每天备份一次，也可以现在备份")
        stamp = backups[0].name.split("-")[1]
        moment = local(
            parse_utc(
                f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}.000000Z"
            )
        )
        return (
            Mark.MET,
            tr("备份正常，本机 {n} 份", n=len(backups)),
            tr("最近 {when}", when=f"{moment:%m-%d %H:%M}"),
        )


def headline(board: Board, day: date) -> str:
    """`11月24日 周二 · 先处理 1 件逾期、2 件今天到期`."""
    overdue, due_today = board.count(Urgency.OVERDUE), board.count(Urgency.TODAY)
    parts = [tr("{n} 件逾期", n=overdue)] if overdue else []
    parts += [tr("{n} 件今天到期", n=due_today)] if due_today else []
    todo = tr("先处理 {what}", what="、".join(parts)) if parts else tr("今天没有到期的事")
    return f"{day_prose(day)} · {todo}"


def workbench_pages(context: Context) -> list[PageSpec]:
    """工作台."""

    def make() -> Page:
        services = context.services
        view = WorkbenchView()
        presenter = WorkbenchPresenter(
            view,
            services.workbench,
            services.trust,
            services.workspace.clock,
            context.runner,
            context.notices,
        )
        view.presenter = presenter
        view.shown.connect(presenter.read)
        view.record_requested.connect(context.navigate)

        def export() -> None:
            path = context.dialogs.save_file(tr("导出日历"), tr("期限.ics"), tr("日历 (*.ics)"))
            if path is not None:
                presenter.export(path)

        view.export_requested.connect(export)
        view.case_requested.connect(lambda key: context.navigate("case", key))
        view.visit_requested.connect(lambda key: context.navigate("visit", key))
        view.night_requested.connect(lambda: new_visit(context))
        view.case_wanted.connect(lambda: context.navigate("cases", "new"))
        view.backup_requested.connect(presenter.back_up)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("workbench", tr("工作台"), "house", "daily", make)]
