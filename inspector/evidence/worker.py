"""The parent's side of decoding: children kept alive over many files, watched per file, replaced after any fault.

A hostile file can at worst end its own child. What comes back is bounded here again: facts field by field, pictures by
size and by their own header. Nothing is unpickled.
"""

from __future__ import annotations

import json
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from inspector.evidence.child import child_command
from inspector.evidence.errors import (
    DecoderFaultError,
    IncompletePhotoError,
    LayersUndrawableError,
    NotAPhotoError,
    ReadFailedError,
    TooLargeFileError,
    TooManyPixelsError,
    UndecodableError,
)
from inspector.evidence.facts import PhotoFacts, Shape, from_wire
from inspector.evidence.formats import MAX_BYTES, MAX_PIXELS, jpeg_frame

FILE_TIMEOUT_S = 10.0
START_TIMEOUT_S = 30.0
FILES_PER_CHILD = 500
LONGEST_REPLY = 64 * 1024
LONGEST_PICTURE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """Facts of a file and the asked pictures as JPEG bytes, in the order asked."""

    facts: PhotoFacts
    pictures: tuple[bytes, ...]


class _ChildDiedError(Exception):
    """The child ended or broke the protocol; `timed_out` when the watch ended it."""

    def __init__(self, timed_out: bool = False) -> None:
        self.timed_out = timed_out
        super().__init__("decoding child ended")


