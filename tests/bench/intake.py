"""Taking many photos in: 2,000 against ten times 200, and known photos again against hashing them."""

from __future__ import annotations

import hashlib
import io
import statistics
from pathlib import Path

from PIL import Image

from inspector.evidence.store import PhotoStore
from inspector.services.desk import Services
from tests.bench.photos import some_photos
from tests.bench.timing import Measured, compare, once_ms
from tests.workspaces import workspace_in

_FEW, _MANY = 200, 2000
_RUNS = 3


def _small_photos(folder: Path, count: int) -> Path:
    """JPEG files of a few kilobytes, all different: what is measured is the work per photo."""
    folder.mkdir()
    buffer = io.BytesIO()
    Image.effect_noise((160, 120), 80).convert("RGB").save(buffer, "JPEG", quality=80)
    base = buffer.getvalue()
    for number in range(count):
        comment = f"photo {number} of {count}".encode()
        marker = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
        (folder / f"IMG_{number:05d}.jpg").write_bytes(base[:2] + marker + base[2:])
    return folder


def _intake_ms(folder: Path, card: Path, count: int) -> float:
    """Wall time of one intake through the service: hash, copy, sync, decode in the child, register with its event."""
    with workspace_in(folder) as workspace:
        services = Services.on(workspace)
        try:
            visit, _ = services.visits.start("noise_construction")
            # The child's start is paid once a session, not for each photo.
            services.photos.take_in([_small_photos(folder / "warm", 2)], visit_id=visit.id)
            taken = 0

            def work() -> None:
                nonlocal taken
                taken = len(services.photos.take_in([card], visit_id=visit.id).taken)

            spent = once_ms(work)
            assert taken == count
            return spent
        finally:
            services.photos.close()


def measure(folder: Path) -> list[Measured]:
    """Linear in the number of photos; a card put in a second time costs hardly more than hashing it."""
    few, many = _small_photos(folder / "few", _FEW), _small_photos(folder / "many", _MANY)
    pairs = []
    for run in range(_RUNS):
        small = _intake_ms(folder / f"few-{run}", few, _FEW)
        pairs.append((_intake_ms(folder / f"many-{run}", many, _MANY), 10 * small))
    linear = Measured(
        f"intake of {_MANY} photos against 10 × {_FEW}",
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(large / small for large, small in pairs),
        1.1,
        note="with records and events",
    )
    sources = some_photos(folder / "card")
    store = PhotoStore(folder / "store")
    for source in sources:
        store.take_in(source)

    def again() -> None:
        for source in sources:
            assert store.take_in(source).already_there

    def hashing() -> None:
        for source in sources:
            with source.open("rb") as stream:
                hashlib.file_digest(stream, "sha256").digest()

    known = compare(f"known photos again, {len(sources)} files", again, hashing, 1.2, runs=7)
    return [linear, known]
