"""The supervisor's half of the city sample (示例数据 city): lists, patrols, complaints, the positive list, a campaign, targets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TypeVar

from inspector.db.store import Writer
from inspector.domain.ports import Progress, check_cancelled
from inspector.domain.records import Site
from inspector.domain.supervision_records import Campaign, CampaignSite, CampaignTarget, YearTarget
from inspector.samples import supervision
from inspector.services.workspace import Workspace

CAMPAIGN = "利剑六号"
T = TypeVar("T")
_BATCH = 400
_TARGETS = (
    ("visits", 800, None),
    ("filed_share", 1000, None),
    ("records_per_person", 5, None),
    ("complaint_change", -100, None),
)
# The bureau's published aims for the year after: complaints −10 % or more, 85 VOCs firms, 20 compensation cases.
_NEXT = (
    ("complaints.construction_noise", -100),
    ("complaints.waste_gas", -100),
    ("list.voc_firms", 85),
    ("compensations", 20),
)


def start_campaign(workspace: Workspace, units: Sequence[str]) -> Campaign:
    """The year's campaign with its targets."""
    with workspace.write("示例数据") as writer:
        campaign = writer.put(
            Campaign(
                name=CAMPAIGN,
                starts_on=date(2022, 1, 1),
                ends_on=date(2022, 12, 31),
                units=",".join(units),
                note="示例数据：起止日期是编的",
                sample=True,
            ),
            "campaign.planned",
        )
        for ordinal, (kind, value, due) in enumerate(_TARGETS, 1):
            writer.put(
                CampaignTarget(campaign_id=campaign.id, ordinal=ordinal, kind=kind, value=value, due_on=due),
                "campaign.target_set",
            )
    return campaign


def fill_supervision(
    workspace: Workspace, dice: random.Random, sites: Sequence[Site], campaign: Campaign, progress: Progress
) -> None:
    """Everything else of the year, in batches of 400. Raises CancelledError; what is written stays."""
    listed = [site for site in sites if site.positive_list_from is not None]
    _batches(
        workspace,
        listed,
        lambda writer, site: writer.put(supervision.positive_entry(site), "positive_list.entered"),
        progress,
        "正面清单",
    )
    _batches(
        workspace,
        supervision.listed_items(dice, sites),
        lambda writer, item: writer.put(item, "list.imported"),
        progress,
        "治理清单",
    )
    _batches(workspace, supervision.patrols(dice), _put_patrol, progress, "扬尘巡查")
    _batches(
        workspace,
        supervision.complaints(dice),
        lambda writer, complaint: writer.put(complaint, "complaint.received"),
        progress,
        "信访",
    )
    members = dice.sample(list(sites), 300)
    _batches(
        workspace,
        members,
        lambda writer, site: writer.put(
            CampaignSite(campaign_id=campaign.id, site_id=site.id, unit=site.district), "campaign.site_added"
        ),
        progress,
        "行动名单",
    )
    with workspace.write("示例数据") as writer:
        for figure, value in _NEXT:
            writer.put(
                YearTarget(year=supervision.YEAR + 1, figure=figure, value=value, sample=True),
                "year_target.set",
            )


def _put_patrol(writer: Writer, driven: supervision.DrivenPatrol) -> None:
    stored = writer.put(driven.patrol, "patrol.recorded")
    for finding in driven.findings:
        writer.put(replace(finding, patrol_id=stored.id), "patrol.finding_added")


def _batches(
    workspace: Workspace,
    records: Iterable[T],
    put: Callable[[Writer, T], object],
    progress: Progress,
    text: str,
) -> None:
    source = iter(records)
    done = 0
    while batch := list(islice(source, _BATCH)):
        progress.report(done, 0, text)
        check_cancelled(progress, "已写入的示例数据保留")
        with workspace.write("示例数据") as writer:
            for record in batch:
                put(writer, record)
        done += len(batch)
