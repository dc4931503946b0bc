"""A second way to count statutory days, by hand and day by day, with its own holiday table; shares no code with the program."""

from __future__ import annotations

import datetime

# Days off on Monday to Friday, and Saturdays and Sundays worked, as announced for 2025 and 2026 (from late September 2025).
OFF_DAYS = frozenset(
    [
        "2025-10-01",
        "2025-10-02",
        "2025-10-03",
        "2025-10-06",
        "2025-10-07",
        "2025-10-08",
        "2026-01-01",
        "2026-01-02",
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-02-20",
        "2026-02-23",
        "2026-04-06",
        "2026-05-01",
        "2026-05-04",
        "2026-05-05",
        "2026-06-19",
        "2026-09-25",
        "2026-10-01",
        "2026-10-02",
        "2026-10-05",
        "2026-10-06",
        "2026-10-07",
    ]
)
WORKED_WEEKENDS = frozenset(
    [
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ]
)


def works(day: datetime.date) -> bool:
    """Whether offices are open."""
    text = day.strftime("%Y-%m-%d")
    if text in WORKED_WEEKENDS:
        return True
    return day.strftime("%a") not in ("Sat", "Sun") and text not in OFF_DAYS


def end_of(number: int, unit: str, start_text: str, spans: str = "") -> str:
    """The last day of a period; spans as `first..last,first..last`, both included. One day is looked at after another."""
    start = day = datetime.datetime.strptime(start_text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    pairs = [pair.split("..") for pair in spans.split(",") if pair and pair != "-"]
    years, months = {"year": (number, 0), "month": (0, number)}.get(unit, (0, 0))
    goal_year, goal_month = start.year + years, start.month + months
    while goal_month > 12:
        goal_year, goal_month = goal_year + 1, goal_month - 12
    counted = 0
    while True:
        day = day + datetime.timedelta(days=1)
        text = day.strftime("%Y-%m-%d")
        if unit == "workday":
            counted += works(day)
            done = counted == number
        elif unit == "calday":
            counted += not any(first <= text <= last for first, last in pairs)
            done = counted == number
        else:
            ends_month = (day + datetime.timedelta(days=1)).month != day.month
            done = (day.year, day.month) == (goal_year, goal_month) and (
                day.day == start.day or (ends_month and day.day < start.day)
            )
        if done:
            break
    while not works(day):
        day = day + datetime.timedelta(days=1)
    return day.strftime("%Y-%m-%d")
