"""What SQLModel metadata cannot say: meta data, the event log with its guards, and the search index, as DDL."""

from __future__ import annotations

SCHEMA_VERSION = 3
APPLICATION_ID = 0x494E5350  # "INSP"

REVISION = "0003"

EXTRA_DDL: tuple[str, ...] = (
    # Alembic's own table, so that a fresh store and a migrated one are the same.
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)",
    f"INSERT INTO alembic_version VALUES ('{REVISION}')",
    "CREATE TABLE store (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE event (
        chain_id TEXT NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
        body BLOB NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        PRIMARY KEY (chain_id, seq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX ix_event_entity ON event (entity, entity_id, seq)",
    # These guard against bugs, not against an insider with a database tool; against him speaks the chain itself.
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    """CREATE TABLE search_key (
        no INTEGER PRIMARY KEY,
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (entity, id)
    ) STRICT""",
    "CREATE VIRTUAL TABLE search_gram USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61')",
)
