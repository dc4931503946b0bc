"""Wordings (文书式样): what a paper says and which blanks it has, read from one TOML file a kind.

A file names title, number, lay-out (`letter`, `record`, `form`, `photos`, `cover`, `spine`), the fields an inspector may fill, the required
elements (必备要素, 评查2024 as restated for this project) and the body: items in order, each one of

- `heading`: numbered 一、二、 in letters and reports;
- `text`: a paragraph with `{名称}` for values, `{名称:12}` for a blank of twelve characters, `{名称。}` for a value that
  ends as a sentence, whether or not a stop was typed; `when` / `unless`: only when a
  value is known / unknown; `indent = 0` for a salutation; `line`: a label before a text of the head of a letter;
  `lead`: words in bold before it; `count = true`: numbered 一、二、 among those that stand, the lead only before the first;
- `row`: label and text, or two pairs; `long`: label with running `text`; `opinion`: label with `signer` and `text`;
- `table`: head, widths and the open rows for handwriting; `part`: a structured part by its name in `paperparts`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inspector.domain.errors import InvalidValueError
from inspector.paths import resources_dir

PLACE = re.compile(r"\{([^{}:。]+)(?::(\d+))?(。?)\}")
LAYOUTS = ("letter", "record", "form", "photos", "cover", "spine")
TYPES = ("文字", "长文", "日期", "时刻", "金额")
_ITEM_KEYS = ("heading", "text", "row", "long", "opinion", "table", "part", "strike")
_KNOWN = frozenset(
    {
        *_ITEM_KEYS,
        "when",
        "unless",
        "indent",
        "line",
        "signer",
        "least",
        "head",
        "widths",
        "open",
        "struck",
        "lead",
        "count",
    }
)


@dataclass(frozen=True, slots=True)
class PaperField:
    """A blank the inspector may fill. `kind` is one of TYPES, `ems` the width of the blank; `default` a text with places."""

    name: str
    kind: str
    ems: float = 8
    default: str = ""


@dataclass(frozen=True, slots=True)
class RequiredElement:
    """A required element: values that must be known, and words that the wording must keep."""

    name: str
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the body; `kind` is one of the item keys, `texts` its text or the texts of its row."""

    kind: str
    texts: tuple[str, ...]
    when: str = ""
    unless: str = ""
    indent: int = 2
    line: str = ""
    signer: str = ""
    least: float = 66.0
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    open_rows: int = 0
    struck: bool = False
    lead: str = ""
    count: bool = False

    def places(self) -> tuple[str, ...]:
        """Names of the values its texts show."""
        return tuple(match.group(1) for text in self.texts for match in PLACE.finditer(text))


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of paper is worded. `name`: what lists call it when its title alone would be mistaken. `place` orders it in the case; `after` are the steps that make it due, empty: always."""

    title: str
    number: str
    layout: str
    body: tuple[Item, ...]
    counted: bool = True
    dated: bool = True
    name: str = ""
    place: int = 0
    after: tuple[str, ...] = ()
    number_label: str = "编号"
    foot_mm: float = 0.0
    fields: tuple[PaperField, ...] = ()
    elements: tuple[RequiredElement, ...] = ()
    signs: tuple[tuple[tuple[str, float], ...], ...] = ()

    def field(self, name: str) -> PaperField | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)


def _texts(value: object, what: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise InvalidValueError("文书式样", what, "文字，或一列文字")


def _item(raw: Mapping[str, Any], number: int) -> Item:
    kinds = [
        key for key in _ITEM_KEYS if key in raw and not (key == "text" and {"long", "opinion"} & set(raw))
    ]
    strange = sorted(set(raw) - _KNOWN)
    if len(kinds) != 1 or strange:
        raise InvalidValueError(
            "文书式样", f"正文第 {number} 项 {'、'.join(strange)}", f"每项恰好一种：{'、'.join(_ITEM_KEYS)}"
        )
    kind = kinds[0]
    texts = _texts(raw[kind], f"正文第 {number} 项") if kind != "strike" else ()
    if kind in ("long", "opinion"):
        texts = (*texts, str(raw.get("text", "")))
    return Item(
        kind,
        texts,
        when=str(raw.get("when", "")),
        unless=str(raw.get("unless", "")),
        indent=int(raw.get("indent", 2)),
        line=str(raw.get("line", "")),
        signer=str(raw.get("signer", "")),
        least=float(raw.get("least", 66)),
        head=_texts(raw.get("head", []), "表头"),
        widths=tuple(float(width) for width in raw.get("widths", [])),
        open_rows=int(raw.get("open", 0)),
        struck=bool(raw.get("struck", False)),
        lead=str(raw.get("lead", "")),
        count=bool(raw.get("count", False)),
    )


def _field(name: str, raw: object) -> PaperField:
    spec, default = (raw, "") if isinstance(raw, str) else ("", "")
    if isinstance(raw, dict):
        spec, default = str(raw.get("type", "")), str(raw.get("default", ""))
    kind, _, ems = spec.partition(" ")
    if kind not in TYPES or (ems and not ems.isdigit()):
        raise InvalidValueError(
            f"文书式样的填写项“{name}”", spec, "、".join(TYPES) + "，后面可写空格和空白的字数"
        )
    return PaperField(name, kind, float(ems or 8), default)


def read_wording(text: str) -> Wording:
    """A wording from its file. Raises InvalidValueError naming what is wrong."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InvalidValueError("文书式样", str(fault), "按原式样的写法（TOML）") from None
    layout = str(raw.get("layout", ""))
    if layout not in LAYOUTS or not raw.get("title") or not raw.get("body"):
        raise InvalidValueError("文书式样", layout or "缺 title、layout 或 body", "、".join(LAYOUTS))
    return Wording(
        title=str(raw["title"]),
        number=str(raw.get("number", "")),
        layout=layout,
        body=tuple(_item(item, number) for number, item in enumerate(raw["body"], 1)),
        counted=bool(raw.get("number")) and bool(raw.get("counted", True)),
        dated=bool(raw.get("dated", True)),
        name=str(raw.get("name", "")),
        place=int(raw.get("place", 0)),
        after=_texts(raw.get("after", []), "after"),
        number_label=str(raw.get("number_label", "编号")),
        foot_mm=float(raw.get("foot_mm", 0)),
        fields=tuple(_field(name, spec) for name, spec in raw.get("fields", {}).items()),
        elements=tuple(
            RequiredElement(
                str(element["name"]),
                _texts(element.get("needs", []), "needs"),
                _texts(element.get("words", []), "words"),
            )
            for element in raw.get("elements", [])
        ),
        signs=tuple(
            tuple((str(label), float(share)) for label, share in row) for row in raw.get("signs", [])
        ),
    )


@lru_cache(maxsize=128)
def read_cached(text: str) -> Wording:
    """`read_wording`, once a text."""
    return read_wording(text)


@lru_cache(maxsize=1)
def shipped_texts() -> Mapping[str, str]:
    """The shipped wordings by kind, as files."""
    folder = resources_dir() / "papers" / "wording"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def shipped(kind: str) -> Wording | None:
    """The shipped wording of a kind; None for the kinds whose content is built by code."""
    text = shipped_texts().get(kind)
    return read_cached(text) if text is not None else None
