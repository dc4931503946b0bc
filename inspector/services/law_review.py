"""The law applied to a case (法律核对): which text, which lenient grounds and why, what fine. The officer decides.

Facts come from three places, each named: what the officer answered, what the case's own records say (orders to correct,
day of discovery), and the search of this laptop's cases. An answer given by a person is never replaced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
from inspector.law.answers import LeniencyAnswer, OpenQuestion, answer
from inspector.law.apology import ApologyAnswer, judge_apology
from inspector.law.applicability import Applicability, applicable
from inspector.law.book import Book
from inspector.law.discretion import FineResult, GradeEffect, grade_effects
from inspector.law.facts import FactAnswer, FactValue, parse_answer
from inspector.law.fine_reasons import FineReasons, fine_reasons
from inspector.law.json_answers import apology_json, fine_json, ground_json, item_json, same_act_json
from inspector.law.leniency import ItemResult
from inspector.law.limitation import limitation_text
from inspector.law.ranges import RangeInForce, range_in_force
from inspector.law.requests import BASE_FACT, bases_of
from inspector.law.schema import FactQuestion, Provision, Violation
from inspector.law.several import PartyFine, fines_by_party
from inspector.law.tables import DiscretionTable
from inspector.services.apologies import read_apology
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.cases import CaseFile, read_file
from inspector.services.further_acts import SeveralActs, read_acts
from inspector.services.law_facts import record_facts, refusal, search_facts
from inspector.services.law_lists import chosen_lists, with_chosen
from inspector.services.officers import OfficerService
from inspector.services.workspace import Workspace

__all__ = ["BASE_FACT", "OF_PERSONS", "LawReview", "LawService", "Question", "request_text"]

# Grounds about what only a natural person can be (行政处罚法第30条、第31条): not asked of a unit.
OF_PERSONS = frozenset({"under_14", "aged_14_to_18", "incapable", "limited_capacity"})
UNSURE = "不知道"


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
    answer: LeniencyAnswer
    table: DiscretionTable | None
    grades: Mapping[str, str]
    fine: FineResult
    effects: tuple[GradeEffect, ...]
    facts: Mapping[str, FactValue]
    direction: FineDirection
    decision_day: date
    pack_version: str
    party_fines: tuple[PartyFine, ...] = ()
    apology: ApologyAnswer | None = None
    several: SeveralActs = field(default_factory=SeveralActs)
    # Facts the officer was asked and honestly did not know: they stay unknown and are not asked again by themselves.
    unsure: frozenset[str] = frozenset()
    # Item id → that it stands in a list of another region.
    regional: Mapping[str, str] = field(default_factory=dict)
    of_person: bool = False
    base_questions: tuple[FactQuestion, ...] = ()
    # Which range of the provision applies and why; `provision.fine` is that range.
    in_force: RangeInForce | None = None

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """Every ground answered, in source order."""
        return self.answer.items

    @property
    def reasons(self) -> FineReasons:
        """The paragraphs of the fine."""
        return fine_reasons(
            self.choice,
            self.provision,
            self.fine,
            self.direction,
            self.apology,
            range_reason=self.range_reason,
        )

    @property
    def refused(self) -> bool | None:
        """Whether the latest recheck says that the party refused to correct; None without a recheck."""
        return None if self.in_force is None else self.in_force.refused

    @property
    def range_reason(self) -> str:
        """Which range applies and why; empty where the provision has one for everybody."""
        return "" if self.in_force is None else self.in_force.reason

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What is still to be asked, one at a time, each with why: what grounds wait for, amounts, then grounds for more."""
        asked = [
            one
            for one in self.answer.questions
            if one.fact.key not in self.unsure and (self.of_person or one.fact.key not in OF_PERSONS)
        ]
        amounts = [
            OpenQuestion(fact, (), (), "裁量表按这个数额计算，没有它就没有罚款测算。")
            for fact in self.base_questions
            if fact.key not in self.unsure
        ]
        lenient = [one for one in asked if one.items]
        return (*lenient, *amounts, *(one for one in asked if not one.items))

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

    def answer_unknown(self, case_id: str, key: str, source: str = "") -> Changes:
        """Keep that the officer was asked and does not know (不知道): the fact stays unknown, and is not asked again by itself."""
        if key not in self.book.facts:
            raise InvalidValueError("事实", key, "规则包里的事实")
        source = clean_text(source, "来源") or UNSURE
        with self.workspace.write() as writer:
            writer.get(Case, case_id)
            found = writer.find(LawFact, case_id=case_id, key=key)
            if not found:
                writer.put(
                    LawFact(case_id=case_id, key=key, value="null", source=source), "law.answered_unknown"
                )
            elif (found[0].value, found[0].source) != ("null", source):
                writer.put(replace(found[0], value="null", source=source), "law.answered_unknown")
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
        book = with_chosen(book, self._lists(reader, file, book))
        day = decision_day or case.decided_on or max(today(self.workspace.clock), case.act_day)
        ended = case.act_end_day or case.act_day
        violation = book.violation(case.violation_id)
        choice = applicable(book, violation.id, ended, day)
        refused, found = refusal(file, day)
        in_force = range_in_force(
            book.provision(provision_id) if provision_id else choice.chosen or choice.old, refused, found
        )
        provision = in_force.provision
        facts = self._facts(reader, file, day)
        calendar = self._calendar(reader)
        answers = answer(book, violation.id, facts, ended, day, calendar.workdays_between)
        grades = {entry.factor: entry.choice for entry in reader.find(FineChoice, case_id=case_id)}
        table = book.table(violation.table) if violation.table else None
        bases = bases_of({key: fact.value for key, fact in facts.items()})
        fine = in_force.fine(table, grades, direction, violation.no_table_reason, bases=bases, day=ended)
        known = table is not None and fine.point_fen is not None
        effects = grade_effects(table, grades, provision, direction, bases=bases) if known and table else ()
        apology = read_apology(reader, file, facts)
        return LawReview(
            violation=violation,
            choice=choice,
            provision=provision,
            limitation=limitation_text(ended, facts),
            answer=answers,
            table=table,
            grades=grades,
            fine=fine,
            effects=effects,
            facts=facts,
            direction=direction,
            decision_day=day,
            pack_version=book.version,
            party_fines=fines_by_party(
                table if in_force.fineable else None, grades, provision, direction, bases=bases
            ),
            apology=None if apology is None else judge_apology(apology, fine, day),
            several=read_acts(reader, case, book, ended, day, refused),
            unsure=frozenset(key for key, fact in facts.items() if fact.value is None),
            regional={
                item.item.id: note for item in answers.items if (note := book.regional_note(item.item))
            },
            in_force=in_force,
            of_person=case.party_kind == "person",
            base_questions=_asked_amounts(book, fine),
        )

    def record(self, writer: Writer, review: LawReview, case_id: str) -> Assessment:
        """Keep the request and the result of a review as they are, under the pack version they were made with."""
        result = {
            "provision": review.provision.id,
            "penalty": review.provision.penalty(),
            "choice_reason": review.choice.reason,
            "limitation": review.limitation,
            "items": [_kept_item(item, review) for item in review.items],
            "aggravating": [ground_json(ground) for ground in review.answer.grounds],
            "conflicts": list(review.answer.conflicts),
            "fine": fine_json(
                review.fine, review.effects, review.reasons, review.party_fines, review.in_force
            ),
            "apology": None if review.apology is None else apology_json(review.apology),
            "same_act": None if review.several.same is None else same_act_json(review.several.same),
            "separate_acts": review.several.separate,
        }
        fresh = Assessment(
            case_id=case_id,
            pack_version=review.pack_version,
            violation_id=review.violation.id,
            decision_day=review.decision_day,
            request=request_text(review),
            result=json.dumps(result, ensure_ascii=False, sort_keys=True, default=str),
        )
        return writer.put(fresh, "law.assessed")

    def _book_for(self, file: CaseFile) -> Book:
        """The pack a case was decided under, as far as this data folder kept it; else the one in use."""
        if file.decision is None:
            return self.book
        return self.workspace.book_of(file.decision.pack_version) or self.book

    @staticmethod
    def _lists(reader: Reader, file: CaseFile, book: Book) -> frozenset[str]:
        """Lists switched on, and the one a past decision of the case named, so that its reasons stay readable."""
        chosen = chosen_lists(reader, book)
        named = file.decision.item_id if file.decision else None
        if named and named in book.lenient_items and book.lenient_items[named].list_id:
            return chosen | {book.lenient_items[named].list_id}
        return chosen

    def _calendar(self, reader: Reader) -> WorkCalendar:
        found = reader.find(Setting, name=OWN_DAYS)
        return calendar_with(found[0].value if found else "")

    def _facts(self, reader: Reader, file: CaseFile, day: date) -> dict[str, FactValue]:
        facts = record_facts(file)
        facts |= search_facts(reader, file, self.workspace.origin.device_id, day)
        facts = {key: value for key, value in facts.items() if key in self.book.facts}
        for kept in reader.find(LawFact, case_id=file.case.id):
            if kept.key in self.book.facts:
                value = parse_answer(self.book.facts[kept.key], json.loads(kept.value))
                facts[kept.key] = FactValue(value, kept.source)
        return facts


def _asked_amounts(book: Book, fine: FineResult) -> tuple[FactQuestion, ...]:
    """The questions whose answers a table multiplies, as far as they are missing."""
    return tuple(book.facts[BASE_FACT + one.key] for one in fine.missing if BASE_FACT + one.key in book.facts)


def _kept_item(item: ItemResult, review: LawReview) -> dict[str, object]:
    """A ground as it is kept: the paragraphs only of a complete one; those of the others follow from their conditions."""
    kept = item_json(item, review.regional.get(item.item.id, ""))
    if not item.complete:
        del kept["reasons"]
    return kept


def request_text(review: LawReview) -> str:
    """The question a review answers, as JSON: enough for any pack version to answer it again (law.requests)."""
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
        "refused": review.refused,
    }
    return json.dumps(request, ensure_ascii=False, sort_keys=True, default=str)


def _wire(value: FactAnswer) -> bool | int | str | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
