"""A facts file (事实文件) evaluated against the shipped law pack, without a workspace: for scripts and for checking the law."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from inspector.domain.errors import EnvironmentFaultError
from inspector.law.book import Book
from inspector.law.json_io import DocumentError, evaluate_document, sentences_of, unique_keys
from inspector.law.loader import load_pack
from inspector.paths import resources_dir
from inspector.services.calendars import published_calendar
from inspector.services.workspace import PACK_FOLDER

_LIMIT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class EvaluatedFile:
    """The evaluation: `document` ready for JSON, `sentences` for a terminal."""

    document: dict[str, object]
    sentences: list[str]


def evaluate_file(path: Path) -> EvaluatedFile:
    """Evaluate a UTF-8 JSON file as docs/facts-schema.md says.

    Raises EnvironmentFaultError when the file cannot be read, DocumentError for bad JSON and keys, InvalidValueError
    for values, RuleRefusedError when no text was in force on a day.
    """
    document = evaluate_document(shipped_book(), _read(path), published_calendar().workdays_between)
    return EvaluatedFile(document, sentences_of(document))


def shipped_book() -> Book:
    """The rule book that comes with the program. Raises LawPackError."""
    return load_pack(resources_dir() / "law" / PACK_FOLDER)


def _read(path: Path) -> dict[str, object]:
    try:
        content = path.read_bytes()
    except OSError as trouble:
        raise EnvironmentFaultError(
            f"读不出文件 {path.name}", trouble.strerror or "", "核对文件位置和权限后再试"
        ) from trouble
    if len(content) > _LIMIT_BYTES:
        raise DocumentError("", f"{len(content)} 字节，太大", f"不超过 {_LIMIT_BYTES} 字节")
    try:
        raw = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=unique_keys,
        )
    except (ValueError, RecursionError) as trouble:
        raise DocumentError("", f"不是正确的 JSON（{trouble}）", "UTF-8 的 JSON 对象") from trouble
    if not isinstance(raw, dict):
        raise DocumentError("", "不是对象", "{ 键: 值 }")
    return raw


def _no_constant(word: str) -> NoReturn:
    raise DocumentError(word, "不是数", "有限的数")
