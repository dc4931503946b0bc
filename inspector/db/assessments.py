"""The standing answer of the law in every case (核对记录), and the cases that have none: for running another pack over all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.db.store import Reader

# The answer the standing decision rests on; without one the newest (keys grow with time).
_STANDING = """
SELECT c.id, coalesce(c.case_number, '') AS number, c.party_name, c.outcome, c.amount_fen,
       a.pack_version, a.request,
       CASE WHEN json_valid(a.result) THEN coalesce(json_extract(a.result, '$.provision'), '') ELSE '' END AS provision
FROM case_file AS c
JOIN assessment AS a ON a.id = coalesce(
    (SELECT d.assessment_id FROM decision AS d WHERE d.case_id = c.id AND d.superseded_by IS NULL
     ORDER BY d.id DESC LIMIT 1),
    (SELECT max(x.id) FROM assessment AS x WHERE x.case_id = c.id))
ORDER BY c.id
"""
_WITHOUT = """
SELECT c.id, coalesce(c.case_number, '') AS number, c.party_name, c.outcome, c.amount_fen
FROM case_file AS c WHERE NOT EXISTS (SELECT 1 FROM assessment AS a WHERE a.case_id = c.id) ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class AssessedCase:
    """A case with what the law was asked; `request` is empty where nothing was kept yet. Amount in fen."""

    case_id: str
    number: str
    party: str
    outcome: str
    amount_fen: int | None
    pack_version: str = ""
    request: str = ""
    provision: str = ""


def assessed_cases(reader: Reader) -> Iterator[AssessedCase]:
    """Every case with a kept answer, streamed."""
    rows = reader.connection.execution_options(yield_per=500).exec_driver_sql(_STANDING)
    for row in rows:
        yield AssessedCase(
            row.id,
            row.number,
            row.party_name,
            row.outcome or "",
            row.amount_fen,
            row.pack_version,
            row.request,
            row.provision,
        )


def cases_without(reader: Reader) -> list[AssessedCase]:
    """Every case for which no answer was kept."""
    rows = reader.connection.exec_driver_sql(_WITHOUT).all()
    return [
        AssessedCase(row.id, row.number, row.party_name, row.outcome or "", row.amount_fen) for row in rows
    ]


def count_cases(reader: Reader) -> int:
    """How many cases there are."""
    return int(reader.connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one())
