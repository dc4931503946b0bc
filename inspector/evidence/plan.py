"""Which files of a pick or a drop are photos to take in: folders walked, content looked at, nothing opened further."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.evidence.files import READ_FLAGS
from inspector.evidence.formats import HEAD_BYTES, MAX_BYTES, PHOTO_EXTENSIONS, detect
from inspector.evidence.names import clean_name

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked for: extensions whose refusal is worth a word, the cap in bytes, and why first bytes and a name are
    not it (empty text when they are)."""

    extensions: frozenset[str]
    max_bytes: int
    why_not: Callable[[bytes, str], str]


def _no_photo(head: bytes, name: str) -> str:
    return "" if detect(head) else "内容不是 JPEG、HEIC、PNG 或 WEBP 照片"


PHOTO_CHOICE = Choice(PHOTO_EXTENSIONS, MAX_BYTES, _no_photo)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder that will not be taken in, its name for show, and why."""

    path: Path
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """Photos in natural name order (IMG_2 before IMG_10), folder by folder, and what was passed over."""

    candidates: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...]
    total_bytes: int


def plan(
    paths: Iterable[Path], progress: Progress | None = None, choice: Choice = PHOTO_CHOICE
) -> IntakePlan:
    """Look through picked files and folders (recursively) and tell photos, or what `choice` names, by their first bytes.

    Hidden entries and links inside folders are left out without a word; the same file picked twice counts once. Files
    named like photos, and files picked one by one, that are not photos are listed with the reason. Raises CancelledError.
    """
    watcher = progress or NoProgress()
    candidates: list[Path] = []
    passed: list[PassedOver] = []
    seen: set[tuple[int, int]] = set()
    total_bytes = 0
    for path, picked in _files(paths, passed):
        check_cancelled(watcher, "没有存入任何文件")
        watcher.report(len(candidates), 0, clean_name(path.name))
        try:
            state = path.stat()
            if (state.st_dev, state.st_ino) in seen:
                continue
            seen.add((state.st_dev, state.st_ino))
            reason = _why_not(path, state, choice)
        except OSError as error:
            reason = f"读取失败（{error.strerror or error.errno}）"
        else:
            if not reason:
                candidates.append(path)
                total_bytes += state.st_size
        if reason and (picked or path.suffix.lower() in choice.extensions):
            passed.append(PassedOver(path, clean_name(path.name), reason))
    return IntakePlan(tuple(candidates), tuple(passed), total_bytes)


def _why_not(path: Path, state: os.stat_result, choice: Choice) -> str:
    """Why a file is no candidate; empty text when it is one."""
    if not stat.S_ISREG(state.st_mode):
        return "不是普通文件"
    if state.st_size == 0:
        return "文件是空的"
    if state.st_size > choice.max_bytes:
        return f"文件过大，超过 {choice.max_bytes // 1_048_576} MB"
    descriptor = os.open(path, READ_FLAGS)
    try:
        head = os.read(descriptor, HEAD_BYTES)
    finally:
        os.close(descriptor)
    return choice.why_not(head, path.name)


def _files(paths: Iterable[Path], passed: list[PassedOver]) -> Iterator[tuple[Path, bool]]:
    """Every file below, with whether it was picked itself."""
    for path in paths:
        if path.is_dir():
            yield from ((found, False) for found in _below(path, passed))
        else:
            yield path, True


def _below(folder: Path, passed: list[PassedOver]) -> Iterator[Path]:
    """Files of a folder tree, each folder's files before its sub-folders; a folder that cannot be read is listed."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = sorted(
                    (entry for entry in entries if not _hidden(entry)), key=lambda e: _natural(e.name)
                )
                folders = [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]
                files = [Path(entry.path) for entry in found if entry.is_file(follow_symlinks=False)]
        except OSError as error:
            passed.append(
                PassedOver(here, clean_name(here.name), f"文件夹读不了（{error.strerror or error.errno}）")
            )
            continue
        yield from files
        waiting.extend(reversed(folders))


def _hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """Sort key that reads runs of digits as numbers; a total order for any name."""
    parts = _NUMBERS.split(name.casefold())
    return tuple((int(part[:18]) if index % 2 else 0, part) for index, part in enumerate(parts))
