"""How amounts are spread (分布): smallest, quartiles, median, largest, where one stands, and which lie far outside."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

# With fewer amounts than this, nothing can be called unusual.
OUTLIERS_FROM = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an amount stands among others: how many are below it, the same, above it."""

    below: int
    same: int
    above: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of one or more amounts in fen. Quartiles and median are amounts that occurred (nearest rank), none is made up."""

    amounts: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.amounts)

    @property
    def least(self) -> int:
        """The smallest."""
        return self.amounts[0]

    @property
    def low(self) -> int:
        """The lower quartile: a quarter are no larger."""
        return self._rank(1, 4)

    @property
    def median(self) -> int:
        """The middle: half are no larger."""
        return self._rank(1, 2)

    @property
    def high(self) -> int:
        """The upper quartile: three quarters are no larger."""
        return self._rank(3, 4)

    @property
    def most(self) -> int:
        """The largest."""
        return self.amounts[-1]

    def standing(self, amount: int) -> Standing:
        """Where an amount stands."""
        left, right = bisect_left(self.amounts, amount), bisect_right(self.amounts, amount)
        return Standing(left, right - left, self.count - right)

    def outlying(self, amount: int) -> bool:
        """Whether an amount lies more than one and a half times the middle half's width outside of that half (Tukey)."""
        if self.count < OUTLIERS_FROM:
            return False
        reach = 3 * (self.high - self.low)
        return 2 * amount < 2 * self.low - reach or 2 * amount > 2 * self.high + reach

    def _rank(self, part: int, parts: int) -> int:
        return self.amounts[max(0, -(-self.count * part // parts) - 1)]


def spread_of(amounts: Iterable[int]) -> Spread | None:
    """The spread of these amounts; None when there are none."""
    found = tuple(sorted(amounts))
    return Spread(found) if found else None
