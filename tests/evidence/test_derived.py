"""Thumbnails and print images: upright, the same every time, cached, made beside untouched originals."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.errors import CancelledError
from inspector.evidence import derived as derived_module
from inspector.evidence.derived import PRINT, THUMBNAIL, DerivedPictures
from inspector.evidence.errors import DiskFullError, IncompletePhotoError, OriginalMissingError
from inspector.evidence.facts import Shape
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from tests.evidence import specimens


@pytest.fixture
def pictures(store: PhotoStore, worker: PhotoWorker) -> DerivedPictures:
    return DerivedPictures(store, store.root.parent / "cache", worker)


def stored(store: PhotoStore, card: Path, data: bytes, name: str = "a.jpg") -> str:
    (card / name).write_bytes(data)
    return store.take_in(card / name).sha256


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(
    store: PhotoStore, card: Path, pictures: DerivedPictures, orientation: int
) -> None:
    """The scene has red above and blue below; each stored form must show it so, or mirrored sideways only."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    scene = specimens.picture(1600, 1200)
    raw = scene.transpose(turns[orientation]) if orientation in turns else scene
    data = specimens.encoded(raw, quality=85, exif=specimens.claims(orientation=orientation).tobytes())
    sha256 = stored(store, card, data)
    image = shown(pictures.picture(sha256, "a.jpg"))
    assert image.size == (512, 384)
    red, _, blue = image.getpixel((256, 20))  # type: ignore[misc]
    assert red > 150 > blue
    red, _, blue = image.getpixel((256, 364))  # type: ignore[misc]
    assert blue > 150 > red


@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIC", "MPO"])
def test_every_format_gives_a_jpeg_without_metadata(
    store: PhotoStore, card: Path, pictures: DerivedPictures, form: str
) -> None:
    claims = specimens.claims().tobytes()
    match form:
        case "HEIC":
            data = specimens.heic(640, 480, specimens.claims())
        case "MPO":
            data = specimens.multi_picture()
        case _:
            data = specimens.encoded(specimens.picture(640, 480), form, exif=claims)
    thumbnail = pictures.picture(stored(store, card, data), "a")
    image = shown(thumbnail)
    assert image.format == "JPEG" and max(image.size) == (320 if form == "MPO" else 512)
    assert not image.getexif() and b"Exif" not in thumbnail


def test_transparent_and_grey_pictures_lie_on_white(
    store: PhotoStore, card: Path, pictures: DerivedPictures
) -> None:
    clear = specimens.encoded(Image.new("RGBA", (600, 300), (255, 0, 0, 0)), "PNG")
    assert shown(pictures.picture(stored(store, card, clear, "c.png"), "c")).getpixel((9, 9)) == (
        255,
        255,
        255,
    )
    palette = specimens.encoded(Image.new("P", (600, 300), 0), "PNG", transparency=0)
    assert shown(pictures.picture(stored(store, card, palette, "p.png"), "p")).getpixel((9, 9)) == (
        255,
        255,
        255,
    )
    grey = specimens.encoded(Image.new("L", (600, 300), 77), "JPEG")
    assert shown(pictures.picture(stored(store, card, grey, "g.jpg"), "g")).mode == "RGB"


def test_same_photo_same_bytes_and_a_small_photo_is_not_blown_up(
    store: PhotoStore, card: Path, pictures: DerivedPictures, worker: PhotoWorker
) -> None:
    sha256 = stored(store, card, specimens.jpeg(1500, 1000))
    first = pictures.picture(sha256, "a.jpg"), pictures.picture(sha256, "a.jpg", PRINT)
    other = DerivedPictures(store, store.root.parent / "other", worker)
    assert (other.picture(sha256, "b"), other.picture(sha256, "b", PRINT)) == first
    assert shown(first[1]).size == (1200, 800)
    both = worker.derive(store.path_of(sha256), "a", (THUMBNAIL, PRINT))
    assert [shown(data).size for data in both.pictures] == [(512, 341), (1200, 800)]
    small = stored(store, card, specimens.jpeg(100, 80), "s.jpg")
    assert shown(pictures.picture(small, "s.jpg")).size == (100, 80)


