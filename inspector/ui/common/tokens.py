"""Colours, spaces and type sizes of the window: two frozen tables that QSS, palette and painters all read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

ColorName = Literal[
    "bg", "surface", "sunken", "rail", "rail_selected", "line", "line2", "edge",
    "text", "text2", "text3", "accent", "accent_hover", "accent_soft", "accent_fill", "on_accent", "selection",
    "ok", "ok_soft", "bad", "bad_soft", "warn", "warn_soft", "vio", "vio_soft",
    "track", "c1", "c2", "c3", "c4", "c5",
]  # fmt: skip
Tone = Literal["text", "text2", "text3", "accent", "ok", "bad", "warn", "vio"]
SizeName = Literal["reading", "figure", "title", "card", "body", "dense", "caption", "key"]

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24, SPACE_32 = 4, 8, 12, 16, 24, 32
RADIUS_MARK, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 8
SCALE_MIN_PERCENT, SCALE_MAX_PERCENT = 90, 130


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour theme; every value is `#RRGGBB`. Contrasts are measured against `surface` by the tests."""

    dark: bool
    bg: str
    surface: str
    sunken: str
    rail: str
    rail_selected: str
    line: str
    line2: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_fill: str
    on_accent: str
    selection: str
    ok: str
    ok_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    vio: str
    vio_soft: str
    track: str
    c1: str
    c2: str
    c3: str
    c4: str
    c5: str

    def value(self, name: ColorName) -> str:
        """The `#RRGGBB` of a token."""
        return str(getattr(self, name))


LIGHT = Tokens(
    dark=False,
    bg="#F5F6F4", surface="#FFFFFF", sunken="#EFF1EE", rail="#E8EBE7", rail_selected="#FFFFFF",
    line="#DCE0DA", line2="#C3C9C1", edge="#828A82",
    text="#191F1B", text2="#47504A", text3="#5F6862",
    accent="#1B5AA6", accent_hover="#164B8B", accent_soft="#E3ECF8", accent_fill="#1B5AA6",
    on_accent="#FFFFFF", selection="#DDE9F7",
    ok="#0A674C", ok_soft="#DBEFE6", bad="#94161A", bad_soft="#FAE5E1",
    warn="#8B6000", warn_soft="#FAEBCD", vio="#651C65", vio_soft="#F3E6F1", track="#E2E5E0",
    c1="#1B5AA6", c2="#C77700", c3="#0F8A6C", c4="#7A1F6E", c5="#8B938C",
)  # fmt: skip
DARK = Tokens(
    dark=True,
    bg="#15191A", surface="#1D2223", sunken="#181D1E", rail="#111415", rail_selected="#262D2F",
    line="#323A3B", line2="#465052", edge="#7A8688",
    text="#E8EBE9", text2="#B7C0BB", text3="#98A29D",
    accent="#86B8F4", accent_hover="#A5CBF8", accent_soft="#1D3350", accent_fill="#2C6CBD",
    on_accent="#FFFFFF", selection="#1B3350",
    ok="#58C7AE", ok_soft="#143830", bad="#FF7A60", bad_soft="#41201A",
    warn="#FFC952", warn_soft="#3A2D12", vio="#EDC0E1", vio_soft="#3F2A3B", track="#333B3C",
    c1="#6FA8EC", c2="#E9A23B", c3="#3FB795", c4="#F0C6E4", c5="#8C9794",
)  # fmt: skip

SOFT: dict[Tone, ColorName] = {
    "text": "sunken",
    "text2": "sunken",
    "text3": "sunken",
    "accent": "accent_soft",
    "ok": "ok_soft",
    "bad": "bad_soft",
    "warn": "warn_soft",
    "vio": "vio_soft",
}


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Type sizes in logical pixels; 12 is the floor for words, `key` only sets key caps."""

    reading: int = 28
    figure: int = 26
    title: int = 20
    card: int = 15
    body: int = 14
    dense: int = 13
    caption: int = 12
    key: int = 11

    def value(self, name: SizeName) -> int:
        """Pixels of a named size."""
        return int(getattr(self, name))

    def scaled(self, percent: int) -> TypeScale:
        """This scale at `percent` (clamped to 90–130)."""
        held = max(SCALE_MIN_PERCENT, min(SCALE_MAX_PERCENT, percent))
        return TypeScale(**{f.name: round(int(getattr(self, f.name)) * held / 100) for f in fields(self)})


TYPE_SCALE = TypeScale()
