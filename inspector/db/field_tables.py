"""Tables of the field work: settings, officers, sites, complaints, visits with their parts, photos.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import date, datetime

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Located,
    Stamped,
    code_column,
    day_column,
    flag_column,
    flags,
    instant_column,
    number_column,
    one_of,
    owner,
    text_column,
)
from inspector.domain import kinds


class SettingTable(Stamped, table=True):
    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    name: str = text_column(unique=True)
    value: str = text_column()


class OfficerTable(Stamped, table=True):
    __tablename__ = "officer"
    __table_args__ = (*flags("officer", "active"), STRICT)
    name: str = text_column()
    card_number: str = text_column(unique=True)
    unit: str = text_column()
    card_valid_until: date | None = day_column(None)
    active: bool = flag_column()
    roles: str = text_column()


class SiteTable(Stamped, Located, table=True):
    __tablename__ = "site"
    __table_args__ = (
        one_of("site", "kind", kinds.SiteKind),
        *flags("site", "key_discharger", "sample"),
        sa.CheckConstraint("length(name) > 0", name="ck_site_name"),
        sa.Index("ix_site_credit_code", "credit_code"),
        sa.Index("ix_site_updated", "updated_at", "id"),
        sa.Index("ix_site_name", "name", "id"),
        STRICT,
    )
    name: str = text_column()
    kind: kinds.SiteKind = code_column(kinds.SiteKind)
    credit_code: str | None = text_column(None)
    legal_representative: str = text_column()
    address: str = text_column()
    district: str = text_column()
    street: str = text_column()
    industry: str = text_column()
    key_discharger: bool = flag_column()
    permit_number: str = text_column()
    positive_list_from: date | None = day_column(None)
    positive_list_to: date | None = day_column(None)
    contact: str = text_column()
    phone: str = text_column()
    note: str = text_column()
    sample: bool = flag_column()


class ComplaintTable(Stamped, table=True):
    __tablename__ = "complaint"
    __table_args__ = (
        *flags("complaint", "sample"),
        sa.Index("ix_complaint_received", "received_at", "id"),
        sa.Index("ix_complaint_site", "site_id"),
        STRICT,
    )
    received_at: datetime = instant_column()
    channel: str = text_column()
    reference: str = text_column()
    kind: str = text_column()
    place: str = text_column()
    content: str = text_column()
    district: str = text_column()
    site_id: str | None = owner("site", None)
    complainant: str = text_column()
    told_on: date | None = day_column(None)
    extended_on: date | None = day_column(None)
    extended_by: str = text_column()
    answered_on: date | None = day_column(None)
    reply: str = text_column()
    handed_to: str = text_column()
    handed_on: date | None = day_column(None)
    sample: bool = flag_column()


class VisitTable(Stamped, Located, table=True):
    __tablename__ = "visit"
    __table_args__ = (
        one_of("visit", "state", kinds.VisitState),
        one_of("visit", "source", kinds.CaseSource),
        one_of("visit", "intended_step", kinds.IntendedStep),
        *flags("visit", "identity_shown", "rights_told", "findings_edited", "sample"),
        sa.CheckConstraint(
            "ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at", name="ck_visit_times"
        ),
        sa.Index("ix_visit_started", "started_at", "id"),
        sa.Index("ix_visit_state_updated", "state", "updated_at", "id"),
        sa.Index("ix_visit_site", "site_id", "started_at"),
        sa.Index("ix_visit_campaign", "campaign_id", "started_at"),
        STRICT,
    )
    checklist_id: str = text_column()
    checklist_version: str = text_column()
    state: kinds.VisitState = code_column(kinds.VisitState)
    site_id: str | None = owner("site", None)
    complaint_id: str | None = owner("complaint", None)
    party_name: str = text_column()
    party_code: str | None = text_column(None)
    party_representative: str = text_column()
    party_address: str = text_column()
    started_at: datetime | None = instant_column(None)
    ended_at: datetime | None = instant_column(None)
    place: str = text_column()
    district: str = text_column()
    weather: str = text_column()
    wind_speed_tenths: int | None = number_column(None)
    source: kinds.CaseSource = code_column(kinds.CaseSource)
    source_reference: str = text_column()
    identity_shown: bool = flag_column()
    rights_told: bool = flag_column()
    person_in_charge: str = text_column()
    person_role: str = text_column()
    person_phone: str = text_column()
    companion: str = text_column()
    production: str = text_column()
    permits: str = text_column()
    statement: str = text_column()
    findings: str = text_column()
    findings_edited: bool = flag_column()
    intended_step: kinds.IntendedStep = code_column(kinds.IntendedStep)
    refused_to_sign: str = text_column()
    void_reason: str = text_column()
    campaign_id: str | None = owner("campaign", None)
    sample: bool = flag_column()


class VisitOfficerTable(Stamped, table=True):
    __tablename__ = "visit_officer"
    __table_args__ = (
        one_of("visit_officer", "role", kinds.OfficerRole),
        sa.UniqueConstraint("visit_id", "officer_id", name="uq_visit_officer"),
        STRICT,
    )
    visit_id: str = owner("visit")
    ordinal: int = number_column()
    officer_id: str = owner("officer")
    name: str = text_column()
    card_number: str = text_column()
    role: kinds.OfficerRole = code_column(kinds.OfficerRole)


class VisitAnswerTable(Stamped, table=True):
    __tablename__ = "visit_answer"
    __table_args__ = (
        one_of("visit_answer", "answer", kinds.Answer),
        sa.UniqueConstraint("visit_id", "item_id", name="uq_visit_answer"),
        STRICT,
    )
    visit_id: str = owner("visit")
    item_id: str = text_column()
    answer: kinds.Answer = code_column(kinds.Answer)
    note: str = text_column()


class MeasurementTable(Stamped, table=True):
    __tablename__ = "measurement"
    __table_args__ = (sa.UniqueConstraint("visit_id", "ordinal", name="uq_measurement"), STRICT)
    visit_id: str = owner("visit")
    ordinal: int = number_column()
    quantity: str = text_column()
    unit: str = text_column()
    value_milli: int | None = number_column(None)
    maximum_milli: int | None = number_column(None)
    background_milli: int | None = number_column(None)
    point: str = text_column()
    zone: str = text_column()
    limit_id: str = text_column()
    measured_at: datetime | None = instant_column(None)
    instrument: str = text_column()
    instrument_number: str = text_column()
    calibrated_until: date | None = day_column(None)
    calibration_before_milli: int | None = number_column(None)
    calibration_after_milli: int | None = number_column(None)


class PhotoTable(Stamped, Located, table=True):
    __tablename__ = "photo"
    __table_args__ = (
        one_of("photo", "time_source", kinds.TimeSource),
        one_of("photo", "confirmation", kinds.Confirmation),
        sa.CheckConstraint("length(sha256) = 64", name="ck_photo_sha256"),
        sa.CheckConstraint("size_bytes > 0", name="ck_photo_size"),
        sa.Index("ix_photo_sha256", "sha256"),
        sa.Index("ix_photo_when", "void_reason", sa.text("coalesce(taken_at, created_at)")),
        sa.Index("ix_photo_visit", "visit_id", "ordinal"),
        sa.Index("ix_photo_case", "case_id", "ordinal"),
        STRICT,
    )
    sha256: str = text_column()
    size_bytes: int = number_column()
    original_name: str = text_column()
    format: str = text_column()
    ordinal: int = number_column()
    visit_id: str | None = owner("visit", None)
    case_id: str | None = owner("case_file", None)
    width_px: int | None = number_column(None)
    height_px: int | None = number_column(None)
    taken_at: datetime | None = instant_column(None)
    time_source: kinds.TimeSource = code_column(kinds.TimeSource)
    gps_at: datetime | None = instant_column(None)
    camera: str = text_column()
    software: str = text_column()
    caption: str = text_column()
    proves: str = text_column()
    item_id: str | None = text_column(None)
    photographer_id: str | None = owner("officer", None)
    second_officer_id: str | None = owner("officer", None)
    void_reason: str = text_column()
    exif_at: datetime | None = instant_column(None)
    exif_offset_minutes: int | None = number_column(None)
    clock_offset_s: int = number_column()
    clock_offset_reason: str = text_column()
    oddities: str = text_column()
    carrier: str = text_column()
    confirmation: kinds.Confirmation = code_column(kinds.Confirmation)
    confirmed_by: str = text_column()
    confirmation_reason: str = text_column()
    witness: str = text_column()
