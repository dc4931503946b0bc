"""Smaller pictures made from originals (缩略图、打印图): re-makeable, cached by hash and size, originals never touched."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.evidence.errors import OriginalMissingError, fault_of
from inspector.evidence.facts import PhotoFacts, Shape
from inspector.evidence.files import write_whole
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker

THUMBNAIL = Shape(512, 85)
PRINT = Shape(1200, 82)
_CANCELLED = "原始照片都已存好，没做完的缩略图下次打开时再做"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one photo in a batch: a picture on disk, or the refusal to show. `facts` only when decoded now."""

    sha256: str
    path: Path | None
    facts: PhotoFacts | None
    refusal: InspectorError | None


class DerivedPictures:
    """Pictures under `cache`, each `ab/<sha256>-<side>q<quality>.jpg`. Deleting the folder loses nothing."""

    def __init__(self, store: PhotoStore, cache: Path, worker: PhotoWorker) -> None:
        self._store = store
        self._cache = cache
        self._worker = worker

    def path_of(self, sha256: str, shape: Shape = THUMBNAIL) -> Path:
        """Where the picture is, or will be once made."""
        name = self._store.path_of(sha256).name
        return self._cache / name[:2] / f"{name}-{shape.side_px}q{shape.quality}.jpg"

    def cached(self, sha256: str, shape: Shape = THUMBNAIL) -> bytes | None:
        """The picture if it was made before and is whole; never decodes. For painting."""
        try:
            data = self.path_of(sha256, shape).read_bytes()
        except FileNotFoundError:
            return None
        return data if data.startswith(b"\xff\xd8\xff") and data.endswith(b"\xff\xd9") else None

    def picture(self, sha256: str, name: str, shape: Shape = THUMBNAIL) -> bytes:
        """JPEG bytes of an upright smaller picture, from the cache or made now; `name` is the name for show.

        Raises OriginalMissingError, a PhotoRefusedError kind, DiskFullError, StoreFaultError, DecoderFaultError.
        """
        return self.cached(sha256, shape) or self._make(sha256, name, shape)[0]

    def drawn(self, sha256: str, name: str, layers: str, font: Path, shape: Shape = PRINT) -> bytes:
        """JPEG bytes of the photo with its layers, from the cache or drawn now. Raises as `picture`, LayersUndrawableError.

        The cache is keyed by the hashes of original and layers and by shape: another drawing is another file.
        """
        key = hashlib.sha256(f"{sha256}\n{shape.side_px}q{shape.quality}\n{layers}".encode()).hexdigest()
        target = self._cache / sha256[:2] / f"{sha256}-drawn-{key[:24]}.jpg"
        with contextlib.suppress(FileNotFoundError):
            data = target.read_bytes()
            if data.startswith(b"\xff\xd8\xff") and data.endswith(b"\xff\xd9"):
                return data
        original = self._store.path_of(sha256)
        if not original.is_file():
            raise OriginalMissingError(sha256)
        picture = self._worker.draw(original, name, layers, font, shape)
        try:
            write_whole(target, picture)
        except OSError as error:
            raise fault_of(name, error) from error
        return picture

    def make_all(
        self,
        photos: Sequence[tuple[str, str]],
        shape: Shape = THUMBNAIL,
        progress: Progress | None = None,
        threads: int = 2,
    ) -> Iterator[Made]:
        """Make the pictures of many (sha256, name for show), yielding each as it is ready; one bad photo stops no other.

        Pictures already cached are only named. Raises CancelledError between photos, and DiskFullError,
        StoreFaultError, DecoderFaultError at once: they would meet every other photo too.
        """
        watcher = progress or NoProgress()
        waiting = iter(photos)
        running: set[Future[Made]] = set()
        done = 0
        with ThreadPoolExecutor(threads, thread_name_prefix="pictures") as pool:
            try:
                while True:
                    check_cancelled(watcher, _CANCELLED)
                    for sha256, name in islice(waiting, 2 * threads - len(running)):
                        running.add(pool.submit(self._one, sha256, name, shape))
                    if not running:
                        return
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in ready:
                        done += 1
                        watcher.report(done, len(photos), "缩略图")
                        yield future.result()
            finally:
                for future in running:
                    future.cancel()

    def _one(self, sha256: str, name: str, shape: Shape) -> Made:
        if self.cached(sha256, shape) is not None:
            return Made(sha256, self.path_of(sha256, shape), None, None)
        try:
            facts = self._make(sha256, name, shape)[1]
        except InspectorError as refusal:
            if refusal.exit_code == InspectorError.exit_code or isinstance(refusal, OriginalMissingError):
                return Made(sha256, None, None, refusal)
            raise
        return Made(sha256, self.path_of(sha256, shape), facts, None)

    def _make(self, sha256: str, name: str, shape: Shape) -> tuple[bytes, PhotoFacts]:
        original = self._store.path_of(sha256)
        if not original.is_file():
            raise OriginalMissingError(sha256)
        decoded = self._worker.derive(original, name, (shape,))
        try:
            write_whole(self.path_of(sha256, shape), decoded.pictures[0])
        except OSError as error:
            raise fault_of(name, error) from error
        return decoded.pictures[0], decoded.facts
