"""The end of an axis holds every value, has whole quarters, and wastes at most half of the chart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.axes import axis_top


@given(st.integers(0, 10**9))
def test_the_axis_ends_where_its_quarters_are_whole(value: int) -> None:
    top = axis_top(value)
    assert top >= value and top % 4 == 0
    assert top <= max(4, 2 * value)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_larger_value_never_has_a_shorter_axis(one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert axis_top(small) <= axis_top(large)
