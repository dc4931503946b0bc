"""The presenter of the dust patrols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.supervision_records import Patrol
from inspector.services.patrols import PatrolLine, PatrolTotals
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.supervision.records_presenter import RecordsPresenter


class PatrolsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_patrols(self, year: int, lines: Sequence[PatrolLine], totals: PatrolTotals) -> None:
        """The patrols of a year."""
        ...

    def show_patrol(self, line: PatrolLine, today: date, *, bring: bool) -> None:
        """One of them at the side; without `bring` only if it is there already."""
        ...

    def show_form(self, patrol: Patrol | None, today: date) -> None:
        """The form of a new patrol or of a correction."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """A refusal at its field."""
        ...

    def close_side(self) -> None:
        """The form is done with."""
        ...


class PatrolsPresenter(RecordsPresenter):
    """One year at a time, one patrol in hand."""

    def __init__(self, view: PatrolsScreen, context: Context) -> None:
        super().__init__(view, context, frozenset({"patrol", "patrol_finding"}))
        self._view, self._patrols = view, context.services.patrols
        self._lines: dict[str, PatrolLine] = {}
        self.year, self.patrol_id = self.today().year, ""

    def open(self, record_id: str) -> None:
        """The page was entered; a patrol that is named is shown in its own year."""
        if not record_id:
            super().open("")
            return

        def show(patrol: Patrol) -> None:
            self.year, self._wanted = patrol.day.year, record_id
            self.read()

        self._context.runner.run(
            tr("读取巡查"),
            lambda _progress: self._patrols.get(record_id),
            show,
            self._context.notices.refused,
        )

    def choose_year(self, year: int) -> None:
        """Another year."""
        self.year = year
        self.read()

    def read(self) -> None:
        """Read the year's patrols."""
        start, end = date(self.year, 1, 1), date(self.year, 12, 31)

        def show(found: tuple[list[PatrolLine], PatrolTotals]) -> None:
            self._lines = {line.patrol.id: line for line in found[0]}
            self._view.show_patrols(start.year, *found)
            if self.patrol_id in self._lines:
                self._view.show_patrol(self._lines[self.patrol_id], self.today(), bring=False)
            self.arrived()

        self.ask(
            tr("读取巡查"),
            lambda: (self._patrols.lines(start, end), self._patrols.totals(start, end)),
            show,
        )

    def pick(self, patrol_id: str) -> None:
        """Show one patrol at the side."""
        line = self._lines.get(patrol_id)
        if line is not None:
            self.patrol_id = patrol_id
            self._view.show_patrol(line, self.today(), bring=True)

    def new(self) -> None:
        """The empty form."""
        self._view.show_form(None, self.today())

    def correct(self) -> None:
        """The form with the patrol in hand."""
        if self.patrol_id in self._lines:
            self._view.show_form(self._lines[self.patrol_id].patrol, self.today())

    def save(self, patrol: Patrol) -> None:
        """Keep a patrol or its correction, and bring its card up: the problem sites come next."""

        def work() -> Changes:
            stored, changes = self._patrols.save(patrol)
            self.year, self._wanted = stored.day.year, stored.id
            return changes

        self.write(tr("存巡查"), work, tr("已存巡查"), after=_stay)

    def add_finding(self, place: str, problem: str) -> None:
        """Add a problem site to the patrol in hand."""
        key = self.patrol_id
        self.write(
            tr("加问题点"),
            lambda: self._patrols.add_finding(key, place, problem)[1],
            tr("已加问题点"),
            after=_stay,
        )

    def move(self, finding_id: str, what: str, day: date, words: str) -> None:
        """A problem site was handed over, or put right."""

        def work() -> Changes:
            if what == "hand":
                return self._patrols.hand_over(finding_id, words, day)[1]
            return self._patrols.put_right(finding_id, day, words)[1]

        said = tr("已记移交") if what == "hand" else tr("已记整改")
        self.write(tr("办理问题点"), work, said, after=_stay)


def _stay() -> None:
    """The card stays open; the list read anew fills it."""
