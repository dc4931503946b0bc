"""The law applied to a case (法律核对): which text, which lenient grounds and why, what fine. The officer decides.

Facts come from three places, each named: what the officer answered, what the case's own records say (orders to correct,
day of discovery), and the search of this laptop's cases. An answer given by a person is never replaced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from inspector.casework.workdays import WorkCalendar
from inspector.db.store import Reader, Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import FineDirection
from inspector.domain.ports import today
from inspector.domain.records import Assessment, Case, FineChoice, LawFact, Setting
from inspector.domain.text import clean_text
from inspector.domain.times import day_letter
from inspector.law.applicability import CODE_DAY, Applicability, applicable, limitation_end, limitation_years
from inspector.law.book import Book
from inspector.law.discretion import UNITS, FineResult, GradeEffect, compute_fine, grade_effects
from inspector.law.facts import NONE_WORD, FactAnswer, FactValue, parse_answer
from inspector.law.leniency import ItemResult, evaluate
from inspector.law.schema import FactQuestion, Provision, Violation
from inspector.law.tables import DiscretionTable
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.cases import CaseFile, read_file
from inspector.services.offences import OffenceView, find_former, latest, news
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

# A fact `base_gain` is the amount called `gain` in the tables.
BASE_FACT = "base_"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact the grounds of this case ask for, with the present answer and where it comes from."""

    fact: FactQuestion
    value: FactAnswer
    source: str
    own_answer: bool


@dataclass(frozen=True, slots=True)
class LawReview:
    """Everything the law panel shows and the papers cite."""

    violation: Violation
    choice: Applicability
    provision: Provision
    limitation: str
    items: tuple[ItemResult, ...]
    table: DiscretionTable | None
    grades: Mapping[str, str]
    fine: FineResult
    effects: tuple[GradeEffect, ...]
    facts: Mapping[str, FactValue]
    direction: FineDirection
    decision_day: date
    pack_version: str

    def item(self, item_id: str) -> ItemResult | None:
        """The result of one ground."""
        return next((entry for entry in self.items if entry.item.id == item_id), None)


