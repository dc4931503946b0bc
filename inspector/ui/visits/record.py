"""From the visit to its record and onward: preview, complete and print, open a case, correct."""

from __future__ import annotations

from collections.abc import Callable

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.kinds import VisitState
from inspector.domain.records import Case
from inspector.law.book import Book
from inspector.services.signatures import SignedRecordError
from inspector.services.visits import VisitIncompleteError, VisitSheet
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.visits.autosave import Autosave
from inspector.ui.visits.derived import follow_up
from inspector.ui.visits.loading import VisitServices
from inspector.ui.visits.screen import VisitScreen

SITE_RECORD = "site_record"
Go = Callable[[str, dict[str, str]], None]


class VisitRecord:
    """The steps that end a visit. Everything typed is stored before any of them."""

    def __init__(
        self,
        view: VisitScreen,
        services: VisitServices,
        runner: Runner,
        notices: Notices,
        autosave: Autosave,
        tell: Callable[[Changes], None],
        go: Go,
    ) -> None:
        self._view, self._services, self._runner, self._notices = view, services, runner, notices
        self._autosave, self._tell, self._go = autosave, tell, go
        self._again: Callable[[], None] | None = None
        self._asked = ""

    def not_saved(self, error: InspectorError) -> None:
        """Typed edits were refused. When the party has signed, the page asks for the reason."""
        if isinstance(error, SignedRecordError):
            self._view.show_waiting(tr("没有存上，写明理由后再存"))
            self._ask(error, self._autosave.refused_visit(), None)
        else:
            self._view.show_waiting(tr("没有存上，下次改动时再存"))
            self._notices.refused(error)

    def retrying(self, again: Callable[[], None]) -> Callable[[InspectorError], None]:
        """What to do when a change is refused that `again` tries once more, with the reason."""
        visit_id = self._autosave.open_visit()

        def failed(error: InspectorError) -> None:
            if isinstance(error, SignedRecordError):
                self._ask(error, visit_id, again)
            else:
                self._notices.refused(error)

        return failed

    def _ask(self, error: SignedRecordError, visit_id: str, again: Callable[[], None] | None) -> None:
        self._asked, self._again = visit_id, again
        self._view.ask_reason(error)

    def go_on_with(self, reason: str) -> None:
        """The reason is given: store what was refused with it."""
        again, self._again = self._again, None
        self._autosave.go_on_with(self._asked, reason)
        if again is not None and self._asked == self._autosave.open_visit():
            again()

    def drop(self) -> None:
        """The officer does not change the signed record after all."""
        self._again = None
        self._autosave.drop(self._asked)

    def show(self, sheet: VisitSheet, book: Book) -> None:
        """Show what may follow."""
        self._view.show_follow_up(follow_up(sheet, book))

    def preview(self, sheet: VisitSheet) -> None:
        """Show the record as it stands; missing fields are printed as blanks under a draft mark."""
        visit_id = sheet.visit.id
        self._autosave.after(lambda: self._go("papers", {"kind": SITE_RECORD, "visit_id": visit_id}))

    def complete(self, sheet: VisitSheet, then: Callable[[], None]) -> None:
        """Fix the visit and hand it over for printing; with gaps nothing is fixed and the cursor goes to the first."""
        if sheet.visit.state is not VisitState.DRAFT:
            self.preview(sheet)
            return
        missing = sheet.missing()
        if missing:
            self._notices.refused(VisitIncompleteError(missing))
            self._view.focus_gap()
            return
        visits, visit_id = self._services.visits, sheet.visit.id

        def done(result: tuple[object, Changes]) -> None:
            self._tell(result[1])
            then()
            self._go("papers", {"kind": SITE_RECORD, "visit_id": visit_id})

        self._autosave.after(
            lambda: self._runner.run(
                tr("完成检查"),
                lambda _p: visits.complete(visit_id),
                done,
                self._notices.refused,
                pool="write",
            )
        )

    def open_case(self, sheet: VisitSheet, violation_id: str) -> None:
        """Open a case for one violation and go to it."""
        cases, visit_id = self._services.cases, sheet.visit.id

        def done(result: tuple[Case, Changes]) -> None:
            case, changes = result
            self._tell(changes)
            self._notices.done(tr("已立案：{title}", title=case.title))
            self._go("cases", {"case_id": case.id})

        self._autosave.after(
            lambda: self._runner.run(
                tr("立案"),
                lambda _p: cases.open_from_visit(visit_id, violation_id),
                done,
                self._notices.refused,
                pool="write",
            )
        )

    def amend(self, sheet: VisitSheet, reason: str, findings: str, then: Callable[[], None]) -> None:
        """Correct the findings of a completed visit; the reason is recorded, the former text stays in the chain."""
        visits, visit_id = self._services.visits, sheet.visit.id

        def done(result: tuple[object, Changes]) -> None:
            self._tell(result[1])
            self._notices.done(tr("已更正，原来的内容仍保留"))
            then()

        def failed(error: InspectorError) -> None:
            self._notices.refused(error)

        self._runner.run(
            tr("更正检查"),
            lambda _p: visits.amend(visit_id, reason, findings=findings, findings_edited=True),
            done,
            failed,
            pool="write",
        )
