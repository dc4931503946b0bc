"""The few durable file moves the store is made of: sync, rename, hash, write whole."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

CHUNK_BYTES = 1024 * 1024
READ_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
)
CREATE_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class SyncError(Exception):
    """An fsync failed: the copy it belonged to must be thrown away, never synced again."""

    def __init__(self, error: OSError) -> None:
        self.error = error
        super().__init__(str(error))


def sync_file(descriptor: int) -> None:
    """fsync an open file; on macOS also the drive's own cache. Raises SyncError."""
    try:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        else:
            os.fsync(descriptor)
    except OSError as error:
        raise SyncError(error) from error


def sync_folder(folder: Path) -> None:
    """fsync a directory, so that a rename in it survives a power cut. Windows has none: nothing to do. Raises SyncError."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SyncError(error) from error


def ensure_folder(folder: Path) -> None:
    """Create a folder with its parents, each entry synced. Raises OSError, SyncError."""
    if folder.is_dir():
        return
    ensure_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; the system may take fewer at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def discard(path: Path) -> None:
    """Remove an own unfinished copy if it is still there (Windows refuses while it is read-only)."""
    if not path.exists():
        return
    if sys.platform == "win32":
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    path.unlink(missing_ok=True)


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (64 hex) and size in bytes of a regular file, read in 1 MB pieces. Raises OSError."""
    digest = hashlib.sha256()
    size_bytes = 0
    descriptor = os.open(path, READ_FLAGS)
    try:
        while piece := os.read(descriptor, CHUNK_BYTES):
            digest.update(piece)
            size_bytes += len(piece)
    finally:
        os.close(descriptor)
    return digest.hexdigest(), size_bytes


def same_bytes(path: Path, pieces: Sequence[bytes]) -> bool:
    """Whether a file holds exactly these pieces one after another. Raises OSError."""
    with path.open("rb", buffering=0) as file:
        return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)


def write_whole(target: Path, data: bytes) -> None:
    """Put a re-makeable file in place in one step (temp file beside it, then replace); no sync. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
