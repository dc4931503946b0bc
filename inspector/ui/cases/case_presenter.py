"""The case page's presenter: reads the whole file in one task, writes what the officer enters, refreshes when touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from inspector.casework.rulebook import Rulebook
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import FineDirection, Outcome
from inspector.domain.ports import Progress, today
from inspector.domain.records import Suspension
from inspector.law.schema import Violation
from inspector.services.case_review import FileReview
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview, Question
from inspector.services.meetings import NAMES, MeetingEntry
from inspector.services.papers import PaperSlot
from inspector.services.photos import IntakeReport
from inspector.services.procedure import CaseProgress, StepEntry
from inspector.services.similar_cases import SimilarCases
from inspector.ui.cases.law_intents import LawIntents
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.photos.items import photo_items, strip_words

_PARTS = frozenset(
    {
        "case_file",
        "case_step",
        "case_flag",
        "fact",
        "fact_evidence",
        "photo",
        "rectification",
        "suspension",
        "law_fact",
        "fine_choice",
        "apology_request",
        "further_act",
        "decision",
        "meeting",
        "recheck_photo",
        "complaint",
        "paper",
        "review_override",
        "offence_search",
        "setting",
    }
)


class DecisionScreen(Protocol):
    """The decision bar as the presenter sees it."""

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...


class CaseScreen(Protocol):
    """What the presenter needs of the page."""

    def show_file(self, file: CaseFile, progress: CaseProgress, rules: Rulebook, today: date) -> None:
        """Identity, steps, clock, facts."""
        ...

    def show_photos(self, items: Sequence[PhotoItem], words: str) -> None:
        """The photo strip."""
        ...

    def show_law(
        self,
        file: CaseFile,
        review: LawReview | None,
        questions: Sequence[Question],
        today: date,
        refusal: str,
        acts: Sequence[Violation],
    ) -> None:
        """The law panel."""
        ...

    def show_meetings(self, file: CaseFile, kept_out: Mapping[str, Mapping[str, str]], today: date) -> None:
        """Hearings and discussions, with who may not vote or preside and why."""
        ...

    def meeting_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below the meeting's field; False when none is meant."""
        ...

    def show_similar(self, similar: SimilarCases) -> None:
        """Like cases of the own ledger."""
        ...

    def show_review(self, found: FileReview | None) -> None:
        """The file's own review."""
        ...

    def show_papers(self, slots: Sequence[PaperSlot]) -> None:
        """The papers."""
        ...

    def show_span_fault(self, error: InvalidValueError) -> bool:
        """Put a refused span below its field; whether it has one."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    file: CaseFile
    progress: CaseProgress
    photos: list[PhotoItem]
    words: str
    review: LawReview | None
    questions: list[Question]
    refusal: str
    papers: list[PaperSlot]
    own_review: FileReview | None
    kept_out: Mapping[str, Mapping[str, str]]


class CasePresenter:
    """One case at a time."""

    def __init__(self, view: CaseScreen, decision: DecisionScreen, context: Context) -> None:
        self._view, self._decision, self._context = view, decision, context
        self._services = context.services
        self.law = LawIntents(view, context, lambda: self.case_id, self._write)
        self.case_id = ""
        self._direction = FineDirection.ORDINARY
        self._asked = 0

    def open(self, case_id: str) -> None:
        """Show a case."""
        if case_id:
            self.case_id = case_id
            self._direction = FineDirection.ORDINARY
            self.read()

    def read(self) -> None:
        """Read the whole file; an answer overtaken by a newer question is dropped."""
        if not self.case_id:
            return
        self._asked += 1
        asked, case_id = self._asked, self.case_id
        day = today(self._services.workspace.clock)

        def show(found: _Read) -> None:
            if asked != self._asked:
                return
            self._view.show_file(found.file, found.progress, self._services.workspace.rules, day)
            self._view.show_photos(found.photos, found.words)
            acts = list(self._services.workspace.book.violations.values())
            self._view.show_law(found.file, found.review, found.questions, day, found.refusal, acts)
            self._view.show_papers(found.papers)
            self._view.show_review(found.own_review)
            self._view.show_meetings(found.file, found.kept_out, day)

        self._context.runner.run(
            tr("读取案件"), lambda _p: self._read(case_id, day), show, self._context.notices.refused
        )

    def _read(self, case_id: str, day: date) -> _Read:
        services = self._services
        file = services.cases.file(case_id)
        progress = services.procedure.progress(case_id, day)
        flags = services.photos.flags(file.photos)
        made: dict[str, Path] = {}
        for entry in services.photos.make_thumbnails(file.photos):
            if entry.path is not None:
                made.update({photo.id: entry.path for photo in file.photos if photo.sha256 == entry.sha256})
        review, questions, refusal = None, [], ""
        try:
            decided = file.decision.decided_on if file.decision else None
            direction = file.decision.direction if file.decision else self._direction
            review = services.law.review(case_id, direction=direction, decision_day=decided)
            questions = services.law.questions(case_id)
        except InspectorError as error:
            refusal = "\n".join(part for part in (error.what, error.why, error.next_step) if part)
        papers = services.papers.kinds(case_id=case_id) if review is not None else []
        own_review = services.case_review.review(case_id) if review is not None else None
        photos = photo_items(file.photos, flags, made)
        return _Read(
            file,
            progress,
            photos,
            strip_words(file.photos, flags),
            review,
            questions,
            refusal,
            papers,
            own_review,
            {kind: services.meetings.kept_out(case_id, kind) for kind in NAMES},
        )

    def record_step(self, entered: dict[str, object]) -> None:
        """Record a step of the procedure."""
        step, day = str(entered["step"]), entered["day"]
        if not isinstance(day, date):
            return
        amount, people, flags = entered["amount_fen"], entered["people"], entered["flags"]
        entry = StepEntry(
            step,
            day,
            people=people if isinstance(people, tuple) else (),
            method=str(entered["method"]),
            note=str(entered["note"]),
            amount_fen=amount if isinstance(amount, int) else None,
            reason=str(entered["reason"]),
            leader=str(entered["leader"]),
            flags=flags if isinstance(flags, tuple) else (),
        )
        self._write(tr("登记步骤"), lambda: self._services.procedure.take(self.case_id, entry))

    def add_fact(self, text: str, material: str = "") -> None:
        """Add a numbered fact, with the paper behind it if one was named."""
        cases, case_id = self._services.cases, self.case_id

        def add() -> Changes:
            fact, changes = cases.add_fact(case_id, text)
            return changes + cases.link_evidence(fact.id, label=material) if material else changes

        self._write(tr("添加事实"), add)

    def change_fact(self, fact_id: str, text: str) -> None:
        """Reword a fact."""
        self._write(tr("修改事实"), lambda: self._services.cases.change_fact(fact_id, text))

    def void_fact(self, fact_id: str) -> None:
        """Set a fact aside; the toast can take it back by adding it anew from its history."""
        if self._context.notices.confirm(
            tr("作废这项事实"), tr("原文仍保留在审计记录里，文书不再使用它。"), tr("作废")
        ):
            self._write(tr("作废事实"), lambda: self._services.cases.void_fact(fact_id, tr("承办人作废")))

    def add_evidence(self, fact_id: str, label: str) -> None:
        """Put a named paper behind a fact."""
        self._write(tr("添加证据"), lambda: self._services.cases.link_evidence(fact_id, label=label))

    def put_photo_behind(self, fact_id: str, photo_id: str) -> None:
        """Put a photo behind a fact."""
        self._write(
            tr("挂照片"),
            lambda: self._services.cases.link_evidence(fact_id, photo_id=photo_id),
            tr("照片已挂到事实"),
        )

    def order_correction(self, entered: dict[str, object]) -> None:
        """Order to correct."""
        day, due = entered["day"], entered["due"]
        if not isinstance(day, date):
            return
        due_day = due if isinstance(due, date) else None
        self._write(
            tr("登记责令改正"),
            lambda: self._services.cases.order_correction(
                self.case_id, str(entered["requirement"]), day, due_day, on_the_spot=due_day is None
            ),
        )

    def record_recheck(self, entered: dict[str, object]) -> None:
        """Recheck of an order."""
        day = entered["day"]
        if not isinstance(day, date):
            return
        self._write(
            tr("登记复查"),
            lambda: self._services.cases.record_recheck(
                str(entered["id"]), day, bool(entered["corrected"]), str(entered["result"])
            ),
        )

    def save_defence(self, fields: dict[str, object]) -> None:
        """What the party said after the notice."""
        self._write(tr("登记陈述申辩"), lambda: self._services.cases.update(self.case_id, **fields)[1])

    def hold_meeting(self, entry: MeetingEntry, take_step: bool) -> None:
        """Record a hearing or a discussion, and the step that rests on it."""
        self._write(
            tr("登记{what}", what=NAMES[entry.kind]),
            lambda: self._services.meetings.hold(self.case_id, entry, take_step=take_step)[1],
            at_field=self._view.meeting_fault,
        )

    def amend_meeting(self, meeting_id: str, reason: str, fields: dict[str, str]) -> None:
        """Correct the words of a meeting's record, with a reason."""
        self._write(
            tr("更正会议记录"),
            lambda: self._services.meetings.amend(meeting_id, reason, **fields),
            at_field=self._view.meeting_fault,
        )

    def state_flag(self, flag: str, stated: bool) -> None:
        """State a fact that the procedure asks for, or take the statement back."""
        self._write(tr("登记案情"), lambda: self._services.procedure.state_flag(self.case_id, flag, stated))

    def change_case(self, **fields: object) -> None:
        """Change fields of the case that open or close a branch."""
        self._write(tr("登记案情"), lambda: self._services.cases.update(self.case_id, **fields)[1])

    def suspend(self, entered: dict[str, object]) -> None:
        """Record a span that does not count."""
        starts, ends = entered["starts_on"], entered["ends_on"]
        if not isinstance(starts, date):
            return
        span = Suspension(
            case_id=self.case_id,
            reason=str(entered["reason"]),
            starts_on=starts,
            ends_on=ends if isinstance(ends, date) else None,
            proof=str(entered["proof"]),
        )
        self._write(
            tr("登记扣除"), lambda: self._services.cases.suspend(span), at_field=self._view.show_span_fault
        )

    def choose_direction(self, direction: str) -> None:
        """From light, ordinary, from heavy: shown at once, stored with the decision."""
        self._direction = FineDirection(direction)
        self.read()

    def propose(self, entered: dict[str, object]) -> None:
        """Set down what is intended."""
        amount, item = entered["amount_fen"], entered["item_id"]
        self._write(
            tr("记为拟处理意见"),
            lambda: self._services.decisions.propose(
                self.case_id,
                Outcome(str(entered["outcome"])),
                reason=str(entered["reason"]),
                amount_fen=amount if isinstance(amount, int) else None,
                item_id=item if isinstance(item, str) else None,
                basis=str(entered["basis"]),
                direction=self._direction,
                apology=bool(entered["apology"]),
            ),
            tr("已记为拟处理意见，告知书按它写"),
        )

    def decide(self, entered: dict[str, object]) -> None:
        """Record the decision. The officer confirms: it starts periods that cannot be taken back."""
        outcome, day = Outcome(str(entered["outcome"])), entered["day"]
        if not isinstance(day, date):
            return
        text = tr(
            "{what}。决定会起算送达和公开的期限；以后改变要另作决定，这一份仍保留。", what=outcome.label
        )
        if not self._context.notices.confirm(tr("作出决定"), text, tr("作出决定")):
            return
        amount, item = entered["amount_fen"], entered["item_id"]
        self._write(
            tr("作出决定"),
            lambda: self._services.decisions.decide(
                self.case_id,
                outcome,
                reason=str(entered["reason"]),
                decided_on=day,
                amount_fen=amount if isinstance(amount, int) else None,
                item_id=item if isinstance(item, str) else None,
                basis=str(entered["basis"]),
                direction=self._direction,
                manual_reason=str(entered["manual_reason"]),
                apology=bool(entered["apology"]),
            )[1],
            tr("已作出决定：{what}", what=outcome.label),
        )

    def take_photos(self, paths: Sequence[Path]) -> None:
        """Take photos into the case."""

        def done(report: IntakeReport) -> None:
            self._context.notices.done(report.words())
            self._context.announce(report.changes)
            if report.refused:
                self._context.notices.refused(report.refused[0].why)

        case_id = self.case_id
        self._context.runner.run(
            tr("存入照片"),
            lambda progress: self._services.photos.take_in(paths, case_id=case_id, progress=progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()

    def _write(
        self,
        title: str,
        work: Callable[[], Changes],
        said: str = "",
        at_field: Callable[[InvalidValueError], bool] | None = None,
    ) -> None:
        """Write in a task. `at_field` may put a refused value below its field, which then says it alone."""

        def done(changes: Changes) -> None:
            if said:
                self._context.notices.done(said)
            self._context.announce(changes)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError) and error.field in ("罚款", "理由", "依据", "移交"):
                self._decision.show_fault(error)
            if isinstance(error, InvalidValueError) and at_field is not None and at_field(error):
                return
            self._context.notices.refused(error)

        def run(_progress: Progress) -> Changes:
            return work()

        self._context.runner.run(title, run, done, failed, pool="write")
