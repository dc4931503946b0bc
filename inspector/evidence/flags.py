"""What is odd about a photo (提示): its claims laid beside the visit, the site and the other photos. Pure.

Flags are never verdicts: a stamped time can be edited and a clock can be wrong; the officer explains, the reader judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inspector.domain.geo import Position, distance_m
from inspector.evidence.facts import Oddity, PhotoFacts

FAR_M = 300.0
CLOCK_TOLERANCE = timedelta(minutes=2)
WINDOW_TOLERANCE = timedelta(minutes=5)
_EDITORS = (
    "photoshop", "lightroom", "gimp", "snapseed", "meitu", "美图", "picsart", "paint.net", "acdsee", "faststone",
    "xnview", "imagemagick", "ps express", "vsco", "醒图", "水印", "watermark", "wechat", "微信", "windows photo",
    "microsoft photo", "capture one", "affinity", "pixelmator", "faceu", "b612", "光影魔术手",
)  # fmt: skip


class FlagKind(StrEnum):
    """Kinds of flag; the value is stable and may be stored or filtered by."""

    BEFORE_VISIT = "before_visit"
    AFTER_VISIT = "after_visit"
    NO_TIME = "no_time"
    NO_OFFSET = "no_offset"
    CLOCK_DIFFERS = "clock_differs"
    CLOCK_SET = "clock_set"
    NO_EXIF = "no_exif"
    FAR = "far"
    NO_POSITION = "no_position"
    DATUM_UNKNOWN = "datum_unknown"
    EDITED = "edited"
    DUPLICATE = "duplicate"
    MISLABELLED = "mislabelled"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class PhotoFlag:
    """One oddity: kind, words for the screen and paper, and whether it asks for an explanation (`notable`)."""

    kind: FlagKind
    words: str
    notable: bool = True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a photo is compared with. Instants aware; anything unknown is None and raises no flag.

    `camera_at` is the camera's time when the photo bears a typed one; `clock_offset_s` what was set for its clock.
    """

    visit_start: datetime | None = None
    visit_end: datetime | None = None
    site: Position | None = None
    same_photo_at: tuple[str, ...] = ()
    mislabelled: bool = False
    clock_offset_s: int = 0
    camera_at: datetime | None = None


def photo_flags(facts: PhotoFacts, around: Surroundings, far_m: float = FAR_M) -> tuple[PhotoFlag, ...]:
    """All flags of one photo, in a fixed order. `far_m`: metres from the site that are worth a word."""
    return (
        *_time_flags(facts, around),
        *_clock_flags(facts, around),
        *_place_flags(facts, around, far_m),
        *_file_flags(facts, around),
    )


def duplicates(hashes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Photo ids that share their bytes with others: {id: ids of its twins, sorted} from {id: sha256}."""
    by_hash: dict[str, list[str]] = {}
    for photo_id, sha256 in hashes.items():
        by_hash.setdefault(sha256, []).append(photo_id)
    return {
        photo_id: tuple(sorted(other for other in by_hash[sha256] if other != photo_id))
        for photo_id, sha256 in hashes.items()
        if len(by_hash[sha256]) > 1
    }


def span_words(span: timedelta) -> str:
    """A length of time in one unit and a half: `3 小时 20 分`, `2 天 5 小时`, `6 分`."""
    minutes = int(abs(span).total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    if hours:
        return f"{hours} 小时 {minutes} 分" if minutes else f"{hours} 小时"
    return f"{minutes} 分"


def metres_words(metres: float) -> str:
    """`320 米` below a kilometre, `1.8 公里` above."""
    return f"{round(metres)} 米" if metres < 1000 else f"{metres / 1000:.1f} 公里"


def _time_flags(facts: PhotoFacts, around: Surroundings) -> list[PhotoFlag]:
    taken = facts.taken_at
    if taken is None:
        return [PhotoFlag(FlagKind.NO_TIME, "无拍摄时间")]
    flags = []
    if around.visit_start is not None and taken < around.visit_start - WINDOW_TOLERANCE:
        flags.append(
            PhotoFlag(FlagKind.BEFORE_VISIT, f"时间早于检查 {span_words(around.visit_start - taken)}")
        )
    if around.visit_end is not None and taken > around.visit_end + WINDOW_TOLERANCE:
        flags.append(PhotoFlag(FlagKind.AFTER_VISIT, f"时间晚于检查 {span_words(taken - around.visit_end)}"))
    if not facts.offset_stated:
        flags.append(PhotoFlag(FlagKind.NO_OFFSET, "相机未记时区，按北京时间", notable=False))
    return flags


def offset_words(offset_s: int) -> str:
    """What was set for a camera: `相机时钟已校正，加 3 分 20 秒`."""
    minutes, seconds = divmod(abs(offset_s), 60)
    span = span_words(timedelta(minutes=minutes)) if minutes else ""
    return f"相机时钟已校正，{'加' if offset_s > 0 else '减'} {span}{f' {seconds} 秒' if seconds else ''}".replace(
        "  ", " "
    )


def _clock_flags(facts: PhotoFacts, around: Surroundings) -> list[PhotoFlag]:
    offset_s = around.clock_offset_s
    flags = [PhotoFlag(FlagKind.CLOCK_SET, offset_words(offset_s), notable=False)] if offset_s else []
    camera_at = around.camera_at or facts.taken_at
    if camera_at is None or facts.gps_at is None:
        return flags
    apart = camera_at - facts.gps_at
    if abs(apart) <= CLOCK_TOLERANCE:
        return flags
    side = "快" if apart > timedelta() else "慢"
    return [*flags, PhotoFlag(FlagKind.CLOCK_DIFFERS, f"与 GPS 时间不一致，相机{side} {span_words(apart)}")]


def _place_flags(facts: PhotoFacts, around: Surroundings, far_m: float) -> list[PhotoFlag]:
    if facts.position is None:
        return [PhotoFlag(FlagKind.NO_POSITION, "无拍摄坐标", notable=False)]
    if around.site is None:
        return []
    metres = distance_m(facts.position, around.site)
    if metres is None:
        return [PhotoFlag(FlagKind.DATUM_UNKNOWN, "坐标系不同，未比对距离", notable=False)]
    return [PhotoFlag(FlagKind.FAR, f"距现场 {metres_words(metres)}")] if metres > far_m else []


def _file_flags(facts: PhotoFacts, around: Surroundings) -> list[PhotoFlag]:
    flags = []
    if any(editor in facts.software.casefold() for editor in _EDITORS):
        flags.append(PhotoFlag(FlagKind.EDITED, f"经软件处理：{facts.software}"))
    if around.same_photo_at:
        flags.append(PhotoFlag(FlagKind.DUPLICATE, f"重复：与{'、'.join(around.same_photo_at)}相同"))
    if around.mislabelled:
        flags.append(PhotoFlag(FlagKind.MISLABELLED, f"扩展名与内容不符，实为 {facts.format.value}"))
    if Oddity.EXIF_MISSING in facts.oddities:
        flags.append(PhotoFlag(FlagKind.NO_EXIF, "没有拍摄信息（EXIF），可能经聊天软件转发或截屏"))
    shown = (oddity for oddity in facts.oddities if oddity is not Oddity.EXIF_MISSING)
    flags.extend(
        PhotoFlag(FlagKind.READING, oddity.value, notable=oddity is not Oddity.MULTI_PICTURE)
        for oddity in shown
    )
    return flags
