"""Files that are no photos: told by content, refused when cut, read in the child, never believed over their sizes."""

from __future__ import annotations

import io
import json
import random
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.domain.kinds import FileKind
from inspector.evidence.attachments import FILE_CHOICE, FILES, FileFormat
from inspector.evidence.durations import boxed_duration, wave_duration
from inspector.evidence.errors import IncompleteFileError, NotAnEvidenceFileError
from inspector.evidence.exports import _milli
from inspector.evidence.filefacts import FileFacts, read_file_facts
from inspector.evidence.plan import plan
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from tests.evidence.recordings import box, level_csv, level_xlsx, mp4, pdf, wav
from tests.evidence.specimens import encoded, jpeg, picture


@pytest.fixture
def files(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "home" / "files", FILES)


def _put(card: Path, name: str, data: bytes) -> Path:
    path = card / name
    path.write_bytes(data)
    return path


def _facts(files: PhotoStore, worker: PhotoWorker, path: Path) -> FileFacts:
    stored = files.take_in(path)
    return read_file_facts(worker, stored.path, FileFormat(stored.format), path.name)


@pytest.mark.parametrize(
    ("name", "data", "found", "kind"),
    [
        ("a.mp4", mp4(), FileFormat.MP4, FileKind.VIDEO),
        ("b.wav", wav(), FileFormat.WAV, FileKind.AUDIO),
        ("c.pdf", pdf(), FileFormat.PDF, FileKind.PAPER),
        ("d.csv", level_csv(), FileFormat.CSV, FileKind.INSTRUMENT),
        ("e.csv", level_csv("utf-16"), FileFormat.CSV, FileKind.INSTRUMENT),
    ],
)
def test_content_tells_the_kind_and_the_bytes_are_kept(
    files: PhotoStore, card: Path, name: str, data: bytes, found: FileFormat, kind: FileKind
) -> None:
    stored = files.take_in(_put(card, name, data))
    assert (stored.format, found.kind, stored.mislabelled) == (found, kind, False)
    assert stored.path.read_bytes() == data
    assert files.take_in(card / name).already_there


def test_a_name_that_lies_is_said_and_a_photo_or_a_program_is_refused(files: PhotoStore, card: Path) -> None:
    assert files.take_in(_put(card, "录像.mp4", wav())).mislabelled
    for name, data in (
        ("x.mp4", jpeg()),
        ("x.pdf", b"MZ\x90\0" + bytes(200)),
        ("x.bin", b"\x7fELF" + bytes(99)),
    ):
        with pytest.raises(NotAnEvidenceFileError):
            files.take_in(_put(card, name, data))
    assert not [
        path for path in files.root.rglob("*") if path.is_file() and path.stat().st_size != len(wav())
    ]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_video_or_sound_that_was_cut_is_refused(files: PhotoStore, card: Path, share: float) -> None:
    for name, data in (("cut.mp4", mp4()), ("cut.wav", wav())):
        with pytest.raises(IncompleteFileError):
            files.take_in(_put(card, name, data[: int(len(data) * share)]))


def test_durations_and_pages_are_read(files: PhotoStore, worker: PhotoWorker, card: Path) -> None:
    film = _facts(files, worker, _put(card, "a.mp4", mp4(12_500)))
    assert (film.duration_ms, film.made_at) == (12_500, datetime(2024, 5, 31, 11, 33, 20, tzinfo=UTC))
    assert _facts(files, worker, _put(card, "w.mp4", mp4(90_000, wide=True))).duration_ms == 90_000
    assert _facts(files, worker, _put(card, "b.wav", wav(2.5))).duration_ms == 2_500
    assert _facts(files, worker, _put(card, "c.pdf", pdf(7))).pages == 7
    broken = _facts(files, worker, _put(card, "d.pdf", b"%PDF-1.7\n" + bytes(300)))
    assert (broken.pages, broken.unread) == (None, "内容读不出")


@pytest.mark.parametrize(
    "film",
    [mp4(0), mp4(scale=0), mp4((1 << 32) - 1), mp4(1 << 60, wide=True), mp4(1 << 31, scale=1)],
    ids=["none", "no scale", "all ones", "absurd", "60 years"],
)
def test_a_duration_that_cannot_be_is_unknown(film: bytes) -> None:
    assert boxed_duration(io.BytesIO(film))[0] is None


