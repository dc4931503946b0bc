"""Tables of supervision: campaigns, draws, patrols, counted lists, the positive list, compensation, plans, year targets.

Kept without `from __future__ import annotations`: SQLModel reads the annotations. Fields mirror the records by name.
"""

from datetime import date

import sqlalchemy as sa

from inspector.db.columns import (
    STRICT,
    Stamped,
    day_column,
    flag_column,
    flags,
    number_column,
    owner,
    text_column,
)


class CampaignTable(Stamped, table=True):
    __tablename__ = "campaign"
    __table_args__ = (
        *flags("campaign", "sample"),
        sa.UniqueConstraint("name", name="uq_campaign_name"),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_campaign_days"),
        STRICT,
    )
    name: str = text_column()
    starts_on: date = day_column()
    ends_on: date = day_column()
    units: str = text_column()
    focus: str = text_column()
    note: str = text_column()
    closed_on: date | None = day_column(None)
    sample: bool = flag_column()


class CampaignTargetTable(Stamped, table=True):
    __tablename__ = "campaign_target"
    __table_args__ = (sa.Index("ix_campaign_target", "campaign_id", "ordinal"), STRICT)
    campaign_id: str = owner("campaign")
    ordinal: int = number_column()
    kind: str = text_column()
    value: int = number_column()
    due_on: date | None = day_column(None)


class CampaignSiteTable(Stamped, table=True):
    __tablename__ = "campaign_site"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "site_id", name="uq_campaign_site"),
        sa.Index("ix_campaign_site_site", "site_id"),
        STRICT,
    )
    campaign_id: str = owner("campaign")
    site_id: str = owner("site")
    unit: str = text_column()


class DrawTable(Stamped, table=True):
    __tablename__ = "draw"
    __table_args__ = (
        *flags("draw", "sample"),
        sa.CheckConstraint("length(list_hash) = 64", name="ck_draw_list_hash"),
        sa.CheckConstraint("length(result_hash) = 64", name="ck_draw_result_hash"),
        sa.Index("ix_draw_day", "drawn_on", "id"),
        STRICT,
    )
    title: str = text_column()
    drawn_on: date = day_column()
    seed: str = text_column()
    list_hash: str = text_column()
    content: str = text_column()
    result_hash: str = text_column()
    campaign_id: str | None = owner("campaign", None)
    paper_id: str | None = owner("paper", None)
    void_reason: str = text_column()
    sample: bool = flag_column()


class DrawPickTable(Stamped, table=True):
    __tablename__ = "draw_pick"
    __table_args__ = (
        sa.UniqueConstraint("draw_id", "ordinal", name="uq_draw_pick"),
        sa.Index("ix_draw_pick_site", "site_id"),
        STRICT,
    )
    draw_id: str = owner("draw")
    ordinal: int = number_column()
    site_id: str = owner("site")
    inspectors: str = text_column()
    due_on: date = day_column()


class PatrolTable(Stamped, table=True):
    __tablename__ = "patrol"
    __table_args__ = (
        *flags("patrol", "sample"),
        sa.CheckConstraint("length_m > 0", name="ck_patrol_length"),
        sa.Index("ix_patrol_day", "day", "length_m"),
        STRICT,
    )
    day: date = day_column()
    route: str = text_column()
    length_m: int = number_column()
    district: str = text_column()
    unit: str = text_column()
    officers: str = text_column()
    note: str = text_column()
    campaign_id: str | None = owner("campaign", None)
    sample: bool = flag_column()


class PatrolFindingTable(Stamped, table=True):
    __tablename__ = "patrol_finding"
    __table_args__ = (
        *flags("patrol_finding", "sample"),
        sa.UniqueConstraint("patrol_id", "ordinal", name="uq_patrol_finding"),
        sa.CheckConstraint("handed_on IS NULL OR handed_on >= found_on", name="ck_patrol_finding_handed"),
        sa.CheckConstraint("fixed_on IS NULL OR fixed_on >= found_on", name="ck_patrol_finding_fixed"),
        sa.Index("ix_patrol_finding_fixed", "fixed_on"),
        STRICT,
    )
    patrol_id: str = owner("patrol")
    ordinal: int = number_column()
    found_on: date = day_column()
    place: str = text_column()
    problem: str = text_column()
    site_id: str | None = owner("site", None)
    handed_to: str = text_column()
    handed_on: date | None = day_column(None)
    fixed_on: date | None = day_column(None)
    result: str = text_column()
    sample: bool = flag_column()


class ListedItemTable(Stamped, table=True):
    __tablename__ = "listed_item"
    __table_args__ = (
        *flags("listed_item", "sample"),
        sa.CheckConstraint("quantity > 0", name="ck_listed_item_quantity"),
        sa.Index("ix_listed_item_day", "list_id", "day", "void_reason", "quantity"),
        STRICT,
    )
    list_id: str = text_column()
    day: date = day_column()
    name: str = text_column()
    quantity: int = number_column()
    site_id: str | None = owner("site", None)
    party_code: str = text_column()
    district: str = text_column()
    address: str = text_column()
    detail: str = text_column()
    note: str = text_column()
    void_reason: str = text_column()
    sample: bool = flag_column()


class PositiveEntryTable(Stamped, table=True):
    __tablename__ = "positive_entry"
    __table_args__ = (
        *flags("positive_entry", "sample"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= entered_on", name="ck_positive_entry_days"),
        sa.CheckConstraint("removed_on IS NULL OR removal_reason <> ''", name="ck_positive_entry_removal"),
        sa.Index("ix_positive_entry_site", "site_id", "entered_on"),
        STRICT,
    )
    site_id: str = owner("site")
    entered_on: date = day_column()
    ends_on: date | None = day_column(None)
    grounds: str = text_column()
    removed_on: date | None = day_column(None)
    removal_reason: str = text_column()
    removal_case_id: str | None = owner("case_file", None)
    sample: bool = flag_column()


class CompensationTable(Stamped, table=True):
    __tablename__ = "compensation"
    __table_args__ = (
        *flags("compensation", "sample"),
        sa.CheckConstraint("agreed_fen >= 0 AND paid_fen >= 0", name="ck_compensation_amounts"),
        sa.Index("ix_compensation_case", "case_id"),
        STRICT,
    )
    name: str = text_column()
    found_on: date = day_column()
    way: str = text_column()
    agreed_fen: int = number_column()
    site_id: str | None = owner("site", None)
    case_id: str | None = owner("case_file", None)
    agreed_on: date | None = day_column(None)
    paid_fen: int = number_column()
    paid_on: date | None = day_column(None)
    note: str = text_column()
    sample: bool = flag_column()


class VisitPlanTable(Stamped, table=True):
    __tablename__ = "visit_plan"
    __table_args__ = (
        *flags("visit_plan", "sample"),
        sa.Index("ix_visit_plan_site", "site_id", "planned_on"),
        sa.Index("ix_visit_plan_day", "planned_on", "id"),
        STRICT,
    )
    site_id: str = owner("site")
    planned_on: date = day_column()
    reason: str = text_column()
    registration: str = text_column()
    campaign_id: str | None = owner("campaign", None)
    visit_id: str | None = owner("visit", None)
    cancelled_reason: str = text_column()
    sample: bool = flag_column()


class YearTargetTable(Stamped, table=True):
    __tablename__ = "year_target"
    __table_args__ = (
        *flags("year_target", "sample"),
        sa.UniqueConstraint("year", "figure", name="uq_year_target"),
        STRICT,
    )
    year: int = number_column()
    figure: str = text_column()
    value: int = number_column()
    note: str = text_column()
    sample: bool = flag_column()
