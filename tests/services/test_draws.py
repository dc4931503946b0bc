"""A draw kept in the store: its page, its file, the visits that follow, and what happens when someone changes it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdf
import pytest

from inspector.casework.draw import DrawAlteredError, replay, request_from
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Paper, Site
from inspector.domain.supervision_records import Campaign
from inspector.services.campaign_progress import CampaignProgressService
from inspector.services.campaigns import CampaignService
from inspector.services.draws import DrawOrder, DrawService
from inspector.services.trust import TrustService
from inspector.services.workspace import Workspace
from tests.services.test_campaigns import a_visit

DAY = date(2026, 6, 1)


@pytest.fixture
def sites(workspace: Workspace) -> list[Site]:
    """Twenty firms, four of them key dischargers, one on the positive list; and a site under construction."""
    with workspace.write() as writer:
        firms = [
            writer.put(
                Site(
                    name=f"澜岬涂装{n}厂",
                    kind=SiteKind.ENTERPRISE,
                    key_discharger=n < 4,
                    positive_list_from=date(2026, 1, 1) if n == 19 else None,
                ),
                "site.created",
            )
            for n in range(20)
        ]
        writer.put(Site(name="一个工地", kind=SiteKind.CONSTRUCTION), "site.created")
    return firms


@pytest.fixture
def order(workspace: Workspace, sites: list[Site]) -> DrawOrder:
    with workspace.write() as writer:
        from inspector.domain.records import Officer

        writer.put(Officer(name="陈丙", card_number="示-0023"), "officer.saved")
    person = DrawService(workspace).inspector_id("示-0023")
    return DrawOrder(
        title="2026年6月双随机抽查",
        day=DAY,
        seed="2026061 期",
        shares={"key": 500, "enterprise": 250},
        recusals=tuple((person, site.id, "近亲属任职") for site in sites),
    )


def test_what_is_drawn_is_kept_printed_and_drawn_again(
    workspace: Workspace, order: DrawOrder, tmp_path: Path
) -> None:
    service = DrawService(workspace)
    kept, changes = service.make(order)
    assert changes.kinds() == {"draw", "draw_pick", "paper"}
    lines = service.picks(kept.id)
    # Half of 4 key dischargers, a quarter of the 15 other firms not on the positive list.
    assert [line.class_name for line in lines] == ["重点排污单位"] * 2 + ["企业"] * 4
    assert all(len(line.inspectors) == 2 and "陈丙" not in str(line.inspectors) for line in lines)
    assert {line.pick.due_on for line in lines} == {date(2026, 6, 30)}
    path = tmp_path / "抽查.json"
    service.write_file(kept.id, path)
    _request, result, held = service.check(path.read_text(encoding="utf-8"))
    assert (result.result_hash, held) == (kept.result_hash, kept.title)
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(_pdf(tmp_path, service.pdf(kept.id))).pages
    )
    flat = "".join(text.split())
    assert kept.list_hash in flat and kept.result_hash in flat and "2026061期" in flat
    assert all(line.site.name in flat for line in lines)
    with workspace.read() as reader:
        (paper,) = reader.find(Paper)
    assert paper.kind == "random_draw"
    from inspector.domain.ports import NoProgress

    assert not TrustService(workspace).verify(NoProgress()).wrong


def _pdf(folder: Path, data: bytes) -> Path:
    path = folder / "页.pdf"
    path.write_bytes(data)
    return path


def test_a_forged_file_with_hashes_of_its_own_does_not_pass_against_the_store(
    workspace: Workspace, order: DrawOrder
) -> None:
    """Somebody takes a firm off the list and computes every hash anew: the file alone is sound, the record is not."""
    from inspector.casework.draw import DrawRequest, draw, draw_file

    service = DrawService(workspace)
    kept, _ = service.make(order)
    honest = request_from(kept.content)
    gone = honest.pool[0]
    forged = DrawRequest(honest.seed, honest.classes, honest.pool[1:], honest.inspectors, (), honest.per_site)
    text = draw_file(forged, draw(forged))
    replay(text)
    with pytest.raises(DrawAlteredError) as refused:
        service.check(text)
    assert any(f"抽查对象：少了 {gone.name}" in place for place in refused.value.places)
    assert any("回避：少了" in place for place in refused.value.places)


def test_a_changed_seed_is_refused_against_the_store(workspace: Workspace, order: DrawOrder) -> None:
    service = DrawService(workspace)
    kept, _ = service.make(order)
    content = json.loads(kept.content)
    content["seed"] = "别的"
    with pytest.raises(DrawAlteredError) as refused:
        service.check(json.dumps(content, indent=1, ensure_ascii=False))
    assert any("种子" in place for place in refused.value.places)


def test_the_month_s_draw_is_measured_at_35_70_and_100(workspace: Workspace, order: DrawOrder) -> None:
    campaigns = CampaignService(workspace)
    campaign, _ = campaigns.save(Campaign(name="双随机", starts_on=DAY, ends_on=date(2026, 6, 30)))
    campaigns.set_targets(
        campaign.id,
        [
            ("draw_share", 350, date(2026, 6, 10)),
            ("draw_share", 700, date(2026, 6, 20)),
            ("draw_share", 1000, date(2026, 6, 30)),
        ],
    )
    from dataclasses import replace

    service = DrawService(workspace)
    kept, _ = service.make(replace(order, campaign_id=campaign.id))
    lines = service.picks(kept.id)
    for day, line in zip((3, 9, 15, 16, 18, 30), lines, strict=True):
        a_visit(workspace, date(2026, 6, day), site=line.site)
    view = CampaignProgressService(workspace).view(campaign.id, date(2026, 6, 30))
    assert [(line.found_text(), line.met) for line in view.progress.targets] == [
        ("33.3%", False),
        ("83.3%", True),
        ("100%", True),
    ]
    assert next(line.visited_on for line in service.picks(kept.id)) == date(2026, 6, 3)


def test_what_cannot_be_drawn_is_refused_and_leaves_nothing(workspace: Workspace, order: DrawOrder) -> None:
    from dataclasses import replace

    service = DrawService(workspace)
    for wrong in (
        replace(order, shares={"nothing": 500}),
        replace(order, title=" "),
        replace(order, seed=""),
        replace(order, shares={"yard": 500}, recusals=()),
        replace(order, per_site=9),
    ):
        with pytest.raises(InvalidValueError):
            service.make(wrong)
    assert service.all() == []
