"""Targets of a campaign (专项行动): what can be aimed at, how it is typed and counted, and how a figure stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from inspector.domain.errors import InvalidValueError

PERMILLE = 1000


class Standing(StrEnum):
    """How a target stands on a day; only after its last day can it be missed."""

    MET = "达到"
    MISSED = "未达到"
    RUNNING = "进行中"
    NOT_STARTED = "未开始"
    NO_DATA = "未有数据"


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of target: `unit` "count" or "permille"; `rule` says how it is counted and where it comes from.

    `growing`: the figure only grows while the days pass, so that what is reached stays reached and a pace can be expected.
    """

    id: str
    name: str
    unit: str
    low: int
    high: int
    rule: str
    falling: bool = False
    growing: bool = False

    def text(self, value: int) -> str:
        """`120`, `35%`, `−10%`."""
        if self.unit == "count":
            return f"{value:,}"
        return percent_text(Fraction(value, PERMILLE))

    def allowed(self) -> str:
        """The range in words."""
        return f"{self.text(self.low)} 至 {self.text(self.high)}"

    def parse(self, text: str) -> int:
        """A typed value: `120` or `35%`. Raises InvalidValueError."""
        cleaned = text.strip().replace("−", "-").replace("％", "%")
        try:
            if self.unit == "count":
                return int(cleaned)
            number = Fraction(cleaned.removesuffix("%")) * 10
        except (ValueError, ZeroDivisionError):
            raise InvalidValueError(self.name, text, self.allowed()) from None
        if number.denominator != 1 or not cleaned.endswith("%"):
            raise InvalidValueError(self.name, text, "百分数，最多一位小数，如 35%")
        return int(number)

    def met(self, found: Fraction | None, wanted: int) -> bool | None:
        """Whether a figure reaches the target; None while there is no figure."""
        if found is None:
            return None
        goal = self.goal(wanted)
        return found <= goal if self.falling else found >= goal

    def goal(self, wanted: int) -> Fraction:
        """The figure that is to be reached."""
        return Fraction(wanted) if self.unit == "count" else Fraction(wanted, PERMILLE)


TARGETS: Mapping[str, Target] = {
    target.id: target
    for target in (
        Target("visits", "检查次数", "count", 1, 1_000_000, "行动期间已完成的检查，一次一计。", growing=True),
        Target(
            "draw_share",
            "双随机完成比例",
            "permille",
            1,
            PERMILLE,
            "抽中对象在目标日前已检查的个数 ÷ 抽中对象总数（坪山 2024 年计划：月内 35%、70%、100%）。",
            growing=True,
        ),
        Target(
            "records_per_person",
            "每人每月检查记录",
            "count",
            1,
            1000,
            "参加检查的每个人在每个整月的检查记录数，取最少的一个（2023 年计划：每人每月不少于 5 条）。",
        ),
        Target(
            "filed_share",
            "发现违法立案比例",
            "permille",
            1,
            PERMILLE,
            "有立案意向的检查中已立案的次数 ÷ 有立案意向的检查次数（2023 年计划：100%）。",
        ),
        Target(
            "complaint_change",
            "信访投诉变化",
            "permille",
            -PERMILLE,
            PERMILLE,
            "行动期间收到的投诉与上年同期相比（2023 年计划：下降 10%）。",
            falling=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with what was reached; `found` is None when nothing can be counted yet."""

    target: Target
    wanted: int
    due_on: date | None
    found: Fraction | None
    met: bool | None
    standing: Standing
    expected: Fraction | None = None

    @property
    def done(self) -> Fraction | None:
        """The part of the goal that is reached, for a figure that grows."""
        if self.found is None or not self.target.growing:
            return None
        return self.found / self.target.goal(self.wanted)

    @property
    def behind(self) -> bool:
        """Whether a running target is below the pace that its days ask for."""
        return self.done is not None and self.expected is not None and self.done < self.expected

    def pace_text(self) -> str:
        """How a running target goes: the part reached beside the part of the days, or how it would end today."""
        if self.standing is not Standing.RUNNING:
            return ""
        if self.done is not None and self.expected is not None:
            return f"完成 {percent_text(self.done)}，按日应到 {percent_text(self.expected)}"
        return "目前达到" if self.met else "目前未达到"

    def found_text(self) -> str:
        """`118`, `98.3%`, or 未有数据."""
        if self.found is None:
            return "未有数据"
        return f"{int(self.found):,}" if self.target.unit == "count" else percent_text(self.found)


def percent_text(value: Fraction) -> str:
    """`35%`, `98.3%`, `-22.5%`: at most one decimal, halves away from zero."""
    tenths = int(abs(value) * 1000 + Fraction(1, 2))
    sign = "-" if value < 0 and tenths else ""
    whole, rest = divmod(tenths, 10)
    return f"{sign}{whole}.{rest}%" if rest else f"{sign}{whole}%"
