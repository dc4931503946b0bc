"""Copies that leave the data folder (存出的文件): written whole or not at all, with a clear refusal when the disk says no."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from inspector.domain.errors import EnvironmentFaultError


class CopyNotWrittenError(EnvironmentFaultError):
    """The file could not be written where it was wanted."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"没有写成 {path.name}",
            f"{cause}。原有的同名文件和数据文件夹里的内容都没有改动",
            "关闭打开着的同名文件，或换一个能写的文件夹再存",
        )


def put_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`; a file of that name is replaced only by a complete one on the disk. Raises OSError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or a device is written to; replacing it would take it from the system.
        path.write_bytes(content)
        return
    # A link keeps pointing where it did. The draft's name is short: with a long name it would be too long beside its target.
    target = path.resolve()
    draft = target.with_name(f".{uuid.uuid4().hex[:8]}.part")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        # What cannot be taken away must not hide why it was not written.
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def write_copies(copies: Sequence[tuple[Path, bytes]]) -> None:
    """Files that belong together: when one cannot be written, those before it are put back. Raises CopyNotWrittenError."""
    former: list[tuple[Path, bytes | None]] = []
    try:
        for path, content in copies:
            before = path.read_bytes() if path.is_file() else None
            write_copy(path, content)
            former.append((path, before))
    except OSError as error:
        _put_back(former)
        raise CopyNotWrittenError(path, error.strerror or str(error)) from error
    except CopyNotWrittenError:
        _put_back(former)
        raise


def _put_back(former: Sequence[tuple[Path, bytes | None]]) -> None:
    for path, content in former:
        if content is None:
            path.unlink(missing_ok=True)
        else:
            put_whole(path, content)


def write_copy(path: Path, content: bytes) -> None:
    """`put_whole` with a refusal that says what to do. Raises CopyNotWrittenError."""
    try:
        put_whole(path, content)
    except OSError as error:
        raise CopyNotWrittenError(path, error.strerror or str(error)) from error
