"""How long a recording says it is (时长): MP4/MOV `mvhd` and WAV headers, read with no trust in any size they state.

A claim that cannot be (longer than thirty days, no time scale, outside the file) is None, which is shown as unknown.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

LONGEST_MS = 30 * 24 * 3600 * 1000
_MOST_BOXES = 10_000
_MOST_CHUNKS = 1000
# QuickTime counts from 1904 (ISO/IEC 14496-12, 8.2.2).
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)


def boxed_duration(file: BinaryIO) -> tuple[int | None, datetime | None]:
    """Duration in milliseconds and the stated time of making (UTC) of an MP4 or MOV; None for what is not told."""
    size = file.seek(0, os.SEEK_END)
    movie = _find(file, 0, size, b"moov")
    header = movie and _find(file, *movie, b"mvhd")
    if not header:
        return None, None
    file.seek(header[0])
    body = file.read(min(header[1] - header[0], 120))
    wide = body[:1] == b"\x01"
    if len(body) < (32 if wide else 20):
        return None, None
    if wide:
        made, scale, length = (int.from_bytes(body[a:b], "big") for a, b in ((4, 12), (20, 24), (24, 32)))
        unknown = (1 << 64) - 1
    else:
        made, scale, length = (int.from_bytes(body[a:b], "big") for a, b in ((4, 8), (12, 16), (16, 20)))
        unknown = (1 << 32) - 1
    known = scale > 0 and 0 < length < unknown
    return _possible(length * 1000 // scale) if known else None, _instant(made)


def wave_duration(file: BinaryIO) -> int | None:
    """Duration in milliseconds of a WAV: bytes really there behind the `data` head, by the stated bytes a second."""
    size = file.seek(0, os.SEEK_END)
    rate, at = 0, 12
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return None
        length = int.from_bytes(head[4:], "little")
        if head[:4] == b"fmt ":
            rate = int.from_bytes(file.read(12)[8:12], "little")
        elif head[:4] == b"data":
            # A recorder cut off leaves 0 or all ones; what lies there counts, never more.
            there = size - at - 8
            data = there if length in (0, (1 << 32) - 1) else min(length, there)
            return _possible(data * 1000 // rate) if rate > 0 else None
        at += 8 + length + (length & 1)
    return None


def _find(file: BinaryIO, start: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """Where the first box of a kind has its content, between two places; None when a length leads astray."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return None
        file.seek(at)
        head = file.read(16)
        length, kind, skip = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1 and len(head) == 16:
            length, skip = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = end - at
        if length < skip or at + length > end:
            return None
        if kind == wanted:
            return at + skip, at + length
        at += length
    return None


def _possible(duration_ms: int) -> int | None:
    return duration_ms if 0 <= duration_ms <= LONGEST_MS else None


def _instant(seconds: int) -> datetime | None:
    """The claimed instant; cameras without a clock write 0."""
    if not 0 < seconds < 1 << 33:
        return None
    made = _EPOCH + timedelta(seconds=seconds)
    return made if made.year >= 1990 else None
