"""The answers as JSON-shaped mappings: grounds with near misses and reasons, open questions, the fine, several laws, the apology."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.law.answers import GroundResult, LeniencyAnswer, OpenQuestion
from inspector.law.apology import ApologyAnswer, ApologyCheck
from inspector.law.discretion import FineResult, GradeEffect
from inspector.law.fine_reasons import BITS, FineReasons, method_text
from inspector.law.leniency import ConditionResult, ItemResult
from inspector.law.ranges import RangeInForce
from inspector.law.reasons import Reasons, decision_reasons, notice_reasons, weighing_reasons
from inspector.law.schema import FineRange
from inspector.law.several import PartyFine, SameAct


def item_json(result: ItemResult, regional: str = "") -> dict[str, object]:
    """A ground with its conditions, the near miss, the duty to educate, and both sets of paragraphs."""
    return {
        "id": result.item.id,
        "name": result.item.name,
        "effect": result.item.effect,
        "general": result.item.general,
        "list": result.item.list_id or None,
        "regional": regional,
        "in_force": result.in_force,
        "complete": result.complete,
        "verdict": result.verdict,
        "near_miss": result.near_miss,
        "education": result.education if result.complete else "",
        "warnings": list(result.warnings),
        "conditions": [condition_json(one) for one in result.conditions],
        "reasons": {
            "notice": _reasons(notice_reasons(result)),
            "decision": _reasons(decision_reasons(result)),
        },
    }


def condition_json(result: ConditionResult) -> dict[str, object]:
    """A condition: needed, status, found, clause, evidence, and what would change it."""
    return {
        "needed": result.needed,
        "status": result.status,
        "found": result.found,
        "clause": result.clause,
        "evidence_wanted": result.evidence_wanted,
        "what_would_change": result.what_would_change,
        "facts": list(result.fact_keys),
        "asks": list(result.asks),
        "evidence": list(result.evidence),
    }


def ground_json(result: GroundResult) -> dict[str, object]:
    """A ground for a heavier penalty, held against the facts."""
    return {
        "id": result.ground.id,
        "name": result.ground.name,
        "clause": result.clause,
        "may": result.ground.may,
        "status": result.status,
        "found": result.found,
        "verification": result.ground.source.verification,
        "note": result.ground.source.note,
    }


def question_json(question: OpenQuestion) -> dict[str, object]:
    """A fact still to be asked and why it matters."""
    fact = question.fact
    return {
        "fact": fact.key,
        "question": fact.question,
        "kind": fact.kind,
        "choices": list(fact.choices),
        "unit": fact.unit,
        "why": question.why,
        "items": list(question.items),
        "last_for": list(question.last_for),
    }


def weighing_json(answer: LeniencyAnswer) -> list[str]:
    """For each complete ground, the sentences about aggravating facts that the officer finishes with his reason."""
    return [text for item in answer.complete for text in weighing_reasons(item, answer.aggravating)]


def range_json(fine: FineRange) -> dict[str, object]:
    """A statutory range."""
    return {"kind": fine.kind, "min_fen": fine.min_fen, "max_fen": fine.max_fen, "text": fine.text()}


def fine_json(
    fine: FineResult,
    effects: Sequence[GradeEffect] = (),
    reasons: FineReasons | None = None,
    parties: Sequence[PartyFine] = (),
    in_force: RangeInForce | None = None,
) -> dict[str, object]:
    """The fine: bounds, method, every factor, arithmetic, what one grade more or less gives, the limit that bit, paragraphs."""
    table = fine.table
    return {
        "provision": fine.provision.id,
        "bounds": range_json(fine.provision.fine),
        "refused": None if in_force is None else in_force.refused,
        "fineable": in_force is None or in_force.fineable,
        "range_reason": "" if in_force is None else in_force.reason,
        "table": None if table is None else table.id,
        "method": "" if table is None else method_text(table),
        "steps": [
            {
                "factor": step.factor.id,
                "name": step.factor.name,
                "choice": step.choice.id,
                "label": step.choice.label,
                "weight": str(step.choice.weight),
                "assumed_lowest": step.assumed_lowest,
            }
            for step in fine.steps
        ],
        "formula": fine.formula,
        "low_fen": fine.low_fen,
        "high_fen": fine.high_fen,
        "high_included": fine.high_included,
        "point_fen": fine.point_fen,
        "effects": [_effect(effect) for effect in effects],
        "warnings": list(fine.warnings),
        "conflict": fine.conflict,
        "missing": [{"key": one.key, "name": one.name, "why": one.why} for one in fine.missing],
        "bit": fine.bit,
        "bit_text": BITS[fine.bit],
        "by_party": [
            {
                "party": entry.grade.id,
                "label": entry.grade.label,
                "point_fen": entry.fine.point_fen,
                "formula": entry.fine.formula or entry.fine.conflict,
            }
            for entry in parties
        ],
        "reasons": list(reasons.paragraphs) if reasons is not None else [],
    }


def same_act_json(found: SameAct) -> dict[str, object]:
    """One act under several laws."""
    return {
        "acts": [
            {
                "violation": text.violation.id,
                "line": text.line,
                "provision": None if text.provision is None else text.provision.id,
            }
            for text in found.texts
        ],
        "highest": None if found.highest is None else found.highest.violation.id,
        "reason": found.reason,
    }


def apology_json(answer: ApologyAnswer) -> dict[str, object]:
    """The public apology: requirements, exclusions, verdict, the lowered figure, the paragraph."""
    reduction = answer.reduction
    return {
        "percent": answer.percent,
        "requirements": [_check(check) for check in answer.requirements],
        "exclusions": [_check(check) for check in answer.exclusions],
        "verdict": answer.verdict,
        "base_fen": answer.base_fen,
        "amount_fen": None if reduction is None else reduction.amount_fen,
        "stopped_at_minimum": reduction is not None and reduction.stopped_at_minimum,
        "warning": answer.warning,
        "letter": answer.letter,
    }


def _check(check: ApologyCheck) -> dict[str, object]:
    return {"key": check.key, "name": check.name, "status": check.status, "found": check.found}


def _reasons(reasons: Reasons) -> list[str]:
    return list(reasons.paragraphs)


def _effect(effect: GradeEffect) -> dict[str, object]:
    return {
        "factor": effect.factor.id,
        "lower": None if effect.lower is None else effect.lower.id,
        "lower_fen": effect.lower_fen,
        "higher": None if effect.higher is None else effect.higher.id,
        "higher_fen": effect.higher_fen,
    }
