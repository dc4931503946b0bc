"""Amounts that follow a decision: the daily penalty (按日连续处罚), and compensation paid beside the penalty reduced.

Sources: 生态环境法典第1056条、第1060条; 环法规〔2022〕31号第11条. Money is integer fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.money import yuan_text


@dataclass(frozen=True, slots=True)
class DailyPenalty:
    """Days from the one after the order to correct up to the recheck, each at the amount of the first fine."""

    first_day: date
    last_day: date
    days: int
    amount_fen: int


def daily_penalty(fine_fen: int, ordered_on: date, rechecked_on: date) -> DailyPenalty | None:
    """The daily penalty; None when the recheck is not after the order. The day of the recheck counts (not verified).

    Raises ValueError for a fine that is not positive: without a first fine there is no daily penalty.
    """
    if fine_fen <= 0:
        raise ValueError("a daily penalty rests on a fine")
    days = (rechecked_on - ordered_on).days
    if days <= 0:
        return None
    first = date.fromordinal(ordered_on.toordinal() + 1)
    return DailyPenalty(first, rechecked_on, days, fine_fen * days)


@dataclass(frozen=True, slots=True)
class Compensation:
    """Damage compensation (生态环境损害赔偿) paid, beside the amount by which the penalty was reduced."""

    paid_fen: int
    reduced_fen: int

    @property
    def doubtful(self) -> bool:
        """Whether more was reduced than paid (以赔代罚 is then asked about)."""
        return self.reduced_fen > self.paid_fen

    def sentence(self) -> str:
        """Both amounts side by side, with the warning when the reduction is the larger."""
        text = f"已付赔偿 {yuan_text(self.paid_fen)} 元，处罚减少 {yuan_text(self.reduced_fen)} 元"
        return text + ("；减少的多于赔偿的，须写明理由" if self.doubtful else "")
