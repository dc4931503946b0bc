"""Reads a law pack folder into a Book. Everything doubtful is refused by file and key; nothing is guessed."""

from __future__ import annotations

import hashlib
import tomllib
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from inspector.domain.errors import InspectorError
from inspector.law.book import Book
from inspector.law.list_checks import list_faults
from inspector.law.lists import AggravatingGround, LenientItem, LenientList
from inspector.law.schema import (
    Checklist,
    Deadline,
    FactQuestion,
    Limit,
    Provision,
    Violation,
)
from inspector.law.table_checks import check_table
from inspector.law.tables import DiscretionTable

T = TypeVar("T")
MANIFEST = "manifest.toml"
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


class LawPackError(InspectorError):
    """A law pack is broken: the file, the key, and what is allowed there."""

    exit_code = 5

    def __init__(self, file: str, key: str, fault: str, allowed: str = "") -> None:
        self.file = file
        self.key = key
        super().__init__(
            f"法律包有错：{file} 的 {key or '整个文件'}：{fault}",
            f"允许：{allowed}" if allowed else "",
            "换回随程序提供的法律包，或改正这一处",
        )


def load_pack(folder: Path, checklists: Path | None = None) -> Book:
    """The Book of a pack folder, of the lists of other regions beside it (`lists-*`), and of the checklist folder.

    The checklist folder is by default `../../checklists`. Raises LawPackError.
    """
    manifest, records = _gather(folder)
    for region in sorted(folder.parent.glob("lists-*")):
        for section, entries in _gather(region)[1].items():
            records[section] += entries
    lists = []
    for path in sorted((checklists or folder.parent.parent / "checklists").glob("*.toml")):
        lists.append(_record(Checklist, _read(path), path.name, ""))
    version = manifest["version"]
    if not isinstance(version, str) or not version:
        raise LawPackError(MANIFEST, "version", f"不能是 {version!r}", "文字，如 2026.11.1")
    book = Book(
        version=version,
        provisions=_index(cast(list[Provision], records["provisions"]), "provisions"),
        violations=_index(cast(list[Violation], records["violations"]), "violations"),
        lenient_items=_index(cast(list[LenientItem], records["lenient_items"]), "lenient_items"),
        tables=_index(cast(list[DiscretionTable], records["tables"]), "tables"),
        limits=_index(cast(list[Limit], records["limits"]), "limits"),
        facts=_index(cast(list[FactQuestion], records["facts"]), "facts"),
        deadlines=_index(cast(list[Deadline], records["deadlines"]), "deadlines"),
        checklist_index=_index(lists, "checklists"),
        aggravating=_index(cast(list[AggravatingGround], records["aggravating"]), "aggravating"),
        lists=_index(cast(list[LenientList], records["lists"]), "lists"),
    )
    _cross_check(book)
    return book


def _gather(folder: Path) -> tuple[dict[str, object], dict[str, list[object]]]:
    """The manifest of a folder and its records by section."""
    manifest = _read(folder / MANIFEST)
    _keys(manifest, MANIFEST, "", {"id", "version", "region", "valid_from", "files"})
    files = manifest["files"]
    if not isinstance(files, dict):
        raise LawPackError(MANIFEST, "files", "不是表", "文件名 = SHA-256")
    present = {path.name for path in folder.glob("*.toml")} - {MANIFEST}
    for name in sorted(present ^ set(files)):
        raise LawPackError(
            MANIFEST, f"files.{name}", "文件与清单不一致", "清单列出的文件恰好是文件夹里的文件"
        )
    records: dict[str, list[object]] = {section: [] for section in _SECTIONS}
    for name in sorted(files):
        if _sha256(folder / name) != files[name]:
            raise LawPackError(
                MANIFEST, f"files.{name}", "SHA-256 不符，文件被改过", "与文件内容一致的 SHA-256"
            )
        for section, entries in _read(folder / name).items():
            if section not in _SECTIONS:
                raise LawPackError(name, section, "不认识的键", "、".join(_SECTIONS))
            records[section] += _entries(_SECTIONS[section], entries, name, section)
    return manifest, records


def seal_manifest(folder: Path) -> str:
    """Manifest text with the present SHA-256 of every file; the caller writes it."""
    old = (folder / MANIFEST).read_text(encoding="utf-8")
    head = old.split("[files]")[0].rstrip()
    names = sorted(path.name for path in folder.glob("*.toml") if path.name != MANIFEST)
    return head + "\n\n[files]\n" + "".join(f'"{name}" = "{_sha256(folder / name)}"\n' for name in names)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream, parse_float=Decimal)
    except OSError as trouble:
        raise LawPackError(path.name, "", f"读不出来（{trouble.strerror}）") from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise LawPackError(path.name, "", f"不是正确的 TOML（{trouble}）", "UTF-8 的 TOML 文件") from trouble


def _keys(raw: Mapping[str, object], file: str, key: str, allowed: Iterable[str]) -> None:
    names = set(allowed)
    for name in raw:
        if name not in names:
            raise LawPackError(file, f"{key}.{name}".lstrip("."), "不认识的键", "、".join(sorted(names)))
    if file == MANIFEST:
        for name in sorted(names - set(raw)):
            raise LawPackError(file, name, "缺少这个键", "必填")


def _entries(kind: type, raw: object, file: str, key: str) -> list[object]:
    if not isinstance(raw, list):
        raise LawPackError(file, key, "不是列表", f"[[{key}]]")
    return [_record(kind, entry, file, f"{key}[{_name(entry, place)}]") for place, entry in enumerate(raw)]


