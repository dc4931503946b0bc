"""Taking photos in: whole or not at all, under the hash of their bytes, whatever the source or the disk does."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspector.domain.errors import CancelledError, InspectorError
from inspector.evidence.errors import (
    DiskFullError,
    IncompletePhotoError,
    NotAPhotoError,
    OriginalMissingError,
    ReadFailedError,
    StoreFaultError,
    TooLargeFileError,
    TooManyPixelsError,
)
from inspector.evidence.formats import MAX_BYTES, PhotoFormat
from inspector.evidence.store import PhotoStore, Stored
from tests.evidence import specimens


def put(card: Path, name: str, data: bytes) -> Path:
    path = card / name
    path.write_bytes(data)
    return path


def content(store: PhotoStore) -> list[Path]:
    """Every file below the store, wherever."""
    return sorted(path for path in store.root.rglob("*") if path.is_file())


def assert_store_is_clean(store: PhotoStore, expected: int) -> None:
    """As many originals as expected, each named by its hash; nothing staged."""
    files = content(store)
    assert len(files) == expected
    for path in files:
        assert path.name == hashlib.sha256(path.read_bytes()).hexdigest()
        assert path.parent.name == path.name[:2]


def test_a_photo_is_stored_under_its_hash_read_only_and_the_source_stays(
    store: PhotoStore, card: Path
) -> None:
    data = specimens.jpeg()
    source = put(card, "IMG_0001.JPG", data)
    before = source.stat()
    stored = store.take_in(source)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.size_bytes == len(data)
    assert stored.path == store.root / stored.sha256[:2] / stored.sha256
    assert stored.path.read_bytes() == data
    assert (stored.format, stored.mislabelled, stored.already_there) == (PhotoFormat.JPEG, False, False)
    assert stat.S_IMODE(stored.path.stat().st_mode) == 0o444
    assert (source.read_bytes(), source.stat().st_mtime_ns) == (data, before.st_mtime_ns)
    assert_store_is_clean(store, 1)
    with store.open(stored.sha256) as file:
        assert file.read() == data


def test_the_same_bytes_twice_are_noticed_and_kept_once(store: PhotoStore, card: Path) -> None:
    data = specimens.jpeg()
    first = store.take_in(put(card, "a.jpg", data))
    second = store.take_in(put(card, "b.jpg", data))
    assert second.already_there and second.sha256 == first.sha256
    assert_store_is_clean(store, 1)


def test_a_known_photo_is_told_without_a_copy_in_a_later_session_too(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = specimens.jpeg()
    first = store.take_in(put(card, "a.jpg", data))
    again = PhotoStore(store.root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _failing(os.write, errno.ENOSPC, 1, for_ever=True))
        assert again.take_in(put(card, "b.jpg", data)) == Stored(
            first.sha256, first.size_bytes, first.path, True, PhotoFormat.JPEG, mislabelled=False
        )
    other = bytearray(data)
    other[-3] ^= 1
    assert not again.take_in(put(card, "c.jpg", bytes(other))).already_there
    assert_store_is_clean(store, 2)


def test_a_damaged_namesake_is_set_aside_not_overwritten(store: PhotoStore, card: Path) -> None:
    data = specimens.jpeg()
    first = store.take_in(put(card, "a.jpg", data))
    first.path.chmod(0o644)
    first.path.write_bytes(b"\0" + data[1:])
    again = store.take_in(put(card, "b.jpg", data))
    assert not again.already_there
    assert again.path.read_bytes() == data
    assert again.replaced_damaged is not None
    assert again.replaced_damaged.read_bytes() == b"\0" + data[1:]
    assert store.quarantined() == (again.replaced_damaged,)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_a_cut_photo_is_refused_and_nothing_is_stored(
    store: PhotoStore, card: Path, form: str, share: float
) -> None:
    whole = specimens.heic() if form == "HEIC" else specimens.encoded(specimens.picture(320, 240), form)
    with pytest.raises(IncompletePhotoError) as refused:
        store.take_in(put(card, "DSC1.jpg", specimens.cut(whole, share)))
    assert "文件不完整" in refused.value.what and "DSC1.jpg" in refused.value.what
    assert refused.value.next_step
    assert_store_is_clean(store, 0)


def test_a_preview_inside_exif_does_not_hide_the_cut(store: PhotoStore, card: Path) -> None:
    preview = specimens.jpeg(160, 120)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + preview
    whole = specimens.encoded(specimens.picture(640, 480), quality=85, exif=exif)
    store.take_in(put(card, "whole.jpg", whole))
    with pytest.raises(IncompletePhotoError):
        store.take_in(put(card, "cut.jpg", specimens.cut(whole, 0.7)))


def test_a_file_padded_with_zeros_is_refused(store: PhotoStore, card: Path) -> None:
    whole = specimens.jpeg()
    with pytest.raises(IncompletePhotoError):
        store.take_in(put(card, "z.jpg", whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)))
    assert_store_is_clean(store, 0)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", IncompletePhotoError),
        (b"%PDF-1.7 and so on", NotAPhotoError),
        (b"GIF89a" + bytes(100), NotAPhotoError),
        (b"MZ" + bytes(4000), NotAPhotoError),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(100), NotAPhotoError),
        (b"\xff\xd8\xff\xd9", IncompletePhotoError),
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(
    store: PhotoStore, card: Path, data: bytes, error: type[InspectorError]
) -> None:
    with pytest.raises(error):
        store.take_in(put(card, "photo.jpg", data))
    assert_store_is_clean(store, 0)


def test_a_wrong_extension_over_a_real_photo_is_taken_in_and_told(store: PhotoStore, card: Path) -> None:
    stored = store.take_in(put(card, "screen.jpg", specimens.encoded(specimens.picture(64, 48), "PNG")))
    assert (stored.format, stored.mislabelled) == (PhotoFormat.PNG, True)


def test_multi_picture_files_are_jpeg(store: PhotoStore, card: Path) -> None:
    stored = store.take_in(put(card, "IMG_7.JPG", specimens.multi_picture()))
    assert (stored.format, stored.mislabelled) == (PhotoFormat.JPEG, False)


def test_caps_on_pixels_and_bytes(store: PhotoStore, card: Path) -> None:
    with pytest.raises(TooManyPixelsError) as pixels:
        store.take_in(put(card, "huge.png", specimens.huge_png()))
    assert "169 百万像素" in pixels.value.why
    big = card / "big.jpg"
    with big.open("wb") as file:
        file.write(b"\xff\xd8\xff")
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLargeFileError):
        store.take_in(big)
    assert_store_is_clean(store, 0)


def test_devices_folders_and_missing_files(store: PhotoStore, card: Path) -> None:
    with pytest.raises(ReadFailedError):
        store.take_in(card / "gone.jpg")
    if sys.platform != "win32":
        os.mkfifo(card / "pipe.jpg")
        with pytest.raises(NotAPhotoError):
            store.take_in(card / "pipe.jpg")
        with pytest.raises(NotAPhotoError):
            store.take_in(card)
    with pytest.raises(OriginalMissingError):
        store.open("0" * 64)
    for name in ("../../etc/passwd", "A" * 64, "0" * 63, ""):
        with pytest.raises(ValueError, match="64"):
            store.path_of(name)


class Meddler:
    """Wraps os.read: after the first piece of the source something happens to the card."""

    def __init__(self, act: Callable[[], None], pieces: int = 1) -> None:
        self._act, self._left, self._read = act, pieces, os.read

    def __call__(self, descriptor: int, size: int) -> bytes:
        if self._left == 0:
            self._act()
        self._left -= 1
        return self._read(descriptor, min(size, 4096))


def _raiser(code: int) -> Callable[[], None]:
    def act() -> None:
        raise OSError(code, os.strerror(code))

    return act


@pytest.mark.parametrize("what", ["shrunk", "grown", "rewritten", "unplugged", "no device"])
@pytest.mark.parametrize("pieces", [1, 2, 5])
def test_a_source_that_changes_while_copied_leaves_nothing(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch, what: str, pieces: int
) -> None:
    data = specimens.jpeg(640, 480)
    source = put(card, "a.jpg", data)

    def rewrite() -> None:
        with source.open("r+b") as file:
            file.seek(len(data) - 10)
            file.write(b"x")
        os.utime(source, ns=(1, 1))

    acts: dict[str, Callable[[], None]] = {
        "shrunk": lambda: os.truncate(source, 5000),
        "grown": lambda: os.truncate(source, len(data) + 9000),
        "rewritten": rewrite,
        "unplugged": _raiser(errno.EIO),
        "no device": _raiser(errno.ENODEV),
    }
    monkeypatch.setattr(os, "read", Meddler(acts[what], pieces))
    with pytest.raises((ReadFailedError, IncompletePhotoError)) as refused:
        store.take_in(source)
    monkeypatch.undo()
    assert "不要清空存储卡" in refused.value.next_step
    assert_store_is_clean(store, 0)


def test_a_source_deleted_while_open_is_still_whole(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(card, "a.jpg", specimens.jpeg())
    monkeypatch.setattr(os, "read", Meddler(lambda: source.unlink(missing_ok=True)))
    store.take_in(source)
    monkeypatch.undo()
    assert_store_is_clean(store, 1)


def _failing(call: Callable[..., object], code: int, at: int, for_ever: bool) -> Callable[..., object]:
    count = 0

    def wrapped(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == at or (for_ever and count > at):
            raise OSError(code, os.strerror(code))
        return call(*arguments, **options)

    return wrapped


@pytest.mark.parametrize("call", ["write", "fsync", "open", "rename", "chmod", "mkdir"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_every_nth_system_call_of_the_store_may_fail(
    store: PhotoStore, card: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """For N = 1, 2, 3 … and from N on: a readable refusal and a clean store, or a photo that is truly there."""
    source = put(card, "a.jpg", specimens.jpeg(64, 48))
    for for_ever in (False, True):
        for at in range(1, 12):
            fresh = PhotoStore(store.root.parent / f"{call}-{at}-{for_ever}")
            with monkeypatch.context() as patch:
                patch.setattr(os, call, _failing(getattr(os, call), code, at, for_ever))
                try:
                    fresh.take_in(source)
                    stored = 1
                except (DiskFullError, StoreFaultError, ReadFailedError) as fault:
                    assert fault.what and fault.why and fault.next_step
                    if code == errno.ENOSPC and call == "write":
                        assert "磁盘已满" in fault.what
                    stored = 0
            assert_store_is_clean(fresh, stored)
            assert fresh.take_in(source).already_there is (stored == 1)


def test_a_real_file_size_limit_is_told(store: PhotoStore, card: Path) -> None:
    if sys.platform == "win32":
        return  # has no such limit
    import resource
    import signal

    source = put(card, "a.jpg", specimens.jpeg())
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, former[1]))
    try:
        with pytest.raises(StoreFaultError, match="系统限制"):
            store.take_in(source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
        signal.signal(signal.SIGXFSZ, handler)
    assert_store_is_clean(store, 0)


class Stopper:
    def __init__(self) -> None:
        self.reports: list[tuple[int, int]] = []

    def report(self, done: int, total: int, text: str) -> None:
        self.reports.append((done, total))

    def cancelled(self) -> bool:
        return bool(self.reports)


def test_cancelling_leaves_nothing_and_says_so(store: PhotoStore, card: Path) -> None:
    source = put(card, "a.jpg", specimens.jpeg())
    with pytest.raises(CancelledError) as stopped:
        store.take_in(source, Stopper())
    assert "没有存入" in stopped.value.why
    assert_store_is_clean(store, 0)


def test_threads_taking_the_same_and_other_photos(store: PhotoStore, card: Path) -> None:
    sources = [put(card, f"{index}.jpg", specimens.jpeg(64, 48, seed=index % 5)) for index in range(20)]
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda part=part: found.extend(store.take_in(path).sha256 for path in part))
        for part in (sources[:10], sources[10:])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert_store_is_clean(store, 5)


def test_old_staged_copies_go_to_quarantine_and_nothing_is_deleted(store: PhotoStore) -> None:
    staging = store.root / "staging"
    staging.mkdir(parents=True)
    old, new = staging / "old", staging / "new"
    for path in (old, new):
        path.write_bytes(b"half a photo")
    now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    os.utime(old, times=(0, (now - timedelta(days=1, seconds=1)).timestamp()))
    os.utime(new, times=(0, (now - timedelta(hours=23)).timestamp()))
    moved = store.sweep(now)
    assert [path.read_bytes() for path in moved] == [b"half a photo"]
    assert moved == store.quarantined()
    assert not old.exists() and new.exists()
    assert store.sweep(now) == ()
