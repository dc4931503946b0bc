"""Deadlines as a calendar file (.ics, RFC 5545): CRLF line ends, lines folded at 75 octets, text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST_OCTETS = 75


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One all-day deadline; `uid` stays the same across exports, so that a second import replaces the first."""

    uid: str
    day: date
    title: str
    note: str = ""
    alarm_days: int = 1


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets of UTF-8, later ones after CRLF and a blank; no character is cut (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece = ""
    for char in line:
        if len((piece + char).encode()) > _LONGEST_OCTETS:
            pieces.append(piece)
            piece = " "
        piece += char
    pieces.append(piece)
    return "\r\n".join(pieces)


def escape(text: str) -> str:
    """Text value escaped (RFC 5545, 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def calendar_text(entries: Sequence[CalendarEntry], stamp: datetime) -> str:
    """The whole file. `stamp` is the instant of export (aware). Same input, same text. ValueError for a naive instant."""
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar is an aware instant")
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Inspector//Casework//ZH", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escape(entry.uid)}",
            f"DTSTAMP:{made}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(entry.title)}",
            *([f"DESCRIPTION:{escape(entry.note)}"] if entry.note else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escape(entry.title)}",
            f"TRIGGER:-P{entry.alarm_days}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines)
