"""First offence: what was searched until when is kept with the decision, and searched again when new data arrive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspector.domain.case_records import OffenceSearch
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Assessment, Case
from inspector.services.desk import Services
from inspector.services.offences import SurelyRepeatedError
from inspector.services.tasks import WAIVER
from inspector.services.workspace import Workspace
from tests.workspaces import CODE, TODAY, walk_to_notice

ITEM = "gd.10a"
ACT = date(2026, 9, 20)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def a_case(desk: Services, act_day: date = ACT, **party: object) -> Case:
    known = {
        "party_name": "深圳市澜岬建筑工程有限公司",
        "party_code": CODE,
        "party_address": "深圳市南澜区观潮路8号",
    } | party
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("voc.unsealed", act_day), **known)  # type: ignore[arg-type]
    )
    walk_to_notice(desk, case.id, act_day)
    return case


def decide(desk: Services, case: Case, outcome: Outcome, **more: object) -> None:
    amount = 3_000_000 if outcome is Outcome.PENALTY else None
    desk.decisions.decide(
        case.id,
        outcome,
        reason="查明",
        decided_on=case.act_day + timedelta(days=20),
        amount_fen=amount,
        manual_reason="另行说明",
        **more,  # type: ignore[arg-type]
    )


def waived(desk: Services, act_day: date = ACT, **party: object) -> Case:
    case = a_case(desk, act_day, **party)
    decide(desk, case, Outcome.WAIVED, item_id=ITEM)
    return case


def test_a_decision_keeps_the_search_it_rests_on(desk: Services) -> None:
    case = waived(desk)
    with desk.workspace.read() as reader:
        (kept,) = reader.find(OffenceSearch, case_id=case.id)
    months = next(
        one.months for one in desk.workspace.book.lenient_item(ITEM).conditions if one.kind == "first_time"
    )
    assert months
    assert kept.since == date(ACT.year - months // 12, ACT.month - months % 12, ACT.day)
    assert (kept.until, kept.first, kept.stands) == (ACT, True, True)
    assert json.loads(kept.sources) == [{"name": "本机案件", "until": TODAY.isoformat()}]
    assert f"本机案件（至 {TODAY}）" in kept.sentence
    assert "没有发现" in kept.sentence


def test_what_came_from_another_device_is_named_with_its_last_day(desk: Services) -> None:
    case = a_case(desk)
    other = a_case(
        desk, date(2026, 8, 20), party_name="另一家有限公司", party_code=None, party_address="别处"
    )
    with desk.workspace.write() as writer:
        stored = writer.get(Case, other.id)
        writer.put(replace(stored, device_id="0f0e0d0c-merged"), "case.changed")
    view = desk.offences.look(case.id)
    assert [(source.name, source.until) for source in view.fresh.sources] == [
        ("本机案件", TODAY),
        ("合并自设备 0f0e0d0c 的案件", TODAY),
    ]


def test_the_law_takes_the_kept_search_as_its_evidence(desk: Services) -> None:
    case = a_case(desk)
    facts = desk.law.review(case.id).facts
    assert facts["prior_violation_day"].value == "none"
    assert facts["prior_violation_day"].evidence == ()
    kept, _ = desk.offences.search(case.id)
    named = f"初次违法检索第1次（查至{kept.until}）"
    facts = desk.law.review(case.id).facts
    for key in ("prior_violation_day", "records_searched_from", "records_searched_until"):
        assert facts[key].evidence == (named,)
        assert facts[key].source == kept.sentence
    decide(desk, case, Outcome.WAIVED, item_id=ITEM)
    with desk.workspace.read() as reader:
        request = json.loads(reader.find(Assessment, case_id=case.id)[-1].request)
    assert request["facts"]["prior_violation_day"]["evidence"] == [named]


def test_a_party_of_the_same_name_or_place_is_for_a_person_to_judge(desk: Services) -> None:
    former = a_case(desk, date(2026, 6, 1), party_code=None)
    decide(desk, former, Outcome.PENALTY)
    case = a_case(desk)
    view = desk.offences.look(case.id)
    assert view.fresh.first is None
    assert [one.id for one in view.found] == [former.id]
    assert "名称、地址相同" in view.fresh.sentence()
    review = desk.law.review(case.id)
    assert "prior_violation_day" not in review.facts, "unknown is never taken for first"
    item = review.item(ITEM)
    assert item is not None
    assert next(one for one in item.conditions if one.condition.kind == "first_time").status == "unknown"


def test_other_acts_other_codes_and_later_acts_are_no_former_offence(desk: Services) -> None:
    for act_day, party in (
        (date(2026, 6, 1), {"party_code": "91440300MA5FXKQ34B"}),
        (date(2026, 10, 1), {}),
        (ACT, {}),
    ):
        decide(desk, a_case(desk, act_day, **party), Outcome.PENALTY)
    undecided = a_case(desk, date(2026, 7, 1))
    assert undecided.outcome is None
    assert desk.offences.look(a_case(desk).id).fresh.first is True


def test_a_former_case_decided_later_flags_the_waiver_that_rested_on_none(desk: Services) -> None:
    former = a_case(desk, date(2026, 6, 1))
    case = waived(desk)
    assert desk.offences.look(case.id).stands
    assert desk.offences.fallen() == []
    decide(desk, former, Outcome.PENALTY)
    (fallen,) = desk.offences.fallen()
    assert fallen.case_id == case.id
    assert "2026-06-01（统一社会信用代码相同）" in fallen.sentence
    (task,) = [one for one in desk.workbench.board(TODAY).tasks if one.kind == WAIVER]
    assert (task.title, task.page, task.record_id) == ("免罚要重新核对", "case", case.id)
    assert "2026-06-01" in task.basis
    with desk.workspace.read() as reader:
        searches = reader.find(OffenceSearch, order=("ordinal",), case_id=case.id)
    assert [(one.first, one.stands) for one in searches] == [(True, True), (False, False)], (
        "the first is kept"
    )
    desk.offences.search(case.id)
    assert [one.case_id for one in desk.offences.fallen()] == [case.id], "searching again judges nothing"
    with pytest.raises(SurelyRepeatedError, match="同一当事人"):
        desk.offences.confirm(case.id, "看错了")


def test_a_new_name_of_a_former_case_is_searched_and_judged_by_a_person(desk: Services) -> None:
    former = a_case(desk, date(2026, 6, 1), party_name="丙公司", party_code=None, party_address="别处")
    decide(desk, former, Outcome.PENALTY)
    case = waived(desk)
    desk.cases.update(former.id, party_address="广东省深圳市南澜区观潮路八号")
    (fallen,) = desk.offences.fallen()
    assert "地址相同" in fallen.sentence
    with pytest.raises(InvalidValueError, match="为什么不是同一当事人"):
        desk.offences.confirm(case.id, " ")
    desk.offences.confirm(case.id, "同一栋楼的另一家，法定代表人不同，已调取登记")
    assert desk.offences.fallen() == []
    with desk.workspace.read() as reader:
        last = reader.find(OffenceSearch, order=("ordinal",), case_id=case.id)[-1]
        assert "调取登记" in str(reader.history(OffenceSearch, last.id)[-1]["reason"])
    desk.offences.recheck()
    assert desk.offences.fallen() == [], "what was judged is not asked again"


def test_merged_cases_are_found_by_searching_again(desk: Services) -> None:
    case = waived(desk)
    other = a_case(desk, date(2026, 5, 1), party_name="丁公司", party_code=None, party_address="远处")
    with desk.workspace.write() as writer:
        # As a merge stores it: a decided case of the same code, without any of our own services.
        merged = replace(
            writer.get(Case, other.id), party_code=CODE, outcome=Outcome.REDUCED, device_id="merged-device"
        )
        writer.put(merged, "case.changed")
    assert desk.offences.fallen() == []
    assert desk.offences.look(case.id).must_judge, "the page already says so"
    assert desk.offences.recheck().kinds() == {"offence_search"}
    assert [one.case_id for one in desk.offences.fallen()] == [case.id]
    assert not desk.offences.recheck().touched, "flagged once"
