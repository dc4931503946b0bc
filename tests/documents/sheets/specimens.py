"""Workbooks that people and attackers bring, each built here: plain sheets, and zips rewritten part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADS = ("名称", "类别", "信用代码", "正面清单起")
SHEET = "xl/worksheets/sheet1.xml"


def sheet(
    path: Path,
    rows: Sequence[Sequence[object]] = (("甲公司", "企业"),),
    heads: Sequence[str] = HEADS,
    change: Callable[[Worksheet], object] | None = None,
) -> Path:
    """A workbook of one sheet: heads, rows, and what `change` does to it."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for number, row in enumerate((tuple(heads), *rows), 1):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value  # type: ignore[assignment]
    if change is not None:
        change(page)
    book.save(path)
    return path


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same zip with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path
