"""What the presenters of these pages share: reading beside the window, writing with the refusal at its field."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.ports import today
from inspector.ui.common.suggestion import Suggestion
from inspector.ui.common.words import tr
from inspector.ui.context import Context

_SUGGESTED = 6
FoundT = TypeVar("FoundT")


class RecordsScreen(Protocol):
    """What every one of these pages can do."""

    def show_fault(self, error: InvalidValueError) -> bool:
        """A refusal at its field; False when no field is meant."""
        ...

    def close_side(self) -> None:
        """The form is done with."""
        ...


class RecordsPresenter(ABC):
    """`kinds`: what, when written by anyone, makes the page read again."""

    def __init__(self, screen: RecordsScreen, context: Context, kinds: frozenset[str]) -> None:
        self._screen, self._context, self._kinds = screen, context, kinds
        self._asked, self._wanted = 0, ""

    def today(self) -> date:
        """The day of the clock of the folder."""
        return today(self._context.services.workspace.clock)

    def open(self, record_id: str) -> None:
        """The page was entered, to show this record when one is named."""
        self._wanted = record_id
        self.read()

    @abstractmethod
    def read(self) -> None:
        """Read the list."""

    @abstractmethod
    def pick(self, record_id: str) -> None:
        """Show one record at the side."""

    def arrived(self) -> None:
        """The list was read: bring up the record that the page was entered for, once."""
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.pick(wanted)

    def ask(self, what: str, work: Callable[[], FoundT], show: Callable[[FoundT], None]) -> None:
        """Read in a worker; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked = self._asked

        def done(found: FoundT) -> None:
            if asked == self._asked:
                show(found)

        self._context.runner.run(what, lambda _progress: work(), done, self._context.notices.refused)

    def write(
        self, what: str, work: Callable[[], Changes], said: str, after: Callable[[], None] | None = None
    ) -> None:
        """Write in a worker; then close the form (or do `after`) and tell every page. A refusal goes to its field."""

        def done(changes: Changes) -> None:
            (after or self._screen.close_side)()
            self._context.notices.done(said)
            self._context.announce(changes)

        def failed(error: InspectorError) -> None:
            if not (isinstance(error, InvalidValueError) and self._screen.show_fault(error)):
                self._context.notices.refused(error)

        self._context.runner.run(what, lambda _progress: work(), done, failed, pool="write")

    def suggest(self, text: str, offer: Callable[[str, Sequence[Suggestion]], None]) -> None:
        """Known sites for a typed text."""
        sites = self._context.services.sites

        def work() -> list[Suggestion]:
            return [
                Suggestion(
                    site.id, site.name, " · ".join(part for part in (site.kind.label, site.address) if part)
                )
                for site in sites.search(text, _SUGGESTED)
            ]

        self._context.runner.run(
            tr("查名录"),
            lambda _progress: work(),
            lambda found: offer(text, found),
            self._context.notices.refused,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & self._kinds:
            self.read()