def _name(entry: object, place: int) -> str:
    if isinstance(entry, dict):
        return str(entry.get("id") or entry.get("key") or place + 1)
    return str(place + 1)


def _record(kind: type[T], raw: object, file: str, key: str) -> T:
    if not isinstance(raw, dict):
        raise LawPackError(file, key, "不是表", "键 = 值")
    wanted = _wanted(kind)
    if not raw.keys() <= wanted.keys():
        _keys(raw, file, key, wanted)
    values: dict[str, object] = {}
    for name, (reader, required) in wanted.items():
        if name in raw:
            values[name] = reader(raw[name], file, key, name)
        elif required:
            raise LawPackError(file, f"{key}.{name}".lstrip("."), "缺少这个键", "必填")
    return kind(**values)


# Reads one value: (value, file, key of the record, name of the field); the key of a fault is put together only then.
_Reader = Callable[[object, str, str, str], object]


_fields: dict[type, dict[str, tuple[_Reader, bool]]] = {}


def _wanted(kind: type) -> dict[str, tuple[_Reader, bool]]:
    """The fields of a record with what reads each and whether it must be there, made once a kind."""
    if kind not in _fields:
        hints = get_type_hints(kind)
        _fields[kind] = {
            item.name: (_reader(hints[item.name]), item.default is MISSING) for item in fields(kind)
        }
    return _fields[kind]


def _reader(kind: object) -> _Reader:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _reader(arguments[0])
    if origin is Literal:
        return partial(_word, arguments)
    if origin is tuple:
        return partial(_list, _reader(arguments[0]))
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_nested, kind)
    return partial(_plain, cast(type, kind))


def _word(allowed: tuple[object, ...], raw: object, file: str, key: str, name: str) -> object:
    if raw not in allowed:
        raise LawPackError(
            file, f"{key}.{name}".lstrip("."), f"不能是 {raw!r}", "、".join(str(word) for word in allowed)
        )
    return raw


def _list(reader: _Reader, raw: object, file: str, key: str, name: str) -> object:
    if not isinstance(raw, list):
        raise LawPackError(file, f"{key}.{name}".lstrip("."), "不是列表", "[ ]")
    return tuple(reader(one, file, key, f"{name}[{_name(one, place)}]") for place, one in enumerate(raw))


def _nested(kind: type, raw: object, file: str, key: str, name: str) -> object:
    return _record(kind, raw, file, f"{key}.{name}".lstrip("."))


_ALLOWED = {str: "文字", int: "不小于 0 的整数", bool: "true 或 false", Decimal: "数字", date: "日期"}


def _plain(kind: type, raw: object, file: str, key: str, name: str) -> object:
    given = type(raw)
    if given is kind and (kind is not int or cast(int, raw) >= 0):
        return raw
    if kind is Decimal and given is int:
        return Decimal(cast(int, raw))
    raise LawPackError(file, f"{key}.{name}".lstrip("."), f"不能是 {raw!r}", _ALLOWED.get(kind, str(kind)))


def _index(records: Iterable[T], section: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for record in records:
        name = str(getattr(record, "id", None) or getattr(record, "key", ""))
        if name in found:
            raise LawPackError(section, name, "编号重复", "每个编号只出现一次")
        found[name] = record
    return found


def _cross_check(book: Book) -> None:
    def known(names: Iterable[str], index: Mapping[str, object], where: str, what: str) -> None:
        for name in names:
            if name not in index:
                raise LawPackError(where, what, f"引用了不存在的 {name}", "已有的编号")

    for violation in book.violations.values():
        where = f"violations[{violation.id}]"
        known(violation.provisions, book.provisions, where, "provisions")
        known(violation.lenient_items, book.lenient_items, where, "lenient_items")
        known([violation.table] if violation.table else [], book.tables, where, "table")
        if not violation.provisions or bool(violation.table) == bool(violation.no_table_reason):
            raise LawPackError(
                where, "table", "须有罚则，且有裁量表或说明为何没有", "table 与 no_table_reason 二选一"
            )
        _check_succession(book, violation)
    for provision in book.provisions.values():
        where = f"provisions[{provision.id}]"
        if provision.in_force_to is not None and provision.in_force_to < provision.in_force_from:
            raise LawPackError(where, "in_force_to", "早于施行日", "不早于 in_force_from")
        if provision.fine.max_fen < provision.fine.min_fen:
            raise LawPackError(where, "fine", "最高额小于最低额", "min_fen 不大于 max_fen")
    for where, key, fault, allowed in list_faults(book):
        raise LawPackError(where, key, fault, allowed)
    for table in book.tables.values():
        _check_table(table)
    for checklist in book.checklists:
        for entry in checklist.items:
            known(entry.violations, book.violations, f"checklists[{checklist.id}].{entry.id}", "violations")


def _check_succession(book: Book, violation: Violation) -> None:
    texts = book.provisions_of(violation.id)
    for earlier, later in pairwise(texts):
        if earlier.in_force_to is None or later.in_force_from <= earlier.in_force_to:
            raise LawPackError(
                f"violations[{violation.id}]",
                "provisions",
                f"{earlier.id} 与 {later.id} 在 {later.in_force_from} 同时施行",
                "同一行为每天至多一条罚则施行",
            )


def _check_table(table: DiscretionTable) -> None:
    check = check_table(table)
    if not check.sound:
        fault = check.faults[0]
        raise LawPackError(f"tables[{table.id}]", fault.key, fault.what, fault.allowed)