class LawService:
    """Ask, answer, review, and keep what the review said when a decision is made."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.officers = OfficerService(workspace)

    @property
    def book(self) -> Book:
        """The rule book in use."""
        return self.workspace.book

    def questions(self, case_id: str) -> list[Question]:
        """Facts asked by the grounds of this case, in the order the conditions ask, each once."""
        review = self.review(case_id)
        keys = dict.fromkeys(
            key for item in review.items for condition in item.conditions for key in condition.fact_keys
        )
        given = [key for key in review.facts if key.startswith(BASE_FACT)]
        keys |= dict.fromkeys([*given, *(BASE_FACT + one.key for one in review.fine.missing)])
        with self.workspace.read() as reader:
            answered = {fact.key for fact in reader.find(LawFact, case_id=case_id)}
        return [
            Question(
                self.book.facts[key],
                review.facts[key].value if key in review.facts else None,
                review.facts[key].source if key in review.facts else "",
                key in answered,
            )
            for key in keys
            if key in self.book.facts
        ]

    def answer(self, case_id: str, key: str, value: object, source: str = "") -> Changes:
        """Store an answer with its source; None takes the answer back. Raises InvalidValueError with what is allowed."""
        if key not in self.book.facts:
            raise InvalidValueError("事实", key, "规则包里的事实")
        parsed = parse_answer(self.book.facts[key], value)
        with self.workspace.write() as writer:
            writer.get(Case, case_id)
            found = writer.find(LawFact, case_id=case_id, key=key)
            if parsed is None:
                for old in found:
                    writer.remove(old, "law.answer_cleared")
                return writer.changes()
            text, source = json.dumps(_wire(parsed), ensure_ascii=False), clean_text(source, "来源")
            if not found:
                writer.put(LawFact(case_id=case_id, key=key, value=text, source=source), "law.answered")
            elif (found[0].value, found[0].source) != (text, source):
                writer.put(replace(found[0], value=text, source=source), "law.answered")
            return writer.changes()

    def choose(self, case_id: str, factor_id: str, grade_id: str, reason: str = "") -> Changes:
        """Choose the grade of a discretion factor. Raises InvalidValueError for a factor the table does not have."""
        with self.workspace.write() as writer:
            case = writer.get(Case, case_id)
            table_id = self.book.violation(case.violation_id).table
            factors = {factor.id: factor for factor in self.book.table(table_id).factors} if table_id else {}
            if factor_id not in factors:
                raise InvalidValueError("裁量因素", factor_id, "、".join(factors) or "本行为没有公布的裁量表")
            if grade_id not in {grade.id for grade in factors[factor_id].grades}:
                allowed = "、".join(grade.label for grade in factors[factor_id].grades)
                raise InvalidValueError(factors[factor_id].name, grade_id, allowed)
            found = writer.find(FineChoice, case_id=case_id, factor=factor_id)
            reason = clean_text(reason)
            if not found:
                fresh = FineChoice(case_id=case_id, factor=factor_id, choice=grade_id, reason=reason)
                writer.put(fresh, "law.grade_chosen")
            elif (found[0].choice, found[0].reason) != (grade_id, reason):
                writer.put(replace(found[0], choice=grade_id, reason=reason), "law.grade_chosen")
            return writer.changes()

    def review(
        self,
        case_id: str,
        *,
        direction: FineDirection = FineDirection.ORDINARY,
        decision_day: date | None = None,
        provision_id: str | None = None,
    ) -> LawReview:
        """The law's answer now, or as of `decision_day`. `provision_id` settles a choice the law cannot make itself."""
        with self.workspace.read() as reader:
            return self.read_review(reader, case_id, direction, decision_day, provision_id)

    def read_review(
        self,
        reader: Reader,
        case_id: str,
        direction: FineDirection = FineDirection.ORDINARY,
        decision_day: date | None = None,
        provision_id: str | None = None,
    ) -> LawReview:
        """The same inside an open snapshot. A decided case is read with the pack it was decided under."""
        file = read_file(reader, case_id)
        case = file.case
        book = self._book_for(file) if decision_day is None else self.book
        day = decision_day or case.decided_on or max(today(self.workspace.clock), case.act_day)
        ended = case.act_end_day or case.act_day
        violation = book.violation(case.violation_id)
        choice = applicable(book, violation.id, ended, day)
        provision = book.provision(provision_id) if provision_id else choice.chosen or choice.old
        facts = self._facts(reader, file, day)
        calendar = self._calendar(reader)
        items = evaluate(book, violation.id, facts, ended, day, calendar.workdays_between)
        grades = {entry.factor: entry.choice for entry in reader.find(FineChoice, case_id=case_id)}
        table = book.table(violation.table) if violation.table else None
        bases = _bases(facts)
        fine = compute_fine(
            table, grades, provision, direction, violation.no_table_reason, bases=bases, day=ended
        )
        known = table is not None and fine.point_fen is not None
        effects = grade_effects(table, grades, provision, direction, bases=bases) if known and table else ()
        return LawReview(
            violation=violation,
            choice=choice,
            provision=provision,
            limitation=_limitation(case, facts),
            items=tuple(items),
            table=table,
            grades=grades,
            fine=fine,
            effects=effects,
            facts=facts,
            direction=direction,
            decision_day=day,
            pack_version=book.version,
        )

    def record(self, writer: Writer, review: LawReview, case_id: str) -> Assessment:
        """Keep the request and the result of a review as they are, under the pack version they were made with."""
        request = {
            "violation": review.violation.id,
            "act_end_day": review.choice.act_end_day,
            "decision_day": review.decision_day,
            "direction": review.direction.value,
            "facts": {
                key: {"value": _wire(fact.value), "source": fact.source, "evidence": list(fact.evidence)}
                for key, fact in review.facts.items()
            },
            "choices": dict(review.grades),
        }
        result = {
            "provision": review.provision.id,
            "penalty": review.provision.penalty(),
            "choice_reason": review.choice.reason,
            "limitation": review.limitation,
            "items": [
                {
                    "id": item.item.id,
                    "name": item.item.name,
                    "effect": item.item.effect,
                    "verdict": item.verdict,
                    "warnings": list(item.warnings),
                    "conditions": [
                        {"needed": c.needed, "status": c.status, "found": c.found, "clause": c.clause}
                        for c in item.conditions
                    ],
                }
                for item in review.items
            ],
            "fine": {
                "table": review.fine.table.id if review.fine.table else None,
                "formula": review.fine.formula,
                "low_fen": review.fine.low_fen,
                "high_fen": review.fine.high_fen,
                "point_fen": review.fine.point_fen,
                "conflict": review.fine.conflict,
                "steps": [
                    {"factor": s.factor.name, "choice": s.choice.label, "weight": str(s.choice.weight)}
                    for s in review.fine.steps
                ],
            },
        }
        fresh = Assessment(
            case_id=case_id,
            pack_version=review.pack_version,
            violation_id=review.violation.id,
            decision_day=review.decision_day,
            request=json.dumps(request, ensure_ascii=False, sort_keys=True, default=str),
            result=json.dumps(result, ensure_ascii=False, sort_keys=True, default=str),
        )
        return writer.put(fresh, "law.assessed")

    def _book_for(self, file: CaseFile) -> Book:
        """The pack a case was decided under, as far as this data folder kept it; else the one in use."""
        if file.decision is None:
            return self.book
        return self.workspace.book_of(file.decision.pack_version) or self.book

    def _calendar(self, reader: Reader) -> WorkCalendar:
        found = reader.find(Setting, name=OWN_DAYS)
        return calendar_with(found[0].value if found else "")

    def _facts(self, reader: Reader, file: CaseFile, day: date) -> dict[str, FactValue]:
        facts = _from_records(file)
        # All of the past is searched: the period a ground asks for is cut out by its own condition.
        fresh = find_former(reader, file.case, self.workspace.origin.device_id, day, None)
        found = reader.find_in(Case, "id", [match.former.case_id for match in fresh.matches])
        view = OffenceView(file.case, latest(reader, file.case.id), fresh, tuple(found))
        facts |= _from_search(view, reader.first_value(Case, "found_on"), day)
        facts = {key: value for key, value in facts.items() if key in self.book.facts}
        for answer in reader.find(LawFact, case_id=file.case.id):
            if answer.key in self.book.facts:
                value = parse_answer(self.book.facts[answer.key], json.loads(answer.value))
                facts[answer.key] = FactValue(value, answer.source)
        return facts


