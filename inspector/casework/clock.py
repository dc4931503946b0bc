"""The clock of a case (办案时限): running periods with deductions and extensions, what lateness does, the surcharge, hours.

Sources: 行政处罚法第60条、第72条、第73条、第85条; 办法第57条、第58条 (the number 58 is not verified). Days are parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inspector.casework.deadlines import Deadline, Period, Span, Unit, compute_deadline
from inspector.casework.rulebook import ClockRule, Extension, Rulebook
from inspector.casework.workdays import WorkCalendar
from inspector.domain.errors import InvalidValueError

SURCHARGE_PERCENT = 3


@dataclass(frozen=True, slots=True)
class Deduction:
    """Days that do not count (扣除): the kind (id of the rules), both days included, and the proof that is in the file."""

    kind: str
    starts_on: date
    ends_on: date | None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """An extension that was approved: the step, its day and who approved it."""

    extension: Extension
    day: date
    approved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A clock on its way. `outer` is the period with its extensions, before deducted days."""

    rule: ClockRule
    deadline: Deadline
    outer: Period
    grants: tuple[Grant, ...]

    def late_effect(self, day: date) -> str:
        """What doing it on this day does to legality; empty while in time."""
        if day <= self.deadline.due:
            return ""
        days = (day - self.deadline.due).days
        return f"逾期 {days} 日：{self.rule.late}（{self.outer.basis}）"

    def sentence(self) -> str:
        """The computation in one line, extensions with day and approver included."""
        more = "".join(
            f"；{grant.day} 批准延长 {grant.extension.number} 日（{'、'.join(grant.approved_by) or '未写批准人'}）"
            for grant in self.grants
        )
        return f"{self.rule.title}：{self.deadline.sentence()}{more}"


def checked_deductions(
    rules: Rulebook, clock_id: str, deductions: Sequence[Deduction], start: date
) -> tuple[Span, ...]:
    """Spans that this clock leaves out, of deductions that are all valid. Raises InvalidValueError for an unknown kind, no proof, or impossible days."""
    spans: list[Span] = []
    for entry in deductions:
        if entry.kind not in rules.deductions:
            raise InvalidValueError(
                "扣除事由", entry.kind, "、".join(kind.name for kind in rules.deductions.values())
            )
        name = rules.deductions[entry.kind].name
        if not entry.proof.strip():
            raise InvalidValueError(f"{name}的凭证", "", "写明凭证名称和编号，没有凭证的日子不能扣除")
        if entry.ends_on is not None and entry.ends_on < entry.starts_on:
            raise InvalidValueError(
                f"{name}的结束日", entry.ends_on.isoformat(), f"不早于 {entry.starts_on.isoformat()}"
            )
        counts = entry.kind in rules.clocks[clock_id].deducts
        if counts and (entry.ends_on is None or entry.ends_on > start):
            spans.append(Span(entry.starts_on, entry.ends_on, name))
    return tuple(spans)


def checked_entry(rules: Rulebook, entry: Deduction, found_on: date, today: date) -> Deduction:
    """A span as it may be entered: kind by id or word, a proof, days between the case's clue and today.

    Raises InvalidValueError, its `field` one of 扣除事由, 凭证, 开始日, 结束日.
    """
    kind = next(
        (one for one in rules.deductions.values() if entry.kind.strip() in (one.id, one.name)),
        None,
    )
    if kind is None:
        words = "、".join(one.name for one in rules.deductions.values())
        raise InvalidValueError("扣除事由", entry.kind, words)
    if entry.starts_on < found_on:
        raise InvalidValueError("开始日", entry.starts_on.isoformat(), f"不早于发现日 {found_on.isoformat()}")
    for field, day in (("开始日", entry.starts_on), ("结束日", entry.ends_on)):
        if day is not None and day > today:
            raise InvalidValueError(field, day.isoformat(), f"不晚于今天 {today.isoformat()}；没有结束的留空")
    if entry.ends_on is not None and entry.ends_on < entry.starts_on:
        raise InvalidValueError(
            "结束日", entry.ends_on.isoformat(), f"不早于开始日 {entry.starts_on.isoformat()}"
        )
    if not entry.proof.strip():
        raise InvalidValueError("凭证", "", "写明凭证名称和编号，没有凭证的日子不能扣除")
    return replace(entry, kind=kind.id, proof=entry.proof.strip())


