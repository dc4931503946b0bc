"""The counted lists of supervision (清单) as data: which lists there are, how each is counted, which complaints belong together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from inspector.domain.errors import InspectorError

FILE = "lists.toml"
_SECTIONS = {"lists", "complaints", "positive_list", "frequency", "figures"}
# Paragraphs of the year report that a figure may stand in.
REPORT_SECTIONS = ("cases", "voc", "machines", "water", "noise", "repair")
_FORMS = ("count", "money", "length", "share")
T = TypeVar("T")


class SupervisionDataError(InspectorError):
    """The file of the lists is broken: the key and what is wrong there."""

    exit_code = 5

    def __init__(self, key: str, fault: str) -> None:
        super().__init__(
            f"清单定义有错：{FILE} 的 {key or '整个文件'}：{fault}",
            "清单定义随程序提供，已存的清单没有改动",
            "换回随程序提供的文件，或改正这一处",
        )


class CountWay(StrEnum):
    """How rows become a figure: each row one, their quantities added, or each party once."""

    ROWS = "rows"
    QUANTITY = "quantity"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class ListKind:
    """A counted list. `sentence` is its clause in the year report with `{n}`; `headings` name the first column in bureau sheets."""

    id: str
    name: str
    unit: str
    count: CountWay
    day_heading: str
    group: str
    sentence: str
    rule: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintGroup:
    """Complaint kinds that the report counts together."""

    id: str
    name: str
    kinds: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure of the year report that is no list: how its number is shown and the sentence of its counting rule."""

    id: str
    name: str
    section: str
    form: str
    unit: str
    sentence: str
    rule: str
    by_change: bool


@dataclass(frozen=True, slots=True)
class FrequencyRule:
    """From how many visits within `days` another one asks for a reason; `verified` is whether the source was read."""

    days: int
    free_visits: int
    basis: str
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class ListRule:
    """Where the rules of the positive list stand and whether they were read."""

    basis: str
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class SupervisionRules:
    """Everything of the file."""

    lists: Mapping[str, ListKind]
    complaints: Mapping[str, ComplaintGroup]
    positive_list: ListRule
    frequency: FrequencyRule
    figures: Mapping[str, ReportFigure]


def load_supervision(folder: Path) -> SupervisionRules:
    """The rules of a folder. Raises SupervisionDataError."""
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError as trouble:
        raise SupervisionDataError("", f"读不出来（{trouble.strerror}）") from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise SupervisionDataError("", f"不是正确的 TOML（{trouble}）") from trouble
    return build_supervision(raw)


def build_supervision(raw: Mapping[str, object]) -> SupervisionRules:
    """The rules of a parsed file. Raises SupervisionDataError naming the key."""
    strange = sorted(set(raw) - _SECTIONS)
    if strange:
        raise SupervisionDataError(strange[0], "不认识的键")
    lists = _index("lists", [_record(ListKind, entry, "lists") for entry in _entries(raw, "lists")])
    figures = _index(
        "figures", [_record(ReportFigure, entry, "figures") for entry in _entries(raw, "figures")]
    )
    for key, sentence, section in (
        *((f"lists.{one.id}", one.sentence, one.group) for one in lists.values()),
        *((f"figures.{one.id}", one.sentence, one.section) for one in figures.values()),
    ):
        if sentence.count("{n}") != 1:
            raise SupervisionDataError(f"{key}.sentence", "要有且只有一个 {n}")
        if section not in REPORT_SECTIONS:
            raise SupervisionDataError(key, f"段落只能是 {'、'.join(REPORT_SECTIONS)}")
    for figure in figures.values():
        if figure.form not in _FORMS:
            raise SupervisionDataError(f"figures.{figure.id}.form", "、".join(_FORMS))
    groups = [_record(ComplaintGroup, entry, "complaints") for entry in _entries(raw, "complaints")]
    return SupervisionRules(
        lists,
        _index("complaints", groups),
        _record(ListRule, raw.get("positive_list"), "positive_list"),
        _record(FrequencyRule, raw.get("frequency"), "frequency"),
        figures,
    )


def _entries(raw: Mapping[str, object], section: str) -> Sequence[object]:
    entries = raw.get(section)
    if not isinstance(entries, list) or not entries:
        raise SupervisionDataError(section, "缺少这一节")
    return entries


def _record(kind: type[T], entry: object, section: str) -> T:
    """A record of a table: every key known, text as text, lists as tuples of text."""
    if not isinstance(entry, Mapping):
        raise SupervisionDataError(section, "应是一节键和值")
    where = f"{section}.{entry.get('id', '')}".rstrip(".")
    known = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]
    strange = sorted(set(entry) - set(known))
    if strange:
        raise SupervisionDataError(f"{where}.{strange[0]}", "不认识的键")
    values: dict[str, object] = {}
    for name, form in known.items():
        if name not in entry:
            if name == "headings":
                continue
            raise SupervisionDataError(f"{where}.{name}", "没有填")
        values[name] = _value(entry[name], form, f"{where}.{name}")
    return kind(**values)


def _value(value: object, form: str, where: str) -> object:
    if form == "CountWay":
        if value not in set(CountWay):
            raise SupervisionDataError(where, "只能是 rows、quantity、parties")
        return CountWay(str(value))
    if form.startswith("tuple"):
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            raise SupervisionDataError(where, "应是文字的列表")
        return tuple(value)
    wanted = {"str": str, "bool": bool, "int": int}[form]
    if type(value) is not wanted or (wanted is int and isinstance(value, int) and value < 0):
        raise SupervisionDataError(where, "类型不对")
    return value


def _index(section: str, records: Sequence[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for record in records:
        key = str(getattr(record, "id"))  # noqa: B009 - every record of a section has an id
        if key in found:
            raise SupervisionDataError(f"{section}.{key}", "重复")
        found[key] = record
    return found
