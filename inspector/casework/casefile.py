"""The file of a case as the self-review reads it (案卷): frozen values that services fill from stored records.

Unknown stays None or empty; a comparison that lacks both sides finds nothing, one that lacks the required side says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.casework.machine import CaseState
from inspector.casework.people import Person


@dataclass(frozen=True, slots=True)
class FilePaper:
    """One paper of the file: its kind (id of the rules), day, the party as printed, elements present, number."""

    kind: str
    day: date
    party_name: str
    party_code: str = ""
    elements: frozenset[str] = frozenset()
    number: str = ""


@dataclass(frozen=True, slots=True)
class FileFact:
    """One numbered fact and the evidence behind it, by name."""

    ordinal: int
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FineBounds:
    """The fine of one text of the law in fen, and whether it was in force at the act and at the decision."""

    provision: str
    max_fen: int
    min_fen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFileView:
    """All that the self-review compares. Days are local days; amounts are fen; persons by id in `state.taken[].by`."""

    state: CaseState
    today: date
    authority: str
    authorised: bool | None
    party_name: str
    party_code: str
    registered_name: str
    signboard: str = ""
    duty_party: str = ""
    officers: tuple[Person, ...] = ()
    visit_day: date | None = None
    record_made_on: date | None = None
    papers: tuple[FilePaper, ...] = ()
    facts: tuple[FileFact, ...] = ()
    needs_sampling: bool = False
    has_sampling_record: bool = False
    cited: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    old_law: FineBounds | None = None
    new_law: FineBounds | None = None
    applied_provision: str = ""
    legal_minimum_fen: int | None = None
    reduction_basis: str = ""
    noticed_fen: int | None = None
    decided_fen: int | None = None
    defence_told: bool = False
    hearing_told: bool = False
    defence_days_text: str = ""
    defence_term_end: date | None = None
    defence_adopted: bool | None = None
    defence_reason: str = ""
    act_end_day: date | None = None
    limitation_end: date | None = None

    def day_of(self, step: str) -> date | None:
        """The day of the latest entry of a step."""
        entry = self.state.last(step)
        return entry.day if entry else None

    def place_of(self, step: str) -> int:
        """The place of the latest entry of a step; -1 when it was not taken."""
        return max((place for place, entry in enumerate(self.state.taken) if entry.step == step), default=-1)

    def people_of(self, *steps: str) -> frozenset[str]:
        """Ids of everyone who took any of the steps."""
        return frozenset(key for entry in self.state.taken if entry.step in steps for key in entry.by)
