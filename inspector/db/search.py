"""Chinese search by overlapping two-character tokens (bigrams).

FTS5's trigram tokenizer finds nothing for two characters, and two characters are what people type. Candidates from the
index are checked again with instr(); a single character falls back to LIKE on the indexed text.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa

from inspector.domain.records import Case, Complaint, Record, Site, Visit

_INDEXED: dict[type[Record], tuple[str, ...]] = {
    Site: (
        "name",
        "credit_code",
        "legal_representative",
        "address",
        "district",
        "street",
        "industry",
        "permit_number",
        "phone",
    ),
    Visit: ("party_name", "party_code", "place", "findings", "source_reference"),
    Case: (
        "title",
        "party_name",
        "party_code",
        "case_number",
        "party_address",
        "source_reference",
        "campaign",
    ),
    Complaint: ("reference", "kind", "place", "content"),
}


def search_text(record: Record) -> str | None:
    """The text a record is found by, folded for search; None when the kind is not searched."""
    names = _INDEXED.get(type(record))
    if names is None:
        return None
    return fold(" ".join(str(value) for name in names if (value := getattr(record, name))))


def fold(text: str) -> str:
    """Case and width do not matter in a search."""
    return unicodedata.normalize("NFKC", text).casefold()


def grams(text: str) -> str:
    """Overlapping two-character tokens of each word, hex-coded so that the tokenizer keeps every character."""
    return " ".join(_token(word[i : i + 2]) for word in text.split() for i in range(len(word) - 1))


def _token(pair: str) -> str:
    return "x" + pair.encode("utf-8").hex()


def index_record(connection: sa.Connection, record: Record, *, fresh: bool) -> None:
    """Bring the index up to date with a stored record. Part of the same transaction as the change."""
    text = search_text(record)
    if text is None:
        return
    entity = type(record).__name__
    row = None
    if not fresh:
        row = connection.exec_driver_sql(
            "SELECT no, text FROM search_key WHERE entity = ? AND id = ?", (entity, record.id)
        ).one_or_none()
    if row is not None and row.text == text:
        return
    if row is None:
        number = connection.exec_driver_sql(
            "INSERT INTO search_key (entity, id, text) VALUES (?, ?, ?) RETURNING no",
            (entity, record.id, text),
        ).scalar_one()
    else:
        number = row.no
        connection.exec_driver_sql("UPDATE search_key SET text = ? WHERE no = ?", (text, number))
        connection.exec_driver_sql("DELETE FROM search_gram WHERE rowid = ?", (number,))
    connection.exec_driver_sql("INSERT INTO search_gram (rowid, grams) VALUES (?, ?)", (number, grams(text)))


def unindex_record(connection: sa.Connection, record: Record) -> None:
    """Take a removed record out of the index."""
    row = connection.exec_driver_sql(
        "DELETE FROM search_key WHERE entity = ? AND id = ? RETURNING no", (type(record).__name__, record.id)
    ).one_or_none()
    if row is not None:
        connection.exec_driver_sql("DELETE FROM search_gram WHERE rowid = ?", (row.no,))


def matching_ids(kind: type[Record], typed: str) -> sa.Select[tuple[str]] | None:
    """A select of the ids of records of `kind` that hold every typed word; None when nothing was typed."""
    words = fold(typed).split()
    if not words:
        return None
    key = sa.table("search_key", sa.column("no"), sa.column("entity"), sa.column("id"), sa.column("text"))
    chosen = sa.select(key.c.id).where(key.c.entity == kind.__name__)
    tokens = [_token(word[i : i + 2]) for word in words for i in range(len(word) - 1)]
    if tokens:
        gram = sa.table("search_gram", sa.column("rowid"), sa.column("search_gram"))
        hits = sa.select(gram.c.rowid).where(
            sa.text("search_gram MATCH :grams").bindparams(grams=" ".join(tokens))
        )
        chosen = chosen.where(key.c.no.in_(hits))
    for word in words:
        chosen = chosen.where(sa.func.instr(key.c.text, word) > 0)
    return chosen
