"""What stands behind a case in the ledger: the conditions of a waiver, the factors of the fine, the photos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.documents.sheets.rows import LenientLine, PhotoLine
from inspector.domain.case_records import OffenceSearch
from inspector.domain.geo import MICRO, distance_m
from inspector.domain.kinds import LENIENT
from inspector.domain.records import Case, Decision, Officer, Photo, Site, Visit
from inspector.law.lists import LenientItem

_WORDS = {"met": "✓ 满足", "unmet": "✗ 不满足", "unknown": "未查"}


def lenient_line(
    case: Case,
    decision: Decision,
    item: LenientItem | None,
    result: Mapping[str, object],
    searches: Sequence[OffenceSearch],
) -> LenientLine | None:
    """How the conditions stood when it was decided, as the stored assessment says; None for any other decision."""
    if case.outcome not in LENIENT:
        return None
    found = _conditions(result, decision.item_id)
    kinds = [condition.kind for condition in item.conditions] if item else []
    by_kind: dict[str, str] = {}
    for kind, status in zip(kinds, found, strict=False):
        by_kind.setdefault(kind, _WORDS.get(status, status))
    full = decision.computed_fen
    if full is None:
        full = (case.amount_fen or 0) + (case.reduced_fen or 0)
    return LenientLine(
        first=by_kind.get("first_time", ""),
        slight=by_kind.get("consequence", ""),
        corrected=by_kind.get("corrected", "") or by_kind.get("completed", ""),
        unknown=sum(status == "unknown" for status in found),
        full_fen=full,
        searched_again=_search(searches),
    )


def factors(result: Mapping[str, object]) -> str:
    """The factors of the fine with their weights, as the stored assessment says."""
    fine = result.get("fine")
    steps = fine.get("steps") if isinstance(fine, dict) else None
    if not isinstance(steps, list):
        return ""
    return "；".join(
        f"{step['factor']}：{step['choice']}"
        + (f"（{step['weight']}）" if step.get("weight") not in (None, "0") else "")
        for step in steps
        if isinstance(step, dict)
    )


def photo_lines(
    photos: Sequence[Photo],
    officers: Mapping[str, Officer],
    visit: Visit | None,
    site: Site | None,
    checks: Mapping[str, str],
) -> tuple[PhotoLine, ...]:
    """The photos of a case for 照片清单; `checks` holds the oddities of each, or 一致."""
    here = (visit.position if visit else None) or (site.position if site else None)
    place = (visit.place if visit else "") or (site.address if site else "")
    lines = []
    for photo in photos:
        position = photo.position
        metres = distance_m(position, here) if position and here else None
        photographer = officers.get(photo.photographer_id or "")
        lines.append(
            PhotoLine(
                number=f"Z-{photo.ordinal:02d}",
                caption=photo.caption,
                taken_at=photo.taken_at or photo.gps_at,
                time_source=photo.time_source.label,
                place=place,
                latitude=position.lat_e6 / MICRO if position else None,
                longitude=position.lon_e6 / MICRO if position else None,
                datum=position.datum.value if position else "",
                distance_m=round(metres) if metres is not None else None,
                photographer=photographer.name if photographer else "",
                proves=photo.proves,
                check=checks.get(photo.id, "未查"),
                sha256=photo.sha256,
            )
        )
    return tuple(lines)


def _conditions(result: Mapping[str, object], item_id: str | None) -> list[str]:
    items = result.get("items")
    for entry in items if isinstance(items, list) else ():
        if isinstance(entry, dict) and entry.get("id") == item_id:
            return [str(condition.get("status", "")) for condition in entry.get("conditions", ())]
    return []


def _search(searches: Sequence[OffenceSearch]) -> str:
    """Whether the party's former cases were searched, and whether the search still stands after a merge."""
    if not searches:
        return "未查"
    latest = max(searches, key=lambda search: search.id)
    return f"已核对至 {latest.until}" if latest.stands else "须重新核对"
