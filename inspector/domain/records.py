"""Stored records as frozen values. Every record carries who, when and on which device; keys are UUIDv7.

A record with an empty `id` has not been stored; the store fills the key and the stamp.
Lists that belong to a record (officers of a visit, facts of a case) are records of their own with an `ordinal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from inspector.domain.geo import Datum, Position
from inspector.domain.kinds import (
    Answer,
    CaseSource,
    FineDirection,
    IntendedStep,
    OfficerRole,
    Outcome,
    SiteKind,
    VisitState,
)
from inspector.domain.photo_records import Photo as Photo
from inspector.domain.record import UNSTORED as UNSTORED
from inspector.domain.record import Record as Record
from inspector.domain.record import position_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting(Record):
    """One bureau or user setting; `name` is unique."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Officer(Record):
    """A person of the bureau (执法人员): the certificate (执法证) shown on site, and the roles."""

    name: str
    card_number: str
    unit: str = ""
    card_valid_until: date | None = None
    active: bool = True
    roles: str = "inspector"

    def role_ids(self) -> frozenset[str]:
        """Ids of the roles (角色), kept comma-separated."""
        return listed(self.roles)


@dataclass(frozen=True, kw_only=True, slots=True)
class Site(Record):
    """A regulated site or firm (监管对象)."""

    name: str
    kind: SiteKind
    credit_code: str | None = None
    legal_representative: str = ""
    address: str = ""
    district: str = ""
    street: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    datum: Datum = Datum.UNKNOWN
    industry: str = ""
    key_discharger: bool = False
    permit_number: str = ""
    positive_list_from: date | None = None
    positive_list_to: date | None = None
    contact: str = ""
    phone: str = ""
    note: str = ""
    sample: bool = False

    @property
    def position(self) -> Position | None:
        """Where it is, when both coordinates are known."""
        return position_of(self.lat_e6, self.lon_e6, self.datum)


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint(Record):
    """A complaint (信访) that may lead to a visit; told (告知), extended, answered (答复) or handed to another body."""

    received_at: datetime
    channel: str
    reference: str
    kind: str
    place: str = ""
    content: str = ""
    district: str = ""
    site_id: str | None = None
    complainant: str = ""
    told_on: date | None = None
    extended_on: date | None = None
    extended_by: str = ""
    answered_on: date | None = None
    reply: str = ""
    handed_to: str = ""
    handed_on: date | None = None
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Record):
    """A site visit (现场检查). The party is copied from the site when chosen: the record keeps what was found then."""

    checklist_id: str
    checklist_version: str
    state: VisitState = VisitState.DRAFT
    site_id: str | None = None
    complaint_id: str | None = None
    party_name: str = ""
    party_code: str | None = None
    party_representative: str = ""
    party_address: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    datum: Datum = Datum.UNKNOWN
    district: str = ""
    weather: str = ""
    wind_speed_tenths: int | None = None
    source: CaseSource = CaseSource.VISIT
    source_reference: str = ""
    identity_shown: bool = False
    rights_told: bool = False
    person_in_charge: str = ""
    person_role: str = ""
    person_phone: str = ""
    companion: str = ""
    production: str = ""
    permits: str = ""
    statement: str = ""
    findings: str = ""
    findings_edited: bool = False
    intended_step: IntendedStep = IntendedStep.NONE
    refused_to_sign: str = ""
    void_reason: str = ""
    campaign_id: str | None = None
    sample: bool = False

    @property
    def position(self) -> Position | None:
        """Where the visit took place, when both coordinates are known."""
        return position_of(self.lat_e6, self.lon_e6, self.datum)


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitOfficer(Record):
    """An officer's part in a visit, with name and certificate as they were that day."""

    visit_id: str
    ordinal: int
    officer_id: str
    name: str
    card_number: str
    role: OfficerRole


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitAnswer(Record):
    """Answer to one checklist item of a visit."""

    visit_id: str
    item_id: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement(Record):
    """A reading taken on site; values in thousandths of `unit`. Noise uses value, maximum and background together."""

    visit_id: str
    ordinal: int
    quantity: str
    unit: str
    value_milli: int | None = None
    maximum_milli: int | None = None
    background_milli: int | None = None
    point: str = ""
    zone: str = ""
    limit_id: str = ""
    measured_at: datetime | None = None
    instrument: str = ""
    instrument_number: str = ""
    calibrated_until: date | None = None
    calibration_before_milli: int | None = None
    calibration_after_milli: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case(Record):
    """An enforcement case (案件). Party data are copied in: the file keeps the name it was opened under."""

    title: str
    violation_id: str
    element: str
    inspection_kind: str
    found_on: date
    act_day: date
    act_end_day: date | None = None
    site_id: str | None = None
    visit_id: str | None = None
    party_name: str = ""
    party_code: str | None = None
    party_representative: str = ""
    party_address: str = ""
    district: str = ""
    street: str = ""
    source: CaseSource = CaseSource.VISIT
    source_reference: str = ""
    campaign: str = ""
    campaign_id: str | None = None
    case_number: str | None = None
    stage: str = "clue"
    outcome: Outcome | None = None
    amount_fen: int | None = None
    reduced_fen: int | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    handler_id: str | None = None
    second_handler_id: str | None = None
    hand_over_to: str = ""
    proposed_outcome: Outcome | None = None
    proposed_fen: int | None = None
    proposed_item_id: str | None = None
    proposed_reason: str = ""
    defence: str = ""
    defended_on: date | None = None
    defence_adopted: bool | None = None
    defence_reason: str = ""
    hearing: str = ""
    party_kind: str = "unit"
    penalty_kinds: str = ""
    complaint_id: str | None = None
    official_number: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseStep(Record):
    """A step of the procedure with its day. `persons`: comma-separated officers who took it; `skipped`: requirements passed
    over, with the `reason` and the `leader` who approved."""

    case_id: str
    step: str
    day: date
    note: str = ""
    method: str = ""
    reference: str = ""
    amount_fen: int | None = None
    reason: str = ""
    persons: str = ""
    skipped: str = ""
    leader: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspension(Record):
    """A span that does not count towards the 90 days (扣除), with its proof."""

    case_id: str
    reason: str
    starts_on: date
    ends_on: date | None = None
    proof: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectification(Record):
    """An order to correct (责令改正) and its recheck."""

    case_id: str
    ordered_on: date
    requirement: str
    due_on: date | None = None
    on_the_spot: bool = False
    rechecked_on: date | None = None
    corrected: bool | None = None
    result: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact(Record):
    """One numbered fact of a case."""

    case_id: str
    ordinal: int
    text: str
    void_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactEvidence(Record):
    """Evidence behind a fact: a photo, another file of the store (`EvidenceFile`), or a paper named by `label`."""

    fact_id: str
    case_id: str
    ordinal: int
    photo_id: str | None = None
    label: str = ""
    file_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LawFact(Record):
    """An answered question of the law (key of the rule pack); `value` is JSON text, `source` says who or what says so."""

    case_id: str
    key: str
    value: str
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FineChoice(Record):
    """The grade chosen for one factor of the discretion table."""

    case_id: str
    factor: str
    choice: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment(Record):
    """The law's answer at a moment: request and result as JSON, under one pack version. Never updated."""

    case_id: str
    pack_version: str
    violation_id: str
    decision_day: date
    request: str
    result: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Record):
    """What the officer decided, and why. A later decision supersedes; the former stays."""

    case_id: str
    assessment_id: str
    outcome: Outcome
    reason: str
    decided_on: date
    pack_version: str
    provision_id: str = ""
    item_id: str | None = None
    basis: str = ""
    direction: FineDirection = FineDirection.ORDINARY
    amount_fen: int | None = None
    computed_fen: int | None = None
    reduced_fen: int | None = None
    manual_reason: str = ""
    superseded_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper(Record):
    """An issued document: the file's hash, its pages and what it was made from. `ordinal`: the how-manieth of its kind in a case."""

    kind: str
    sha256: str
    size_bytes: int
    pages: int
    faces: str
    pack_version: str
    chain_seq: int
    chain_head: str
    issued_on: date
    case_id: str | None = None
    visit_id: str | None = None
    number: str | None = None
    draft_reasons: str = ""
    void_reason: str = ""
    ordinal: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperNumber(Record):
    """A serial taken for a kind of paper in a year (文号); void ones keep their place, none is used twice."""

    series: str
    year: int
    serial: int
    number: str
    owner_id: str
    void_reason: str = ""


def listed(text: str) -> frozenset[str]:
    """The ids of a comma-separated field."""
    return frozenset(part for part in text.split(",") if part)
