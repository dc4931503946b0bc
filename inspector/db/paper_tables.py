"""Tables of what belongs to papers (文书): entries in their blanks, scanned signed copies."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Stamped,
    day_column,
    flag_column,
    flags,
    instant_column,
    number_column,
    owner,
    text_column,
)


class PaperEntryTable(Stamped, table=True):
    __tablename__ = "paper_entry"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "kind", "ordinal", "field", name="uq_paper_entry"),
        sa.CheckConstraint("ordinal > 0", name="ck_paper_entry_ordinal"),
        STRICT,
    )
    case_id: str = owner("case_file")
    kind: str = text_column()
    ordinal: int = number_column()
    field: str = text_column()
    value: str = text_column()


class SignedCopyTable(Stamped, table=True):
    __tablename__ = "signed_copy"
    __table_args__ = (sa.Index("ix_signed_copy_case", "case_id"), STRICT)
    paper_id: str = owner("paper")
    case_id: str = owner("case_file")
    file_id: str = owner("evidence_file")
    signed_on: date | None = day_column(None)
    void_reason: str = text_column()


class DigitalSignatureTable(Stamped, table=True):
    __tablename__ = "digital_signature"
    __table_args__ = (sa.Index("ix_digital_signature_paper", "paper_id"), STRICT)
    paper_id: str = owner("paper")
    sha256: str = text_column()
    size_bytes: int = number_column()
    subject: str = text_column()
    issuer: str = text_column()
    serial: str = text_column()
    signed_at: datetime = instant_column()
    reason: str = text_column()


class ReentryTickTable(Stamped, table=True):
    __tablename__ = "reentry_tick"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "field", name="uq_reentry_tick"),
        *flags("reentry_tick", "done"),
        STRICT,
    )
    case_id: str = owner("case_file")
    field: str = text_column()
    value: str = text_column()
    done: bool = flag_column(True)
