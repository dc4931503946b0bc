"""Recordings, papers and tables made for the tests; none is a file of anybody."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import xlsxwriter
from reportlab.pdfgen.canvas import Canvas


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(duration_ms: int = 12_500, made: int = 3_800_000_000, scale: int = 1000, wide: bool = False) -> bytes:
    """A container whose index states a duration; the media are four bytes."""
    if wide:
        header = b"\x01\0\0\0" + struct.pack(">QQIQ", made, made, scale, duration_ms) + bytes(80)
    else:
        header = bytes(4) + struct.pack(">IIII", made, made, scale, duration_ms) + bytes(80)
    moov = box(b"moov", box(b"mvhd", header))
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"mdat", b"film") + moov


def wav(seconds: float = 2.0, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(bytes(int(seconds * rate) * 2))
    return out.getvalue()


def pdf(pages: int = 3) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


LEVELS = [
    ("2026-11-20 23:00:00", 58.25, 71.0),
    ("2026-11-20 23:01:00", 63.8, 80.1),
    ("2026-11-20 23:02:00", 61.0, 75.5),
]


def level_csv(encoding: str = "gb18030") -> bytes:
    """As a sound-level meter writes it: some lines about the instrument, then the table."""
    lines = ["型号,AWA-示例", "编号,0001", "", "时间,LAeq(dB),LAFmax(dB)"]
    lines += [f"{stamp},{leq},{top}" for stamp, leq, top in LEVELS]
    return "\r\n".join(lines).encode(encoding)


def level_xlsx(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for column, head in enumerate(("日期", "时间", "TVOC(ppm)")):
        sheet.write(0, column, head)
    for row, value in enumerate((1.5, 120.25, 3.0), 1):
        sheet.write(row, 0, "2026/11/20")
        sheet.write(row, 1, f"10:0{row}:00")
        sheet.write(row, 2, value)
    book.close()
    return path
