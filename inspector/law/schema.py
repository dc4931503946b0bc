"""The records of a law pack (法律包): every penalty basis, lenient item, table, limit and checklist, each with its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from inspector.domain.money import wan_text

_DIGITS = "零一二三四五六七八九"
_VIOLATED = re.compile(r"(?P<statute>\D+)第(?P<article>\d+)条(?:第(?P<paragraph>\d+)款)?")
REFUSED = "拒不改正的，"
Verification = Literal["verified", "unverified"]


def chinese_number(number: int) -> str:
    """A number from 1 to 9999 as it stands in an article: 1185 → 一千一百八十五, 12 → 十二, 1008 → 一千零八."""
    if not 1 <= number <= 9999:
        raise ValueError(f"article number out of range: {number}")
    text = ""
    gap = False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 else text


def article_in_letter(article: str, item: str = "", paragraph: str = "") -> str:
    """Citation for a letter: ("1185", "2") → 第一千一百八十五条第（二）项; paragraph gives 第二款."""
    text = f"第{chinese_number(int(article))}条"
    if paragraph:
        text += f"第{chinese_number(int(paragraph))}款"
    return text + (f"第（{chinese_number(int(item))}）项" if item else "")


def statute_in_letter(statute: str) -> str:
    """《中华人民共和国生态环境法典》; regulations and rules (条例、办法、规定) are cited by their own name."""
    whole = "" if statute.endswith(("条例", "办法", "规定")) else "中华人民共和国"
    return f"《{whole}{statute}》"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure stands, and whether that text was read (verified) or is only remembered (unverified)."""

    document: str
    article: str = ""
    verification: Verification = "verified"
    note: str = ""


@dataclass(frozen=True, slots=True)
class FineRange:
    """Fine in fen. `may` marks 可以处 (may) against 处 (shall); `per` names the unit of per_unit (每辆).

    `refused_only`: the party is first told to correct, and fined only when it refuses (拒不改正的).
    """

    kind: Literal["range", "fixed", "up_to", "multiple", "per_unit"]
    min_fen: int = 0
    max_fen: int = 0
    may: bool = False
    per: str = ""
    wording: str = ""
    refused_only: bool = False

    def text(self) -> str:
        """`处1万元以上10万元以下`; `wording` stands in for ranges that are not in money."""
        return REFUSED + self._plain_text() if self.refused_only else self._plain_text()

    def span_text(self) -> str:
        """`1万元以上10万元以下`, to stand within a sentence."""
        return self._plain_text().removeprefix("可以").removeprefix("处")

    def _plain_text(self) -> str:
        if self.wording:
            return f"处{self.wording}"
        if self.kind == "multiple":
            return f"按{self.per}的倍数计算"
        verb = "可以处" if self.may else "处"
        each = f"每{self.per}" if self.kind == "per_unit" else ""
        if self.kind == "up_to":
            return f"{verb}{wan_text(self.max_fen)}万元以下"
        if self.min_fen == self.max_fen:
            return f"{verb}{each}{wan_text(self.max_fen)}万元"
        return f"{verb}{each}{wan_text(self.min_fen)}万元以上{wan_text(self.max_fen)}万元以下"


@dataclass(frozen=True, slots=True)
class Provision:
    """A penalty basis (罚则). `violated` is the duty, as 生态环境法典第572条第2款. `worse` is the range when the party refuses to correct (拒不改正)."""

    id: str
    statute: str
    act: str
    violated: str
    article: str
    fine: FineRange
    authority: str
    in_force_from: date
    source: Source
    paragraph: str = ""
    item: str = ""
    consequences: tuple[str, ...] = ()
    worse: FineRange | None = None
    in_force_to: date | None = None

    def penalty(self) -> str:
        """`生态环境法典第1185条第（二）项`, the short form on screen."""
        return f"{self.statute}第{self.article}条" + self._tail()

    def penalty_in_letter(self) -> str:
        """`《中华人民共和国生态环境法典》第一千一百八十五条第（二）项`, the form of letters."""
        return statute_in_letter(self.statute) + article_in_letter(self.article, self.item, self.paragraph)

    def violated_in_letter(self) -> str:
        """The duty in the form of letters: 《中华人民共和国生态环境法典》第五百七十二条第二款; the statute alone if no more is known."""
        parts = _VIOLATED.fullmatch(self.violated)
        if parts is None:
            return statute_in_letter(self.violated)
        article = article_in_letter(parts["article"], paragraph=parts["paragraph"] or "")
        return statute_in_letter(parts["statute"]) + article

    def in_force_on(self, day: date) -> bool:
        """Whether this text was in force on that day (both ends included)."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def _tail(self) -> str:
        tail = f"第{chinese_number(int(self.paragraph))}款" if self.paragraph else ""
        return tail + (f"第（{chinese_number(int(self.item))}）项" if self.item else "")


@dataclass(frozen=True, slots=True)
class Violation:
    """An act that may be punished (违法行为), with its provisions of every time.

    `gap_reason` says why there are days between two of its texts on which none was in force.
    """

    id: str
    name: str
    short_name: str
    element: str
    kinds: tuple[str, ...]
    provisions: tuple[str, ...]
    authority: str
    lenient_items: tuple[str, ...] = ()
    table: str = ""
    hand_over_to: str = ""
    no_table_reason: str = ""
    gap_reason: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A noise limit in dB(A). `*_burst` is how far the night maximum may exceed the night limit.

    `source.verification` is about the figures, `start_verification` about the day the standard came into force.
    """

    id: str
    standard: str
    name: str
    zone: str
    day_db: Decimal
    night_db: Decimal
    in_force_from: date
    source: Source
    in_force_to: date | None = None
    night_burst_db: Decimal | None = None
    night_frequent_db: Decimal | None = None
    start_verification: Verification = "verified"


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """A fact the law asks for. Kind `day_or_none` takes a date or the word none (查无)."""

    key: str
    question: str
    kind: Literal["bool", "integer", "decimal", "choice", "day", "day_or_none"]
    unit: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A statutory period; a clock of another room counts it. The start day is not counted."""

    id: str
    event: str
    number: int
    unit: Literal["workday", "calday", "month", "year", "hour"]
    start: str
    source: Source


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look at on site: the clause, what to see, what to keep, and the acts it may point at.

    `finding` is what the record says when the item is 不符, without place or time, so that it joins into a sentence.
    `verification` is about the clause.
    """

    id: str
    label: str
    clause: str
    look_for: str
    evidence: str
    violations: tuple[str, ...] = ()
    finding: str = ""
    verification: Verification = "verified"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a visit of one kind looks at. `measurement`: empty, optional or required."""

    id: str
    version: str
    name: str
    group: str
    authority: str
    items: tuple[CheckItem, ...]
    measurement: Literal["", "optional", "required"] = ""
    hand_over_to: str = ""
