"""What a search field offers; without Qt, so that presenters can make it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known site offered for the typed text."""

    site_id: str
    name: str
    detail: str
