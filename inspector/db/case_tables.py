"""Tables of the case: the file, its steps, facts, law answers, decisions and papers.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import date

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Stamped,
    code_column,
    day_column,
    flag_column,
    flags,
    number_column,
    one_of,
    owner,
    text_column,
)
from inspector.domain import kinds

_GROUPS = ("element", "district", "inspection_kind", "outcome", "sample", "amount_fen", "reduced_fen")


class CaseTable(Stamped, table=True):
    __tablename__ = "case_file"
    __table_args__ = (
        one_of("case_file", "source", kinds.CaseSource),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN (" + ", ".join(f"'{o.value}'" for o in kinds.Outcome) + ")",
            name="ck_case_file_outcome",
        ),
        *flags("case_file", "sample"),
        sa.CheckConstraint("amount_fen IS NULL OR amount_fen >= 0", name="ck_case_file_amount"),
        sa.CheckConstraint("party_kind IN ('unit', 'person')", name="ck_case_file_party_kind"),
        sa.CheckConstraint("act_end_day IS NULL OR act_end_day >= act_day", name="ck_case_file_days"),
        sa.Index("ix_case_found", "found_on", "id"),
        sa.Index("ix_case_stage_found", "stage", "found_on", "id"),
        sa.Index("ix_case_district_found", "district", "found_on", "id"),
        sa.Index("ix_case_decided", "decided_on", "id"),
        sa.Index("ix_case_party", "party_name", "id"),
        sa.Index("ix_case_code", "party_code", "act_day"),
        sa.Index("ix_case_visit", "visit_id"),
        sa.Index("ix_case_complaint", "complaint_id"),
        sa.Index("ix_case_campaign", "campaign_id", "found_on"),
        sa.Index("ix_case_amount", "amount_fen", "id"),
        # What the statistics ask of the period's cases and decisions is answered from these alone.
        sa.Index("ix_case_found_groups", "found_on", *_GROUPS),
        sa.Index("ix_case_decided_groups", "decided_on", *_GROUPS, "found_on", "id"),
        STRICT,
    )
    title: str = text_column()
    violation_id: str = text_column()
    element: str = text_column()
    inspection_kind: str = text_column()
    found_on: date = day_column()
    act_day: date = day_column()
    act_end_day: date | None = day_column(None)
    site_id: str | None = owner("site", None)
    visit_id: str | None = owner("visit", None)
    party_name: str = text_column()
    party_code: str | None = text_column(None)
    party_representative: str = text_column()
    party_address: str = text_column()
    district: str = text_column()
    street: str = text_column()
    source: kinds.CaseSource = code_column(kinds.CaseSource)
    source_reference: str = text_column()
    campaign: str = text_column()
    campaign_id: str | None = owner("campaign", None)
    case_number: str | None = text_column(None)
    stage: str = text_column()
    outcome: kinds.Outcome | None = code_column(kinds.Outcome, None)
    amount_fen: int | None = number_column(None)
    reduced_fen: int | None = number_column(None)
    decided_on: date | None = day_column(None)
    closed_on: date | None = day_column(None)
    handler_id: str | None = owner("officer", None)
    second_handler_id: str | None = owner("officer", None)
    hand_over_to: str = text_column()
    proposed_outcome: kinds.Outcome | None = code_column(kinds.Outcome, None)
    proposed_fen: int | None = number_column(None)
    proposed_item_id: str | None = text_column(None)
    proposed_reason: str = text_column()
    defence: str = text_column()
    defended_on: date | None = day_column(None)
    defence_adopted: bool | None = flag_column(None)
    defence_reason: str = text_column()
    hearing: str = text_column()
    party_kind: str = text_column()
    penalty_kinds: str = text_column()
    complaint_id: str | None = owner("complaint", None)
    official_number: str = text_column()
    sample: bool = flag_column()


class CaseStepTable(Stamped, table=True):
    __tablename__ = "case_step"
    __table_args__ = (
        sa.Index("ix_case_step_case", "case_id", "step", "day"),
        sa.Index("ix_case_step_day", "step", "day"),
        STRICT,
    )
    case_id: str = owner("case_file")
    step: str = text_column()
    day: date = day_column()
    note: str = text_column()
    method: str = text_column()
    reference: str = text_column()
    amount_fen: int | None = number_column(None)
    reason: str = text_column()
    persons: str = text_column()
    skipped: str = text_column()
    leader: str = text_column()


class CaseFlagTable(Stamped, table=True):
    __tablename__ = "case_flag"
    __table_args__ = (sa.UniqueConstraint("case_id", "flag", name="uq_case_flag"), STRICT)
    case_id: str = owner("case_file")
    flag: str = text_column()
    note: str = text_column()


class ReviewOverrideTable(Stamped, table=True):
    __tablename__ = "review_override"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", name="ck_review_override_reason"),
        sa.Index("ix_review_override_case", "case_id"),
        STRICT,
    )
    case_id: str = owner("case_file")
    rule_id: str = text_column()
    what: str = text_column()
    reason: str = text_column()
    leader_id: str = owner("officer")


class OffenceSearchTable(Stamped, table=True):
    __tablename__ = "offence_search"
    __table_args__ = (
        *flags("offence_search", "stands"),
        sa.Index("ix_offence_search_case", "case_id", "ordinal"),
        STRICT,
    )
    case_id: str = owner("case_file")
    ordinal: int = number_column()
    since: date | None = day_column(None)
    until: date = day_column()
    sources: str = text_column()
    matches: str = text_column()
    sentence: str = text_column()
    first: bool | None = flag_column(None)
    stands: bool = flag_column()


class MeetingTable(Stamped, table=True):
    __tablename__ = "meeting"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('hearing', 'discussion')", name="ck_meeting_kind"),
        sa.Index("ix_meeting_case", "case_id"),
        STRICT,
    )
    case_id: str = owner("case_file")
    kind: str = text_column()
    held_on: date = day_column()
    place: str = text_column()
    host: str = text_column()
    attendees: str = text_column()
    voters: str = text_column()
    guests: str = text_column()
    minutes: str = text_column()
    conclusion: str = text_column()


class SuspensionTable(Stamped, table=True):
    __tablename__ = "suspension"
    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ck_suspension_days"),
        sa.Index("ix_suspension_case", "case_id"),
        STRICT,
    )
    case_id: str = owner("case_file")
    reason: str = text_column()
    starts_on: date = day_column()
    ends_on: date | None = day_column(None)
    proof: str = text_column()


class RectificationTable(Stamped, table=True):
    __tablename__ = "rectification"
    __table_args__ = (
        *flags("rectification", "on_the_spot"),
        sa.Index("ix_rectification_case", "case_id"),
        sa.Index("ix_rectification_rechecked", "rechecked_on", "corrected"),
        STRICT,
    )
    case_id: str = owner("case_file")
    ordered_on: date = day_column()
    requirement: str = text_column()
    due_on: date | None = day_column(None)
    on_the_spot: bool = flag_column()
    rechecked_on: date | None = day_column(None)
    corrected: bool | None = flag_column(None)
    result: str = text_column()


class RecheckPhotoTable(Stamped, table=True):
    __tablename__ = "recheck_photo"
    __table_args__ = (
        sa.CheckConstraint("moment IN ('before', 'after')", name="ck_recheck_photo_moment"),
        sa.UniqueConstraint("rectification_id", "moment", "ordinal", name="uq_recheck_photo"),
        sa.Index("ix_recheck_photo_case", "case_id"),
        STRICT,
    )
    case_id: str = owner("case_file")
    rectification_id: str = owner("rectification")
    photo_id: str = owner("photo")
    moment: str = text_column()
    ordinal: int = number_column()


class FactTable(Stamped, table=True):
    __tablename__ = "fact"
    __table_args__ = (sa.Index("ix_fact_case", "case_id", "ordinal"), STRICT)
    case_id: str = owner("case_file")
    ordinal: int = number_column()
    text: str = text_column()
    void_reason: str = text_column()


class FactEvidenceTable(Stamped, table=True):
    __tablename__ = "fact_evidence"
    __table_args__ = (
        sa.Index("ix_fact_evidence_case", "case_id"),
        sa.Index("ix_fact_evidence_fact", "fact_id"),
        STRICT,
    )
    fact_id: str = owner("fact")
    case_id: str = owner("case_file")
    ordinal: int = number_column()
    photo_id: str | None = owner("photo", None)
    label: str = text_column()
    file_id: str | None = owner("evidence_file", None)


class LawFactTable(Stamped, table=True):
    __tablename__ = "law_fact"
    __table_args__ = (sa.UniqueConstraint("case_id", "key", name="uq_law_fact"), STRICT)
    case_id: str = owner("case_file")
    key: str = text_column()
    value: str = text_column()
    source: str = text_column()


class FineChoiceTable(Stamped, table=True):
    __tablename__ = "fine_choice"
    __table_args__ = (sa.UniqueConstraint("case_id", "factor", name="uq_fine_choice"), STRICT)
    case_id: str = owner("case_file")
    factor: str = text_column()
    choice: str = text_column()
    reason: str = text_column()


class AssessmentTable(Stamped, table=True):
    __tablename__ = "assessment"
    __table_args__ = (sa.Index("ix_assessment_case", "case_id"), STRICT)
    case_id: str = owner("case_file")
    pack_version: str = text_column()
    violation_id: str = text_column()
    decision_day: date = day_column()
    request: str = text_column()
    result: str = text_column()


class DecisionTable(Stamped, table=True):
    __tablename__ = "decision"
    __table_args__ = (
        one_of("decision", "outcome", kinds.Outcome),
        one_of("decision", "direction", kinds.FineDirection),
        sa.CheckConstraint("length(reason) > 0", name="ck_decision_reason"),
        sa.Index("ix_decision_case", "case_id"),
        STRICT,
    )
    case_id: str = owner("case_file")
    assessment_id: str = owner("assessment")
    outcome: kinds.Outcome = code_column(kinds.Outcome)
    reason: str = text_column()
    decided_on: date = day_column()
    pack_version: str = text_column()
    provision_id: str = text_column()
    item_id: str | None = text_column(None)
    basis: str = text_column()
    direction: kinds.FineDirection = code_column(kinds.FineDirection)
    amount_fen: int | None = number_column(None)
    computed_fen: int | None = number_column(None)
    reduced_fen: int | None = number_column(None)
    manual_reason: str = text_column()
    superseded_by: str | None = text_column(None)


class PaperTable(Stamped, table=True):
    __tablename__ = "paper"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="ck_paper_sha256"),
        sa.Index("ix_paper_case", "case_id"),
        sa.Index("ix_paper_visit", "visit_id"),
        STRICT,
    )
    kind: str = text_column()
    sha256: str = text_column()
    size_bytes: int = number_column()
    pages: int = number_column()
    faces: str = text_column()
    pack_version: str = text_column()
    chain_seq: int = number_column()
    chain_head: str = text_column()
    issued_on: date = day_column()
    case_id: str | None = owner("case_file", None)
    visit_id: str | None = owner("visit", None)
    number: str | None = text_column(None)
    draft_reasons: str = text_column()
    void_reason: str = text_column()
    ordinal: int = number_column()


class PaperNumberTable(Stamped, table=True):
    __tablename__ = "paper_number"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "serial", name="uq_paper_number"),
        sa.CheckConstraint("serial > 0", name="ck_paper_number_serial"),
        STRICT,
    )
    series: str = text_column()
    year: int = number_column()
    serial: int = number_column()
    number: str = text_column()
    owner_id: str = text_column()
    void_reason: str = text_column()
