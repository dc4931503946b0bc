"""The complaints page's presenter: finds, takes in, and records what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress, RowSource, today
from inspector.domain.records import Complaint, Site
from inspector.domain.times import at_local
from inspector.services.complaints import ComplaintLine, ComplaintSheet
from inspector.ui.common.tabs import Tab
from inspector.ui.common.words import tr
from inspector.ui.context import Context

_OPEN = {"answered_on": True, "handed_on": True}
_TABS: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("all", "全部", {}),
    ("open", "未办结", _OPEN),
    ("untold", "未告知", {**_OPEN, "told_on": True}),
    ("answered", "已答复", {"answered_on": False}),
    ("handed", "已转办", {"handed_on": False}),
)


class ComplaintsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_complaints(
        self, source: RowSource[ComplaintLine], ids: Sequence[str], tabs: Sequence[Tab], *, filtered: bool
    ) -> None:
        """Show the list."""
        ...

    def open_sheet(self) -> None:
        """Bring the complaint to the side."""
        ...

    def open_intake(self) -> None:
        """Bring the form to the side."""
        ...


class SheetScreen(Protocol):
    """The complaint in hand as the presenter sees it."""

    def show_sheet(self, sheet: ComplaintSheet, leaders: tuple[tuple[str, str], ...], today: date) -> None:
        """Show it."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...


class IntakeScreen(Protocol):
    """The form as the presenter sees it."""

    def reset(self) -> None:
        """Empty it."""
        ...

    def offer(self, sites: Sequence[Site]) -> None:
        """Known sites."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...


class ComplaintsPresenter:
    """One question at a time, one complaint in hand."""

    def __init__(
        self, view: ComplaintsScreen, sheet: SheetScreen, form: IntakeScreen, context: Context
    ) -> None:
        self._view, self._sheet, self._form, self._context = view, sheet, form, context
        self._service = context.services.complaints
        self._values: dict[str, str] = {}
        self._text, self._tab, self._order, self._asked = "", "all", "-received_at", 0
        self.complaint: Complaint | None = None

    def search(self, values: dict[str, str], text: str) -> None:
        """Filters or text changed."""
        self._values, self._text = dict(values), text
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
        """The question of a tab under the present filters."""
        empty = next(entry[2] for entry in _TABS if entry[0] == tab)
        equals: dict[str, object] = {
            key: value for key, value in self._values.items() if key != "year" and value
        }
        year = int(self._values.get("year") or 0)
        between = (
            {"received_at": (at_local(date(year, 1, 1)), at_local(date(year + 1, 1, 1)))} if year else {}
        )
        return ListFilter(self._text, equals, between, empty, self._order)

    def read(self) -> None:
        """Ask for ids and counts; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, tab = self._asked, self._tab
        source = self._service.lines(self.question(tab))

        def work(_progress: Progress) -> tuple[Sequence[str], list[Tab]]:
            tabs = [
                Tab(key, tr(name), self._service.rows(self.question(key)).count()) for key, name, _ in _TABS
            ]
            return source.ids(), tabs

        def show(found: tuple[Sequence[str], list[Tab]]) -> None:
            if asked == self._asked:
                filtered = bool(self._text or self._values or tab != "all")
                self._view.show_complaints(source, found[0], found[1], filtered=filtered)

        self._context.runner.run(tr("查找信访"), work, show, self._context.notices.refused)

    def pick(self, complaint_id: str) -> None:
        """Show one complaint at the side."""
        services = self._context.services
        day = today(services.workspace.clock)

        def work(_progress: Progress) -> tuple[ComplaintSheet, tuple[tuple[str, str], ...]]:
            people = services.officers.officers()
            leaders = tuple((one.name, one.name) for one in people if "leader" in one.role_ids())
            return self._service.sheet(complaint_id), leaders

        def show(found: tuple[ComplaintSheet, tuple[tuple[str, str], ...]]) -> None:
            self.complaint = found[0].complaint
            self._sheet.show_sheet(*found, day)
            self._view.open_sheet()

        self._context.runner.run(tr("读取信访"), work, show, self._context.notices.refused)

    def find_place(self, text: str) -> None:
        """Offer known sites for what was typed."""
        if len(text.strip()) < 2:
            self._form.offer(())
            return
        sites = self._context.services.sites
        self._context.runner.run(
            tr("查找监管对象"),
            lambda _p: sites.search(text, 8),
            self._form.offer,
            self._context.notices.refused,
        )

    def take_in(self, complaint: Complaint) -> None:
        """Store a new complaint and show it."""

        def done(result: tuple[Complaint, Changes]) -> None:
            self._form.reset()
            self._context.announce(result[1])
            self.pick(result[0].id)

        self._context.runner.run(
            tr("登记信访"),
            lambda _p: self._service.take_in(complaint),
            done,
            self._refusing(self._form.show_fault),
            pool="write",
        )

    def act(self, entered: dict[str, object]) -> None:
        """Tell, answer, extend or hand on."""
        one, day = self.complaint, entered["day"]
        if one is None or not isinstance(day, date):
            return
        words, key = str(entered["text"]), one.id
        work: dict[str, Callable[[], Changes]] = {
            "tell": lambda: self._service.tell(key, day),
            "answer": lambda: self._service.answer(key, day, words),
            "extend": lambda: self._service.extend(key, day, str(entered["leader"])),
            "hand": lambda: self._service.hand_over(key, day, str(entered["body"]), words),
        }
        self._write(tr("办理信访"), work[str(entered["action"])])

    def link_case(self, number: str) -> None:
        """Link a case by its number."""
        one = self.complaint
        if one is not None:
            export = self._context.services.export
            self._write(
                tr("关联案件"), lambda: self._service.link_case(one.id, export.resolve(number.strip()))
            )

    def checklist(self) -> str:
        """The kind of visit that the complaint in hand leads to."""
        return self._service.checklist_for(self.complaint) if self.complaint else ""

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & {"complaint", "visit", "case_file", "setting"}:
            self.read()
            if self.complaint is not None and changes.kinds() & {"complaint", "visit", "case_file"}:
                self.pick(self.complaint.id)

    def _write(self, title: str, work: Callable[[], Changes]) -> None:
        self._context.runner.run(
            title,
            lambda _p: work(),
            self._context.announce,
            self._refusing(self._sheet.show_fault),
            pool="write",
        )

    def _refusing(self, show: Callable[[InvalidValueError], None]) -> Callable[[InspectorError], None]:
        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                show(error)
            else:
                self._context.notices.refused(error)

        return failed
