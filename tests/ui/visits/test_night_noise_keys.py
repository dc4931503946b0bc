"""The night-noise visit from a cold start to a record that can be printed, with exactly the inputs the guide counts."""

from __future__ import annotations

from inspector.domain.kinds import Answer, VisitState
from inspector.domain.lists import ListFilter
from tests.ui.visits.desk import Desk
from tests.ui.visits.night_noise import INPUTS, drive

GOAL = 25


def test_the_guide_s_inputs_make_a_printable_record(desk: Desk) -> None:
    drive(desk)
    desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "papers", timeout=8000)
    visit = desk.services.visits.rows(ListFilter(order="-id")).page(1)[0]
    sheet = desk.services.visits.sheet(visit.id)
    assert sheet.missing() == []
    assert visit.state is VisitState.COMPLETE
    assert desk.papers().asked == [f"site_record/visit/{visit.id}"]
    assert (visit.party_name, visit.place) == ("庚建筑工程公司", "示例路 18 号住宅二期工地")
    assert (visit.person_in_charge, visit.person_role) == ("张某", "施工员")
    reading = sheet.measurements[0]
    assert (reading.value_milli, reading.maximum_milli, reading.background_milli) == (63_800, 72_100, 51_200)
    assert [sheet.answers[item.id].answer for item in sheet.checklist.items] == [
        Answer.UNMET,
        Answer.UNMET,
        Answer.MET,
        Answer.MET,
        Answer.UNCHECKED,
    ]
    assert "63.8分贝" in visit.findings and "8.8分贝" in visit.findings
    assert [officer.name for officer in sheet.officers] == ["李甲", "王乙"]


def test_the_count_keeps_the_goal() -> None:
    """25 or fewer, every key and every typed field counted."""
    assert len(INPUTS) <= GOAL
