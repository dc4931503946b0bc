"""Blanks, numbers and wordings of papers at the service layer: what is filled stays, what is given is never given again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inspector.documents.dossier import Dossier, PaperKind
from inspector.domain.errors import InvalidValueError
from inspector.domain.paper_records import PaperEntry
from inspector.domain.records import Case
from inspector.domain.serials import SerialPlan
from inspector.services.desk import Services
from inspector.services.paper_entries import KnownFromRecordsError
from inspector.services.paper_numbers import NumberInUseError, NumberService, PlanInUseError
from inspector.services.paper_wording import WordingRefusedError, WordingService
from inspector.services.papers import AlreadyIssuedError, PaperIncompleteError
from inspector.services.workspace import Workspace
from tests.workspaces import CODE, walk_to_notice

FOUND = date(2026, 11, 2)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _case(desk: Services) -> str:
    case, _ = desk.cases.open_by_hand(
        Case(
            title="夜间施工案",
            violation_id="noise.night_work",
            element="",
            inspection_kind="",
            found_on=FOUND,
            act_day=FOUND,
            party_name="深圳市𠮷澜建筑工程有限公司",
            party_code=CODE,
            party_representative="温叙白",
            party_address="观潮路8号",
        )
    )
    desk.cases.add_fact(case.id, "2026年11月2日夜间浇筑混凝土，未取得证明。")
    walk_to_notice(desk, case.id, FOUND)
    return case.id


RELEASE = {
    "先登日期": "2026-11-02",
    "先登文号": "深环南澜先登字〔2026〕1号",
    "解除日期": "2026年11月9日",
    "处理方式": "退还当事人",
    "领取地点": "本机关一楼",
}


def test_what_is_filled_stands_on_the_paper_and_completes_it(desk: Services) -> None:
    case_id = _case(desk)
    with pytest.raises(PaperIncompleteError):
        desk.papers.issue("advance_release", case_id=case_id)
    changes = desk.papers.fill("advance_release", case_id, RELEASE)
    assert changes
    shown = desk.papers.preview("advance_release", case_id=case_id)
    assert not shown.missing
    assert {blank.name: blank.shown for blank in shown.blanks}["解除日期"] == "2026年11月9日"
    paper, _ = desk.papers.issue("advance_release", case_id=case_id)
    assert paper.number == "深环南澜解登字〔2026〕1号"
    with pytest.raises(AlreadyIssuedError):
        desk.papers.fill("advance_release", case_id, {"处理方式": "没收"})


def test_a_blank_is_emptied_and_its_history_kept(desk: Services) -> None:
    case_id = _case(desk)
    desk.papers.fill("advance_release", case_id, RELEASE)
    desk.papers.fill("advance_release", case_id, {"处理方式": ""})
    assert "处理决定" in desk.papers.preview("advance_release", case_id=case_id).missing
    with desk.workspace.read() as reader:
        entry = next(one for one in reader.find(PaperEntry, case_id=case_id) if one.field == "处理方式")
        history = reader.history(PaperEntry, entry.id)
    assert [step["reason"] for step in history] == ["填写解除先行登记保存证据通知书"] * 2


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("hearing_notice", "听证时间", "2026-02-30 14:30"),
        ("hearing_notice", "听证时间", "2026-12-18 25:00"),
        ("hearing_notice", "听证时间", "明天下午"),
        ("hearing_notice", "听证地点", "会" * 201),
        ("hearing_notice", "没有这一项", "会"),
        ("exhortation", "加处罚款", "很多"),
        ("penalty_decision", "罚款", "1"),
    ],
)
def test_what_cannot_be_filled_is_refused_and_nothing_kept(
    desk: Services, kind: str, field: str, typed: str
) -> None:
    case_id = _case(desk)
    with pytest.raises(InvalidValueError):
        desk.papers.fill(kind, case_id, {field: typed})
    with desk.workspace.read() as reader:
        assert reader.count(PaperEntry) == 0


def test_what_the_records_know_is_changed_there(desk: Services) -> None:
    case_id = _case(desk)
    desk.cases.update(case_id, hand_over_to="南澜区住房和建设局")
    with pytest.raises(KnownFromRecordsError, match="住房和建设局"):
        desk.papers.fill("transfer_letter", case_id, {"接收机关": "城管局"})


def test_each_service_has_its_own_receipt(desk: Services) -> None:
    case_id = _case(desk)
    for ordinal, document in ((1, "告知书"), (2, "决定书")):
        filled = {"送达文书": document, "送达文号": f"{ordinal}号", "送达方式": "直接送达", "送达人": "李甲"}
        desk.papers.fill("service_receipt", case_id, filled, ordinal=ordinal)
    first, _ = desk.papers.issue("service_receipt", case_id=case_id)
    slots = [slot for slot in desk.papers.kinds(case_id=case_id) if slot.kind is PaperKind.SERVICE_RECEIPT]
    assert [(slot.record, slot.state) for slot in slots] == [
        ("service_receipt", "issued"),
        ("service_receipt#2", "ready"),
    ]
    second, _ = desk.papers.issue("service_receipt", case_id=case_id, ordinal=2)
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert first.sha256 != second.sha256


def test_papers_stand_in_the_order_of_the_case_and_appear_when_due(desk: Services) -> None:
    case_id = _case(desk)
    slots = desk.papers.kinds(case_id=case_id)
    kinds = [slot.kind for slot in slots]
    assert kinds.index(PaperKind.FILING) < kinds.index(PaperKind.INVESTIGATION_REPORT)
    assert kinds.index(PaperKind.PRIOR_NOTICE) < kinds.index(PaperKind.PENALTY_DECISION)
    assert PaperKind.SEIZURE not in kinds
    every = desk.papers.kinds(case_id=case_id, every=True)
    assert {slot.kind for slot in every} == set(PaperKind)
    filing = next(slot for slot in slots if slot.kind is PaperKind.FILING)
    assert filing.state == "ready", filing.missing
    paper, _ = desk.papers.issue("filing", case_id=case_id)
    assert paper.number is None, "the filing form bears the case number, it takes none of its own"


def test_a_reserved_number_is_used_by_its_paper_and_a_void_one_never_again(desk: Services) -> None:
    numbers, case_id = NumberService(desk.workspace), _case(desk)
    first, _ = numbers.reserve("advance_release", case_id)
    assert numbers.reserve("advance_release", case_id)[0] == first, "one number a case until it is used"
    numbers.void(first.number, "手写作废")
    desk.papers.fill("advance_release", case_id, RELEASE)
    second, _ = numbers.reserve("advance_release", case_id)
    paper, _ = desk.papers.issue("advance_release", case_id=case_id)
    assert (second.serial, paper.number) == (2, second.number)
    with pytest.raises(NumberInUseError):
        numbers.void(second.number, "不行")
    desk.papers.void(paper.id, "写错")
    again, _ = desk.papers.issue("advance_release", case_id=case_id)
    assert again.number == "深环南澜解登字〔2026〕3号"
    states = [(one.number.serial, one.words) for one in numbers.given(2026, "advance_release")]
    assert states == [(1, "作废：手写作废"), (2, "作废：写错"), (3, "已用")]


def test_the_second_laptop_counts_in_its_own_blocks(desk: Services) -> None:
    numbers = NumberService(desk.workspace)
    numbers.set_plan(SerialPlan(2, 2, 10))
    case_id = _case(desk)
    assert numbers.reserve("seizure", case_id)[0].serial == 11
    assert desk.cases.file(case_id).case.case_number == "深环南澜立字〔2026〕11号"
    with pytest.raises(PlanInUseError):
        numbers.set_plan(SerialPlan(2, 1, 10))


def test_a_bureaus_template_is_checked_and_used(desk: Services) -> None:
    numbers, case_id = NumberService(desk.workspace), _case(desk)
    for wrong in ("深环字〔{年}〕号", "深环字[{年}]{序}号", "{区}{序}{年}{别}"):
        with pytest.raises(InvalidValueError):
            numbers.set_template("seizure", wrong)
    numbers.set_template("seizure", "澜环封〔{年}〕{序}号")
    assert numbers.reserve("seizure", case_id)[0].number == "澜环封〔2026〕1号"


def test_a_wording_is_used_only_when_no_element_is_lost(desk: Services, tmp_path: Path) -> None:
    wordings, case_id = WordingService(desk.workspace), _case(desk)
    shipped = wordings.text("advance_release")
    with pytest.raises(WordingRefusedError) as refused:
        wordings.save("advance_release", shipped.replace("{处理方式}", ""))
    assert any("处理决定" in place for place in refused.value.places)
    own = shipped.replace("请凭本通知书到{领取地点}办理", "请持本通知书前往{领取地点}办理")
    assert wordings.preview("advance_release", own, Dossier()).pages >= 1
    wordings.save("advance_release", own)
    desk.papers.fill("advance_release", case_id, RELEASE)
    desk.papers.issue("advance_release", case_id=case_id)
    with desk.workspace.read() as reader:
        dossier = desk.papers.dossier(reader, PaperKind.ADVANCE_RELEASE, case_id=case_id)
    assert "请持本通知书前往" in wordings.preview("advance_release", own, dossier).text
    wordings.save("advance_release", "")
    assert wordings.text("advance_release") == shipped
