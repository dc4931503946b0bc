"""Tables of personal accounts.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import datetime

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Stamped,
    flag_column,
    flags,
    instant_column,
    number_column,
    owner,
    text_column,
)


class AccountTable(Stamped, table=True):
    __tablename__ = "account"
    __table_args__ = (
        *flags("account", "must_change"),
        sa.UniqueConstraint("officer_id", name="uq_account_officer"),
        sa.CheckConstraint("failures >= 0", name="ck_account_failures"),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name="ck_account_hash"),
        STRICT,
    )
    officer_id: str = owner("officer")
    password_hash: str = text_column()
    must_change: bool = flag_column()
    failures: int = number_column()
    failed_at: datetime | None = instant_column(None)
    signed_in_at: datetime | None = instant_column(None)
