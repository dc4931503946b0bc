"""Tables of the ledger: saved filters and views.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from inspector.db.columns import STRICT, Stamped, text_column


class SavedFilterTable(Stamped, table=True):
    __tablename__ = "saved_filter"
    __table_args__ = (STRICT,)
    name: str = text_column(unique=True)
    body: str = text_column()


class SavedViewTable(Stamped, table=True):
    __tablename__ = "saved_view"
    __table_args__ = (STRICT,)
    name: str = text_column(unique=True)
    columns: str = text_column()
