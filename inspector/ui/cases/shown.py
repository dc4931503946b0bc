"""From the services' values to what the case page shows: pure, no widgets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from inspector.casework import procedure
from inspector.casework.procedure import DueItem
from inspector.domain.kinds import FineDirection, Outcome
from inspector.domain.money import wan_text
from inspector.law.discretion import FineResult
from inspector.law.leniency import ItemResult
from inspector.law.schema import FactQuestion
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview
from inspector.ui.common.clock_bar import ClockState
from inspector.ui.common.conditions import Condition
from inspector.ui.common.fine import Factor, FineView
from inspector.ui.common.marks import Mark
from inspector.ui.common.stepper import Step, StepState
from inspector.ui.common.timeline import TimelineItem
from inspector.ui.common.words import tr

_STATUS = {"met": Mark.MET, "unmet": Mark.UNMET, "unknown": Mark.UNKNOWN}
DIRECTIONS = {
    FineDirection.LIGHT: "从轻",
    FineDirection.ORDINARY: "一般",
    FineDirection.HEAVY: "从重",
}
# Words for the coded answers of the rule pack's questions.
_CHOICES = {"none": "无", "slight": "轻微", "serious": "较重"}
NO_PAYMENT = frozenset({Outcome.WAIVED, Outcome.MAY_BE_WAIVED, Outcome.HANDED_OVER, Outcome.WITHDRAWN})


def choice_word(question: FactQuestion, value: str) -> str:
    """The word of a coded answer."""
    return _CHOICES.get(value, value)


def answer_text(question: FactQuestion, value: object) -> str:
    """An answer in words; unknown stays unknown."""
    if value is None:
        return tr("待查")
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    if value == "none" and question.kind == "day_or_none":
        return tr("查无")
    if isinstance(value, str):
        return choice_word(question, value)
    return f"{value}{question.unit}"


def steps_of(file: CaseFile) -> list[Step]:
    """The nine steps with their days; the next one is named, and an ending branch skips the rest."""
    done = {entry.step: entry.day for entry in file.steps}
    wanted = procedure.next_step(done, no_payment=file.case.outcome in NO_PAYMENT)
    ended = wanted is None
    shown: list[Step] = []
    for entry in procedure.STEPS:
        if entry.id in done:
            day = done[entry.id]
            shown.append(Step(entry.id, entry.name, StepState.DONE, f"{day.month:02d}-{day.day:02d}"))
        elif wanted is not None and wanted.step.id == entry.id:
            shown.append(Step(entry.id, entry.name, StepState.NOW, tr("下一步")))
        elif ended or (entry.id == procedure.PAID and file.case.outcome in NO_PAYMENT):
            shown.append(Step(entry.id, entry.name, StepState.SKIPPED, reason=tr("本案不适用")))
        else:
            shown.append(Step(entry.id, entry.name, StepState.LATER))
    return shown


def clock_of(item: DueItem | None, today: date) -> ClockState | None:
    """The period that decides the case's time limit."""
    if item is None:
        return None
    deadline = item.deadline
    used = max(0, (min(today, deadline.due) - deadline.start).days)
    return ClockState(
        used=used,
        deducted=deadline.deducted_days,
        total=deadline.period.number,
        unit=tr("日"),
        due_text=str(deadline.due),
        deduction_text="、".join(span.reason for span in deadline.spans),
        provisional=deadline.provisional,
        overdue=max(0, (today - deadline.due).days),
    )


def conditions_of(item: ItemResult) -> list[Condition]:
    """The conditions of a ground in the order of its source."""
    return [
        Condition(
            name=entry.needed,
            mark=_STATUS[entry.status],
            found=entry.found,
            source=entry.clause,
            change=entry.what_would_change
            or (tr("需要：{e}", e=entry.evidence_wanted) if entry.evidence_wanted else ""),
            id=entry.fact_keys[0] if entry.fact_keys else "",
        )
        for entry in item.conditions
    ]


