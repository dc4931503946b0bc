"""How cases are counted (统计口径): each rule as a pure function, with the sentence that the workbook prints beside the figures.

Sources: the practice of the yearly justice tables (amounts by decision, combined penalties under the heaviest, law.md F);
行政处罚法第9条 for the order of kinds of penalty; the five kinds of 配套办法 as the national figures name them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from inspector.domain.kinds import LENIENT, Outcome

FINE = "fine"
WARNING = "warning"
# In the order in which 行政处罚法第9条 lists them; that a later one is the heavier is a convention of counting.
PENALTY_KINDS: dict[str, str] = {
    WARNING: "警告、通报批评",
    FINE: "罚款",
    "confiscation": "没收",
    "permit": "暂扣、降级或吊销许可",
    "shutdown": "限制经营、停产停业或关闭",
    "ban": "限制从业",
    "detention": "行政拘留",
    "graver": "其他较重的处罚",
}
_WEIGHT = {kind: place for place, kind in enumerate(PENALTY_KINDS)}
# Steps of the procedure that are a measure beside the penalty (配套办法), in the order of the national figures.
MEASURES: dict[str, str] = {
    "daily_penalty": "按日连续处罚",
    "seized": "查封、扣押",
    "production_restricted": "限制生产",
    "production_halted": "停产整治",
    "detention_transferred": "移送行政拘留",
    "crime_transferred": "移送涉嫌犯罪",
}


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One rule of counting: its name and the sentence printed in 说明."""

    id: str
    name: str
    sentence: str


RULES: tuple[CountingRule, ...] = (
    CountingRule(
        "once", "案件数", "一案一行，计一宗；同一案的决定改作过的，按现行有效的决定计，原决定不再计。"
    ),
    CountingRule(
        "heaviest",
        "并处",
        "同一决定并处几种处罚的，只按最重的一种计一宗；轻重按行政处罚法第9条所列次序，后列的为重（次序是统计约定）。",
    ),
    CountingRule(
        "amount",
        "金额",
        "罚款按处罚决定书所载数额计，不按缴款数；复议、诉讼改变的在备注写明，原数不改。按日连续处罚的数额另列，不并入罚款。",
    ),
    CountingRule(
        "spared",
        "减免额",
        "减轻的为测算额减去决定罚款，不予处罚的为测算额全额；没有裁量表的按法定下限测算。",
    ),
    CountingRule(
        "year",
        "年度",
        "年度自1月1日起到12月31日止，首日、末日都计入；按筛选所写的日期取，以北京时间的日历日为准。",
    ),
    CountingRule(
        "measures",
        "配套办法",
        "按日连续处罚、查封扣押、限制生产、停产整治、移送行政拘留、移送涉嫌犯罪分种类另计，不并入处罚宗数；"
        "一案用了几种的，每种各计一宗，同种只计一宗，事后解除的仍计。并处的停产停业、关闭是处罚种类，不在此列。",
    ),
    CountingRule("empty", "空格", "空白为还没有发生；“—”为数额是零；“未查”为没有查过，不等于没有。"),
)


def rule(rule_id: str) -> CountingRule:
    """A rule by its id."""
    return next(entry for entry in RULES if entry.id == rule_id)


def penalty_kinds(outcome: Outcome | None, stated: Collection[str], fine_fen: int | None) -> frozenset[str]:
    """Kinds of penalty of a decision: those stated, a fine when there is one, else a warning for a penalty with neither.

    A waiver, a hand-over and a case without a decision hold none.
    """
    if outcome not in (Outcome.PENALTY, Outcome.REDUCED):
        return frozenset()
    kinds = set(stated)
    if fine_fen:
        kinds.add(FINE)
    return frozenset(kinds or {WARNING})


def heaviest(kinds: Collection[str]) -> str:
    """The one kind under which a decision is counted; empty for none. An unknown kind counts as the heaviest but one."""
    unknown = _WEIGHT["graver"]
    return max(sorted(kinds), key=lambda kind: _WEIGHT.get(kind, unknown), default="")


def kind_words(kinds: Iterable[str]) -> str:
    """Kinds in words, lightest first."""
    ordered = sorted(kinds, key=lambda kind: (_WEIGHT.get(kind, len(_WEIGHT)), kind))
    return "、".join(PENALTY_KINDS.get(kind, kind) for kind in ordered)


def decided_fine_fen(outcome: Outcome | None, amount_fen: int | None) -> int | None:
    """The fine that counts: what the decision says. None before a decision, 0 for a decision without a fine."""
    if outcome is None:
        return None
    return amount_fen or 0 if outcome in (Outcome.PENALTY, Outcome.REDUCED) else 0


def spared_fen(outcome: Outcome | None, reduced_fen: int | None) -> int | None:
    """The amount waived or reduced; None before a decision, 0 where nothing was spared."""
    if outcome is None:
        return None
    return reduced_fen or 0 if outcome in LENIENT else 0


def in_period(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether a day falls into a period whose ends both count; an open end is None, an unknown day never counts."""
    if day is None:
        return False
    return (first is None or day >= first) and (last is None or day <= last)


def measures(steps: Iterable[str]) -> tuple[str, ...]:
    """Measures beside the penalty among the steps taken, each once, in the order of the official table."""
    taken = set(steps)
    return tuple(step for step in MEASURES if step in taken)
