"""Reading other evidence files in the child: duration, pages, what a table holds. A file that does not say is unknown."""

from __future__ import annotations

import zipfile
from pathlib import Path

from inspector.evidence.attachments import BOXED, FileFormat
from inspector.evidence.durations import boxed_duration, wave_duration
from inspector.evidence.exports import summarise_table


def answer_file(request: dict[str, object]) -> dict[str, object]:
    """The reply to `{path, file: FORMAT}`: `{file: {duration_ms, made_s, pages, summary}}`, or `{refused: unread}`."""
    path, found = Path(str(request["path"])), FileFormat(str(request["file"]))
    try:
        return {"file": _facts(path, found)}
    except FileNotFoundError:
        return {"refused": "gone"}
    except MemoryError:
        return {"refused": "memory"}
    except (
        OSError,
        ValueError,
        RuntimeError,
        LookupError,
        TypeError,
        ArithmeticError,
        zipfile.BadZipFile,
    ) as error:
        return {"refused": "unread", "detail": type(error).__name__}


def _facts(path: Path, found: FileFormat) -> dict[str, object]:
    facts: dict[str, object] = {"duration_ms": None, "made_s": None, "pages": None, "summary": {}}
    if found in BOXED:
        with path.open("rb") as file:
            facts["duration_ms"], made = boxed_duration(file)
        facts["made_s"] = None if made is None else int(made.timestamp())
    elif found is FileFormat.WAV:
        with path.open("rb") as file:
            facts["duration_ms"] = wave_duration(file)
    elif found is FileFormat.PDF:
        facts["pages"] = _pages(path)
    elif found in (FileFormat.CSV, FileFormat.XLSX):
        facts["summary"] = summarise_table(path, found is FileFormat.XLSX)
    return facts


def _pages(path: Path) -> int:
    """Pages of a PDF, the last of them really opened. Raises RuntimeError (PdfiumError) when it cannot be read."""
    import pypdfium2

    document = pypdfium2.PdfDocument(str(path))
    try:
        count = len(document)
        document[count - 1].close()
        return count
    finally:
        document.close()
