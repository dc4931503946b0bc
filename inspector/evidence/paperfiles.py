"""Issued papers by their SHA-256, written durably and read only: `root/ab/<sha256>` as the photo store keeps originals."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping
from pathlib import Path

from inspector.domain.ports import NoProgress, Progress
from inspector.evidence.errors import OriginalMissingError, fault_of
from inspector.evidence.files import (
    CREATE_FLAGS,
    SyncError,
    discard,
    ensure_folder,
    sync_file,
    sync_folder,
    write_all,
)
from inspector.evidence.verifying import STAGING, VerifyReport, verify_store


class PaperFiles:
    """The bytes of issued papers. A paper is never changed; a reprint is another file."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha256: str) -> Path:
        """Where the paper with this hash lies."""
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes, name: str) -> str:
        """Keep the bytes and return their hash; durable when this returns.

        Raises DiskFullError or StoreFaultError naming `name`; the store is then as it was.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path_of(sha256)
        if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == sha256:
            return sha256
        staged = self.root / STAGING / uuid.uuid4().hex
        try:
            ensure_folder(staged.parent)
            ensure_folder(target.parent)
            descriptor = os.open(staged, CREATE_FLAGS, 0o644)
            try:
                write_all(descriptor, data)
                sync_file(descriptor)
            finally:
                os.close(descriptor)
            staged.chmod(0o444)
            staged.replace(target)
            sync_folder(target.parent)
        except SyncError as failed:
            discard(staged)
            raise fault_of(name, failed.error) from failed.error
        except OSError as error:
            discard(staged)
            raise fault_of(name, error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of an issued paper. Raises OriginalMissingError when the file is not there."""
        try:
            return self.path_of(sha256).read_bytes()
        except FileNotFoundError:
            raise OriginalMissingError(sha256) from None

    def verify(self, expected: Mapping[str, int], progress: Progress | None = None) -> VerifyReport:
        """Re-hash every issued paper ({sha256: size in bytes})."""
        return verify_store(self.root, expected, progress or NoProgress())
