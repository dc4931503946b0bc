"""Which visits belong to a campaign (专项行动), which may be put into it, and into which a visit may be put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.db.lists import StoredRows
from inspector.domain.kinds import VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Visit
from inspector.domain.supervision_records import Campaign, CampaignSite
from inspector.domain.times import local_day, span_of_days
from inspector.services.visit_list import VisitLines
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """The campaign of a visit, and those running on its day that are not ended, the fitting ones first.

    `fitting`: ids of those that look at its kind of inspection, or have its site on their list.
    """

    current: Campaign | None
    offered: tuple[Campaign, ...]
    fitting: frozenset[str]


class CampaignVisits:
    """Reads only; `CampaignService` puts visits in and takes them out."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def choice(self, visit_id: str) -> CampaignChoice:
        """What may be chosen for a visit; a draft without a beginning counts as of today. Raises NotFoundError."""
        with self.workspace.read() as reader:
            visit = reader.get(Visit, visit_id)
            day = local_day(visit.started_at) if visit.started_at else today(self.workspace.clock)
            running = [
                campaign
                for campaign in reader.find(Campaign, order=("name",), closed_on=None)
                if campaign.starts_on <= day <= campaign.ends_on
            ]
            listed = (
                {member.campaign_id for member in reader.find(CampaignSite, site_id=visit.site_id)}
                if visit.site_id
                else set()
            )
            current = reader.get(Campaign, visit.campaign_id) if visit.campaign_id else None
        fitting = frozenset(
            campaign.id
            for campaign in running
            if campaign.id in listed or visit.checklist_id in campaign.focus_ids()
        )
        return CampaignChoice(
            current, tuple(sorted(running, key=lambda campaign: campaign.id not in fitting)), fitting
        )

    def rows(self, campaign_id: str) -> VisitLines:
        """The visits that belong to a campaign, the newest first."""
        wanted = ListFilter(equals={"campaign_id": campaign_id}, order="-started_at")
        return VisitLines(self.workspace, wanted)

    def unassigned(self, campaign_id: str) -> Sequence[str]:
        """Completed visits of the campaign's days that belong to none, of its focal kinds or at sites of its list.

        A campaign without focal kinds looks at every kind. Raises NotFoundError.
        """
        with self.workspace.read() as reader:
            campaign = reader.get(Campaign, campaign_id)
            members = {member.site_id for member in reader.find(CampaignSite, campaign_id=campaign_id)}
        focus = tuple(sorted(campaign.focus_ids()))
        questions = [{"checklist_id": focus}, {"site_id": tuple(sorted(members))}] if focus else [{}]
        found: dict[str, None] = {}
        for equals in questions:
            wanted = ListFilter(
                equals={"state": VisitState.COMPLETE, **equals},
                between={"started_at": span_of_days(campaign.starts_on, campaign.ends_on)},
                is_null={"campaign_id": True},
                order="started_at",
            )
            found |= dict.fromkeys(StoredRows(self.workspace.store, Visit, wanted).ids())
        return list(found)
