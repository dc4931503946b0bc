"""Stored records of the procedure (办案程序): what the rules ask of a case, searches, meetings, and overrides of the self-review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.records import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFlag(Record):
    """A fact that the procedure asks for (id of the rules' `flags`), stated by whoever entered it."""

    case_id: str
    flag: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewOverride(Record):
    """A red line (一票否决) of the self-review that a leader lets pass, with the reason."""

    case_id: str
    rule_id: str
    reason: str
    leader_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenceSearch(Record):
    """A search for former cases of the party (初次违法检索): what was searched until when, and what was found.

    `sources` and `matches` are JSON lists of names and case keys. The searches of a case are counted by `ordinal` and none is
    changed: the last one says whether a lenient decision still `stands`.
    """

    case_id: str
    ordinal: int
    since: date | None
    until: date
    sources: str
    matches: str
    sentence: str
    first: bool | None = None
    stands: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(Record):
    """A hearing (听证) or collective discussion (集体讨论): who sat, what was said, what came of it.

    `attendees` and `voters` are comma-separated officers; `guests` names everyone else who sat (party, witnesses).
    """

    case_id: str
    kind: str
    held_on: date
    place: str = ""
    host: str = ""
    attendees: str = ""
    voters: str = ""
    guests: str = ""
    minutes: str = ""
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecheckPhoto(Record):
    """A photo before or after the correction (整改前后照片); a pair shares its `ordinal`. `moment`: before or after."""

    case_id: str
    rectification_id: str
    photo_id: str
    moment: str
    ordinal: int