def run_clock(
    rules: Rulebook,
    clock_id: str,
    start: date,
    calendar: WorkCalendar,
    *,
    today: date,
    grants: Sequence[Grant] = (),
    spans: Sequence[Span] = (),
) -> Running:
    """A clock from its start day, with granted extensions; `spans` are those of `checked_deductions`.

    An extension lengthens the whole period (90 → 120 → 150 days), it does not start anew from the rolled-over day.
    """
    rule = rules.clocks[clock_id]
    base = rules.periods[rule.period]
    number = base.number + sum(grant.extension.number for grant in grants)
    outer = replace(
        base, number=number, verified=base.verified and all(grant.extension.verified for grant in grants)
    )
    used = tuple(span for span in spans if span.starts_on <= today)
    return Running(rule, compute_deadline(outer, start, calendar, used, today=today), outer, tuple(grants))


def hours_end(period: Period, start: datetime) -> datetime:
    """The instant a period of hours ends; it runs through nights and days off. ValueError for another unit or naive time."""
    if period.unit is not Unit.HOUR or start.tzinfo is None:
        raise ValueError("hours run from an aware instant")
    return start + timedelta(hours=period.number)


@dataclass(frozen=True, slots=True)
class Surcharge:
    """The surcharge (加处罚款) on a fine not paid in time; `days` without those in review or suit."""

    days: int
    stopped_days: int
    daily_fen: int
    amount_fen: int
    capped: bool

    def sentence(self) -> str:
        """`逾期 12 日，扣除复议诉讼 3 日 …`."""
        stopped = f"，复议、诉讼期间 {self.stopped_days} 日不计" if self.stopped_days else ""
        cap = "，已达罚款本数，不再增加" if self.capped else ""
        return f"逾期计 {self.days} 日{stopped}，每日百分之三{cap}（行政处罚法第72条、第73条）"


def surcharge(fine_fen: int, due: date, until: date, stopped: Sequence[Span] = ()) -> Surcharge:
    """3 % of the fine for each day after `due` up to and including `until`, never more than the fine.

    Days of `stopped` (复议、诉讼) do not count, overlapping ones once; an open one runs to `until`. Parts of a fen are
    dropped. For an instalment, `fine_fen` and `due` are those of the instalment (inference, not verified).
    Raises ValueError for a negative fine.
    """
    if fine_fen < 0:
        raise ValueError("a fine is not negative")
    counted = skipped = 0
    for offset in range(1, max((until - due).days, 0) + 1):
        day = due + timedelta(days=offset)
        if any(span.starts_on <= day and (span.ends_on is None or day <= span.ends_on) for span in stopped):
            skipped += 1
        else:
            counted += 1
    raw = fine_fen * SURCHARGE_PERCENT * counted // 100
    return Surcharge(
        counted, skipped, fine_fen * SURCHARGE_PERCENT // 100, min(raw, fine_fen), raw >= fine_fen > 0
    )


@dataclass(frozen=True, slots=True)
class ComplaintTerms:
    """The days a complaint (信访) must be told, answered, and, for dust, dealt with or forwarded."""

    terms: Mapping[str, Deadline]


def complaint_terms(
    rules: Rulebook,
    received_on: date,
    calendar: WorkCalendar,
    *,
    dust: bool = False,
    ours: bool = True,
    extended: bool = False,
) -> ComplaintTerms:
    """Told within 15 days, answered within 60 (+30 when `extended`); one that is not `ours` is contested within 5 working days.

    Dust (扬尘): 15 days to handle our own, 7 to forward another's. 信访工作条例; 深圳市扬尘污染防治管理办法第18条.
    """
    wanted = {"complaint_told": 0, "complaint_answer": 30 if extended else 0}
    if not ours:
        wanted = {"complaint_told": 0, "complaint_objection": 0}
    if dust:
        wanted["dust_handle" if ours else "dust_forward"] = 0
    terms = {
        name: compute_deadline(
            replace(rules.periods[name], number=rules.periods[name].number + more), received_on, calendar
        )
        for name, more in wanted.items()
    }
    return ComplaintTerms(terms)
