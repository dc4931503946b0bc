"""Photos as the window shows them: number, caption, mark, the doubt in words, where the thumbnail is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from inspector.domain.records import Photo
from inspector.evidence.flags import PhotoFlag
from inspector.ui.common.marks import Mark
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.words import tr

Flags = Mapping[str, tuple[PhotoFlag, ...]]


def photo_items(photos: Sequence[Photo], flags: Flags, thumbnails: Mapping[str, Path]) -> list[PhotoItem]:
    """Items in the order of the record, numbered from 1."""
    return [
        PhotoItem(
            id=photo.id,
            number=number,
            caption=photo.caption or photo.original_name,
            thumbnail=thumbnails.get(photo.id),
            mark=Mark.UNKNOWN if doubt(photo, flags.get(photo.id, ())) else Mark.MET,
            flag=doubt(photo, flags.get(photo.id, ())),
        )
        for number, photo in enumerate(photos, 1)
    ]


def doubt(photo: Photo, flags: Sequence[PhotoFlag]) -> str:
    """The first thing that asks for an explanation, shortened for a tile; empty when there is none."""
    notable = next((flag.words for flag in flags if flag.notable), "")
    if notable:
        return notable.replace("时间早于检查", "时间早").replace("时间晚于检查", "时间晚")
    return "" if photo.proves or photo.caption else tr("缺证明内容")


def strip_words(photos: Sequence[Photo], flags: Flags) -> str:
    """`5 张，4 张无疑点`."""
    if not photos:
        return ""
    clear = sum(1 for photo in photos if not any(flag.notable for flag in flags.get(photo.id, ())))
    if clear == len(photos):
        return tr("{n} 张，都无疑点", n=len(photos))
    return tr("{n} 张，{clear} 张无疑点", n=len(photos), clear=clear)
