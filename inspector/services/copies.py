"""Copies that leave the data folder (存出的文件): written whole or not at all, with a clear refusal when the disk says no."""

from __future__ import annotations

import contextlib
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


def write_copy(path: Path, content: bytes) -> None:
    """Put `content` at `path`; a file of that name is replaced only by a complete one. Raises CopyNotWrittenError."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise CopyNotWrittenError(path, error.strerror or str(error)) from error
