"""The ledger over stored cases: filters, saved filters and views, export, and a file laid beside the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from inspector.casework.steps import CLOSED, CLUE, FILED, SERVED
from inspector.domain.errors import CancelledError, InvalidValueError, NotFoundError
from inspector.domain.kinds import CaseSource, Outcome
from inspector.domain.records import Assessment, Case, CaseStep, Decision, Officer
from inspector.services.ledger import LedgerFilter, LedgerService
from inspector.services.ledger_compare import LedgerCompareService, signs
from inspector.services.ledger_rows import LedgerRows
from inspector.services.ledger_views import LedgerViewService
from inspector.services.officers import OfficerService
from inspector.services.positive_list import PositiveListService
from inspector.services.sites import SiteService
from inspector.services.workspace import Workspace
from tests.workspaces import a_site


def put_case(workspace: Workspace, number: int, found: date, **more: object) -> Case:
    """A case with its steps, and a decision when it has an outcome."""
    values: dict[str, object] = {
        "title": "夜间施工案",
        "violation_id": "noise.night_work",
        "element": "噪声",
        "inspection_kind": "noise_construction",
        "found_on": found,
        "act_day": found,
        "party_name": f"第{number}公司",
        "district": "南澜区",
        "case_number": f"深环南澜立字〔{found.year}〕{number}号",
        "source": CaseSource.COMPLAINT,
    }
    with workspace.write() as writer:
        case = writer.put(Case(**values | more), "case.opened")  # type: ignore[arg-type]
        for step in (CLUE, FILED):
            writer.put(CaseStep(case_id=case.id, step=step, day=found), "case.step")
        if case.outcome is not None:
            law = Assessment(
                case_id=case.id,
                pack_version=workspace.book.version,
                violation_id=case.violation_id,
                decision_day=found,
                request="{}",
                result='{"fine":{"steps":[{"factor":"时段","choice":"夜间","weight":"20"}]}}',
            )
            held = writer.put(law, "law.assessed")
            decision = Decision(
                case_id=case.id,
                assessment_id=held.id,
                outcome=case.outcome,
                reason="理由",
                decided_on=case.decided_on or found,
                pack_version=workspace.book.version,
                amount_fen=case.amount_fen,
                reduced_fen=case.reduced_fen,
            )
            writer.put(decision, "case.decided")
    return case


def test_a_row_says_what_the_steps_say(workspace: Workspace) -> None:
    fined = {"outcome": Outcome.PENALTY, "amount_fen": 3_200_000, "decided_on": date(2026, 4, 1)}
    case = put_case(workspace, 1, date(2026, 3, 1), **fined)
    with workspace.write() as writer:
        for step, day, amount, note in (
            (SERVED, date(2026, 4, 3), None, ""),
            ("deferred", date(2026, 4, 5), None, "分两期"),
            ("instalment_paid", date(2026, 4, 10), 1_000_000, ""),
            ("instalment_paid", date(2026, 5, 10), 2_200_000, ""),
            ("seized", date(2026, 3, 2), None, ""),
            ("daily_penalty", date(2026, 5, 1), 6_400_000, ""),
            ("production_restricted", date(2026, 5, 3), None, ""),
            ("production_halted", date(2026, 5, 4), None, ""),
            ("review_asked", date(2026, 5, 2), None, ""),
            ("review_decided", date(2026, 6, 2), None, "维持"),
            (CLOSED, date(2026, 7, 1), None, "缴清"),
        ):
            entry = CaseStep(
                case_id=case.id, step=step, day=day, amount_fen=amount, note=note, method="direct"
            )
            writer.put(entry, "case.step")
    row = next(LedgerRows(workspace).rows([case.id]))
    assert (row.fine_fen, row.paid_fen, row.penalty_kinds, row.counted_kind) == (
        3_200_000,
        3_200_000,
        "罚款",
        "罚款",
    )
    assert row.served_on == date(2026, 4, 3)
    assert row.pay_by is not None
    assert row.service_way == "直接送达"
    assert row.deferral == "同意延期、分期 2026-04-05（分两期）"
    assert (row.measures, row.measure_codes, row.measure_fen) == (
        "按日连续处罚、查封、扣押、限制生产、停产整治",
        "daily_penalty;seized;production_restricted;production_halted",
        6_400_000,
    )
    assert row.dispute == "申请复议 2026-05-02，复议决定 2026-06-02（维持）"
    assert row.closing == "结案 2026-07-01（缴清）"
    assert row.discretion == "时段：夜间（20）"
    assert row.filed_on == date(2026, 3, 1)
    assert row.decide_by is not None


def test_a_waiver_has_no_fine_and_an_open_case_no_amount(workspace: Workspace) -> None:
    waived = put_case(
        workspace,
        1,
        date(2026, 3, 1),
        outcome=Outcome.WAIVED,
        reduced_fen=500_000,
        decided_on=date(2026, 4, 1),
    )
    open_case = put_case(workspace, 2, date(2026, 3, 2))
    first, second = LedgerRows(workspace).rows([waived.id, open_case.id])
    assert (first.fine_fen, first.spared_fen, first.penalty_kinds) == (0, 500_000, "")
    assert first.lenient is not None
    assert first.lenient.searched_again == "未查"
    assert (second.fine_fen, second.spared_fen, second.outcome) == (None, None, "")


@pytest.fixture
def three(workspace: Workspace) -> Workspace:
    """Three cases of different bureaus, campaigns, kinds and years."""
    with workspace.read() as reader:
        officers = reader.find(Officer, order=("card_number",))
    other, _ = OfficerService(workspace).save_officer(
        Officer(name="岑归舟", card_number="示-0099", unit="大鹏")
    )
    put_case(workspace, 1, date(2025, 12, 31), campaign="利剑八号", handler_id=officers[0].id)
    put_case(workspace, 2, date(2026, 1, 1), handler_id=other.id, district="大鹏新区", outcome=Outcome.PENALTY,
             amount_fen=100_000, decided_on=date(2026, 2, 1))  # fmt: skip
    put_case(
        workspace,
        3,
        date(2026, 12, 31),
        inspection_kind="voc_enterprise",
        violation_id="voc.unsealed",
        element="大气",
    )
    return workspace


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (LedgerFilter(), {1, 2, 3}),
        (LedgerFilter(start=date(2026, 1, 1), end=date(2026, 12, 31)), {2, 3}),
        (LedgerFilter(start=date(2026, 1, 1), end=date(2026, 12, 31), period_by="decided_on"), {2}),
        (LedgerFilter(campaign="利剑八号"), {1}),
        (LedgerFilter(unit="大鹏"), {2}),
        (LedgerFilter(unit="南澜"), {1}),
        (LedgerFilter(district="大鹏新区"), {2}),
        (LedgerFilter(kind="voc_enterprise"), {3}),
        (LedgerFilter(element="大气"), {3}),
        (LedgerFilter(outcome=Outcome.PENALTY), {2}),
        (LedgerFilter(text="第2公司"), {2}),
        (LedgerFilter(unit="没有的单位"), set()),
    ],
)
def test_each_filter_takes_its_cases(three: Workspace, wanted: LedgerFilter, numbers: set[int]) -> None:
    """The page, the figures and the file take the same."""
    service = LedgerService(three)
    found = service.rows(wanted)
    assert {int(row.party_name[1]) for row in found.rows(found.ids())} == numbers
    assert service.summary(wanted).cases == len(numbers)
    assert LedgerFilter.from_json(wanted.as_json()) == wanted


def test_a_period_that_ends_before_it_begins_is_refused(three: Workspace) -> None:
    with pytest.raises(InvalidValueError, match="起日不晚于止日"):
        LedgerService(three).summary(LedgerFilter(start=date(2026, 2, 1), end=date(2026, 1, 1)))
    with pytest.raises(InvalidValueError, match="期间按"):
        LedgerService(three).summary(LedgerFilter(period_by="colour"))


def test_saved_filters_and_views_are_kept_replaced_and_forgotten(three: Workspace) -> None:
    kept = LedgerViewService(three)
    wanted = LedgerFilter(start=date(2026, 1, 1), campaign="利剑八号", outcome=Outcome.WAIVED)
    kept.save_filter("今年利剑", wanted)
    kept.save_filter("今年利剑", LedgerFilter(campaign="利剑九号"))
    assert kept.filters() == [("今年利剑", LedgerFilter(campaign="利剑九号"))]
    assert not kept.save_filter("今年利剑", LedgerFilter(campaign="利剑九号")).touched
    kept.save_view("简", ("fine", "party"))
    assert kept.view("简")[:3] == ("case_number", "fine", "party")
    with pytest.raises(InvalidValueError):
        kept.save_view("错", ("colour",))
    with pytest.raises(InvalidValueError):
        kept.save_filter("  ", wanted)
    kept.remove_filter("今年利剑")
    kept.remove_view("简")
    assert kept.filters() == []
    with pytest.raises(NotFoundError):
        kept.view("简")
    with three.read() as reader:
        actions = {event.body for event in reader.events()}
    for action in (
        b"ledger.filter_saved",
        b"ledger.filter_removed",
        b"ledger.view_saved",
        b"ledger.view_removed",
    ):
        assert any(action in body for body in actions)


def test_the_export_says_its_filter_and_is_an_event(three: Workspace, tmp_path: Path) -> None:
    report = LedgerService(three).export(tmp_path / "台账.xlsx", LedgerFilter(unit="大鹏"))
    assert (report.rows, report.amount_fen) == (1, 100_000)
    notes = openpyxl.load_workbook(report.path)["说明"]
    said = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert said["办案单位"] == "大鹏"
    assert said["示例数据"] == "没有"
    with three.read() as reader:
        assert any(
            b"ledger.exported" in event.body and "大鹏".encode() in event.body for event in reader.events()
        )


def test_a_csv_by_its_name(three: Workspace, tmp_path: Path) -> None:
    report = LedgerService(three).export(tmp_path / "台账.csv", LedgerFilter(), None, ("party", "fine"))
    text = (tmp_path / "台账.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[0].startswith("案号,当事人,罚款额（元）")
    assert "1000.00" in text
    assert (report.rows, report.guarded) == (3, 0)


def test_cancel_in_the_middle_leaves_no_file_and_no_event(three: Workspace, tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str) -> None: ...

        def cancelled(self) -> bool:
            return True

    for name in ("台账.xlsx", "台账.csv"):
        with pytest.raises(CancelledError):
            LedgerService(three).export(tmp_path / "out" / name, LedgerFilter(), Stop())
    assert list((tmp_path / "out").iterdir()) == []
    with three.read() as reader:
        assert not any(b"ledger.exported" in event.body for event in reader.events())


def test_the_own_ledger_laid_beside_the_store_is_the_same(three: Workspace, tmp_path: Path) -> None:
    LedgerService(three).export(tmp_path / "台账.xlsx", LedgerFilter())
    found = LedgerCompareService(three).compare(tmp_path / "台账.xlsx")
    assert found.same
    assert (found.rows, found.matched, found.equal, found.difference_count) == (3, 3, 3, 0)


def test_a_filtered_ledger_lacks_what_its_own_filter_asks_for_alone(three: Workspace, tmp_path: Path) -> None:
    """Its days cover cases of other districts: the file never meant to name them."""
    put_case(three, 4, date(2026, 5, 5), district="北屿区")
    wanted = LedgerFilter(start=date(2025, 1, 1), end=date(2026, 12, 31), district="南澜区")
    LedgerService(three).export(tmp_path / "南澜.xlsx", wanted)
    found = LedgerCompareService(three).compare(tmp_path / "南澜.xlsx")
    assert found.same
    assert "区 南澜区" in found.asked and "北屿" not in found.asked
    late = put_case(three, 5, date(2026, 12, 30))
    put_case(three, 6, date(2026, 12, 30), district="北屿区")
    found = LedgerCompareService(three).compare(tmp_path / "南澜.xlsx")
    assert [entry.case_id for entry in found.not_in_file] == [late.id]


def _properties(book: openpyxl.Workbook) -> Any:
    return book.custom_doc_props  # type: ignore[attr-defined]  # the stubs do not know it


def test_a_long_filter_fits_and_a_spoilt_one_is_named(three: Workspace, tmp_path: Path) -> None:
    """A property of a workbook holds 255 units of two bytes; a file that somebody made may hold anything."""
    wanted = LedgerFilter(start=date(2025, 1, 1), district="南澜区", text="深圳市" * 90)
    LedgerService(three).export(tmp_path / "长.xlsx", wanted)
    properties = _properties(openpyxl.load_workbook(tmp_path / "长.xlsx"))
    assert len(properties.names) > 1
    assert max(len(str(entry.value).encode("utf-16-le")) // 2 for entry in properties.props) <= 255
    assert "深圳市" * 90 in LedgerCompareService(three).compare(tmp_path / "长.xlsx").asked
    for spoilt in ("1", "null", "[" * 3_000, '{"start": "9999"}', '{"无": 1}'):
        book = openpyxl.load_workbook(tmp_path / "长.xlsx")
        own = _properties(book)
        for name in list(own.names):
            del own[name]
        own.append(StringProperty(name="inspector-filter-1", value=spoilt))
        book.save(tmp_path / "坏.xlsx")
        found = LedgerCompareService(three).compare(tmp_path / "坏.xlsx")
        assert any("筛选读不出来" in entry.why for entry in found.problems), spoilt[:9]


def test_a_filter_kept_with_an_open_end_is_read_again(three: Workspace) -> None:
    views = LedgerViewService(three)
    views.save_filter("长期", LedgerFilter(start=date(2026, 1, 1), end=date.max))
    assert dict(views.filters())["长期"].end == date.max


@pytest.mark.parametrize(
    "given",
    [
        {"district": "南兰区"},
        {"campaign": "没有的行动"},
        {"unit": "别局"},
        {"kind": "dust"},
        {"element": "光"},
    ],
)
def test_a_filter_that_nothing_bears_gives_no_empty_ledger(
    three: Workspace, tmp_path: Path, given: dict[str, str]
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        LedgerService(three).export(tmp_path / "台账.xlsx", LedgerFilter(**given))  # type: ignore[arg-type]
    assert next(iter(given.values())) in refused.value.what
    assert not (tmp_path / "台账.xlsx").exists()


@pytest.mark.parametrize("name", ["台账.pdf", "台账.xls", "台账"])
def test_a_ledger_is_not_written_under_a_name_that_says_another_form(
    three: Workspace, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InvalidValueError, match="xlsx"):
        LedgerService(three).export(tmp_path / name, LedgerFilter())
    assert not (tmp_path / name).exists()


def test_the_column_of_the_positive_list_speaks_of_the_day_of_the_finding(three: Workspace) -> None:
    site = SiteService(three).save(a_site())[0]
    lists = PositiveListService(three)
    lists.enter(site.id, date(2026, 1, 1), date(2026, 6, 30), "近一年无处罚")
    lists.enter(site.id, date(2027, 1, 1), None, "续期")
    keys = [
        put_case(three, n, day, site_id=site.id).id
        for n, day in ((11, date(2026, 3, 1)), (12, date(2026, 8, 1)))
    ]
    assert [row.positive_list for row in LedgerRows(three).rows(keys)] == ["2026-01-01 至 2026-06-30", ""]


def test_a_bureaus_ledger_shows_what_differs_and_changes_nothing(three: Workspace, tmp_path: Path) -> None:
    """A changed sum, a case of theirs, one of ours that they lack, a line without number, a case twice."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (
        ("案号", "当事人", "发现日期", "处罚金额（元）", "区"),
        ("深环南澜立字[2025]1号", "第1公司", "2025-12-31", None, "南澜区"),
        ("深环南澜立字〔2026〕2号", "第２公司", date(2026, 1, 1), 1200, "大鹏新区"),
        ("深环南澜立字〔2026〕2号", "第2公司", date(2026, 1, 1), 1000, "大鹏新区"),
        ("深环南澜立字〔2026〕77号", "外来公司", date(2026, 6, 1), 1, "南澜区"),
        (None, "第3公司", date(2026, 12, 31), None, "南澜区"),
        (None, "无名公司", None, None, None),
    ):
        page.append(row)
    book.save(tmp_path / "本局.xlsx")
    put_case(three, 4, date(2026, 5, 5))
    with three.read() as reader:
        before = reader.head(three.origin.chain_id)
    found = LedgerCompareService(three).compare(tmp_path / "本局.xlsx")
    assert [entry.text() for entry in found.differences] == [
        "第 3 行 深环南澜立字〔2026〕2号 处罚金额（元）：表里 1,200.00，本机 1,000.00",
        "第 6 行 深环南澜立字〔2026〕3号 案号：表里 空，本机 深环南澜立字〔2026〕3号",
    ]
    assert [entry.text() for entry in found.not_stored] == [
        "第 5 行 深环南澜立字〔2026〕77号 外来公司：本机没有这个案号",
        "第 7 行 （无案号） 无名公司：没有案号，也没有当事人和日期可以对上",
    ]
    assert [entry.text() for entry in found.not_in_file] == [
        "深环南澜立字〔2026〕4号 第4公司：2026-05-05 发现，表里没有"
    ]
    assert [entry.text() for entry in found.problems] == [
        "第 2 行 发现日期：日期存成了文字：2025-12-31",
        "第 4 行 案号：与第 3 行是同一宗案件，只按第 3 行核对",
    ]
    assert (found.rows, found.matched, found.equal) == (6, 3, 1)
    assert not found.same
    with three.read() as reader:
        assert reader.head(three.origin.chain_id) == before


def test_two_cases_of_one_party_on_one_day_are_not_guessed(three: Workspace, tmp_path: Path) -> None:
    put_case(three, 8, date(2026, 8, 8), party_name="同名公司")
    put_case(three, 9, date(2026, 8, 8), party_name="同名公司")
    book = openpyxl.Workbook()
    book.worksheets[0].append(("当事人", "发现日期"))
    book.worksheets[0].append(("同名公司", date(2026, 8, 8)))
    book.save(tmp_path / "x.xlsx")
    found = LedgerCompareService(three).compare(tmp_path / "x.xlsx")
    assert [entry.why for entry in found.not_stored] == ["没有案号，当事人同一天有 2 宗案件"]


def test_numbers_compare_whatever_the_brackets() -> None:
    assert signs("深环立〔2026〕1号") == signs("深环立[2026] 1号") == signs("深环立（2026）１号")
    assert signs("深环立〔2026〕1号") != signs("深环立〔2026〕11号")
