"""The first schema: every table, index, trigger and the search index, as the statements stood at its release.

The statements are frozen in the `.sql` file beside this module; later revisions add to them and never edit them.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything and mark the version inside the same transaction."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    for statement in script.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA user_version = 1")


def downgrade() -> None:
    """There is no way back: restore the backup that was made before the upgrade."""
    raise RuntimeError("restore the backup made before the upgrade")
