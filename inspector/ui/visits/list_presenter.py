"""The visit list's presenter: turns filters into one question, reads ids in a task, refreshes what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.lists import ListFilter
from inspector.domain.ports import RowSource
from inspector.services.visit_list import VisitLine, VisitLines
from inspector.services.visits import VisitService
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr

_PARTS = frozenset({"visit", "photo", "visit_answer", "visit_officer", "measurement"})


class VisitListScreen(Protocol):
    """What the presenter needs of the list page."""

    def show_visits(self, source: RowSource[VisitLine], ids: Sequence[str], *, filtered: bool) -> None:
        """Show these rows."""
        ...


class VisitListPresenter:
    """Keeps filter and order; newest first until the user asks otherwise."""

    def __init__(self, view: VisitListScreen, visits: VisitService, runner: Runner, notices: Notices) -> None:
        self._view, self._visits, self._runner, self._notices = view, visits, runner, notices
        self._values: dict[str, str] = {}
        self._text, self._order = "", "-started_at"
        self._asked = 0

    def search(self, values: dict[str, str], text: str) -> None:
        """Filters or text changed."""
        self._values, self._text = dict(values), text
        self.read()

    def sort(self, key: str, descending: bool) -> None:
        """A header was clicked."""
        self._order = f"-{key}" if descending else key
        self.read()

    def read(self) -> None:
        """Ask for the ids; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, filtered = self._asked, bool(self._values or self._text)
        source = VisitLines(
            self._visits.workspace, ListFilter(text=self._text, equals=self._values, order=self._order)
        )

        def shown(ids: Sequence[str]) -> None:
            if asked == self._asked:
                self._view.show_visits(source, ids, filtered=filtered)

        self._runner.run(tr("查找检查"), lambda _p: source.ids(), shown, self._notices.refused)

    def on_changes(self, changes: Changes) -> None:
        """Something was written: read again when it concerns visits."""
        if changes.kinds() & _PARTS:
            self.read()
