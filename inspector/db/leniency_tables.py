"""Tables of leniency: the public apology, the other acts of a case.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import date

import sqlalchemy as sa

from inspector.db.columns import STRICT, Stamped, day_column, number_column, owner, text_column


class ApologyRequestTable(Stamped, table=True):
    __tablename__ = "apology_request"
    __table_args__ = (
        sa.UniqueConstraint("case_id", name="uq_apology_request"),
        sa.CheckConstraint("percent BETWEEN 30 AND 50", name="ck_apology_request_percent"),
        sa.CheckConstraint("promised IN ('', 'yes', 'no')", name="ck_apology_request_promised"),
        sa.CheckConstraint("base_fen IS NULL OR base_fen >= 0", name="ck_apology_request_base"),
        STRICT,
    )
    case_id: str = owner("case_file")
    percent: int = number_column()
    applied_on: date | None = day_column(None)
    published_on: date | None = day_column(None)
    medium: str = text_column()
    promised: str = text_column()
    excluded: str = text_column()
    ruled_out: str = text_column()
    base_fen: int | None = number_column(None)


class FurtherActTable(Stamped, table=True):
    __tablename__ = "further_act"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "violation_id", name="uq_further_act"),
        sa.CheckConstraint("relation IN ('same_act', 'separate')", name="ck_further_act_relation"),
        STRICT,
    )
    case_id: str = owner("case_file")
    violation_id: str = text_column()
    relation: str = text_column()
