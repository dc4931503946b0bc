"""500 hostile names: shown clean, exported safely, and never a place in the store."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.evidence.names import LONGEST_NAME, clean_name
from inspector.evidence.store import PhotoStore
from tests.evidence import specimens

STEMS = [
    "../", "..\\", "..\\..\\Windows\\win.ini", "C:\\evil", "C:evil", "\\\\server\\share\\x", "photo.jpg:stream",
    "a\0b", "CON", "nul", "COM1.jpg", "LPT9", "aux.tar.gz", "name.", "name ", " .", "...", ".hidden", "-rf",
    "\u202egpj.exe", "a\u200bb", "\u2066x\u2069", "照片\n一", "\x1b[31mred", "x" * 300, "夜" * 300, "👷" * 90,
    "e\u0301" * 100, "Å", "A\u030a", "|pipe", "a<b>c", 'quo"te', "q?*", "%2e%2e%2f", "$(id)", "`id`", "=1+1",
    "\ud800", "\uffff", "\ufeffbom", "ﬁle", "İ", "ß", "𠮷野", "㐂", "～", "a\u2028b", "\u3000", "",
]  # fmt: skip
TAILS = [
    "",
    ".jpg",
    ".JPG ",
    ".heic.",
    "/x.png",
    "\\y.jpeg",
    ".\u202ejpg",
    ".verylongextension",
    " .jpg",
    "\0.jpg",
]
HOSTILE = [stem + tail for stem in STEMS for tail in TAILS]


def assert_safe(name: str) -> None:
    assert name and name not in (".", "..")
    assert len(name) <= LONGEST_NAME + 1 and len(name.encode("utf-8")) <= 201
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(char)[0] != "C" for char in name)
    assert name == unicodedata.normalize("NFC", name)
    assert name == name.strip(" .")
    assert not PureWindowsPath(name).is_reserved()
    assert clean_name(name) == name


def test_there_are_five_hundred() -> None:
    assert len(HOSTILE) >= 500


@pytest.mark.parametrize("batch", range(10))
def test_hostile_names_are_clean(batch: int) -> None:
    for name in HOSTILE[batch::10]:
        assert_safe(clean_name(name))


@given(st.text(max_size=400))
def test_any_name_is_clean(name: str) -> None:
    assert_safe(clean_name(name))


def test_honest_names_stay_as_they_are() -> None:
    for name in ("IMG_0001.JPG", "现场照片 12（夜间）.heic", "2026-11-20 23.18.05.jpg", "𠮷野家-㐂.png"):
        assert clean_name(name) == name
    assert clean_name("夜" * 300 + ".jpeg").endswith("夜.jpeg")
    assert clean_name("\\\\server\\share\\IMG_1.jpg") == "IMG_1.jpg"


def test_the_stored_path_is_always_the_hash(store: PhotoStore, card: Path) -> None:
    data = specimens.jpeg(64, 48)
    expected = store.path_of(hashlib.sha256(data).hexdigest())
    for name in random.Random(3).sample(HOSTILE, 120):
        try:
            source = card / name.replace("/", "∕")
            source.write_bytes(data)
        except (OSError, ValueError, UnicodeError):
            continue  # a name this file system cannot carry
        assert store.take_in(source).path == expected
        source.unlink()
    assert [path for path in store.root.rglob("*") if path.is_file()] == [expected]
