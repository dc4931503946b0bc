"""From the law's answers to what the law panel shows: pure, no widgets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.domain.kinds import FineDirection
from inspector.domain.money import wan_text
from inspector.law.answers import GroundResult
from inspector.law.discretion import FineResult, GradeEffect
from inspector.law.fine_reasons import BITS, method_text
from inspector.law.leniency import ConditionResult, ItemResult
from inspector.law.schema import FactQuestion
from inspector.law.steps import next_steps_text
from inspector.services.law_review import LawReview
from inspector.ui.common.conditions import Condition
from inspector.ui.common.fine import Factor, FineView
from inspector.ui.common.marks import Mark
from inspector.ui.common.words import tr

_STATUS = {"met": Mark.MET, "unmet": Mark.UNMET, "unknown": Mark.UNKNOWN}
DIRECTIONS = {
    FineDirection.LIGHT: "从轻",
    FineDirection.ORDINARY: "一般",
    FineDirection.HEAVY: "从重",
}
# Words for the coded answers of the rule pack's questions.
_CHOICES = {"none": "无", "slight": "轻微", "serious": "较重"}


_CODED = re.compile(r"（[^（）]*[a-z]{3,}[^（）]*）")


def question_text(fact: FactQuestion) -> str:
    """The question without the code words that a facts file uses: the answer box shows the words themselves."""
    return _CODED.sub("", fact.question)


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict panel of a ground: one mark, a heading, one sentence with the near miss in figures."""

    mark: Mark
    heading: str
    source: str
    sentence: str
    notes: tuple[str, ...]


def verdict_of(item: ItemResult, regional: str = "") -> Verdict:
    """`大气超标：条件不齐` over `6 项条件：4 满足，1 不满足，1 待查。只差一项：0.14 倍，须 < 0.1 倍`."""
    if not item.in_force:
        state = tr("不在施行期")
    elif item.count("unmet"):
        state = tr("条件不齐")
    else:
        state = tr("还不能下结论") if item.count("unknown") else tr("条件齐备")
    counts, _, ending = item.verdict.partition("。")
    notes = (regional, *item.warnings) if regional else item.warnings
    # The near miss says more than "现有事实下不符合": the figure stands in its place.
    return Verdict(
        item_mark(item),
        tr("{name}：{state}", name=item.item.name, state=state),
        tr(
            "{effect} · {doc}{article}",
            effect=item.item.effect,
            doc=item.item.source.document,
            article=_article(item),
        ),
        f"{counts}。{item.near_miss or ending}",
        notes,
    )


def _article(item: ItemResult) -> str:
    """The article without the short name of its statute, which stands before it."""
    return item.item.source.article.removeprefix("处罚法").removeprefix("法典")


def conditions_of(item: ItemResult) -> list[Condition]:
    """The conditions of a ground, in the order of the source."""
    document = item.item.source.document
    return [_condition(entry, entry.needed, entry.clause.removeprefix(document)) for entry in item.conditions]


def single_conditions(items: Sequence[ItemResult]) -> list[Condition]:
    """Grounds of one condition, a line each: the ground is the name, its effect stands with the finding."""
    lines = []
    for item in items:
        entry = item.conditions[0]
        name = tr("{name}：{effect}", name=item.item.name, effect=item.item.effect)
        lines.append(_condition(entry, name, entry.clause))
    return lines


def _condition(entry: ConditionResult, name: str, clause: str) -> Condition:
    evidence = tr("证据：{e}", e="、".join(entry.evidence)) if entry.evidence else ""
    wanted = tr("要有的证据：{e}", e=entry.evidence_wanted) if entry.evidence_wanted else ""
    # "查明：" before the condition's own words says nothing that the mark does not say.
    told = "" if entry.what_would_change == f"查明：{entry.needed}" else entry.what_would_change
    change = tr("怎样会改变：{c}", c=told) if told else ""
    return Condition(
        name=name,
        mark=_STATUS[entry.status],
        found=entry.found,
        needed="",
        source=clause,
        change=change,
        id=entry.asks[0] if entry.asks else "",
        detail=tuple(part for part in (evidence or wanted, change) if part),
    )


def ground_lines(grounds: Sequence[GroundResult]) -> list[Condition]:
    """Grounds for a heavier penalty. One that is there is no failed condition: the words say which way it counts."""
    marks = {"met": Mark.UNMET, "unmet": Mark.MET, "unknown": Mark.UNKNOWN}
    words = {"met": tr("有此情形"), "unmet": tr("没有"), "unknown": tr("待查")}
    return [
        Condition(
            name=ground.ground.name,
            mark=marks[ground.status],
            found=ground.found.partition("：")[2] or ground.found or tr("事实不能判断，由你认定"),
            source=ground.clause,
            word=words[ground.status],
            detail=(ground.ground.source.note,) if ground.ground.source.note else (),
        )
        for ground in grounds
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
    total = tr("{n} 万元", n=wan_text(fine.point_fen)) if fine.point_fen is not None else tr("由你填写")
    return FineView(
        total=total,
        method=_method(fine),
        factors=tuple(factors),
        formula=fine.conflict or fine.formula,
        low_text=tr("{n} 万", n=wan_text(range_.min_fen)),
        high_text=tr("{n} 万元", n=wan_text(range_.max_fen)),
        share=None
        if fine.point_fen is None
        else min(1.0, max(0.0, (fine.point_fen - range_.min_fen) / span)),
        next_grade=next_steps_text(fine.point_fen, review.effects),
        bit=tr(BITS[fine.bit]) if fine.bit else "",
        applied=_applied(review),
        compared=review.choice.reason,
        warnings=fine.warnings,
        unverified=review.provision.source.verification != "verified",
    )


def _applied(review: LawReview) -> str:
    """The text and its range in force; where the text has one for refusing to correct, which applies and why."""
    provision = review.provision
    applied = tr("适用{penalty}：{range}", penalty=provision.penalty(), range=provision.fine.text())
    # Without the power to fine the reason stands in place of the figure already.
    shown = review.range_reason and review.range_reason != review.fine.conflict
    return tr("{applied}。{why}", applied=applied, why=review.range_reason) if shown else applied


def _method(fine: FineResult) -> str:
    """`省表 3.4.1 权重累加`."""
    if fine.table is None:
        return tr("没有公布的裁量表")
    return tr("{name} · {method}", name=fine.table.name, method=tr(method_text(fine.table)))


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
