"""`make hostile`: the test pictures of Pillow's and pillow-heif's source packages through store and decoder.

The packages are fetched at that moment and never committed. Passes when no worker died, none hung, and none needed 1.5 GB.
"""

from __future__ import annotations

import collections
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.evidence.errors import PhotoRefusedError, UndecodableError
from inspector.evidence.facts import Shape
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker

MEMORY_KB = 1_500_000
PATIENCE_S = 60.0
_SHAPE = Shape(512, 85)
_SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".png",
        ".apng",
        ".webp",
        ".heic",
        ".heif",
        ".hif",
        ".avif",
        ".mpo",
        ".gif",
        ".tif",
        ".tiff",
        ".bmp",
        ".ico",
        ".icns",
        ".psd",
        ".dds",
        ".jp2",
        ".j2k",
        ".jpx",
        ".fli",
        ".flc",
        ".pcx",
        ".ppm",
        ".pgm",
        ".pbm",
        ".sgi",
        ".tga",
        ".xbm",
        ".xpm",
        ".eps",
        ".wmf",
        ".emf",
        ".msp",
        ".cur",
        ".dcx",
        ".im",
        ".iptc",
        ".mic",
        ".fpx",
        ".qoi",
        ".blp",
        ".ftu",
        ".gbr",
        ".pcd",
        ".pxr",
        ".spider",
        ".sun",
        ".ras",
        ".hdr",
        ".pfm",
        ".bw",
        ".rgb",
        ".rgba",
        ".raw",
        ".bufr",
        ".grib",
        ".h5",
        ".lut",
        ".bin",
        ".dat",
    ]
)


def pictures_of(packages: Path, folder: Path) -> list[Path]:
    """Unpack what looks like a test picture; names become numbers, so that none of them can lead out of the folder."""
    found: list[Path] = []
    for archive in sorted(packages.glob("*.tar.gz")):
        with tarfile.open(archive) as members:
            for member in members:
                path = Path(member.name)
                if not member.isfile() or path.suffix.lower() not in _SUFFIXES:
                    continue
                stream = members.extractfile(member)
                if stream is not None:
                    target = folder / f"{len(found):05d}-{path.name[-60:]}"
                    target.write_bytes(stream.read())
                    found.append(target)
    return found


def main(packages: Path) -> int:
    """Feed everything; prints the counts and returns the exit code."""
    counts: collections.Counter[str] = collections.Counter()
    trouble: list[str] = []
    slowest = (0.0, "")
    slow: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="hostile-") as folder,
        PhotoWorker() as worker,
        PhotoWorker(children=1, timeout_s=PATIENCE_S) as patient,
    ):
        card = Path(folder) / "card"
        card.mkdir()
        store = PhotoStore(Path(folder) / "photos")
        pictures = pictures_of(packages, card)
        for picture in pictures:
            start = time.perf_counter()
            source = picture
            try:
                source = store.take_in(picture).path
                counts["taken in"] += 1
            except PhotoRefusedError:
                # Refused before any decoder ran; the decoder is asked all the same, as if the check had been passed.
                counts["refused by the store"] += 1
            ended = _decoded(worker, source, picture.name)
            if "秒" in ended:
                # A busy machine is no hang: the child's fifteen seconds of processor time end one, on any machine.
                slow.append(picture.name)
                ended = _decoded(patient, source, picture.name)
            counts["refused by the decoder" if ended else "decoded"] += 1
            if "中断" in ended or "秒" in ended:
                trouble.append(f"{picture.name}: {ended}")
            slowest = max(slowest, (time.perf_counter() - start, picture.name))
    if slow:
        print(f"over ten seconds at the first try, asked again: {', '.join(slow)}")  # noqa: T201
    print(f"{len(pictures)} pictures: " + ", ".join(f"{name} {count}" for name, count in counts.items()))  # noqa: T201
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); dead or hanging workers {len(trouble)}")  # noqa: T201
    for line in trouble:
        print(f"  {line}")  # noqa: T201
    memory_kb = _largest_child_kb()
    print(f"largest worker {memory_kb // 1024} MB")  # noqa: T201
    return 1 if trouble or memory_kb >= MEMORY_KB or len(pictures) < 500 else 0


def _decoded(worker: PhotoWorker, source: Path, name: str) -> str:
    """Decode a picture whole; why it was refused, empty when it was not."""
    try:
        worker.derive(source, name, (_SHAPE,))
    except InspectorError as refused:
        return refused.why if isinstance(refused, UndecodableError) else "refused"
    return ""


def _largest_child_kb() -> int:
    """The most memory any ended child had, in KB; Linux and macOS."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
