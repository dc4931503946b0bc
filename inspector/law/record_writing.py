"""Records of a pack as TOML text: the inverse of record_reading. What equals its default is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal


def toml_of(section: str, records: Iterable[object]) -> str:
    """The records as entries of a section, in their order; reading the text gives equal records."""
    return "\n".join(
        f"[[{section}]]\n" + "".join(f"{key} = {text}\n" for key, text in _entries(record).items())
        for record in records
    )


def toml_text(text: str) -> str:
    """A text as TOML writes it."""
    # JSON escapes what TOML wants escaped, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entries(record: object) -> Mapping[str, str]:
    found = {}
    if not is_dataclass(record):
        raise TypeError(f"not a record: {type(record).__name__}")
    for item in fields(record):
        value = getattr(record, item.name)
        if value is not None and (item.default is MISSING or value != item.default):
            found[item.name] = _text(value)
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        inner = [_text(one) for one in value]
        if value and is_dataclass(value[0]):
            return "[\n" + "".join(f"  {one},\n" for one in inner) + "]"
        return f"[{', '.join(inner)}]"
    return "{ " + ", ".join(f"{key} = {text}" for key, text in _nested(value).items()) + " }"


def _nested(value: object) -> Mapping[str, str]:
    # An inline table stands on one line.
    return {key: " ".join(text.split("\n")) for key, text in _entries(value).items()}
