"""Binding and printing the volume, and adding signed scans from the case page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.paper_records import SignedCopy
from inspector.services.volumes import BoundVolume, VolumeReport, VolumeService
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.pages_of import page_count
from inspector.ui.papers.printing import Press, Printed


class VolumePresenter:
    """`case_id()` says which case the page shows."""

    def __init__(
        self,
        volumes: VolumeService,
        context: Context,
        case_id: Callable[[], str],
        press: Press | None = None,
    ) -> None:
        self._volumes, self._context, self._case_id = volumes, context, case_id
        self._press = press or Press(context)

    def bind(self) -> None:
        """Ask for a file and bind the main volume into it."""
        case_id = self._case_id()
        path = self._context.dialogs.save_file(tr("装订案卷"), tr("案卷.pdf"), "PDF (*.pdf)")
        if path is None:
            return

        def done(report: VolumeReport) -> None:
            lacking = len(report.plan.lacking)
            said = tr("已装订 {n} 份 {pages} 页", n=len(report.plan.entries), pages=report.plan.pages)
            if unbound := len(report.plan.unbound):
                said += tr("，{n} 份材料只列入清单", n=unbound)
            self._context.notices.done(said + (tr("，{n} 份未出具没有装订", n=lacking) if lacking else ""))
            self._context.open_folder(report.path)

        self._context.runner.run(
            tr("装订案卷"),
            lambda progress: self._volumes.bind(case_id, path, progress=progress),
            done,
            self._context.notices.refused,
            cancellable=True,
        )

    def print(self) -> None:
        """Bind the main volume in memory and print it; that it was printed is recorded."""
        case_id = self._case_id()

        def ask(bound: BoundVolume) -> None:
            title = tr("案卷")
            self._press.send(
                title,
                page_count(bound.pdf),
                lambda: (bound.pdf,),
                lambda printed: self._note(case_id, bound, printed),
            )

        self._context.runner.run(
            tr("装订案卷"),
            lambda progress: self._volumes.compose(case_id, progress=progress),
            ask,
            self._context.notices.refused,
            cancellable=True,
        )

    def _note(self, case_id: str, bound: BoundVolume, printed: Printed) -> None:
        self._context.notices.done(tr("已送打印 {n} 页", n=printed.pages))
        self._context.runner.run(
            tr("记录"),
            lambda _p: self._volumes.note("case.printed", case_id, bound, printed.detail()),
            lambda _none: None,
            self._context.notices.refused,
            pool="write",
        )

    def add_scan(self, paper_id: str) -> None:
        """Ask for a scanned PDF and put it in the paper's place."""
        case_id = self._case_id()
        path = self._context.dialogs.open_file(tr("选择签署件扫描"), "PDF (*.pdf)")
        if path is not None:
            self._take(case_id, paper_id, path)

    def _take(self, case_id: str, paper_id: str, path: Path) -> None:
        def done(found: tuple[SignedCopy, Changes]) -> None:
            copy, changes = found
            self._context.announce(changes)
            self._context.notices.done(
                tr("已登记签署件，装订时用它代替原文书"), undo=lambda: self._undo(copy.id)
            )

        self._context.runner.run(
            tr("登记签署件"),
            lambda progress: self._volumes.add_signed_copy(case_id, paper_id, path, progress=progress),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def _undo(self, copy_id: str) -> None:
        self._context.runner.run(
            tr("撤销签署件"),
            lambda _progress: self._volumes.remove_signed_copy(copy_id, tr("登记后撤销")),
            self._context.announce,
            self._context.notices.refused,
            pool="write",
        )
