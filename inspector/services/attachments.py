"""Evidence files of a case (证据材料) as papers name them: what each is, how long, and which of them can be bound in."""

from __future__ import annotations

import json
from collections.abc import Sequence

from inspector.documents.casedetails import Attachment
from inspector.documents.dossier import EvidenceLine
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import FileKind
from inspector.domain.times import local_day
from inspector.services.files import clock_words

# The kinds of 行政处罚法 art. 46 under which papers name them; a bundle of proofs speaks for a photo and not for the facts.
_LEGAL_KINDS = {
    FileKind.VIDEO: "视听资料",
    FileKind.AUDIO: "视听资料",
    FileKind.PAPER: "书证",
    FileKind.INSTRUMENT: "电子数据",
    FileKind.PROOF: "电子数据",
}


def bindable(file: EvidenceFile) -> bool:
    """Whether the file is a PDF whose pages can be read; one with a password or damage has no known pages."""
    return file.kind is FileKind.PAPER and bool(file.pages)


def attachment(file: EvidenceFile) -> Attachment:
    """A file as the list of evidence names it, not bound yet."""
    return Attachment(
        name=file.original_name if not file.caption else f"{file.caption}（{file.original_name}）",
        kind=_LEGAL_KINDS[file.kind],
        extent=_extent(file),
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        proves=file.proves or None,
        obtained_at=file.made_at or file.created_at,
        carrier=file.carrier or None,
    )


def evidence_lines(files: Sequence[EvidenceFile]) -> tuple[EvidenceLine, ...]:
    """The files as a letter names them among its evidence."""
    return tuple(
        EvidenceLine(
            name=f"{_LEGAL_KINDS[file.kind]}“{file.caption or file.original_name}”（{_extent(file)}）",
            obtained_on=local_day(file.made_at) if file.made_at else None,
            proves=file.proves or None,
        )
        for file in files
        if file.kind is not FileKind.PROOF
    )


def _extent(file: EvidenceFile) -> str:
    match file.kind:
        case FileKind.VIDEO | FileKind.AUDIO:
            length = clock_words(file.duration_ms) if file.duration_ms is not None else "时长未知"
            return f"{file.kind.label} {length}"
        case FileKind.PAPER:
            return f"{file.pages} 页" if file.pages else "页数未知"
        case FileKind.INSTRUMENT:
            rows = json.loads(file.summary).get("rows")
            return f"仪器数据 {rows} 行" if rows is not None else "仪器数据"
        case FileKind.PROOF:
            return "凭证包"
