"""The third schema: indexes by which a period's photos, rechecks and decisions are counted without reading their rows."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE INDEX ix_photo_when ON photo (void_reason, coalesce(taken_at, created_at))",
    "CREATE INDEX ix_rectification_rechecked ON rectification (rechecked_on, corrected)",
    "DROP INDEX ix_case_decided_groups",
    "CREATE INDEX ix_case_decided_groups ON case_file (decided_on, element, district, inspection_kind, outcome, sample,"
    " amount_fen, reduced_fen, found_on, id)",
)


def upgrade() -> None:
    """Make the indexes and mark the version inside the same transaction; no row changes."""
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA user_version = 3")


def downgrade() -> None:
    """There is no way back: restore the backup that was made before the upgrade."""
    raise RuntimeError("restore the backup made before the upgrade")
