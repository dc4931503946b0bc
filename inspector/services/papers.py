"""Papers (文书): preview at any time, issue when complete. An issued paper's bytes are kept and never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.db.store import Reader
from inspector.documents.composing import lacking
from inspector.documents.dossier import Dossier, NumberTaken, PaperKind
from inspector.documents.elements import missing_elements
from inspector.documents.numbering import number_counted, paper_title
from inspector.documents.render import render
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.paper_records import PaperEntry
from inspector.domain.ports import today
from inspector.domain.records import Case, Paper, PaperNumber
from inspector.services.case_review import CaseReviewService
from inspector.services.copies import write_copy
from inspector.services.custody import note_custody
from inspector.services.law_review import LawService
from inspector.services.paper_dossiers import DossierService
from inspector.services.paper_entries import BlankView, blanks, fill
from inspector.services.paper_numbers import take_number
from inspector.services.paper_slots import OF_VISIT, PaperSlot, is_due, kinds_of_case, kinds_of_visit
from inspector.services.paper_wording import own_wording
from inspector.services.photos import PhotoService
from inspector.services.workspace import Workspace

__all__ = [
    "AlreadyIssuedError",
    "PaperIncompleteError",
    "PaperService",
    "PaperSlot",
    "Preview",
    "RedLineError",
]


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
class Preview:
    """A paper as it would be printed now."""

    kind: PaperKind
    title: str
    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    draft: bool
    paper: Paper | None = None
    blanks: tuple[BlankView, ...] = ()


class PaperService:
    """Compose, preview, issue and fetch papers."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos
        self.dossiers = DossierService(workspace, photos)
        self.held = CaseReviewService(workspace, LawService(workspace)).held

    def kinds(
        self, *, visit_id: str | None = None, case_id: str | None = None, every: bool = False
    ) -> list[PaperSlot]:
        """The papers of a visit or case in their order, with what each lacks: those due or begun, or `every` one."""
        with self.workspace.read() as reader:
            if case_id is None:
                base = self.dossiers.base(reader, visit_id=visit_id)
                issued = self.dossiers.issued(reader, visit_id, None)
                return [
                    slot for kind in kinds_of_visit() for slot in self._slots_of(reader, kind, issued, base)
                ]
            case = reader.get(Case, case_id)
            base = self.dossiers.base(reader, case_id=case_id)
            issued = self.dossiers.issued(reader, None, case)
            begun = {entry.kind for entry in reader.find(PaperEntry, case_id=case_id)}
            steps = {step.step for step in base.case.steps}
            found: list[PaperSlot] = []
            for kind in kinds_of_case():
                due = is_due(kind, case, steps) or kind.value in begun
                slots = self._slots_of(reader, kind, issued, base, case_id) if due or every else []
                if not due and not every:
                    slots = [_issued_slot(paper) for paper in _in_force(issued, kind)]
                found += [replace(slot, due=due or slot.paper is not None) for slot in slots]
            return found

    def _slots_of(
        self,
        reader: Reader,
        kind: PaperKind,
        issued: list[Paper],
        base: Dossier,
        case_id: str | None = None,
    ) -> list[PaperSlot]:
        """The papers of a kind: every one issued, and the next while none or one more was begun."""
        found = [_issued_slot(paper) for paper in _in_force(issued, kind)]
        begun = {1} if case_id is None else self._ordinals(reader, case_id, kind)
        taken = {slot.ordinal for slot in found}
        for ordinal in sorted((begun or {1}) - taken) if begun or not found else ():
            missing = (
                *self._missing(reader, kind, self.dossiers.of_kind(reader, base, kind, case_id, ordinal)),
                *self.held(reader, kind.value, case_id),
            )
            state = "draft" if missing else "ready"
            found.append(PaperSlot(kind, paper_title(kind), state, None, None, missing, None, ordinal))
        return sorted(found, key=lambda slot: slot.ordinal)

    @staticmethod
    def _ordinals(reader: Reader, case_id: str, kind: PaperKind) -> set[int]:
        return {entry.ordinal for entry in reader.find(PaperEntry, case_id=case_id, kind=kind.value)}

    def preview(
        self,
        kind: PaperKind | str,
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        ordinal: int = 1,
    ) -> Preview:
        """The issued paper when there is one, else the draft as it stands, with the seal's place shown."""
        kind = PaperKind(kind)
        with self.workspace.read() as reader:
            case = reader.get(Case, case_id) if case_id else None
            found = _in_force(self.dossiers.issued(reader, visit_id, case), kind)
            paper = next((paper for paper in found if paper.ordinal == ordinal), None)
            if paper is not None:
                pdf = self.workspace.papers.get(paper.sha256)
                return Preview(kind, paper_title(kind), pdf, paper.pages, (), draft=False, paper=paper)
            dossier = self.dossier(reader, kind, visit_id=visit_id, case_id=case_id, ordinal=ordinal)
            wording = own_wording(reader, kind)
            missing = (*self._missing(reader, kind, dossier), *self.held(reader, kind.value, case_id))
        rendered = render(kind, dossier, draft_reasons=missing, preview=True, wording=wording)
        views = tuple(blanks(wording, dossier)) if wording and case_id else ()
        return Preview(
            kind, paper_title(kind), rendered.pdf, rendered.pages, missing, draft=bool(missing), blanks=views
        )

    def fill(
        self, kind: PaperKind | str, case_id: str, typed: Mapping[str, str], *, ordinal: int = 1
    ) -> Changes:
        """Fill blanks of a paper of a case that is not yet issued.

        Raises InvalidValueError, KnownFromRecordsError, AlreadyIssuedError.
        """
        kind = PaperKind(kind)
        with self.workspace.write(f"填写{paper_title(kind)}") as writer:
            case = writer.get(Case, case_id)
            wording = own_wording(writer, kind)
            if wording is None:
                raise InvalidValueError(
                    "文书", paper_title(kind), "有填写项的文书；这份的内容都来自检查和案件记录"
                )
            self._refuse_twice(writer, kind, None, case, ordinal)
            dossier = self.dossier(writer, kind, case_id=case_id, ordinal=ordinal)
            return fill(writer, wording, dossier, (case_id, kind, ordinal), typed)

    def _refuse_twice(
        self, reader: Reader, kind: PaperKind, visit_id: str | None, case: Case | None, ordinal: int
    ) -> None:
        found = _in_force(self.dossiers.issued(reader, visit_id, case), kind)
        former = next((paper for paper in found if paper.ordinal == ordinal), None)
        if former is not None:
            raise AlreadyIssuedError(paper_title(kind), former.number or former.issued_on.isoformat())

    def issue(
        self,
        kind: PaperKind | str,
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        day: date | None = None,
        ordinal: int = 1,
    ) -> tuple[Paper, Changes]:
        """Issue a complete paper: take its number, draw it with the chain head, keep bytes and record.

        Raises PaperIncompleteError, RedLineError, AlreadyIssuedError; a number is taken only when the paper is kept.
        """
        kind = PaperKind(kind)
        day = day or today(self.workspace.clock)
        with self.workspace.write(f"出具{paper_title(kind)}") as writer:
            case = writer.get(Case, case_id) if case_id else None
            self._refuse_twice(writer, kind, visit_id, case, ordinal)
            number = None
            dossier = self.dossier(writer, kind, visit_id=visit_id, case_id=case_id, day=day, ordinal=ordinal)
            if number_counted(kind):
                owner = case_id or visit_id or ""
                number = take_number(writer, kind, day.year, dossier.bureau.district, owner)
                taken = NumberTaken(kind=kind, year=number.year, sequence=number.serial, text=number.number)
                dossier = replace(
                    dossier, numbers=(*(n for n in dossier.numbers if n.kind is not kind), taken)
                )
            missing = self._missing(writer, kind, dossier)
            if missing:
                raise PaperIncompleteError(paper_title(kind), missing)
            held = self.held(writer, kind.value, case_id)
            if held:
                raise RedLineError(paper_title(kind), held)
            head = writer.chain_head()
            rendered = render(kind, dossier, wording=own_wording(writer, kind))
            self.workspace.papers.put(rendered.pdf, paper_title(kind))
            record = Paper(
                kind=kind.value,
                sha256=rendered.sha256,
                size_bytes=len(rendered.pdf),
                pages=rendered.pages,
                faces="\n".join(rendered.faces),
                pack_version=self.workspace.book.version,
                chain_seq=head.seq,
                chain_head=head_text(head.hash),
                issued_on=day,
                case_id=case_id,
                visit_id=visit_id if case_id is None else None,
                number=number.number if number else None,
                ordinal=ordinal,
            )
            paper = writer.put(record, "paper.issued")
            if kind is PaperKind.PHOTO_SHEET:
                case = writer.get(Case, case_id) if case_id else None
                sheet = {"on": f"{paper_title(kind)} {paper.sha256[:12]}"}
                note_custody(writer, self.dossiers.shown_photos(writer, case, visit_id), "printed", sheet)
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
        """Write a copy of an issued paper; the copy is an event. Raises OriginalMissingError, CopyNotWrittenError."""
        pdf = self.pdf(paper)
        with self.workspace.write() as writer:
            # The event comes first: who may not take a copy gets none, and a copy that fails leaves no event.
            writer.note("paper.saved", "paper", paper.id, {"sha256": paper.sha256})
            write_copy(path, pdf)

    def save_shown(self, shown: Preview, path: Path) -> None:
        """Write what is shown: an issued paper as `save` does, a draft when copies may be taken. Raises CopyNotWrittenError."""
        if shown.paper is not None:
            self.save(shown.paper, path)
            return
        with self.workspace.write() as writer:
            writer.permit("paper.saved")
        write_copy(path, shown.pdf)

    def note(self, action: str, paper: Paper, detail: Mapping[str, str | int | bool] | None = None) -> None:
        """Record that an issued paper was printed or saved."""
        with self.workspace.write() as writer:
            writer.note(action, "paper", paper.id, {"sha256": paper.sha256, **(detail or {})})

    def note_printed(
        self,
        shown: Preview,
        visit_id: str | None,
        case_id: str | None,
        detail: Mapping[str, str | int | bool],
    ) -> None:
        """Record a print: of an issued paper with its hash, of a draft with its kind at the case or visit."""
        if shown.paper is not None:
            self.note("paper.printed", shown.paper, detail)
            return
        with self.workspace.write() as writer:
            place = ("case_file", case_id) if case_id else ("visit", visit_id or "")
            writer.note("paper.draft_printed", *place, {"kind": shown.kind.value, **detail})

    def _missing(self, reader: Reader, kind: PaperKind, dossier: Dossier) -> tuple[str, ...]:
        """Elements that are missing; a number not yet taken is taken at issue and does not count."""
        wording = own_wording(reader, kind)
        missing = lacking(kind, wording, dossier) if wording else missing_elements(kind, dossier)
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
        ordinal: int = 1,
    ) -> Dossier:
        """Everything a paper of this kind is made from, read in one snapshot."""
        base = self.dossiers.base(reader, visit_id=visit_id, case_id=case_id, law=kind not in OF_VISIT)
        return self.dossiers.of_kind(reader, base, kind, case_id, ordinal, day)


def _in_force(issued: list[Paper], kind: PaperKind) -> list[Paper]:
    return [paper for paper in issued if paper.kind == kind.value and not paper.void_reason]


def _issued_slot(paper: Paper) -> PaperSlot:
    kind = PaperKind(paper.kind)
    return PaperSlot(
        kind, paper_title(kind), "issued", paper.number, paper.issued_on, (), paper, paper.ordinal
    )
