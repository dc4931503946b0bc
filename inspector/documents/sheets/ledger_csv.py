"""The ledger as CSV: UTF-8 with BOM so that spreadsheets open Chinese right, and no cell that a spreadsheet would run."""

from __future__ import annotations

import contextlib
import csv
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.documents.sheets.columns import layout
from inspector.documents.sheets.rows import LedgerNotWrittenError, LedgerRow
from inspector.domain.ports import NoProgress, Progress, check_cancelled

_KEPT = "没有写出文件，数据未改动"
_STEP = 500
# What a spreadsheet takes for the start of a formula, also in full width; ' itself, so that taking it off is exact.
_RISKY = frozenset("=+-@\t\r\n＝＋－＠'")


@dataclass(frozen=True, slots=True)
class CsvWritten:
    """Rows written, and cells that got a ' in front."""

    rows: int
    guarded: int


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: ' is put before a first sign of a formula, also behind blanks."""
    bare = text.lstrip(" \u3000\xa0\ufeff\u200b\u200e\u200f")
    return f"'{text}" if text[:1] in _RISKY or bare[:1] in _RISKY else text


def unguarded(text: str) -> str:
    """The reverse of `guarded`, exactly."""
    return text[1:] if text.startswith("'") else text


def write_ledger_csv(
    path: Path,
    rows: Iterable[LedgerRow],
    columns: Sequence[str] = (),
    progress: Progress | None = None,
    expected: int = 0,
) -> CsvWritten:
    """Write the columns of 台账 beside the target, then put the file in place in one step.

    Raises CancelledError (no file), LedgerNotWrittenError, InvalidValueError for an unknown column.
    """
    progress = progress or NoProgress()
    chosen = layout(columns).columns
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    count = marked = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8-sig", newline="") as stream:
            out = csv.writer(stream, lineterminator="\r\n")
            out.writerow([column.name for column in chosen])
            for row in rows:
                if count % _STEP == 0:
                    progress.report(count, expected, row.party)
                    check_cancelled(progress, _KEPT)
                cells = []
                for column in chosen:
                    value = column.value(row)
                    text = _text(value, column.kind)
                    safe = guarded(text) if isinstance(value, str) else text
                    marked += safe != text
                    cells.append(safe)
                out.writerow(cells)
                count += 1
            check_cancelled(progress, _KEPT)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise LedgerNotWrittenError(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return CsvWritten(count, marked)


def _text(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        sign, fen = ("-", -value) if value < 0 else ("", value)
        return f"{sign}{fen // 100}.{fen % 100:02d}"
    return value.isoformat() if isinstance(value, date) else str(value)
