"""Proofs that came with a photo or file (凭证), checked on request; the verdict goes into the custody log."""

from __future__ import annotations

from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import FileKind
from inspector.domain.records import Photo
from inspector.evidence.errors import OriginalMissingError
from inspector.evidence.proofmode import proofmode_proof
from inspector.evidence.proofs import Proof, c2pa_proof
from inspector.evidence.worker import PhotoWorker
from inspector.services.custody import note_custody
from inspector.services.workspace import Workspace


class ProofService:
    """Check what a file brought along; nothing goes online."""

    def __init__(self, workspace: Workspace, worker: PhotoWorker) -> None:
        self.workspace = workspace
        self.worker = worker

    def check(self, item: Photo | EvidenceFile) -> Proof:
        """The verdict on one photo or file, recorded. Takes up to ten seconds: for a worker.

        Raises OriginalMissingError, DecoderFaultError.
        """
        store = self.workspace.photos if isinstance(item, Photo) else self.workspace.files
        path = store.path_of(item.sha256)
        if not path.is_file():
            raise OriginalMissingError(item.sha256)
        if isinstance(item, EvidenceFile) and item.kind is FileKind.PROOF:
            proof = proofmode_proof(path)
        else:
            proof = c2pa_proof(self.worker, path, item.format, item.original_name)
        with self.workspace.write() as writer:
            note_custody(
                writer,
                [item],
                "proof_read",
                {"verdict": proof.verdict.label, "format": proof.format, "lines": list(proof.lines)},
            )
        return proof
