"""First offence and repeat (初次违法): which former cases are the same party, and what was searched until when.

Pure: services hand in former cases of own and merged data. Nothing found is never more than what was searched; the result
names its sources and is stored with the decision, to be searched again when new data arrive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_NOISE = re.compile(r"[\s·•.,，。、；;:：\-—_'\"“”()\[\]【】〔〕<>《》]+")
# Names met again at every search of a folder are folded once.
_KEPT = 65_536
_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "公司")
_CHINESE_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


@dataclass(frozen=True, slots=True)
class PartyKey:
    """What identifies a party: registered name, credit code, address."""

    name: str
    code: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FormerCase:
    """A case already known: its party, the act, the day the act was found, how it was decided; `source` is whose data."""

    case_id: str
    party: PartyKey
    violation_id: str
    found_on: date
    outcome: str
    source: str


@dataclass(frozen=True, slots=True)
class SearchedSource:
    """One body of data that was searched, and the last day it covers."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Match:
    """A former case of the same party and by what it was recognised; a `certain` one by credit code."""

    former: FormerCase
    by: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class FirstOffence:
    """The answer: matches in the period asked, what was searched, from and until when."""

    matches: tuple[Match, ...]
    since: date | None
    until: date
    sources: tuple[SearchedSource, ...]

    @property
    def first(self) -> bool | None:
        """True: nothing found. False: a certain match. None: a match by name or address that a person must judge, or nothing searched."""
        if any(match.certain for match in self.matches):
            return False
        return None if self.matches or not self.sources else True

    def sentence(self) -> str:
        """What was searched until when, and what was found."""
        searched = (
            "、".join(f"{source.name}（至 {source.until}）" for source in self.sources) or "没有检索任何数据"
        )
        since = f"{self.since} 起" if self.since else "全部"
        if not self.matches:
            return f"检索{searched}，{since}至 {self.until}，没有发现同一当事人的同类违法"
        listed = "；".join(f"{match.former.found_on}（{'、'.join(match.by)}相同）" for match in self.matches)
        return f"检索{searched}，{since}至 {self.until}，发现 {len(self.matches)} 件：{listed}"


@lru_cache(maxsize=_KEPT)
def normal_name(name: str) -> str:
    """A name for comparison: width folded, blanks and marks removed, bracketed place kept, capital letters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper()))


@lru_cache(maxsize=_KEPT)
def bare_name(name: str) -> str:
    """The name without the form of company at its end (有限公司 and its like); empty forms stay whole."""
    whole = normal_name(name)
    for form in _FORMS:
        if whole.endswith(form) and len(whole) > len(form) + 1:
            return whole.removesuffix(form)
    return whole


@lru_cache(maxsize=_KEPT)
def normal_code(code: str) -> str:
    """A credit code for comparison: width folded, no blanks or hyphens, capitals; letters never mistaken for digits."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", code)).upper()


@lru_cache(maxsize=_KEPT)
def normal_address(address: str) -> str:
    """An address for comparison: province and city dropped, Chinese digits as figures, `號` as `号`, marks removed."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", address)).replace("號", "号").upper()
    return text.removeprefix("广东省").removeprefix("深圳市").translate(_CHINESE_DIGITS)


def same_party(one: PartyKey, other: PartyKey) -> tuple[tuple[str, ...], bool]:
    """By what two parties are the same, and whether that is certain (the credit code). Two different codes: not the same."""
    codes = normal_code(one.code), normal_code(other.code)
    if all(codes):
        return (("统一社会信用代码",), True) if codes[0] == codes[1] else ((), False)
    by: list[str] = []
    if normal_name(one.name) and bare_name(one.name) == bare_name(other.name):
        by.append("名称")
    if normal_address(one.address) and normal_address(one.address) == normal_address(other.address):
        by.append("地址")
    return tuple(by), False


def search(
    party: PartyKey,
    violation_id: str,
    act_day: date,
    former: Sequence[FormerCase],
    sources: Sequence[SearchedSource],
    *,
    since: date | None = None,
    own_case_id: str = "",
    same_act_only: bool = True,
) -> FirstOffence:
    """Former cases of the same party, found from `since` (included) to the act day (included), oldest first.

    `since` None: all time. Withdrawn cases and the case itself do not count.
    """
    found: list[Match] = []
    for case in sorted(former, key=lambda entry: (entry.found_on, entry.case_id)):
        if case.case_id == own_case_id or case.outcome == "withdrawn":
            continue
        if same_act_only and case.violation_id != violation_id:
            continue
        if case.found_on > act_day or (since is not None and case.found_on < since):
            continue
        by, certain = same_party(party, case.party)
        if by:
            found.append(Match(case, by, certain))
    return FirstOffence(tuple(found), since, act_day, tuple(sources))


def still_stands(stored: FirstOffence, fresh: FirstOffence) -> bool:
    """Whether a waiver that rests on the stored search still stands after a new one (标记不再成立的免罚)."""
    known = {match.former.case_id for match in stored.matches}
    return all(match.former.case_id in known for match in fresh.matches)
