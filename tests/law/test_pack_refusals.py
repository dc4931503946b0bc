"""Broken packs: each specimen is refused, and the refusal says the file or record, the key and what is allowed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.law.loader import MANIFEST, LawPackError, load_pack, seal_manifest
from tests.law.pack import CHECKLISTS, PACK


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "law" / PACK.name
    shutil.copytree(PACK, folder)
    shutil.copytree(CHECKLISTS, tmp_path / "checklists")
    return folder


def _edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


NIGHT = 'id = "noise.night_work.new"'
SPECIMENS = {
    "a record twice": (
        _edit("facts.toml", 'key = "class_a"', 'key = "single_factor"'),
        ("single_factor", "编号重复"),
    ),
    "a key twice": (
        _edit("facts.toml", 'key = "class_a"', 'key = "class_a"\nkey = "class_b"'),
        ("facts.toml", "不是正确的 TOML"),
    ),
    "an unknown key": (
        _edit("provisions.toml", NIGHT, f"{NIGHT}\npenality = 1"),
        ("provisions.toml", "noise.night_work.new", "penality", "不认识的键"),
    ),
    "a missing key": (
        _edit("deadlines.toml", 'start = "收到材料"\n', ""),
        ("deadlines.toml", "filing", "start", "必填"),
    ),
    "a dangling reference": (
        _edit("violations.toml", '"noise.night_work.new"', '"noise.night_work.gone"'),
        ("noise.night_work", "provisions", "noise.night_work.gone"),
    ),
    "a fact nobody asks": (
        _edit("lenient.toml", 'fact = "class_a"', 'fact = "class_z"'),
        ("lenient_items", "class_z"),
    ),
    "a bad date": (
        _edit("lenient.toml", "in_force_from = 2022-01-01", 'in_force_from = "2022-01-01"'),
        ("lenient.toml", "in_force_from", "日期"),
    ),
    "an impossible date": (
        _edit("lenient.toml", "in_force_from = 2022-01-01", "in_force_from = 2022-02-30"),
        ("lenient.toml", "不是正确的 TOML"),
    ),
    "an end before its beginning": (
        _edit("lenient.toml", "in_force_to = 2026-12-31", "in_force_to = 2020-12-31"),
        ("gd.", "in_force_to", "早于施行日"),
    ),
    "two texts of one act at once": (
        _edit("provisions.toml", "in_force_to = 2026-08-14", "in_force_to = 2026-08-15"),
        ("provisions", "同时施行", "2026-08-15"),
    ),
    "a negative fine": (
        _edit("provisions.toml", "min_fen = 1000000", "min_fen = -1"),
        ("min_fen", "不小于 0 的整数"),
    ),
    "a fine upside down": (
        _edit("provisions.toml", "min_fen = 1000000, max_fen = 10000000", "min_fen = 2, max_fen = 1"),
        ("fine", "最高额小于最低额"),
    ),
    "weights that do not reach the maximum": (
        _edit("discretion-3-air.toml", "weight = 25", "weight = 24"),
        ("gd.3.2.1", "99%", "100%"),
    ),
    "a gap between bands": (
        _edit(
            "discretion-3-air.toml",
            "min_fen = 5000000, max_fen = 10000000",
            "min_fen = 6000000, max_fen = 10000000",
        ),
        ("gd.3.6", "空档"),
    ),
    "a word outside the list": (
        _edit("lenient.toml", 'effect = "不予处罚"', 'effect = "免罚"'),
        ("effect", "免罚", "可以不予处罚"),
    ),
}


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_broken_pack_is_refused_by_place(pack: Path, name: str) -> None:
    change, words = SPECIMENS[name]
    change(pack)
    (pack / MANIFEST).write_text(seal_manifest(pack), encoding="utf-8")
    with pytest.raises(LawPackError) as caught:
        load_pack(pack)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_changed_file_is_found_by_its_hash(pack: Path) -> None:
    _edit("limits.toml", "day_db = 70", "day_db = 75")(pack)
    with pytest.raises(LawPackError, match=r"limits\.toml.*SHA-256"):
        load_pack(pack)


def test_a_file_too_many_is_refused(pack: Path) -> None:
    (pack / "extra.toml").write_text("", encoding="utf-8")
    with pytest.raises(LawPackError, match=r"extra\.toml"):
        load_pack(pack)


def test_a_checklist_that_points_nowhere_is_refused(pack: Path) -> None:
    _edit("noise_construction.toml", '"noise.night_work"', '"noise.gone"')(pack.parent.parent / "checklists")
    with pytest.raises(LawPackError, match=r"noise_construction.*permit.*violations.*noise\.gone"):
        load_pack(pack)


def test_the_untouched_copy_loads(pack: Path) -> None:
    assert load_pack(pack).version == load_pack(PACK).version
