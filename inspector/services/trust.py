"""Checks and backups: every photo, file and paper re-hashed, every link of the chain, every row against its last event."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from inspector import __version__
from inspector.casework.chain import Plain, head_text
from inspector.db.backup import backups_in, write_backup
from inspector.db.engine import SQLITE_VERSION
from inspector.db.verify import StoreReport, verify_store
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.ports import NoProgress, Progress
from inspector.domain.records import Paper, Photo
from inspector.evidence.verifying import VerifyReport
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TrustReport:
    """Result of a full check: three verdicts kept apart (fine, wrong, could not check)."""

    store: StoreReport
    photos: VerifyReport
    papers: VerifyReport
    files: VerifyReport

    @property
    def stores(self) -> tuple[tuple[str, VerifyReport], ...]:
        """The three stores of bytes with their names."""
        return ("照片", self.photos), ("材料", self.files), ("文书", self.papers)

    @property
    def wrong(self) -> bool:
        """Something does not match or is missing."""
        store = self.store
        return bool(
            store.chain_faults
            or store.row_faults
            or store.integrity
            or any(report.wrong for _, report in self.stores)
        )

    @property
    def unchecked(self) -> bool:
        """Something could not be read, which is neither fine nor wrong."""
        return any(report.unreadable for _, report in self.stores)

    def wrong_files(self) -> list[Plain]:
        """Hashes of files that are missing or damaged."""
        return [
            sha256
            for _, report in self.stores
            for sha256 in (*report.missing, *(entry.sha256 for entry in report.damaged))
        ]

    def sentences(self) -> list[str]:
        """The result in words, a line each."""
        store = self.store
        lines = [
            f"审计链 {store.events} 条："
            + ("相接，内容相符" if not store.chain_faults else f"{len(store.chain_faults)} 处不符"),
            f"记录 {store.rows} 条："
            + ("与审计链相符" if not store.row_faults else f"{len(store.row_faults)} 处不符"),
            *(f"{name} {report.words()}" for name, report in self.stores),
        ]
        if store.integrity:
            lines.append("数据库文件：" + "；".join(store.integrity[:5]))
        lines.extend(f"　审计链 {fault.seq} 号：{fault.what}" for fault in store.chain_faults[:20])
        lines.extend(f"　{fault.table} {fault.id}：{fault.what}" for fault in store.row_faults[:20])
        for _, report in self.stores:
            lines.extend(f"　缺失 {sha256}" for sha256 in report.missing[:20])
            lines.extend(f"　不符 {damaged.sha256}" for damaged in report.damaged[:20])
            lines.extend(
                f"　未能核验 {unchecked.sha256}：{unchecked.reason}" for unchecked in report.unreadable[:20]
            )
            lines.extend(f"　库外文件 {path.name}" for path in report.strange[:20])
        return lines


class TrustService:
    """Verify, back up, and say what this installation is."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def verify(self, progress: Progress | None = None) -> TrustReport:
        """The full check; it never repairs. Its result is itself an event of the chain. Raises CancelledError."""
        progress = progress or NoProgress()
        with self.workspace.read() as reader:
            store = verify_store(reader, progress)
            photos = {photo.sha256: photo.size_bytes for photo in reader.find(Photo)}
            papers = {paper.sha256: paper.size_bytes for paper in reader.find(Paper)}
            papers |= {signed.sha256: signed.size_bytes for signed in reader.find(DigitalSignature)}
            files = {file.sha256: file.size_bytes for file in reader.find(EvidenceFile)}
        report = TrustReport(
            store,
            self.workspace.photos.verify(photos, progress),
            self.workspace.papers.verify(papers, progress),
            self.workspace.files.verify(files, progress),
        )
        with self.workspace.write() as writer:
            writer.note(
                "store.verified",
                "store",
                self.workspace.origin.device_id,
                {
                    "wrong": report.wrong,
                    "unchecked": report.unchecked,
                    "lines": list(report.sentences()),
                    "wrong_files": report.wrong_files(),
                    "unchecked_files": [
                        entry.sha256 for _, store in report.stores for entry in store.unreadable
                    ],
                },
            )
        return report

    def backup(self, folder: Path | None = None) -> Path:
        """A checked copy of the database whose name carries the chain's sequence and head: an anchor outside it."""
        with self.workspace.read() as reader:
            head = reader.head(self.workspace.origin.chain_id)
        mark = f"{head.seq:06d}-{head_text(head.hash)}"
        return write_backup(
            self.workspace.home.database,
            folder or self.workspace.home.backups,
            self.workspace.clock.now(),
            mark,
        )

    def backups(self) -> list[Path]:
        """Finished backups on this machine, newest first."""
        return backups_in(self.workspace.home.backups)

    def chain_head(self) -> str:
        """Sequence and head of this device's chain, as printed on papers."""
        with self.workspace.read() as reader:
            head = reader.head(self.workspace.origin.chain_id)
        return f"{head.seq} {head_text(head.hash)}"

    def versions(self) -> dict[str, str]:
        """What this installation runs on."""
        return {
            "inspector": __version__,
            "python": sys.version.split()[0],
            "sqlite": SQLITE_VERSION,
            "rule_pack": self.workspace.book.version,
        }