def _bases(facts: Mapping[str, FactValue]) -> dict[str, int]:
    """Amounts a table multiplies, in fen, and the number of units, as far as the officer gave them."""
    found = {}
    for key, fact in facts.items():
        base = key.removeprefix(BASE_FACT)
        if base != key and isinstance(fact.value, Decimal | int):
            found[base] = int(fact.value) if base == UNITS else int(fact.value * 100)
    return found


def _wire(value: FactAnswer) -> bool | int | str | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _limitation(case: Case, facts: Mapping[str, FactValue]) -> str:
    """The limitation (追责期限) as a sentence; both ends when the harm is not established."""
    ended = case.act_end_day or case.act_day
    basis = "法典第1054条" if ended >= CODE_DAY else "行政处罚法第36条"
    harm = facts["consequence"].value if "consequence" in facts else None
    if harm is None:
        two, five = limitation_end(ended, False), limitation_end(ended, True)
        return f"追责期限：二年至{day_letter(two)}；五年至{day_letter(five)}（{basis}，危害后果待查）"
    danger = facts["endangers_health"].value if "endangers_health" in facts else None
    years = limitation_years(ended, harm != "none", danger if isinstance(danger, bool) else None)
    if years is None:
        return f"追责期限待查：是否涉及生命健康安全未查明（{basis}）"
    return f"追责期限{years}年，至{day_letter(limitation_end(ended, years == 5))}（{basis}）"


def _from_records(file: CaseFile) -> dict[str, FactValue]:
    """What the case's own records say."""
    facts = {"found_day": FactValue(file.case.found_on, "案件发现日")}
    if file.rectifications:
        order = file.rectifications[-1]
        facts["ordered_day"] = FactValue(order.ordered_on, "责令改正决定书")
        if order.due_on is not None:
            facts["correction_due_day"] = FactValue(order.due_on, "责令改正决定书")
        if order.corrected is True and order.rechecked_on is not None:
            facts["corrected_day"] = FactValue(order.rechecked_on, "复查记录")
            if order.on_the_spot:
                facts["corrected_at_once"] = FactValue(order.rechecked_on == order.ordered_on, "复查记录")
        elif order.corrected is False:
            facts["corrected_day"] = FactValue(NONE_WORD, "复查记录")
    return facts


def _from_search(view: OffenceView, earliest: object, day: date) -> dict[str, FactValue]:
    """Former cases of the same party for the same act. One found by name or address alone stays unknown: a person must judge it.

    The kept search is the evidence while it says all that is known.
    """
    case, fresh, stored = view.case, view.fresh, view.stored
    if not (case.party_code or case.party_name):
        return {}
    kept = stored if stored is not None and not news(stored, fresh) else None
    source = kept.sentence if kept is not None else fresh.sentence()
    evidence = (kept.id,) if kept is not None else ()
    facts = {"records_searched_until": FactValue(day, source, evidence)}
    if fresh.first is not None:
        sure = {match.former.case_id for match in fresh.matches if match.certain}
        days = [one.act_day for one in view.found if one.id in sure]
        facts["prior_violation_day"] = FactValue(max(days, default=None) or NONE_WORD, source, evidence)
    if isinstance(earliest, date):
        facts["records_searched_from"] = FactValue(min(earliest, case.act_day), source, evidence)
    return facts
