"""Complaints: taken in once, answered in time or said to be late, found by two characters, repeats noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import CaseSource
from inspector.domain.lists import ListFilter
from inspector.domain.records import Complaint
from inspector.domain.times import at_local
from inspector.services.complaints import ComplaintFinishedError
from inspector.services.desk import Services
from inspector.services.procedure import OwnCardError, StepEntry
from inspector.services.workspace import Workspace
from tests.workspaces import NOW, TODAY, a_site

RECEIVED = at_local(date(2026, 11, 2), 22, 40)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _said(desk: Services, **more: object) -> Complaint:
    fields: dict[str, object] = {
        "received_at": RECEIVED,
        "channel": "12345",
        "reference": "SZ2026110200417",
        "kind": "噪声",
        "place": "南澜区观潮路8号工地",
        "content": "夜里打桩，睡不着",
        **more,
    }
    return desk.complaints.take_in(Complaint(**fields))[0]  # type: ignore[arg-type]


def _due(desk: Services, key: str) -> dict[str, date]:
    return {term.id: term.deadline.due for term in desk.complaints.sheet(key).terms}


def test_fifteen_and_sixty_days_run_from_the_day_it_was_received(desk: Services) -> None:
    one = _said(desk)
    # 2 November and 15 days is Tuesday the 17th; and 60 days is 1 January 2027, a year not published: weekends only.
    assert _due(desk, one.id) == {"complaint_told": date(2026, 11, 17), "complaint_answer": date(2027, 1, 1)}
    late = next(line for line in desk.complaints.sheet(one.id).sentences(TODAY) if line.startswith("告知"))
    assert "逾期 6 日" in late and "信访工作条例" in late
    desk.complaints.tell(one.id, date(2026, 11, 17))
    told = next(term for term in desk.complaints.sheet(one.id).terms if term.id == "complaint_told")
    assert told.done_on == date(2026, 11, 17)
    assert told.late_effect(told.done_on) == ""


def test_thirty_days_more_need_a_leader_and_come_before_the_end(desk: Services) -> None:
    one = _said(desk)
    with pytest.raises(InvalidValueError, match="批准的负责人"):
        desk.complaints.extend(one.id, TODAY, "李甲")
    with pytest.raises(InvalidValueError, match="批准的负责人"):
        desk.complaints.extend(one.id, TODAY, "")
    desk.complaints.extend(one.id, TODAY, "周丁")
    assert _due(desk, one.id)["complaint_answer"] == date(2027, 2, 1), "31 January 2027 is a Sunday"
    with pytest.raises(RuleRefusedError, match="已经延期过"):
        desk.complaints.extend(one.id, TODAY, "周丁")
    old = _said(desk, received_at=at_local(date(2026, 8, 3)), reference="旧")
    with pytest.raises(RuleRefusedError, match="2026-10-08 届满"):
        desk.complaints.extend(old.id, TODAY, "周丁")


def test_dust_has_fifteen_days_of_its_own_and_seven_to_forward(desk: Services) -> None:
    one = _said(desk, kind="扬尘")
    assert _due(desk, one.id)["dust_handle"] == date(2026, 11, 17)
    handing = {name: end.due for name, end in desk.complaints.sheet(one.id).handing.items()}
    assert handing == {"对交办提出异议": date(2026, 11, 9), "转送扬尘投诉": date(2026, 11, 11)}
    desk.complaints.hand_over(one.id, date(2026, 11, 12), "住房和建设局", "工地扬尘属住建部门管理，已转办")
    sheet = desk.complaints.sheet(one.id)
    assert {term.id for term in sheet.terms} == {"complaint_told", "complaint_objection", "dust_forward"}
    assert any("转送扬尘投诉" in line and "逾期 1 个工作日" in line for line in sheet.sentences(TODAY))


def test_a_kind_that_no_figure_counts_is_refused(desk: Services) -> None:
    with pytest.raises(InvalidValueError, match="建设施工噪声"):
        _said(desk, kind="燥声")
    assert _said(desk, kind="工业废气").kind == "工业废气", "the name that the year report counts under"


def test_an_answer_says_something_and_is_given_once(desk: Services) -> None:
    one = _said(desk)
    with pytest.raises(InvalidValueError, match="答复内容"):
        desk.complaints.answer(one.id, TODAY, "  ")
    with pytest.raises(InvalidValueError, match="答复日"):
        desk.complaints.answer(one.id, TODAY + timedelta(days=1), "已查")
    with pytest.raises(InvalidValueError, match="不早于收到日"):
        desk.complaints.answer(one.id, date(2026, 11, 1), "已查")
    desk.complaints.answer(one.id, TODAY, "已到场检查，工地停工")
    with pytest.raises(ComplaintFinishedError, match="已答复"):
        desk.complaints.hand_over(one.id, TODAY, "住建局", "x")
    with desk.workspace.read() as reader:
        actions = [entry["action"] for entry in reader.history(Complaint, one.id)]
    assert actions == ["complaint.received", "complaint.answered"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": " "}, "反映的内容"),
        ({"place": ""}, "地点"),
        ({"received_at": NOW + timedelta(hours=1)}, "收到时间"),
    ],
)
def test_an_empty_or_future_complaint_is_refused_by_field(
    desk: Services, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        _said(desk, **fields)
    assert refused.value.field == field


def test_a_number_is_taken_in_once(desk: Services) -> None:
    one = _said(desk)
    with pytest.raises(InvalidValueError, match="没有登记过"):
        _said(desk)
    again, _ = desk.complaints.take_in(replace(one, content="夜里打桩，连续三天"))
    assert again.id == one.id


def test_two_characters_find_it(desk: Services) -> None:
    one = _said(desk)
    for words in ("打桩", "观潮", "噪声", "SZ"):
        assert desk.complaints.lines(ListFilter(words)).ids() == [one.id]
        assert one.id in {hit.id for hit in desk.search.find(words) if hit.page == "complaints"}
    assert desk.complaints.lines(ListFilter("扬尘")).ids() == []


def test_repeats_at_one_place_are_noticed(desk: Services) -> None:
    site, _ = desk.sites.save(a_site())
    first = _said(desk, reference="1")
    shorter = _said(desk, reference="2", place="观潮路8号", received_at=RECEIVED - timedelta(days=30))
    by_site = _said(desk, reference="3", place="", site_id=site.id, received_at=RECEIVED - timedelta(days=3))
    _said(desk, reference="4", place="观潮路8号", received_at=RECEIVED - timedelta(days=430))
    _said(desk, reference="5", place="别处")
    assert by_site.place == site.address
    sheet = desk.complaints.sheet(shorter.id)
    assert [one.reference for one in sheet.repeats] == ["3", "1"], "the one of last year is too old"
    assert first.id in {one.id for one in sheet.repeats}
    twice = _said(desk, reference="6", place=first.place)
    (line,) = desk.complaints.lines(ListFilter()).rows([twice.id])
    assert line.repeats == 1


def test_a_visit_and_a_case_go_back_to_the_complaint(desk: Services) -> None:
    site, _ = desk.sites.save(a_site())
    one = _said(desk, site_id=site.id)
    assert desk.complaints.checklist_for(one).startswith("noise")
    visit, _ = desk.visits.start(desk.complaints.checklist_for(one), site=site, complaint=one)
    assert (visit.source, visit.source_reference) == (CaseSource.COMPLAINT, "12345 SZ2026110200417")
    case, _ = desk.cases.open_from_visit(visit.id, "noise.night_work")
    sheet = desk.complaints.sheet(one.id)
    assert ([v.id for v in sheet.visits], [c.id for c in sheet.cases]) == ([visit.id], [case.id])
    # What was said to the complainant counts in the case, and is said in one place only.
    with pytest.raises(OwnCardError):
        desk.procedure.take(case.id, StepEntry("complaint_told", TODAY))
    desk.complaints.tell(one.id, TODAY)
    progress = desk.procedure.progress(case.id, TODAY)
    assert "complaint_told" in progress.done
    assert not {"complaint_told", "complaint_answer"} & {clock.rule.id for clock in progress.running}


def test_a_case_opened_otherwise_can_be_linked(desk: Services) -> None:
    one = _said(desk)
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", date(2026, 11, 3)), party_name="甲公司")
    )
    desk.complaints.link_case(one.id, case.id)
    linked = desk.cases.file(case.id)
    assert linked.complaint is not None
    assert linked.case.source_reference == "12345 SZ2026110200417"
    assert not desk.complaints.link_case(one.id, case.id).touched
