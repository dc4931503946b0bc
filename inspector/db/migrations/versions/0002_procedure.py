"""The second schema: what the procedure, the evidence, the papers and the supervision keep.

The statements are frozen in the `.sql` file beside this module (`python -m inspector.db.freeze FILE`).
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from inspector.db.migrations.restructure import restructure

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What records of the first schema mean under the second: the defaults of the records.
FILLINGS = {
    "officer.roles": "'inspector'",
    "case_file.party_kind": "'unit'",
    "photo.confirmation": "'none'",
    "paper.ordinal": "1",
}


def upgrade() -> None:
    """Rebuild what changed, make what is new, and mark the version inside the same transaction."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    restructure(connection, script.removesuffix("\n").split("\n;\n"), FILLINGS)
    connection.exec_driver_sql("PRAGMA user_version = 2")


def downgrade() -> None:
    """There is no way back: restore the backup that was made before the upgrade."""
    raise RuntimeError("restore the backup made before the upgrade")
