"""Tables of evidence besides the photo: other files, drawn layers, signatures.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import datetime

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Stamped,
    code_column,
    flag_column,
    flags,
    instant_column,
    number_column,
    one_of,
    owner,
    text_column,
)
from inspector.domain import kinds


class EvidenceFileTable(Stamped, table=True):
    __tablename__ = "evidence_file"
    __table_args__ = (
        one_of("evidence_file", "kind", kinds.FileKind),
        one_of("evidence_file", "time_source", kinds.TimeSource),
        sa.CheckConstraint("length(sha256) = 64", name="ck_evidence_file_sha256"),
        sa.CheckConstraint("size_bytes > 0", name="ck_evidence_file_size"),
        sa.CheckConstraint("duration_ms IS NULL OR duration_ms >= 0", name="ck_evidence_file_duration"),
        sa.CheckConstraint("pages IS NULL OR pages > 0", name="ck_evidence_file_pages"),
        sa.Index("ix_evidence_file_sha256", "sha256"),
        sa.Index("ix_evidence_file_visit", "visit_id", "ordinal"),
        sa.Index("ix_evidence_file_case", "case_id", "ordinal"),
        STRICT,
    )
    sha256: str = text_column()
    size_bytes: int = number_column()
    original_name: str = text_column()
    kind: kinds.FileKind = code_column(kinds.FileKind)
    format: str = text_column()
    ordinal: int = number_column()
    visit_id: str | None = owner("visit", None)
    case_id: str | None = owner("case_file", None)
    duration_ms: int | None = number_column(None)
    pages: int | None = number_column(None)
    summary: str = text_column()
    made_at: datetime | None = instant_column(None)
    time_source: kinds.TimeSource = code_column(kinds.TimeSource)
    caption: str = text_column()
    proves: str = text_column()
    method: str = text_column()
    transcript: str = text_column()
    carrier: str = text_column()
    maker_id: str | None = owner("officer", None)
    second_officer_id: str | None = owner("officer", None)
    void_reason: str = text_column()


class PhotoLayersTable(Stamped, table=True):
    __tablename__ = "photo_layers"
    __table_args__ = (
        sa.UniqueConstraint("photo_id", "version", name="uq_photo_layers"),
        sa.CheckConstraint("version > parent AND parent >= 0", name="ck_photo_layers_version"),
        *flags("photo_layers", "current"),
        STRICT,
    )
    photo_id: str = owner("photo")
    version: int = number_column()
    parent: int = number_column()
    content: str = text_column()
    current: bool = flag_column()


class SignatureTable(Stamped, table=True):
    __tablename__ = "signature"
    __table_args__ = (
        sa.CheckConstraint("length(subject_sha256) = 64", name="ck_signature_sha256"),
        # Drawn or refused, never neither: an empty line is no signature.
        sa.CheckConstraint("strokes <> '[]' OR length(refusal) > 0", name="ck_signature_made"),
        sa.Index("ix_signature_subject", "subject", "subject_id"),
        STRICT,
    )
    subject: str = text_column()
    subject_id: str = text_column()
    subject_sha256: str = text_column()
    role: str = text_column()
    name: str = text_column()
    signed_at: datetime = instant_column()
    strokes: str = text_column()
    refusal: str = text_column()
    witness: str = text_column()
    void_reason: str = text_column()
