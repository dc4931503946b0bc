"""The source of a photo (card, phone, share): read once, in pieces, and refused when it does not hold still."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.domain.ports import Progress, check_cancelled
from inspector.evidence.errors import IncompletePhotoError, NotAPhotoError, ReadFailedError
from inspector.evidence.files import CHUNK_BYTES, READ_FLAGS
from inspector.evidence.formats import HEAD_BYTES

_KEPT = "已存入的照片保留，正在复制的这一张没有存入"


@contextmanager
def opened_source(source: Path, name: str) -> Iterator[tuple[int, int]]:
    """The source's descriptor and its size in bytes. Raises ReadFailedError; NotAPhotoError for devices and pipes."""
    with _source_faults(name):
        descriptor = os.open(source, READ_FLAGS)
    try:
        with _source_faults(name):
            state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise NotAPhotoError(name, "这不是普通文件")
        yield descriptor, state.st_size
    finally:
        os.close(descriptor)


def pieces_of(
    reader: int, size_bytes: int, name: str, check_head: Callable[[bytes, str], None], progress: Progress
) -> Iterator[bytes]:
    """The source's bytes in pieces of 1 MB; taken to its end, the source was whole and unchanged.

    Raises what `check_head` raises over the first bytes, ReadFailedError when it grew, changed or went away, IncompletePhotoError
    when it gave less than its stated size, CancelledError.
    """
    with _source_faults(name):
        changed_ns = os.fstat(reader).st_mtime_ns
    done = 0
    while True:
        check_cancelled(progress, _KEPT)
        with _source_faults(name):
            piece = os.read(reader, CHUNK_BYTES)
        if not piece:
            break
        if done == 0:
            check_head(piece[:HEAD_BYTES], name)
        done += len(piece)
        if done > size_bytes:
            raise ReadFailedError(name, "复制时文件变大了")
        yield piece
        progress.report(done, size_bytes, name)
    if done < size_bytes:
        raise IncompletePhotoError(name, f"应有 {size_bytes} 字节，只读到 {done} 字节")
    with _source_faults(name):
        after = os.fstat(reader)
    if after.st_mtime_ns != changed_ns or after.st_size != size_bytes:
        raise ReadFailedError(name, "复制时文件被改动")


@contextmanager
def _source_faults(name: str) -> Iterator[None]:
    """Errors of the source as a refusal that says nothing was stored."""
    try:
        yield
    except FileNotFoundError as error:
        raise ReadFailedError(name, "文件已经不在原来的位置") from error
    except PermissionError as error:
        raise ReadFailedError(name, "没有读取这个文件的权限") from error
    except OSError as error:
        raise ReadFailedError(name, f"读取中断（{error.strerror or error.errno}）") from error
