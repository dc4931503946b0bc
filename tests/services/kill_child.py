"""The writer that is killed, and the process that starts and kills it.

Everything is imported once; each run is a fork, so that two hundred kills cost two hundred openings, not imports.
The writer says what it did only after each commit.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from inspector.domain.kinds import Answer
from inspector.paths import Home
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace


def write_for_ever(home: Path, visit_id: str, photos: Path, said: int) -> None:
    """Type into a visit, answer, take photos in; one line a committed write."""
    with Workspace.open(Home(home)) as workspace:
        visits = VisitService(workspace)
        items = [item.id for item in visits.sheet(visit_id).checklist.items]
        sources = sorted(photos.iterdir())
        number = visits.sheet(visit_id).visit.wind_speed_tenths or 0
        os.write(said, b"ready\n")
        while True:
            number += 1
            visits.update(visit_id, findings=f"第{number}次输入", wind_speed_tenths=number)
            os.write(said, f"typed {number}\n".encode())
            item = items[number % len(items)]
            visits.set_answer(visit_id, item, Answer.UNMET, f"记录{number}")
            os.write(said, f"answered {item} {number}\n".encode())
            stored = workspace.photos.take_in(sources[number % len(sources)])
            os.write(said, f"stored {stored.sha256}\n".encode())


def run_and_kill(home: Path, visit_id: str, photos: Path, after_s: float) -> bytes:
    """Fork a writer, kill it `after_s` seconds after it is ready, return what it acknowledged."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        write_for_ever(home, visit_id, photos, said)
    os.close(said)
    got = b""
    while b"ready\n" not in got:
        got += os.read(heard, 65536)
    deadline = time.monotonic() + after_s
    while (left := deadline - time.monotonic()) > 0:
        if select.select([heard], [], [], left)[0]:
            got += os.read(heard, 65536)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(heard, 65536):
        got += more
    os.close(heard)
    return got.replace(b"ready\n", b"", 1)


def main(home: str, visit_id: str, photos: str, kills: str) -> None:
    """Kill `kills` writers one after the other; the acknowledgements of all go to standard output."""
    dice = random.Random(20261123)
    for _ in range(int(kills)):
        sys.stdout.write(run_and_kill(Path(home), visit_id, Path(photos), dice.uniform(0.0, 0.04)).decode())
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:5])
