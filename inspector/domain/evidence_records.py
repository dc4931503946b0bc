"""Stored records of evidence besides the photo itself: other files, drawn layers, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.kinds import FileKind, Labelled, TimeSource
from inspector.domain.record import Record


class SignatureState(Labelled):
    """How a signature (签名) stands to the record of today."""

    STANDS = "stands", "签名与记录相符"
    CHANGED_SINCE = "changed_since", "签名后记录有更正"
    REFUSED = "refused", "拒绝签名"
    VOID = "void", "已作废"


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceFile(Record):
    """A file taken as evidence that is no photo (视听资料、电子数据、书证). The bytes lie in the file store under `sha256`.

    `duration_ms` and `pages` are None when the file does not say; `summary` is JSON of what its content states.
    `method` says how it was made (制作方法), `transcript` is the text a sound recording needs beside it
    (最高法行政诉讼证据规定第12条, article number not verified), `carrier` the original carrier (原始载体).
    """

    sha256: str
    size_bytes: int
    original_name: str
    kind: FileKind
    format: str
    ordinal: int
    visit_id: str | None = None
    case_id: str | None = None
    duration_ms: int | None = None
    pages: int | None = None
    summary: str = "{}"
    made_at: datetime | None = None
    time_source: TimeSource = TimeSource.NONE
    caption: str = ""
    proves: str = ""
    method: str = ""
    transcript: str = ""
    carrier: str = ""
    maker_id: str | None = None
    second_officer_id: str | None = None
    void_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoLayers(Record):
    """One version of what is drawn over a photo (标注). Versions are never deleted: `parent` is the version undo returns to.

    `content` is the canonical JSON of `inspector.domain.layers`; the untouched photo is version 0, which has no row.
    """

    photo_id: str
    version: int
    parent: int
    content: str
    current: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature(Record):
    """A drawn signature or its refusal (签名、拒签), bound to the hash of what was signed.

    `subject_sha256` is the hash of the record or document at that moment; `strokes` is JSON of drawn lines. A refusal has
    no strokes but a `refusal` reason; a `witness` may sign in the party's place (最高法行政诉讼证据规定第15条, not verified).
    """

    subject: str
    subject_id: str
    subject_sha256: str
    role: str
    name: str
    signed_at: datetime
    strokes: str = "[]"
    refusal: str = ""
    witness: str = ""
    void_reason: str = ""
