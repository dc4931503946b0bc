"""Narrow rows of long lists: a few fields of a record, by the record's own field names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from inspector.domain.kinds import Outcome, SiteKind, VisitState


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: str
    found_on: date
    case_number: str | None
    title: str
    party_name: str
    violation_id: str
    element: str
    district: str
    stage: str
    outcome: Outcome | None
    amount_fen: int | None
    reduced_fen: int | None
    decided_on: date | None
    sample: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in a list."""

    id: str
    checklist_id: str
    state: VisitState
    party_name: str
    place: str
    district: str
    started_at: datetime | None
    updated_at: datetime
    sample: bool


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A regulated site in a list."""

    id: str
    name: str
    kind: SiteKind
    credit_code: str | None
    address: str
    district: str
    street: str
    key_discharger: bool
    positive_list_to: date | None
    updated_at: datetime
    sample: bool


@dataclass(frozen=True, slots=True)
class FinedCase:
    """A decided case with its fine. `shared`: factors for which the same grade was chosen. Amount in fen."""

    case_id: str
    number: str
    party: str
    decided_on: date
    amount_fen: int
    provision_id: str
    shared: int
