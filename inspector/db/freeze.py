"""Write the statements of a fresh store to a file, for a new revision: `python -m inspector.db.freeze FILE`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from inspector.db.engine import open_engines
from inspector.db.opening import create_schema

_RANK = {"TABLE": 0, "VIRTUAL": 1, "INDEX": 2, "UNIQUE": 2, "TRIGGER": 3}


def _sorted_name(sql: str) -> str:
    """Tables keep their order (owners first); the rest is sorted by name."""
    return "" if sql.split()[1] in ("TABLE", "VIRTUAL") else sql


def frozen_schema() -> str:
    """Every statement of a fresh store in order of creation, apart from those SQLite or Alembic makes itself."""
    with tempfile.TemporaryDirectory() as folder:
        engines = open_engines(Path(folder) / "fresh.db")
        create_schema(engines)
        with engines.reader.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
                " AND name NOT LIKE 'search_gram_%' AND name <> 'alembic_version' ORDER BY rowid"
            ).scalars()
            # Indexes come in no fixed order: sorted behind the tables, so that a change shows alone.
            statements = sorted(map(str, rows), key=lambda sql: (_RANK[sql.split()[1]], _sorted_name(sql)))
        engines.dispose()
    return "\n;\n".join(statements) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(frozen_schema(), encoding="utf-8")