def test_sizes_that_lie_never_lead_out_of_the_file() -> None:
    good = wav(1.0)
    at = good.index(b"data") + 4
    assert wave_duration(io.BytesIO(good[:at] + b"\xff\xff\xff\x7f" + good[at + 4 :])) == 1000
    assert wave_duration(io.BytesIO(good[:at] + b"\xff\xff\xff\xff" + good[at + 4 :])) == 1000
    assert boxed_duration(io.BytesIO(struct.pack(">I", 1) + b"moov" + b"\xff" * 8)) == (None, None)
    assert boxed_duration(io.BytesIO(box(b"moov", struct.pack(">I", 999_999) + b"mvhd"))) == (None, None)
    dice = random.Random(5)
    for data in (mp4(), wav()):
        for _ in range(1500):
            mutated = bytearray(data)
            for _ in range(dice.randint(1, 6)):
                mutated[dice.randrange(len(mutated))] = dice.randrange(256)
            for told in (boxed_duration(io.BytesIO(mutated))[0], wave_duration(io.BytesIO(mutated))):
                assert told is None or 0 <= told <= 30 * 24 * 3600 * 1000


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_sound_level_table_is_summarised(
    files: PhotoStore, worker: PhotoWorker, card: Path, encoding: str
) -> None:
    summary = json.loads(_facts(files, worker, _put(card, "level.csv", level_csv(encoding))).summary)
    assert (summary["rows"], summary["first"], summary["last"]) == (
        3,
        "2026-11-20 23:00:00",
        "2026-11-20 23:02:00",
    )
    assert summary["readings"] == [
        {"name": "LAeq(dB)", "count": 3, "low_milli": 58250, "high_milli": 63800, "last_milli": 61000},
        {"name": "LAFmax(dB)", "count": 3, "low_milli": 71000, "high_milli": 80100, "last_milli": 75500},
    ]


def test_a_gas_table_with_day_and_clock_apart_is_summarised(
    files: PhotoStore, worker: PhotoWorker, card: Path
) -> None:
    summary = json.loads(_facts(files, worker, level_xlsx(card / "pid.xlsx")).summary)
    assert (summary["rows"], summary["first"], summary["last"]) == (
        3,
        "2026-11-20 10:01:00",
        "2026-11-20 10:03:00",
    )
    assert [(r["name"], r["high_milli"]) for r in summary["readings"]] == [("TVOC(ppm)", 120_250)]


def test_a_table_nobody_can_read_is_kept_and_says_so(
    files: PhotoStore, worker: PhotoWorker, card: Path
) -> None:
    whole = level_xlsx(card / "pid.xlsx").read_bytes()
    at = whole.index(b"xl/worksheets/sheet1.xml") + 40
    facts = _facts(files, worker, _put(card, "broken.xlsx", whole[:at] + bytes(30) + whole[at + 30 :]))
    assert facts.unread and facts.summary == "{}"


def test_a_drop_is_sorted_into_photos_and_files(card: Path) -> None:
    for name, data in (("a.mp4", mp4()), ("b.jpg", jpeg()), ("c.pdf", pdf()), ("d.exe", b"MZ" + bytes(80))):
        _put(card, name, data)
    _put(card, "e.webp", encoded(picture(64, 64), "WEBP"))
    assert [path.name for path in plan([card]).candidates] == ["b.jpg", "e.webp"]
    chosen = plan([card, card / "d.exe", card / "b.jpg"], None, FILE_CHOICE)
    assert [path.name for path in chosen.candidates] == ["a.mp4", "c.pdf"]


@pytest.mark.parametrize(
    ("cell", "milli"),
    [
        ("63.8", 63_800),
        ("63.8 dB(A)", 63_800),
        ("1,234.5 ppb", 1_234_500),
        (" -0.5", -500),
        (63, 63_000),
        ("63,8", None),
        ("1,23", None),
        ("12-13", None),
        ("—", None),
        (True, None),
    ],
)
def test_a_reading_is_taken_as_written_or_not_at_all(cell: object, milli: int | None) -> None:
    assert _milli(cell) == milli
