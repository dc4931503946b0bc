"""Every table by the record it keeps, all STRICT. Nothing outside `inspector.db` sees the classes behind."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel

from inspector.db import (
    case_tables,
    evidence_tables,
    field_tables,
    ledger_tables,
    leniency_tables,
    paper_tables,
    people_tables,
    supervision_tables,
)
from inspector.domain import (
    case_records,
    evidence_records,
    ledger_records,
    leniency_records,
    paper_records,
    people_records,
    records,
    supervision_records,
)

TABLES: dict[type[records.Record], sa.Table] = {
    record: SQLModel.metadata.tables[str(table.__tablename__)]
    for record, table in (
        (records.Setting, field_tables.SettingTable),
        (records.Officer, field_tables.OfficerTable),
        (people_records.Account, people_tables.AccountTable),
        (records.Site, field_tables.SiteTable),
        (records.Complaint, field_tables.ComplaintTable),
        (records.Visit, field_tables.VisitTable),
        (records.VisitOfficer, field_tables.VisitOfficerTable),
        (records.VisitAnswer, field_tables.VisitAnswerTable),
        (records.Measurement, field_tables.MeasurementTable),
        (records.Photo, field_tables.PhotoTable),
        (records.Case, case_tables.CaseTable),
        (records.CaseStep, case_tables.CaseStepTable),
        (case_records.CaseFlag, case_tables.CaseFlagTable),
        (case_records.ReviewOverride, case_tables.ReviewOverrideTable),
        (case_records.OffenceSearch, case_tables.OffenceSearchTable),
        (case_records.Meeting, case_tables.MeetingTable),
        (records.Suspension, case_tables.SuspensionTable),
        (records.Rectification, case_tables.RectificationTable),
        (case_records.RecheckPhoto, case_tables.RecheckPhotoTable),
        (records.Fact, case_tables.FactTable),
        (records.FactEvidence, case_tables.FactEvidenceTable),
        (records.LawFact, case_tables.LawFactTable),
        (records.FineChoice, case_tables.FineChoiceTable),
        (leniency_records.ApologyRequest, leniency_tables.ApologyRequestTable),
        (leniency_records.FurtherAct, leniency_tables.FurtherActTable),
        (records.Assessment, case_tables.AssessmentTable),
        (records.Decision, case_tables.DecisionTable),
        (records.Paper, case_tables.PaperTable),
        (records.PaperNumber, case_tables.PaperNumberTable),
        (evidence_records.EvidenceFile, evidence_tables.EvidenceFileTable),
        (evidence_records.PhotoLayers, evidence_tables.PhotoLayersTable),
        (evidence_records.Signature, evidence_tables.SignatureTable),
        (paper_records.PaperEntry, paper_tables.PaperEntryTable),
        (paper_records.SignedCopy, paper_tables.SignedCopyTable),
        (paper_records.DigitalSignature, paper_tables.DigitalSignatureTable),
        (paper_records.ReentryTick, paper_tables.ReentryTickTable),
        (ledger_records.SavedFilter, ledger_tables.SavedFilterTable),
        (ledger_records.SavedView, ledger_tables.SavedViewTable),
        (supervision_records.Campaign, supervision_tables.CampaignTable),
        (supervision_records.CampaignTarget, supervision_tables.CampaignTargetTable),
        (supervision_records.CampaignSite, supervision_tables.CampaignSiteTable),
        (supervision_records.Draw, supervision_tables.DrawTable),
        (supervision_records.DrawPick, supervision_tables.DrawPickTable),
        (supervision_records.Patrol, supervision_tables.PatrolTable),
        (supervision_records.PatrolFinding, supervision_tables.PatrolFindingTable),
        (supervision_records.ListedItem, supervision_tables.ListedItemTable),
        (supervision_records.PositiveEntry, supervision_tables.PositiveEntryTable),
        (supervision_records.Compensation, supervision_tables.CompensationTable),
        (supervision_records.VisitPlan, supervision_tables.VisitPlanTable),
        (supervision_records.YearTarget, supervision_tables.YearTargetTable),
    )
}
