"""Sheets as bureaus keep them: merged heads, dates as text, 1904 dates, empty and hidden rows, formulas."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from inspector.documents.sheets.template import read_sites
from tests.documents.sheets.specimens import HEADS, SHEET, rewritten, sheet


def test_days_of_both_calendars(tmp_path: Path) -> None:
    """A workbook counted from 1904 gives the day its owner sees, not one four years off."""
    for name, epoch in (("新.xlsx", None), ("老.xlsx", CALENDAR_MAC_1904)):
        book = openpyxl.Workbook()
        if epoch is not None:
            book.epoch = epoch
        page = book.worksheets[0]
        page.append(HEADS)
        page.append(("甲", "企业", None, datetime(2026, 3, 1)))  # noqa: DTZ001 - sheets know no zone
        book.save(tmp_path / name)
        assert read_sites(tmp_path / name).rows[0].values["positive_list_from"] == date(2026, 3, 1)


def test_codes_typed_as_text_and_as_numbers(tmp_path: Path) -> None:
    path = sheet(tmp_path / "数.xlsx", [("甲", "企业", "000123"), ("乙", "企业", 123)])
    assert [row.values["credit_code"] for row in read_sites(path).rows] == ["000123", 123]


def test_heads_merged_over_two_rows_below_a_title(tmp_path: Path) -> None:
    def merge(page: Worksheet) -> None:
        page.insert_rows(1, 2)
        page["A1"] = "监管对象台账（2026年）"
        page.merge_cells("A1:D1")
        for column, text in (("A", "名称"), ("B", "类别"), ("C", "信用代码")):
            page[f"{column}2"] = text
            page[f"{column}3"] = None
            page.merge_cells(f"{column}2:{column}3")
        page["D2"] = "清单"

    table = read_sites(sheet(tmp_path / "合.xlsx", [("甲", "企业", "91440300192203821X")], change=merge))
    assert table.missing_columns == ()
    assert [row.values["name"] for row in table.rows] == ["甲"]
    assert table.rows[0].row_number == 4


def test_empty_rows_are_passed_and_numbers_stay(tmp_path: Path) -> None:
    path = sheet(tmp_path / "空.xlsx", [("甲", "企业"), (None,), (" ",), ("乙", "堆场")])
    assert [(row.row_number, row.values["name"]) for row in read_sites(path).rows] == [(2, "甲"), (5, "乙")]


def test_hidden_rows_and_columns_are_read(tmp_path: Path) -> None:
    """A filter left on must not lose rows."""

    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True
        page.column_dimensions["A"].hidden = True

    path = sheet(tmp_path / "隐.xlsx", [("甲", "企业"), ("乙", "堆场")], change=hide)
    assert [row.values["name"] for row in read_sites(path).rows] == ["甲", "乙"]


def test_a_hidden_sheet_is_not_taken_for_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    old = book.worksheets[0]
    old.append(HEADS)
    old.append(("旧", "企业"))
    old.sheet_state = "hidden"
    page = book.create_sheet("现用")
    page.append(HEADS)
    page.append(("新", "企业"))
    book.save(tmp_path / "藏.xlsx")
    table = read_sites(tmp_path / "藏.xlsx")
    assert (table.sheet_name, [row.values["name"] for row in table.rows]) == ("现用", ["新"])


def test_formulas_give_their_last_value_and_are_never_run(tmp_path: Path) -> None:
    path = sheet(tmp_path / "式.xlsx", [("=A1", "企业")])
    cached = '<c r="A2" t="str"><f>A1</f><v>甲</v></c>'.encode()
    rewritten(path, SHEET, lambda xml: re.sub(rb'<c r="A2">.*?</c>', cached, xml, count=1))
    assert read_sites(path).rows[0].values["name"] == "甲"


def test_headings_with_units_stars_and_wide_letters(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "头.xlsx", [("甲", "企业", "x")], heads=("名　称*", "类别（必填）", "信用代码\n[18位]")
    )
    row = read_sites(path).rows[0].values
    assert (row["name"], row["kind"], row["credit_code"]) == ("甲", "企业", "x")
