"""Stored records of the papers (文书): what was filled into their blanks, and a bureau's own wordings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedCopy(Record):
    """A scanned signed copy (签署件扫描) of an issued paper: in the volume it takes the paper's place. `file_id` is evidence."""

    paper_id: str
    case_id: str
    file_id: str
    signed_on: date | None = None
    void_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DigitalSignature(Record):
    """A digitally signed copy (电子签名) of an issued paper: the whole signed file's hash, beside the paper's own."""

    paper_id: str
    sha256: str
    size_bytes: int
    subject: str
    issuer: str
    serial: str
    signed_at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReentryTick(Record):
    """A field of the re-entry pack (补录包) that was typed into the provincial system: `value` as it was then; `done` False:
    the tick was taken back."""

    case_id: str
    field: str
    value: str
    done: bool = True
