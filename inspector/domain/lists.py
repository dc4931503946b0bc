"""What a long list shows: the question a page asks of a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Typed text, equal fields (a tuple means any of them), ranges (from, to; both included), empty fields, order.

    `order` names a field, `-name` descends; records of equal order follow their ids.
    """

    text: str = ""
    equals: Mapping[str, object] = field(default_factory=dict)
    between: Mapping[str, tuple[date | datetime | str | None, date | datetime | str | None]] = field(
        default_factory=dict
    )
    is_null: Mapping[str, bool] = field(default_factory=dict)
    order: str = "-id"
