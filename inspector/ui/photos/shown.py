"""What the photo page shows of one photo at once, as plain values; its passport follows (`passport_shown`)."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.records import Photo
from inspector.evidence.flags import PhotoFlag


@dataclass(frozen=True, slots=True)
class PhotoFactsState:
    """Place in the row, what officers say of it, flags in words with whether they ask for an explanation; `held` are the
    checklist items or facts it stands behind."""

    photo_id: str
    place: str
    caption: str
    proves: str
    flags: tuple[tuple[str, bool], ...]
    held: tuple[str, ...] = ()


def facts_state(
    photo: Photo, number: int, total: int, flags: tuple[PhotoFlag, ...], held: tuple[str, ...] = ()
) -> PhotoFactsState:
    """What is known of a photo without reading anything."""
    return PhotoFactsState(
        photo_id=photo.id,
        place=f"{number} / {total}",
        caption=photo.caption,
        proves=photo.proves,
        flags=tuple((flag.words, flag.notable) for flag in flags),
        held=held,
    )
