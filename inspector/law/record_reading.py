"""Turns parsed TOML into the records of a pack by their types; every wrong key and value becomes a fault, none is guessed."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from inspector.law.pack_faults import Faults

T = TypeVar("T")

# Reads one value: (value, faults, file, key of the record, name of the field). The key of a fault is put together
# only when there is one: a pack has some 60,000 values.
_Reader = Callable[[object, Faults, str, str, str], object]
_ALLOWED = {str: "文字", int: "不小于 0 的整数", bool: "true 或 false", Decimal: "数字", date: "日期"}


class _Broken:
    """Stands where a value could not be read; a record that holds one is left out."""


_BROKEN: Final = _Broken()


def read_entries(
    kind: type, raw: object, faults: Faults, file: str, section: str
) -> tuple[list[object], set[str]]:
    """The records of a section, and the ids of those that could not be read."""
    if not isinstance(raw, list):
        faults.add(file, section, "不是列表", f"[[{section}]]")
        return [], set()
    found: list[object] = []
    broken: set[str] = set()
    for place, entry in enumerate(raw):
        name = _name(entry, place)
        record = _record(kind, entry, faults, file, f"{section}[{name}]")
        if record is _BROKEN:
            broken.add(name)
        else:
            found.append(record)
    return found, broken


def read_record(kind: type[T], raw: object, faults: Faults, file: str) -> T | None:
    """One record that is a whole file; None when it could not be read."""
    record = _record(kind, raw, faults, file, "")
    return None if record is _BROKEN else cast(T, record)


def check_keys(
    raw: Mapping[str, object], faults: Faults, file: str, key: str, allowed: Iterable[str]
) -> None:
    """Every key that is not allowed becomes a fault."""
    names = set(allowed)
    for name in raw:
        if name not in names:
            faults.add(file, _joined(key, name), "不认识的键", "、".join(sorted(names)))


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}".lstrip(".")


def _name(entry: object, place: int) -> str:
    if isinstance(entry, dict):
        return str(entry.get("id") or entry.get("key") or place + 1)
    return str(place + 1)


def _record(kind: type, raw: object, faults: Faults, file: str, key: str) -> object:
    if not isinstance(raw, dict):
        faults.add(file, key, "不是表", "键 = 值")
        return _BROKEN
    wanted = _wanted(kind)
    sound = True
    if not raw.keys() <= wanted.keys():
        check_keys(raw, faults, file, key, wanted)
        sound = False
    values: dict[str, object] = {}
    for name, (reader, required) in wanted.items():
        if name in raw:
            value = reader(raw[name], faults, file, key, name)
            if value is _BROKEN:
                sound = False
            else:
                values[name] = value
        elif required:
            faults.add(file, _joined(key, name), "缺少这个键", "必填")
            sound = False
    return kind(**values) if sound else _BROKEN


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


def _word(allowed: tuple[object, ...], raw: object, faults: Faults, file: str, key: str, name: str) -> object:
    if raw in allowed:
        return raw
    faults.add(file, _joined(key, name), f"不能是 {raw!r}", "、".join(str(word) for word in allowed))
    return _BROKEN


def _list(reader: _Reader, raw: object, faults: Faults, file: str, key: str, name: str) -> object:
    if not isinstance(raw, list):
        faults.add(file, _joined(key, name), "不是列表", "[ ]")
        return _BROKEN
    found = tuple(
        reader(one, faults, file, key, f"{name}[{_name(one, place)}]") for place, one in enumerate(raw)
    )
    return _BROKEN if any(one is _BROKEN for one in found) else found


def _nested(kind: type, raw: object, faults: Faults, file: str, key: str, name: str) -> object:
    return _record(kind, raw, faults, file, _joined(key, name))


def _plain(kind: type, raw: object, faults: Faults, file: str, key: str, name: str) -> object:
    given = type(raw)
    if given is kind:
        if kind is int:
            if cast(int, raw) >= 0:
                return raw
        elif kind is not Decimal or cast(Decimal, raw).is_finite():
            return raw
    elif kind is Decimal and given is int:
        return Decimal(cast(int, raw))
    faults.add(file, _joined(key, name), f"不能是 {raw!r}", _ALLOWED.get(kind, str(kind)))
    return _BROKEN
