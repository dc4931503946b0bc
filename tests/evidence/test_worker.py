"""The decoding child: hostile files cost at most their own child; the parent bounds whatever comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from inspector.evidence import worker as worker_module
from inspector.evidence.child import CHILD_SWITCH, child_command, run_child
from inspector.evidence.errors import (
    DecoderFaultError,
    IncompletePhotoError,
    NotAPhotoError,
    PhotoRefusedError,
    ReadFailedError,
    TooManyPixelsError,
    UndecodableError,
)
from inspector.evidence.facts import Shape
from inspector.evidence.worker import PhotoWorker
from tests.evidence import specimens

SMALL = Shape(128, 85)


def put(card: Path, name: str, data: bytes) -> Path:
    path = card / name
    path.write_bytes(data)
    return path


def fake_child(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Replace the child by a program that misbehaves after a proper greeting."""
    head = (
        "import sys, json, struct, time, os\n"
        "def send(o, tail=b''):\n"
        "    b = json.dumps(o).encode(); sys.stdout.buffer.write(struct.pack('>I', len(b)) + b + tail); sys.stdout.flush()\n"
        "def request():\n"
        "    n = struct.unpack('>I', sys.stdin.buffer.read(4))[0]; return json.loads(sys.stdin.buffer.read(n))\n"
        "send({'ready': 1, 'images': []})\n"
    )
    monkeypatch.setattr(
        worker_module, "child_command", lambda: ([sys.executable, "-c", head + body], dict(os.environ))
    )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_cut_files_are_refused_by_the_full_decode_too(card: Path, worker: PhotoWorker, share: float) -> None:
    path = put(card, "a.jpg", specimens.cut(specimens.jpeg(640, 480), share))
    with pytest.raises(IncompletePhotoError):
        worker.facts(path, "a.jpg", whole=True)
    with pytest.raises(IncompletePhotoError):
        worker.derive(path, "a.jpg", (SMALL,))


