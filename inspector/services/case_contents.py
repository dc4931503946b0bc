"""Everything the store keeps about one case, as records with their table: the base of export and certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.db.rows import FILLED, RecordT, image_of, table_of
from inspector.db.store import Reader
from inspector.domain.evidence_records import EvidenceFile, PhotoLayers, Signature
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.records import Paper, Photo, Record
from inspector.services.cases import CaseFile, read_file
from inspector.services.visits import parts_of


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """The file, its visit's parts, and every record once. Photos and files: of the case and of its visit."""

    file: CaseFile
    parts: tuple[Record, ...]
    photos: tuple[Photo, ...]
    files: tuple[EvidenceFile, ...]
    papers: tuple[Paper, ...]
    records: tuple[Record, ...]
    removed: frozenset[tuple[str, str]] = frozenset()

    def keys(self) -> frozenset[tuple[str, str]]:
        """Table and id of every record, and of those taken away since: their history belongs to the case."""
        present = frozenset((table_of(type(record)).name, record.id) for record in self.records)
        return present | self.removed

    def signed(self) -> list[DigitalSignature]:
        """Digitally signed copies of the papers."""
        return [record for record in self.records if isinstance(record, DigitalSignature)]

    def images(self) -> list[dict[str, object]]:
        """Every record as its event holds it, with its table."""
        return [
            {"table": table_of(type(record)).name, "id": record.id, "image": image_of(record)}
            for record in self.records
        ]

    def defaults(self) -> dict[str, dict[str, object]]:
        """By table, the defaults that older events lack because the field is younger."""
        kinds = {type(record) for record in self.records}
        return {table_of(kind).name: dict(FILLED[kind]) for kind in kinds}


def case_records(reader: Reader, case_id: str) -> CaseRecords:
    """Read inside an open snapshot. Raises NotFoundError."""
    file = read_file(reader, case_id)
    visit_id = file.visit.id if file.visit else ""
    parts = parts_of(reader, visit_id) if visit_id else []
    photos = _once([*reader.find(Photo, order=("ordinal", "id"), case_id=case_id), *_photos_in(parts)])
    order = ("ordinal", "id")
    files = _once(
        [
            *reader.find(EvidenceFile, order=order, case_id=case_id),
            *(reader.find(EvidenceFile, order=order, visit_id=visit_id) if visit_id else []),
        ]
    )
    papers = _once(
        [
            *file.papers,
            *(reader.find(Paper, order=("created_at", "id"), visit_id=visit_id) if visit_id else []),
        ]
    )
    signed = [visit_id, *(paper.id for paper in papers)]
    # Whatever names the case as its owner: facts and steps, but also answers, grades, meetings, searches, voided facts.
    records: list[Record] = [file.case, *reader.owned("case_id", case_id), *papers, *photos, *files, *parts]
    records += reader.find_in(DigitalSignature, "paper_id", [paper.id for paper in papers])
    records += reader.find_in(PhotoLayers, "photo_id", [photo.id for photo in photos])
    records += reader.find_in(Signature, "subject_id", [key for key in signed if key])
    records += [record for record in (file.visit, file.site) if record is not None]
    return CaseRecords(
        file,
        tuple(parts),
        tuple(photos),
        tuple(files),
        tuple(papers),
        tuple(_once(records)),
        reader.removed("case_id", case_id),
    )


def _photos_in(parts: Sequence[Record]) -> list[Photo]:
    return [part for part in parts if isinstance(part, Photo)]


def _once(records: Sequence[RecordT]) -> list[RecordT]:
    return list({record.id: record for record in records}.values())
