"""Small packs of a bureau for tests: one weights table for the labels of hazardous waste, for the range in force."""

from __future__ import annotations

from pathlib import Path

from inspector.law.loader import MANIFEST, seal_manifest

TABLE = """
[[tables]]
id = "{pack}.label"
name = "危险废物标志（自有）"
method = "weights"
min_fen = 5000000
max_fen = 20000000
start = {start}
acts = ["waste.label"]
in_force_from = 2026-10-01
source = {{ document = "自有裁量表", article = "1", verification = "unverified" }}
factors = [
  {{ id = "amount", name = "涉及量", grades = [
    {{ id = "less", label = "不足三吨", weight = 0 }},
    {{ id = "more", label = "三吨以上", weight = {more} }},
  ] }},
]
"""


def write_pack(folder: Path, pack: str = "own", version: str = "2026.12.1", start: int = 30) -> Path:
    """A sealed pack folder; `start` is the weight every case begins with."""
    folder.mkdir(parents=True)
    text = TABLE.format(pack=pack, start=start, more=100 - start)
    (folder / "tables.toml").write_text(text, encoding="utf-8")
    head = f'id = "{pack}"\nversion = "{version}"\nregion = "深圳"\nvalid_from = 2026-10-01\n'
    (folder / MANIFEST).write_text(head, encoding="utf-8")
    (folder / MANIFEST).write_text(seal_manifest(folder), encoding="utf-8")
    return folder
