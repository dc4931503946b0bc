"""Tables of what belongs to papers (文书): entries in their blanks."""

from __future__ import annotations

import sqlalchemy as sa

from inspector.db.columns import STRICT, Stamped, number_column, owner, text_column


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
