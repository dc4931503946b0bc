"""The case file as papers tell it (案卷情况): source, days, handlers, steps, meetings and the papers issued."""

from __future__ import annotations

from inspector.db.store import Reader
from inspector.documents.casedetails import CaseDetails, Handler, IssuedLine, MeetingLine, StepLine
from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import paper_place, paper_title
from inspector.domain.case_records import Meeting
from inspector.domain.records import Paper
from inspector.services.cases import CaseFile
from inspector.services.procedure import ProcedureService


def case_details(
    reader: Reader, file: CaseFile, issued: list[Paper], procedure: ProcedureService
) -> CaseDetails:
    """Everything of the case itself that a paper may name."""
    case = file.case
    filing = procedure.engine(reader).running(procedure.state(file), "file", case.found_on)
    reference = f"（{case.source_reference}）" if case.source_reference else ""
    return CaseDetails(
        title=case.title or None,
        source=f"{case.source.label}{reference}",
        found_on=case.found_on,
        file_by=filing.deadline.due if filing else None,
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
    )


def _issued(papers: list[Paper]) -> tuple[IssuedLine, ...]:
    """Papers in force in the order of the case; covers and contents are not papers of the volume themselves."""
    outside = {PaperKind.COVER, PaperKind.CONTENTS, PaperKind.SPINE_LABEL}
    lines = [
        (paper_place(PaperKind(paper.kind)), paper.issued_on, paper.ordinal, paper)
        for paper in papers
        if not paper.void_reason and PaperKind(paper.kind) not in outside
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
