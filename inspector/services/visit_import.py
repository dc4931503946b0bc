"""A visit from a JSON file with its photos: the way a phone form, a script or a test hands one in.

Form (all instants with an offset, e.g. 2026-11-23T23:18:00+08:00):
{"checklist": id, "site_code": credit code, or "party": {"name", "code", "representative", "address"},
 "started_at", "ended_at", "place", "position": {"lat", "lon", "datum"}, "weather", "source_reference",
 "officers": [{"name", "card_number"}], "identity_shown", "rights_told", "person_in_charge", "person_role",
 "person_phone", "production", "permits", "statement", "findings", "intended_step",
 "answers": {item id: "met" | "unmet" | "unchecked" or {"answer", "note"}},
 "measurements": [{"quantity", "unit", "value", "maximum", "background", "point", "zone", "limit_id", "instrument",
 "instrument_number", "calibrated_until"}], "complete": true}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.geo import MICRO, Datum
from inspector.domain.identifiers import parse_credit_code
from inspector.domain.kinds import Answer, IntendedStep
from inspector.domain.ports import Progress
from inspector.domain.records import Officer, Site, Visit
from inspector.domain.times import parse_last_day
from inspector.services.officers import OfficerService
from inspector.services.photos import IntakeReport, PhotoService
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

_TEXTS = (
    "place",
    "weather",
    "source_reference",
    "person_in_charge",
    "person_role",
    "person_phone",
    "companion",
    "production",
    "permits",
    "statement",
    "findings",
)
_FLAGS = ("identity_shown", "rights_told")
_KNOWN = {
    "checklist",
    "site_code",
    "party",
    "started_at",
    "ended_at",
    "position",
    "officers",
    "intended_step",
    "answers",
    "measurements",
    "complete",
    *_TEXTS,
    *_FLAGS,
}


class VisitFileError(InspectorError):
    """The JSON file does not describe a visit; nothing was written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"读不出检查文件 {path.name}", f"{why}。没有写入任何内容", "按 docs/guide.md 的格式改好再导入"
        )


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """The stored visit, what became of its photos, and what it still lacks (labels)."""

    visit: Visit
    photos: IntakeReport | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says, checked and not yet stored."""

    checklist_id: str
    site: Site | None
    fields: Mapping[str, object]
    answers: Mapping[str, tuple[Answer, str]]
    readings: tuple[Mapping[str, object], ...]
    officers: tuple[Officer, ...]
    complete: bool


class VisitImportService:
    """Bring in a visit described by a file."""

    def __init__(
        self, workspace: Workspace, visits: VisitService, photos: PhotoService, officers: OfficerService
    ) -> None:
        self.workspace = workspace
        self.visits = visits
        self.photos = photos
        self.officers = officers

    def take(self, path: Path, photo_folder: Path | None, progress: Progress | None = None) -> ImportedVisit:
        """Read, check everything, then store. Raises VisitFileError before anything is written."""
        try:
            said = self._said(path)
        except InvalidValueError as error:
            # The sentence of a single field promises that the rest was stored: here nothing was.
            raise VisitFileError(path, f"{error.what}（{error.why}）") from error
        officers = [self._known_officer(officer) for officer in said.officers]
        visit, _ = self.visits.start(said.checklist_id, site=said.site, officers=officers)
        visit, _ = self.visits.update(visit.id, **said.fields)
        for item_id, (answer, note) in said.answers.items():
            self.visits.set_answer(visit.id, item_id, answer, note)
        for ordinal, reading in enumerate(said.readings, 1):
            self.visits.set_measurement(visit.id, ordinal, **reading)
        report = None
        if photo_folder is not None:
            report = self.photos.take_in([photo_folder], visit_id=visit.id, progress=progress)
        sheet = self.visits.sheet(visit.id)
        missing = tuple(item.label for item in sheet.missing())
        if said.complete and not missing:
            visit, _ = self.visits.complete(visit.id)
        return ImportedVisit(visit, report, missing)

    def _said(self, path: Path) -> _Said:
        """Everything the file says, each value checked. Raises VisitFileError, InvalidValueError."""
        content = _object(path)
        unknown = sorted(content.keys() - _KNOWN)
        if unknown:
            raise VisitFileError(path, f"有不认识的项：{'、'.join(unknown)}")
        checklist = self.workspace.book.checklist(_str(content, "checklist", path))
        site, party = self._party(content, path)
        return _Said(
            checklist_id=checklist.id,
            site=site,
            fields={**party, **_fields(content, path)},
            answers=_answers(content.get("answers", {}), {item.id for item in checklist.items}, path),
            readings=tuple(_reading(entry, path) for entry in _list(content, "measurements", path)),
            officers=tuple(_officer(entry, path) for entry in _list(content, "officers", path)),
            complete=bool(content.get("complete")),
        )

    def _party(self, content: Mapping[str, object], path: Path) -> tuple[Site | None, dict[str, object]]:
        if "site_code" in content:
            code = parse_credit_code(_str(content, "site_code", path))
            with self.workspace.read() as reader:
                found = reader.find(Site, credit_code=code)
            if not found:
                raise VisitFileError(path, f"监管对象里没有信用代码 {code}；先导入它，或改用 party")
            return found[0], {}
        party = content.get("party", {})
        if not isinstance(party, dict):
            raise VisitFileError(path, "party 应为一组字段")
        code = str(party.get("code", ""))
        return None, {
            "party_name": str(party.get("name", "")),
            "party_code": parse_credit_code(code) if code else None,
            "party_representative": str(party.get("representative", "")),
            "party_address": str(party.get("address", "")),
        }

    def _known_officer(self, officer: Officer) -> Officer:
        known = {other.card_number: other for other in self.officers.officers(active_only=False)}
        return known.get(officer.card_number) or self.officers.save_officer(officer)[0]


def _object(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise VisitFileError(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise VisitFileError(path, f"不是 JSON：{error}") from error
    if not isinstance(content, dict):
        raise VisitFileError(path, "最外层应为一个对象")
    return content


def _str(content: Mapping[str, object], key: str, path: Path) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value:
        raise VisitFileError(path, f"缺少 {key}")
    return value


def _list(content: Mapping[str, object], key: str, path: Path) -> Sequence[Mapping[str, object]]:
    value = content.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise VisitFileError(path, f"{key} 应为一列对象")
    return value


def _instant(value: object, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise InvalidValueError(field, value, "带时区的时间，如 2026-11-23T23:18:00+08:00") from None
    if moment.tzinfo is None:
        raise InvalidValueError(field, value, "带时区的时间，如 2026-11-23T23:18:00+08:00")
    return moment


def _fields(content: Mapping[str, object], path: Path) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name in _TEXTS:
        if name in content:
            if not isinstance(content[name], str):
                raise VisitFileError(path, f"{name} 应为文字")
            fields[name] = content[name]
    for name in _FLAGS:
        if name in content:
            if not isinstance(content[name], bool):
                raise VisitFileError(path, f"{name} 应为 true 或 false")
            fields[name] = content[name]
    for name, label in (("started_at", "开始时间"), ("ended_at", "结束时间")):
        if name in content:
            fields[name] = _instant(content[name], label)
    if "findings" in content:
        fields["findings_edited"] = True
    if "intended_step" in content:
        try:
            fields["intended_step"] = IntendedStep(str(content["intended_step"]))
        except ValueError:
            raise VisitFileError(
                path, f"intended_step 只能是 {'、'.join(step.value for step in IntendedStep)}"
            ) from None
    position = content.get("position")
    if isinstance(position, dict):
        fields["lat_e6"] = _scaled(position.get("lat"), MICRO, "纬度")
        fields["lon_e6"] = _scaled(position.get("lon"), MICRO, "经度")
        fields["datum"] = Datum(str(position.get("datum", Datum.UNKNOWN.value)))
    return fields


def _answers(value: object, known: set[str], path: Path) -> dict[str, tuple[Answer, str]]:
    if not isinstance(value, dict):
        raise VisitFileError(path, "answers 应为一组字段")
    found: dict[str, tuple[Answer, str]] = {}
    for item_id, given in value.items():
        word, note = (
            (given.get("answer"), str(given.get("note", ""))) if isinstance(given, dict) else (given, "")
        )
        if item_id not in known:
            raise VisitFileError(path, f"检查表里没有要点 {item_id}；有：{'、'.join(sorted(known))}")
        try:
            found[item_id] = (Answer(str(word)), note)
        except ValueError:
            raise VisitFileError(path, f"{item_id} 只能是 met、unmet、unchecked") from None
    return found


def _scaled(value: object, factor: int, field: str) -> int | None:
    if value is None:
        return None
    try:
        return int((Decimal(str(value)) * factor).to_integral_value())
    except (InvalidOperation, OverflowError, ValueError):
        raise InvalidValueError(field, value, "数字") from None


def _reading(entry: Mapping[str, object], path: Path) -> dict[str, object]:
    reading: dict[str, object] = {
        "quantity": _str(entry, "quantity", path),
        "unit": _str(entry, "unit", path),
    }
    for name in ("value", "maximum", "background"):
        reading[f"{name}_milli"] = _scaled(entry.get(name), 1000, "测量值")
    for name in ("point", "zone", "limit_id", "instrument", "instrument_number"):
        if name in entry:
            reading[name] = str(entry[name])
    if "measured_at" in entry:
        reading["measured_at"] = _instant(entry["measured_at"], "测量时间")
    if "calibrated_until" in entry:
        reading["calibrated_until"] = parse_last_day(str(entry["calibrated_until"]), "检定有效期")
    return reading


def _officer(entry: Mapping[str, object], path: Path) -> Officer:
    return Officer(name=_str(entry, "name", path), card_number=_str(entry, "card_number", path))
