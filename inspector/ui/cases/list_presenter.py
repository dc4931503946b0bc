"""The case list's presenter: tabs and filters become one question; counts come from SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from inspector.casework.steps import CLOSED, MAIN
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.money import wan_text
from inspector.domain.ports import Progress, RowSource, today
from inspector.domain.records import Case, Site
from inspector.services.case_clocks import CaseLine
from inspector.ui.common.tabs import Tab
from inspector.ui.common.words import tr
from inspector.ui.context import Context

_BEFORE_DECISION = MAIN[:5]
# What a row shows: the case itself, and all that its next period follows from.
_PARTS = frozenset(
    {"case_file", "decision", "case_step", "case_flag", "suspension", "rectification", "setting"}
)
_TABS: tuple[tuple[str, str, dict[str, object], dict[str, bool]], ...] = (
    ("all", "全部", {}, {}),
    ("open", "在办", {"stage": MAIN[:8]}, {}),
    ("undecided", "待决定", {"stage": _BEFORE_DECISION}, {"outcome": True}),
    ("decided", "已决定", {}, {"outcome": False}),
    ("closed", "已结案", {"stage": CLOSED}, {}),
)


class CaseListScreen(Protocol):
    """What the presenter needs of the page."""

    def show_cases(
        self,
        source: RowSource[CaseLine],
        ids: Sequence[str],
        tabs: Sequence[Tab],
        foot: tuple[str, str],
        *,
        filtered: bool,
    ) -> None:
        """Show the list."""
        ...


class NewCaseScreen(Protocol):
    """The form as the presenter sees it."""

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...

    def offer(self, sites: Sequence[Site]) -> None:
        """Known sites."""
        ...

    def reset(self) -> None:
        """Empty the form."""
        ...


class CaseListPresenter:
    """Finds cases and opens new ones."""

    def __init__(self, view: CaseListScreen, form: NewCaseScreen, context: Context) -> None:
        self._view, self._form, self._context = view, form, context
        self._values: dict[str, str] = {}
        self._text, self._tab, self._order, self._asked = "", "all", "-found_on", 0

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
        year = self._values.get("year", "")
        _, _, equals, empty = next(entry for entry in _TABS if entry[0] == tab)
        chosen = {name: value for name, value in self._values.items() if name != "year" and value}
        between = {"found_on": (date(int(year), 1, 1), date(int(year), 12, 31))} if year else {}
        return ListFilter(self._text, {**chosen, **equals}, between, empty, self._order)

    def read(self) -> None:
        """Ask for ids, counts and sums; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, tab = self._asked, self._tab
        cases = self._context.services.cases
        source = cases.lines(self.question(tab), today(self._context.services.workspace.clock))

        def work(_progress: Progress) -> tuple[Sequence[str], list[Tab], tuple[int, ...]]:
            tabs = [Tab(key, tr(name), cases.rows(self.question(key)).count()) for key, name, _, _ in _TABS]
            return source.ids(), tabs, cases.rows(self.question(tab)).sums("amount_fen", "reduced_fen")

        def show(found: tuple[Sequence[str], list[Tab], tuple[int, ...]]) -> None:
            if asked != self._asked:
                return
            ids, tabs, (fines, spared) = found
            foot = (
                tr("筛出 {n} 宗", n=f"{len(ids):,}"),
                tr(
                    "已定罚款 {fine} 万元 · 减免 {spared} 万元", fine=wan_text(fines), spared=wan_text(spared)
                ),
            )
            self._view.show_cases(
                source, ids, tabs, foot, filtered=bool(self._text or self._values or tab != "all")
            )

        self._context.runner.run(tr("查找案件"), work, show, self._context.notices.refused)

    def find_party(self, text: str) -> None:
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

    def open_case(self, case: Case, then: Callable[[str], None]) -> None:
        """Open a case by hand; a fault goes below its field."""

        def done(result: tuple[Case, Changes]) -> None:
            stored, changes = result
            self._form.reset()
            self._context.announce(changes)
            then(stored.id)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._form.show_fault(error)
            else:
                self._context.notices.refused(error)

        cases = self._context.services.cases
        self._context.runner.run(
            tr("新建案件"), lambda _p: cases.open_by_hand(case), done, failed, pool="write"
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()
