"""From a law review to the page of reasons (说理页): what the panel shows, for the file and the party."""

from __future__ import annotations

from inspector.documents.reasons_facts import (
    CheckState,
    ReasonsCondition,
    ReasonsFactor,
    ReasonsFacts,
    ReasonsGround,
)
from inspector.law.discretion import FineResult
from inspector.law.fine_reasons import BITS
from inspector.law.leniency import ConditionResult, ItemResult
from inspector.law.steps import next_steps_text
from inspector.services.law_review import LawReview
from inspector.services.similar_cases import SimilarCases


def reasons_part(review: LawReview) -> ReasonsFacts:
    """Grounds about which something is known or which the act's own lists hold; the fine; the texts; what is unverified."""
    fine, range_ = review.fine, review.provision.fine
    source = review.provision.penalty()
    shown = "" if review.range_reason == fine.conflict else review.range_reason
    notes = [shown, BITS[fine.bit] + "。" if fine.bit else "", *_further(fine)]
    if review.apology is not None:
        notes.append(review.apology.letter or review.apology.verdict)
    notes += [
        f"{entry.grade.label}：{entry.fine.formula or entry.fine.conflict}" for entry in review.party_fines
    ]
    several = review.several
    return ReasonsFacts(
        act_end_day=review.choice.act_end_day,
        decision_day=review.decision_day,
        grounds=tuple(_ground(item, review.regional.get(item.item.id, "")) for item in _told(review)),
        aggravating=tuple(
            f"从重情形：{ground.ground.name}（{ground.clause}）。{ground.found}。"
            for ground in review.answer.aggravating
        ),
        conflicts=review.answer.conflicts,
        education=review.answer.education,
        fine_source=source,
        factors=_factors(fine),
        formula=fine.formula or fine.conflict,
        minimum_fen=range_.min_fen,
        maximum_fen=range_.max_fen,
        point_fen=fine.point_fen,
        step_note=next_steps_text(fine.point_fen, review.effects),
        fine_notes=tuple(note for note in notes if note),
        comparison=review.choice.reason,
        limitation=review.limitation + "。",
        several=tuple(
            text for text in (several.same.reason if several.same else "", several.separate) if text
        ),
        unverified=_unverified(review),
    )


def similar_text(similar: SimilarCases) -> str:
    """Like cases of the own ledger in one paragraph, worded as information; no other case is named to the party."""
    if not similar.nearest:
        return "本机台账里还没有同一行为的罚款案件。"
    lines = [line for line in similar.sentences()[1:] if not line.startswith("明显偏离的")]
    return "；".join(line.rstrip("。") for line in lines) + "。"


def _further(fine: FineResult) -> list[str]:
    """Warnings that the factor table does not say itself."""
    told = {f"{step.factor.name}未查明，按最低档" for step in fine.steps if step.assumed_lowest}
    return [f"注意：{text}。" for text in fine.warnings if text not in told]


def _told(review: LawReview) -> list[ItemResult]:
    """Items of lists in force, and general grounds that something speaks for: a page of fifteen unknowns explains nothing."""
    return [
        item
        for item in review.items
        if item.in_force and (not item.item.general or item.count("met") or item.count("unmet"))
    ]


def _ground(item: ItemResult, regional: str) -> ReasonsGround:
    source = f"{item.item.source.document}{_article(item)}（{item.item.effect}）"
    counts, _, ending = item.verdict.partition("。")
    sentence = f"{counts}。{item.near_miss or ending}是否适用，由执法人员决定并说明理由。"
    if regional:
        sentence += regional + "。"
    return ReasonsGround(
        name=item.item.name,
        source=source,
        conditions=tuple(_condition(entry, item.item.source.document) for entry in item.conditions),
        sentence=sentence,
    )


def _article(item: ItemResult) -> str:
    return item.item.source.article.removeprefix("处罚法").removeprefix("法典")


def _condition(entry: ConditionResult, document: str) -> ReasonsCondition:
    evidence = f"证据：{'、'.join(entry.evidence)}" if entry.evidence else ""
    plain = entry.what_would_change == f"查明：{entry.needed}"
    change = f"怎样会改变：{entry.what_would_change}" if entry.what_would_change and not plain else ""
    return ReasonsCondition(
        state=CheckState(entry.status),
        name=entry.needed,
        found=entry.found,
        clause=entry.clause.removeprefix(document),
        remark="；".join(part for part in (evidence, change) if part),
    )


def _factors(fine: FineResult) -> tuple[ReasonsFactor, ...]:
    table = fine.table
    if table is None:
        return ()
    weighed = table.method == "weights"
    found = []
    running = table.start
    if weighed and table.start:
        start = table.weight_text(table.start)
        found.append(ReasonsFactor(name="裁量起点", situation="", weight=start, running=start))
    for step in fine.steps:
        running += step.choice.weight
        lowest = "（未查明，按最低档）" if step.assumed_lowest else ""
        found.append(
            ReasonsFactor(
                name=step.factor.name,
                situation=step.choice.label + lowest,
                weight=table.weight_text(step.choice.weight) if weighed else "",
                running=table.weight_text(running) if weighed else "",
            )
        )
    return tuple(found)


def _unverified(review: LawReview) -> tuple[str, ...]:
    """What was not read in an official text, once each."""
    found = []
    if review.provision.source.verification != "verified":
        found.append(f"{review.provision.penalty()}标记为“原文未核实”。")
    if review.table is not None and review.table.source.verification != "verified":
        found.append(f"裁量表“{review.table.name}”标记为“原文未核实”。")
    names = [item.item.name for item in _told(review) if item.item.source.verification != "verified"]
    if names:
        found.append(f"{'、'.join(names)}的依据标记为“原文未核实”。")
    return tuple(found)
