"""The working calendar: published holidays from chinesecalendar, changed by the bureau's own table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import chinese_calendar
from chinese_calendar import constants

from inspector.casework.workdays import WorkCalendar
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day

OWN_DAYS = "calendar.own_days"


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
