"""The case volume (案卷): every issued paper in order with cover, contents, through page numbers and bookmarks, as one PDF.

A scanned signed copy takes the place of its paper. Documentary evidence (书证) follows the papers; recordings and data cannot be
bound and stand on the list of evidence with their hashes. Nothing unissued is bound: what is due and missing is listed instead.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from inspector.casework.chain import Plain
from inspector.db.store import Reader
from inspector.documents.binding import BoundPart, bind
from inspector.documents.casedetails import IssuedLine
from inspector.documents.dossier import AROUND_VOLUME, Dossier, PaperKind
from inspector.documents.numbering import paper_place, paper_title
from inspector.documents.render import render
from inspector.domain.changes import Changes
from inspector.domain.errors import (
    DamageFoundError,
    InvalidValueError,
    NotFoundError,
    RuleRefusedError,
)
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import FileKind
from inspector.domain.paper_records import SignedCopy
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case, Paper
from inspector.domain.times import local_day
from inspector.evidence.attachments import FileFormat, told_by_head
from inspector.paths import resources_dir
from inspector.services.attachments import attachment, bindable
from inspector.services.case_evidence import EVIDENCE_AS_COPY, files_of, was_evidence
from inspector.services.copies import write_copy
from inspector.services.custody import note_custody
from inspector.services.files import FileService
from inspector.services.papers import PaperService
from inspector.services.workspace import Workspace

_KEPT = "没有写出案卷，文书和证据未改动"


class VolumePart(StrEnum):
    """Main volume (正卷) or side volume (副卷)."""

    MAIN = "main"
    SIDE = "side"

    @property
    def word(self) -> str:
        """Its Chinese name."""
        return "正　卷" if self is VolumePart.MAIN else "副　卷"


class EmptyVolumeError(RuleRefusedError):
    """Nothing was issued for this part of the file."""

    def __init__(self, part: VolumePart, lacking: Sequence[str]) -> None:
        super().__init__(
            f"{part.word.replace('　', '')}里还没有文书",
            "只装订已经出具的文书；草稿不进案卷",
            "先正式出具下面的文书" if lacking else "先正式出具文书",
            tuple(lacking),
        )


class DamagedPartError(DamageFoundError):
    """A paper or scan is not what was stored."""

    def __init__(self, title: str, sha256: str) -> None:
        super().__init__(
            f"{title}与登记的内容不符",
            f"登记的是 {sha256[:12]}。没有装订，文件原样保留",
            "运行“核对全部”，从备份找回这份文书",
        )


@dataclass(frozen=True, slots=True)
class VolumeEntry:
    """A paper or piece of evidence of the volume: its pages as bound and the number of the first.

    A paper may have a signed copy in its place (None: the issued paper itself); evidence has a `file` and no paper.
    """

    title: str
    day: date
    pages: int
    first: int
    paper: Paper | None = None
    copy: SignedCopy | None = None
    file: EvidenceFile | None = None

    @property
    def number(self) -> str | None:
        """The number (文号) of a paper."""
        return self.paper.number if self.paper is not None else None

    @property
    def span(self) -> tuple[int, int]:
        """First and last page."""
        return self.first, self.first + self.pages - 1


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """What a part of the volume would hold: papers, then the evidence that can be bound.

    `lacking` are papers that are due and not issued; `files` is all evidence but photos, bound in or only listed.
    """

    part: VolumePart
    entries: tuple[VolumeEntry, ...]
    lacking: tuple[str, ...]
    files: tuple[EvidenceFile, ...] = ()

    @property
    def papers(self) -> int:
        """Papers without the evidence."""
        return sum(entry.paper is not None for entry in self.entries)

    @property
    def bound_files(self) -> tuple[EvidenceFile, ...]:
        """Evidence whose pages are in the volume."""
        return tuple(entry.file for entry in self.entries if entry.file is not None)

    @property
    def unbound(self) -> tuple[EvidenceFile, ...]:
        """Evidence that is listed and not bound in: recordings, data, and PDFs whose pages cannot be read."""
        bound = {file.id for file in self.bound_files}
        return tuple(file for file in self.files if file.id not in bound)

    @property
    def pages(self) -> int:
        """Numbered pages; cover and contents are not numbered."""
        return sum(entry.pages for entry in self.entries)


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """A volume as it would be written: bytes, their hash, and what it holds."""

    pdf: bytes
    sha256: str
    plan: VolumePlan

    def told(self) -> dict[str, Plain]:
        """What an event says of it."""
        plan = self.plan
        return {
            "part": plan.part.value,
            "sha256": self.sha256,
            "papers": plan.papers,
            "attachments": len(plan.files),
            "pages": plan.pages,
        }


@dataclass(frozen=True, slots=True)
class VolumeReport:
    """What was written."""

    path: Path
    sha256: str
    size_bytes: int
    plan: VolumePlan


class VolumeService:
    """Plans and binds the volume, and keeps the scanned signed copies."""

    def __init__(self, workspace: Workspace, papers: PaperService, files: FileService) -> None:
        self.workspace = workspace
        self.papers = papers
        self.files = files

    @cached_property
    def side_kinds(self) -> frozenset[str]:
        """Kinds of the side volume, from `resources/papers/volume.toml`."""
        with (resources_dir() / "papers" / "volume.toml").open("rb") as file:
            return frozenset(PaperKind(kind).value for kind in tomllib.load(file)["side"])

    def plan(self, case_id: str, part: VolumePart = VolumePart.MAIN) -> VolumePlan:
        """What would be bound now. Raises NotFoundError."""
        lacking = [
            slot.title
            for slot in self.papers.kinds(case_id=case_id)
            if slot.due
            and slot.paper is None
            and slot.kind not in AROUND_VOLUME
            and self._in(part, slot.kind.value)
        ]
        with self.workspace.read() as reader:
            files = tuple(files_of(reader, case_id)) if part is VolumePart.MAIN else ()
            entries = self._entries(reader, reader.get(Case, case_id), part, files)
            return VolumePlan(part, entries, tuple(lacking), files)

    def bind(
        self, case_id: str, path: Path, part: VolumePart = VolumePart.MAIN, progress: Progress | None = None
    ) -> VolumeReport:
        """Write the volume to `path`; that it was bound is an event. Raises EmptyVolumeError, UnbindableError,
        OriginalMissingError, CopyNotWrittenError, CancelledError; then nothing is written."""
        bound = self.compose(case_id, part, progress)
        with self.workspace.write() as writer:
            # The event comes first: who may not bind gets no file, and a file that fails leaves no event.
            writer.note("case.bound", "case_file", case_id, bound.told())
            note_custody(writer, bound.plan.bound_files, "exported", {"to": "案卷"})
            write_copy(path, bound.pdf)
        return VolumeReport(path, bound.sha256, len(bound.pdf), bound.plan)

    def note(
        self,
        action: str,
        case_id: str,
        bound: BoundVolume,
        detail: Mapping[str, str | int | bool] | None = None,
    ) -> None:
        """Record that a composed volume was printed (`case.printed`), also in the custody log of the evidence in it."""
        with self.workspace.write() as writer:
            writer.note(action, "case_file", case_id, {**bound.told(), **(detail or {})})
            note_custody(writer, bound.plan.bound_files, "printed", {"on": "案卷"})

    def compose(
        self, case_id: str, part: VolumePart = VolumePart.MAIN, progress: Progress | None = None
    ) -> BoundVolume:
        """The volume in memory, to print it. Raises as `bind` does, short of writing."""
        progress = progress or NoProgress()
        plan = self.plan(case_id, part)
        if not plan.papers:
            raise EmptyVolumeError(part, plan.lacking)
        with self.workspace.read() as reader:
            case = reader.get(Case, case_id)
            base = self.papers.dossiers.base(reader, case_id=case_id)
            front = self._front(reader, base, plan, case_id)
        parts = [*front, *(BoundPart(entry.title, self._source(entry)) for entry in plan.entries)]

        def watch(done: int, title: str) -> None:
            progress.report(done, len(parts), title)
            check_cancelled(progress, _KEPT)

        name = f"{case.case_number or '未编号'} {part.word.replace('　', '')}"
        pdf = bind(parts, f"行政处罚案卷 {name}", case.party_name, watch)
        return BoundVolume(pdf, hashlib.sha256(pdf).hexdigest(), plan)

    def add_signed_copy(
        self,
        case_id: str,
        paper_id: str,
        path: Path,
        signed_on: date | None = None,
        progress: Progress | None = None,
    ) -> tuple[SignedCopy, Changes]:
        """Take a scan in as evidence and put it in the place of a paper of the case or of its visit.

        Raises NotFoundError, PhotoRefusedError for a file that is refused, InvalidValueError for what is no PDF.
        """
        with self.workspace.read() as reader:
            issued = self.papers.dossiers.issued(reader, None, reader.get(Case, case_id))
        if paper_id not in {paper.id for paper in issued}:
            raise NotFoundError("本案的文书", paper_id)
        if path.is_file() and not _is_pdf(path):
            # Asked before the intake: a wrong file must not stay in the case as evidence.
            raise InvalidValueError("签署件", path.name, "扫描成 PDF 的文件")
        taken = self.files.take_in([path], case_id=case_id, progress=progress)
        if taken.refused:
            raise taken.refused[0].why
        if taken.passed_over or not (taken.taken or taken.known):
            reason = taken.passed_over[0].reason if taken.passed_over else "没有文件"
            raise InvalidValueError("签署件", path.name, f"扫描成 PDF 的文件（{reason}）")
        with self.workspace.write() as writer:
            file = self._file(writer, case_id, taken.taken[0] if taken.taken else None, path)
            # A file just taken in is a scan and nothing else; one that was in the case as evidence stays that underneath.
            known = not taken.taken and (
                file.id in {one.id for one in files_of(writer, case_id)}
                or any(
                    was_evidence(writer, copy)
                    for copy in writer.find(SignedCopy, case_id=case_id, file_id=file.id)
                )
            )
            if file.kind is not FileKind.PAPER:
                raise InvalidValueError("签署件", path.name, "扫描成 PDF 的文件")
            for former in writer.find(SignedCopy, paper_id=paper_id, void_reason=""):
                writer.put(replace(former, void_reason="换成新的扫描件"), "signed_copy.replaced")
            copy = SignedCopy(paper_id=paper_id, case_id=case_id, file_id=file.id, signed_on=signed_on)
            stored = writer.put(copy, EVIDENCE_AS_COPY if known else "signed_copy.added")
            return stored, taken.changes + writer.changes()

    def remove_signed_copy(self, copy_id: str, reason: str) -> Changes:
        """Take a signed copy out of the volume; what had been evidence before is evidence again."""
        if not reason.strip():
            raise InvalidValueError("理由", "", "写明为什么不用这份扫描件")
        with self.workspace.write(reason) as writer:
            writer.put(replace(writer.get(SignedCopy, copy_id), void_reason=reason), "signed_copy.removed")
            return writer.changes()

    def copies(self, case_id: str) -> dict[str, SignedCopy]:
        """Signed copies in force by paper id."""
        with self.workspace.read() as reader:
            found = reader.find(SignedCopy, case_id=case_id, void_reason="")
        return {copy.paper_id: copy for copy in found}

    @staticmethod
    def _file(reader: Reader, case_id: str, taken: EvidenceFile | None, path: Path) -> EvidenceFile:
        """The file just taken in, or the one whose bytes were there already."""
        if taken is not None:
            return taken
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return reader.find(EvidenceFile, case_id=case_id, sha256=digest, void_reason="")[0]

    def _in(self, part: VolumePart, kind: str) -> bool:
        return (kind in self.side_kinds) is (part is VolumePart.SIDE)

    def _entries(
        self, reader: Reader, case: Case, part: VolumePart, evidence: Sequence[EvidenceFile]
    ) -> tuple[VolumeEntry, ...]:
        papers = [
            paper
            for paper in self.papers.dossiers.issued(reader, None, case)
            if not paper.void_reason
            and PaperKind(paper.kind) not in AROUND_VOLUME
            and self._in(part, paper.kind)
        ]
        papers.sort(key=lambda paper: (paper_place(PaperKind(paper.kind)), paper.issued_on, paper.ordinal))
        copies = {copy.paper_id: copy for copy in reader.find(SignedCopy, case_id=case.id, void_reason="")}
        files = {f.id: f for f in reader.find_in(EvidenceFile, "id", [c.file_id for c in copies.values()])}
        entries: list[VolumeEntry] = []
        first = 1
        for paper in papers:
            copy = copies.get(paper.id)
            pages = (files[copy.file_id].pages if copy else None) or paper.pages
            title = paper_title(PaperKind(paper.kind))
            entries.append(VolumeEntry(title, paper.issued_on, pages, first, paper, copy))
            first += pages
        for file in evidence:
            if bindable(file):
                day = local_day(file.made_at or file.created_at)
                title = f"书证：{file.caption or file.original_name}"
                entries.append(VolumeEntry(title, day, file.pages or 0, first, file=file))
                first += file.pages or 0
        return tuple(entries)

    def _front(self, reader: Reader, base: Dossier, plan: VolumePlan, case_id: str) -> list[BoundPart]:
        """Cover, contents and the list of evidence, made for this binding."""
        lines = tuple(
            IssuedLine(
                kind=entry.paper.kind if entry.paper is not None else "evidence",
                title=entry.title,
                day=entry.day,
                pages=entry.pages,
                number=entry.number,
            )
            for entry in plan.entries
        )
        spans = {entry.file.id: entry.span for entry in plan.entries if entry.file is not None}
        listed = tuple(replace(attachment(file), bound=spans.get(file.id)) for file in plan.files)
        kinds = [PaperKind.COVER, PaperKind.CONTENTS, *([PaperKind.EVIDENCE_LIST] if listed else [])]
        found = []
        for kind in kinds:
            dossier = self.papers.dossiers.of_kind(reader, base, kind, case_id)
            told = dict(dossier.entries)
            if kind is PaperKind.COVER:
                told = {"页数": str(plan.pages)} | told | {"卷别": plan.part.word}
            details = replace(dossier.case, issued=lines, attachments=listed)
            dossier = replace(dossier, case=details, entries=tuple(told.items()))
            pdf = render(kind, dossier).pdf
            found.append(BoundPart(paper_title(kind), lambda pdf=pdf: pdf, numbered=False))  # type: ignore[misc]
        return found

    def _stored(self, entry: VolumeEntry) -> str:
        """The hash of the file that an entry shows: the scan of a paper, or a piece of evidence."""
        if entry.file is not None:
            return entry.file.sha256
        assert entry.copy is not None
        with self.workspace.read() as reader:
            return reader.get(EvidenceFile, entry.copy.file_id).sha256

    def _source(self, entry: VolumeEntry) -> Callable[[], bytes]:
        """The bytes of an entry, held against the hash they were stored under."""

        def read() -> bytes:
            if entry.paper is not None and entry.copy is None:
                wanted, pdf = entry.paper.sha256, self.papers.pdf(entry.paper)
            else:
                wanted = self._stored(entry)
                with self.workspace.files.open(wanted) as stream:
                    pdf = stream.read()
            if hashlib.sha256(pdf).hexdigest() != wanted:
                raise DamagedPartError(entry.title, wanted)
            return pdf

        return read


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return told_by_head(stream.read(64), path.name) is FileFormat.PDF