def item_mark(item: ItemResult) -> Mark:
    """One mark for a whole ground: unmet wins over unknown, unknown over met."""
    if item.count("unmet") or not item.in_force:
        return Mark.UNMET
    return Mark.UNKNOWN if item.count("unknown") else Mark.MET


def _weight(fine: FineResult, weight: Decimal) -> str:
    table = fine.table
    return table.weight_text(weight) if table is not None and table.method == "weights" else ""


def fine_view(review: LawReview) -> FineView:
    """The arithmetic of the fine; without a usable table the range and the reason."""
    fine, range_ = review.fine, review.provision.fine
    weights = fine.table is not None and fine.table.method == "weights"
    factors = (
        [Factor(tr("裁量起点"), "", fine.table.weight_text(fine.table.start))]
        if fine.table is not None and weights and fine.table.start
        else []
    )
    factors += [
        Factor(step.factor.name, step.choice.label, _weight(fine, step.choice.weight)) for step in fine.steps
    ]
    span = max(1, range_.max_fen - range_.min_fen)
    point = fine.point_fen if fine.point_fen is not None else fine.low_fen
    total = tr("{n} 万元", n=wan_text(fine.point_fen)) if fine.point_fen is not None else tr("由你填写")
    return FineView(
        total=total,
        method=fine.table.name if fine.table else tr("没有公布的裁量表"),
        factors=tuple(factors),
        formula=fine.conflict or fine.formula,
        low_text=tr("{n} 万", n=wan_text(range_.min_fen)),
        high_text=tr("{n} 万元", n=wan_text(range_.max_fen)),
        share=min(1.0, max(0.0, (point - range_.min_fen) / span)),
        next_grade="；".join(fine.warnings),
        applied=tr("适用{penalty}：{range}", penalty=review.provision.penalty(), range=range_.text()),
        compared=review.choice.reason,
        unverified=review.provision.source.verification != "verified",
    )


def timeline_of(file: CaseFile) -> list[TimelineItem]:
    """Everything with a day, oldest first."""
    items = [
        (
            entry.day,
            TimelineItem(
                entry.id,
                str(entry.day),
                procedure.stage_name(entry.step),
                entry.note or entry.method,
                Mark.MET,
            ),
        )
        for entry in file.steps
    ]
    for order in file.rectifications:
        items.append(
            (
                order.ordered_on,
                TimelineItem(order.id, str(order.ordered_on), tr("责令改正"), order.requirement, Mark.MET),
            )
        )
        if order.rechecked_on is not None:
            mark = Mark.MET if order.corrected else Mark.UNMET
            items.append(
                (
                    order.rechecked_on,
                    TimelineItem(f"{order.id}/r", str(order.rechecked_on), tr("复查"), order.result, mark),
                )
            )
    for suspension in file.suspensions:
        until = str(suspension.ends_on) if suspension.ends_on else tr("未结束")
        items.append(
            (
                suspension.starts_on,
                TimelineItem(
                    suspension.id,
                    str(suspension.starts_on),
                    tr("扣除期限"),
                    tr("{why}，至 {end}", why=suspension.reason, end=until),
                    Mark.LATER,
                ),
            )
        )
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def next_words(file: CaseFile) -> tuple[str, str]:
    """The next step in words: title, and what is missing."""
    done = {entry.step: entry.day for entry in file.steps}
    wanted = procedure.next_step(done, no_payment=file.case.outcome in NO_PAYMENT)
    if wanted is None:
        return tr("已{stage}", stage=procedure.stage_name(file.case.stage)), tr("没有下一步")
    missing = "、".join(entry.name for entry in wanted.missing)
    basis = tr("依据 {basis}", basis=wanted.step.basis)
    return tr("下一步：{action}", action=wanted.step.action), tr(
        "还缺：{what}", what=missing
    ) if missing else basis
