"""The token tables: every text pair can be read, and no two state colours merge for a colour-blind officer."""

from __future__ import annotations

import itertools
import math
from dataclasses import fields

import pytest

from inspector.ui.common.tokens import DARK, LIGHT, ColorName, Tokens, TypeScale

Vector = tuple[float, float, float]

TEXT_PAIRS: tuple[tuple[ColorName, ColorName], ...] = (
    ("text", "surface"), ("text", "bg"), ("text", "selection"), ("text", "ok_soft"), ("text", "bad_soft"),
    ("text", "warn_soft"), ("text2", "surface"), ("text2", "bg"), ("text2", "rail"), ("text2", "selection"),
    ("text2", "sunken"), ("text2", "bad_soft"), ("text2", "warn_soft"), ("text2", "ok_soft"),
    ("text3", "surface"), ("text3", "bg"), ("text3", "sunken"), ("text3", "rail"), ("text3", "selection"),
    ("accent", "surface"), ("accent", "bg"), ("accent", "accent_soft"), ("on_accent", "accent_fill"),
    ("ok", "surface"), ("ok", "ok_soft"), ("ok", "bg"), ("bad", "surface"), ("bad", "bad_soft"), ("bad", "rail"),
    ("bad", "selection"), ("warn", "surface"), ("warn", "warn_soft"), ("warn", "selection"),
    ("vio", "surface"), ("vio", "vio_soft"), ("surface", "ok"), ("surface", "bad"), ("surface", "warn"),
    ("surface", "vio"), ("surface", "text"),
)  # fmt: skip
EDGE_PAIRS: tuple[tuple[ColorName, ColorName], ...] = (
    ("edge", "surface"), ("edge", "bg"), ("accent", "bg"), ("accent", "rail"),
    ("c1", "surface"), ("c2", "surface"), ("c3", "surface"), ("c4", "surface"), ("c5", "surface"),
)  # fmt: skip
STATES: tuple[ColorName, ...] = ("ok", "bad", "warn", "vio", "accent")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
DICHROMACIES: dict[str, tuple[Vector, Vector, Vector]] = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ: tuple[Vector, Vector, Vector] = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)


def linear(color: str) -> Vector:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return (r, g, b)


def dot(matrix: tuple[Vector, Vector, Vector], v: Vector) -> Vector:
    x, y, z = (sum(a * b for a, b in zip(line, v, strict=True)) for line in matrix)
    return (x, y, z)


def contrast(first: str, second: str) -> float:
    light, dark = sorted((dot(XYZ, linear(first))[1], dot(XYZ, linear(second))[1]), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Vector) -> Vector:
    def f(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    x, y, z = dot(XYZ, rgb)
    fx, fy, fz = f(max(x, 0) / 0.95047), f(max(y, 0)), f(max(z, 0) / 1.08883)
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def seen(color: str, matrix: tuple[Vector, Vector, Vector]) -> Vector:
    r, g, b = (min(1.0, max(0.0, part)) for part in dot(matrix, linear(color)))
    return lab((r, g, b))


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_pair_reaches_4_5_to_1(tokens: Tokens) -> None:
    weak = {
        pair: round(contrast(tokens.value(pair[0]), tokens.value(pair[1])), 2)
        for pair in TEXT_PAIRS
        if contrast(tokens.value(pair[0]), tokens.value(pair[1])) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_rings_and_chart_colours_reach_3_to_1(tokens: Tokens) -> None:
    weak = [p for p in EDGE_PAIRS if contrast(tokens.value(p[0]), tokens.value(p[1])) < 3]
    assert weak == []


@pytest.mark.parametrize("kind", sorted(DICHROMACIES))
@pytest.mark.parametrize(("tokens", "floor"), [(LIGHT, 12.5), (DARK, 13.7)], ids=["light", "dark"])
def test_state_colours_stay_apart_for_the_colour_blind(tokens: Tokens, floor: float, kind: str) -> None:
    colours = {name: seen(tokens.value(name), DICHROMACIES[kind]) for name in STATES}
    near = {
        (a, b): round(math.dist(colours[a], colours[b]), 1)
        for a, b in itertools.combinations(STATES, 2)
        if math.dist(colours[a], colours[b]) < floor
    }
    assert near == {}


def test_the_red_and_amber_of_traffic_lights_would_fail() -> None:
    """The check bites: a plain red and amber merge for a deuteranope."""
    matrix = DICHROMACIES["deuteranopia"]
    assert math.dist(seen("#B3261E", matrix), seen("#8B6000", matrix)) < 12.5


def test_the_scale_is_clamped_and_keeps_every_word_readable() -> None:
    assert TypeScale().scaled(10) == TypeScale().scaled(90)
    assert TypeScale().scaled(500) == TypeScale().scaled(130)
    assert TypeScale().scaled(130).body == 18
    for field in fields(TypeScale):
        assert TypeScale().scaled(90).value(field.name) >= 10  # type: ignore[arg-type]  # field names are the literal
