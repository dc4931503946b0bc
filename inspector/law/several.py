"""More than one rule on one case: one act under several laws (1055), several acts, the unit and the person (双罚)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspector.domain.kinds import FineDirection
from inspector.law.applicability import CODE_DAY, Applicability, applicable, compare_fines
from inspector.law.book import Book
from inspector.law.discretion import FineResult, compute_fine
from inspector.law.ranges import range_in_force
from inspector.law.schema import Provision, Violation
from inspector.law.tables import DiscretionTable, Grade

_PERSON = ("责任人员", "主管人员", "个人")
_NO_BASES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class ActText:
    """An act and the text that applies to it; `provision` None when the law cannot choose between old and new."""

    violation: Violation
    choice: Applicability
    provision: Provision | None

    @property
    def line(self) -> str:
        """`未密闭…：生态环境法典第1120条第（二）项，处2万元以上20万元以下`."""
        if self.provision is None:
            return f"{self.violation.name}：新旧条文轻重不能比较，先选定条文"
        return f"{self.violation.name}：{self.provision.penalty()}，{self.provision.fine.text()}"


@dataclass(frozen=True, slots=True)
class SameAct:
    """One act that offends against several laws: the texts, the one with the higher fine, and why."""

    texts: tuple[ActText, ...]
    highest: ActText | None
    reason: str


@dataclass(frozen=True, slots=True)
class PartyFine:
    """The fine of one of those that a double penalty reaches (单位、责任人员)."""

    grade: Grade
    fine: FineResult

    @property
    def person(self) -> bool:
        """Whether this is the person, not the unit."""
        return any(word in self.grade.label for word in _PERSON)


def text_of(
    book: Book, violation_id: str, act_end_day: date, decision_day: date, refused: bool | None = None
) -> ActText:
    """The text that applies to an act, with the range in force for a party that `refused` to correct. Raises NotFoundError, RuleRefusedError when none was in force."""
    choice = applicable(book, violation_id, act_end_day, decision_day)
    chosen = None if choice.chosen is None else range_in_force(choice.chosen, refused).provision
    return ActText(book.violation(violation_id), choice, chosen)


def same_act(
    book: Book,
    violation_ids: Iterable[str],
    act_end_day: date,
    decision_day: date,
    refused: bool | None = None,
) -> SameAct:
    """One act under several laws: the text with the higher fine (code 1055; penalty law 29 for acts before the code)."""
    texts = tuple(
        text_of(book, key, act_end_day, decision_day, refused) for key in dict.fromkeys(violation_ids)
    )
    basis = "法典第1055条" if decision_day >= CODE_DAY else "行政处罚法第29条"
    shown = "；".join(text.line for text in texts)
    if len(texts) < 2:
        return SameAct(texts, texts[0] if texts else None, "")
    best: ActText | None = texts[0]
    for text in texts[1:]:
        order = _compare(best, text)
        if order is None:
            why = (
                f"同一个违法行为违反多个规定：{shown}。罚款的高低不能直接比较，请选定并写明理由（{basis}）。"
            )
            return SameAct(texts, None, why)
        best = text if order < 0 else best
    if best is None:
        raise AssertionError("the best of several texts is one of them")
    if all(_compare(best, text) == 0 for text in texts):
        return SameAct(
            texts, best, f"同一个违法行为违反多个规定：{shown}。罚款幅度相同，不得罚款两次（{basis}）。"
        )
    why = f"同一个违法行为违反多个规定：{shown}。依{basis}按罚款数额高的规定处罚，即“{best.violation.name}”。"
    return SameAct(texts, best, why)


def separate_acts(texts: Iterable[ActText]) -> str:
    """Several acts of one party: each is found and weighed by itself, then decided together; one sentence."""
    found = tuple(texts)
    if len(found) < 2:
        return ""
    lines = "；".join(f"（{n}）{text.line}" for n, text in enumerate(found, 1))
    return f"当事人有{len(found)}个违法行为，分别认定、分别裁量，可以一并决定，数额分项写明：{lines}。"


def fines_by_party(
    table: DiscretionTable | None,
    choices: Mapping[str, str],
    provision: Provision,
    direction: FineDirection = FineDirection.ORDINARY,
    *,
    bases: Mapping[str, int] = _NO_BASES,
) -> tuple[PartyFine, ...]:
    """The fine of the unit and of the person, where the table tells them apart; empty elsewhere."""
    if table is None:
        return ()
    factor = next(
        (one for one in table.factors if one.asked and any(_is_person(grade) for grade in one.grades)), None
    )
    if factor is None:
        return ()
    return tuple(
        PartyFine(
            grade, compute_fine(table, {**choices, factor.id: grade.id}, provision, direction, bases=bases)
        )
        for grade in factor.grades
    )


def _is_person(grade: Grade) -> bool:
    return any(word in grade.label for word in _PERSON)


def _compare(first: ActText | None, second: ActText) -> int | None:
    """1 when the first is heavier, 0 equal, -1 lighter, None when not comparable."""
    if first is None or first.provision is None or second.provision is None:
        return None
    return compare_fines(first.provision.fine, second.provision.fine)
