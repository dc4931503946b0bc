"""Hearings and discussions: no step without its record, no investigator at the table, nothing stored when refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from inspector.casework.machine import StepNotAllowedError
from inspector.casework.people import NotPermittedError
from inspector.domain.case_records import Meeting
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Officer
from inspector.services.desk import Services
from inspector.services.meetings import MeetingEntry
from inspector.services.procedure import StepEntry
from inspector.services.workspace import Workspace
from tests.workspaces import walk_to_notice

FIRST = date(2026, 9, 21)
NOTICED = date(2026, 9, 25)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    services.officers.save_officer(
        Officer(name="郑己", card_number="示-0050", card_valid_until=date(2029, 1, 1), roles="leader")
    )
    yield services
    services.photos.close()


@pytest.fixture
def case_id(desk: Services) -> str:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", FIRST), party_name="甲公司")
    )
    walk_to_notice(desk, case.id, FIRST)
    return case.id


def _who(desk: Services, name: str) -> str:
    return desk.officers.named(name).id


def _talk(desk: Services, day: date, *voters: str, **more: object) -> MeetingEntry:
    fields: dict[str, object] = {
        "kind": "discussion",
        "held_on": day,
        "host": _who(desk, "周丁"),
        "voters": tuple(_who(desk, name) for name in voters or ("周丁", "郑己")),
        "minutes": "周丁：同意。郑己：同意。",
        "conclusion": "同意罚款二万元",
        **more,
    }
    return MeetingEntry(**fields)  # type: ignore[arg-type]


def test_a_discussion_without_its_record_is_refused_with_the_standard(desk: Services, case_id: str) -> None:
    with pytest.raises(StepNotAllowedError, match="评查2024第21项"):
        desk.procedure.take(case_id, StepEntry("collective", NOTICED))
    desk.meetings.hold(case_id, _talk(desk, NOTICED), take_step=True)
    step = desk.cases.file(case_id).step("collective")
    assert step is not None
    assert set(step.persons.split(",")) == {_who(desk, "周丁"), _who(desk, "郑己")}
    assert step.skipped == ""


def test_investigators_sit_but_do_not_vote(desk: Services, case_id: str) -> None:
    reasons = desk.meetings.kept_out(case_id, "discussion")
    assert "不参加集体讨论表决" in reasons[_who(desk, "李甲")]
    assert reasons[_who(desk, "郑己")] == ""
    with pytest.raises(NotPermittedError, match="李甲"):
        desk.meetings.hold(case_id, _talk(desk, NOTICED, "周丁", "李甲"))
    meeting, _ = desk.meetings.hold(case_id, _talk(desk, NOTICED, attendees=(_who(desk, "李甲"),)))
    assert _who(desk, "李甲") in meeting.attendees
    assert _who(desk, "李甲") not in meeting.voters


def test_one_alone_is_no_discussion_and_a_record_says_what_was_said(desk: Services, case_id: str) -> None:
    for wrong, field in (
        (_talk(desk, NOTICED, "周丁"), "表决人"),
        (_talk(desk, NOTICED, minutes=" "), "各人意见"),
        (_talk(desk, NOTICED, conclusion=""), "结论"),
        (_talk(desk, date(2026, 11, 24)), "举行日"),
        (_talk(desk, NOTICED, host="nobody"), "参加人"),
    ):
        with pytest.raises(InvalidValueError) as refused:
            desk.meetings.hold(case_id, wrong)
        assert refused.value.field == field
    assert desk.cases.file(case_id).meetings == ()


def test_a_discussion_before_the_defence_does_not_cover_it(desk: Services, case_id: str) -> None:
    desk.procedure.state_flag(case_id, "complex", stated=True)
    desk.meetings.hold(case_id, _talk(desk, NOTICED), take_step=True)
    desk.cases.update(
        case_id,
        defence="已停工",
        defended_on=date(2026, 9, 28),
        defence_adopted=False,
        defence_reason="有现场照片",
    )
    decide = {
        "reason": "x",
        "decided_on": date(2026, 10, 12),
        "amount_fen": 3_000_000,
        "manual_reason": "没有裁量表",
    }
    with pytest.raises(StepNotAllowedError, match="已集体讨论"):
        desk.decisions.decide(case_id, Outcome.PENALTY, **decide)  # type: ignore[arg-type]
    with pytest.raises(StepNotAllowedError, match="有集体讨论记录"):
        desk.procedure.take(case_id, StepEntry("collective", date(2026, 10, 9)))
    desk.meetings.hold(case_id, _talk(desk, date(2026, 10, 9)), take_step=True)
    desk.decisions.decide(case_id, Outcome.PENALTY, **decide)  # type: ignore[arg-type]
    assert desk.cases.file(case_id).decision is not None


def test_a_hearing_in_time_presided_by_somebody_else(desk: Services, case_id: str) -> None:
    desk.procedure.take(case_id, StepEntry("hearing_asked", date(2026, 9, 28)))
    desk.procedure.take(case_id, StepEntry("hearing_notified", date(2026, 9, 29)))
    entry = MeetingEntry(
        kind="hearing",
        held_on=date(2026, 10, 9),
        host=_who(desk, "吴戊"),
        guests="当事人委托代理人陈某",
        place="局第二会议室",
        minutes="当事人陈述……",
        conclusion="建议维持",
    )
    # Seven working days after the notice of 29 September end on 14 October: the National Day week does not count.
    with pytest.raises(StepNotAllowedError, match="通知满七个工作日"):
        desk.meetings.hold(case_id, entry, take_step=True)
    with desk.workspace.read() as reader:
        assert reader.count(Meeting) == 0, "the record goes with the step or not at all"
    with pytest.raises(NotPermittedError, match="王乙"):
        desk.meetings.hold(case_id, replace(entry, host=_who(desk, "王乙")))
    desk.meetings.hold(case_id, replace(entry, held_on=date(2026, 10, 15)), take_step=True)
    progress = desk.procedure.progress(case_id, date(2026, 10, 15))
    assert progress.done["heard"] == date(2026, 10, 15)
    # Heard: the legal review is now demanded of this case, and the page says so.
    wanted = [branch.step.id for branch in progress.branches if branch.day is None]
    assert wanted == ["legal_review"]


def test_a_record_is_corrected_with_a_reason_and_keeps_its_former_words(desk: Services, case_id: str) -> None:
    meeting, _ = desk.meetings.hold(case_id, _talk(desk, NOTICED))
    with pytest.raises(InvalidValueError, match="写明为什么改"):
        desk.meetings.amend(meeting.id, " ", conclusion="同意罚款三万元")
    with pytest.raises(InvalidValueError, match="结论"):
        desk.meetings.amend(meeting.id, "笔误", conclusion="")
    desk.meetings.amend(meeting.id, "笔误", conclusion="同意罚款三万元")
    with desk.workspace.read() as reader:
        history = reader.history(Meeting, meeting.id)
    assert [entry["after"]["conclusion"] for entry in history] == ["同意罚款二万元", "同意罚款三万元"]  # type: ignore[index, call-overload]
    assert history[-1]["reason"] == "笔误"
