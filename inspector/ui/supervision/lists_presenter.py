"""The presenter of the counted lists: reads a list, checks a sheet, writes it whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from inspector.casework.counted_lists import ListKind
from inspector.domain.changes import Changes
from inspector.domain.ports import Progress, RowSource
from inspector.domain.supervision_records import ListedItem
from inspector.services.counted_lists import CountedListService, ListPreview
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr


class ListsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_items(
        self, kind: ListKind, source: RowSource[ListedItem], ids: Sequence[str], total: int, *, samples: bool
    ) -> None:
        """The rows of a list."""
        ...

    def show_preview(self, preview: ListPreview) -> None:
        """What an import would do."""
        ...

    def close_import(self) -> None:
        """The import is over."""
        ...


class ListsPresenter:
    """Plain Python between the page and the service. `announce(changes)` tells the other pages."""

    def __init__(
        self,
        view: ListsScreen,
        lists: CountedListService,
        runner: Runner,
        notices: Notices,
        announce: Callable[[Changes], None],
    ) -> None:
        self._view, self._lists, self._runner, self._notices = view, lists, runner, notices
        self._announce = announce
        self.kind = lists.kinds()[0]
        self._preview: ListPreview | None = None

    def choose(self, list_id: str) -> None:
        """Another list."""
        self.kind = self._lists.kind(list_id)
        self._preview = None
        self._view.close_import()
        self.read()

    def read(self) -> None:
        """Read the rows of the list."""
        kind = self.kind
        source = self._lists.rows(kind.id)

        def work(_progress: Progress) -> tuple[Sequence[str], int, bool]:
            return source.ids(), source.sums("quantity")[0], bool(source.group_counts("sample").get(True))

        def show(found: tuple[Sequence[str], int, bool]) -> None:
            if kind is self.kind:
                self._view.show_items(kind, source, found[0], found[1], samples=found[2])

        self._runner.run(tr("读取清单"), work, show, self._notices.refused)

    def check(self, path: Path) -> None:
        """Check a sheet without writing."""
        kind = self.kind

        def show(preview: ListPreview) -> None:
            self._preview = preview
            self._view.show_preview(preview)

        self._runner.run(
            tr("核对 {name}", name=path.name),
            lambda progress: self._lists.preview(kind.id, path, progress),
            show,
            self._notices.refused,
            cancellable=True,
        )

    def commit(self) -> None:
        """Write what was checked."""
        preview = self._preview
        if preview is None:
            return

        def done(changes: Changes) -> None:
            self._preview = None
            self._view.close_import()
            self._notices.done(tr("已导入 {n} 行", n=len(changes.ids("listed_item"))))
            self._announce(changes)

        self._runner.run(
            tr("写入清单"),
            lambda progress: self._lists.commit(preview, progress),
            done,
            self._notices.refused,
            pool="write",
            cancellable=True,
        )

    def write_template(self, path: Path) -> None:
        """The empty sheet."""
        kind = self.kind
        self._run_file(path, lambda: self._lists.write_template(kind.id, path))

    def export(self, path: Path) -> None:
        """The list as a sheet."""
        kind = self.kind
        self._run_file(path, lambda: self._lists.export(kind.id, path))

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if "listed_item" in changes.kinds():
            self.read()

    def _run_file(self, path: Path, work: Callable[[], object]) -> None:
        self._runner.run(
            tr("写 {name}", name=path.name),
            lambda _p: work(),
            lambda _none: self._notices.done(tr("已写 {name}", name=path.name)),
            self._notices.refused,
            pool="write",
        )
