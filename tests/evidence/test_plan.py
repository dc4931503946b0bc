"""What a pick, a drop or a card gives: photos by content, in order, the rest named with its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.domain.errors import CancelledError
from inspector.evidence.plan import plan
from tests.evidence import specimens

PHOTO = specimens.jpeg(64, 48)


def put(path: Path, data: bytes = PHOTO) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_card_is_walked_in_natural_order(card: Path) -> None:
    for name in ("DCIM/101/IMG_10.JPG", "DCIM/101/IMG_9.JPG", "DCIM/100/IMG_2.HEIC", "DCIM/100/IMG_1.JPG"):
        put(card / name)
    put(card / "top.jpg")
    found = plan([card])
    assert [path.relative_to(card).as_posix() for path in found.candidates] == [
        "top.jpg",
        "DCIM/100/IMG_1.JPG",
        "DCIM/100/IMG_2.HEIC",
        "DCIM/101/IMG_9.JPG",
        "DCIM/101/IMG_10.JPG",
    ]
    assert found.total_bytes == 5 * len(PHOTO)
    assert found.passed_over == ()


def test_content_decides_and_what_is_left_out_is_said(card: Path) -> None:
    put(card / "photo.dat")
    put(card / "fake.jpg", b"not a photo at all")
    put(card / "empty.jpg", b"")
    put(card / "index.db", b"camera index")
    put(card / ".hidden.jpg")
    put(card / ".Trashes/old.jpg")
    picked = put(card.parent / "paper.pdf", b"%PDF-1.7")
    found = plan([card, picked, card.parent / "gone.jpg"])
    assert [path.name for path in found.candidates] == ["photo.dat"]
    assert {entry.name: entry.reason[:5] for entry in found.passed_over} == {
        "fake.jpg": "内容不是 ",
        "empty.jpg": "文件是空的",
        "paper.pdf": "内容不是 ",
        "gone.jpg": "读取失败（",
    }


def test_the_same_file_counts_once_and_loops_end(card: Path) -> None:
    photo = put(card / "a" / "a.jpg")
    (card / "a" / "loop").symlink_to(card, target_is_directory=True)
    os.link(photo, card / "a" / "b.jpg")
    assert len(plan([photo, card, card / "a", photo]).candidates) == 1


def test_pipes_and_odd_names_are_only_data(card: Path) -> None:
    put(card / "x..\\..\\evil.jpg")
    put(card / "\u202egpj.x.jpg", b"?")
    found = plan([card])
    assert [path.name for path in found.candidates] == ["x..\\..\\evil.jpg"]
    assert [entry.name for entry in found.passed_over] == ["gpj.x.jpg"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(card / "pipe.jpg")
        assert plan([card / "pipe.jpg"]).passed_over[0].reason == "不是普通文件"


def test_cancelling_the_look_through(card: Path) -> None:
    put(card / "a.jpg")

    class Stop:
        def report(self, done: int, total: int, text: str) -> None:
            raise AssertionError("nothing is looked at after a cancel")

        def cancelled(self) -> bool:
            return True

    with pytest.raises(CancelledError):
        plan([card], Stop())
