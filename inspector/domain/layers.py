"""What is drawn over a photo (标注层): frozen values in ten-thousandths of the upright picture, stored as canonical JSON.

Integers only, so that equal drawings have equal bytes and hashes on every machine. The original is never touched: a
layer says where, the renderer draws a derived picture.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TypeAlias

from inspector.domain.errors import InvalidValueError
from inspector.domain.text import clean_text

FULL = 10_000
MOST_MARKS = 200
_LONGEST_TEXT = 200


class Ink(StrEnum):
    """Colours of marks; the renderer knows their values."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    BLACK = "black"
    WHITE = "white"


class Hidden(StrEnum):
    """What a blurred area hides."""

    FACE = "face"
    PLATE = "plate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow (箭头) whose head is at (x2, y2)."""

    x1: int
    y1: int
    x2: int
    y2: int
    ink: Ink = Ink.RED


@dataclass(frozen=True, slots=True)
class Box:
    """An outlined rectangle (框)."""

    x: int
    y: int
    w: int
    h: int
    ink: Ink = Ink.RED


@dataclass(frozen=True, slots=True)
class Label:
    """Text (文字) from its upper left corner; `size` is the height of a line."""

    x: int
    y: int
    text: str
    size: int = 300
    ink: Ink = Ink.RED


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure mark (量度): a line with end strokes and what was measured; the officer states it, nothing is computed."""

    x1: int
    y1: int
    x2: int
    y2: int
    text: str
    ink: Ink = Ink.YELLOW


@dataclass(frozen=True, slots=True)
class Blur:
    """An area made unrecognisable (打码): face, plate or other."""

    x: int
    y: int
    w: int
    h: int
    hides: Hidden = Hidden.FACE


@dataclass(frozen=True, slots=True)
class Stamp:
    """A block of lines in the lower left corner (图章): case, time and its source, place."""

    lines: tuple[str, ...]


Mark: TypeAlias = Arrow | Box | Label | Measure | Blur | Stamp
_KINDS: dict[str, type[Mark]] = {
    "arrow": Arrow,
    "box": Box,
    "label": Label,
    "measure": Measure,
    "blur": Blur,
    "stamp": Stamp,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Crop:
    """The part kept (裁切), of the upright picture before turning."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Layers:
    """All that is drawn: marks in their order, then the crop, then the turn (clockwise: 0, 90, 180, 270).

    Raises InvalidValueError for marks outside the picture, empty areas, too many or too long ones.
    """

    marks: tuple[Mark, ...] = ()
    crop: Crop | None = None
    turn: int = 0

    def __post_init__(self) -> None:
        if len(self.marks) > MOST_MARKS:
            raise InvalidValueError("标注", f"{len(self.marks)} 个", f"不超过 {MOST_MARKS} 个")
        if self.turn not in (0, 90, 180, 270):
            raise InvalidValueError("旋转", str(self.turn), "0、90、180、270 度")
        for part in (*self.marks, *(() if self.crop is None else (self.crop,))):
            _check(part)

    @property
    def empty(self) -> bool:
        """Nothing is drawn, cut or turned."""
        return not self.marks and self.crop is None and self.turn == 0

    @property
    def hides(self) -> bool:
        """Whether anything is made unrecognisable."""
        return any(isinstance(mark, Blur) for mark in self.marks)

    def as_evidence(self) -> Layers:
        """What may stand on a sheet of evidence: the marks and the turn over the whole picture, nothing hidden or cut off."""
        return Layers(tuple(mark for mark in self.marks if not isinstance(mark, Blur)), turn=self.turn)

    def texts(self) -> tuple[str, ...]:
        """Every text that is drawn."""
        return tuple(text for mark in self.marks for text in _texts(mark))

    def words(self) -> str:
        """`箭头 2，打码 1，裁切`, for the custody log."""
        named = {Arrow: "箭头", Box: "框", Label: "文字", Measure: "量度", Blur: "打码", Stamp: "图章"}
        counts = [(word, sum(isinstance(mark, kind) for mark in self.marks)) for kind, word in named.items()]
        parts = [f"{word} {count}" for word, count in counts if count]
        parts += ["裁切"] if self.crop else []
        parts += [f"旋转 {self.turn} 度"] if self.turn else []
        return "，".join(parts) or "无标注"


def to_json(layers: Layers) -> str:
    """Canonical JSON: sorted keys, no spaces."""
    content = {
        "marks": [{"kind": _NAMES[type(mark)], **asdict(mark)} for mark in layers.marks],
        "crop": None if layers.crop is None else asdict(layers.crop),
        "turn": layers.turn,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Layers:
    """The reverse of `to_json`. Raises InvalidValueError for anything else."""
    try:
        content = json.loads(text)
        marks = tuple(_mark(entry) for entry in content["marks"])
        crop = None if content["crop"] is None else Crop(**content["crop"])
        return Layers(marks, crop, content["turn"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidValueError("标注", text[:40], "程序写出的标注内容") from error


def _mark(entry: dict[str, object]) -> Mark:
    fields = dict(entry)
    kind = _KINDS[str(fields.pop("kind"))]
    if "ink" in fields:
        fields["ink"] = Ink(str(fields["ink"]))
    if "hides" in fields:
        fields["hides"] = Hidden(str(fields["hides"]))
    if "lines" in fields and isinstance(fields["lines"], list):
        fields["lines"] = tuple(fields["lines"])
    return kind(**fields)  # type: ignore[arg-type] # checked by `_check`


def _check(part: Mark | Crop) -> None:
    numbers = {
        name: value
        for name, value in asdict(part).items()
        if name in ("x", "y", "w", "h", "x1", "y1", "x2", "y2")
    }
    for value in numbers.values():
        if type(value) is not int or not 0 <= value <= FULL:
            raise InvalidValueError("标注位置", str(value), f"图内 0 到 {FULL} 的整数")
    if "w" in numbers and (
        not numbers["w"]
        or not numbers["h"]
        or numbers["x"] + numbers["w"] > FULL
        or numbers["y"] + numbers["h"] > FULL
    ):
        raise InvalidValueError("标注范围", f"{numbers}", "图内、不为空的一块")
    if isinstance(part, Label) and not (type(part.size) is int and 100 <= part.size <= 2000):
        raise InvalidValueError("字号", str(part.size), "100 到 2000")
    texts = () if isinstance(part, Crop) else _texts(part)
    if len(texts) > 6:
        raise InvalidValueError("图章", f"{len(texts)} 行", "不超过 6 行")
    for text in texts:
        if not isinstance(text, str) or not text or clean_text(text) != text or len(text) > _LONGEST_TEXT:
            raise InvalidValueError("标注文字", str(text)[:20], f"1 到 {_LONGEST_TEXT} 个可见字符")


def _texts(mark: Mark) -> tuple[str, ...]:
    if isinstance(mark, Stamp):
        return mark.lines
    return (mark.text,) if isinstance(mark, Label | Measure) else ()
