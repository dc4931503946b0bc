"""The integrity certificate of one case: files hashed anew, chain and records compared, one page that repeats byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspector import __version__
from inspector.casework.chain import ChainEvent
from inspector.db.verify import verify_store
from inspector.documents.certificate import Certificate, Counted, render_certificate
from inspector.documents.render import RenderedPaper
from inspector.domain.ports import NoProgress, Progress, today
from inspector.evidence.verifying import VerifyReport
from inspector.services.case_contents import CaseRecords, case_records
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CertifiedCase:
    """What was found and the page that says so."""

    certificate: Certificate
    paper: RenderedPaper


class CertificateService:
    """Make the certificate of a case."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def certify(
        self, case_id: str, day: date | None = None, progress: Progress | None = None
    ) -> CertifiedCase:
        """Check the case's files, the whole chain and the case's records, and draw the page; nothing is repaired.

        The same store state and day give the same bytes: the page names the case's last change, not the chain's end, which
        every certificate moves on. That it was made is noted as an event. Raises NotFoundError, CancelledError.
        """
        progress = progress or NoProgress()
        bureau = OfficerService(self.workspace).bureau().name
        with self.workspace.read() as reader:
            found = case_records(reader, case_id)
            store = verify_store(reader, progress)
            keys = found.keys()
            own: list[ChainEvent] = [
                event for event, entity, key in reader.owned_events() if (entity, key) in keys
            ]
        photos = {photo.sha256: photo.size_bytes for photo in found.photos}
        files = {file.sha256: file.size_bytes for file in found.files}
        papers = {paper.sha256: paper.size_bytes for paper in found.papers}
        reports = (
            ("照片", self.workspace.photos.verify(photos, progress)),
            ("其他材料", self.workspace.files.verify(files, progress)),
            ("文书", self.workspace.papers.verify(papers, progress)),
        )
        faults = [
            f"{fault.table} {fault.id}：{fault.what}"
            for fault in store.row_faults
            if (fault.table, fault.id) in keys
        ]
        records_fine = not faults
        faults += [f"审计链第 {fault.seq} 号：{fault.what}" for fault in store.chain_faults]
        faults += [line for name, report in reports for line in _file_faults(name, report)]
        wrong = bool(faults) or bool(store.integrity)
        unchecked = any(report.unreadable for _, report in reports)
        last = own[-1]
        certificate = Certificate(
            bureau=bureau,
            title=found.file.case.title,
            number=found.file.case.case_number or "",
            party=found.file.case.party_name,
            day=day or today(self.workspace.clock),
            counted=tuple(_counted(name, report) for name, report in reports),
            list_sha256=_list_hash(found),
            chain_events=len(own),
            chain_seq=last.seq,
            chain_hash=last.hash.hex(),
            chain_fine=not store.chain_faults and not store.integrity,
            records=len(found.records),
            records_fine=records_fine,
            verdict="不符" if wrong else "未能核对" if unchecked else "相符",
            faults=tuple(faults),
            versions=(f"现场执法 {__version__}", self.workspace.book.version, "SHA-256"),
        )
        paper = render_certificate(certificate)
        with self.workspace.write() as writer:
            writer.note(
                "case.certified",
                "case_file",
                case_id,
                {
                    "verdict": certificate.verdict,
                    "sha256": paper.sha256,
                    "faults": list(certificate.faults[:50]),
                },
            )
        return CertifiedCase(certificate, paper)


def _counted(name: str, report: VerifyReport) -> Counted:
    parts = (len(report.ok), len(report.missing), len(report.damaged), len(report.unreadable))
    return Counted(name, sum(parts), *parts)


def _file_faults(name: str, report: VerifyReport) -> list[str]:
    return [
        *(f"{name}缺失：{sha256[:16]}" for sha256 in report.missing),
        *(f"{name}不符：{damaged.sha256[:16]}" for damaged in report.damaged),
    ]


def _list_hash(found: CaseRecords) -> str:
    """SHA-256 of the sorted hashes of all files, each on its line: one value that stands for the list."""
    hashes: Mapping[str, None] = dict.fromkeys(
        sorted(item.sha256 for group in (found.photos, found.files, found.papers) for item in group)
    )
    return hashlib.sha256("".join(f"{sha256}\n" for sha256 in hashes).encode()).hexdigest()
