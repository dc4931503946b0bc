"""Fined cases of the same act (同类案), each with the text applied and how many of this case's discretion grades it shares."""

from __future__ import annotations

from datetime import date

from inspector.db.store import Reader
from inspector.domain.rows import FinedCase

# Sample cases are only ever held against sample cases. A decision superseded by a later one does not count.
_FINED = """
SELECT c.id, coalesce(c.case_number, '') AS number, c.party_name, d.decided_on, d.amount_fen, d.provision_id,
       (SELECT count(*) FROM fine_choice AS o
        JOIN fine_choice AS m ON m.case_id = :case AND m.factor = o.factor AND m.choice = o.choice
        WHERE o.case_id = c.id) AS shared
FROM case_file AS c
JOIN decision AS d ON d.case_id = c.id AND d.superseded_by IS NULL
WHERE c.violation_id = :act AND c.sample = :sample AND c.id <> :case
  AND d.outcome IN ('penalty', 'reduced') AND d.amount_fen IS NOT NULL
ORDER BY d.amount_fen, c.id
"""


def fined_cases(reader: Reader, case_id: str, act: str, *, sample: bool) -> list[FinedCase]:
    """The fined cases of an act besides this one, lowest fine first."""
    rows = reader.connection.exec_driver_sql(_FINED, {"case": case_id, "act": act, "sample": int(sample)})
    return [
        FinedCase(
            row.id,
            row.number,
            row.party_name,
            date.fromisoformat(row.decided_on),
            row.amount_fen,
            row.provision_id,
            row.shared,
        )
        for row in rows
    ]
