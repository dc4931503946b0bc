"""Nine kinds of tampering, sixty times each, on the photo store: 540 of 540 found, and by the right name.

The seed is fixed; a failing trial names its kind and number and can be repeated.
"""

from __future__ import annotations

import random
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.evidence.paperfiles import PaperFiles
from inspector.evidence.store import PhotoStore
from tests.evidence.recordings import pdf
from tests.evidence.specimens import jpeg

TRIALS = 60
PHOTOS = 6


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[PhotoStore, dict[str, int]]:
    root = tmp_path_factory.mktemp("tamper")
    store = PhotoStore(root / "photos")
    (root / "card").mkdir()
    expected = {}
    for number in range(PHOTOS):
        path = root / "card" / f"{number}.jpg"
        path.write_bytes(jpeg(96, 64, seed=number))
        stored = store.take_in(path)
        expected[stored.sha256] = stored.size_bytes
    return store, expected


Tamper = Callable[[random.Random, Path, Path], None]


def _flip(dice: random.Random, path: Path, other: Path) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def _cut_a_byte(dice: random.Random, path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _cut_half(dice: random.Random, path: Path, other: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // dice.choice((2, 3, 4))])


def _append(dice: random.Random, path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes() + dice.randbytes(dice.randint(1, 40)))


def _zeros(dice: random.Random, path: Path, other: Path) -> None:
    data = bytearray(path.read_bytes())
    at = dice.randrange(len(data) - 64)
    # A run that was zero already would be no tampering; photos hold none this long.
    data[at : at + 64] = bytes(64)
    path.write_bytes(data)


def _empty(dice: random.Random, path: Path, other: Path) -> None:
    path.write_bytes(b"")


def _delete(dice: random.Random, path: Path, other: Path) -> None:
    path.unlink()


def _exchange(dice: random.Random, path: Path, other: Path) -> None:
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def _stranger(dice: random.Random, path: Path, other: Path) -> None:
    name = dice.randbytes(32).hex()
    (path.parent / name).write_bytes(path.read_bytes())


KINDS: dict[str, Tamper] = {
    "flip": _flip,
    "cut a byte": _cut_a_byte,
    "cut half": _cut_half,
    "append": _append,
    "zeros": _zeros,
    "empty": _empty,
    "delete": _delete,
    "exchange": _exchange,
    "stranger": _stranger,
}


def _restored(store: PhotoStore, whole: dict[Path, bytes]) -> None:
    for path in [path for path in store.root.rglob("*") if path.is_file() and path not in whole]:
        path.unlink()
    for path, data in whole.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def _wrongs(
    store: PhotoStore, expected: dict[str, int], kind: str, tamper: Tamper
) -> Iterator[tuple[int, bool]]:
    """Each trial's number, and whether the check found exactly what was done."""
    dice = random.Random(f"tampering {kind}")
    whole = {store.path_of(sha256): store.path_of(sha256).read_bytes() for sha256 in expected}
    for path in whole:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    for trial in range(TRIALS):
        path, other = dice.sample(sorted(whole), 2)
        tamper(dice, path, other)
        report = store.verify(expected)
        found = (len(report.damaged), len(report.missing), len(report.strange))
        named = {damaged.sha256 for damaged in report.damaged} | set(report.missing)
        done = {"delete": (0, 1, 0), "exchange": (2, 0, 0), "stranger": (0, 0, 1)}.get(kind, (1, 0, 0))
        touched = (
            {path.name, other.name} if kind == "exchange" else set() if kind == "stranger" else {path.name}
        )
        yield trial, found == done and named == touched
        _restored(store, whole)
    assert store.verify(expected).fine and not store.verify(expected).strange


@pytest.mark.parametrize("kind", KINDS)
def test_every_tampering_is_found_and_named(kind: str, photos: tuple[PhotoStore, dict[str, int]]) -> None:
    store, expected = photos
    missed = [trial for trial, found in _wrongs(store, expected, kind, KINDS[kind]) if not found]
    assert missed == []


def test_there_are_nine_kinds_of_sixty() -> None:
    assert len(KINDS) * TRIALS == 540


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[PaperFiles, str, bytes]:
    files = PaperFiles(tmp_path_factory.mktemp("papers"))
    data = pdf(2)
    sha256 = files.put(data, "处罚决定书")
    files.path_of(sha256).chmod(stat.S_IRUSR | stat.S_IWUSR)
    return files, sha256, data


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 1 << 30), bit=st.integers(0, 7))
def test_any_flipped_bit_of_a_paper_is_found_by_its_hash(
    paper: tuple[PaperFiles, str, bytes], place: int, bit: int
) -> None:
    files, sha256, data = paper
    flipped = bytearray(data)
    flipped[place % len(data)] ^= 1 << bit
    files.path_of(sha256).write_bytes(bytes(flipped))
    report = files.verify({sha256: len(data)})
    assert [damaged.sha256 for damaged in report.damaged] == [sha256]
    files.path_of(sha256).write_bytes(data)
    assert files.verify({sha256: len(data)}).fine
