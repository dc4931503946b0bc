"""The same question answered by two pack versions (试算): outcome, grounds, text and fine, and what differs. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.errors import InspectorError
from inspector.domain.money import wan_text
from inspector.law.applicability import applicable
from inspector.law.book import Book
from inspector.law.conditions import CaseFacts
from inspector.law.leniency import ItemResult, Workdays, plan_of
from inspector.law.lists import Effect, LenientItem
from inspector.law.ranges import range_in_force
from inspector.law.requests import LawRequest, bases_of, values_for
from inspector.law.schema import Provision

PUNISHED = "处罚"
NOT_PUNISHED = "不予处罚"
# The effect that reaches furthest leads; all others stay visible among the grounds.
_REACH: Mapping[Effect, int] = {
    "不予处罚": 6,
    "可以不予处罚": 5,
    "减轻处罚": 4,
    "从轻或者减轻处罚": 3,
    "可以从轻或者减轻处罚": 2,
    "从轻处罚": 1,
    "免予行政强制": 0,
}


class Difference(StrEnum):
    """In what two answers differ."""

    OUTCOME = "outcome"
    TEXT = "text"
    FINE = "fine"
    GROUNDS = "grounds"
    CANDIDATES = "candidates"

    @property
    def word(self) -> str:
        """On screen."""
        return {
            "outcome": "处理结果",
            "text": "适用条文",
            "fine": "罚款",
            "grounds": "条件齐备的依据",
            "candidates": "待查的依据",
        }[self.value]


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What one pack says. `grounds`: ids with every condition met; `candidates`: ids that wait for facts alone.

    `fine_gap` says why there is no figure. Amounts in fen.
    """

    outcome: str
    grounds: tuple[str, ...]
    candidates: tuple[str, ...]
    provision: Provision
    low_fen: int
    high_fen: int
    point_fen: int | None
    fine_gap: str = ""

    @property
    def text(self) -> str:
        """The text that applies, with its range."""
        return f"{self.provision.penalty()}，{self.provision.fine.text()}"

    @property
    def due_fen(self) -> int | None:
        """The figure the answer comes to: nothing when not punished, None when the officer has to set it."""
        return 0 if self.outcome == NOT_PUNISHED else self.point_fen

    @property
    def fine_text(self) -> str:
        """`15 万元`, or `10—20 万元，须定数额`."""
        if self.due_fen is not None:
            return f"{wan_text(self.due_fen)} 万元"
        if self.low_fen == self.high_fen:
            return f"{wan_text(self.high_fen)} 万元，须定数额"
        return f"{wan_text(self.low_fen)}—{wan_text(self.high_fen)} 万元，须定数额"


def answer_request(book: Book, request: LawRequest, workdays: Workdays | None) -> CaseAnswer:
    """The answer of a pack. Raises NotFoundError for an act it does not have, RuleRefusedError when no text was in force."""
    violation = book.violation(request.violation)
    values = values_for(book, request.facts)
    in_force = range_in_force(_text(book, request), request.refused)
    provision = in_force.provision
    # No sentence of the grounds is read here, so who says a fact is left out.
    case = CaseFacts({}, values, request.act_end_day, request.decision_day, workdays)
    complete, candidates = _grounds(plan_of(book, violation.id).run(case))
    lead = max((item.effect for item in complete), key=_REACH.__getitem__, default=None)
    # Freedom from coercive measures (免予行政强制) says nothing about the penalty.
    outcome = lead if lead and _REACH[lead] else PUNISHED
    fine, gap = None, ""
    try:
        table = book.table(violation.table) if violation.table else None
        fine = in_force.fine(
            table,
            request.choices if table else {},
            request.direction,
            violation.no_table_reason,
            bases=bases_of(values),
            day=request.act_end_day,
        )
    except InspectorError as refusal:
        gap = f"{refusal.what}（{refusal.why}）"
    return CaseAnswer(
        outcome,
        tuple(item.id for item in complete),
        candidates,
        provision,
        fine.low_fen if fine else provision.fine.min_fen,
        fine.high_fen if fine else provision.fine.max_fen,
        fine.point_fen if fine else None,
        gap or (fine.conflict if fine else ""),
    )


def _grounds(results: list[ItemResult]) -> tuple[list[LenientItem], tuple[str, ...]]:
    """The items in force with every condition met, and the ids of those that wait for facts alone."""
    complete, candidates = [], []
    for result in results:
        open_ = False
        for outcome in result.ready.pick(result.outcomes):
            if outcome[0] == "unmet":
                break
            open_ = open_ or outcome[0] == "unknown"
        else:
            if not result.in_force:
                continue
            if open_:
                candidates.append(result.item.id)
            else:
                complete.append(result.item)
    return complete, tuple(candidates)


def _text(book: Book, request: LawRequest) -> Provision:
    """The text that applies; where the law leaves the choice, the one settled on then, else the older."""
    choice = applicable(book, request.violation, request.act_end_day, request.decision_day)
    if choice.chosen is not None:
        return choice.chosen
    return choice.new if request.provision == choice.new.id else choice.old


def differences(before: CaseAnswer, after: CaseAnswer) -> tuple[Difference, ...]:
    """In what the answers differ; empty when they are the same."""
    pairs = (
        (Difference.OUTCOME, before.outcome, after.outcome),
        (Difference.TEXT, *_texts(before, after)),
        (Difference.FINE, _figures(before), _figures(after)),
        (Difference.GROUNDS, set(before.grounds), set(after.grounds)),
        (Difference.CANDIDATES, set(before.candidates), set(after.candidates)),
    )
    return tuple(name for name, one, other in pairs if one != other)


def _texts(before: CaseAnswer, after: CaseAnswer) -> tuple[str, str]:
    """Both texts in words; the same record needs none."""
    return ("", "") if before.provision is after.provision else (before.text, after.text)


def _figures(answer: CaseAnswer) -> tuple[object, ...]:
    if answer.due_fen is not None:
        return (answer.due_fen,)
    return (answer.low_fen, answer.high_fen, answer.point_fen)
