"""Working days (工作日): weekends, statutory holidays and make-up days, as plain data.

A year whose holiday table is not published yet counts weekends only and is provisional (暂定).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off on weekdays, days worked on weekends, and the years these tables cover."""

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.makeup_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def is_provisional(self, start: date, end: date) -> bool:
        """Whether a span touches a year without a published table."""
        return any(year not in self.known_years for year in range(start.year, end.year + 1))

    def next_workday(self, day: date) -> date:
        """The day itself when worked, else the next one that is."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; the start day itself is not counted."""
        day = start
        while count > 0:
            day += _ONE_DAY
            if self.is_workday(day):
                count -= 1
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is before `start`."""
        if end < start:
            return -self.workdays_between(end, start)
        span = (end - start).days
        return sum(self.is_workday(start + timedelta(days=offset)) for offset in range(1, span + 1))
