"""Whether a case stands (案卷能否成立): former offences and what a leader lets pass; beside the case page's own presenter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.services.offences import OffenceView
from inspector.ui.common.words import tr
from inspector.ui.context import Context

_PARTS = frozenset({"case_file", "decision", "offence_search", "officer"})


class OffenceScreen(Protocol):
    """The card of former offences as the presenter sees it."""

    def show_offences(self, view: OffenceView) -> None:
        """What is found now beside what is kept."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field."""
        ...

    def clear_reason(self) -> None:
        """An empty field."""
        ...


class ReviewScreen(Protocol):
    """The review's card as the presenter sees it."""

    def show_leaders(self, leaders: Sequence[tuple[str, str]]) -> None:
        """Who may let a red line pass."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field."""
        ...


class StandingPresenter:
    """One case at a time; `case_id` follows the page."""

    def __init__(self, offences: OffenceScreen, review: ReviewScreen, context: Context) -> None:
        self._offences, self._review, self._context = offences, review, context
        self.case_id = ""

    def open(self, case_id: str) -> None:
        """Show a case."""
        if case_id:
            self.case_id = case_id
            self.read()

    def read(self) -> None:
        """Search now and read who leads."""
        case_id, services = self.case_id, self._context.services

        def work(_progress: object) -> tuple[OffenceView, list[tuple[str, str]]]:
            leaders = [one for one in services.officers.officers() if "leader" in one.role_ids()]
            return services.offences.look(case_id), [(one.id, one.name) for one in leaders]

        def show(found: tuple[OffenceView, list[tuple[str, str]]]) -> None:
            if case_id == self.case_id:
                self._offences.show_offences(found[0])
                self._review.show_leaders(found[1])

        self._context.runner.run(tr("检索以前的案件"), work, show, self._context.notices.refused)

    def search(self) -> None:
        """Search and keep the result."""
        self._write(
            tr("检索以前的案件"),
            lambda: self._context.services.offences.search(self.case_id)[1],
            tr("已检索并存入案卷"),
            self._offences.show_fault,
        )

    def confirm(self, reason: str) -> None:
        """A person judged that the waiver still stands."""
        self._write(
            tr("登记核对"),
            lambda: self._context.services.offences.confirm(self.case_id, reason),
            tr("已登记：核对后仍成立"),
            self._offences.show_fault,
            self._offences.clear_reason,
        )

    def override(self, rule_id: str, what: str, reason: str, leader: str) -> None:
        """A leader lets a red line pass."""
        self._write(
            tr("登记放行"),
            lambda: self._context.services.case_review.override(self.case_id, rule_id, reason, leader, what),
            tr("已登记放行，会一直显示"),
            self._review.show_fault,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if self.case_id and changes.kinds() & _PARTS:
            self.read()

    def _write(
        self,
        title: str,
        work: Callable[[], Changes],
        said: str,
        at_field: Callable[[InvalidValueError], bool],
        after: Callable[[], None] | None = None,
    ) -> None:
        def done(changes: Changes) -> None:
            if after is not None:
                after()
            self._context.notices.done(said)
            self._context.announce(changes)

        def failed(error: InspectorError) -> None:
            if not (isinstance(error, InvalidValueError) and at_field(error)):
                self._context.notices.refused(error)

        self._context.runner.run(title, lambda _p: work(), done, failed, pool="write")
