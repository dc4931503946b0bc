"""The check finds every kind of tampering, raises no false alarm, and tells wrong from could-not-check."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.evidence import files, verifying
from inspector.evidence.store import PhotoStore
from inspector.evidence.verifying import VerifyReport
from tests.evidence import specimens

COUNT = 12
Store = tuple[PhotoStore, dict[str, int]]


@pytest.fixture(scope="module")
def photos() -> list[bytes]:
    return [specimens.jpeg(64, 48, seed) for seed in range(COUNT)]


@pytest.fixture
def filled(store: PhotoStore, card: Path, photos: list[bytes]) -> Store:
    expected = {}
    for index, data in enumerate(photos):
        source = card / f"{index}.jpg"
        source.write_bytes(data)
        stored = store.take_in(source)
        expected[stored.sha256] = stored.size_bytes
    return store, expected


def _rewritten(path: Path, data: bytes) -> None:
    state = path.stat()
    path.chmod(0o644)
    path.write_bytes(data)
    path.chmod(0o444)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    _rewritten(path, bytes(data))


def cut_one(path: Path, rng: random.Random) -> None:
    _rewritten(path, path.read_bytes()[:-1])


def cut_half(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    _rewritten(path, data[: len(data) // 2])


def append(path: Path, rng: random.Random) -> None:
    _rewritten(path, path.read_bytes() + rng.randbytes(rng.randint(1, 900)))


def zero_fill(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = rng.randrange(len(data) - 64)
    data[at:] = bytes(len(data) - at)
    _rewritten(path, bytes(data))


def empty(path: Path, rng: random.Random) -> None:
    _rewritten(path, b"")


def resave(path: Path, rng: random.Random) -> None:
    _rewritten(path, specimens.encoded(specimens.picture(64, 48, 99), quality=84))


def link_elsewhere(path: Path, rng: random.Random) -> None:
    kept = path.parents[2] / f"kept-{path.name}"
    path.rename(kept)
    path.symlink_to(kept)


CHANGES = [flip, cut_one, cut_half, append, zero_fill, empty, resave, link_elsewhere]


def test_an_honest_store_raises_no_alarm(filled: Store) -> None:
    store, expected = filled
    report = store.verify(expected)
    assert report == VerifyReport(tuple(sorted(expected)), (), (), (), ())
    assert report.fine and not report.wrong
    assert report.words() == "核验 12 份：相符 12"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(change.__name__))
def test_every_change_of_a_file_is_found(
    filled: Store, change: Callable[[Path, random.Random], None]
) -> None:
    store, expected = filled
    rng = random.Random(7)
    victims = rng.sample(sorted(expected), 6)
    for sha256 in victims:
        change(store.path_of(sha256), rng)
    report = store.verify(expected)
    assert sorted(damaged.sha256 for damaged in report.damaged) == sorted(victims)
    assert (report.missing, report.unreadable, len(report.ok)) == ((), (), COUNT - 6)
    assert report.wrong and not report.fine
    for damaged in report.damaged:
        assert damaged.actual_sha256 != damaged.sha256
        assert damaged.path == store.path_of(damaged.sha256)


def test_deleted_swapped_and_strange_files_are_told_apart(filled: Store) -> None:
    store, expected = filled
    gone, one, other, moved = sorted(expected)[:4]
    store.path_of(gone).unlink()
    first, second = store.path_of(one).read_bytes(), store.path_of(other).read_bytes()
    _rewritten(store.path_of(one), second)
    _rewritten(store.path_of(other), first)
    astray = store.root / "zz" / moved
    astray.parent.mkdir()
    store.path_of(moved).rename(astray)
    stranger = store.root / "ab" / ("ab" + "0" * 62)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"?")
    loose = store.root / "note.txt"
    loose.write_text("?")
    report = store.verify(expected)
    assert sorted(report.missing) == sorted([gone, moved])
    assert {damaged.sha256: damaged.actual_sha256 for damaged in report.damaged} == {one: other, other: one}
    assert set(report.strange) == {astray, stranger, loose}
    assert report.words() == "核验 12 份：相符 8，缺失 2，不符 2，库外文件 3"
    assert stranger.exists() and loose.exists()


def test_could_not_check_is_not_wrong(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store, expected = filled
    stubborn = sorted(expected)[3]
    real = files.hash_file

    def unreadable(path: Path) -> tuple[str, int]:
        if path.name == stubborn:
            raise OSError(24, "Too many open files")
        return real(path)

    monkeypatch.setattr(verifying, "hash_file", unreadable)
    report = store.verify(expected)
    assert [entry.sha256 for entry in report.unreadable] == [stubborn]
    assert not report.wrong and not report.fine
    assert "未能核验 1" in report.words()


def test_one_bad_reading_is_read_again_before_the_word_damaged(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, expected = filled
    flaky = sorted(expected)[0]
    real, readings = files.hash_file, []

    def once_wrong(path: Path) -> tuple[str, int]:
        if path.name == flaky:
            readings.append(path)
            if len(readings) == 1:
                return "0" * 64, 1
        return real(path)

    monkeypatch.setattr(verifying, "hash_file", once_wrong)
    assert store.verify(expected).fine
    assert len(readings) == 2


def test_a_store_on_an_absent_drive_is_not_called_missing(tmp_path: Path) -> None:
    report = PhotoStore(tmp_path / "unplugged").verify({"ab" + "0" * 62: 10})
    assert report.missing == ()
    assert len(report.unreadable) == 1


def test_checking_writes_nothing(filled: Store) -> None:
    store, expected = filled
    flip(store.path_of(sorted(expected)[0]), random.Random(1))
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in store.root.rglob("*") if path.is_file()
    }
    store.verify(expected)
    after = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in store.root.rglob("*") if path.is_file()
    }
    assert after == before
