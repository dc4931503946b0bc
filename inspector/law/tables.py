"""Discretion tables (裁量表) as records: factors with grades, and the bands or weights that turn them into a fine.

A table is one numbered standard (§ 章.条) of annex 1 of 粤环发〔2021〕7号, or of a bureau's own list. Money is fen;
a multiple (倍) or a share of a base amount is a plain number (1.5 times = 1.5, 5 % = 0.05).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal

from inspector.domain.money import wan_text
from inspector.law.schema import Source

ANY = "*"
Base = Literal["", "investment", "fees", "gain", "goods", "loss", "disposal", "income"]
BASES: Mapping[str, tuple[str, str]] = {
    "investment": ("建设项目总投资额", "罚款按总投资额的比例计算"),
    "fees": ("所收费用", "罚款按所收费用的倍数计算"),
    "gain": ("违法所得", "罚款按违法所得的倍数计算"),
    "goods": ("货值金额", "罚款按货值金额的倍数计算"),
    "loss": ("直接经济损失", "罚款按事故直接经济损失的倍数计算"),
    "disposal": ("所需处置费用", "罚款按所需处置费用的倍数计算"),
    "income": ("上一年度从本单位取得的收入", "对责任人员的罚款按上一年度收入的比例计算"),
}
CHAPTERS: Mapping[int, str] = {
    1: "环评",
    2: "水污染防治",
    3: "大气污染防治",
    4: "固体废物污染防治",
    5: "噪声污染防治",
    6: "土壤污染防治",
    7: "放射性污染防治",
    8: "其他",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One choice of a factor; `weight` in percent points (weights tables only; in parts of `whole` if that is set)."""

    id: str
    label: str
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Factor:
    """A discretion factor (裁量要素), lightest grade first.

    `asked`: not a circumstance that may stay unknown but who or what is fined (单位 or 责任人员); it must be chosen.
    """

    id: str
    name: str
    grades: tuple[Grade, ...]
    asked: bool = False

    def grade(self, key: str) -> Grade | None:
        """The grade of that id."""
        return next((grade for grade in self.grades if grade.id == key), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A fine range: money, or with `base` a multiple or share of that amount."""

    min_fen: int
    max_fen: int
    base: Base = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Both ends as numbers: fen, or multiples of the base."""
        return (self.low, self.high) if self.base else (Decimal(self.min_fen), Decimal(self.max_fen))

    def in_fen(self, base_fen: int) -> tuple[int, int]:
        """Both ends in fen; a part of a fen is dropped."""
        if not self.base:
            return self.min_fen, self.max_fen
        return int(self.low * base_fen), int(self.high * base_fen)

    def text(self) -> str:
        """`2万元以上5万元以下`, `违法所得1倍以上5倍以下`, `建设项目总投资额1%以上5%以下`, `10万元`."""
        if not self.base:
            low, high = f"{wan_text(self.min_fen)}万元", f"{wan_text(self.max_fen)}万元"
        elif self.high < 1:
            low, high = (f"{(end * 100).normalize():f}%" for end in (self.low, self.high))
        else:
            low, high = (f"{end.normalize():f}倍" for end in (self.low, self.high))
        name = BASES[self.base][0] if self.base else ""
        if self.ends[0] == self.ends[1]:
            return name + high
        return f"{name}{high}以下" if not self.ends[0] else f"{name}{low}以上{high}以下"


@dataclass(frozen=True, slots=True)
class Band:
    """The fine of a combination of grades, in the order of the factors; "*" stands for any grade.

    The upper end is excluded (以下不含本数) unless both ends are equal or `closed`. `other` names what takes the place
    of a fine (警告); `also` what goes with it (没收违法所得).
    """

    grades: tuple[str, ...]
    min_fen: int = 0
    max_fen: int = 0
    base: Base = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    closed: bool = False
    other: str = ""
    also: str = ""

    @property
    def span(self) -> Span:
        """The range of the band."""
        return Span(self.min_fen, self.max_fen, self.base, self.low, self.high)

    def covers(self, grades: tuple[str, ...]) -> bool:
        """Whether this band is that of a combination."""
        return covers(self.grades, grades)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a table with a statute range of its own: the column for 责任人员, or 逾期未改正.

    `grades` as in Band. `capped`: the note of the table counts a total above 100 % as 100 %.
    """

    grades: tuple[str, ...]
    min_fen: int = 0
    max_fen: int = 0
    base: Base = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    capped: bool = False

    @property
    def span(self) -> Span:
        """The statute range of this part."""
        return Span(self.min_fen, self.max_fen, self.base, self.low, self.high)


@dataclass(frozen=True, slots=True)
class DiscretionTable:
    """A discretion standard (裁量标准).

    weights: (start + sum of weights) × the statute maximum, no less than `floor`; bands: one band per combination.
    min_fen..max_fen (or base, low, high) is the statute range the table was made for; `scopes` give parts their own.
    `absent` names combinations the table does not have. `base_floor_fen`: a smaller base counts as this much.
    `violated`, `penalty`: the articles it was made for. `mended`: what was put right by hand after looking at the
    page; `unmended`: what stays wrong in the source, and why. `acts`: ids of the acts a bureau's own table is used for.
    """

    id: str
    name: str
    method: Literal["weights", "bands"]
    factors: tuple[Factor, ...]
    source: Source
    min_fen: int = 0
    max_fen: int = 0
    section: str = ""
    chapter: int = 0
    base: Base = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    base_floor_fen: int = 0
    start: Decimal = Decimal(0)
    floor: Decimal = Decimal(0)
    whole: Decimal = Decimal(100)
    capped: bool = False
    per: str = ""
    bands: tuple[Band, ...] = ()
    scopes: tuple[Scope, ...] = ()
    absent: tuple[tuple[str, ...], ...] = ()
    violated: tuple[str, ...] = ()
    penalty: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_to: date | None = None
    pages: tuple[int, ...] = ()
    note: str = ""
    mended: str = ""
    unmended: str = ""
    acts: tuple[str, ...] = ()

    @property
    def all_scopes(self) -> tuple[Scope, ...]:
        """The parts; a table without parts is one."""
        if self.scopes:
            return self.scopes
        anything = (ANY,) * len(self.factors)
        return (Scope(anything, self.min_fen, self.max_fen, self.base, self.low, self.high, self.capped),)

    def scope_of(self, grades: tuple[str, ...]) -> Scope | None:
        """The part a combination belongs to; the first that fits counts."""
        return next((scope for scope in self.all_scopes if covers(scope.grades, grades)), None)

    def band_of(self, grades: tuple[str, ...]) -> Band | None:
        """The band of a combination; None where the table has none."""
        return next((band for band in self.bands if band.covers(grades)), None)

    def combinations(self) -> Iterator[tuple[str, ...]]:
        """Every combination of grade ids."""
        return product(*(tuple(grade.id for grade in factor.grades) for factor in self.factors))

    def weight_text(self, weight: Decimal) -> str:
        """`10%`, or `8/24` in a table that counts in parts."""
        return f"{weight}%" if self.whole == 100 else f"{weight}/{self.whole}"

    def in_force_on(self, day: date) -> bool:
        """Whether the table was in force on that day (both ends included)."""
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_to is None or day <= self.in_force_to
        )


def covers(pattern: tuple[str, ...], grades: tuple[str, ...]) -> bool:
    """Whether a pattern with "*" fits a combination."""
    return all(one in (ANY, other) for one, other in zip(pattern, grades, strict=True))
