"""What every stored record has: its key and its stamp (who, when, on which device)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from inspector.domain.geo import Datum, Position

UNSTORED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Key and stamp of a stored record."""

    id: str = ""
    created_at: datetime = UNSTORED
    created_by: str = ""
    device_id: str = ""
    updated_at: datetime = UNSTORED
    updated_by: str = ""


def position_of(lat_e6: int | None, lon_e6: int | None, datum: Datum) -> Position | None:
    """The point of stored columns, when both coordinates are known."""
    if lat_e6 is None or lon_e6 is None:
        return None
    return Position(lat_e6, lon_e6, datum)
