"""The reasons of leniency (说理) as paragraphs of plain official Chinese for the notice (告知书) and the decision (决定书).

Pure functions: a result in, sentences out. They say what was found and under which clause; they never decide. A ground
that is not complete can be explained, and is then said not to apply.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.times import day_letter
from inspector.law.answers import GroundResult
from inspector.law.leniency import ConditionResult, ItemResult
from inspector.law.lists import WAIVING, LenientItem
from inspector.law.schema import chinese_number, statute_in_letter

_ENDS = {
    "met": "符合该项条件",
    "unmet": "不符合该项条件",
    "unknown": "在查清以前不能认定符合该项条件",
}
_SHORT = ("处罚法", "法典")


@dataclass(frozen=True, slots=True)
class Reasons:
    """Paragraphs in order: what is compared, each condition, what follows, and the duty to educate."""

    opening: str
    conditions: tuple[str, ...]
    conclusion: str
    education: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of it, ready to be set."""
        return tuple(
            text for text in (self.opening, *self.conditions, self.conclusion, self.education) if text
        )


def notice_reasons(result: ItemResult, party: str = "你单位") -> Reasons:
    """For the prior notice: what the authority intends and why (penalty law 44, 62)."""
    return _reasons(result, party, intended=True)


def decision_reasons(result: ItemResult, party: str = "当事人") -> Reasons:
    """For the decision: what was found on each condition and what follows."""
    return _reasons(result, party, intended=False)


def weighing_reasons(result: ItemResult, grounds: tuple[GroundResult, ...]) -> tuple[str, ...]:
    """A sentence for each aggravating fact that stands beside the ground, for the officer to finish with the reason."""
    return tuple(
        f"本案同时存在{ground.ground.name}的情形（{ground.clause}），"
        f"与“{result.item.name}”的{result.item.effect}情形并存，取舍理由："
        for ground in grounds
        if ground.status == "met"
    )


def source_letter(item: LenientItem, day: date) -> str:
    """Where the ground stands, with the other texts that give it on that day: 《行政处罚法》第33条…、《生态环境法典》第1056条…."""
    cited = [_cited(item.source.document, item.source.article)]
    cited += [_cited(one.document, one.article) for one in item.also if one.in_force_from <= day]
    return "、".join(cited)


def condition_letter(entry: ConditionResult, place: int) -> str:
    """`（一）近一年内首次违法。经查询……，未见……（证据：Z-01）。依照……，符合该项条件。`"""
    evidence = f"（证据：{'、'.join(entry.evidence)}）" if entry.evidence else ""
    clause = f"对照{clause_letter(entry.clause)}，" if entry.clause else ""
    return f"（{chinese_number(place)}）{entry.needed}。{entry.letter}{evidence}。{clause}{_ENDS[entry.status]}。"


def _reasons(result: ItemResult, party: str, *, intended: bool) -> Reasons:
    item, case = result.item, result.case
    source = source_letter(item, case.decision_day)
    opening = (
        f"关于{party}的行为（终了于{day_letter(case.act_day)}）是否属于{source}规定的"
        f"“{item.name}”（{item.effect}）情形，逐项核对如下："
    )
    lines = tuple(condition_letter(entry, n) for n, entry in enumerate(result.conditions, 1))
    education = ""
    if result.complete and item.effect in WAIVING:
        does = "将对" if intended else "对"
        education = f"依照《中华人民共和国行政处罚法》第三十三条第三款，本机关{does}{party}进行教育。"
    return Reasons(opening, lines, _conclusion(result, party, intended=intended), education)


def _conclusion(result: ItemResult, party: str, *, intended: bool) -> str:
    item = result.item
    if not result.in_force:
        return f"上述规定在行为终了之日不在施行期内，对{party}不适用。"
    unmet = [n for n, outcome in enumerate(result.trace, 1) if outcome[0] == "unmet"]
    if unmet:
        return f"综上，{party}的行为不符合上述第{_places(unmet)}项条件，不适用“{item.name}”情形。"
    unknown = [n for n, outcome in enumerate(result.trace, 1) if outcome[0] == "unknown"]
    if unknown:
        return (
            f"综上，上述第{_places(unknown)}项条件尚未查清，目前不能认定{party}的行为属于“{item.name}”情形。"
        )
    ending = {True: f"拟对{party}{item.effect}", False: f"对{party}{item.effect}"}[intended]
    if item.effect.startswith("可以"):
        ending = f"依法{item.effect}"
    return f"综上，{party}的行为同时符合上述{len(result.trace)}项条件，{ending}。"


def _places(numbers: list[int]) -> str:
    return "、".join(f"（{chinese_number(one)}）" for one in numbers)


def _cited(document: str, article: str) -> str:
    for short in _SHORT:
        article = article.removeprefix(short)
    return f"{document}{article}" if "〔" in document else statute_in_letter(document) + article


def clause_letter(clause: str) -> str:
    """A clause with the name of its statute as letters write it: 处罚法第33条 → 行政处罚法第33条."""
    if clause.startswith("处罚法"):
        return "行政" + clause
    return "生态环境" + clause if clause.startswith("法典") else clause
