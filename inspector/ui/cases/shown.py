"""From the services' values to what the case page shows: pure, no widgets."""

from __future__ import annotations

from decimal import Decimal

from inspector.casework.rulebook import Rulebook
from inspector.domain.kinds import FineDirection
from inspector.domain.money import wan_text
from inspector.domain.records import CaseStep
from inspector.law.discretion import FineResult, GradeEffect
from inspector.law.leniency import ItemResult
from inspector.law.schema import FactQuestion
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview
from inspector.ui.common.conditions import Condition
from inspector.ui.common.fine import Factor, FineView
from inspector.ui.common.marks import Mark
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


def timeline_of(file: CaseFile, rules: Rulebook) -> list[TimelineItem]:
    """Everything with a day, oldest first."""
    items = [
        (
            entry.day,
            TimelineItem(
                entry.id,
                str(entry.day),
                rules.steps[entry.step].name if entry.step in rules.steps else entry.step,
                _step_note(entry, file, rules),
                Mark.UNKNOWN if entry.skipped else Mark.MET,
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


def _step_note(entry: CaseStep, file: CaseFile, rules: Rulebook) -> str:
    """Note, way of service, who took it; what was passed over stays visible with its reason and approval."""
    names = {officer.id: officer.name for officer in file.people}
    who = "、".join(names.get(key, key) for key in entry.persons.split(",") if key)
    words = [part for part in (entry.note, entry.method, who) if part]
    rule = rules.steps.get(entry.step)
    passed = [need.say for need in rule.requires if need.id in entry.skipped.split(",")] if rule else []
    if passed:
        words.append(
            tr(
                "跳过：{what}；理由：{why}；批准：{who}",
                what="、".join(passed),
                why=entry.reason,
                who=entry.leader,
            )
        )
    return " · ".join(words)


def effect_words(effect: GradeEffect | None) -> str:
    """`低一档“1个”15 万元；高一档“3个以上”20 万元`; empty without a figure on either side."""
    if effect is None:
        return ""
    sides = ((tr("低一档"), effect.lower, effect.lower_fen), (tr("高一档"), effect.higher, effect.higher_fen))
    return "；".join(
        tr("{side}“{grade}”{n} 万元", side=side, grade=grade.label, n=wan_text(fen))
        for side, grade, fen in sides
        if grade is not None and fen is not None
    )
