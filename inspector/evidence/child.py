"""The decoding child (解码子进程): the only place where foreign picture bytes meet a decoder.

It reads one request after another from its standard input and answers on its standard output: a line of JSON, then the
bounded JPEG bytes it announces. It writes no file, has little memory and time, and may die; the parent starts another.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

CHILD_SWITCH = "--decode-child"
LONGEST_REQUEST = 64 * 1024
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 15


def run_child(argv: Sequence[str]) -> int:
    """Serve requests until standard input ends. `argv` is `[--decode-child]`; returns the exit code."""
    if list(argv) not in ([], [CHILD_SWITCH]):
        return 2
    _limit_process()
    from inspector.evidence.answering import answer

    _send({"ready": 1}, ())
    served = 0
    with os.fdopen(0, "rb", closefd=False) as requests:
        while (request := _receive(requests)) is not None:
            _grant_time()
            reply, images = answer(request)
            _send(reply, images)
            served += 1
    return 0


def _limit_process() -> None:
    """Memory, no files, no core dump. Windows has no such limits: there the caps on bytes, pixels and time stand."""
    warnings.simplefilter("error")
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _grant_time() -> None:
    """A fresh allowance of processor seconds for the next file, on top of what was used."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _receive(requests: BinaryIO) -> dict[str, object] | None:
    """One length-prefixed JSON request; None at the end or when the parent does not speak the protocol."""
    head = requests.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    if length > LONGEST_REQUEST:
        return None
    request = json.loads(requests.read(length))
    return request if isinstance(request, dict) else None


def _send(reply: dict[str, object], images: Sequence[bytes]) -> None:
    """Length-prefixed JSON, then the images whose lengths it names."""
    body = json.dumps({**reply, "images": [len(image) for image in images]}).encode("ascii")
    buffer = io.BytesIO()
    buffer.write(struct.pack(">I", len(body)))
    buffer.write(body)
    for image in images:
        buffer.write(image)
    view = memoryview(buffer.getvalue())
    while view:
        view = view[os.write(1, view) :]


def child_command() -> tuple[list[str], dict[str, str]]:
    """How the parent starts a child: arguments and environment, from source, installed or frozen."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_SWITCH], environment
    package_parent = str(Path(__file__).resolve().parents[2])
    former = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = package_parent + (os.pathsep + former if former else "")
    return [sys.executable, "-P", "-m", "inspector.evidence.child"], environment


if __name__ == "__main__":
    sys.exit(run_child(sys.argv[1:]))
