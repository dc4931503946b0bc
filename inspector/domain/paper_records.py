"""Stored records of the papers (文书): what was filled into their blanks, and a bureau's own wordings."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.records import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperEntry(Record):
    """What the inspector filled into a blank of one paper of a case.

    `field` is the field's name in the wording; `value` a text, an ISO day, a UTC instant or fen, by the field's type; an emptied
    blank keeps its record with an empty value. `ordinal` counts papers of one kind in a case (送达回证 1, 2, …).
    """

    case_id: str
    kind: str
    ordinal: int
    field: str
    value: str
