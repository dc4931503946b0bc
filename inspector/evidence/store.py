"""The photo store (原始照片库): originals by their SHA-256, taken in whole or not at all, never overwritten.

Layout below the root: `ab/<sha256>` originals (read-only), `staging/` copies under way, `quarantine/` what a sweep or a
repair set aside. Nothing in `ab/` has a name that is not its hash; nothing is ever deleted but an own unfinished copy.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from inspector.domain.ports import NoProgress, Progress
from inspector.evidence.errors import OriginalMissingError, fault_of
from inspector.evidence.files import (
    CREATE_FLAGS,
    READ_FLAGS,
    SyncError,
    discard,
    ensure_folder,
    hash_file,
    same_bytes,
    sync_file,
    sync_folder,
    write_all,
)
from inspector.evidence.formats import Seen, check_head, check_photo, check_size
from inspector.evidence.names import clean_name
from inspector.evidence.source import opened_source, pieces_of
from inspector.evidence.verifying import HASH_NAME, QUARANTINE, STAGING, VerifyReport, verify_store

STAGED_FOR = timedelta(days=1)
# A likely twin is read into memory before it is copied; longer files (videos) are copied at once.
_HELD_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Admission:
    """What a store lets in: by size in bytes, by the first 64 bytes, and whole. Each raises a PhotoRefusedError kind."""

    check_size: Callable[[int, str], None]
    check_head: Callable[[bytes, str], None]
    check_whole: Callable[[int, int, str], Seen]


PHOTOS = Admission(check_size, check_head, check_photo)


@dataclass(frozen=True, slots=True)
class Stored:
    """An original in the store.

    `already_there`: the same bytes were in the store before. `mislabelled`: the extension names another format.
    `replaced_damaged`: where a damaged file of the same name was set aside before the good copy took its place (None
    as a rule); the caller records it.
    """

    sha256: str
    size_bytes: int
    path: Path
    already_there: bool
    format: StrEnum
    mislabelled: bool
    replaced_damaged: Path | None = None


class PhotoStore:
    """Originals under `root`, photos unless another admission is given. Safe to call from several threads; one process at a time."""

    def __init__(self, root: Path, admission: Admission = PHOTOS) -> None:
        self.root = root
        self._admits = admission
        self._placing = threading.Lock()
        self._sizes: set[int] | None = None
        self._synced: set[Path] = set()

    def path_of(self, sha256: str) -> Path:
        """`root/ab/<sha256>`, whether the file is there or not. ValueError for anything but 64 hex digits."""
        if not HASH_NAME.fullmatch(sha256):
            raise ValueError("a stored photo is named by 64 lower-case hex digits")
        return self.root / sha256[:2] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """The original's bytes, read only. Raises OriginalMissingError when the file is not there."""
        try:
            return self.path_of(sha256).open("rb")
        except FileNotFoundError:
            raise OriginalMissingError(sha256) from None

    def take_in(self, source: Path, progress: Progress | None = None) -> Stored:
        """Copy one photo into the store: read once, hashed while copied, synced, then named by its hash.

        The source is only read. `progress` reports bytes of this file. Raises NotAPhotoError, IncompletePhotoError,
        TooLargeFileError, ReadFailedError (source gone, shrunk or changed), DiskFullError, StoreFaultError,
        CancelledError; after each of them the store is as it was.
        """
        watcher = progress or NoProgress()
        name = clean_name(source.name)
        try:
            try:
                return self._take_in_once(source, name, watcher)
            except SyncError:
                # The kernel may have dropped the dirty pages: only a fresh copy from the source can be trusted.
                return self._take_in_once(source, name, watcher)
        except SyncError as failed:
            raise fault_of(name, failed.error) from failed.error

    def verify(self, expected: Mapping[str, int], progress: Progress | None = None) -> VerifyReport:
        """Re-hash every expected original ({sha256: size in bytes}) and list what else lies in the store."""
        return verify_store(self.root, expected, progress or NoProgress())

    def sweep(self, now: datetime) -> tuple[Path, ...]:
        """Move copies left in staging for over a day (a crash) to quarantine; returns where they lie now.

        Nothing is deleted. `now` is an aware instant. Raises StoreFaultError.
        """
        staging = self.root / STAGING
        if not staging.is_dir():
            return ()
        oldest = (now - STAGED_FOR).timestamp()
        with _store_faults(STAGING):
            return tuple(
                self._set_aside(path) for path in sorted(staging.iterdir()) if path.lstat().st_mtime < oldest
            )

    def quarantined(self) -> tuple[Path, ...]:
        """Files that were set aside and wait for a person."""
        folder = self.root / QUARANTINE
        return tuple(sorted(folder.iterdir())) if folder.is_dir() else ()

    def _take_in_once(self, source: Path, name: str, progress: Progress) -> Stored:
        with opened_source(source, name) as (reader, size_bytes):
            self._admits.check_size(size_bytes, name)
            pieces: Iterable[bytes] = pieces_of(reader, size_bytes, name, self._admits.check_head, progress)
            digest = hashlib.sha256()
            hashed = size_bytes <= _HELD_BYTES and self._size_is_known(size_bytes, name)
            if hashed:
                # Perhaps a twin: hash before copying, and copy what was read if it is none. Still one reading.
                pieces = held = list(pieces)
                for piece in held:
                    digest.update(piece)
                twin = self._twin(digest.hexdigest(), held, size_bytes, name)
                if twin is not None:
                    return twin
            with self._staged(name) as (staged, writer):
                for piece in pieces:
                    if not hashed:
                        digest.update(piece)
                    with _store_faults(name):
                        write_all(writer, piece)
                with _store_faults(name):
                    seen = self._admits.check_whole(writer, size_bytes, name)
                    staged.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
                    sync_file(writer)
                    with self._placing:
                        already_there, replaced = self._place(staged, digest.hexdigest())
                        self._note_size(size_bytes)
        target = self.path_of(digest.hexdigest())
        return Stored(target.name, size_bytes, target, already_there, seen.format, seen.mislabelled, replaced)

    def _size_is_known(self, size_bytes: int, name: str) -> bool:
        """Whether some original has this size; the sizes are listed once a session."""
        with self._placing, _store_faults(name):
            if self._sizes is None:
                self._sizes = _sizes_below(self.root)
            return size_bytes in self._sizes

    def _twin(self, sha256: str, pieces: Sequence[bytes], size_bytes: int, name: str) -> Stored | None:
        """The intact original with these bytes; None when there is none.

        Comparing it byte by byte with what was just hashed proves as much as hashing it again.
        """
        target = self.path_of(sha256)
        with _store_faults(name):
            if not os.path.lexists(target) or not same_bytes(target, pieces):
                return None
            descriptor = os.open(target, READ_FLAGS)
            try:
                seen = self._admits.check_whole(descriptor, size_bytes, name)
            finally:
                os.close(descriptor)
            self._sync_once(target.parent)
        return Stored(sha256, size_bytes, target, True, seen.format, seen.mislabelled)

    def _note_size(self, size_bytes: int) -> None:
        if self._sizes is not None:
            self._sizes.add(size_bytes)

    def _sync_once(self, folder: Path) -> None:
        """Make durable what a crashed run may have renamed; once a folder and session."""
        if folder not in self._synced:
            sync_folder(folder)
            self._synced.add(folder)

    @contextmanager
    def _staged(self, name: str) -> Iterator[tuple[Path, int]]:
        """A fresh file in staging, open for writing; whatever is left of it at the end is discarded."""
        folder = self.root / STAGING
        path = folder / uuid.uuid4().hex
        with _store_faults(name):
            ensure_folder(folder)
            descriptor = os.open(path, CREATE_FLAGS, 0o600)
        try:
            try:
                yield path, descriptor
            finally:
                os.close(descriptor)
        finally:
            with _store_faults(name):
                discard(path)

    def _place(self, staged: Path, sha256: str) -> tuple[bool, Path | None]:
        """Give a synced copy its name. An existing file is re-hashed, not overwritten.

        Returns (already there, where a damaged namesake was set aside).
        """
        target = self.path_of(sha256)
        replaced = None
        if os.path.lexists(target):
            if hash_file(target)[0] == sha256:
                self._sync_once(target.parent)
                return True, None
            replaced = self._set_aside(target)
        ensure_folder(target.parent)
        staged.rename(target)
        try:
            sync_folder(target.parent)
            sync_folder(staged.parent)
            self._synced.add(target.parent)
        except SyncError:
            discard(target)
            raise
        return False, replaced

    def _set_aside(self, path: Path) -> Path:
        folder = self.root / QUARANTINE
        ensure_folder(folder)
        kept = folder / f"{path.name}-{uuid.uuid4().hex[:8]}"
        path.rename(kept)
        sync_folder(folder)
        sync_folder(path.parent)
        return kept


@contextmanager
def _store_faults(name: str) -> Iterator[None]:
    """Errors of the store's own disk as a readable fault."""
    try:
        yield
    except OSError as error:
        raise fault_of(name, error) from error


def _sizes_below(root: Path) -> set[int]:
    """Sizes in bytes of all originals, so that a new photo is copied at once and only a likely twin is read first."""
    sizes: set[int] = set()
    if not root.is_dir():
        return sizes
    for folder in root.iterdir():
        if folder.name in (STAGING, QUARANTINE) or not folder.is_dir():
            continue
        with os.scandir(folder) as entries:
            sizes.update(entry.stat(follow_symlinks=False).st_size for entry in entries)
    return sizes
