"""Reads what papers are made from: one dossier a case or visit, then what differs by kind (day, number, blanks filled)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspector.casework.chain import head_text
from inspector.db.store import Reader
from inspector.documents.dossier import Dossier, NumberTaken, PaperDate, PaperKind
from inspector.domain.kinds import FineDirection
from inspector.domain.ports import today
from inspector.domain.records import Case, Officer, Paper, Photo
from inspector.services.case_details import case_details
from inspector.services.case_evidence import photos_of
from inspector.services.cases import read_file
from inspector.services.dossiers import (
    bureau_part,
    case_part,
    party_of_case,
    party_of_visit,
    photo_parts,
    trace_part,
)
from inspector.services.law_review import LawService
from inspector.services.officers import OfficerService
from inspector.services.paper_entries import read_entries
from inspector.services.photo_layers import LayerService, layers_of
from inspector.services.photos import PhotoService
from inspector.services.procedure import ProcedureService
from inspector.services.reasons_part import similar_text
from inspector.services.signatures import read_signatures
from inspector.services.similar_cases import SimilarCaseService
from inspector.services.visit_parts import visit_part
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace


class DossierService:
    """Composes dossiers inside an open snapshot."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos
        self.layers = LayerService(workspace, photos)
        self.visits = VisitService(workspace)
        self.law = LawService(workspace)
        self.officers = OfficerService(workspace)
        self.procedure = ProcedureService(workspace)

    def issued(self, reader: Reader, visit_id: str | None, case: Case | None) -> list[Paper]:
        """Papers issued for a case and its visit, or for a visit, oldest first."""
        if case is None:
            return reader.find(Paper, order=("created_at", "id"), visit_id=visit_id)
        found = reader.find(Paper, order=("created_at", "id"), case_id=case.id)
        if case.visit_id:
            found += reader.find(Paper, order=("created_at", "id"), visit_id=case.visit_id)
        return found

    def base(
        self, reader: Reader, *, visit_id: str | None = None, case_id: str | None = None, law: bool = True
    ) -> Dossier:
        """All that the records hold for the papers of a case or visit; without `law` only what was seen on site."""
        head = reader.head(self.workspace.origin.chain_id)
        officers = {officer.id: officer for officer in reader.find(Officer)}
        case = reader.get(Case, case_id) if case_id else None
        shown = visit_id or (case.visit_id if case else None)
        sheet = self.visits.read_sheet(reader, shown) if shown else None
        photos = self.shown_photos(reader, case, visit_id)
        flags = {
            key: tuple(f.words for f in found if f.notable)
            for key, found in self.photos.flags(photos, reader).items()
        }
        place = sheet.visit.place if sheet else (case.party_address if case else "")
        owner = case.id if case else visit_id or ""
        dossier = Dossier(
            bureau=bureau_part(self.officers.bureau()),
            party=party_of_case(case) if case else party_of_visit(sheet) if sheet else Dossier().party,
            trace=trace_part(
                case.case_number if case else None,
                self.workspace.book.version,
                head_text(head.hash),
                owner.replace("-", "").upper()[-12:],
            ),
            visits=(visit_part(sheet, read_signatures(reader, "visit", sheet.visit.id)),) if sheet else (),
            photos=photo_parts(
                photos,
                officers,
                place,
                self.layers.on_sheet,
                flags,
                layers_of(reader, [photo.id for photo in photos]),
            ),
        )
        return dossier if case is None or not law else self._of_case(reader, case, dossier)

    def of_kind(
        self,
        reader: Reader,
        base: Dossier,
        kind: PaperKind,
        case_id: str | None,
        ordinal: int = 1,
        day: date | None = None,
    ) -> Dossier:
        """The dossier of one paper: its day, the case number of the filing form, and the blanks filled."""
        if case_id is None:
            return base
        numbers = base.numbers
        if kind is PaperKind.FILING and base.trace.case_number:
            numbers = (*numbers, NumberTaken(kind=kind, text=base.trace.case_number))
        if kind is PaperKind.REASONS_PAGE:
            # Read for this page alone: the other papers say nothing of like cases.
            like = SimilarCaseService(self.workspace, self.law).of(case_id)
            base = replace(base, reasons=replace(base.reasons, similar=similar_text(like)))
        return replace(
            base,
            numbers=numbers,
            dates=(PaperDate(kind=kind, day=day or today(self.workspace.clock)),),
            entries=read_entries(reader, case_id, kind, ordinal),
        )

    def _of_case(self, reader: Reader, case: Case, dossier: Dossier) -> Dossier:
        file = read_file(reader, case.id)
        decided = file.decision
        review = self.law.read_review(
            reader,
            case.id,
            decided.direction if decided else FineDirection.ORDINARY,
            decided.decided_on if decided else None,
            decided.provision_id if decided and decided.provision_id else None,
        )
        noticed = next(
            (p.number for p in reversed(file.papers) if p.kind == PaperKind.PRIOR_NOTICE.value), None
        )
        parts = case_part(dossier, file, review, self.workspace.book, noticed_number=noticed)
        issued = self.issued(reader, None, case)
        details = case_details(reader, file, issued, self.procedure)
        return replace(dossier, case=details, **parts)  # type: ignore[arg-type]

    @staticmethod
    def shown_photos(reader: Reader, case: Case | None, visit_id: str | None) -> list[Photo]:
        """The photos that a sheet shows: those of the case, or of a visit without one, that were not set aside."""
        if case is not None:
            return photos_of(reader, case.id)
        return reader.find(Photo, order=("ordinal", "id"), visit_id=visit_id, void_reason="")
