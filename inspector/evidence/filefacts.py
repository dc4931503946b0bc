"""What an evidence file says about itself, as the parent keeps it: every bound checked again, nothing trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspector.evidence.attachments import FileFormat
from inspector.evidence.durations import LONGEST_MS
from inspector.evidence.errors import UndecodableError
from inspector.evidence.worker import PhotoWorker

_LONGEST_SUMMARY = 16_000


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Duration in milliseconds, stated time of making (UTC), pages, JSON summary; `unread` says why nothing was told."""

    duration_ms: int | None = None
    made_at: datetime | None = None
    pages: int | None = None
    summary: str = "{}"
    unread: str = ""


def read_file_facts(worker: PhotoWorker, path: Path, found: FileFormat, name: str) -> FileFacts:
    """Ask a child. A file it cannot read, or that ends it, is kept all the same: the facts then say `unread`.

    Raises DecoderFaultError when no child can start.
    """
    try:
        reply = worker.ask({"path": str(path), "file": found.value}, name)
    except UndecodableError as refused:
        return FileFacts(unread=refused.why)
    if "refused" in reply:
        return FileFacts(
            unread={"gone": "文件不在", "memory": "读取所需内存超出上限"}.get(
                str(reply["refused"]), "内容读不出"
            )
        )
    try:
        return _from_wire(reply.get("file"))
    except ValueError:
        return FileFacts(unread="读取结果超出允许范围")


def _from_wire(wire: object) -> FileFacts:
    if not isinstance(wire, dict):
        raise ValueError("facts are not an object")
    made_s = _number(wire.get("made_s"), 4_102_444_800)
    summary = json.dumps(wire.get("summary"), ensure_ascii=False, sort_keys=True)
    if not summary.startswith("{") or len(summary) > _LONGEST_SUMMARY:
        raise ValueError("summary out of bounds")
    return FileFacts(
        duration_ms=_number(wire.get("duration_ms"), LONGEST_MS),
        made_at=None if made_s is None else datetime.fromtimestamp(made_s, UTC),
        pages=_number(wire.get("pages"), 100_000),
        summary=summary,
    )


def _number(value: object, highest: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
        raise ValueError("number out of bounds")
    return value
