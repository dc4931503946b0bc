"""Layers drawn: where they should be, nothing left of what they hide, the original untouched."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from inspector.documents.faces import Role, installed_faces
from inspector.domain.layers import Arrow, Blur, Box, Crop, Label, Layers, Measure, Stamp, to_json
from inspector.evidence.derived import DerivedPictures
from inspector.evidence.drawing import draw
from inspector.evidence.errors import LayersUndrawableError
from inspector.evidence.facts import Shape
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from tests.evidence.specimens import claims, encoded, heic, jpeg

FONT = installed_faces().face(Role.HEI).path
SHAPE = Shape(600, 90)


def _open(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture
def original(store: PhotoStore, card: Path) -> Path:
    path = card / "a.jpg"
    path.write_bytes(jpeg(600, 400, exif=claims(orientation=1)))
    return store.take_in(path).path


def _drawn(worker: PhotoWorker, path: Path, layers: Layers, shape: Shape = SHAPE) -> Image.Image:
    return _open(worker.draw(path, "a.jpg", to_json(layers), FONT, shape))


def test_marks_change_only_where_they_are_and_the_original_stays(worker: PhotoWorker, original: Path) -> None:
    before = original.read_bytes()
    plain = _drawn(worker, original, Layers())
    boxed = _drawn(worker, original, Layers((Box(5000, 2500, 2500, 5000),)))
    changed = ImageChops.difference(plain, boxed).convert("L").point(lambda v: 255 if v > 60 else 0).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert abs(left - 300) < 10 and abs(top - 100) < 10 and abs(right - 450) < 10 and abs(bottom - 300) < 10
    for mark in (
        Arrow(1000, 1000, 5000, 5000),
        Label(100, 100, "水泵"),
        Measure(0, 5000, 9000, 5000, "12 米"),
    ):
        assert ImageChops.difference(plain, _drawn(worker, original, Layers((mark,)))).getbbox()
    assert original.read_bytes() == before


def test_nothing_of_a_hidden_face_is_left(worker: PhotoWorker, store: PhotoStore, card: Path) -> None:
    """Two faces with the same mean are drawn alike: no detail of either is in the result."""
    shown = []
    for seed in (1, 2):
        noise = random.Random(seed).randbytes(60 * 60)
        image = Image.new("RGB", (600, 400), (90, 120, 150))
        image.paste(Image.frombytes("L", (60, 60), noise).convert("RGB").resize((120, 120)), (100, 100))
        path = card / f"{seed}.jpg"
        path.write_bytes(encoded(image, quality=95))
        hidden = Layers((Label(1700, 2600, "人"), Blur(1600, 2400, 2100, 3200)))
        shown.append(_drawn(worker, store.take_in(path).path, hidden).crop((100, 100, 220, 220)))
    spread = ImageStat.Stat(ImageChops.difference(*shown).convert("L")).mean[0]
    assert spread < 12
    noisy = Image.frombytes("RGB", (200, 200), random.Random(3).randbytes(200 * 200 * 3))
    flat = draw(noisy, Layers((Blur(0, 0, 10000, 10000),)), str(FONT)).getcolors(1000)
    assert flat is not None and len(flat) <= 25


def test_cutting_turning_and_stamping(worker: PhotoWorker, original: Path) -> None:
    cut = _drawn(worker, original, Layers(crop=Crop(0, 0, 5000, 5000), turn=90))
    assert cut.size == (200, 300)
    red = _drawn(worker, original, Layers(crop=Crop(0, 0, 10000, 1500)))
    assert ImageStat.Stat(red).mean[0] > 150
    stamped = _drawn(worker, original, Layers((Stamp(("深环南澜立〔2026〕18号" * 5,)),)))
    foot = (0, 380, 600, 400)
    plain = _drawn(worker, original, Layers())
    darker = ImageStat.Stat(plain.crop(foot)).mean[2] - ImageStat.Stat(stamped.crop(foot)).mean[2]
    assert darker > 30 and stamped.size == plain.size
    assert not stamped.getexif()


def test_turned_cameras_and_heic_are_drawn_upright(
    worker: PhotoWorker, store: PhotoStore, card: Path
) -> None:
    (card / "t.jpg").write_bytes(jpeg(600, 400, exif=claims(orientation=6)))
    (card / "h.heic").write_bytes(heic(160, 120))
    assert _drawn(worker, store.take_in(card / "t.jpg").path, Layers()).size == (400, 600)
    assert _drawn(worker, store.take_in(card / "h.heic").path, Layers((Box(0, 0, 500, 500),))).size == (
        160,
        120,
    )


def test_a_lost_face_or_nonsense_is_refused_in_words(worker: PhotoWorker, original: Path) -> None:
    for layers, font in (("{", FONT), (to_json(Layers((Label(0, 0, "字"),))), original)):
        with pytest.raises(LayersUndrawableError):
            worker.draw(original, "a.jpg", layers, font, SHAPE)


def test_equal_layers_are_drawn_once(
    worker: PhotoWorker, store: PhotoStore, original: Path, tmp_path: Path
) -> None:
    derived = DerivedPictures(store, tmp_path / "cache", worker)
    layers = to_json(Layers((Box(0, 0, 500, 500),)))
    first = derived.drawn(original.name, "a.jpg", layers, FONT)
    (made,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    state = made.stat()
    assert derived.drawn(original.name, "a.jpg", layers, FONT) == first
    assert made.stat().st_mtime_ns == state.st_mtime_ns
    assert derived.drawn(original.name, "a.jpg", to_json(Layers((Box(0, 0, 600, 500),))), FONT) != first
    made.unlink()
    assert derived.drawn(original.name, "a.jpg", layers, FONT) == first
