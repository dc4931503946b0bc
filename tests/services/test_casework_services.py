"""Decisions, papers and imports at the service layer: what is refused, what stays, what it is traced to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from inspector.casework.machine import StepNotAllowedError
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Answer, Outcome, SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Decision, Measurement, Paper, Photo, Site, Suspension
from inspector.evidence.formats import PhotoFormat
from inspector.samples.pictures import Scene, draw_photo
from inspector.services.cases import CaseService
from inspector.services.decisions import (
    AboveMaximumError,
    BasisMissingError,
    BelowMinimumError,
    ConditionsOpenError,
)
from inspector.services.desk import Services
from inspector.services.ledger import LedgerFilter
from inspector.services.papers import AlreadyIssuedError, PaperIncompleteError
from inspector.services.site_import import ImportRefusedError
from inspector.services.visits import VisitFixedError, VisitIncompleteError
from inspector.services.workspace import AlreadyOpenError, HomeUnusableError, Workspace
from tests.workspaces import CODE, NOW, TODAY, a_site, walk_to_notice


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _case(desk: Services, violation: str = "noise.night_work", act_day: date = date(2026, 9, 20)) -> Case:
    case, _ = desk.cases.open_by_hand(
        Case(
            title="",
            violation_id=violation,
            element="",
            inspection_kind="",
            found_on=act_day,
            act_day=act_day,
            party_name="深圳市澜岬建筑工程有限公司",
            party_code=CODE,
            party_address="观潮路8号",
        )
    )
    walk_to_notice(desk, case.id, act_day)
    return case


def test_a_fine_outside_the_range_in_force_is_refused(desk: Services) -> None:
    case = _case(desk)
    common = {"reason": "理由", "decided_on": date(2026, 10, 10), "manual_reason": "没有裁量表"}
    with pytest.raises(BelowMinimumError, match="低于法定下限 1 万元"):
        desk.decisions.decide(case.id, Outcome.PENALTY, amount_fen=999_900, **common)  # type: ignore[arg-type]
    with pytest.raises(AboveMaximumError, match="高于法定上限 10 万元"):
        desk.decisions.decide(case.id, Outcome.PENALTY, amount_fen=10_000_100, **common)  # type: ignore[arg-type]
    with desk.workspace.read() as reader:
        assert reader.count(Decision) == 0


def test_a_figure_other_than_the_computed_one_needs_its_reason(desk: Services) -> None:
    case = _case(desk)
    with pytest.raises(InvalidValueError, match="写明说明"):
        desk.decisions.decide(
            case.id, Outcome.PENALTY, reason="首次", decided_on=date(2026, 10, 10), amount_fen=3_000_000
        )


def test_leniency_without_ground_or_with_open_conditions_is_refused(desk: Services) -> None:
    case = _case(desk)
    day = date(2026, 10, 10)
    with pytest.raises(BasisMissingError):
        desk.decisions.decide(case.id, Outcome.WAIVED, reason="轻微", decided_on=day)
    with pytest.raises(ConditionsOpenError) as refused:
        desk.decisions.decide(
            case.id, Outcome.MAY_BE_WAIVED, reason="首次", decided_on=day, item_id="law.first"
        )
    assert any("待查" in place for place in refused.value.places)
    with pytest.raises(InvalidValueError, match="低于法定下限"):
        desk.decisions.decide(
            case.id,
            Outcome.REDUCED,
            reason="x",
            decided_on=day,
            amount_fen=2_000_000,
            basis="行政处罚法第32条",
        )


def test_a_decision_before_the_notice_names_the_article(desk: Services) -> None:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", date(2026, 9, 20)), party_name="甲公司")
    )
    with pytest.raises(StepNotAllowedError, match="行政处罚法第44条"):
        desk.decisions.decide(
            case.id,
            Outcome.PENALTY,
            reason="x",
            decided_on=date(2026, 10, 10),
            amount_fen=3_000_000,
            manual_reason="没有裁量表",
        )


def test_a_later_decision_supersedes_and_the_former_stays(desk: Services) -> None:
    case = _case(desk)
    for amount in (3_000_000, 4_000_000):
        desk.decisions.decide(
            case.id,
            Outcome.PENALTY,
            reason=f"定 {amount}",
            decided_on=date(2026, 10, 10),
            amount_fen=amount,
            manual_reason="没有裁量表",
        )
    file = desk.cases.file(case.id)
    assert [d.amount_fen for d in file.decisions] == [3_000_000, 4_000_000]
    assert file.decision is not None
    assert file.decision.amount_fen == 4_000_000
    assert file.case.amount_fen == 4_000_000
    assert file.decisions[0].superseded_by == file.decision.id
    assert all(a.pack_version == desk.workspace.book.version for a in file.assessments)


def test_the_old_label_case_comes_out_under_the_lighter_new_text(desk: Services) -> None:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("waste.label", date(2026, 8, 1)), party_name="乙公司")
    )
    review = desk.law.review(case.id, decision_day=date(2026, 11, 1))
    assert (review.provision.fine.min_fen, review.provision.fine.max_fen) == (5_000_000, 20_000_000)
    assert review.choice.changed


def test_first_time_is_unknown_while_the_search_does_not_reach_back_far_enough(desk: Services) -> None:
    case = _case(desk, "voc.unsealed")
    item = desk.law.review(case.id).item("gd.10a")
    assert item is not None
    first = next(c for c in item.conditions if c.condition.kind == "first_time")
    assert first.status == "unknown"
    for key, value in (
        ("prior_violation_day", "none"),
        ("records_searched_from", date(2024, 1, 1)),
        ("records_searched_until", date(2026, 11, 1)),
    ):
        desk.law.answer(case.id, key, value, "省系统查询")
    item = desk.law.review(case.id).item("gd.10a")
    assert item is not None
    assert next(c for c in item.conditions if c.condition.kind == "first_time").status == "met"


def test_an_earlier_decided_case_of_the_same_code_is_found(desk: Services) -> None:
    first = _case(desk, "voc.unsealed", date(2026, 9, 20))
    desk.law.choose(first.id, "state", "open_used")
    desk.law.choose(first.id, "area", "general")
    desk.decisions.decide(
        first.id, Outcome.PENALTY, reason="x", decided_on=date(2026, 10, 10), amount_fen=3_000_000
    )
    second, _ = desk.cases.open_by_hand(
        replace(
            desk.cases.new_case("voc.unsealed", date(2026, 11, 1)), party_name="改了名的公司", party_code=CODE
        )
    )
    item = desk.law.review(second.id).item("gd.10a")
    assert item is not None
    found = next(c for c in item.conditions if c.condition.kind == "first_time")
    assert found.status == "unmet"
    assert "2026-09-20" in found.found


def _visit(desk: Services, folder: Path) -> str:
    site, _ = desk.sites.save(a_site())
    visit, _ = desk.visits.start("noise_construction", site=site, officers=desk.officers.officers())
    path = folder / "现场.jpeg"
    path.write_bytes(draw_photo(Scene.NIGHT_SITE, 1, "x", NOW, site.position, 1, PhotoFormat.JPEG))
    report = desk.photos.take_in([path], visit_id=visit.id)
    desk.photos.describe(report.taken[0].id, caption="全景", proves="夜间施工")
    for item in desk.workspace.book.checklist("noise_construction").items:
        desk.visits.set_answer(visit.id, item.id, Answer.UNMET)
    desk.visits.update(
        visit.id,
        identity_shown=True,
        rights_told=True,
        person_in_charge="张某",
        person_role="施工员",
        findings="夜间施工，未能出示证明。",
    )
    return visit.id


def test_a_visit_is_fixed_when_complete_and_amended_only_with_a_reason(
    desk: Services, tmp_path: Path
) -> None:
    visit_id = _visit(desk, tmp_path)
    desk.visits.update(visit_id, person_in_charge="")
    with pytest.raises(VisitIncompleteError) as refused:
        desk.visits.complete(visit_id)
    assert refused.value.places == ("现场负责人",)
    desk.visits.update(visit_id, person_in_charge="张某")
    desk.visits.complete(visit_id)
    with pytest.raises(VisitFixedError):
        desk.visits.update(visit_id, findings="改")
    with pytest.raises(InvalidValueError, match="写明为什么改"):
        desk.visits.amend(visit_id, " ", findings="改")
    desk.visits.amend(visit_id, "笔误", findings="夜间施工，未能出示夜间施工证明。")
    with desk.workspace.read() as reader:
        sheet = desk.visits.read_sheet(reader, visit_id)
        history = reader.history(type(sheet.visit), visit_id)
    assert sheet.visit.findings.endswith("夜间施工证明。")
    assert history[-1]["reason"] == "笔误"


def test_papers_take_gapless_numbers_only_when_complete(desk: Services, tmp_path: Path) -> None:
    visit_id = _visit(desk, tmp_path)
    desk.visits.complete(visit_id)
    record, _ = desk.papers.issue("site_record", visit_id=visit_id)
    assert desk.papers.pdf(record).startswith(b"%PDF")
    with pytest.raises(AlreadyIssuedError):
        desk.papers.issue("site_record", visit_id=visit_id)
    numbers = []
    for _ in range(2):
        case, _ = desk.cases.open_from_visit(visit_id, "noise.night_work")
        with pytest.raises(PaperIncompleteError):
            desk.papers.issue("rectification_order", case_id=case.id)
        desk.cases.order_correction(case.id, "停止夜间施工", TODAY, None, on_the_spot=True)
        paper, _ = desk.papers.issue("rectification_order", case_id=case.id)
        numbers.append(paper.number)
    assert numbers == ["深环南澜责改字〔2026〕1号", "深环南澜责改字〔2026〕2号"]
    with desk.workspace.read() as reader:
        stored = reader.find(Paper)
    assert all(paper.chain_head and paper.pack_version for paper in stored)


def test_the_same_photo_twice_is_noticed_and_a_cut_one_refused(desk: Services, tmp_path: Path) -> None:
    visit_id = _visit(desk, tmp_path)
    again = desk.photos.take_in([tmp_path / "现场.jpeg"], visit_id=visit_id)
    assert (len(again.taken), again.known) == (0, ("现场.jpeg",))
    whole = (tmp_path / "现场.jpeg").read_bytes()
    cut = tmp_path / "cut.jpeg"
    cut.write_bytes(whole[: len(whole) // 2])
    report = desk.photos.take_in([cut], visit_id=visit_id)
    assert not report.taken
    assert "不完整" in report.refused[0].why.what
    with desk.workspace.read() as reader:
        assert reader.count(Photo) == 1


def test_verify_finds_a_flipped_photo_byte_a_changed_row_and_a_lost_paper(
    desk: Services, tmp_path: Path
) -> None:
    visit_id = _visit(desk, tmp_path)
    desk.visits.complete(visit_id)
    paper, _ = desk.papers.issue("site_record", visit_id=visit_id)
    assert not desk.trust.verify().wrong
    photo = desk.photos.of_visit(visit_id)[0]
    path = desk.photos.original(photo)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    desk.workspace.papers.path_of(paper.sha256).unlink()
    with desk.workspace.store.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE visit SET findings = '换掉'")
    report = desk.trust.verify()
    assert report.wrong
    assert [d.sha256 for d in report.photos.damaged] == [photo.sha256]
    assert report.papers.missing == (paper.sha256,)
    assert [fault.table for fault in report.store.row_faults] == ["visit"]


def _sheet(path: Path, rows: list[list[str]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for index, row in enumerate([["名称", "类别", "统一社会信用代码", "正面清单起"], *rows]):
        sheet.write_row(index, 0, row)
    book.close()
    return path


def test_one_bad_row_and_nothing_is_imported(desk: Services, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "坏.xlsx",
        [
            ["甲公司", "企业", CODE, ""],
            ["乙工地", "工地", "", ""],
            ["丙", "堆场", "914403001922038217", "2026-02-30"],
        ],
    )
    preview = desk.site_import.preview(path)
    assert {(fault.row_number, fault.field) for fault in preview.faults} >= {(3, "类别")}
    with pytest.raises(ImportRefusedError, match="整份都没有写入"):
        desk.site_import.commit(preview)
    assert desk.sites.rows(ListFilter()).count() == 0


def test_known_codes_are_listed_and_written_only_when_asked(desk: Services, tmp_path: Path) -> None:
    desk.sites.save(a_site())
    preview = desk.site_import.preview(
        _sheet(tmp_path / "重.xlsx", [["别名公司", "企业", CODE, ""], ["新公司", "企业", "", ""]])
    )
    assert [twin.row_number for twin in preview.twins] == [2]
    assert len(desk.site_import.commit(preview).ids("site")) == 1
    assert len(desk.site_import.commit(preview, with_twins=True).ids("site")) == 2


def test_ledger_figures_equal_the_stored_rows(desk: Services, tmp_path: Path) -> None:
    case = _case(desk)
    desk.decisions.decide(
        case.id,
        Outcome.PENALTY,
        reason="x",
        decided_on=date(2026, 10, 10),
        amount_fen=3_000_000,
        manual_reason="没有裁量表",
    )
    summary = desk.ledger.summary(LedgerFilter())
    report = desk.ledger.export(tmp_path / "台账.xlsx", LedgerFilter())
    assert (summary.cases, summary.fines_fen) == (report.rows, report.amount_fen) == (1, 3_000_000)
    assert desk.ledger.summary(LedgerFilter(element="大气")).cases == 0


def test_a_second_copy_and_a_sync_folder_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(AlreadyOpenError, match="另一个窗口"):
        Workspace.open(workspace.home)
    from inspector.paths import Home

    with pytest.raises(HomeUnusableError, match="同步"):
        Workspace.open(Home(tmp_path / "OneDrive" / "data"))


def test_measurements_and_search_follow_what_is_typed(desk: Services, tmp_path: Path) -> None:
    visit_id = _visit(desk, tmp_path)
    desk.visits.set_measurement(visit_id, 1, quantity="leq_20min", unit="dB(A)", value_milli=63_800)
    desk.visits.set_measurement(visit_id, 1, value_milli=64_000)
    with desk.workspace.read() as reader:
        (reading,) = reader.find(Measurement)
    assert reading.value_milli == 64_000
    assert {hit.page for hit in desk.search.find("澜岬")} == {"visits", "sites"}
    assert desk.sites.search("澜岬", kinds=(SiteKind.YARD,)) == []


def test_impossible_sites_are_refused_by_field(desk: Services) -> None:
    for bad, field in (
        (Site(name=" ", kind=SiteKind.OTHER), "名称"),
        (Site(name="x", kind=SiteKind.OTHER, credit_code="914403001922038217"), "统一社会信用代码"),
        (Site(name="x", kind=SiteKind.OTHER, lat_e6=1), "坐标"),
        (
            Site(
                name="x",
                kind=SiteKind.OTHER,
                positive_list_from=date(2026, 2, 1),
                positive_list_to=date(2026, 1, 1),
            ),
            "正面清单止",
        ),
    ):
        with pytest.raises(InvalidValueError) as refused:
            desk.sites.save(bad)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("扣除事由", {"reason": "出差"}),
        ("凭证", {"proof": " "}),
        ("开始日", {"starts_on": date(2026, 9, 19)}),
        ("开始日", {"starts_on": date(2026, 11, 24), "ends_on": None}),
        ("结束日", {"ends_on": date(2026, 9, 30)}),
        ("结束日", {"ends_on": date(2026, 11, 24)}),
    ],
)
def test_days_are_deducted_only_with_reason_proof_and_possible_days(
    desk: Services, field: str, changed: dict[str, object]
) -> None:
    case = _case(desk)
    span = Suspension(
        case_id=case.id,
        reason="监测检测",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 6),
        proof="监测委托书〔2026〕18号",
    )
    with pytest.raises(InvalidValueError) as refused:
        desk.cases.suspend(replace(span, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not desk.cases.file(case.id).suspensions
    desk.cases.suspend(replace(span, reason="monitoring"))
    assert [entry.reason for entry in desk.cases.file(case.id).suspensions] == ["监测检测"]
    clock = desk.procedure.progress(case.id, TODAY).main_clock
    assert clock is not None
    assert clock.deadline.deducted_days == 6


def test_case_service_refuses_impossible_days(desk: Services) -> None:
    service: CaseService = desk.cases
    with pytest.raises(InvalidValueError, match="不早于行为日"):
        service.open_by_hand(
            replace(
                service.new_case("noise.night_work", TODAY), party_name="甲", act_end_day=date(2026, 1, 1)
            )
        )
