"""Layers as values: equal drawings are equal text, and nothing outside the picture is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError
from inspector.domain.layers import (
    FULL,
    Arrow,
    Blur,
    Box,
    Crop,
    Hidden,
    Ink,
    Label,
    Layers,
    Mark,
    Measure,
    Stamp,
    from_json,
    to_json,
)

_PLACE = st.integers(0, FULL)
_TEXT = st.sampled_from(["水泵", "约 12 米", "未张贴\n夜间证明", "𠮷"])
_INK = st.sampled_from(list(Ink))
_AREA = st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 5000), st.integers(1, 5000))
_MARK: st.SearchStrategy[Mark] = st.one_of(
    st.builds(Arrow, _PLACE, _PLACE, _PLACE, _PLACE, _INK),
    st.builds(lambda a, ink: Box(a[0], a[1], a[2], a[3], ink), _AREA, _INK),
    st.builds(lambda a, hides: Blur(a[0], a[1], a[2], a[3], hides), _AREA, st.sampled_from(list(Hidden))),
    st.builds(Label, _PLACE, _PLACE, _TEXT, st.integers(100, 2000), _INK),
    st.builds(Measure, _PLACE, _PLACE, _PLACE, _PLACE, _TEXT, _INK),
    st.builds(lambda text: Stamp((text,)), _TEXT),
)


@given(
    st.lists(_MARK, max_size=8),
    st.one_of(st.none(), _AREA.map(lambda a: Crop(*a))),
    st.sampled_from([0, 90, 270]),
)
def test_layers_come_back_as_they_were_kept(marks: list[Mark], crop: Crop | None, turn: int) -> None:
    layers = Layers(tuple(marks), crop, turn)
    assert from_json(to_json(layers)) == layers
    assert to_json(from_json(to_json(layers))) == to_json(layers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"marks":[{"kind":"circle"}],"crop":null,"turn":0}',
        '{"marks":[{"kind":"box","x":1.5,"y":0,"w":5,"h":5}],"crop":null,"turn":0}',
        '{"marks":[{"kind":"box","x":9999,"y":0,"w":5,"h":5}],"crop":null,"turn":0}',
        '{"marks":[{"kind":"blur","x":0,"y":0,"w":0,"h":5}],"crop":null,"turn":0}',
        '{"marks":[{"kind":"label","x":0,"y":0,"text":"a\\u0000b"}],"crop":null,"turn":0}',
        '{"marks":[{"kind":"label","x":0,"y":0,"text":7}],"crop":null,"turn":0}',
        '{"marks":[],"crop":{"x":0,"y":0,"w":20000,"h":1},"turn":0}',
        '{"marks":[],"crop":null,"turn":45}',
        '{"marks":[{"kind":"stamp","lines":[]}],"crop":null,"turn":"90"}',
    ],
)
def test_what_is_no_layer_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        from_json(text)


def test_the_words_of_the_custody_log() -> None:
    layers = Layers((Arrow(0, 0, 1, 1), Arrow(0, 0, 2, 2), Blur(0, 0, 5, 5)), Crop(0, 0, 9, 9), 90)
    assert layers.words() == "箭头 2，打码 1，裁切，旋转 90 度"
    assert Layers().words() == "无标注"
    assert layers.hides and not Layers((Arrow(0, 0, 1, 1),)).hides
