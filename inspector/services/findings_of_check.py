"""What a full check found, file by file in names people know: missing, damaged, strange, could not check, kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from inspector.db.store import Reader
from inspector.documents.wording import shipped
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import Labelled
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.records import Case, Paper, Photo, Visit
from inspector.domain.times import local
from inspector.services.trust import TrustReport
from inspector.services.workspace import Workspace

Names: TypeAlias = dict[str, tuple[str, ...]]


class Finding(Labelled):
    """The four kinds of what can be wrong with a file; none of them is another."""

    MISSING = "missing", "缺失"
    DAMAGED = "damaged", "内容不符"
    UNCHECKED = "unchecked", "未能核对"
    STRANGE = "strange", "库外文件"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file: of which store, its name, where it belongs, and the detail (hash, reason, sizes)."""

    store: str
    name: str
    where: str
    detail: str


Found: TypeAlias = dict[Finding, tuple[FoundFile, ...]]


def found_files(workspace: Workspace, report: TrustReport) -> Found:
    """The files of a report by kind of finding, each named by every record that keeps it."""
    found: dict[Finding, list[FoundFile]] = {kind: [] for kind in Finding}
    with workspace.read() as reader:
        for store, kept in report.stores:
            names = _names(reader, store) if not kept.fine else {}
            for sha256 in kept.missing:
                found[Finding.MISSING].append(_named(store, sha256, names, f"SHA-256 {sha256}"))
            for damaged in kept.damaged:
                sizes = f"存入时 {damaged.expected_bytes} 字节，现在 {damaged.actual_bytes} 字节"
                found[Finding.DAMAGED].append(
                    _named(store, damaged.sha256, names, f"{sizes}；SHA-256 {damaged.sha256}")
                )
            for unread in kept.unreadable:
                found[Finding.UNCHECKED].append(
                    _named(store, unread.sha256, names, f"{unread.reason}；SHA-256 {unread.sha256}")
                )
            for path in kept.strange:
                found[Finding.STRANGE].append(FoundFile(store, path.name, "没有记录提到它", str(path)))
    return {kind: tuple(files) for kind, files in found.items()}


def _named(store: str, sha256: str, names: Names, detail: str) -> FoundFile:
    name, *rest = names.get(sha256, (sha256[:16],))
    return FoundFile(store, name, "；".join(rest), detail)


def _names(reader: Reader, store: str) -> Names:
    """Name and places of the files of one store, by hash."""
    visits = {visit.id: visit for visit in reader.find(Visit)}
    cases = {case.id: case for case in reader.find(Case)}

    def where(visit_id: str | None, case_id: str | None) -> str:
        visit, case = visits.get(visit_id or ""), cases.get(case_id or "")
        if case is not None:
            return f"案件 {case.case_number or case.title}"
        if visit is None:
            return ""
        day = f"{local(visit.started_at):%Y-%m-%d} " if visit.started_at else ""
        return f"检查 {day}{visit.party_name}".strip()

    names: Names = {}
    if store == "文书":
        for paper in reader.find(Paper):
            wording = shipped(paper.kind)
            title = wording.title if wording is not None else paper.kind
            _add(names, paper.sha256, title, where(paper.visit_id, paper.case_id))
        for signed in reader.find(DigitalSignature):
            _add(names, signed.sha256, "电子签名的文书", "")
        return names
    kind: type[Photo] | type[EvidenceFile] = Photo if store == "照片" else EvidenceFile
    for item in reader.find(kind):
        _add(names, item.sha256, item.original_name, where(item.visit_id, item.case_id))
    return names


def _add(names: Names, sha256: str, name: str, where: str) -> None:
    held = names.get(sha256, (name,))
    names[sha256] = (*held, where) if where and where not in held[1:] else held
