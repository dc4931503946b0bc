"""What the visit page asks of its presenter: one method a thing a person can do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from inspector.ui.photos.intake import PhotoIntake


class VisitIntents(Protocol):
    """Implemented by the presenter; called on the GUI thread."""

    @property
    def intake(self) -> PhotoIntake:
        """The photos of the visit."""
        ...

    def open(self, visit_id: str) -> None:
        """Show this visit."""
        ...

    def type_text(self, field: str, text: str) -> None:
        """A text field of section 1 or of the full form is being typed."""
        ...

    def leave(self) -> None:
        """A field was left: store what is pending."""
        ...

    def search_site(self, text: str) -> None:
        """Two or more characters stand in the party field."""
        ...

    def pick_site(self, site_id: str) -> None:
        """A known site was chosen."""
        ...

    def set_moment(self, field: str, value: datetime | None) -> None:
        """Begin or end was entered."""
        ...

    def set_officer(self, place: int, officer_id: str) -> None:
        """Another officer stands at this place."""
        ...

    def tick(self, field: str, on: bool) -> None:
        """One of the two statements was ticked or cleared."""
        ...

    def set_level(self, field: str, milli: int | None) -> None:
        """A level was entered."""
        ...

    def type_condition(self, field: str, text: str) -> None:
        """A condition of measurement is being typed."""
        ...

    def type_sample(self, ordinal: int, field: str, text: str) -> None:
        """A field of a free reading is being typed."""
        ...

    def set_zone(self, zone: str) -> None:
        """The acoustic zone was chosen."""
        ...

    def answer(self, item_id: str, value: str) -> None:
        """A checklist row was answered."""
        ...

    def note(self, item_id: str, text: str) -> None:
        """The note of a row is being typed."""
        ...

    def mark_rest_unchecked(self) -> None:
        """Every open row becomes 未查."""
        ...

    def edit_findings(self, text: str) -> None:
        """The officer edits the findings."""
        ...

    def compose_findings(self) -> None:
        """Compose the findings anew."""
        ...

    def choose_step(self, value: str) -> None:
        """The intended step was chosen."""
        ...

    def add_photos(self, paths: Sequence[Path]) -> None:
        """Take in these files and folders."""
        ...

    def move_photo(self, photo_id: str, number: int) -> None:
        """Put a photo at another place."""
        ...

    def open_photos(self, photo_id: str = "", page: str = "photos") -> None:
        """Open the photo page, or that of the other files (`files`) or of the signatures (`sign`)."""
        ...

    def cancel_photos(self) -> None:
        """Stop taking in."""
        ...

    def change_form(self, *, fast: bool) -> None:
        """Use the fast or the full form."""
        ...

    def preview(self) -> None:
        """Show the record as it stands."""
        ...

    def print_record(self) -> None:
        """Complete the visit and print its record."""
        ...

    def open_case(self, violation_id: str) -> None:
        """Open a case from the findings."""
        ...

    def hand_over(self) -> None:
        """Hand the matter over to the competent authority."""
        ...

    def amend(self, reason: str, findings: str) -> None:
        """Correct the findings of a completed visit, with a reason."""
        ...

    def close_visit(self) -> None:
        """The page is left: store what is pending."""
        ...
