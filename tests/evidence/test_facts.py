"""What photos claim: times, places, cameras, read from honest and from hostile EXIF."""

from __future__ import annotations

import random
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from inspector.domain.geo import Datum, Position
from inspector.evidence.decoding import DecodeRefusedError, decode
from inspector.evidence.facts import Oddity, PhotoFacts, from_wire, to_wire
from inspector.evidence.formats import PhotoFormat
from inspector.evidence.worker import PhotoWorker
from tests.evidence import specimens

HERE = Position(22_543_096, 114_057_865, Datum.WGS84)


def facts_of(path: Path, data: bytes) -> PhotoFacts:
    path.write_bytes(data)
    return decode(path, [], whole=True)[0]


@pytest.mark.parametrize("form", list(PhotoFormat))
def test_claims_of_every_format(card: Path, worker: PhotoWorker, form: PhotoFormat) -> None:
    exif = specimens.claims(software="Sample OS 6")
    data = (
        specimens.heic(exif=exif)
        if form is PhotoFormat.HEIC
        else specimens.encoded(specimens.picture(160, 120), form.value, exif=exif.tobytes())
    )
    path = card / f"a{form.extension}"
    path.write_bytes(data)
    facts = worker.facts(path, path.name, whole=True)
    assert facts == PhotoFacts(
        format=form,
        width_px=160,
        height_px=120,
        taken_local="2026-11-20 23:18:05",
        offset_minutes=480,
        gps_at=datetime(2026, 11, 20, 15, 18, 5, tzinfo=UTC),
        position=HERE,
        make="Sample",
        model="Sample P7",
        software="Sample OS 6",
    )
    assert facts.taken_at == datetime(2026, 11, 20, 15, 18, 5, tzinfo=UTC)
    assert facts.camera == "Sample P7"


def test_a_time_without_its_offset_is_read_as_shenzhen_time_and_said_so(card: Path) -> None:
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=specimens.claims(offset="")))
    assert facts.taken_at == datetime(2026, 11, 20, 15, 18, 5, tzinfo=UTC)
    assert not facts.offset_stated


def test_a_foreign_offset_counts(card: Path) -> None:
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=specimens.claims(offset="-03:30")))
    assert facts.taken_at == datetime(2026, 11, 21, 2, 48, 5, tzinfo=UTC)


def test_no_exif_is_an_oddity_not_an_error(card: Path) -> None:
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48))
    assert facts.oddities == (Oddity.EXIF_MISSING,)
    assert (facts.taken_at, facts.position, facts.camera) == (None, None, "")


@pytest.mark.parametrize(
    "taken",
    [
        "2026:02:30 10:00:00",
        "2026:13:01 10:00:00",
        "9999:99:99 99:99:99",
        "yesterday",
        "2026:11:20 25:61:00",
        "0001:01:01 00:00:00",
    ],
)
def test_impossible_times_are_dropped_and_named(card: Path, taken: str) -> None:
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=specimens.claims(taken=taken)))
    assert facts.taken_at is None
    assert Oddity.TIME_IMPOSSIBLE in facts.oddities


def test_a_change_time_is_no_capture_time(card: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = "2026:11:20 23:18:05"
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=exif))
    assert facts.taken_local == "2026-11-20 23:18:05"
    assert Oddity.TIME_OF_CHANGE in facts.oddities


@pytest.mark.parametrize(
    ("latitude", "half"),
    [
        ((99.0, 0.0, 0.0), "N"),
        ((22.0, 99.0, 0.0), "N"),
        ((22.0, 0.0, 0.0), "Q"),
        ((22.0, 0.0), "N"),
        ((0.0, 0.0, 0.0), "N"),
    ],
)
def test_absurd_positions_are_dropped_and_named(card: Path, latitude: tuple[float, ...], half: str) -> None:
    exif = specimens.claims(lon_e6=0)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] = latitude, half
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=exif))
    assert facts.position is None
    assert Oddity.POSITION_IMPOSSIBLE in facts.oddities


def test_southern_western_and_other_datums(card: Path) -> None:
    exif = specimens.claims()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "S", "W"
    gps[ExifTags.GPS.GPSMapDatum] = "GCJ-02"
    facts = facts_of(card / "a.jpg", specimens.jpeg(64, 48, exif=exif))
    assert facts.position == Position(-22_543_096, -114_057_865, Datum.GCJ02)


def test_zero_denominators_and_long_strings_harm_nobody(card: Path) -> None:
    exif = specimens.claims()
    exif[ExifTags.Base.Make] = "\x1b[31m" + "W" * 60_000
    exif[ExifTags.Base.Software] = "美图\u202e秀\x07秀\n d".encode()
    data = bytearray(specimens.jpeg(64, 48, exif=exif))
    facts = facts_of(card / "a.jpg", bytes(data))
    assert len(facts.make) <= 120 and Oddity.EXIF_OVERLONG in facts.oddities
    assert facts.software == "美图 秀 秀 d"
    rational = struct.pack(">II", 22, 1)
    at = bytes(data).find(rational)
    assert at > 0
    data[at + 4 : at + 8] = bytes(4)
    facts = facts_of(card / "b.jpg", bytes(data))
    assert facts.position is None


def test_a_mutated_exif_block_never_stops_the_photo(card: Path) -> None:
    """400 mutations of the block: always facts, never an exception, and the sizes stay true."""
    rng = random.Random(11)
    whole = specimens.jpeg(64, 48, exif=specimens.claims(software="x" * 200))
    start, end = whole.index(b"Exif\0\0"), whole.index(b"\xff\xdb")
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            data[rng.randrange(start + 6, end)] = rng.randrange(256)
        facts = facts_of(card / "m.jpg", bytes(data))
        assert (facts.width_px, facts.height_px) == (64, 48)
        assert from_wire(to_wire(facts)) == facts


def test_mutated_pictures_are_decoded_or_refused_never_worse(card: Path) -> None:
    rng = random.Random(5)
    seeds = [
        specimens.jpeg(96, 64, exif=specimens.claims()),
        specimens.encoded(specimens.picture(96, 64), "PNG"),
        specimens.encoded(specimens.picture(96, 64), "WEBP"),
        specimens.multi_picture(),
    ]
    outcomes = {"facts": 0, "refused": 0}
    path = card / "m.bin"
    for turn in range(600):
        data = bytearray(seeds[turn % len(seeds)])
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(12, len(data))] = rng.randrange(256)
        if rng.random() < 0.3:
            del data[rng.randrange(12, len(data)) :]
        path.write_bytes(data)
        try:
            decode(path, [], whole=True)
            outcomes["facts"] += 1
        except DecodeRefusedError:
            outcomes["refused"] += 1
    assert outcomes["facts"] > 20 and outcomes["refused"] > 20


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "format",
                "width",
                "height",
                "orientation",
                "taken",
                "offset",
                "gps_at",
                "lat_e6",
                "lon_e6",
                "datum",
                "make",
                "oddities",
            ]
        ),
        st.one_of(
            st.none(),
            st.integers(),
            st.text(max_size=200),
            st.booleans(),
            st.lists(st.text(max_size=5), max_size=20),
        ),
    )
)
def test_the_parent_believes_nothing_out_of_bounds(wire: dict[str, object]) -> None:
    honest: dict[str, object] = dict(to_wire(PhotoFacts(PhotoFormat.JPEG, 640, 480, position=HERE)))
    try:
        facts = from_wire(honest | wire)
    except ValueError:
        return
    assert facts.width_px * facts.height_px <= 60_000_000
    assert 1 <= facts.orientation <= 8
    assert len(facts.make) <= 120 and "\n" not in facts.make
