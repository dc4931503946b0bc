"""Taking photos in (phase 1) against a bare read, hash and write; thumbnails (phase 2) against a bare Pillow loop; a sheet."""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from inspector.documents.dossier import Dossier, PaperKind, PhotoSheetEntry
from inspector.documents.render import render
from inspector.evidence.derived import PRINT, DerivedPictures
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from tests.bench.timing import Measured, compare

_COUNT = 60
_SIDE = 512
_ON_SHEET = 12


def some_photos(folder: Path) -> list[Path]:
    """JPEG files of about 2.5 MB and 12 megapixels, all different."""
    folder.mkdir()
    dice = random.Random(7)
    noise = Image.frombytes("RGB", (1000, 750), dice.randbytes(1000 * 750 * 3)).resize(
        (4000, 3000), Image.Resampling.BICUBIC
    )
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=82)
    base = buffer.getvalue()
    paths = []
    for number in range(_COUNT):
        comment = f"photo {number}".encode()
        marker = b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment
        path = folder / f"IMG_{number:04d}.jpg"
        path.write_bytes(base[:2] + marker + base[2:])
        paths.append(path)
    return paths


def measure(folder: Path) -> list[Measured]:
    """Both phases over the same files. Baseline 1 reads, hashes, writes and syncs each file; baseline 2 is Pillow's draft mode."""
    sources = some_photos(folder / "card")

    def taken() -> None:
        shutil.rmtree(folder / "store", ignore_errors=True)
        store = PhotoStore(folder / "store")
        for source in sources:
            store.take_in(source)

    def bare_copy() -> None:
        shutil.rmtree(folder / "bare", ignore_errors=True)
        (folder / "bare").mkdir()
        for number, source in enumerate(sources):
            data = source.read_bytes()
            hashlib.sha256(data).digest()
            with (folder / "bare" / str(number)).open("wb") as written:
                written.write(data)
                written.flush()
                os.fsync(written.fileno())

    phase_1 = compare(
        f"photo phase 1, {_COUNT} files", taken, bare_copy, 1.3, runs=5, note="baseline syncs each file too"
    )
    store = PhotoStore(folder / "store")
    hashes = [store.take_in(source).sha256 for source in sources]

    with PhotoWorker() as worker:

        def thumbnails() -> None:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            derived = DerivedPictures(store, folder / "cache", worker)
            for _ in derived.make_all([(sha256, "x.jpg") for sha256 in hashes], threads=1):
                pass

        def bare_draft() -> None:
            for source in sources:
                with Image.open(source) as picture:
                    picture.draft("RGB", (_SIDE, _SIDE))
                    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
                    picture.save(io.BytesIO(), "JPEG", quality=85)

        phase_2 = compare(
            f"photo phase 2, {_COUNT} thumbnails, one thread", thumbnails, bare_draft, 1.15, runs=3
        )
        sheet = _sheet(store, hashes[:_ON_SHEET], folder / "cache", worker)
    return [phase_1, phase_2, sheet]


def _sheet(store: PhotoStore, hashes: Sequence[str], cache: Path, worker: PhotoWorker) -> Measured:
    """A photo sheet with its pictures made for it, against making the same pictures alone."""

    def prepared(derived: DerivedPictures) -> list[Callable[[], bytes]]:
        return [partial(derived.picture, sha256, "x.jpg", PRINT) for sha256 in hashes]

    def fresh() -> DerivedPictures:
        shutil.rmtree(cache, ignore_errors=True)
        return DerivedPictures(store, cache, worker)

    def whole() -> None:
        entries = tuple(
            PhotoSheetEntry(
                number=f"Z-{number:02d}", jpeg=jpeg, caption="夜间施工", file_name="x.jpg", sha256=sha256
            )
            for number, (jpeg, sha256) in enumerate(zip(prepared(fresh()), hashes, strict=True), 1)
        )
        render(PaperKind.PHOTO_SHEET, Dossier(photos=entries))

    def pictures() -> None:
        for jpeg in prepared(fresh()):
            jpeg()

    return compare(f"photo sheet of {len(hashes)}, against its pictures alone", whole, pictures, 1.25, runs=5)
