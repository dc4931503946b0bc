"""Instants and local days. Instants are stored in UTC; statutory days are dates in Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from inspector.domain.errors import InvalidValueError

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
_WEEKDAYS = "一二三四五六日"


def utc_text(moment: datetime) -> str:
    """Fixed-width UTC text `YYYY-MM-DDTHH:MM:SS.ffffffZ`, sortable as text. Refuses naive values."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a timezone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_utc(text: str) -> datetime:
    """The reverse of `utc_text`."""
    return datetime.fromisoformat(text)


def local(moment: datetime) -> datetime:
    """The same instant on a Shenzhen wall clock."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a timezone")
    return moment.astimezone(SHANGHAI)


def local_day(moment: datetime) -> date:
    """The calendar day in Shenzhen on which an instant falls."""
    return local(moment).date()


def at_local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A Shenzhen wall-clock time as an aware instant."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def span_of_days(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and the last instant of Shenzhen days, for fields that hold instants."""
    return at_local(first), at_local(last + timedelta(days=1)) - timedelta(microseconds=1)


def parse_day(text: str, field: str = "日期") -> date:
    """A day typed by a person or read from a sheet: 2026-11-24, 2026/11/24, 2026.11.24, 2026年11月24日, 20261124.

    Raises InvalidValueError for impossible days (2026-02-30), unknown forms, and years that only a slip gives (0202, 9999).
    """
    cleaned = (
        text.strip()
        .replace("年", "-")
        .replace("月", "-")
        .replace("日", "")
        .replace("/", "-")
        .replace(".", "-")
    )
    if cleaned.isdigit() and len(cleaned) == 8:
        cleaned = f"{cleaned[:4]}-{cleaned[4:6]}-{cleaned[6:]}"
    parts = cleaned.split("-")
    try:
        if len(parts) != 3:
            raise ValueError
        day = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise InvalidValueError(field, text, "实际存在的日期，如 2026-11-24") from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise InvalidValueError(field, text, f"{EARLIEST_YEAR} 至 {LATEST_YEAR} 年的日期")
    return day


def parse_last_day(text: str, field: str = "日期") -> date:
    """The last day of something, else as `parse_day`: 9999-12-31, as registers write 长期, is no slip here."""
    return date.max if text.strip() == date.max.isoformat() else parse_day(text, field)


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a year, both counted. Raises InvalidValueError for a year that only a slip gives."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise InvalidValueError("年份", year, f"{EARLIEST_YEAR} 至 {LATEST_YEAR}")
    return date(year, 1, 1), date(year, 12, 31)


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def day_prose(day: date) -> str:
    """`11月24日 周二`."""
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def day_letter(day: date) -> str:
    """`2026年11月24日`, the form of letters (GB/T 9704: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def minute_letter(moment: datetime) -> str:
    """`2026年11月24日23时18分`."""
    here = local(moment)
    return f"{day_letter(here.date())}{here.hour}时{here.minute:02d}分"
