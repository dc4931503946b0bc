"""The working calendar: published holidays from chinesecalendar, changed by the bureau's own table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import chinese_calendar
from chinese_calendar import constants

from inspector.casework.workdays import WorkCalendar
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Setting
from inspector.domain.times import parse_day
from inspector.services.workspace import Workspace

OWN_DAYS = "calendar.own_days"
_SATURDAY = 5


@cache
def published_calendar() -> WorkCalendar:
    """Holidays and make-up days as published, for the years the installed table covers."""
    years = sorted({day.year for day in constants.holidays})
    holidays, makeup = set[date](), set[date]()
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            works = chinese_calendar.is_workday(day)
            if works and day.weekday() >= 5:
                makeup.add(day)
            elif not works and day.weekday() < 5:
                holidays.add(day)
            day += timedelta(days=1)
    return WorkCalendar(frozenset(holidays), frozenset(makeup), frozenset(years))


def calendar_with(own_days: str) -> WorkCalendar:
    """The published calendar changed by JSON {day: "off" | "work"} and {"years": [known years]}.

    Raises InvalidValueError for an impossible day or another word.
    """
    published = published_calendar()
    if not own_days:
        return published
    content: Mapping[str, object] = json.loads(own_days)
    holidays, makeup, years = set(published.holidays), set(published.makeup_days), set(published.known_years)
    for key, value in content.items():
        if key == "years" and isinstance(value, list):
            years.update(int(str(year)) for year in value)
            continue
        day = parse_day(key, "日历")
        if value == "off":
            holidays.add(day)
            makeup.discard(day)
        elif value == "work":
            makeup.add(day)
            holidays.discard(day)
        else:
            raise InvalidValueError("日历", value, "off 或 work")
    return WorkCalendar(frozenset(holidays), frozenset(makeup), frozenset(years))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that is not what its weekday says: `works`, and whether the bureau set it (else it was published)."""

    day: date
    works: bool
    own: bool


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The table of a year. `published`: in the installed table; `confirmed`: the bureau says its own table is whole."""

    year: int
    days: tuple[CalendarDay, ...]
    published: bool
    confirmed: bool

    @property
    def provisional(self) -> bool:
        """Whether only weekends are known, so that deadlines in it may still change (暂定)."""
        return not (self.published or self.confirmed)

    def words(self) -> str:
        """How the year stands, in one sentence."""
        if self.published:
            return f"{self.year} 年的放假安排已随程序安装"
        if self.confirmed:
            return f"{self.year} 年按本局录入的安排计算"
        return f"{self.year} 年的放假安排还没有公布或录入：只按周末计算，期限标“暂定”"


class CalendarService:
    """The bureau's own table of working days, by year; every deadline is counted by it from then on."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def year(self, year: int) -> CalendarYear:
        """Days of a year that are not what their weekday says, with where they come from."""
        own, known = self._own()
        published = published_calendar()
        calendar = calendar_with(_text(own, known))
        day, days = date(year, 1, 1), []
        while day.year == year:
            works = calendar.is_workday(day)
            if works != (day.weekday() < _SATURDAY) or day in own:
                days.append(CalendarDay(day, works, day in own))
            day += timedelta(days=1)
        return CalendarYear(year, tuple(days), year in published.known_years, year in known)

    def set_day(self, day: date, kind: str) -> Changes:
        """Make a day free (`off`) or worked (`work`), or take the own entry back (`""`). Raises InvalidValueError."""
        if kind not in ("off", "work", ""):
            raise InvalidValueError("日历", kind, "off（放假）、work（上班）或空（取消）")
        own, known = self._own()
        if kind:
            own[day] = kind
        elif own.pop(day, None) is None:
            raise InvalidValueError("日历", day.isoformat(), "本局录入过的日子")
        return self._save(own, known, f"{day} {kind or '取消'}")

    def confirm_year(self, year: int, whole: bool) -> Changes:
        """Say that the own table of a year is whole (as the State Council announced it), or take that back."""
        own, known = self._own()
        known = known | {year} if whole else known - {year}
        return self._save(own, known, f"{year} 年")

    def _own(self) -> tuple[dict[date, str], frozenset[int]]:
        with self.workspace.read() as reader:
            found = reader.find(Setting, name=OWN_DAYS)
        content: dict[str, object] = json.loads(found[0].value) if found and found[0].value else {}
        years = content.pop("years", [])
        known = frozenset(int(str(year)) for year in years) if isinstance(years, list) else frozenset()
        return {parse_day(key, "日历"): str(value) for key, value in content.items()}, known

    def _save(self, own: Mapping[date, str], known: frozenset[int], why: str) -> Changes:
        value = _text(own, known)
        with self.workspace.write(f"工作日表：{why}") as writer:
            found = writer.find(Setting, name=OWN_DAYS)
            if found and found[0].value == value:
                return Changes()
            writer.put(
                replace(found[0], value=value) if found else Setting(name=OWN_DAYS, value=value),
                "setting.calendar",
            )
            return writer.changes()


def _text(own: Mapping[date, str], known: frozenset[int]) -> str:
    content: dict[str, object] = {day.isoformat(): own[day] for day in sorted(own)}
    if known:
        content["years"] = sorted(known)
    return json.dumps(content, ensure_ascii=False) if content else ""
