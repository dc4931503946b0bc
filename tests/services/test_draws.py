"""A draw kept in the store: its page, its file, the visits that follow, and what happens when someone changes it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from inspector.casework.draw import DrawAlteredError, replay, request_from
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Paper, Site
from inspector.domain.supervision_records import Campaign
from inspector.services.campaign_progress import CampaignProgressService
from inspector.services.campaigns import CampaignService
from inspector.services.copies import CopyNotWrittenError
from inspector.services.draws import DrawOrder, DrawService
from inspector.services.positive_list import PositiveListService
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


def test_a_draw_whose_copy_cannot_be_written_is_not_made(
    workspace: Workspace, order: DrawOrder, tmp_path: Path
) -> None:
    """Otherwise the second try would be a second draw, and nobody could say which one counts."""
    service = DrawService(workspace)
    there = tmp_path / "上月.json"
    there.write_text("上月的抽查", encoding="utf-8")
    for file, page in (
        (tmp_path / "没有" / "抽查.json", None),
        (tmp_path / "抽查.json", tmp_path / "没有" / "抽查.pdf"),
        (there, tmp_path / "没有" / "抽查.pdf"),
    ):
        with pytest.raises(CopyNotWrittenError):
            service.make(order, file, page)
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["上月.json"]
        assert there.read_text(encoding="utf-8") == "上月的抽查", "no draw lies about that nobody keeps"
    with pytest.raises(InvalidValueError, match="打印页"):
        service.make(order, there, tmp_path / "." / "上月.json")
    with workspace.read() as reader:
        assert (service.all(), reader.find(Paper)) == ([], [])
    kept, _ = service.make(order, tmp_path / "抽查.json", tmp_path / "抽查.pdf")
    assert (tmp_path / "抽查.json").read_text(encoding="utf-8") == kept.content
    assert (tmp_path / "抽查.pdf").read_bytes() == service.pdf(kept.id)


def test_two_draws_of_one_seed_are_both_genuine(workspace: Workspace, order: DrawOrder) -> None:
    service = DrawService(workspace)
    first, _ = service.make(order)
    second, _ = service.make(replace(order, title="另一次抽查", shares={"enterprise": 500}))
    assert service.check(first.content)[2] == first.title
    assert service.check(second.content)[2] == second.title


def test_an_entry_renewed_ahead_leaves_the_one_of_today_in_force(
    workspace: Workspace, sites: list[Site]
) -> None:
    """A site bears the days of its newest entry; what spares it today is the entry that covers today."""
    lists = PositiveListService(workspace)
    lists.enter(sites[10].id, date(2026, 1, 1), date(2026, 6, 30), "近一年无处罚")
    lists.enter(sites[10].id, date(2026, 7, 1), date(2026, 12, 31), "续期")
    order = DrawOrder(title="六月", day=DAY, seed="1", shares={"enterprise": 1000})
    service = DrawService(workspace)
    assert sites[10].id not in {site.id for site in service.request(order).pool}
    assert sites[11].id in {site.id for site in service.request(order).pool}
    assert sites[10].id in {site.id for site in service.request(replace(order, spare_positive=False)).pool}


def test_neither_a_day_to_come_nor_an_ended_campaign_takes_a_draw(
    workspace: Workspace, order: DrawOrder
) -> None:
    service, campaigns = DrawService(workspace), CampaignService(workspace)
    ended, _ = campaigns.save(Campaign(name="已结束的", starts_on=DAY, ends_on=DAY))
    campaigns.close(ended.id, DAY)
    with pytest.raises(RuleRefusedError, match="已结束"):
        service.make(replace(order, campaign_id=ended.id))
    with pytest.raises(InvalidValueError, match="抽取日"):
        service.make(replace(order, day=DAY + timedelta(days=9_000)))
    assert service.all() == []
