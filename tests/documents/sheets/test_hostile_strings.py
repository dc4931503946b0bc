"""100,000 strings made to be run or broken by a spreadsheet: none becomes a formula or an error, each comes back as it was."""

from __future__ import annotations

import csv
import itertools
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from inspector.documents.sheets.cells import plain
from inspector.documents.sheets.ledger import write_ledger
from inspector.documents.sheets.ledger_csv import guarded, unguarded, write_ledger_csv
from inspector.documents.sheets.rows import CellTooLongError, LedgerRow
from inspector.domain.text import clean_text
from tests.documents.sheets.ledgers import FRAME, PLAIN

PREFIXES = (
    "=", "+", "-", "@", "\t", "\r", "\n", " ", "\u3000", "＝", "＋", "－", "＠", "'", "\ufeff", "\u200b", "\u202e", "%", "|",
    ";", "&", "", '"', "==", " =", "\t=", "'=", "{=", "=-", "\x00=", "_x003D_",
)  # fmt: skip
PAYLOADS = (
    "1+1", "cmd|'/c calc'!A0", 'HYPERLINK("http://x.invalid","点")', "SUM(A1:A9)", "#N/A", "#REF!", "深圳市公司", "TRUE",
    "0755-12345678", "1E5", "2026-01-01", "<b>&amp;</b>]]>", "_x000D_", "𠮷野家㐂", "http://x.invalid/", "00123",
)  # fmt: skip
FIELDS = (
    "party",
    "credit_code",
    "act",
    "handlers",
    "basis",
    "paper_number",
    "campaign",
    "note",
    "address",
    "damage",
)
COUNT = 100_000


def strings() -> list[str]:
    """100,000 different strings: every prefix with every payload, numbered."""
    pairs = list(itertools.product(PREFIXES, PAYLOADS))
    dice = random.Random(3)
    return [f"{prefix}{payload}{dice.randrange(10**6)}{number}" if number >= len(pairs) else f"{prefix}{payload}"
            for number in range(COUNT) for prefix, payload in (pairs[number % len(pairs)],)]  # fmt: skip


def rows(texts: list[str]) -> Iterator[LedgerRow]:
    """Ten strings a row, each in another column."""
    for start in range(0, len(texts), len(FIELDS)):
        values = dict(zip(FIELDS, texts[start : start + len(FIELDS)], strict=True))
        yield replace(PLAIN, photo_lines=(), **values)  # type: ignore[arg-type]


def test_the_workbook_holds_text_and_nothing_else(tmp_path: Path) -> None:
    texts = strings()
    path = tmp_path / "敌.xlsx"
    write_ledger(path, rows(texts), replace(FRAME, columns=FIELDS))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml")
    # The three sums of the last row are the only formulas, and no cell is an error.
    assert xml.count(b"<f>") == xml.count(b"<f>SUBTOTAL(") == 3
    assert b't="e"' not in xml
    read = calamine(path).get_sheet_by_name("台账").to_python(skip_empty_area=False)
    heads = [str(cell) for cell in read[3]]
    names = (
        "当事人",
        "统一社会信用代码",
        "违法行为",
        "承办人",
        "依据项",
        "决定书文号",
        "行动",
        "备注",
        "地址",
        "损害赔偿",
    )
    places = [heads.index(name) for name in names]
    back = [row[index] for row in read[4 : 4 + COUNT // len(FIELDS)] for index in places]
    assert back == [plain(text) for text in texts]


def test_another_reader_sees_text_too(tmp_path: Path) -> None:
    texts = strings()[:5_000]
    write_ledger(tmp_path / "敌.xlsx", rows(texts), replace(FRAME, columns=FIELDS))
    sheet = load_workbook(tmp_path / "敌.xlsx")["台账"]
    cells = [cell for row in sheet.iter_rows(min_row=5, max_row=504, min_col=2, max_col=11) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")


def test_text_as_it_is_stored_loses_nothing() -> None:
    """What the workbook leaves out never gets into the store."""
    for text in strings()[:2_000]:
        stored = clean_text(text)
        assert plain(stored) == stored


def test_the_csv_holds_nothing_that_runs_and_comes_back(tmp_path: Path) -> None:
    texts = strings()[:20_000]
    path = tmp_path / "敌.csv"
    written = write_ledger_csv(path, rows(texts), ["case_number", *("party", "act", "note")])
    assert written.rows == 2_000
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
    cells = [cell for row in table[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n＝＋－＠")]
    assert written.guarded == sum(cell.startswith("'") for cell in cells) > 0
    expected = [
        text
        for start in range(0, len(texts), 10)
        for text in (texts[start], texts[start + 2], texts[start + 7])
    ]
    assert [unguarded(cell) for row in table[1:] for cell in row[1:4]] == expected


def test_the_guard_of_a_cell_is_exact() -> None:
    for text in strings():
        assert unguarded(guarded(text)) == text
    assert guarded("深圳市公司") == "深圳市公司"
    assert guarded(" =1") == "' =1"


def test_a_text_longer_than_a_cell_is_refused_not_cut(tmp_path: Path) -> None:
    """A rare character counts twice in a spreadsheet: 16,384 of them are one too many."""
    with pytest.raises(CellTooLongError) as caught:
        write_ledger(tmp_path / "x.xlsx", [replace(PLAIN, note="𠮷" * 16_384)], FRAME)
    assert "“备注”有 32768 字" in caught.value.what
    assert list(tmp_path.iterdir()) == []
    write_ledger(tmp_path / "y.xlsx", [replace(PLAIN, note="𠮷" * 16_383)], FRAME)
    assert load_workbook(tmp_path / "y.xlsx", read_only=True)["台账"].max_row is not None
