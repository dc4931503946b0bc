"""What the visit page shows, as plain values that presenter and view share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LineMark = Literal["", "met", "gap", "bad"]


@dataclass(frozen=True, slots=True)
class LineState:
    """A line under a field: nothing, something in order, or a gap that still lets you go on."""

    mark: LineMark = ""
    text: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class PartyState:
    """Section 1 as filled in."""

    party_name: str
    place: str
    started_at: datetime | None
    ended_at: datetime | None
    identity_shown: bool
    rights_told: bool
    person: str
    source: str


@dataclass(frozen=True, slots=True)
class ReadingState:
    """One reading as texts, for the entry boxes."""

    value: str = ""
    maximum: str = ""
    background: str = ""
    point: str = ""
    zone: str = ""
    instrument: str = ""
    instrument_number: str = ""
    calibrated_until: str = ""


@dataclass(frozen=True, slots=True)
class VerdictState:
    """A reading against its limit. `tone`: ok, bad, warn (cannot be told), "" (no reading yet); levels in dB(A)."""

    tone: Literal["", "ok", "bad", "warn"] = ""
    title: str = ""
    detail: str = ""
    period: str = ""
    limit: float | None = None
    value: float | None = None
    conditions: LineState = LineState()
    source: LineState = LineState()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleState:
    """One free reading of a VOCs visit, as texts. Names are those of the record."""

    quantity: str = ""
    point: str = ""
    value_milli: str = ""
    unit: str = ""
    instrument: str = ""
    instrument_number: str = ""
    calibrated_until: str = ""


@dataclass(frozen=True, slots=True)
class CheckState:
    """One row of the checklist: what to look at, the clause, the evidence to take, the answer and its note."""

    item_id: str
    title: str
    clause: str
    look_at: str
    evidence: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class FootState:
    """What is still missing (key of the requirement, its words), the count, and one hint."""

    met: int
    total: int
    missing: tuple[tuple[str, str], ...]
    hint: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class VisitShape:
    """What the page of a checklist is made of. `measurement`: "noise" entry boxes, "table" free readings, "" none."""

    checklist_id: str
    title: str
    sub: str
    measurement: Literal["", "noise", "table"]
    with_maximum: bool
    zones: tuple[tuple[str, str], ...]
    fast: bool
    fast_offered: bool


@dataclass(frozen=True, slots=True)
class MoreState:
    """The texts of the full form."""

    person_phone: str = ""
    companion: str = ""
    production: str = ""
    permits: str = ""
    statement: str = ""
    refused_to_sign: str = ""
    weather: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What may follow a visit: violations proposed by unmet items (id, words), and to whom it must be handed over."""

    violations: tuple[tuple[str, str], ...] = ()
    hand_over_to: str = ""
    hand_over_reason: str = ""


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer to show or to choose; `valid` False = the certificate has expired on the day of the visit."""

    id: str
    name: str
    card_number: str
    valid: bool = True
