"""The bureau's own working days: every deadline follows them, and an unpublished year says that it is provisional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from inspector.cli import run
from inspector.domain.errors import InvalidValueError
from inspector.services.desk import Services
from inspector.services.workspace import Workspace


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def test_a_published_year_stands_and_the_next_is_provisional(desk: Services) -> None:
    this = desk.calendars.year(2026)
    assert not this.provisional
    days = {entry.day: entry.works for entry in this.days}
    assert days[date(2026, 10, 1)] is False
    assert days[date(2026, 10, 10)] is True, "a Saturday worked for the National Day week"
    following = desk.calendars.year(2027)
    assert (following.days, following.provisional) == ((), True)
    assert "只按周末计算" in following.words() and "暂定" in following.words()
    assert desk.workbench.calendar().is_provisional(date(2027, 1, 4), date(2027, 1, 8))


def test_an_own_day_moves_every_count_and_can_be_taken_back(desk: Services) -> None:
    friday = date(2027, 2, 5)
    before = desk.workbench.calendar().add_workdays(friday, 5)
    desk.calendars.set_day(date(2027, 2, 8), "off")
    desk.calendars.set_day(date(2027, 2, 6), "work")
    assert before == date(2027, 2, 12)
    assert desk.workbench.calendar().add_workdays(friday, 5) == date(2027, 2, 12)
    desk.calendars.set_day(date(2027, 2, 9), "off")
    assert desk.workbench.calendar().add_workdays(friday, 5) == date(2027, 2, 15)
    assert [(entry.day.day, entry.works, entry.own) for entry in desk.calendars.year(2027).days] == [
        (6, True, True),
        (8, False, True),
        (9, False, True),
    ]
    for day in (6, 8, 9):
        desk.calendars.set_day(date(2027, 2, day), "")
    assert desk.workbench.calendar().add_workdays(friday, 5) == before
    with pytest.raises(InvalidValueError, match="本局录入过"):
        desk.calendars.set_day(date(2027, 2, 8), "")
    with pytest.raises(InvalidValueError, match="off"):
        desk.calendars.set_day(date(2027, 2, 8), "maybe")


def test_a_year_that_the_bureau_confirms_is_no_longer_provisional(desk: Services) -> None:
    desk.calendars.confirm_year(2027, whole=True)
    assert "本局录入的安排" in desk.calendars.year(2027).words()
    assert not desk.workbench.calendar().is_provisional(date(2027, 1, 4), date(2027, 1, 8))
    desk.calendars.confirm_year(2027, whole=False)
    assert desk.calendars.year(2027).provisional


def test_an_own_entry_overrules_a_published_day_in_its_own_name(desk: Services) -> None:
    desk.calendars.set_day(date(2026, 10, 8), "off")
    entry = next(one for one in desk.calendars.year(2026).days if one.day == date(2026, 10, 8))
    assert (entry.works, entry.own) == (False, True)


def test_the_same_table_from_the_command_line(desk: Services, capsys: pytest.CaptureFixture[str]) -> None:
    desk.workspace.close()
    home = ["--home", str(desk.workspace.home.root)]
    assert run(["calendar", "set", *home, "2027-02-08", "off"]) == 0
    assert run(["calendar", "set", *home, "2027-02-30", "off"]) == 2
    assert run(["calendar", "confirm", *home, "2027"]) == 0
    capsys.readouterr()
    assert run(["calendar", "show", *home, "2027"]) == 0
    assert "2027-02-08  放假  本局录入" in capsys.readouterr().out
