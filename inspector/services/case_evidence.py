"""What lies in a case as evidence: its photos and files in force, without the scans of its own papers."""

from __future__ import annotations

from inspector.db.store import Reader
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.paper_records import SignedCopy
from inspector.domain.records import FactEvidence, Photo

EVIDENCE_AS_COPY = "signed_copy.added_from_evidence"


def photos_of(reader: Reader, case_id: str) -> list[Photo]:
    """Photos of a case in force, and those of another case of the same visit that its facts point to."""
    own = reader.find(Photo, order=("ordinal", "id"), case_id=case_id, void_reason="")
    known = {photo.id for photo in own}
    links = reader.find(FactEvidence, order=("ordinal",), case_id=case_id)
    wanted = [link.photo_id for link in links if link.photo_id and link.photo_id not in known]
    shared = [photo for photo in reader.find_in(Photo, "id", wanted) if not photo.void_reason]
    return [*own, *sorted(shared, key=lambda photo: (photo.ordinal, photo.id))]


def files_of(reader: Reader, case_id: str) -> list[EvidenceFile]:
    """Evidence files of a case in force, and those its facts point to; scans of its own papers are no evidence of theirs.

    A file that had been evidence before somebody put it in the place of a paper is evidence again when that is taken back.
    """
    linked = [
        link.file_id
        for link in reader.find(FactEvidence, order=("ordinal",), case_id=case_id)
        if link.file_id is not None
    ]
    scans = {
        copy.file_id
        for copy in reader.find(SignedCopy, case_id=case_id)
        if not copy.void_reason or not was_evidence(reader, copy)
    } - set(linked)
    own = reader.find(EvidenceFile, case_id=case_id, void_reason="")
    shared = [file for file in reader.find_in(EvidenceFile, "id", linked) if not file.void_reason]
    found = {file.id: file for file in (*own, *shared) if file.id not in scans}
    return sorted(found.values(), key=lambda file: (file.created_at, file.id))


def was_evidence(reader: Reader, copy: SignedCopy) -> bool:
    """Whether the file of a signed copy had been evidence of the case before it took the place of a paper."""
    return reader.history(SignedCopy, copy.id)[0]["action"] == EVIDENCE_AS_COPY
