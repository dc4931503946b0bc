"""Patrols, counted lists, the positive list, planned visits and compensation: what is written, counted, and refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.counted_lists import SupervisionDataError, build_supervision
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.records import Case, Site, Visit
from inspector.domain.supervision_records import Campaign, Compensation, ListedItem, Patrol, VisitPlan
from inspector.paths import resources_dir
from inspector.services.campaigns import CampaignService
from inspector.services.compensations import CompensationService
from inspector.services.copies import CopyNotWrittenError
from inspector.services.counted_lists import CountedListService, ListRefusedError
from inspector.services.patrols import PatrolService, length_text, parse_length
from inspector.services.positive_list import PositiveListService
from inspector.services.sites import SiteService
from inspector.services.visit_plans import ReasonNeededError, VisitPlanService
from inspector.services.workspace import Workspace
from tests.services.test_campaigns import a_case, a_visit
from tests.workspaces import CODE, a_site

DAY = date(2026, 6, 1)


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return SiteService(workspace).save(a_site())[0]


# Patrols


@given(st.integers(1, 2_000_000))
def test_kilometres_lose_no_metre(metres: int) -> None:
    assert parse_length(f"{metres // 1000}.{metres % 1000:03d}") == metres
    assert parse_length(length_text(metres)) == metres, "what is shown can be typed"


@pytest.mark.parametrize("typed", ["0", "-1", "42.3555", "很远", "2000.001", "nan", "inf"])
def test_impossible_lengths_are_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_length(typed)


def test_a_problem_site_goes_from_found_to_put_right(workspace: Workspace) -> None:
    service = PatrolService(workspace)
    patrol, _ = service.save(Patrol(day=DAY, route="滨海大道—南海大道", length_m=42_350))
    finding, _ = service.add_finding(patrol.id, "滨海大道8号", "裸土未覆盖")
    other, _ = service.add_finding(patrol.id, "滨海大道9号", "车辆带泥上路")
    assert [f.ordinal for f in service.findings(patrol.id)] == [1, 2]
    with pytest.raises(InvalidValueError, match="不早于发现日"):
        service.put_right(finding.id, DAY - timedelta(days=1), "已覆盖")
    service.hand_over(finding.id, "南澜区住房和建设局", DAY)
    service.put_right(finding.id, DAY + timedelta(days=3), "已覆盖")
    with pytest.raises(RuleRefusedError, match="已整改"):
        service.hand_over(finding.id, "别处", DAY + timedelta(days=4))
    totals = service.totals(DAY, DAY)
    assert (totals.patrols, totals.length_m, totals.found, totals.handed, totals.fixed) == (
        1,
        42_350,
        2,
        1,
        1,
    )
    assert service.findings(patrol.id)[1] == other


def test_another_day_goes_for_the_problem_sites_too(workspace: Workspace) -> None:
    service = PatrolService(workspace)
    patrol, _ = service.save(Patrol(day=DAY, route="滨海大道", length_m=42_350))
    finding, _ = service.add_finding(patrol.id, "滨海大道8号", "裸土未覆盖")
    service.hand_over(finding.id, "南澜区住房和建设局", DAY)
    earlier = DAY - timedelta(days=2)
    patrol, _ = service.save(replace(patrol, day=earlier))
    assert [found.found_on for found in service.findings(patrol.id)] == [earlier]
    with pytest.raises(InvalidValueError, match="不晚于问题点移交"):
        service.save(replace(patrol, day=DAY + timedelta(days=1)))
    assert service.totals(earlier, earlier).found == 1


def test_a_patrol_is_kept_with_all_its_problem_sites_or_not_at_all(workspace: Workspace) -> None:
    service = PatrolService(workspace)
    patrol = Patrol(day=DAY, route="滨海大道", length_m=1_000)
    with pytest.raises(InvalidValueError, match="问题点"):
        service.save(patrol, [("滨海大道8号", "裸土未覆盖"), ("滨海大道9号", "")])
    assert service.lines(DAY, DAY) == []
    kept, _ = service.save(patrol, [("滨海大道8号", "裸土未覆盖"), ("滨海大道9号", "车辆带泥上路")])
    assert [(f.ordinal, f.place) for f in service.findings(kept.id)] == [
        (1, "滨海大道8号"),
        (2, "滨海大道9号"),
    ]


def test_no_patrol_of_a_day_to_come_or_of_an_ended_campaign(workspace: Workspace) -> None:
    service, campaigns = PatrolService(workspace), CampaignService(workspace)
    ended, _ = campaigns.save(Campaign(name="已结束的", starts_on=DAY, ends_on=DAY))
    before, _ = service.save(Patrol(day=DAY, route="滨海大道", length_m=1_000, campaign_id=ended.id))
    campaigns.close(ended.id, DAY)
    with pytest.raises(RuleRefusedError, match="已结束"):
        service.save(Patrol(day=DAY, route="滨海大道", length_m=1_000, campaign_id=ended.id))
    with pytest.raises(InvalidValueError, match="不晚于今天"):
        service.save(Patrol(day=DAY + timedelta(days=9_000), route="滨海大道", length_m=1_000))
    service.save(replace(before, note="天气晴"))


# Counted lists


def _sheet(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_bureau_sheet_is_taken_whole_and_only_once(
    workspace: Workspace, site: Site, tmp_path: Path
) -> None:
    service = CountedListService(workspace)
    path = _sheet(
        tmp_path / "锅炉.xlsx",
        [
            ["2026 年锅炉改造台账"],
            ["使用单位", "改造日期", "台数", "信用代码", "治理措施", "多出的列"],
            ["甲厂", date(2026, 3, 1), 2, CODE, "生物质改电", "x"],
            ["乙厂", "2026年4月2日", None, None, "=1+1", None],
        ],
    )
    preview = service.preview("boilers", path)
    assert (preview.ready, preview.faults, preview.unmatched_headings) == (True, (), ("多出的列",))
    service.commit(preview)
    assert service.figure("boilers", date(2026, 1, 1), date(2026, 12, 31)) == 3
    first = service.rows("boilers").page(10)[-1]
    assert (first.site_id, first.party_code, first.quantity) == (site.id, CODE, 2)
    again = service.preview("boilers", path)
    assert again.known == (3, 4)
    assert not service.commit(again).touched
    assert service.figure("boilers", date(2025, 1, 1), date(2025, 12, 31)) == 0


def test_one_wrong_row_keeps_the_whole_sheet_out(workspace: Workspace, tmp_path: Path) -> None:
    service = CountedListService(workspace)
    path = _sheet(
        tmp_path / "快检.xlsx",
        [
            ["检测地点", "日期", "次数"],
            ["甲", DAY, 3],
            ["", DAY, 1],
            ["乙", "2026-02-30", 1],
            ["丙", DAY, "三"],
        ],
    )
    preview = service.preview("fuel_tests", path)
    assert [fault[:7] for fault in preview.faults] == ["第 3 行 名", "第 4 行 日", "第 5 行 数"]
    with pytest.raises(ListRefusedError):
        service.commit(preview)
    assert service.rows("fuel_tests").count() == 0


def test_an_export_reads_back_to_the_same(workspace: Workspace, tmp_path: Path) -> None:
    service = CountedListService(workspace)
    for name in ("=深圳加油站", "+加油站", "加油站 01"):
        service.save(ListedItem(list_id="voc_stations", day=DAY, name=name, detail="三次油气回收"))
    assert service.export("voc_stations", tmp_path / "出.xlsx") == 3
    preview = service.preview("voc_stations", tmp_path / "出.xlsx")
    assert (len(preview.items), len(preview.known)) == (3, 3)
    service.write_template("voc_stations", tmp_path / "空.xlsx")
    assert not service.preview("voc_stations", tmp_path / "空.xlsx").items


def test_rows_of_one_sheet_that_differ_in_a_word_are_two(workspace: Workspace, tmp_path: Path) -> None:
    service = CountedListService(workspace)
    head: list[object] = ["检测地点", "日期", "次数", "备注"]
    path = _sheet(tmp_path / "快检.xlsx", [head, ["甲站", DAY, 1, "一号车"], ["甲站", DAY, 1, "二号车"]])
    preview = service.preview("fuel_tests", path)
    assert preview.known == ()
    service.commit(preview)
    assert service.figure("fuel_tests", DAY, DAY) == 2
    # The sheet grew, and somebody wrote more into a note: the two that are stored stay the two that are stored.
    path = _sheet(
        path, [head, ["甲站", DAY, 1, "一号车，合格"], ["甲站", DAY, 1, "二号车"], ["甲站", DAY, 1, "三号车"]]
    )
    again = service.preview("fuel_tests", path)
    assert again.known == (2, 3)
    service.commit(again)
    assert service.figure("fuel_tests", DAY, DAY) == 3
    # The second row is the first again; the third is another: brought a second time none of them is new.
    path = _sheet(
        tmp_path / "三行.xlsx", [head, ["丙站", DAY, 1, "a"], ["丙站", DAY, 1, "a"], ["丙站", DAY, 1, "b"]]
    )
    for known in ((3,), (2, 3, 4)):
        preview = service.preview("fuel_tests", path)
        assert preview.known == known
        service.commit(preview)
    twice = _sheet(tmp_path / "两遍.xlsx", [head, ["乙站", DAY, 1, "x"], ["乙站", DAY, 1, "x"]])
    assert service.preview("fuel_tests", twice).known == (3,)


def test_a_hidden_row_is_taken_and_named(workspace: Workspace, tmp_path: Path) -> None:
    """Whoever hid it may have meant to leave it out: nobody finds it by looking at the sheet."""
    service = CountedListService(workspace)
    path = _sheet(
        tmp_path / "快检.xlsx",
        [["检测地点", "日期", "次数"], ["甲站", DAY, 1], ["乙站", DAY, 2], [None, None, None]],
    )
    book = openpyxl.load_workbook(path)
    for row in (3, 4):
        book.worksheets[0].row_dimensions[row].hidden = True
    book.save(path)
    preview = service.preview("fuel_tests", path)
    assert (len(preview.items), preview.hidden) == (2, (3,))


@pytest.mark.parametrize(
    ("name", "day", "quantity", "why"),
    [
        ("合计", DAY, 3, "合计、小计"),
        ("甲站", DAY + timedelta(days=9_000), 3, "不晚于今天"),
        ("甲站", DAY, 10**18, "1 至 1,000,000"),
    ],
)
def test_what_would_falsify_a_count_is_a_fault_of_its_row(
    workspace: Workspace, tmp_path: Path, name: str, day: date, quantity: int, why: str
) -> None:
    service = CountedListService(workspace)
    path = _sheet(tmp_path / "快检.xlsx", [["检测地点", "日期", "次数"], [name, day, quantity]])
    (fault,) = service.preview("fuel_tests", path).faults
    assert fault.startswith("第 2 行") and why in fault


def test_a_list_that_cannot_be_written_says_so_and_leaves_no_event(
    workspace: Workspace, tmp_path: Path
) -> None:
    service = CountedListService(workspace)
    service.save(ListedItem(list_id="boilers", day=DAY, name="甲厂"))
    with workspace.read() as reader:
        before = len(list(reader.events()))
    with pytest.raises(CopyNotWrittenError):
        service.export("boilers", tmp_path / "没有" / "锅炉.xlsx")
    with pytest.raises(CopyNotWrittenError):
        service.write_template("boilers", tmp_path / "没有" / "锅炉.xlsx")
    with workspace.read() as reader:
        assert len(list(reader.events())) == before


def test_a_party_counts_once_and_a_void_row_not_at_all(workspace: Workspace) -> None:
    service = CountedListService(workspace)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    rows = [service.save(ListedItem(list_id="voc_firms", day=DAY, name=n))[0] for n in ("甲", "甲", "乙")]
    assert service.figure("voc_firms", *year) == 2
    service.void(rows[2].id, "重复登记")
    assert service.figure("voc_firms", *year) == 1
    with pytest.raises(InvalidValueError):
        service.void(rows[0].id, " ")


def test_a_new_list_is_data_and_a_broken_one_is_named() -> None:
    import tomllib

    raw = tomllib.loads((resources_dir() / "supervision" / "lists.toml").read_text(encoding="utf-8"))
    raw["lists"].append(dict(raw["lists"][0], id="areas", name="工业园区"))
    assert build_supervision(raw).lists["areas"].name == "工业园区"
    for change, word in (
        ({"count": "all"}, "rows、quantity、parties"),
        ({"sentence": "没有数"}, "{n}"),
        ({"colour": "red"}, "不认识的键"),
        ({"id": "boilers"}, "重复"),
        ({"unit": 3}, "类型不对"),
    ):
        broken = {**raw, "lists": [*raw["lists"][:-1], dict(raw["lists"][-1], **change)]}
        with pytest.raises(SupervisionDataError, match=word):
            build_supervision(broken)


# Positive list


def test_the_list_keeps_its_history_and_the_site_follows(workspace: Workspace, site: Site) -> None:
    service = PositiveListService(workspace)
    entry, _ = service.enter(site.id, DAY, date(2026, 12, 31), "近一年无处罚")
    with pytest.raises(RuleRefusedError, match="已在正面清单"):
        service.enter(site.id, date(2026, 12, 31), None, "再来")
    assert service.exemption(site.id, DAY) == entry
    case = a_case(workspace, date(2026, 7, 2), site_id=site.id)
    (candidate,) = service.candidates(date(2026, 7, 3))
    assert (candidate.site.id, [c.id for c in candidate.cases]) == (site.id, [case.id])
    with pytest.raises(InvalidValueError, match="移出理由"):
        service.remove(entry.id, date(2026, 7, 5), "")
    service.remove(entry.id, date(2026, 7, 5), "夜间违法施工，情节严重", case.id)
    assert service.exemption(site.id, date(2026, 7, 4)) is not None
    assert service.exemption(site.id, date(2026, 7, 5)) is None
    with workspace.read() as reader:
        stored = reader.get(Site, site.id)
    assert (stored.positive_list_from, stored.positive_list_to) == (DAY, date(2026, 7, 4))
    service.enter(site.id, date(2026, 9, 1), None, "整改后重新列入")
    assert [e.grounds for e in service.history(site.id)] == ["整改后重新列入", "近一年无处罚"]
    assert "未核实" in service.note()


def test_a_case_of_another_firm_removes_nobody(workspace: Workspace, site: Site) -> None:
    service = PositiveListService(workspace)
    entry, _ = service.enter(site.id, DAY, None, "近一年无处罚")
    with pytest.raises(InvalidValueError):
        service.remove(entry.id, DAY, "弄错了", a_case(workspace, DAY).id)
    assert service.history(site.id)[0].removed_on is None


def test_an_entry_that_is_over_cannot_be_removed_and_so_lengthened(workspace: Workspace, site: Site) -> None:
    service = PositiveListService(workspace)
    entry, _ = service.enter(site.id, DAY, DAY + timedelta(days=29), "近一年无处罚")
    with pytest.raises(InvalidValueError, match="不晚于到期日"):
        service.remove(entry.id, DAY + timedelta(days=60), "情节严重")
    assert service.exemption(site.id, DAY + timedelta(days=40)) is None


# Plans


def test_a_second_visit_asks_for_a_reason(workspace: Workspace, site: Site) -> None:
    service = VisitPlanService(workspace)
    first, _ = service.plan(VisitPlan(site_id=site.id, planned_on=DAY))
    visit = a_visit(workspace, DAY, site=site)
    service.done(first.id, visit.id)
    later = VisitPlan(site_id=site.id, planned_on=date(2026, 9, 1), registration="SZ-0001")
    with pytest.raises(ReasonNeededError) as refused:
        service.plan(later)
    assert "已检查 1 次" in refused.value.why
    stored, _ = service.plan(replace(later, reason="投诉举报复查"))
    assert (stored.registration, stored.reason) == ("SZ-0001", "投诉举报复查")
    assert [plan.id for plan in service.upcoming(DAY)] == [stored.id]
    service.cancel(stored.id, "投诉人撤回")
    assert service.upcoming(DAY) == []
    # A year after the visit the count begins anew.
    assert not service.frequency(site.id, date(2027, 6, 1)).reason_needed
    assert service.frequency(site.id, date(2027, 5, 31)).reason_needed


def test_the_exemption_is_shown_and_asks_for_a_reason(workspace: Workspace, site: Site) -> None:
    PositiveListService(workspace).enter(site.id, DAY, None, "近一年无处罚")
    service = VisitPlanService(workspace)
    with pytest.raises(ReasonNeededError) as refused:
        service.plan(VisitPlan(site_id=site.id, planned_on=DAY))
    assert "正面清单企业" in refused.value.why and "近一年无处罚" in refused.value.why


def test_a_plan_is_done_by_a_visit_to_the_same_site_alone(workspace: Workspace, site: Site) -> None:
    service = VisitPlanService(workspace)
    plan, _ = service.plan(VisitPlan(site_id=site.id, planned_on=DAY))
    with pytest.raises(InvalidValueError):
        service.done(plan.id, a_visit(workspace, DAY).id)
    with workspace.read() as reader:
        assert reader.count(Visit) == 1


def test_the_visit_of_a_plan_counts_in_the_plan_s_campaign_while_it_runs(
    workspace: Workspace, site: Site
) -> None:
    plans, campaigns = VisitPlanService(workspace), CampaignService(workspace)
    running, _ = campaigns.save(Campaign(name="进行中的", starts_on=DAY, ends_on=DAY + timedelta(days=9)))
    ended, _ = campaigns.save(Campaign(name="已结束的", starts_on=DAY, ends_on=DAY + timedelta(days=9)))
    made = [
        plans.plan(VisitPlan(site_id=site.id, planned_on=DAY, campaign_id=campaign.id, reason="投诉举报"))[0]
        for campaign in (running, ended)
    ]
    campaigns.close(ended.id, DAY + timedelta(days=9))
    visits = [a_visit(workspace, DAY, site=site) for _ in made]
    for plan, visit in zip(made, visits, strict=True):
        plans.done(plan.id, visit.id)
    with workspace.read() as reader:
        assert [reader.get(Visit, visit.id).campaign_id for visit in visits] == [running.id, None]


# Compensation


def test_paid_and_spared_stand_side_by_side(workspace: Workspace) -> None:
    case = a_case(workspace, DAY)
    with workspace.write() as writer:
        writer.put(replace(case, reduced_fen=10_000_000), "case.changed")
    service = CompensationService(workspace)
    record = Compensation(
        name="河道污染", found_on=DAY, way="agreed", agreed_fen=1_000_000, case_id=case.id, agreed_on=DAY
    )
    with pytest.raises(InvalidValueError, match="赔付日"):
        service.save(replace(record, paid_fen=1_000_000))
    service.save(replace(record, paid_fen=1_000_000, paid_on=DAY))
    (line,) = service.lines()
    assert (line.spared_fen, line.gap_fen) == (10_000_000, 9_000_000)
    assert line.sentence() == "已赔 1 万元，减免罚款 10 万元，减免多于赔偿，须说明理由"
    with workspace.read() as reader:
        assert reader.get(Case, case.id).reduced_fen == 10_000_000


def test_who_pays_ahead_signs_later_and_an_old_record_can_still_be_worked_on(workspace: Workspace) -> None:
    service = CompensationService(workspace)
    ahead = Compensation(
        name="先行修复",
        found_on=DAY,
        way="agreed",
        agreed_fen=900,
        agreed_on=DAY + timedelta(days=30),
        paid_fen=900,
        paid_on=DAY + timedelta(days=3),
    )
    assert service.save(ahead)[0].paid_on == DAY + timedelta(days=3)
    with workspace.write() as writer:  # kept before amounts were held against each other
        old = writer.put(replace(ahead, paid_fen=1_000), "compensation.recorded")
    assert service.save(replace(old, note="已核对"))[0].note == "已核对"
    with pytest.raises(InvalidValueError, match="不超过协议"):
        service.save(replace(old, paid_fen=1_100))


def test_a_compensation_of_another_case_is_of_that_case_s_firm(workspace: Workspace, site: Site) -> None:
    other = SiteService(workspace).save(replace(a_site(), name="别的企业", credit_code=""))[0]
    first, second = (a_case(workspace, DAY, site_id=one.id) for one in (site, other))
    service = CompensationService(workspace)
    record, _ = service.save(
        Compensation(name="河道污染", found_on=DAY, way="agreed", agreed_fen=1, case_id=first.id)
    )
    assert record.site_id == site.id
    record, _ = service.save(replace(record, case_id=second.id))
    assert record.site_id == other.id
    record, _ = service.save(replace(record, case_id=None))
    assert record.site_id is None
    own, _ = service.save(replace(record, id="", site_id=site.id))
    without = a_case(workspace, DAY)
    assert service.save(replace(own, case_id=without.id))[0].site_id == site.id, "one of its own stays"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"paid_fen": 1_000_001, "paid_on": DAY}, "不超过协议"),
        ({"paid_fen": 5, "paid_on": DAY - timedelta(days=1)}, "不早于发现日"),
        ({"agreed_on": DAY - timedelta(days=9)}, "不早于发现日"),
    ],
)
def test_what_cannot_be_of_a_compensation_is_refused(
    workspace: Workspace, wrong: dict[str, object], why: str
) -> None:
    record = Compensation(name="河道污染", found_on=DAY, way="agreed", agreed_fen=1_000_000, agreed_on=DAY)
    with pytest.raises(InvalidValueError, match=why):
        CompensationService(workspace).save(replace(record, **wrong))  # type: ignore[arg-type]
    voluntary = Compensation(
        name="自愿修复", found_on=DAY, way="other", agreed_fen=0, paid_fen=900, paid_on=DAY
    )
    assert CompensationService(workspace).save(voluntary)[0].paid_fen == 900
