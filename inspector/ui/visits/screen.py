"""What the presenter needs of the visit page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import IntendedStep
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.suggestion import Suggestion
from inspector.ui.visits.shown import (
    CheckState,
    FollowUp,
    FootState,
    LineState,
    MoreState,
    OfficerView,
    PartyState,
    ReadingState,
    SampleState,
    VerdictState,
    VisitShape,
)


class VisitScreen(Protocol):
    """The view as the presenter sees it; every method shows and asks nothing back."""

    def show_shape(self, shape: VisitShape) -> None:
        """Build the sections for this checklist and form."""
        ...

    def show_party(self, state: PartyState) -> None:
        """Fill section 1."""
        ...

    def show_officers(self, named: Sequence[OfficerView], choices: Sequence[OfficerView]) -> None:
        """Who is named, and who may be."""
        ...

    def show_suggestions(self, text: str, found: Sequence[Suggestion]) -> None:
        """Known sites for a typed text."""
        ...

    def show_lines(self, party: LineState, place: LineState, history: str) -> None:
        """Lines under party and place; what the own data say of the party."""
        ...

    def show_reading(self, state: ReadingState, weather: str, wind: str) -> None:
        """Fill section 2."""
        ...

    def show_samples(self, states: Sequence[SampleState]) -> None:
        """Fill the free readings."""
        ...

    def show_verdict(self, state: VerdictState) -> None:
        """Verdict beside the limit."""
        ...

    def show_checks(self, states: Sequence[CheckState]) -> None:
        """Rows of section 3."""
        ...

    def show_photos(self, items: Sequence[PhotoItem], words: str) -> None:
        """Strip of section 4."""
        ...

    def show_findings(self, text: str, *, edited: bool) -> None:
        """Text of section 5."""
        ...

    def show_step(self, step: IntendedStep | None) -> None:
        """Intended step."""
        ...

    def show_more(self, state: MoreState) -> None:
        """Texts of the full form."""
        ...

    def show_foot(self, state: FootState) -> None:
        """What is there and what is missing."""
        ...

    def show_follow_up(self, follow: FollowUp) -> None:
        """What may follow the visit."""
        ...

    def show_field_refusal(self, field: str, error: InvalidValueError) -> None:
        """Say at a field why its value was not stored."""
        ...

    def show_saved(self, text: str) -> None:
        """When it was stored."""
        ...

    def show_waiting(self, text: str) -> None:
        """Something is not stored."""
        ...

    def ask_reason(self, error: InspectorError) -> None:
        """The party has signed: ask for the reason of the change, or give it up."""
        ...

    def show_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        ...

    def focus_gap(self, after: str = "") -> None:
        """Put the cursor on the next missing thing."""
        ...
