"""The presenter of the positive list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from inspector.domain.errors import InvalidValueError
from inspector.domain.supervision_records import PositiveEntry
from inspector.services.positive_list import PositiveLine
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.supervision.records_presenter import RecordsPresenter


class PositiveScreen(Protocol):
    """What the presenter needs of the page."""

    def show_entries(self, lines: Sequence[PositiveLine]) -> None:
        """Every entry."""
        ...

    def show_entry(
        self, line: PositiveLine, history: Sequence[PositiveEntry], rule: str, today: date, *, bring: bool
    ) -> None:
        """One of them at the side."""
        ...

    def show_form(self, today: date) -> None:
        """The empty form."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """A refusal at its field."""
        ...

    def close_side(self) -> None:
        """The form is done with."""
        ...


class PositivePresenter(RecordsPresenter):
    """All entries, one of them in hand."""

    def __init__(self, view: PositiveScreen, context: Context) -> None:
        super().__init__(view, context, frozenset({"positive_entry", "case_file", "site"}))
        self._view, self._positive = view, context.services.positive_list
        self._lines: dict[str, PositiveLine] = {}
        self.entry_id = ""

    def read(self) -> None:
        """Read the list as it stands today."""
        day = self.today()

        def show(lines: list[PositiveLine]) -> None:
            self._lines = {line.entry.id: line for line in lines}
            self._view.show_entries(lines)
            if self.entry_id in self._lines:
                self._show(self.entry_id, bring=False)
            self.arrived()

        self.ask(tr("读取正面清单"), lambda: self._positive.lines(day), show)

    def pick(self, entry_id: str) -> None:
        """Show one entry at the side."""
        self.entry_id = entry_id
        self._show(entry_id, bring=True)

    def _show(self, entry_id: str, *, bring: bool) -> None:
        line = self._lines.get(entry_id)
        if line is None:
            return
        history = [one.entry for one in self._lines.values() if one.site.id == line.site.id]
        self._view.show_entry(line, history, self._positive.note(), self.today(), bring=bring)

    def new(self) -> None:
        """The empty form."""
        self._view.show_form(self.today())

    def enter(self, site_id: str, start: date, end: date | None, grounds: str) -> None:
        """Put a firm on the list."""
        self.write(
            tr("列入正面清单"),
            lambda: self._positive.enter(site_id, start, end, grounds)[1],
            tr("已列入"),
        )

    def remove(self, day: date, reason: str, case_id: str) -> None:
        """Take the firm in hand off the list."""
        key = self.entry_id
        self.write(
            tr("移出正面清单"),
            lambda: self._positive.remove(key, day, reason, case_id or None)[1],
            tr("已移出"),
        )
