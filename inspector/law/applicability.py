"""Which text applies (从旧兼从轻): code 1057, penalty law 37; limitation of two or five years: code 1054."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.times import day_letter
from inspector.law.book import Book
from inspector.law.schema import FineRange, Provision


@dataclass(frozen=True, slots=True)
class Applicability:
    """Old and new text side by side. `chosen` is None when the law cannot tell and the officer must choose."""

    old: Provision
    new: Provision
    chosen: Provision | None
    reason: str
    act_end_day: date
    decision_day: date

    @property
    def changed(self) -> bool:
        """Whether the text changed between the act and the decision."""
        return self.old is not self.new


def applicable(book: Book, violation_id: str, act_end_day: date, decision_day: date) -> Applicability:
    """The text for an act that ended on a day and is decided on another. Raises RuleRefusedError when none was in force."""
    if decision_day < act_end_day:
        raise InvalidValueError("决定日", decision_day, f"不早于行为终了日 {act_end_day}")
    provisions = book.provisions_of(violation_id)
    old = _on(provisions, act_end_day)
    new = _on(provisions, decision_day)
    if old is None:
        raise RuleRefusedError(
            "行为日没有施行中的罚则",
            f"法律包 {book.version} 里，{book.violation(violation_id).name}在 {act_end_day} 没有罚则",
            "核对行为日，或换用载有当时法条的法律包",
        )
    if new is None:
        raise RuleRefusedError(
            "决定日没有施行中的罚则",
            f"{old.penalty()}在 {decision_day} 已失效",
            "更新法律包，或由法制机构核定",
        )
    if old is new:
        reason = f"行为终了于{day_letter(act_end_day)}，当时施行的{old.penalty()}到决定日没有改动，适用该条。"
        return Applicability(old, new, old, reason, act_end_day, decision_day)
    order = compare_provisions(new, old)
    shown = f"旧：{old.penalty()}，{old.fine.text()}；新：{new.penalty()}，{new.fine.text()}。"
    if order is None:
        reason = shown + "两种幅度的轻重不能直接比较，请选定适用的条文并写明理由。"
        return Applicability(old, new, None, reason, act_end_day, decision_day)
    if order < 0:
        reason = shown + "决定前法律已改，新规定较轻，依法典第1057条、行政处罚法第37条适用新规定。"
        return Applicability(old, new, new, reason, act_end_day, decision_day)
    why = "新旧幅度相同" if order == 0 else "新规定较重"
    reason = shown + f"行为发生时施行旧规定，{why}，依法典第1057条、行政处罚法第37条适用行为时的规定。"
    return Applicability(old, new, old, reason, act_end_day, decision_day)


def compare_provisions(first: Provision, second: Provision) -> int | None:
    """-1 first lighter, 0 equal, 1 heavier, None when not comparable (other forms, or base and refusal ranges disagree)."""
    base = compare_fines(first.fine, second.fine)
    if first.worse is None and second.worse is None:
        return base
    if base is None:
        return None
    heavy = compare_fines(first.worse or first.fine, second.worse or second.fine)
    if heavy is not None and (first.worse is None or second.worse is None):
        # One text has no separate range for refusal: only how far each can reach is comparable.
        reach = [(one.worse or one.fine).max_fen for one in (first, second)]
        heavy = (reach[0] > reach[1]) - (reach[0] < reach[1])
    if heavy is None or base * heavy < 0:
        return None
    return base or heavy


def compare_fines(first: FineRange, second: FineRange) -> int | None:
    """Lighter maximum wins, then minimum, then 'may' before 'shall', then a fine only on refusal to correct.

    A mixed order is decided by the maximum.
    """
    forms = {"range", "fixed", "up_to"}
    if first.kind != second.kind and not {first.kind, second.kind} <= forms:
        return None
    if first.kind == "multiple" or first.per != second.per:
        return None
    mine = (first.max_fen, first.min_fen, not first.may, not first.refused_only)
    other = (second.max_fen, second.min_fen, not second.may, not second.refused_only)
    return (mine > other) - (mine < other)


CODE_DAY = date(2026, 8, 15)
"""The day the ecological environment code (生态环境法典) came into force: code 1242."""


def limitation_years(act_end_day: date, harmful: bool, endangers_health: bool | None) -> int | None:
    """Two or five years. Acts that ended before the code: penalty law 36, five only for life and health with harm.

    None when the act is older than the code, harmful, and it is not known whether life and health were endangered.
    """
    if not harmful:
        return 2
    if act_end_day >= CODE_DAY:
        return 5
    return None if endangers_health is None else 5 if endangers_health else 2


def limitation_end(act_end_day: date, harmful: bool) -> date:
    """Last day of the limitation (追责期限): two years, five with pollution or ecological damage (code 1054)."""
    year = act_end_day.year + (5 if harmful else 2)
    if (act_end_day.month, act_end_day.day) == (2, 29) and not _leap(year):
        return date(year, 2, 28)
    return act_end_day.replace(year=year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _on(provisions: tuple[Provision, ...], day: date) -> Provision | None:
    return next((provision for provision in provisions if provision.in_force_on(day)), None)
