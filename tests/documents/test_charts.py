"""Pictures on paper keep to their box, are as high as their numbers, and say without colour what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.documents.charts import bar_marks, column_marks, hatched, place_marks
from inspector.documents.content import Column, ColumnChart, PlaceChart
from inspector.documents.faces import installed_faces
from inspector.documents.page import BoxMark, Mark, RoundMark, RuleMark, Setter, TextMark

LEFT, BOTTOM, WIDTH, HEIGHT = 80.0, 200.0, 230.0, 220.0
SETTER = Setter(installed_faces())
counts = st.integers(0, 100_000)
columns = st.builds(Column, st.just("9月"), counts, counts, st.none() | counts)


def _marks(*held: Column) -> list[Mark]:
    chart = ColumnChart("按月", "噪声", "其他", "上年同月", held, (), (), ())
    return list(column_marks(chart, SETTER, LEFT, BOTTOM, WIDTH, HEIGHT))


def _ends(mark: Mark) -> list[tuple[float, float]]:
    if isinstance(mark, BoxMark):
        return [(mark.x, mark.y), (mark.x + mark.w, mark.y + mark.h)]
    if isinstance(mark, RuleMark):
        return [(mark.x1, mark.y1), (mark.x2, mark.y2)]
    if isinstance(mark, TextMark):
        return [(mark.x, mark.y), (mark.x + mark.line.end, mark.y)]
    return [(mark.x, mark.y)] if isinstance(mark, RoundMark) else []


@given(st.lists(columns, min_size=0, max_size=24))
def test_nothing_leaves_its_box(held: list[Column]) -> None:
    for mark in _marks(*held):
        for x, y in _ends(mark):
            assert LEFT - 0.1 <= x <= LEFT + WIDTH + 3 and BOTTOM - 0.1 <= y <= BOTTOM + HEIGHT + 0.1, mark


@given(counts, counts)
def test_columns_are_as_high_as_their_numbers(one: int, other: int) -> None:
    solid = [
        mark
        for mark in _marks(Column("1月", one, 0), Column("2月", other, 0))
        if isinstance(mark, BoxMark) and mark.fill is not None and mark.y < BOTTOM + HEIGHT - 20
    ]
    assert len(solid) == (one > 0) + (other > 0), "nothing is drawn for nothing"
    if one and other:
        assert solid[0].h * other == pytest.approx(solid[1].h * one)


def test_the_line_is_dashed_and_ringed_and_breaks_where_nothing_is_known() -> None:
    rings = [
        m for m in _marks(Column("1月", 4, 0, 3), Column("2月", 4, 0), Column("3月", 4, 0, 1))
        if isinstance(m, RoundMark) and m.fill is None and m.y < BOTTOM + HEIGHT - 15
    ]  # fmt: skip
    assert len(rings) == 2
    alone = [m for m in _marks(Column("1月", 4, 0)) if isinstance(m, RoundMark)]
    assert alone == [], "without a year before no line stands in the legend either"


@given(st.floats(0.5, 60), st.floats(0.5, 200))
def test_hatching_stays_inside(w: float, h: float) -> None:
    for mark in hatched(10.0, 20.0, w, h):
        for x, y in _ends(mark):
            assert 10 - 1e-6 <= x <= 10 + w + 1e-6 and 20 - 1e-6 <= y <= 20 + h + 1e-6


def test_a_bar_of_nothing_is_not_drawn_and_a_small_one_can_be_seen() -> None:
    assert list(bar_marks(0, 0, 100, 0.0)) == []
    (bar,) = bar_marks(0, 0, 100, 1e-6)
    assert isinstance(bar, BoxMark) and bar.w >= 0.5


shenzhen = st.tuples(
    st.integers(22_400_000, 22_860_000), st.integers(113_750_000, 114_650_000), st.integers(1, 5_000)
)


@given(st.lists(shenzhen, min_size=1, max_size=40))
def test_places_keep_to_their_box_and_the_first_bear_their_number(held: list[tuple[int, int, int]]) -> None:
    places = tuple(sorted(held, key=lambda place: -place[2]))
    rows = tuple((str(n), "", "", "") for n in range(1, min(10, len(places)) + 1))
    chart = PlaceChart("热点", places, (), (), rows)
    marks = list(place_marks(chart, SETTER, LEFT, BOTTOM, WIDTH, HEIGHT))
    for mark in marks:
        room = mark.radius if isinstance(mark, RoundMark) else 0.0
        for x, y in _ends(mark):
            assert x - room >= LEFT - 0.1 and x + room <= LEFT + WIDTH + 0.1, mark
            assert y - room >= BOTTOM - 0.1 and y + room <= BOTTOM + HEIGHT + 0.1, mark
    said = [mark.line.text for mark in marks if isinstance(mark, TextMark)]
    assert [text for text in said if text.isdigit()] == [row[0] for row in rows]
    rings = [mark.radius for mark in marks if isinstance(mark, RoundMark) and mark.fill is None]
    assert rings == sorted(rings), "the largest is drawn last, over the others"
