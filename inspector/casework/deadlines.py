"""Deadlines (期限): number, unit, start; the first day does not count; an end on a day off moves to the next working day.

Sources: 行政处罚法第85条 (periods of two, three, five and seven days are working days); roll-over of the last day after the
rules on periods of civil procedure, not verified in an official text. Spans that do not count (扣除) push the end back.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspector.casework.workdays import WorkCalendar


class Unit(StrEnum):
    """Unit of a period."""

    WORKDAY = "workday"
    CALENDAR_DAY = "calday"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def word(self) -> str:
        """The word after a number: 5 个工作日, 15 日."""
        return {"workday": "个工作日", "calday": "日", "month": "个月", "year": "年", "hour": "小时"}[
            self.value
        ]


class Urgency(StrEnum):
    """How a due day stands to today; the value names the mark of the screen."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Period:
    """A statutory period. `verified` is False where the source was not read in an official text."""

    number: int
    unit: Unit
    basis: str
    verified: bool = True

    def text(self) -> str:
        """`5 个工作日`."""
        return f"{self.number} {self.unit.word}"


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count, both ends included; an open span has no end yet."""

    starts_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the explanation: its number in the count, or why it does not count."""

    day: date
    number: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed deadline with all that is needed to show how."""

    period: Period
    start: date
    due: date
    deducted_days: int
    provisional: bool
    moved_from: date | None
    calendar: WorkCalendar
    spans: tuple[Span, ...]

    def days_left(self, today: date) -> int:
        """Days (working days for such periods) from today to the end; negative when past."""
        if self.period.unit is Unit.WORKDAY:
            return self.calendar.workdays_between(today, self.due)
        return (self.due - today).days

    def used_days(self, today: date) -> int:
        """Calendar days of the count used up to today, without the deducted ones."""
        last = min(today, self.due)
        return sum(1 for entry in self.explain() if entry.number is not None and entry.day <= last)

    def urgency(self, today: date) -> Urgency:
        """Overdue, due today, within seven days, or later."""
        if today > self.due:
            return Urgency.OVERDUE
        if today == self.due:
            return Urgency.TODAY
        return Urgency.SOON if (self.due - today).days <= SOON_DAYS else Urgency.LATER

    def explain(self) -> list[CountedDay]:
        """Every day from the one after the start to the end, with its number or the reason it does not count."""
        lines: list[CountedDay] = []
        number = 0
        day = self.start
        while day < self.due:
            day += timedelta(days=1)
            span = next(
                (s for s in self.spans if s.starts_on <= day and (s.ends_on is None or day <= s.ends_on)),
                None,
            )
            if span is not None and self.period.unit is not Unit.WORKDAY:
                lines.append(CountedDay(day, None, f"扣除：{span.reason}"))
            elif self.period.unit is Unit.WORKDAY and not self.calendar.is_workday(day):
                lines.append(CountedDay(day, None, "休息日"))
            elif self.moved_from is not None and day > self.moved_from:
                lines.append(CountedDay(day, None, "末日遇休息日，顺延"))
            else:
                number += 1
                lines.append(CountedDay(day, number, ""))
        return lines

    def sentence(self) -> str:
        """`自 2026-10-09 起 90 日，扣除 6 日，至 2027-01-13（暂定）`."""
        text = f"自 {self.start} 起 {self.period.text()}"
        if self.deducted_days:
            text += f"，扣除 {self.deducted_days} 日"
        if self.moved_from is not None:
            text += "，末日遇休息日顺延"
        return f"{text}，至 {self.due}" + ("（暂定）" if self.provisional else "")


def compute_deadline(
    period: Period,
    start: date,
    calendar: WorkCalendar,
    spans: Sequence[Span] = (),
    *,
    today: date | None = None,
) -> Deadline:
    """The end of a period that starts after `start`.

    Spans push the end of calendar periods back, day by day, also when they meet the extension; overlapping spans count
    once; an open span counts up to `today` (needed then). ValueError for a span that ends before it starts, and for
    hours, which run from an instant (`clock.hours_end`).
    """
    if period.unit is Unit.HOUR:
        raise ValueError("a period of hours runs from an instant")
    closed = tuple(_closed(span, today) for span in spans)
    if period.unit is Unit.WORKDAY:
        due = calendar.add_workdays(start, period.number)
        return Deadline(period, start, due, 0, calendar.is_provisional(start, due), None, calendar, ())
    end = _plain_end(period, start)
    skipped = 0
    day = start if closed else end
    while day < end:
        day += timedelta(days=1)
        if any(span.starts_on <= day and span.ends_on is not None and day <= span.ends_on for span in closed):
            skipped += 1
            end += timedelta(days=1)
    due = calendar.next_workday(end)
    return Deadline(
        period,
        start,
        due,
        skipped,
        calendar.is_provisional(start, due),
        end if due != end else None,
        calendar,
        closed,
    )


def _closed(span: Span, today: date | None) -> Span:
    ends_on = span.ends_on if span.ends_on is not None else today
    if ends_on is None:
        raise ValueError("an open span needs today")
    if span.ends_on is not None and span.ends_on < span.starts_on:
        raise ValueError("a span ends before it starts")
    return Span(span.starts_on, ends_on, span.reason)


def _plain_end(period: Period, start: date) -> date:
    if period.unit is Unit.CALENDAR_DAY:
        return start + timedelta(days=period.number)
    months = period.number * (12 if period.unit is Unit.YEAR else 1)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
