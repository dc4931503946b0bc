"""Papers (文书): preview at any time, issue when complete. An issued paper's bytes are kept and never change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.db.store import Reader, Writer
from inspector.documents.dossier import Dossier, NumberTaken, PaperDate, PaperKind
from inspector.documents.elements import missing_elements
from inspector.documents.numbering import number_text, paper_title
from inspector.documents.render import RenderedPaper, render
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import FineDirection, Outcome
from inspector.domain.ports import today
from inspector.domain.records import Case, Officer, Paper, PaperNumber, Photo
from inspector.services.case_review import CaseReviewService
from inspector.services.cases import read_file
from inspector.services.dossiers import (
    bureau_part,
    case_part,
    party_of_case,
    party_of_visit,
    photo_parts,
    trace_part,
    visit_part,
)
from inspector.services.law_review import LawService
from inspector.services.officers import OfficerService
from inspector.services.photos import PhotoService
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

_OF_VISIT = (PaperKind.SITE_RECORD, PaperKind.PHOTO_SHEET)
_LETTERS = (PaperKind.RECTIFICATION_ORDER, PaperKind.PRIOR_NOTICE)
_DECISIONS = {
    Outcome.PENALTY: PaperKind.PENALTY_DECISION,
    Outcome.REDUCED: PaperKind.PENALTY_DECISION,
    Outcome.WAIVED: PaperKind.NO_PENALTY_DECISION,
    Outcome.MAY_BE_WAIVED: PaperKind.NO_PENALTY_DECISION,
}
_WITHOUT_NUMBER = frozenset({PaperKind.PHOTO_SHEET, PaperKind.SITE_RECORD})


class PaperIncompleteError(RuleRefusedError):
    """A paper lacks elements the law asks for; only a draft can be printed."""

    def __init__(self, title: str, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"{title}还缺 {len(missing)} 项，不能正式出具",
            "可以打印草稿；正式文书缺必备要素会被认定违法（案卷评查 2024）",
            "补齐下面各项",
            missing,
        )


class AlreadyIssuedError(RuleRefusedError):
    """The paper was issued before."""

    def __init__(self, title: str, number: str) -> None:
        super().__init__(
            f"{title}已经出具：{number}", "已出具的文书不能覆盖", "打开已出具的一份；要更正时先作废并写明理由"
        )


class RedLineError(RuleRefusedError):
    """A red line of the file's own review is open; only a draft can be printed."""

    def __init__(self, title: str, found: tuple[str, ...]) -> None:
        super().__init__(
            f"{title}不能正式出具：案卷自查有 {len(found)} 项一票否决",
            "可以打印草稿，草稿带水印；一票否决项会使案卷不合格",
            "改正下面各项；负责人可以写明理由放行，放行会一直显示",
            found,
        )


