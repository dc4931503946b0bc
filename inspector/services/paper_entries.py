"""Blanks of papers (填写项): what a paper of a case still needs by hand, and filling it from the window or the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inspector.db.store import Reader, Writer
from inspector.documents.content import runs_text
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.papervalues import PaperValues
from inspector.documents.wording import PaperField, Wording
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.money import parse_yuan, yuan_text
from inspector.domain.paper_records import PaperEntry
from inspector.domain.records import Case
from inspector.domain.text import clean_text
from inspector.domain.times import SHANGHAI, local, parse_day

SHORT_FIELD = 200
_ALLOWED_TIME = "日期和时间，如 2026-11-24 14:30"


class KnownFromRecordsError(RuleRefusedError):
    """A blank whose value stands in the records of the case: it is changed there, so that papers and records agree."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"“{field}”案件记录里已有：{value}",
            "文书照案件记录写，两处不同会使案卷前后矛盾",
            "要改的，到案件里改",
        )


@dataclass(frozen=True, slots=True)
class BlankView:
    """A blank of a paper as the page offers it: its type, what it reads now, and where that comes from."""

    name: str
    kind: str
    shown: str
    source: str
    typed: str

    @property
    def open(self) -> bool:
        """Whether the inspector may fill it."""
        return self.source != "record"


def read_entries(reader: Reader, case_id: str, kind: PaperKind, ordinal: int) -> tuple[tuple[str, str], ...]:
    """What was filled into one paper."""
    found = reader.find(PaperEntry, order=("field",), case_id=case_id, kind=kind.value, ordinal=ordinal)
    return tuple((entry.field, entry.value) for entry in found if entry.value)


def blanks(wording: Wording, dossier: Dossier) -> list[BlankView]:
    """The blanks of a paper in the order of its wording."""
    values = PaperValues(dossier, wording)
    entries = dict(dossier.entries)
    found = []
    for field in wording.fields:
        value = values.get(field.name)
        stored = entries.get(field.name, "")
        if values.recorded(field.name):
            source = "record"
        elif stored:
            source = "entry"
        else:
            source = "default" if value.known else ""
        shown = runs_text(value.runs) if value.known else ""
        found.append(BlankView(field.name, field.kind, shown, source, _typed(field, stored)))
    return found


def _typed(field: PaperField, stored: str) -> str:
    """A stored value as a person would type it."""
    if not stored:
        return ""
    match field.kind:
        case "时刻":
            return local(datetime.fromisoformat(stored)).strftime("%Y-%m-%d %H:%M")
        case "金额":
            return yuan_text(int(stored))
        case _:
            return stored


def stored_value(field: PaperField, text: str) -> str:
    """What is stored for a typed text: ISO day, UTC instant, fen, or the text. Raises InvalidValueError."""
    text = clean_text(text, field.name)
    if not text:
        return ""
    match field.kind:
        case "日期":
            return parse_day(text, field.name).isoformat()
        case "时刻":
            day, _, clock = text.replace("T", " ").replace("：", ":").partition(" ")
            try:
                hour, minute = (int(part) for part in clock.split(":"))
                moment = datetime.combine(parse_day(day, field.name), datetime.min.time(), SHANGHAI)
                return moment.replace(hour=hour, minute=minute).astimezone(UTC).isoformat()
            except ValueError:
                raise InvalidValueError(field.name, text, _ALLOWED_TIME) from None
        case "金额":
            return str(parse_yuan(text, field.name))
        case "文字" if len(text) > SHORT_FIELD:
            raise InvalidValueError(field.name, f"{text[:20]}…（{len(text)} 字）", f"不超过 {SHORT_FIELD} 字")
        case _:
            return text


def fill(
    writer: Writer,
    wording: Wording,
    dossier: Dossier,
    place: tuple[str, PaperKind, int],
    typed: Mapping[str, str],
) -> Changes:
    """Store what was typed into blanks of the paper `(case id, kind, ordinal)`; an empty text empties the blank.

    Raises InvalidValueError for an unknown field or an impossible value, KnownFromRecordsError.
    """
    case_id, kind, ordinal = place
    writer.get(Case, case_id)
    values = PaperValues(dossier, wording)
    if not 1 <= ordinal <= 99:
        raise InvalidValueError("第几份", ordinal, "1 到 99")
    for name, text in typed.items():
        field = wording.field(name)
        if field is None:
            raise InvalidValueError(
                "填写项", name, "、".join(field.name for field in wording.fields) or "这份文书没有填写项"
            )
        if values.recorded(name):
            raise KnownFromRecordsError(name, runs_text(values.get(name).runs))
        value = stored_value(field, text)
        found = writer.find(PaperEntry, case_id=case_id, kind=kind.value, ordinal=ordinal, field=name)
        if found and found[0].value == value:
            continue
        entry = PaperEntry(case_id=case_id, kind=kind.value, ordinal=ordinal, field=name, value=value)
        writer.put(replace(found[0], value=value) if found else entry, "paper.filled")
    return writer.changes()
