"""Which papers a visit or case has, in the order of the case, and which of them are due (应有的文书)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import paper_place
from inspector.documents.wording import shipped
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, Paper

OF_VISIT = (PaperKind.SITE_RECORD, PaperKind.PHOTO_SHEET)
LENIENT = (Outcome.WAIVED, Outcome.MAY_BE_WAIVED)
DECISIONS = {
    Outcome.PENALTY: PaperKind.PENALTY_DECISION,
    Outcome.REDUCED: PaperKind.PENALTY_DECISION,
    Outcome.WAIVED: PaperKind.NO_PENALTY_DECISION,
    Outcome.MAY_BE_WAIVED: PaperKind.NO_PENALTY_DECISION,
}
_HANDED_OVER = (PaperKind.TRANSFER_LETTER, PaperKind.COVER, PaperKind.CONTENTS)


@dataclass(frozen=True, slots=True)
class PaperSlot:
    """A paper the case or visit may have, and how far it is. `due`: the case has come to where it belongs."""

    kind: PaperKind
    title: str
    state: str
    number: str | None
    issued_on: date | None
    missing: tuple[str, ...]
    paper: Paper | None
    ordinal: int = 1
    due: bool = True


def kinds_of_visit() -> tuple[PaperKind, ...]:
    """The papers of a visit without a case."""
    return OF_VISIT


def kinds_of_case() -> tuple[PaperKind, ...]:
    """Every kind a case may have, in its order."""
    return tuple(sorted(PaperKind, key=paper_place))


def is_due(kind: PaperKind, case: Case, steps: Collection[str]) -> bool:
    """Whether the case has come to where a paper of this kind belongs."""
    outcome = case.outcome or case.proposed_outcome
    if case.outcome is Outcome.HANDED_OVER:
        return kind in _HANDED_OVER or (kind in OF_VISIT and case.visit_id is not None)
    match kind:
        case PaperKind.SITE_RECORD:
            return case.visit_id is not None
        case PaperKind.PENALTY_DECISION | PaperKind.NO_PENALTY_DECISION:
            return case.outcome not in DECISIONS or DECISIONS[case.outcome] is kind
        case PaperKind.NO_PENALTY_PRIOR_NOTICE:
            return outcome in LENIENT
        case PaperKind.CLOSURE | PaperKind.COVER | PaperKind.CONTENTS | PaperKind.SPINE_LABEL:
            return case.outcome is not None
        case PaperKind.SERVICE_RECEIPT:
            return bool({"noticed", "decided", "served", "rectification"} & set(steps))
        case _:
            wording = shipped(kind.value)
            return wording is None or not wording.after or bool(set(wording.after) & set(steps))
