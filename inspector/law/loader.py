"""Reads law pack folders into a Book. Everything doubtful is refused, every fault at once by file and key; nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, cast

from inspector.law.book import Book
from inspector.law.cross_checks import cross_faults
from inspector.law.lists import AggravatingGround, LenientItem, LenientList
from inspector.law.manifest import MANIFEST, Pack, Trust, read_manifest, seal_manifest, sha256_of
from inspector.law.pack_faults import Faults, LawPackError
from inspector.law.record_reading import read_entries, read_record
from inspector.law.schema import (
    Checklist,
    Deadline,
    FactQuestion,
    Limit,
    Provision,
    Violation,
)
from inspector.law.tables import DiscretionTable

__all__ = ["MANIFEST", "LawPackError", "load_pack", "read_pack", "read_tables_of", "seal_manifest"]

T = TypeVar("T")
_SECTIONS: dict[str, type] = {
    "provisions": Provision,
    "violations": Violation,
    "lenient_items": LenientItem,
    "tables": DiscretionTable,
    "limits": Limit,
    "facts": FactQuestion,
    "deadlines": Deadline,
    "aggravating": AggravatingGround,
    "lists": LenientList,
}


class _Reading:
    """What has been read so far: records by section, where each stands, what was wrong."""

    def __init__(self, trust: Trust | None) -> None:
        self.faults = Faults()
        self.trust = trust
        self.packs: list[Pack] = []
        self.records: dict[str, dict[str, object]] = {section: {} for section in _SECTIONS}
        self.checklists: dict[str, Checklist] = {}
        self.places: dict[str, str] = {}
        self.unread: set[str] = set()

    def take_folder(self, folder: Path, prefix: str = "") -> Pack | None:
        """Manifest and files of one pack; `prefix` names the folder in faults where several are read."""
        faults = self.faults
        raw = _parsed(folder / MANIFEST, faults, prefix + MANIFEST)
        if raw is None:
            return None
        pack, files = read_manifest(raw, faults, self.trust, prefix + MANIFEST)
        present = {path.name for path in folder.glob("*.toml")} - {MANIFEST}
        for name in sorted(present ^ set(files)):
            fault = "清单里有、文件夹里没有" if name in files else "文件夹里有、清单里没有"
            faults.add(prefix + MANIFEST, f"files.{name}", fault, "清单列出的文件恰好是文件夹里的文件")
        for name in sorted(present):
            if name in files and sha256_of(folder / name) != files[name]:
                fault = "SHA-256 不符，文件被改过"
                faults.add(prefix + MANIFEST, f"files.{name}", fault, "与文件内容一致的 SHA-256")
            self._take_file(folder / name, prefix + name)
        if pack is not None:
            self.packs.append(pack)
        return pack

    def _take_file(self, path: Path, file: str) -> None:
        raw = _parsed(path, self.faults, file)
        for section, entries in (raw or {}).items():
            if section not in _SECTIONS:
                self.faults.add(file, section, "不认识的键", "、".join(_SECTIONS))
                continue
            found, broken = read_entries(_SECTIONS[section], entries, self.faults, file, section)
            self.unread |= broken
            for record in found:
                self._keep(section, record, file)

    def _keep(self, section: str, record: object, file: str) -> None:
        name = str(getattr(record, "id", None) or getattr(record, "key", ""))
        place = f"{section}[{name}]"
        if place in self.places:
            other = self.places[place]
            where = "同一文件里" if other == file else f"{other} 里"
            self.faults.add(file, place, f"编号重复，{where}已有", "每个编号只出现一次")
            return
        self.places[place] = file
        self.records[section][name] = record

    def take_checklists(self, folder: Path) -> None:
        """Every checklist file of a folder."""
        for path in sorted(folder.glob("*.toml")):
            raw = _parsed(path, self.faults, path.name)
            found = None if raw is None else read_record(Checklist, raw, self.faults, path.name)
            if found is None:
                continue
            place = f"checklists[{found.id}]"
            if found.id in self.checklists:
                self.faults.add(path.name, place, "编号重复", "每个编号只出现一次")
            self.places[place] = path.name
            self.checklists[found.id] = found

    def index(self, section: str, kind: type[T]) -> dict[str, T]:
        """The records of a section by id."""
        return cast(dict[str, T], self.records[section])


def load_pack(
    folder: Path,
    checklists: Path | None = None,
    *,
    added: Iterable[Path] = (),
    beside: Iterable[Path] | None = None,
    trust: Trust | None = None,
) -> Book:
    """The Book of a pack folder, of the lists of other regions (`beside`, else `lists-*` beside it), and of the checklist folder.

    `added`: a bureau's own packs, whose tables take the place of the published ones for the acts they name. `trust`:
    what checks signatures; a signed pack is refused without it. The checklist folder is by default `../../checklists`.
    The version names the added packs too: `2026.11.2+own-2026.12.1`. Raises LawPackError with every fault.
    """
    reading = _Reading(trust)
    own = reading.take_folder(folder)
    for region in sorted(folder.parent.glob("lists-*")) if beside is None else beside:
        reading.take_folder(region, f"{region.name}/")
    further = [reading.take_folder(extra, f"{extra.name}/") for extra in added]
    reading.take_checklists(checklists or folder.parent.parent / "checklists")
    book = Book(
        version="+".join(
            [own.version if own else "", *(f"{one.id}-{one.version}" for one in further if one)]
        ),
        provisions=reading.index("provisions", Provision),
        violations=_with_tables(reading),
        lenient_items=reading.index("lenient_items", LenientItem),
        tables=reading.index("tables", DiscretionTable),
        limits=reading.index("limits", Limit),
        facts=reading.index("facts", FactQuestion),
        deadlines=reading.index("deadlines", Deadline),
        checklist_index=reading.checklists,
        aggravating=reading.index("aggravating", AggravatingGround),
        lists=reading.index("lists", LenientList),
        packs=tuple(reading.packs),
    )
    for record, key, fault, allowed in cross_faults(book, frozenset(reading.unread)):
        file = reading.places.get(record.partition("]")[0] + "]", folder.name)
        reading.faults.add(file, f"{record}.{key}", fault, allowed)
    reading.faults.refuse()
    return book


def read_pack(folder: Path, trust: Trust | None = None) -> Pack:
    """Who a pack is, its files read and its signature checked, without the records around it. Raises LawPackError."""
    reading = _Reading(trust)
    pack = reading.take_folder(folder)
    if pack is None:
        raise LawPackError(reading.faults.found)
    reading.faults.refuse()
    return pack


def read_tables_of(folder: Path, trust: Trust | None = None) -> tuple[Pack, tuple[DiscretionTable, ...]]:
    """A pack and its own discretion tables, without the records around it. Raises LawPackError."""
    reading = _Reading(trust)
    pack = reading.take_folder(folder)
    if pack is None:
        raise LawPackError(reading.faults.found)
    reading.faults.refuse()
    return pack, tuple(reading.index("tables", DiscretionTable).values())


def _with_tables(reading: _Reading) -> dict[str, Violation]:
    """The acts, those named by a bureau's own table with that table."""
    acts = reading.index("violations", Violation)
    owner: dict[str, str] = {}
    for table in reading.index("tables", DiscretionTable).values():
        for act in table.acts:
            if act in owner:
                place = f"tables[{table.id}]"
                fault = f"{act} 已由 {owner[act]} 使用"
                reading.faults.add(
                    reading.places[place], f"{place}.acts", fault, "一个行为至多一张自有裁量表"
                )
            elif act in acts:
                acts[act] = replace(acts[act], table=table.id, no_table_reason="")
            owner[act] = table.id
    return acts


def _parsed(path: Path, faults: Faults, file: str) -> dict[str, object] | None:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream, parse_float=Decimal)
    except OSError as trouble:
        faults.add(file, "", f"读不出来（{trouble.strerror}）")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as trouble:
        faults.add(file, "", f"不是正确的 TOML（{trouble}）", "UTF-8 的 TOML 文件")
    return None
