"""Flags say what is odd, in words, and nothing when nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspector.domain.geo import Datum, Position
from inspector.evidence.facts import Oddity, PhotoFacts
from inspector.evidence.flags import (
    FlagKind,
    PhotoFlag,
    Surroundings,
    duplicates,
    offset_words,
    photo_flags,
    span_words,
)
from inspector.evidence.formats import PhotoFormat

SITE = Position(22_543_096, 114_057_865, Datum.CGCS2000)
START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
VISIT = Surroundings(visit_start=START, visit_end=START + timedelta(hours=1), site=SITE)
HONEST = PhotoFacts(
    PhotoFormat.JPEG,
    4000,
    3000,
    taken_local="2026-11-20 23:18:05",
    offset_minutes=480,
    gps_at=datetime(2026, 11, 20, 15, 18, 4, tzinfo=UTC),
    position=Position(22_543_200, 114_057_900, Datum.WGS84),
    software="Sample OS 6.1",
)


def words(facts: PhotoFacts, around: Surroundings = VISIT) -> list[str]:
    return [flag.words for flag in photo_flags(facts, around)]


def test_an_honest_photo_has_no_flag() -> None:
    assert photo_flags(HONEST, VISIT) == ()


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("2026-11-20 22:54:59", "时间早于检查 5 分"),
        ("2026-11-20 19:40:00", "时间早于检查 3 小时 20 分"),
        ("2026-11-18 18:00:00", "时间早于检查 2 天 5 小时"),
        ("2026-11-21 02:00:00", "时间晚于检查 2 小时"),
    ],
)
def test_outside_the_visit(taken: str, expected: str) -> None:
    assert words(replace(HONEST, taken_local=taken, gps_at=None)) == [expected]


def test_the_edges_of_the_visit_have_five_minutes() -> None:
    assert words(replace(HONEST, taken_local="2026-11-20 22:55:00", gps_at=None)) == []
    assert words(replace(HONEST, taken_local="2026-11-21 00:05:00", gps_at=None)) == []


def test_place() -> None:
    far = replace(HONEST, position=Position(22_560_000, 114_057_865, Datum.WGS84))
    assert words(far) == ["距现场 1.9 公里"]
    near = replace(HONEST, position=Position(22_546_300, 114_057_865, Datum.WGS84))
    assert words(near) == ["距现场 356 米"]
    assert photo_flags(near, VISIT, far_m=400) == ()
    other = replace(HONEST, position=Position(22_560_000, 114_057_865, Datum.GCJ02))
    assert words(other) == ["坐标系不同，未比对距离"]
    assert words(replace(HONEST, position=None)) == ["无拍摄坐标"]
    assert words(far, replace(VISIT, site=None)) == []


def test_clock_software_duplicate_label_and_reading() -> None:
    assert words(replace(HONEST, gps_at=datetime(2026, 11, 20, 14, 18, 5, tzinfo=UTC))) == [
        "与 GPS 时间不一致，相机快 1 小时"
    ]
    assert words(replace(HONEST, software="Adobe Photoshop 25.0")) == ["经软件处理：Adobe Photoshop 25.0"]
    assert words(HONEST, replace(VISIT, same_photo_at=("照片 3",), mislabelled=True)) == [
        "重复：与照片 3相同",
        "扩展名与内容不符，实为 JPEG",
    ]
    assert photo_flags(replace(HONEST, oddities=(Oddity.MULTI_PICTURE,)), VISIT) == (
        PhotoFlag(FlagKind.READING, "多图文件，取第一张", notable=False),
    )


def test_a_camera_clock_that_was_set_is_said_and_no_longer_differs() -> None:
    late = replace(HONEST, gps_at=datetime(2026, 11, 20, 15, 28, 5, tzinfo=UTC))
    assert words(late) == ["与 GPS 时间不一致，相机慢 10 分"]
    set_right = replace(late, taken_local="2026-11-20 23:28:05")
    flags = photo_flags(set_right, replace(VISIT, clock_offset_s=600))
    assert [(flag.kind, flag.words, flag.notable) for flag in flags] == [
        (FlagKind.CLOCK_SET, "相机时钟已校正，加 10 分", False)
    ]
    typed = replace(VISIT, camera_at=datetime(2026, 11, 20, 15, 18, 5, tzinfo=UTC))
    assert words(set_right, typed) == ["与 GPS 时间不一致，相机慢 10 分"]
    assert offset_words(-75) == "相机时钟已校正，减 1 分 15 秒"
    assert offset_words(20) == "相机时钟已校正，加 20 秒"


def test_no_claims_at_all() -> None:
    bare = PhotoFacts(PhotoFormat.PNG, 10, 10, oddities=(Oddity.EXIF_MISSING,))
    assert words(bare) == ["无拍摄时间", "无拍摄坐标", "没有拍摄信息（EXIF），可能经聊天软件转发或截屏"]
    assert words(replace(HONEST, offset_minutes=None)) == ["相机未记时区，按北京时间"]


def test_duplicates_and_spans() -> None:
    assert duplicates({"1": "a", "2": "b", "3": "a", "4": "a"}) == {
        "1": ("3", "4"),
        "3": ("1", "4"),
        "4": ("1", "3"),
    }
    assert span_words(timedelta(minutes=-61)) == "1 小时 1 分"
    assert span_words(timedelta(days=3)) == "3 天"
