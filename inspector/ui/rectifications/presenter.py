"""The rectification tracker's presenter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress, RowSource, today
from inspector.services.photos import IntakeReport
from inspector.services.rectifications import RectificationLine, RectificationSheet
from inspector.ui.common.tabs import Tab
from inspector.ui.common.words import tr
from inspector.ui.context import Context

_TABS = (
    ("all", "全部"),
    ("open", "待复查"),
    ("overdue", "逾期"),
    ("failed", "未改正"),
    ("done", "已改正"),
)


class RectificationsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_orders(
        self, source: RowSource[RectificationLine], ids: Sequence[str], tabs: Sequence[Tab], *, filtered: bool
    ) -> None:
        """Show the list."""
        ...

    def open_sheet(self) -> None:
        """Bring the order to the side."""
        ...


class OrderScreen(Protocol):
    """The order in hand as the presenter sees it."""

    def show_sheet(self, sheet: RectificationSheet, thumbnails: Mapping[str, Path], today: date) -> None:
        """Show it."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...


class RectificationsPresenter:
    """One question at a time, one order in hand."""

    def __init__(self, view: RectificationsScreen, sheet: OrderScreen, context: Context) -> None:
        self._view, self._sheet, self._context = view, sheet, context
        self._services = context.services
        self._service = context.services.rectifications
        self._text, self._tab, self._order, self._asked = "", "all", "-ordered_on", 0
        self.order_id = ""

    def search(self, text: str) -> None:
        """The text changed."""
        self._text = text
        self.read()

    def choose_tab(self, tab: str) -> None:
        """A tab was chosen."""
        self._tab = tab
        self.read()

    def sort(self, key: str, descending: bool) -> None:
        """A header was clicked."""
        self._order = f"-{key}" if descending else key
        self.read()

    def question(self, tab: str) -> ListFilter:
        """The question of a tab under the present text."""
        yesterday = today(self._services.workspace.clock) - timedelta(days=1)
        equals: dict[str, object] = {"failed": {"corrected": False}, "done": {"corrected": True}}.get(tab, {})  # type: ignore[assignment]
        between = {"due_on": (None, yesterday)} if tab == "overdue" else {}
        empty = {"rechecked_on": True} if tab in ("open", "overdue") else {}
        return ListFilter(self._text, equals, between, empty, self._order)

    def read(self) -> None:
        """Ask for ids and counts; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, tab = self._asked, self._tab

        def work(
            _progress: Progress,
        ) -> tuple[RowSource[RectificationLine], Sequence[str], list[Tab]]:
            source = self._service.lines(self.question(tab))
            tabs = [Tab(key, tr(name), self._service.count(self.question(key))) for key, name in _TABS]
            return source, source.ids(), tabs

        def show(found: tuple[RowSource[RectificationLine], Sequence[str], list[Tab]]) -> None:
            if asked == self._asked:
                self._view.show_orders(*found, filtered=bool(self._text or tab != "all"))

        self._context.runner.run(tr("查找整改"), work, show, self._context.notices.refused)

    def pick(self, order_id: str) -> None:
        """Show one order at the side."""
        if not order_id:
            return
        day = today(self._services.workspace.clock)

        def work(_progress: Progress) -> tuple[RectificationSheet, dict[str, Path]]:
            sheet = self._service.sheet(order_id)
            photos = list(sheet.photos.values())
            by_hash = {
                entry.sha256: entry.path
                for entry in self._services.photos.make_thumbnails(photos)
                if entry.path
            }
            return sheet, {one.id: by_hash[one.sha256] for one in photos if one.sha256 in by_hash}

        def show(found: tuple[RectificationSheet, dict[str, Path]]) -> None:
            self.order_id = order_id
            self._sheet.show_sheet(*found, day)
            self._view.open_sheet()

        self._context.runner.run(tr("读取整改"), work, show, self._context.notices.refused)

    def recheck(self, entered: dict[str, object]) -> None:
        """Record the recheck."""
        day = entered["day"]
        if isinstance(day, date):
            cases = self._services.cases
            self._write(
                tr("登记复查"),
                lambda: cases.record_recheck(
                    str(entered["id"]), day, bool(entered["corrected"]), str(entered["result"])
                ),
            )

    def pair(self, photo_id: str, moment: str) -> None:
        """Put a photo of the case into a pair."""
        if photo_id:
            self._write(tr("配对照片"), lambda: self._service.attach(self.order_id, photo_id, moment))

    def unpair(self, link_id: str) -> None:
        """Take a photo out of its pair."""
        self._write(tr("取下照片"), lambda: self._service.detach(link_id))

    def take_photos(self, moment: str, paths: Sequence[Path]) -> None:
        """Take new photos in, before or after."""
        order_id = self.order_id

        def done(found: tuple[IntakeReport, Changes]) -> None:
            report, changes = found
            self._context.notices.done(report.words())
            self._context.announce(changes)
            if report.refused:
                self._context.notices.refused(report.refused[0].why)

        self._context.runner.run(
            tr("存入照片"),
            lambda progress: self._service.take_in(order_id, paths, moment, progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & {"rectification", "recheck_photo", "photo", "case_file"}:
            self.read()
            if self.order_id:
                self.pick(self.order_id)

    def _write(self, title: str, work: Callable[[], Changes]) -> None:
        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._sheet.show_fault(error)
            else:
                self._context.notices.refused(error)

        self._context.runner.run(title, lambda _p: work(), self._context.announce, failed, pool="write")
