"""What the drawn pages stand on: the small sample data, with a campaign, a draw and a list of a supervisor's desk."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

from inspector.domain.kinds import VisitState
from inspector.domain.ports import NoProgress, today
from inspector.domain.records import Case, Site, Visit, VisitOfficer
from inspector.domain.supervision_records import Campaign, Compensation, ListedItem, Patrol, VisitPlan
from inspector.paths import Home
from inspector.services.campaigns import CampaignService
from inspector.services.compensations import CompensationService
from inspector.services.draws import CLASS_NAMES, DrawOrder, DrawService, class_of
from inspector.services.patrols import PatrolService
from inspector.services.positive_list import PositiveListService
from inspector.services.samples import SampleService
from inspector.services.signatures import SignatureService
from inspector.services.visit_plans import VisitPlanService
from inspector.services.workspace import Workspace

# Made up: loops that no one writes.
PEN = tuple(
    tuple(
        (round(left + 20 * turn + 60 * math.sin(turn * 1.3)), round(200 + 110 * math.cos(turn * pitch)))
        for turn in [step / 4 for step in range(40)]
    )
    for left, pitch in ((120, 0.9), (380, 1.7), (620, 0.7))
)
CAMPAIGN = "夜间施工噪声专项"


def fill(folder: Path) -> None:
    """Small sample data, as the first start offers them, and what a supervisor adds."""
    with Workspace.open(Home(folder)) as workspace:
        samples = SampleService(workspace)
        try:
            samples.fill("small", progress=NoProgress())
        finally:
            samples.photos.close()
        _supervise(workspace)
        _sign(workspace)


def _sign(workspace: Workspace) -> None:
    """A night visit that the party and the first officer have signed."""
    with workspace.read() as reader:
        visit = reader.find(
            Visit, order=("started_at",), checklist_id="noise_construction", state=VisitState.COMPLETE
        )[0]
        officer = reader.find(VisitOfficer, order=("ordinal",), visit_id=visit.id)[0]
    signatures = SignatureService(workspace)
    signatures.sign("visit", visit.id, "party", visit.person_in_charge, PEN)
    signatures.sign("visit", visit.id, "officer", officer.name, PEN[::2])


def _supervise(workspace: Workspace) -> None:
    """A campaign with its targets, sites and cases, a draw, and a few lines of a counted list."""
    day = today(workspace.clock)
    campaigns = CampaignService(workspace)
    with workspace.read() as reader:
        sites = reader.find(Site)
        noisy = [case for case in reader.find(Case) if case.violation_id.startswith("noise.")]
    campaign, _ = campaigns.save(
        Campaign(
            name=CAMPAIGN,
            starts_on=date(day.year, 1, 1),
            ends_on=date(day.year, 12, 31),
            focus="noise_construction",
            sample=True,
        )
    )
    campaigns.set_targets(
        campaign.id,
        [("visits", 40, None), ("filed_share", 800, None), ("records_per_person", 5, None)],
    )
    campaigns.add_sites(campaign.id, [site.id for site in sites[:12]])
    for case in noisy[:6]:
        campaigns.assign_case(case.id, campaign.id)
    classes = dict.fromkeys((class_of(site) for site in sites), 250)
    DrawService(workspace).make(
        DrawOrder(
            title=f"{day.year}年{day.month}月双随机抽查",
            day=day,
            seed="2026-11-18 深证综指收市 2104.37",
            shares={key: classes[key] for key in CLASS_NAMES if key in classes},
        )
    )
    _lists(workspace, sites, noisy[0], day)
    with workspace.write("示例数据") as writer:
        for number, site in enumerate(sites[:5], 1):
            writer.put(
                ListedItem(list_id="boilers", day=date(day.year, number, 8), name=site.name, quantity=number),
                "list.added",
            )


def _lists(workspace: Workspace, sites: list[Site], case: Case, day: date) -> None:
    """Patrols with problem sites, firms on the positive list, planned visits, and a compensation."""
    patrols = PatrolService(workspace)
    for back, route, length in (
        (2, "观潮路—湾畔大道—南澜二路", 42_350),
        (9, "北屿环线", 31_800),
        (20, "滨海大道", 27_000),
    ):
        made, _ = patrols.save(
            Patrol(
                day=day - timedelta(days=back),
                route=route,
                length_m=length,
                district="南澜",
                officers="覃屿川、栾知棠",
                sample=True,
            )
        )
        for place, problem in (
            ("湾畔花园二期东门", "裸土未覆盖约 300 平方米"),
            ("南澜二路弃土场", "出入口没有冲洗设施"),
        ):
            if length > 30_000:
                found, _ = patrols.add_finding(made.id, place, problem)
                if back == 9:
                    patrols.hand_over(found.id, "南澜区住房和建设局", day - timedelta(days=8))
        if back == 9:
            patrols.put_right(found.id, day - timedelta(days=3), "已装冲洗平台，车辆冲净上路")
    positive, plans = PositiveListService(workspace), VisitPlanService(workspace)
    begun = date(day.year, 1, 10)
    firms = [site for site in sites if site.id != case.site_id and not site.positive_list_from]
    for site in firms[:3]:
        positive.enter(
            site.id, begun, date(day.year, 12, 31), "两年内无处罚，自动监控联网，排污许可执行报告按期提交"
        )
    kept = positive.history(firms[2].id)[0]
    positive.remove(kept.id, day - timedelta(days=30), "未批先建，主体工程已经投产")
    for ahead, site in enumerate(firms[:5], 1):
        plans.plan(
            VisitPlan(
                site_id=site.id,
                planned_on=day + timedelta(days=3 * ahead - 5),
                reason="投诉举报复查",
                registration="SZ-2026-00418" if ahead == 2 else "",
            )
        )
    CompensationService(workspace).save(
        Compensation(
            name="南澜河沿岸倾倒废液生态环境损害赔偿",
            found_on=begun,
            way="agreed",
            agreed_fen=8_600_000,
            agreed_on=begun + timedelta(days=60),
            paid_fen=5_000_000,
            paid_on=begun + timedelta(days=90),
            case_id=case.id,
            sample=True,
        )
    )
