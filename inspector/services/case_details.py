"""The case file as papers tell it (案卷情况): source, days, handlers, steps, meetings and the papers issued."""

from __future__ import annotations

from datetime import date

from inspector.casework.clock import Grant, run_clock
from inspector.casework.machine import Procedure
from inspector.casework.steps import CLUE
from inspector.db.store import Reader
from inspector.documents.casedetails import CaseDetails, Handler, IssuedLine, MeetingLine, StepLine
from inspector.documents.dossier import AROUND_VOLUME, PaperKind
from inspector.documents.numbering import paper_place, paper_title
from inspector.domain.case_records import Meeting
from inspector.domain.records import Case, CaseStep, Paper
from inspector.services.attachments import attachment
from inspector.services.cases import CaseFile
from inspector.services.procedure import ProcedureService


def case_details(
    reader: Reader, file: CaseFile, issued: list[Paper], procedure: ProcedureService
) -> CaseDetails:
    """Everything of the case itself that a paper may name."""
    case = file.case
    reference = f"（{case.source_reference}）" if case.source_reference else ""
    return CaseDetails(
        title=case.title or None,
        source=f"{case.source.label}{reference}",
        found_on=case.found_on,
        file_by=_file_by(procedure.engine(reader), case, file.steps),
        closed_on=case.closed_on,
        handlers=tuple(Handler(name=one.name, card_number=one.card_number) for one in file.handlers),
        contact=(file.visit.person_in_charge or None) if file.visit else None,
        hand_over_to=case.hand_over_to or None,
        steps=tuple(
            StepLine(
                step=step.step,
                day=step.day,
                note=step.note or None,
                method=step.method or None,
                reference=step.reference or None,
                amount_fen=step.amount_fen,
                reason=step.reason or None,
            )
            for step in file.steps
        ),
        meetings=tuple(
            MeetingLine(
                kind=meeting.kind,
                held_on=meeting.held_on,
                place=meeting.place or None,
                host=meeting.host or None,
                attendees=meeting.attendees or None,
                minutes=meeting.minutes or None,
                conclusion=meeting.conclusion or None,
            )
            for meeting in reader.find(Meeting, order=("held_on", "id"), case_id=case.id)
        ),
        issued=_issued(issued),
        attachments=tuple(attachment(one) for one in file.files),
    )


def _file_by(engine: Procedure, case: Case, steps: tuple[CaseStep, ...]) -> date:
    """The last day to decide on filing (立案期限), with an extension that was granted."""
    taken = {step.step: step for step in steps}
    start = taken[CLUE].day if CLUE in taken else case.found_on
    grants = [
        Grant(more, taken[more.step].day, ())
        for more in engine.rules.clocks["file"].extensions
        if more.step in taken
    ]
    return run_clock(engine.rules, "file", start, engine.calendar, today=start, grants=grants).deadline.due


def _issued(papers: list[Paper]) -> tuple[IssuedLine, ...]:
    """Papers in force in the order of the case; covers and contents are not papers of the volume themselves."""
    lines = [
        (paper_place(PaperKind(paper.kind)), paper.issued_on, paper.ordinal, paper)
        for paper in papers
        if not paper.void_reason and PaperKind(paper.kind) not in AROUND_VOLUME
    ]
    return tuple(
        IssuedLine(
            kind=paper.kind,
            title=paper_title(PaperKind(paper.kind)),
            day=paper.issued_on,
            pages=paper.pages,
            number=paper.number,
        )
        for _, _, _, paper in sorted(lines, key=lambda line: line[:3])
    )
