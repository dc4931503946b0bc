"""The sample pictures: the same bytes for the same seed, honest files of every format, claims as asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspector.domain.geo import Datum, Position
from inspector.evidence.facts import Oddity, PhotoFacts
from inspector.evidence.formats import PhotoFormat
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from inspector.samples.pictures import PHONE, Camera, Scene, draw_photo

AT = datetime(2026, 11, 20, 15, 18, 5, tzinfo=UTC)
HERE = Position(22_543_096, 114_057_865, Datum.WGS84)


def read(tmp_path: Path, data: bytes, name: str) -> PhotoFacts:
    source = tmp_path / name
    source.write_bytes(data)
    stored = PhotoStore(tmp_path / "store").take_in(source)
    assert not stored.mislabelled
    with PhotoWorker(children=1) as worker:
        return worker.facts(stored.path, name, whole=True)


@pytest.mark.parametrize("scene", [Scene.SOUND_METER, Scene.PRESSURE_GAUGE, Scene.MUDDY_ROAD])
def test_one_seed_one_picture(scene: Scene) -> None:
    first = draw_photo(scene, 3, scene.value, AT, HERE)
    assert draw_photo(scene, 3, scene.value, AT, HERE) == first
    assert draw_photo(scene, 4, scene.value, AT, HERE) != first
    assert 60_000 < len(first) < 300_000


@pytest.mark.parametrize(
    ("form", "orientation"),
    [(PhotoFormat.JPEG, 6), (PhotoFormat.PNG, 1), (PhotoFormat.WEBP, 3), (PhotoFormat.HEIC, 8)],
)
def test_claims_and_formats(tmp_path: Path, form: PhotoFormat, orientation: int) -> None:
    data = draw_photo(Scene.SOUND_METER, 5, "测点 1", AT, HERE, orientation, form, reading="58.2")
    facts = read(tmp_path, data, f"a{form.extension}")
    assert facts.format is form
    assert facts.upright_size in ((1600, 1200), (1200, 900))
    assert (facts.taken_at, facts.gps_at, facts.position) == (AT, AT, HERE)
    assert facts.camera == PHONE.model
    assert facts.oddities == ()


def test_a_wrong_clock_and_a_picture_without_claims(tmp_path: Path) -> None:
    slow = Camera(clock_ahead=timedelta(hours=-1), states_offset=False)
    facts = read(tmp_path, draw_photo(Scene.PRESSURE_GAUGE, 1, "", AT, HERE, camera=slow), "a.jpg")
    assert facts.gps_at == AT and facts.taken_at == AT - timedelta(hours=1)
    assert not facts.offset_stated
    bare = Camera(has_exif=False)
    facts = read(tmp_path, draw_photo(Scene.PRESSURE_GAUGE, 1, "", AT, None, camera=bare), "b.jpg")
    assert facts.oddities == (Oddity.EXIF_MISSING,)


def test_every_scene_draws(tmp_path: Path) -> None:
    sizes = {scene: len(draw_photo(scene, 2, scene.value, AT, None)) for scene in Scene}
    assert all(60_000 < size < 300_000 for size in sizes.values())
