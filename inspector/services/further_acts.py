"""The other acts named in a case: the same act under another law (法典第1055条), or an act of its own decided together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.leniency_records import SAME_ACT, SEPARATE, FurtherAct
from inspector.domain.records import Case
from inspector.law.book import Book
from inspector.law.several import SameAct, same_act, separate_acts, text_of
from inspector.services.workspace import Workspace

RELATIONS = {SAME_ACT: "同一行为，违反另一规定", SEPARATE: "另一个违法行为"}


@dataclass(frozen=True, slots=True)
class SeveralActs:
    """What the further acts of a case mean: `same` by 1055, `separate` as one sentence; both empty without any."""

    acts: tuple[FurtherAct, ...] = ()
    same: SameAct | None = None
    separate: str = ""

    @property
    def heavier_elsewhere(self) -> bool:
        """Whether 1055 points to another act than the one the case was opened for."""
        if self.same is None or self.same.highest is None:
            return False
        return self.same.highest is not self.same.texts[0]


class FurtherActService:
    """Name further acts of a case, and take them out again."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def add(self, case_id: str, violation_id: str, relation: str) -> Changes:
        """Name a further act. Raises InvalidValueError for the case's own act, an unknown relation, NotFoundError for an act."""
        if relation not in RELATIONS:
            raise InvalidValueError("关系", relation, "、".join(RELATIONS))
        act = self.workspace.book.violation(violation_id)
        with self.workspace.write() as writer:
            case = writer.get(Case, case_id)
            if act.id == case.violation_id:
                raise InvalidValueError("违法行为", act.name, "本案立案行为以外的行为")
            former = writer.find(FurtherAct, case_id=case_id, violation_id=act.id)
            for one in former:
                if one.relation == relation:
                    return Changes()
                writer.remove(one, "law.further_act_removed")
            writer.put(
                FurtherAct(case_id=case_id, violation_id=act.id, relation=relation), "law.further_act_added"
            )
            return writer.changes()

    def remove(self, case_id: str, violation_id: str) -> Changes:
        """Take a further act out; its history stays in the chain."""
        with self.workspace.write() as writer:
            for former in writer.find(FurtherAct, case_id=case_id, violation_id=violation_id):
                writer.remove(former, "law.further_act_removed")
            return writer.changes()


def read_acts(
    reader: Reader,
    case: Case,
    book: Book,
    act_end_day: date,
    decision_day: date,
    refused: bool | None = None,
) -> SeveralActs:
    """The further acts of a case held against the law. Acts the book does not have, and acts without a text, are left out."""
    kept = tuple(
        act
        for act in reader.find(FurtherAct, order=("created_at", "id"), case_id=case.id)
        if _in_force(book, act.violation_id, act_end_day, decision_day)
    )
    if not kept:
        return SeveralActs()
    same = [act.violation_id for act in kept if act.relation == SAME_ACT]
    separate = [act.violation_id for act in kept if act.relation == SEPARATE]
    own = case.violation_id
    return SeveralActs(
        kept,
        same_act(book, (own, *same), act_end_day, decision_day, refused) if same else None,
        separate_acts(text_of(book, key, act_end_day, decision_day) for key in (own, *separate))
        if separate
        else "",
    )


def _in_force(book: Book, violation_id: str, act_end_day: date, decision_day: date) -> bool:
    if violation_id not in book.violations:
        return False
    texts = book.provisions_of(violation_id)
    return all(any(text.in_force_on(day) for text in texts) for day in (act_end_day, decision_day))
