"""Serials of papers (序号): gapless on one laptop; blocks by device, so that two laptops never give the same number.

With a plan of `devices` laptops and blocks of `size`, block b (serials b·size+1 … (b+1)·size) belongs to the laptop whose slot is
b mod devices + 1. Laptops agree on the plan once; they need no connection afterwards. Void serials keep their place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspector.domain.errors import InvalidValueError

MOST_DEVICES, LARGEST_BLOCK = 200, 10_000


@dataclass(frozen=True, slots=True)
class SerialPlan:
    """How the serials of a year are shared: count of laptops, this laptop's slot from 1, serials a block."""

    devices: int = 1
    slot: int = 1
    size: int = 50

    def __post_init__(self) -> None:
        if not 1 <= self.devices <= MOST_DEVICES:
            raise InvalidValueError("编号的电脑台数", self.devices, f"1 到 {MOST_DEVICES}")
        if not 1 <= self.slot <= self.devices:
            raise InvalidValueError("本机是第几台", self.slot, f"1 到 {self.devices}，每台电脑不同")
        if not 1 <= self.size <= LARGEST_BLOCK:
            raise InvalidValueError("每段号数", self.size, f"1 到 {LARGEST_BLOCK}，各台电脑相同")

    def owns(self, serial: int) -> bool:
        """Whether a serial lies in a block of this laptop."""
        return serial > 0 and (serial - 1) // self.size % self.devices == self.slot - 1

    def next(self, taken: Iterable[int]) -> int:
        """The next serial: the first of an own block after every own serial taken, void ones too."""
        last = max((serial for serial in taken if self.owns(serial)), default=0)
        if last and self.owns(last + 1):
            return last + 1
        block = (last - 1) // self.size + self.devices if last else self.slot - 1
        return block * self.size + 1

    def gaps(self, taken: Iterable[int]) -> tuple[int, ...]:
        """Own serials below the last own one that were never taken; none, unless a record was lost."""
        own = {serial for serial in taken if self.owns(serial)}
        return tuple(
            serial for serial in range(1, max(own, default=0)) if self.owns(serial) and serial not in own
        )

    def text(self) -> str:
        """`3 台电脑中的第 2 台，每段 50 号`."""
        if self.devices == 1:
            return "只有本机编号"
        return f"{self.devices} 台电脑中的第 {self.slot} 台，每段 {self.size} 号"
