"""The integrity certificate of one case: files hashed anew, chain and records compared, one page that repeats byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from inspector import __version__
from inspector.casework.chain import GENESIS, ChainEvent, Plain
from inspector.db.rows import KINDS
from inspector.db.store import Reader
from inspector.db.verify import RowFault, StoreReport, verify_store
from inspector.documents.certificate import Certificate, Counted, render_certificate
from inspector.documents.render import RenderedPaper
from inspector.domain.ports import NoProgress, Progress, today
from inspector.evidence.verifying import VerifyReport
from inspector.services.case_contents import CaseRecords, case_records
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

Reports: TypeAlias = tuple[tuple[str, VerifyReport], ...]


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
            own = [event for event, entity, key in reader.owned_events() if (entity, key) in keys]
            row_faults = _own_faults(reader, found, store.row_faults)
        reports = self._hashed(found, progress)
        certificate = _filled(found, store, own, row_faults, reports)
        certificate = replace(
            certificate,
            bureau=bureau,
            day=day or today(self.workspace.clock),
            versions=(f"现场执法 {__version__}", self.workspace.book.version, "SHA-256"),
        )
        paper = render_certificate(certificate)
        detail: dict[str, Plain] = {
            "verdict": certificate.verdict,
            "sha256": paper.sha256,
            "faults": list(certificate.faults[:50]),
        }
        with self.workspace.write() as writer:
            writer.note("case.certified", "case_file", case_id, detail)
        return CertifiedCase(certificate, paper)

    def _hashed(self, found: CaseRecords, progress: Progress) -> Reports:
        """Every file of the case hashed anew, those set aside among them."""
        photos = {photo.sha256: photo.size_bytes for photo in found.photos}
        files = {file.sha256: file.size_bytes for file in found.files}
        papers = {paper.sha256: paper.size_bytes for paper in found.papers}
        signed = {copy.sha256: copy.size_bytes for copy in found.signed()}
        return (
            ("照片", self.workspace.photos.verify(photos, progress)),
            ("其他材料", self.workspace.files.verify(files, progress)),
            ("文书", self.workspace.papers.verify(papers, progress)),
            *((("签名文书", self.workspace.papers.verify(signed, progress)),) if signed else ()),
        )


def _filled(
    found: CaseRecords,
    store: StoreReport,
    own: Sequence[ChainEvent],
    row_faults: Sequence[str],
    reports: Reports,
) -> Certificate:
    """What was found, before bureau, day and versions are named."""
    faults = [*row_faults, *(f"审计链第 {fault.seq} 号：{fault.what}" for fault in store.chain_faults)]
    faults += [line for name, report in reports for line in _file_faults(name, report)]
    wrong = bool(faults) or bool(store.integrity)
    unchecked = any(report.unreadable for _, report in reports)
    case = found.file.case
    return Certificate(
        bureau="",
        title=case.title,
        number=case.case_number or "",
        party=case.party_name,
        day=case.found_on,
        counted=tuple(_counted(name, report) for name, report in reports),
        list_sha256=_list_hash(found),
        chain_events=len(own),
        chain_seq=own[-1].seq if own else 0,
        chain_hash=own[-1].hash.hex() if own else GENESIS.hex(),
        chain_fine=not store.chain_faults and not store.integrity,
        records=len(found.records),
        records_fine=not row_faults,
        verdict="不符" if wrong else "未能核对" if unchecked else "相符",
        faults=tuple(faults),
        versions=(),
    )


def _own_faults(reader: Reader, found: CaseRecords, faults: Sequence[RowFault]) -> list[str]:
    """Faults of this case's rows; a row that is gone is known as the case's by its last event."""
    keys = found.keys()
    visit_id = found.file.visit.id if found.file.visit else None
    own = []
    for fault in faults:
        mine = (fault.table, fault.id) in keys
        if not mine and fault.table in KINDS:
            images = [body["after"] for body in reader.history(KINDS[fault.table], fault.id)]
            last = next((image for image in reversed(images) if isinstance(image, Mapping)), {})
            mine = last.get("case_id") == found.file.case.id or (
                visit_id is not None and last.get("visit_id") == visit_id
            )
        if mine:
            own.append(f"{fault.table} {fault.id}：{fault.what}")
    return own


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
        sorted(
            item.sha256
            for group in (found.photos, found.files, found.papers, found.signed())
            for item in group
        )
    )
    return hashlib.sha256("".join(f"{sha256}\n" for sha256 in hashes).encode()).hexdigest()