class _Child:
    """One running child; used by one thread at a time."""

    def __init__(self) -> None:
        command, environment = child_command()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
            )
        except OSError as error:
            raise DecoderFaultError(error.strerror or str(error)) from error
        self.served = 0
        try:
            with self._watched(START_TIMEOUT_S):
                ready, _ = self._receive()
        except _ChildDiedError as died:
            self.end()
            raise DecoderFaultError(f"子进程没有应答（{self._process.returncode}）") from died
        if ready.get("ready") != 1:
            self.end()
            raise DecoderFaultError("子进程版本不符")

    def ask(self, request: dict[str, object], timeout_s: float) -> tuple[dict[str, object], list[bytes]]:
        """Send one request and wait for its reply. Raises _ChildDiedError; the child is then to be ended."""
        body = json.dumps(request).encode("ascii")
        with self._watched(timeout_s):
            try:
                writer = _pipe(self._process.stdin)
                writer.write(struct.pack(">I", len(body)) + body)
                writer.flush()
            except OSError as error:
                raise _ChildDiedError from error
            reply = self._receive()
        self.served += 1
        return reply

    def end(self) -> None:
        """Kill and reap."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                _pipe(pipe).close()
            except BrokenPipeError:
                continue  # unsent bytes for a child that is gone
        self._process.wait()

    @contextmanager
    def _watched(self, timeout_s: float) -> Iterator[None]:
        """Kill the child when the time is over; the pending read then ends and is told apart as a timeout."""
        over = threading.Event()

        def kill() -> None:
            over.set()
            self._process.kill()

        timer = threading.Timer(timeout_s, kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        except _ChildDiedError as died:
            raise _ChildDiedError(timed_out=over.is_set()) from died
        finally:
            timer.cancel()

    def _receive(self) -> tuple[dict[str, object], list[bytes]]:
        (length,) = struct.unpack(">I", self._exactly(4))
        if length > LONGEST_REPLY:
            raise _ChildDiedError
        try:
            reply = json.loads(self._exactly(length))
        except ValueError as error:
            raise _ChildDiedError from error
        lengths = reply.get("images") if isinstance(reply, dict) else None
        if not isinstance(lengths, list) or len(lengths) > 4:
            raise _ChildDiedError
        if not all(isinstance(size, int) and 0 < size <= LONGEST_PICTURE for size in lengths):
            raise _ChildDiedError
        return reply, [self._exactly(size) for size in lengths]

    def _exactly(self, count: int) -> bytes:
        data = _pipe(self._process.stdout).read(count)
        if len(data) != count:
            raise _ChildDiedError
        return data


class PhotoWorker:
    """A small pool of decoding children, safe to call from as many threads; more callers than children wait.

    Use as a context manager or call `close`. Children start when first needed.
    """

    def __init__(self, children: int = 2, timeout_s: float = FILE_TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        self._children = children
        for _ in range(children):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def facts(self, path: Path, name: str, whole: bool = False) -> PhotoFacts:
        """What a photo claims (about 1 ms); with `whole` also proof that it decodes to its last row (about 20 ms).

        `name` is the name for show. Raises a PhotoRefusedError kind, or DecoderFaultError when no child can start.
        """
        return self._decode(path, name, (), whole).facts

    def derive(self, path: Path, name: str, shapes: Sequence[Shape]) -> Decoded:
        """Facts and smaller upright JPEGs; the whole picture is decoded on the way. Raises as `facts`."""
        return self._decode(path, name, shapes, True)

    def draw(self, path: Path, name: str, layers: str, font: Path, shape: Shape) -> bytes:
        """The photo with its layers (JSON of `inspector.domain.layers`) as JPEG, longest side at most `shape.side_px`.

        `font` is the face of labels. Raises as `facts`; LayersUndrawableError when the layers or the face cannot be used.
        """
        request: dict[str, object] = {
            "path": str(path),
            "layers": layers,
            "font": str(font),
            "side": shape.side_px,
            "quality": shape.quality,
        }
        reply, pictures = self._answered(request, name)
        refused = reply.get("refused")
        if refused == "drawing":
            raise LayersUndrawableError(name)
        if refused is not None:
            raise _refusal(str(refused), str(reply.get("detail", ""))[:60], name)
        try:
            (picture,) = pictures
            _check_picture(picture, shape)
        except ValueError as error:
            raise UndecodableError(name, "解码结果超出允许范围") from error
        return picture

    def ask(self, request: dict[str, object], name: str) -> dict[str, object]:
        """One request that is answered without pictures; the caller bounds what comes back.

        Raises UndecodableError when the file ends the child or its time, DecoderFaultError when no child can start.
        """
        return self._answered(request, name)[0]

    def close(self) -> None:
        """End all children; waits for those at work."""
        for _ in range(self._children):
            child = self._idle.get()
            if child is not None:
                child.end()
        for _ in range(self._children):
            self._idle.put(None)

    def _decode(self, path: Path, name: str, shapes: Sequence[Shape], whole: bool) -> Decoded:
        request: dict[str, object] = {
            "path": str(path),
            "whole": whole,
            "shapes": [[shape.side_px, shape.quality] for shape in shapes],
        }
        reply, pictures = self._answered(request, name)
        refused = reply.get("refused")
        if refused is not None:
            raise _refusal(str(refused), str(reply.get("detail", ""))[:60], name)
        try:
            facts = from_wire(reply.get("facts"))
            for shape, picture in zip(shapes, pictures, strict=True):
                _check_picture(picture, shape)
        except ValueError as error:
            raise UndecodableError(name, "解码结果超出允许范围") from error
        return Decoded(facts, tuple(pictures))

    def _answered(self, request: dict[str, object], name: str) -> tuple[dict[str, object], list[bytes]]:
        """Ask a child; one that served others before gets its file tried again in a fresh child."""
        child = self._idle.get()
        try:
            if child is None or child.served >= FILES_PER_CHILD:
                if child is not None:
                    child.end()
                    child = None
                child = _Child()
            while True:
                fresh = child.served == 0
                try:
                    return child.ask(request, self._timeout_s)
                except _ChildDiedError as died:
                    child.end()
                    child = None
                    if died.timed_out:
                        raise UndecodableError(name, f"解码超过 {self._timeout_s:g} 秒") from died
                    if fresh:
                        raise UndecodableError(name, "解码程序被这个文件中断") from died
                child = _Child()
        finally:
            self._idle.put(child)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # every child is started with pipes
    return pipe


def _check_picture(picture: bytes, shape: Shape) -> None:
    """A JPEG of the asked size, whatever the child says. Raises ValueError."""
    frame = jpeg_frame(picture) if picture.startswith(b"\xff\xd8\xff") else "不是 JPEG"
    if isinstance(frame, str) or not 0 < max(frame[:2]) <= shape.side_px:
        raise ValueError("picture out of bounds")


def _refusal(code: str, detail: str, name: str) -> Exception:
    """The refusal behind a code of the protocol."""
    number = int(detail) if detail.isascii() and detail.isdigit() else 0
    match code:
        case "gone":
            return ReadFailedError(name, "文件已经不在原来的位置")
        case "size":
            return TooLargeFileError(name, number, MAX_BYTES) if number else IncompletePhotoError(name)
        case "not_photo":
            return NotAPhotoError(name)
        case "pixels":
            return TooManyPixelsError(name, number, MAX_PIXELS)
        case "incomplete":
            return IncompletePhotoError(name, "图像数据没有到最后一行")
        case "memory":
            return UndecodableError(name, "解码所需内存超出上限")
        case _:
            return UndecodableError(name, "图像数据无法解码，文件可能已损坏")