@dataclass(frozen=True, slots=True)
class PaperSlot:
    """A paper the case or visit may have, and how far it is."""

    kind: PaperKind
    title: str
    state: str
    number: str | None
    issued_on: date | None
    missing: tuple[str, ...]
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be printed now."""

    kind: PaperKind
    title: str
    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    draft: bool
    paper: Paper | None = None


class PaperService:
    """Compose, preview, issue and fetch papers."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos
        self.visits = VisitService(workspace)
        self.law = LawService(workspace)
        self.officers = OfficerService(workspace)
        self.held = CaseReviewService(workspace, self.law).held

    def kinds(self, *, visit_id: str | None = None, case_id: str | None = None) -> list[PaperSlot]:
        """The papers of a visit or case in their order, with what each lacks."""
        with self.workspace.read() as reader:
            kinds, issued = self._slots(reader, visit_id, case_id)
            slots = []
            for kind in kinds:
                paper = next(
                    (p for p in reversed(issued) if p.kind == kind.value and not p.void_reason), None
                )
                missing = (
                    ()
                    if paper
                    else (
                        *self._missing(kind, self.dossier(reader, kind, visit_id=visit_id, case_id=case_id)),
                        *self.held(reader, kind.value, case_id),
                    )
                )
                state = "issued" if paper else "draft" if missing else "ready"
                slots.append(
                    PaperSlot(
                        kind,
                        paper_title(kind),
                        state,
                        paper.number if paper else None,
                        paper.issued_on if paper else None,
                        missing,
                        paper,
                    )
                )
            return slots

    def preview(
        self, kind: PaperKind | str, *, visit_id: str | None = None, case_id: str | None = None
    ) -> Preview:
        """The issued paper when there is one, else the draft as it stands, with the seal's place shown."""
        kind = PaperKind(kind)
        with self.workspace.read() as reader:
            _, issued = self._slots(reader, visit_id, case_id)
            paper = next((p for p in reversed(issued) if p.kind == kind.value and not p.void_reason), None)
            dossier = None if paper else self.dossier(reader, kind, visit_id=visit_id, case_id=case_id)
            held = () if paper else self.held(reader, kind.value, case_id)
        if paper is not None:
            pdf = self.workspace.papers.get(paper.sha256)
            return Preview(kind, paper_title(kind), pdf, paper.pages, (), draft=False, paper=paper)
        if dossier is None:
            raise AssertionError("a dossier is composed for every paper not issued")
        missing = (*self._missing(kind, dossier), *held)
        rendered = render(kind, dossier, draft_reasons=missing, preview=True)
        return Preview(kind, paper_title(kind), rendered.pdf, rendered.pages, missing, draft=bool(missing))

    def issue(
        self,
        kind: PaperKind | str,
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        day: date | None = None,
    ) -> tuple[Paper, Changes]:
        """Issue a complete paper: take its number, draw it with the chain head, keep bytes and record.

        Raises PaperIncompleteError, RedLineError, AlreadyIssuedError; a number is taken only when the paper is kept.
        """
        kind = PaperKind(kind)
        day = day or today(self.workspace.clock)
        with self.workspace.write(f"出具{paper_title(kind)}") as writer:
            _, issued = self._slots(writer, visit_id, case_id)
            former = next((p for p in issued if p.kind == kind.value and not p.void_reason), None)
            if former is not None:
                raise AlreadyIssuedError(paper_title(kind), former.number or former.issued_on.isoformat())
            number = None
            dossier = self.dossier(writer, kind, visit_id=visit_id, case_id=case_id, day=day)
            owner = case_id or visit_id or ""
            if kind not in _WITHOUT_NUMBER:
                number = self._take_number(writer, kind, day.year, dossier.bureau.district, owner)
                taken = NumberTaken(kind=kind, year=day.year, sequence=number.serial, text=number.number)
                dossier = replace(
                    dossier, numbers=(*(n for n in dossier.numbers if n.kind is not kind), taken)
                )
            missing = self._missing(kind, dossier)
            if missing:
                raise PaperIncompleteError(paper_title(kind), missing)
            held = self.held(writer, kind.value, case_id)
            if held:
                raise RedLineError(paper_title(kind), held)
            head = writer.chain_head()
            rendered = render(kind, dossier)
            self.workspace.papers.put(rendered.pdf, paper_title(kind))
            paper = writer.put(
                _record(
                    kind,
                    rendered,
                    day,
                    number,
                    visit_id,
                    case_id,
                    self.workspace.book.version,
                    head.seq,
                    head_text(head.hash),
                ),
                "paper.issued",
            )
            return paper, writer.changes()

    def void(self, paper_id: str, reason: str) -> Changes:
        """Void an issued paper with a reason; its bytes, its number and its place stay."""
        if not reason.strip():
            raise InvalidValueError("作废理由", "", "写明为什么作废")
        with self.workspace.write(reason) as writer:
            paper = writer.get(Paper, paper_id)
            writer.put(replace(paper, void_reason=reason), "paper.voided")
            for number in writer.find(PaperNumber, number=paper.number or ""):
                writer.put(replace(number, void_reason=reason), "paper.number_voided")
            return writer.changes()

    def pdf(self, paper: Paper) -> bytes:
        """The bytes of an issued paper. Raises OriginalMissingError."""
        return self.workspace.papers.get(paper.sha256)

    def save(self, paper: Paper, path: Path) -> None:
        """Write a copy of an issued paper; the copy is an event."""
        path.write_bytes(self.pdf(paper))
        self.note("paper.saved", paper)

    def note(self, action: str, paper: Paper) -> None:
        """Record that an issued paper was printed or saved."""
        with self.workspace.write() as writer:
            writer.note(action, "paper", paper.id, {"sha256": paper.sha256})

    def _slots(
        self, reader: Reader, visit_id: str | None, case_id: str | None
    ) -> tuple[tuple[PaperKind, ...], list[Paper]]:
        if case_id is None:
            return _OF_VISIT, reader.find(Paper, order=("created_at", "id"), visit_id=visit_id)
        case = reader.get(Case, case_id)
        issued = reader.find(Paper, order=("created_at", "id"), case_id=case_id)
        if case.visit_id:
            issued += reader.find(Paper, order=("created_at", "id"), visit_id=case.visit_id)
        visits = _OF_VISIT if case.visit_id else (PaperKind.PHOTO_SHEET,)
        if case.outcome is Outcome.HANDED_OVER:
            return visits, issued
        decisions = (
            (_DECISIONS[case.outcome],)
            if case.outcome in _DECISIONS
            else tuple(dict.fromkeys(_DECISIONS.values()))
        )
        return (*visits, *_LETTERS, *decisions), issued

    def _missing(self, kind: PaperKind, dossier: Dossier) -> tuple[str, ...]:
        """Elements that are missing; a number not yet taken is taken at issue and does not count."""
        missing = missing_elements(kind, dossier)
        number = dossier.number(kind)
        return (
            missing
            if number is not None
            else tuple(entry for entry in missing if not entry.startswith("发文字号"))
        )

    def dossier(
        self,
        reader: Reader,
        kind: PaperKind,
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        day: date | None = None,
    ) -> Dossier:
        """Everything a paper of this kind is made from, read in one snapshot."""
        profile = self.officers.bureau()
        head = reader.head(self.workspace.origin.chain_id)
        officers = {officer.id: officer for officer in reader.find(Officer)}
        case = reader.get(Case, case_id) if case_id else None
        sheet = (
            self.visits.read_sheet(reader, visit_id or (case.visit_id if case else None) or "")
            if visit_id or (case and case.visit_id)
            else None
        )
        photos = self._photos(reader, case, visit_id)
        flags = {
            key: tuple(f.words for f in found if f.notable)
            for key, found in self.photos.flags(photos, reader).items()
        }
        place = sheet.visit.place if sheet else (case.party_address if case else "")
        number = case.case_number if case else None
        owner = case.id if case else visit_id or ""
        dossier = Dossier(
            bureau=bureau_part(profile),
            party=party_of_case(case) if case else party_of_visit(sheet) if sheet else Dossier().party,
            trace=trace_part(
                number,
                self.workspace.book.version,
                head_text(head.hash),
                owner.replace("-", "").upper()[-12:],
            ),
            visits=(visit_part(sheet),) if sheet else (),
            photos=photo_parts(photos, officers, place, self.photos.picture, flags),
        )
        if case is None or kind in _OF_VISIT:
            return dossier
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
        dated = PaperDate(kind=kind, day=day or today(self.workspace.clock))
        return replace(dossier, dates=(dated,), **parts)  # type: ignore[arg-type]

    def _photos(self, reader: Reader, case: Case | None, visit_id: str | None) -> list[Photo]:
        if case is not None:
            return reader.find(Photo, order=("ordinal", "id"), case_id=case.id, void_reason="")
        return reader.find(Photo, order=("ordinal", "id"), visit_id=visit_id, void_reason="")

    def _take_number(
        self, writer: Writer, kind: PaperKind, year: int, district: str | None, owner: str
    ) -> PaperNumber:
        """The next serial of the kind and year: gapless, because it is taken in the transaction that keeps the paper."""
        if not district:
            raise InvalidValueError("区简称", "", "在设置里写明机关的区简称，文号要用")
        last = max((n.serial for n in writer.find(PaperNumber, series=kind.value, year=year)), default=0)
        serial = last + 1
        return writer.put(
            PaperNumber(
                series=kind.value,
                year=year,
                serial=serial,
                number=number_text(kind, district, year, serial),
                owner_id=owner,
            ),
            "paper.number_taken",
        )


def _record(
    kind: PaperKind,
    rendered: RenderedPaper,
    day: date,
    number: PaperNumber | None,
    visit_id: str | None,
    case_id: str | None,
    pack_version: str,
    seq: int,
    head: str,
) -> Paper:
    return Paper(
        kind=kind.value,
        sha256=rendered.sha256,
        size_bytes=len(rendered.pdf),
        pages=rendered.pages,
        faces="\n".join(rendered.faces),
        pack_version=pack_version,
        chain_seq=seq,
        chain_head=head,
        issued_on=day,
        case_id=case_id,
        visit_id=visit_id if case_id is None else None,
        number=number.number if number else None,
    )