def test_the_cache_serves_and_a_torn_entry_is_made_again(
    store: PhotoStore, card: Path, pictures: DerivedPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = stored(store, card, specimens.jpeg())
    before = hashlib.sha256(store.path_of(sha256).read_bytes()).hexdigest()
    assert pictures.cached(sha256) is None
    made = pictures.picture(sha256, "a.jpg")
    assert pictures.cached(sha256) == made
    assert pictures.path_of(sha256).name == f"{sha256}-512q85.jpg"
    pictures.path_of(sha256).write_bytes(made[: len(made) // 2])
    assert pictures.cached(sha256) is None
    assert pictures.picture(sha256, "a.jpg") == made
    assert [path.name for path in pictures.path_of(sha256).parent.iterdir()] == [f"{sha256}-512q85.jpg"]
    assert hashlib.sha256(store.path_of(sha256).read_bytes()).hexdigest() == before == sha256


class Counter:
    def __init__(self, stop_after: int = 10**9) -> None:
        self.seen: list[int] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int, text: str) -> None:
        self.seen.append(done)

    def cancelled(self) -> bool:
        return len(self.seen) >= self._stop_after


def _batch(store: PhotoStore, card: Path, count: int) -> list[tuple[str, str]]:
    return [
        (stored(store, card, specimens.jpeg(640, 480, seed), f"{seed}.jpg"), f"{seed}.jpg")
        for seed in range(count)
    ]


def test_a_batch_tells_bad_photos_apart_and_makes_the_rest(
    store: PhotoStore, card: Path, pictures: DerivedPictures
) -> None:
    photos = _batch(store, card, 6)
    broken = store.path_of(photos[2][0])
    broken.chmod(0o644)
    broken.write_bytes(specimens.cut(broken.read_bytes(), 0.5))
    store.path_of(photos[4][0]).unlink()
    counter = Counter()
    made = {entry.sha256: entry for entry in pictures.make_all(photos, progress=counter)}
    assert counter.seen == [1, 2, 3, 4, 5, 6]
    assert isinstance(made[photos[2][0]].refusal, IncompletePhotoError)
    assert isinstance(made[photos[4][0]].refusal, OriginalMissingError)
    good = [made[photos[index][0]] for index in (0, 1, 3, 5)]
    assert all(entry.path is not None and entry.path.is_file() and entry.facts is not None for entry in good)
    again = list(pictures.make_all([photos[0]]))
    assert again[0].path == good[0].path and again[0].facts is None


def test_a_batch_can_be_cancelled_and_taken_up_again(
    store: PhotoStore, card: Path, pictures: DerivedPictures
) -> None:
    photos = _batch(store, card, 8)
    ready: list[str] = []
    with pytest.raises(CancelledError, match="下次打开时再做"):
        ready.extend(entry.sha256 for entry in pictures.make_all(photos, progress=Counter(stop_after=3)))
    rest = list(pictures.make_all(photos))
    assert len(rest) == 8 and all(entry.refusal is None for entry in rest)


def test_a_full_disk_stops_the_batch_with_its_name(
    store: PhotoStore, card: Path, pictures: DerivedPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = _batch(store, card, 2)

    def full(target: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(derived_module, "write_whole", full)
    with pytest.raises(DiskFullError):
        list(pictures.make_all(photos))


def test_shapes_are_asked_in_any_order(store: PhotoStore, card: Path, worker: PhotoWorker) -> None:
    sha256 = stored(store, card, specimens.jpeg(1000, 700))
    shapes: Sequence[Shape] = (Shape(100, 80), Shape(900, 80), Shape(300, 80))
    pictures = worker.derive(store.path_of(sha256), "a", shapes).pictures
    assert [max(shown(data).size) for data in pictures] == [100, 900, 300]
