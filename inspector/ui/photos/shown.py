"""What the photo page shows of one photo, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.geo import Position, distance_m
from inspector.domain.records import Photo
from inspector.domain.times import local
from inspector.evidence.flags import PhotoFlag, metres_words
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class PhotoFactsState:
    """Facts beside the picture: lines of (name, value), flags in words with whether they ask for an explanation."""

    photo_id: str
    place: str
    caption: str
    proves: str
    lines: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, bool], ...]


def facts_state(
    photo: Photo, number: int, total: int, flags: tuple[PhotoFlag, ...], site: Position | None
) -> PhotoFactsState:
    """The facts of a photo; every claim of the camera is named as its claim."""
    time = tr("未记录")
    if photo.taken_at is not None:
        time = f"{local(photo.taken_at):%Y-%m-%d %H:%M:%S}（{photo.time_source.label}）"
    place = tr("照片未记录坐标")
    if photo.position is not None:
        metres = distance_m(photo.position, site) if site is not None else None
        place = photo.position.text()
        if metres is not None:
            place += tr("，距登记位置 {far}", far=metres_words(metres))
    size = f"{photo.width_px} × {photo.height_px}" if photo.width_px else tr("未知")
    lines = (
        (tr("时间"), time),
        (tr("位置"), place),
        (tr("相机"), photo.camera or tr("未记录")),
        (tr("软件"), photo.software or tr("未记录")),
        (tr("原件"), f"{photo.original_name}，{size}，{photo.size_bytes / 1_048_576:.1f} MB"),
        ("SHA-256", photo.sha256),
    )
    return PhotoFactsState(
        photo_id=photo.id,
        place=f"{number} / {total}",
        caption=photo.caption,
        proves=photo.proves,
        lines=lines,
        flags=tuple((flag.words, flag.notable) for flag in flags),
    )
