"""Digital signatures (电子签名) of issued papers: the signed file is kept beside the paper, which never changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import paper_title
from inspector.documents.signing import SignatureVerdict, check_signatures, sign_paper
from inspector.domain.changes import Changes
from inspector.domain.errors import EnvironmentFaultError, InvalidValueError, RuleRefusedError
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.records import Paper
from inspector.domain.text import clean_text
from inspector.services.copies import write_copy
from inspector.services.workspace import Workspace

_LARGEST_P12 = 1_000_000


class VoidPaperError(RuleRefusedError):
    """A voided paper is not signed."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(f"{title}已作废，不能签名", f"作废理由：{why}", "签署重新出具的一份")


class CertificateUnreadableError(EnvironmentFaultError):
    """The certificate file could not be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"读不出证书 {path.name}", f"{cause}。没有签名，文书未改动", "核对文件是否还在、能否打开"
        )


class SignedFileUnreadableError(EnvironmentFaultError):
    """A file that somebody brought could not be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"读不出 {path.name}", f"{cause}。没有核对", "核对文件是否还在、能否打开")


class PaperSigningService:
    """Signs issued papers and checks signed files."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def sign(
        self, paper_id: str, certificate: Path, passphrase: str, reason: str = ""
    ) -> tuple[DigitalSignature, Changes]:
        """Sign an issued paper; the passphrase is used once and kept nowhere.

        Raises CertificateRefusedError (wrong passphrase, expired, no non-repudiation), CertificateUnreadableError,
        VoidPaperError, OriginalMissingError.
        """
        with self.workspace.read() as reader:
            paper = reader.get(Paper, paper_id)
        if paper.void_reason:
            raise VoidPaperError(paper_title(PaperKind(paper.kind)), paper.void_reason)
        try:
            if certificate.stat().st_size > _LARGEST_P12:
                raise InvalidValueError("证书", certificate.name, "1 MB 以内的 .p12 或 .pfx 文件")
            p12 = certificate.read_bytes()
        except OSError as error:
            raise CertificateUnreadableError(certificate, error.strerror or str(error)) from error
        now = self.workspace.clock.now()
        signed = sign_paper(self.workspace.papers.get(paper.sha256), p12, passphrase, now, clean_text(reason))
        (verdict,) = check_signatures(signed)
        digest = self.workspace.papers.put(signed, paper_title(PaperKind(paper.kind)))
        with self.workspace.write() as writer:
            kept = DigitalSignature(
                paper_id=paper_id,
                sha256=digest,
                size_bytes=len(signed),
                subject=verdict.subject,
                issuer=verdict.issuer,
                serial=verdict.serial,
                signed_at=now,
                reason=clean_text(reason),
            )
            return writer.put(kept, "paper.signed"), writer.changes()

    def of_paper(self, paper_id: str) -> list[DigitalSignature]:
        """Signatures of a paper, oldest first."""
        with self.workspace.read() as reader:
            return reader.find(DigitalSignature, order=("signed_at", "id"), paper_id=paper_id)

    def pdf(self, signature: DigitalSignature) -> bytes:
        """The signed file. Raises OriginalMissingError."""
        return self.workspace.papers.get(signature.sha256)

    def save(self, signature: DigitalSignature, path: Path) -> None:
        """Write a copy of a signed file; the copy is an event. Raises OriginalMissingError, CopyNotWrittenError."""
        pdf = self.pdf(signature)
        with self.workspace.write() as writer:
            # The event comes first: who may not take a copy gets none, and a copy that fails leaves no event.
            writer.note("paper.saved", "paper", signature.paper_id, {"sha256": signature.sha256})
            write_copy(path, pdf)

    def check(self, path: Path) -> tuple[list[SignatureVerdict], DigitalSignature | None]:
        """The signatures in a file somebody brings, and the stored signed file it equals byte for byte, if any.

        Raises SignedFileUnreadableError.
        """
        try:
            pdf = path.read_bytes()
        except OSError as error:
            raise SignedFileUnreadableError(path, error.strerror or str(error)) from error
        digest = hashlib.sha256(pdf).hexdigest()
        with self.workspace.read() as reader:
            known = reader.find(DigitalSignature, sha256=digest)
        return check_signatures(pdf), known[0] if known else None
