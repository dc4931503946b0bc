"""Checking the store (证据核验): fine, wrong and could-not-check are three different answers. Nothing is repaired here."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.ports import Progress, check_cancelled
from inspector.evidence.files import hash_file

STAGING, QUARANTINE = "staging", "quarantine"
HASH_NAME = re.compile(r"[0-9a-f]{64}")
_CANCELLED = "核验没有做完，证据库没有改动"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file whose bytes are not those of its name; `actual_sha256` is None when it is no regular file."""

    sha256: str
    path: Path
    expected_bytes: int
    actual_bytes: int
    actual_sha256: str | None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A file that could not be read, and why (系统原话). It is neither fine nor wrong."""

    sha256: str
    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Result of a check. `strange` are files that no record names; they are kept and listed."""

    ok: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: tuple[Damaged, ...]
    strange: tuple[Path, ...]
    unreadable: tuple[Unchecked, ...]

    @property
    def fine(self) -> bool:
        """Every expected original was read and matches; strange files do not count against it."""
        return not (self.missing or self.damaged or self.unreadable)

    @property
    def wrong(self) -> bool:
        """Something is missing or damaged (not merely unreadable)."""
        return bool(self.missing or self.damaged)

    def words(self) -> str:
        """One line for the screen: `核验 12 份：相符 10，缺失 1，不符 1`."""
        total = len(self.ok) + len(self.missing) + len(self.damaged) + len(self.unreadable)
        parts = [f"相符 {len(self.ok)}"]
        for label, count in (
            ("缺失", len(self.missing)),
            ("不符", len(self.damaged)),
            ("未能核验", len(self.unreadable)),
            ("库外文件", len(self.strange)),
        ):
            if count:
                parts.append(f"{label} {count}")
        return f"核验 {total} 份：" + "，".join(parts)


def verify_store(root: Path, expected: Mapping[str, int], progress: Progress) -> VerifyReport:
    """Re-hash each expected file ({sha256: bytes}) once, a mismatch twice, before calling it damaged.

    A store whose root cannot be listed (drive not plugged in) gives "could not check" for all, not "missing".
    """
    ok: list[str] = []
    missing: list[str] = []
    damaged: list[Damaged] = []
    unreadable: list[Unchecked] = []
    reachable = root.is_dir()
    for done, sha256 in enumerate(sorted(expected)):
        check_cancelled(progress, _CANCELLED)
        progress.report(done, len(expected), sha256[:12])
        path = root / sha256[:2] / sha256
        if not reachable:
            unreadable.append(Unchecked(sha256, path, "证据库文件夹不在"))
            continue
        try:
            wrong = _look(path, sha256, expected[sha256]) and _look(path, sha256, expected[sha256])
        except FileNotFoundError:
            missing.append(sha256)
        except OSError as error:
            unreadable.append(Unchecked(sha256, path, error.strerror or str(error)))
        else:
            if wrong:
                damaged.append(wrong)
            else:
                ok.append(sha256)
    progress.report(len(expected), len(expected), "")
    strange = tuple(_strangers(root, expected)) if reachable else ()
    return VerifyReport(tuple(ok), tuple(missing), tuple(damaged), strange, tuple(unreadable))


def _look(path: Path, sha256: str, size_bytes: int) -> Damaged | None:
    """One reading of one file; None when it matches. A second reading tells bad memory or cable from a bad file."""
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        return Damaged(sha256, path, size_bytes, state.st_size, None)
    actual, actual_bytes = hash_file(path)
    if actual == sha256 and actual_bytes == size_bytes:
        return None
    return Damaged(sha256, path, size_bytes, actual_bytes, actual)


def _strangers(root: Path, expected: Mapping[str, int]) -> Iterator[Path]:
    """Whatever lies in the store and no record names; staging and quarantine have their own lists."""
    with os.scandir(root) as entries:
        folders = sorted(entries, key=lambda entry: entry.name)
    for folder in folders:
        if folder.name in (STAGING, QUARANTINE):
            continue
        if not folder.is_dir(follow_symlinks=False):
            yield Path(folder.path)
            continue
        try:
            files = sorted(Path(folder.path).iterdir())
        except PermissionError:
            yield Path(folder.path)
            continue
        for file in files:
            if (
                file.name not in expected
                or file.name[:2] != folder.name
                or not HASH_NAME.fullmatch(file.name)
            ):
                yield file
