"""The spread of amounts: nearest ranks by hand, order of the five figures, where one stands, and what is far outside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.spread import OUTLIERS_FROM, Standing, spread_of

AMOUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=60)


def test_five_figures_by_hand() -> None:
    spread = spread_of([8, 2, 4, 6])
    assert spread is not None
    assert (spread.least, spread.low, spread.median, spread.high, spread.most) == (2, 2, 4, 6, 8)
    odd = spread_of([1, 2, 3, 4, 5])
    assert odd is not None
    assert (odd.low, odd.median, odd.high) == (2, 3, 4)
    assert odd.standing(3) == Standing(2, 1, 2) and odd.standing(9) == Standing(5, 0, 0)


def test_no_amounts_have_no_spread() -> None:
    assert spread_of([]) is None


def test_one_far_fine_among_many_is_named_and_none_among_few() -> None:
    many = spread_of([10, 11, 12, 12, 13, 13, 14, 90])
    few = spread_of([10, 11, 90])
    assert many is not None and few is not None
    assert [one for one in many.amounts if many.outlying(one)] == [90]
    assert not any(few.outlying(one) for one in few.amounts)


@given(AMOUNTS)
def test_figures_are_real_amounts_in_order(amounts: list[int]) -> None:
    spread = spread_of(amounts)
    assert spread is not None
    five = (spread.least, spread.low, spread.median, spread.high, spread.most)
    assert list(five) == sorted(five) and set(five) <= set(amounts)
    assert sum(one <= spread.median for one in amounts) * 2 >= len(amounts)
    assert sum(one >= spread.median for one in amounts) * 2 >= len(amounts)


@given(AMOUNTS, st.integers(0, 10**12))
def test_standing_counts_every_amount_once(amounts: list[int], amount: int) -> None:
    spread = spread_of(amounts)
    assert spread is not None
    place = spread.standing(amount)
    assert place.below + place.same + place.above == len(amounts)
    assert place.same == amounts.count(amount)


@given(AMOUNTS)
def test_the_middle_half_is_never_far_outside(amounts: list[int]) -> None:
    spread = spread_of(amounts)
    assert spread is not None
    assert not any(spread.outlying(one) for one in amounts if spread.low <= one <= spread.high)
    if len(amounts) < OUTLIERS_FROM:
        assert not any(spread.outlying(one) for one in amounts)
