"""SQLModel tables, one per record of `inspector.domain.records`, all STRICT.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name;
a test holds the two together. Nothing outside `inspector.db` sees these classes.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from inspector.db.types import Code, Flag, IsoDay, UtcText
from inspector.domain import kinds, records
from inspector.domain.geo import Datum


def _text(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Text, **more)


def _day(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=IsoDay, **more)


def _instant(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=UtcText, **more)


def _flag(default: Any = False, **more: Any) -> Any:
    return Field(default=default, sa_type=Flag, **more)


def _code(members: type[StrEnum], default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=Code(members), **more)


def _number(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Integer, **more)


def _owner(target: str, default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=sa.Text, foreign_key=f"{target}.id", **more)


def _one_of(table: str, column: str, members: type[StrEnum]) -> sa.CheckConstraint:
    codes = ", ".join(f"'{member.value}'" for member in members)
    return sa.CheckConstraint(f"{column} IN ({codes})", name=f"ck_{table}_{column}")


def _flags(table: str, *columns: str) -> tuple[sa.CheckConstraint, ...]:
    return tuple(sa.CheckConstraint(f"{name} IN (0, 1)", name=f"ck_{table}_{name}") for name in columns)


STRICT = {"sqlite_strict": True}


class Stamped(SQLModel):
    """Key and stamp columns every table has."""

    id: str = _text(primary_key=True)
    created_at: datetime = _instant()
    created_by: str = _text()
    device_id: str = _text()
    updated_at: datetime = _instant()
    updated_by: str = _text()


class Located(SQLModel):
    """Position in micro-degrees with its datum."""

    lat_e6: int | None = _number(None)
    lon_e6: int | None = _number(None)
    datum: Datum = _code(Datum)


class SettingTable(Stamped, table=True):
    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    name: str = _text(unique=True)
    value: str = _text()


class OfficerTable(Stamped, table=True):
    __tablename__ = "officer"
    __table_args__ = (*_flags("officer", "active"), STRICT)
    name: str = _text()
    card_number: str = _text(unique=True)
    unit: str = _text()
    card_valid_until: date | None = _day(None)
    active: bool = _flag()


class SiteTable(Stamped, Located, table=True):
    __tablename__ = "site"
    __table_args__ = (
        _one_of("site", "kind", kinds.SiteKind),
        *_flags("site", "key_discharger", "sample"),
        sa.CheckConstraint("length(name) > 0", name="ck_site_name"),
        sa.Index("ix_site_credit_code", "credit_code"),
        sa.Index("ix_site_updated", "updated_at", "id"),
        sa.Index("ix_site_name", "name", "id"),
        STRICT,
    )
    name: str = _text()
    kind: kinds.SiteKind = _code(kinds.SiteKind)
    credit_code: str | None = _text(None)
    legal_representative: str = _text()
    address: str = _text()
    district: str = _text()
    street: str = _text()
    industry: str = _text()
    key_discharger: bool = _flag()
    permit_number: str = _text()
    positive_list_from: date | None = _day(None)
    positive_list_to: date | None = _day(None)
    contact: str = _text()
    phone: str = _text()
    note: str = _text()
    sample: bool = _flag()


class ComplaintTable(Stamped, table=True):
    __tablename__ = "complaint"
    __table_args__ = (
        *_flags("complaint", "sample"),
        sa.Index("ix_complaint_received", "received_at", "id"),
        sa.Index("ix_complaint_site", "site_id"),
        STRICT,
    )
    received_at: datetime = _instant()
    channel: str = _text()
    reference: str = _text()
    kind: str = _text()
    place: str = _text()
    content: str = _text()
    district: str = _text()
    site_id: str | None = _owner("site", None)
    sample: bool = _flag()


class VisitTable(Stamped, Located, table=True):
    __tablename__ = "visit"
    __table_args__ = (
        _one_of("visit", "state", kinds.VisitState),
        _one_of("visit", "source", kinds.CaseSource),
        _one_of("visit", "intended_step", kinds.IntendedStep),
        *_flags("visit", "identity_shown", "rights_told", "findings_edited", "sample"),
        sa.CheckConstraint(
            "ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at", name="ck_visit_times"
        ),
        sa.Index("ix_visit_started", "started_at", "id"),
        sa.Index("ix_visit_state_updated", "state", "updated_at", "id"),
        sa.Index("ix_visit_site", "site_id", "started_at"),
        STRICT,
    )
    checklist_id: str = _text()
    checklist_version: str = _text()
    state: kinds.VisitState = _code(kinds.VisitState)
    site_id: str | None = _owner("site", None)
    complaint_id: str | None = _owner("complaint", None)
    party_name: str = _text()
    party_code: str | None = _text(None)
    party_representative: str = _text()
    party_address: str = _text()
    started_at: datetime | None = _instant(None)
    ended_at: datetime | None = _instant(None)
    place: str = _text()
    district: str = _text()
    weather: str = _text()
    wind_speed_tenths: int | None = _number(None)
    source: kinds.CaseSource = _code(kinds.CaseSource)
    source_reference: str = _text()
    identity_shown: bool = _flag()
    rights_told: bool = _flag()
    person_in_charge: str = _text()
    person_role: str = _text()
    person_phone: str = _text()
    companion: str = _text()
    production: str = _text()
    permits: str = _text()
    statement: str = _text()
    findings: str = _text()
    findings_edited: bool = _flag()
    intended_step: kinds.IntendedStep = _code(kinds.IntendedStep)
    refused_to_sign: str = _text()
    void_reason: str = _text()
    sample: bool = _flag()


class VisitOfficerTable(Stamped, table=True):
    __tablename__ = "visit_officer"
    __table_args__ = (
        _one_of("visit_officer", "role", kinds.OfficerRole),
        sa.UniqueConstraint("visit_id", "officer_id", name="uq_visit_officer"),
        STRICT,
    )
    visit_id: str = _owner("visit")
    ordinal: int = _number()
    officer_id: str = _owner("officer")
    name: str = _text()
    card_number: str = _text()
    role: kinds.OfficerRole = _code(kinds.OfficerRole)


class VisitAnswerTable(Stamped, table=True):
    __tablename__ = "visit_answer"
    __table_args__ = (
        _one_of("visit_answer", "answer", kinds.Answer),
        sa.UniqueConstraint("visit_id", "item_id", name="uq_visit_answer"),
        STRICT,
    )
    visit_id: str = _owner("visit")
    item_id: str = _text()
    answer: kinds.Answer = _code(kinds.Answer)
    note: str = _text()


class MeasurementTable(Stamped, table=True):
    __tablename__ = "measurement"
    __table_args__ = (sa.UniqueConstraint("visit_id", "ordinal", name="uq_measurement"), STRICT)
    visit_id: str = _owner("visit")
    ordinal: int = _number()
    quantity: str = _text()
    unit: str = _text()
    value_milli: int | None = _number(None)
    maximum_milli: int | None = _number(None)
    background_milli: int | None = _number(None)
    point: str = _text()
    zone: str = _text()
    limit_id: str = _text()
    measured_at: datetime | None = _instant(None)
    instrument: str = _text()
    instrument_number: str = _text()
    calibrated_until: date | None = _day(None)
    calibration_before_milli: int | None = _number(None)
    calibration_after_milli: int | None = _number(None)


class PhotoTable(Stamped, Located, table=True):
    __tablename__ = "photo"
    __table_args__ = (
        _one_of("photo", "time_source", kinds.TimeSource),
        sa.CheckConstraint("length(sha256) = 64", name="ck_photo_sha256"),
        sa.CheckConstraint("size_bytes > 0", name="ck_photo_size"),
        sa.Index("ix_photo_sha256", "sha256"),
        sa.Index("ix_photo_visit", "visit_id", "ordinal"),
        sa.Index("ix_photo_case", "case_id", "ordinal"),
        STRICT,
    )
    sha256: str = _text()
    size_bytes: int = _number()
    original_name: str = _text()
    format: str = _text()
    ordinal: int = _number()
    visit_id: str | None = _owner("visit", None)
    case_id: str | None = _owner("case_file", None)
    width_px: int | None = _number(None)
    height_px: int | None = _number(None)
    taken_at: datetime | None = _instant(None)
    time_source: kinds.TimeSource = _code(kinds.TimeSource)
    gps_at: datetime | None = _instant(None)
    camera: str = _text()
    software: str = _text()
    caption: str = _text()
    proves: str = _text()
    item_id: str | None = _text(None)
    photographer_id: str | None = _owner("officer", None)
    second_officer_id: str | None = _owner("officer", None)
    void_reason: str = _text()


class CaseTable(Stamped, table=True):
    __tablename__ = "case_file"
    __table_args__ = (
        _one_of("case_file", "source", kinds.CaseSource),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN (" + ", ".join(f"'{o.value}'" for o in kinds.Outcome) + ")",
            name="ck_case_file_outcome",
        ),
        *_flags("case_file", "sample"),
        sa.CheckConstraint("amount_fen IS NULL OR amount_fen >= 0", name="ck_case_file_amount"),
        sa.CheckConstraint("act_end_day IS NULL OR act_end_day >= act_day", name="ck_case_file_days"),
        sa.Index("ix_case_found", "found_on", "id"),
        sa.Index("ix_case_stage_found", "stage", "found_on", "id"),
        sa.Index("ix_case_district_found", "district", "found_on", "id"),
        sa.Index("ix_case_decided", "decided_on", "id"),
        sa.Index("ix_case_party", "party_name", "id"),
        sa.Index("ix_case_code", "party_code", "act_day"),
        sa.Index("ix_case_visit", "visit_id"),
        sa.Index("ix_case_amount", "amount_fen", "id"),
        STRICT,
    )
    title: str = _text()
    violation_id: str = _text()
    element: str = _text()
    inspection_kind: str = _text()
    found_on: date = _day()
    act_day: date = _day()
    act_end_day: date | None = _day(None)
    site_id: str | None = _owner("site", None)
    visit_id: str | None = _owner("visit", None)
    party_name: str = _text()
    party_code: str | None = _text(None)
    party_representative: str = _text()
    party_address: str = _text()
    district: str = _text()
    street: str = _text()
    source: kinds.CaseSource = _code(kinds.CaseSource)
    source_reference: str = _text()
    campaign: str = _text()
    case_number: str | None = _text(None)
    stage: str = _text()
    outcome: kinds.Outcome | None = _code(kinds.Outcome, None)
    amount_fen: int | None = _number(None)
    reduced_fen: int | None = _number(None)
    decided_on: date | None = _day(None)
    closed_on: date | None = _day(None)
    handler_id: str | None = _owner("officer", None)
    second_handler_id: str | None = _owner("officer", None)
    hand_over_to: str = _text()
    defence: str = _text()
    defence_adopted: bool | None = _flag(None)
    defence_reason: str = _text()
    hearing: str = _text()
    sample: bool = _flag()


class CaseStepTable(Stamped, table=True):
    __tablename__ = "case_step"
    __table_args__ = (
        sa.Index("ix_case_step_case", "case_id", "day"),
        sa.Index("ix_case_step_day", "step", "day"),
        STRICT,
    )
    case_id: str = _owner("case_file")
    step: str = _text()
    day: date = _day()
    note: str = _text()
    method: str = _text()
    reference: str = _text()
    amount_fen: int | None = _number(None)
    reason: str = _text()


class SuspensionTable(Stamped, table=True):
    __tablename__ = "suspension"
    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ck_suspension_days"),
        sa.Index("ix_suspension_case", "case_id"),
        STRICT,
    )
    case_id: str = _owner("case_file")
    reason: str = _text()
    starts_on: date = _day()
    ends_on: date | None = _day(None)
    proof: str = _text()


class RectificationTable(Stamped, table=True):
    __tablename__ = "rectification"
    __table_args__ = (
        *_flags("rectification", "on_the_spot"),
        sa.Index("ix_rectification_case", "case_id"),
        STRICT,
    )
    case_id: str = _owner("case_file")
    ordered_on: date = _day()
    requirement: str = _text()
    due_on: date | None = _day(None)
    on_the_spot: bool = _flag()
    rechecked_on: date | None = _day(None)
    corrected: bool | None = _flag(None)
    result: str = _text()


class FactTable(Stamped, table=True):
    __tablename__ = "fact"
    __table_args__ = (sa.Index("ix_fact_case", "case_id", "ordinal"), STRICT)
    case_id: str = _owner("case_file")
    ordinal: int = _number()
    text: str = _text()
    void_reason: str = _text()


class FactEvidenceTable(Stamped, table=True):
    __tablename__ = "fact_evidence"
    __table_args__ = (
        sa.Index("ix_fact_evidence_case", "case_id"),
        sa.Index("ix_fact_evidence_fact", "fact_id"),
        STRICT,
    )
    fact_id: str = _owner("fact")
    case_id: str = _owner("case_file")
    ordinal: int = _number()
    photo_id: str | None = _owner("photo", None)
    label: str = _text()


class LawFactTable(Stamped, table=True):
    __tablename__ = "law_fact"
    __table_args__ = (sa.UniqueConstraint("case_id", "key", name="uq_law_fact"), STRICT)
    case_id: str = _owner("case_file")
    key: str = _text()
    value: str = _text()
    source: str = _text()


class FineChoiceTable(Stamped, table=True):
    __tablename__ = "fine_choice"
    __table_args__ = (sa.UniqueConstraint("case_id", "factor", name="uq_fine_choice"), STRICT)
    case_id: str = _owner("case_file")
    factor: str = _text()
    choice: str = _text()
    reason: str = _text()


class AssessmentTable(Stamped, table=True):
    __tablename__ = "assessment"
    __table_args__ = (sa.Index("ix_assessment_case", "case_id"), STRICT)
    case_id: str = _owner("case_file")
    pack_version: str = _text()
    violation_id: str = _text()
    decision_day: date = _day()
    request: str = _text()
    result: str = _text()


class DecisionTable(Stamped, table=True):
    __tablename__ = "decision"
    __table_args__ = (
        _one_of("decision", "outcome", kinds.Outcome),
        _one_of("decision", "direction", kinds.FineDirection),
        sa.CheckConstraint("length(reason) > 0", name="ck_decision_reason"),
        sa.Index("ix_decision_case", "case_id"),
        STRICT,
    )
    case_id: str = _owner("case_file")
    assessment_id: str = _owner("assessment")
    outcome: kinds.Outcome = _code(kinds.Outcome)
    reason: str = _text()
    decided_on: date = _day()
    pack_version: str = _text()
    provision_id: str = _text()
    item_id: str | None = _text(None)
    basis: str = _text()
    direction: kinds.FineDirection = _code(kinds.FineDirection)
    amount_fen: int | None = _number(None)
    computed_fen: int | None = _number(None)
    reduced_fen: int | None = _number(None)
    manual_reason: str = _text()
    superseded_by: str | None = _text(None)


class PaperTable(Stamped, table=True):
    __tablename__ = "paper"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="ck_paper_sha256"),
        sa.Index("ix_paper_case", "case_id"),
        sa.Index("ix_paper_visit", "visit_id"),
        STRICT,
    )
    kind: str = _text()
    sha256: str = _text()
    size_bytes: int = _number()
    pages: int = _number()
    faces: str = _text()
    pack_version: str = _text()
    chain_seq: int = _number()
    chain_head: str = _text()
    issued_on: date = _day()
    case_id: str | None = _owner("case_file", None)
    visit_id: str | None = _owner("visit", None)
    number: str | None = _text(None)
    draft_reasons: str = _text()
    void_reason: str = _text()


class PaperNumberTable(Stamped, table=True):
    __tablename__ = "paper_number"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "serial", name="uq_paper_number"),
        sa.CheckConstraint("serial > 0", name="ck_paper_number_serial"),
        STRICT,
    )
    series: str = _text()
    year: int = _number()
    serial: int = _number()
    number: str = _text()
    owner_id: str = _text()
    void_reason: str = _text()


TABLES: dict[type[records.Record], sa.Table] = {
    record: SQLModel.metadata.tables[str(table.__tablename__)]
    for record, table in (
        (records.Setting, SettingTable),
        (records.Officer, OfficerTable),
        (records.Site, SiteTable),
        (records.Complaint, ComplaintTable),
        (records.Visit, VisitTable),
        (records.VisitOfficer, VisitOfficerTable),
        (records.VisitAnswer, VisitAnswerTable),
        (records.Measurement, MeasurementTable),
        (records.Photo, PhotoTable),
        (records.Case, CaseTable),
        (records.CaseStep, CaseStepTable),
        (records.Suspension, SuspensionTable),
        (records.Rectification, RectificationTable),
        (records.Fact, FactTable),
        (records.FactEvidence, FactEvidenceTable),
        (records.LawFact, LawFactTable),
        (records.FineChoice, FineChoiceTable),
        (records.Assessment, AssessmentTable),
        (records.Decision, DecisionTable),
        (records.Paper, PaperTable),
        (records.PaperNumber, PaperNumberTable),
    )
}