def test_refusals_name_their_cause(card: Path, worker: PhotoWorker) -> None:
    with pytest.raises(TooManyPixelsError, match="169 百万像素"):
        worker.facts(put(card, "h.png", specimens.huge_png()), "h.png")
    with pytest.raises(NotAPhotoError):
        worker.facts(put(card, "n.jpg", b"GIF89a" + bytes(99)), "n.jpg")
    with pytest.raises(ReadFailedError):
        worker.facts(card / "gone.jpg", "gone.jpg")
    broken = bytearray(specimens.encoded(specimens.picture(64, 48), "PNG"))
    broken[len(broken) // 2 :] = os.urandom(len(broken) - len(broken) // 2)
    with pytest.raises(PhotoRefusedError):
        worker.facts(put(card, "b.png", bytes(broken)), "b.png", whole=True)


def test_a_hidden_large_heic_is_refused_before_decoding(card: Path, worker: PhotoWorker) -> None:
    data = bytearray(specimens.heic(160, 120))
    at = data.index(b"ispe")
    while at > 0:
        data[at + 8 : at + 16] = (12_000).to_bytes(4, "big") * 2
        at = data.find(b"ispe", at + 4)
    started = time.monotonic()
    with pytest.raises(PhotoRefusedError):
        worker.facts(put(card, "h.heic", bytes(data)), "h.heic", whole=True)
    assert time.monotonic() - started < 5


def test_a_child_that_hangs_is_ended_and_the_next_file_is_served(
    card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(card, "a.jpg", specimens.jpeg(64, 48))
    with PhotoWorker(children=1, timeout_s=0.3) as pool:
        with monkeypatch.context() as patch:
            fake_child(patch, "request(); time.sleep(60)")
            started = time.monotonic()
            with pytest.raises(UndecodableError, match="解码超过"):
                pool.facts(path, "a.jpg")
            assert time.monotonic() - started < 5
        pool._timeout_s = 10
        assert pool.facts(path, "a.jpg").width_px == 64


@pytest.mark.parametrize(
    "body",
    [
        "request(); os._exit(11)",
        "request(); os.kill(os.getpid(), 9)",
        "request(); sys.stdout.buffer.write(b'\\xff' * 4000); sys.stdout.flush(); time.sleep(60)",
        "request(); send([1, 2, 3]); time.sleep(60)",
        "request(); send({'images': [10 ** 12]}); time.sleep(60)",
        "request(); send({'images': ['x']}); time.sleep(60)",
        "request(); send({'images': [1] * 50}, b'x' * 50); time.sleep(60)",
        "request(); send({'facts': {}, 'images': [4]}, b'abcd'); time.sleep(60)",
        "request(); send({'facts': {'format': 'JPEG', 'width': 10 ** 9, 'height': 9}, 'images': []}); time.sleep(60)",
        "request(); send({'images': []}); time.sleep(60)",
    ],
)
def test_a_child_that_lies_or_dies_is_a_refusal(
    card: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    path = put(card, "a.jpg", specimens.jpeg(64, 48))
    fake_child(monkeypatch, body)
    with PhotoWorker(children=1, timeout_s=5) as pool, pytest.raises(UndecodableError):
        pool.derive(path, "a.jpg", (SMALL,))


def test_a_picture_larger_than_asked_is_not_taken(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(card, "a.jpg", specimens.jpeg(64, 48))
    big = put(card, "big.jpg", specimens.jpeg(640, 480))
    facts = "{'format': 'JPEG', 'width': 64, 'height': 48, 'orientation': 1, 'taken': '', 'datum': '', 'make': '', 'model': '', 'software': '', 'oddities': []}"
    fake_child(
        monkeypatch,
        f"request(); b = open({str(big)!r}, 'rb').read(); send({{'facts': {facts}, 'images': [len(b)]}}, b); time.sleep(60)",
    )
    with PhotoWorker(children=1) as pool, pytest.raises(UndecodableError, match="超出允许范围"):
        pool.derive(path, "a.jpg", (SMALL,))


def test_a_killed_child_costs_nothing_but_itself(card: Path) -> None:
    path = put(card, "a.jpg", specimens.jpeg(64, 48))
    with PhotoWorker(children=1) as pool:
        first = pool.facts(path, "a.jpg")
        child = pool._idle.get()
        assert child is not None
        os.kill(child._process.pid, signal.SIGTERM)
        child._process.wait()
        pool._idle.put(child)
        assert pool.facts(path, "a.jpg") == first


def test_a_child_that_cannot_start_is_an_installation_fault(
    card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(card, "a.jpg", specimens.jpeg(64, 48))
    for command in (["/nowhere/python"], [sys.executable, "-c", "raise SystemExit(3)"]):
        monkeypatch.setattr(
            worker_module, "child_command", lambda command=command: (command, dict(os.environ))
        )
        with PhotoWorker(children=1) as pool, pytest.raises(DecoderFaultError):
            pool.facts(path, "a.jpg")


def test_many_threads_share_two_children(card: Path, worker: PhotoWorker) -> None:
    paths = [put(card, f"{index}.jpg", specimens.jpeg(64 + index, 48)) for index in range(12)]
    widths: dict[int, int] = {}

    def look(index: int) -> None:
        widths[index] = worker.facts(paths[index], "x").width_px

    threads = [threading.Thread(target=look, args=(index,)) for index in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert widths == {index: 64 + index for index in range(12)}


def test_the_frozen_program_serves_the_same_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_child(["--other"]) == 2
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command, _ = child_command()
    assert command == [sys.executable, CHILD_SWITCH]


def test_the_parent_side_loads_no_decoder() -> None:
    """Foreign bytes cannot meet Pillow in the window's process, and the window does not pay for its import."""
    code = (
        "import sys, inspector.evidence.derived, inspector.evidence.flags, inspector.evidence.plan\n"
        "sys.exit(any(name in sys.modules for name in ('PIL', 'pillow_heif')))"
    )
    root = Path(worker_module.__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_the_child_is_limited(card: Path) -> None:
    """Memory, files and core dumps are capped in the child (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    with PhotoWorker(children=1) as pool:
        pool.facts(put(card, "a.jpg", specimens.jpeg(64, 48)), "a.jpg")
        child = pool._idle.get()
        assert child is not None
        limits = Path(f"/proc/{child._process.pid}/limits").read_text(encoding="ascii")
        pool._idle.put(child)
    rows = {line[:26].strip(): line[26:].split()[:1] for line in limits.splitlines()}
    assert rows["Max address space"] == [str(1536 * 1024 * 1024)]
    assert rows["Max file size"] == ["0"]
    assert rows["Max core file size"] == ["0"]
    assert rows["Max cpu time"][0].isdigit()
