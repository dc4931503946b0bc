"""How far a campaign is, from the rows of the store, and its end summary as page and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.casework.progress import (
    CaseFact,
    Material,
    OrderFact,
    PickFact,
    Progress,
    VisitFact,
    measure,
)
from inspector.casework.steps import FILED
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.documents.sheets.campaign import campaign_book
from inspector.documents.supervision import SummarySheet, summary_sheet
from inspector.domain.kinds import IntendedStep, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import (
    Case,
    CaseStep,
    Complaint,
    Rectification,
    Visit,
    VisitOfficer,
)
from inspector.domain.supervision_records import Campaign, CampaignSite, CampaignTarget, Draw, DrawPick
from inspector.domain.times import local_day, span_of_days, year_before
from inspector.services.campaign_moves import found_on_its_days
from inspector.services.campaigns import close_campaign
from inspector.services.copies import write_copy
from inspector.services.draws import first_visits
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign with its figures on a day."""

    campaign: Campaign
    progress: Progress
    today: date


class CampaignProgressService:
    """Figures and summaries of campaigns."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def view(self, campaign_id: str, today: date, *, closing: bool = False) -> CampaignView:
        """The figures as of a day; `closing`: as they read once it is ended on that day. Raises NotFoundError."""
        with self.workspace.read() as reader:
            campaign = reader.get(Campaign, campaign_id)
            if closing:
                campaign = replace(campaign, closed_on=today)
            targets = reader.find(CampaignTarget, order=("ordinal",), campaign_id=campaign_id)
            material = _material(reader, campaign)
        last = min(today, campaign.ends_on)
        complaints = (
            self._complaints(campaign.starts_on, last),
            self._complaints(year_before(campaign.starts_on), year_before(last)),
        )
        progress = measure(
            Material(
                material.visits,
                material.cases,
                material.picks,
                material.orders,
                material.members,
                material.units,
                complaints,
            ),
            campaign.starts_on,
            campaign.ends_on,
            [(target.kind, target.value, target.due_on) for target in targets],
            today,
            closed=campaign.closed_on is not None and campaign.closed_on <= today,
        )
        return CampaignView(campaign, progress, today)

    def case_rows(self, campaign_id: str) -> StoredRows[Case]:
        """The cases behind the figures."""
        return StoredRows(
            self.workspace.store, Case, ListFilter(equals={"campaign_id": campaign_id}, order="-found_on")
        )

    def export_pdf(self, campaign_id: str, path: Path, today: date, *, close: bool = False) -> int:
        """The end summary as a page; returns the number of pages. `close` ends the campaign with it, both or neither.

        Raises NotFoundError, CopyNotWrittenError, RuleRefusedError when it is to be ended and is ended already.
        """
        with self.workspace.write() as writer:
            # Counted where nobody else can write: the summary, the ending and the chain head speak of the same records.
            view = self.view(campaign_id, today, closing=close)
            if close:
                close_campaign(writer, campaign_id, today)
            head = writer.chain_head()
            printed = summary_sheet(
                SummarySheet(
                    OfficerService(self.workspace).bureau().name,
                    view.campaign,
                    view.progress,
                    today,
                    self.workspace.book.version,
                    head_text(head.hash),
                )
            )
            # The event comes first: who may not export gets no file, and a file that fails leaves no event.
            writer.note(
                "campaign.summary_exported",
                "campaign",
                campaign_id,
                {"file": path.name, "sha256": printed.sha256},
            )
            write_copy(path, printed.pdf)
        return printed.pages

    def export_xlsx(self, campaign_id: str, path: Path, today: date, *, close: bool = False) -> None:
        """The end summary as a workbook, with its cases; else as `export_pdf`."""
        with self.workspace.write() as writer:
            view = self.view(campaign_id, today, closing=close)
            counted = [
                _as_of(case, today)
                for case in self.case_rows(campaign_id).stream()
                if found_on_its_days(case, view.campaign) and case.found_on <= today
            ]
            if close:
                close_campaign(writer, campaign_id, today)
            writer.note("campaign.summary_exported", "campaign", campaign_id, {"file": path.name})
            write_copy(path, campaign_book(view.campaign, view.progress, counted, today))

    def _complaints(self, start: date, end: date) -> int:
        if end < start:
            return 0
        between = {"received_at": span_of_days(start, end)}
        return StoredRows(self.workspace.store, Complaint, ListFilter(between=between)).count()


def _as_of(case: Case, day: date) -> Case:
    """The case as the figures of that day count it: not decided when that came later."""
    if case.decided_on is not None and case.decided_on <= day:
        return case
    return replace(case, decided_on=None, outcome=None, amount_fen=None, reduced_fen=None)


def _material(reader: Reader, campaign: Campaign) -> Material:
    members = reader.find(CampaignSite, campaign_id=campaign.id)
    units = {member.site_id: member.unit for member in members}
    visits = reader.find(Visit, campaign_id=campaign.id, state=VisitState.COMPLETE)
    cases = reader.find(Case, campaign_id=campaign.id)
    people: dict[str, list[str]] = {}
    for officer in reader.find_in(VisitOfficer, "visit_id", [visit.id for visit in visits]):
        people.setdefault(officer.visit_id, []).append(officer.officer_id)
    # A visit led to a filed case also where that case bears another campaign's name, or none.
    led = reader.find_in(Case, "visit_id", [visit.id for visit in visits])
    filed = _filed_on(reader, list({case.id for case in (*cases, *led)}))
    visit_filed: dict[str | None, date] = {}
    for case in led:
        if case.id in filed:
            visit_filed[case.visit_id] = min(filed[case.id], visit_filed.get(case.visit_id, date.max))
    unit_of_case = {case.id: _unit(units, case.site_id, case.district) for case in cases}
    orders = [
        OrderFact(
            order.id,
            order.case_id,
            unit_of_case[order.case_id],
            order.ordered_on,
            order.due_on,
            order.rechecked_on,
            order.corrected is True,
        )
        for order in reader.find_in(Rectification, "case_id", [case.id for case in cases])
    ]
    return Material(
        visits=[
            _visit_fact(visit, units, people.get(visit.id, []), visit_filed.get(visit.id))
            for visit in visits
            if visit.started_at
        ],
        cases=[
            CaseFact(
                case.id,
                case.found_on,
                unit_of_case[case.id],
                filed.get(case.id),
                case.decided_on,
                case.amount_fen or 0,
                case.reduced_fen or 0,
            )
            for case in cases
        ],
        picks=_picks(reader, campaign),
        orders=orders,
        members=[(member.site_id, member.unit) for member in members],
        units=campaign.unit_names(),
    )


def _filed_on(reader: Reader, case_ids: Sequence[str]) -> dict[str, date]:
    """The day each case was filed first; cases that are not are left out."""
    found: dict[str, date] = {}
    for step in reader.find_in(CaseStep, "case_id", case_ids):
        if step.step == FILED:
            found[step.case_id] = min(step.day, found.get(step.case_id, date.max))
    return found


def _visit_fact(visit: Visit, units: dict[str, str], people: list[str], filed_on: date | None) -> VisitFact:
    assert visit.started_at is not None
    return VisitFact(
        visit.id,
        local_day(visit.started_at),
        _unit(units, visit.site_id, visit.district),
        visit.site_id,
        tuple(people),
        visit.intended_step is not IntendedStep.NONE,
        visit.intended_step is IntendedStep.FILE,
        filed_on,
    )


def _picks(reader: Reader, campaign: Campaign) -> list[PickFact]:
    draws = reader.find(Draw, campaign_id=campaign.id, void_reason="")
    found: list[PickFact] = []
    for kept in draws:
        picks = reader.find(DrawPick, order=("ordinal",), draw_id=kept.id)
        visits = reader.find_in(Visit, "site_id", [pick.site_id for pick in picks])
        seen = first_visits(visits, kept.drawn_on)
        found += [PickFact(p.id, kept.drawn_on, p.due_on, seen.get(p.site_id)) for p in picks]
    return found


def _unit(units: dict[str, str], site_id: str | None, district: str) -> str:
    """The bureau that the campaign's list names for the site, else the district."""
    return units.get(site_id or "", "") or district
