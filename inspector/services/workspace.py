"""An opened data folder: lock, store, photo store, rule book, clock, and who is working.

`Workspace.open` is the only way in, for the window and the CLI alike. Services are built on it and share it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import filelock

from inspector import __version__
from inspector.casework.rulebook import Rulebook, load_rules
from inspector.db.opening import open_store
from inspector.db.store import Origin, Reader, Store, Writer
from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.ports import Clock, Entropy
from inspector.evidence.attachments import FILES
from inspector.evidence.paperfiles import PaperFiles
from inspector.evidence.store import PhotoStore
from inspector.law.book import Book
from inspector.paths import Home, resources_dir
from inspector.services.access import permit
from inspector.services.clock import SystemClock
from inspector.services.pack_shelf import PACK_FOLDER, keep_book, kept_book, open_book

__all__ = ["PACK_FOLDER", "AlreadyOpenError", "HomeUnusableError", "Workspace"]

_SYNC_FOLDERS = ("OneDrive", "Dropbox", "iCloud", "坚果云", "Nutstore", "BaiduSyncdisk", "百度网盘")


class AlreadyOpenError(EnvironmentFaultError):
    """Another copy of the program works on this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "这个数据文件夹正由另一个窗口使用",
            f"{folder}。同时写会互相覆盖，所以没有再打开；已有的窗口不受影响",
            "换到已经打开的窗口，或关掉它再试",
        )


class HomeUnusableError(EnvironmentFaultError):
    """The data folder cannot be written, or lies where files get lost."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"数据文件夹不能用：{folder}", why, "用 --home 或设置换一个本机硬盘上的文件夹")


class Workspace:
    """Everything a use case needs. Close it when done."""

    def __init__(
        self, home: Home, store: Store, book: Book, clock: Clock, lock: filelock.BaseFileLock | None
    ) -> None:
        self.home = home
        self.store = store
        self.photos = PhotoStore(home.photos)
        self.files = PhotoStore(home.files, FILES)
        self.papers = PaperFiles(home.papers)
        self.book = book
        self.clock = clock
        self.signed_in = ""
        self._lock = lock
        self._older_books: dict[str, Book | None] = {}
        with store.read() as reader:
            chain_id, device_id = reader.meta("chain_id"), reader.meta("device_id")
        if chain_id is None or device_id is None:
            raise HomeUnusableError(home.root, "数据文件缺少设备标识")
        self.origin = Origin(
            chain_id=chain_id,
            device_id=device_id,
            user_id="",
            boot_id=store.entropy(8).hex(),
            app_version=__version__,
            pack_version=book.version,
        )

    @classmethod
    def open(
        cls, home: Home, clock: Clock | None = None, *, exclusive: bool = True, entropy: Entropy = os.urandom
    ) -> Self:
        """Open (or create) the data folder.

        `exclusive` takes the folder's lock, as everything that writes must. Raises AlreadyOpenError,
        HomeUnusableError, NewerStoreError, StoreUnreadableError, LawPackError, OlderPackError.
        """
        clock = clock or SystemClock()
        parts = set(home.root.resolve().parts)
        synced = next((name for name in _SYNC_FOLDERS if any(name in part for part in parts)), None)
        if synced:
            raise HomeUnusableError(home.root, f"它在同步文件夹 {synced} 里，同步会损坏数据库")
        try:
            home.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusableError(home.root, str(error)) from error
        lock = _take_lock(home.root) if exclusive else None
        try:
            store = open_store(home.database, clock, home.backups, entropy)
            try:
                book = _book_of(home, store, keep=exclusive)
                return cls(home, store, book, clock, lock)
            except BaseException:
                store.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @cached_property
    def rules(self) -> Rulebook:
        """The rules of the procedure (办案规则), read when first asked for. Raises CaseworkDataError."""
        return load_rules(resources_dir() / "casework", self.book.deadlines)

    def work_as(self, user_id: str) -> None:
        """Set the officer in whose name changes are recorded, where nobody signs in."""
        self.origin = replace(self.origin, user_id=user_id)

    def sign_in(self, officer_id: str) -> None:
        """Set who signed in with the own password, empty for nobody; `services.sign_in` checks it first."""
        self.signed_in = officer_id
        self.work_as(officer_id)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot."""
        with self.store.read() as reader:
            yield reader

    @contextmanager
    def write(self, reason: str = "") -> Iterator[Writer]:
        """One transaction in the present officer's name: of who signed in, whatever was chosen besides.

        Raises what `access.permit` raises when this one may not write.
        """
        origin = replace(self.origin, user_id=self.signed_in) if self.signed_in else self.origin
        with self.store.write(origin, reason) as writer:
            writer.permit = permit(lambda: self.rules, writer, self.signed_in)
            yield writer

    def book_of(self, version: str) -> Book | None:
        """The rule book of a version used before, for a case decided under it; None when it was never used here."""
        if version == self.book.version:
            return self.book
        if version not in self._older_books:
            self._older_books[version] = kept_book(self.home, version)
        return self._older_books[version]

    def use_book(self) -> Book:
        """Read the rule book anew after a pack was installed or taken out; later changes name its version."""
        self.book = _book_of(self.home, self.store, keep=True)
        self.origin = replace(self.origin, pack_version=self.book.version)
        return self.book

    def close(self) -> None:
        """Give back the database and the lock."""
        self.store.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _book_of(home: Home, store: Store, *, keep: bool) -> Book:
    with store.read() as reader:
        book = open_book(home, reader, reader.last_pack(reader.meta("chain_id") or ""))
        if keep:
            keep_book(home, reader, book)
    return book


def _take_lock(folder: Path) -> filelock.BaseFileLock:
    """The operating system releases it when the process dies, so a kill leaves no stale lock."""
    # Taken on the thread that opens the data and given back on the one that closes the window.
    lock = filelock.FileLock(folder / ".lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise AlreadyOpenError(folder) from error
    except OSError as error:
        raise HomeUnusableError(folder, str(error)) from error
    return lock
