"""The card of hearings and discussions: the words of a record are corrected with a reason, who sat and voted is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer
from inspector.services.desk import Services
from inspector.services.meetings import MeetingEntry
from inspector.ui.cases.meeting_section import MeetingCard
from inspector.ui.common.buttons import Button
from tests.workspaces import walk_to_notice, workspace_in

FIRST = date(2026, 9, 21)
DAY = date(2026, 9, 25)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
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
    host, other = desk.officers.named("周丁").id, desk.officers.named("郑己").id
    desk.meetings.hold(
        case.id,
        MeetingEntry(
            "discussion", DAY, host, voters=(host, other), minutes="均同意", conclusion="罚款二万元"
        ),
    )
    return case.id


@pytest.fixture
def card(qtbot: QtBot, desk: Services, case_id: str) -> MeetingCard:
    card = MeetingCard()
    qtbot.addWidget(card)
    card.show_file(desk.cases.file(case_id), {}, DAY)
    card.show()
    return card


def _correct(card: MeetingCard) -> None:
    next(one for one in card.findChildren(Button) if one.text() == "更正").click()


def test_a_correction_offers_the_words_and_asks_for_a_reason(
    card: MeetingCard, desk: Services, case_id: str, qtbot: QtBot
) -> None:
    _correct(card)
    assert (card.minutes.text(), card.conclusion.text()) == ("均同意", "罚款二万元")
    assert card.host.isHidden()
    assert card.day.isHidden()
    card.conclusion.set_text("罚款三万元")
    with qtbot.waitSignal(card.amended) as sent:
        card.save.click()
    meeting_id, reason, fields = sent.args
    with pytest.raises(InvalidValueError) as refused:
        desk.meetings.amend(meeting_id, reason, **fields)
    assert card.show_fault(refused.value)
    assert card.reason.fault()
    card.reason.set_text("记录笔误")
    with qtbot.waitSignal(card.amended) as sent:
        card.save.click()
    desk.meetings.amend(*sent.args[:2], **sent.args[2])
    card.show_file(desk.cases.file(case_id), {}, DAY)
    stored = desk.cases.file(case_id).meetings[0]
    assert (stored.conclusion, stored.minutes) == ("罚款三万元", "均同意")
    assert not card.minutes.isVisible()


def test_a_new_record_after_a_correction_starts_empty(card: MeetingCard) -> None:
    _correct(card)
    card.toggle()
    assert card.minutes.text() == ""
    assert not card.host.isHidden()
    assert card.reason.isHidden()
    assert card.save.text() == "登记会议"


def test_a_correction_without_a_change_says_so_and_sends_nothing(card: MeetingCard, qtbot: QtBot) -> None:
    _correct(card)
    card.reason.set_text("记录笔误")
    with qtbot.assertNotEmitted(card.amended):
        card.save.click()
    assert "没有改动" in card.minutes.fault()


def test_a_correction_can_be_left_and_nothing_of_it_reaches_the_next(card: MeetingCard) -> None:
    _correct(card)
    card.conclusion.set_text("罚款三万元")
    card.cancel.click()
    assert not card.minutes.isVisible()
    _correct(card)
    assert card.conclusion.text() == "罚款二万元"
