"""The ledger workbook reopened by another library: sheets, types, formulas, panes, widths, print set-up, links."""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inspector.casework.counting import RULES
from inspector.documents.sheets import data_sheet, lenient_sheet, photo_sheet, summary_sheet
from inspector.documents.sheets.columns import COLUMNS, FURTHER, STANDARD, layout
from inspector.documents.sheets.formats import COUNT, MONEY
from inspector.documents.sheets.ledger import LINKED_ROWS, write_ledger
from inspector.documents.sheets.rows import LedgerNotWrittenError
from inspector.domain.errors import CancelledError, InvalidValueError
from tests.documents.sheets.ledgers import FIVE, FRAME, PLAIN, WAIVED

LETTERS = {column.id: index + 1 for index, column in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ledger") / "台账.xlsx"
    write_ledger(target, FIVE, FRAME)
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def width(sheet: Worksheet, index: int) -> float:
    """Width as a person would set it: the file adds the padding of a digit."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.max and dimension.min <= index <= dimension.max:
            return round(float(dimension.width) - 0.7109375, 2)
    raise AssertionError(index)


def test_six_sheets_in_their_order_and_colours(book: Workbook) -> None:
    assert book.sheetnames == ["汇总", "台账", "免罚减罚", "照片清单", "数据", "说明"]
    colours = {sheet.title: str(sheet.sheet_properties.tabColor.rgb)[-6:] for sheet in book}
    assert colours["汇总"] == colours["台账"] == "1B5AA6"
    assert colours["免罚减罚"] == "0A674C"
    assert {colours[name] for name in ("照片清单", "数据", "说明")} == {"8B938C"}
    assert book.active is not None
    assert book.active.title == "汇总"


def test_widths_and_panes_as_designed(book: Workbook) -> None:
    for name, widths in (
        ("台账", [column.width for column in COLUMNS]),
        ("汇总", summary_sheet.WIDTHS),
        ("免罚减罚", lenient_sheet.WIDTHS),
        ("照片清单", photo_sheet.WIDTHS),
        ("说明", (18, 78)),
    ):
        assert [width(book[name], index) for index in range(1, len(widths) + 1)] == list(widths), name
    assert {name: book[name].freeze_panes for name in book.sheetnames} == {
        "汇总": None,
        "台账": "B5",
        "免罚减罚": "B4",
        "照片清单": "C4",
        "数据": "C2",
        "说明": None,
    }


def test_print_setup(book: Workbook) -> None:
    ledger = book["台账"]
    assert (ledger.page_setup.paperSize, ledger.page_setup.orientation, ledger.page_setup.scale) == (
        8,
        "landscape",
        69,
    )
    assert ledger.page_setup.pageOrder == "overThenDown"
    assert ledger.print_title_rows == "$3:$4"
    assert ledger.print_title_cols == "$A:$A"
    # Two pages across: what is printed ends with the standard columns, and the second page begins with the dates.
    assert [entry.id for entry in ledger.col_breaks.brk] == [LETTERS["act_day"] - 1]
    assert ledger.print_area == f"'台账'!$A$3:$AA${5 + len(FIVE)}"
    assert LETTERS["photos"] == 27
    for name, paper, orientation in (
        ("汇总", 9, "landscape"),
        ("免罚减罚", 8, "landscape"),
        ("照片清单", 8, "landscape"),
        ("数据", 8, "landscape"),
        ("说明", 9, None),
    ):
        sheet = book[name]
        assert sheet.page_setup.paperSize == paper, name
        assert sheet.page_setup.orientation in (
            orientation,
            "portrait" if orientation is None else orientation,
        )
        assert sheet.sheet_view.showGridLines is False
    for sheet in book:
        assert (
            round(float(sheet.page_margins.left) * 25.4)
            == round(float(sheet.page_margins.right) * 25.4)
            == 15
        )
        assert sheet.oddFooter.center.text == "第 &[Page] 页，共 &N 页" or "第 &P 页" in str(
            sheet.oddFooter.center.text
        )
        assert "规则包 2026.11.2" in str(sheet.oddFooter.left.text)
        assert "7F3A 91C2 0B5E" in str(sheet.oddFooter.left.text)
        assert "导出 2026-12-31 17:30" in str(sheet.oddFooter.right.text)
    assert book["照片清单"].print_area.endswith("$N$5")


def test_types_and_formats_of_a_case(book: Workbook) -> None:
    """Days are days, money is a number in yuan, codes are text with the text format."""
    sheet = book["台账"]
    heads = [str(sheet.cell(4, index).value) for index in range(1, len(COLUMNS) + 1)]
    assert heads == [column.heading for column in COLUMNS]
    assert sheet.row_dimensions[4].height == 32.25  # 32 points in whole pixels
    for column in COLUMNS:
        cell = sheet.cell(5, LETTERS[column.id])
        expected = {"money": "n", "count": "n", "date": "d"}.get(column.kind, "s")
        if cell.value is not None:
            assert cell.data_type == expected, column.id
        form = {"money": MONEY, "count": COUNT, "date": "yyyy-mm-dd"}.get(column.kind, "@")
        assert cell.number_format == form, column.id
    assert sheet.cell(5, LETTERS["credit_code"]).value == "914403001922038216"
    assert sheet.cell(5, LETTERS["fine"]).value == 32_000.5
    assert sheet.cell(5, LETTERS["filed_on"]).value == datetime(2026, 11, 3)  # noqa: DTZ001 - sheets know no zone
    assert sheet.cell(7, LETTERS["fine"]).value is None  # not decided yet: empty, not zero
    assert sheet.cell(6, LETTERS["fine"]).value == 0
    assert sheet.auto_filter.ref == f"A4:{sheet.cell(4, len(COLUMNS)).column_letter}{4 + len(FIVE)}"


def test_a_case_number_opens_its_case_and_stays_text(book: Workbook) -> None:
    cell = book["台账"]["A5"]
    assert (cell.value, cell.data_type) == (PLAIN.case_number, "s")
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == f"inspector://case/{PLAIN.case_id}"
    data = book["数据"]
    names = [cell.value for cell in data[1]]
    assert data.cell(2, names.index("link") + 1).value == f"inspector://case/{PLAIN.case_id}"


def test_an_id_or_number_that_is_not_plain_is_never_a_link(tmp_path: Path) -> None:
    odd = (
        replace(PLAIN, case_id="x/../../y"),
        replace(PLAIN, case_id='a" onclick="'),
        replace(PLAIN, case_number="长" * 300),
        replace(PLAIN, case_number=""),
    )
    write_ledger(tmp_path / "x.xlsx", odd, FRAME)
    sheet = load_workbook(tmp_path / "x.xlsx")["台账"]
    assert [sheet.cell(row, 1).hyperlink for row in range(5, 9)] == [None] * 4


def test_links_end_where_a_sheet_could_not_hold_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LINKED_ROWS < 65_530
    monkeypatch.setattr("inspector.documents.sheets.ledger.LINKED_ROWS", 50)
    rows = (replace(PLAIN, photo_lines=()) for _ in range(51))
    write_ledger(tmp_path / "x.xlsx", rows, FRAME)
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        links = archive.read("xl/worksheets/_rels/sheet2.xml.rels").count(b"inspector://case/")
    assert links == 50
    notes = load_workbook(tmp_path / "x.xlsx", read_only=True)["说明"]
    said = " ".join(str(value) for row in notes.iter_rows(values_only=True) for value in row)
    assert "前 50 宗的案号可点开案件" in said


def test_the_summary_points_into_the_ledger_and_is_balanced(path: Path, book: Workbook) -> None:
    formulas, values = book["汇总"], load_workbook(path, data_only=True)["汇总"]
    rows = {str(values.cell(row, 1).value): row for row in range(3, 20) if values.cell(row, 1).value}
    heads = [str(cell.value) for cell in values[3]]
    air = {head: values.cell(rows["大气"], index).value for index, head in enumerate(heads, 1)}
    assert (air["立案"], air["处罚"], air["不予处罚"], air["未决"], air["撤案"]) == (3, 0, 1, 1, 1)
    assert air["减免额"] == 72_000
    total = {head: values.cell(rows["合计"], index).value for index, head in enumerate(heads, 1)}
    assert (total["立案"], total["处罚"], total["罚款额"], total["缴款额"], total["缴款率"]) == (
        5,
        2,
        64_001,
        64_001,
        1,
    )
    for index in range(2, 12):
        assert str(formulas.cell(rows["大气"], index).value).startswith(("=COUNTIFS(台账!", "=SUMIFS(台账!"))
        assert str(formulas.cell(rows["合计"], index).value).startswith("=SUM(")
        assert "台账!" in str(formulas.cell(rows["对账差"], index).value)
        assert values.cell(rows["对账差"], index).value == 0
    verdict = rows["对账差"] + 1
    assert values.cell(verdict, 1).value == "对账平：合计与台账一致，对账差 0"
    assert "COUNTA(台账!" in str(formulas.cell(verdict, 1).value)
    seized = next(row for name, row in rows.items() if name == "查封、扣押")
    assert values.cell(seized, 3).value == 2
    assert values.cell(rows["按日连续处罚"], 5).value == 96_000


def test_lenient_cases_with_conditions_and_total(path: Path) -> None:
    sheet = load_workbook(path, data_only=True)["免罚减罚"]
    row = [cell.value for cell in sheet[4]]
    assert row[0] == WAIVED.case_number
    assert row[1] == WAIVED.party
    assert row[6:10] == ["✓ 满足", "✗ 不满足", "✓ 满足", 1]
    assert row[11:13] == [72_000, 72_000]
    assert row[14] == "已核对至 2026-11-30"
    assert [cell.value for cell in sheet[5]][11:13] == [72_000, 72_000]
    assert sheet.max_row == 5


def test_photos_with_time_place_and_the_whole_hash(book: Workbook) -> None:
    sheet = book["照片清单"]
    row = [cell.value for cell in sheet[4]]
    assert row[3] == datetime(2026, 11, 1, 23, 30)  # noqa: DTZ001 - the wall clock in Shenzhen
    assert row[6:9] == [22.598691, 114.318689, "WGS-84"]
    assert sheet["G4"].number_format == "0.000000"
    assert row[13] == "F153 4392 2777 7777"
    assert row[14] == PLAIN.photo_lines[0].sha256
    assert sheet["D5"].value is None
    assert sheet["M5"].value == "无拍摄时间"


def test_the_data_sheet_keeps_its_order_for_programs(book: Workbook) -> None:
    """New columns come at the end; a program that reads by place must not break."""
    assert [cell.value for cell in book["数据"][1]] == [
        "case_id", "case_number", "credit_code", "district", "source_code", "kind_code", "element", "violation_id",
        "provision_id", "item_id", "law_pack", "found_on", "act_day", "filed_on", "decided_on", "served_on", "paid_on",
        "closed_on", "stage_code", "outcome_code", "fine_fen", "spared_fen", "paid_fen", "measures", "measure_fen",
        "site_id", "visit_id", "handler_id", "source_device", "created_utc", "updated_utc", "sample", "link",
    ]  # fmt: skip
    row = {
        name: cell.value
        for name, cell in zip([f[0] for f in data_sheet.FIELDS], book["数据"][2], strict=True)
    }
    assert row["fine_fen"] == 3_200_050
    assert row["decided_on"] == "2026-12-01"
    assert row["updated_utc"] == "2026-12-20T02:00:00.000000Z"
    assert row["outcome_code"] == "penalty"


def test_the_notes_say_what_the_figures_stand_on(book: Workbook) -> None:
    sheet = book["说明"]
    cells = [(row[0].value, row[1].value) for row in sheet.iter_rows()]
    sections = [first for first, second in cells if second is None and first]
    assert sections == ["说明", "筛选条件", "统计口径", "数据来源", "未决冲突", "校验"]
    said = {str(first): str(second) for first, second in cells if second}
    for rule in RULES:
        assert said[rule.name] == rule.sentence
    assert said["期间"] == "2026-01-01 至 2026-12-31，按发现日"
    assert said["电脑 0000d1"] == "李甲，5 宗，最近一次改动 2026-12-20 10:00"
    assert said["第031号案"].startswith("送达日两份记录不同")
    assert said["审计链首"] == "41 7F3A 91C2 0B5E"
    assert said["对账"] == "台账 5 宗，照片清单 2 张，免罚减罚 1 宗"


def test_a_long_name_has_the_height_it_needs(book: Workbook) -> None:
    """A row given a height does not grow: too low and the name is cut."""
    sheet = book["台账"]
    assert sheet.row_dimensions[5].height == 27  # 法典第1185条第（二）项 over two lines of 14
    assert sheet.row_dimensions[6].height == 45  # the name of 49 characters over four lines of 30
    assert sheet.cell(6, LETTERS["party"]).alignment.wrap_text


def test_a_view_orders_columns_and_keeps_what_the_summary_needs(tmp_path: Path) -> None:
    write_ledger(tmp_path / "x.xlsx", FIVE, replace(FRAME, columns=("party", "fine", "found_on")))
    book = load_workbook(tmp_path / "x.xlsx")
    heads = [cell.value for cell in book["台账"][4]]
    assert heads[:4] == ["案号", "当事人", "罚款额（元）", "发现日"]
    assert set(heads) == {"案号", "当事人", "罚款额（元）", "发现日"} | {
        column.heading for column in COLUMNS if column.needed
    }
    assert "台账!$C$5:$C$9" in str(book["汇总"]["I4"].value)


def test_an_unknown_or_doubled_column_is_refused() -> None:
    for wrong in (("party", "colour"), ("party", "party")):
        with pytest.raises(InvalidValueError, match="台账的列"):
            layout(wrong)


def test_every_page_of_a_wide_view_fits_the_paper() -> None:
    shown = layout([column.id for column in COLUMNS])
    assert len(shown.breaks) >= 2
    edges = [0, *shown.breaks, len(shown.columns)]
    for start, end in itertools.pairwise(edges):
        part = shown.columns[start:end] if start == 0 else (shown.columns[0], *shown.columns[start:end])
        assert sum((column.width * 7 + 5) * 25.4 / 96 for column in part) <= 390 / 0.69
    assert len(STANDARD) == 27
    assert {column.id for column in STANDARD}.isdisjoint(column.id for column in FURTHER)


def test_an_empty_ledger_is_a_whole_workbook(tmp_path: Path) -> None:
    write_ledger(tmp_path / "x.xlsx", (), FRAME)
    values = load_workbook(tmp_path / "x.xlsx", data_only=True)
    assert values["汇总"]["A4"].value == "没有案件"
    assert values["汇总"]["B5"].value == 0
    assert len(values.sheetnames) == 6


class Stop:
    """Cancels after some reports."""

    def __init__(self, after: int) -> None:
        self.left = after

    def report(self, done: int, total: int, text: str) -> None:
        self.left -= 1

    def cancelled(self) -> bool:
        return self.left < 0


@pytest.mark.parametrize("after", [0, 2, 4])
def test_cancel_leaves_the_old_file_and_nothing_else(tmp_path: Path, after: int) -> None:
    """Also when everything is streamed and only the last step is left."""
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    rows = (replace(PLAIN, photo_lines=()) for _ in range(1_600))
    with pytest.raises(CancelledError) as caught:
        write_ledger(target, rows, FRAME, Stop(after if after < 4 else 3), 2_000)
    assert "没有写出文件，数据未改动" in caught.value.why
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerNotWrittenError) as caught:
        write_ledger(tmp_path / "file" / "台账.xlsx", FIVE, FRAME)
    assert caught.value.why == "要建的文件夹与一个文件同名。原有的同名文件没有改动"


def test_heights_of_written_rows_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer keeps the height of every row until the end: 30 MB at 100,000 rows, were they not dropped."""
    import xlsxwriter.worksheet

    kept: list[int] = []
    close = xlsxwriter.worksheet.Worksheet._opt_close

    def watch(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        kept.append(len(sheet.row_info) + len(sheet.row_sizes))
        close(sheet)

    monkeypatch.setattr(xlsxwriter.worksheet.Worksheet, "_opt_close", watch)
    write_ledger(
        tmp_path / "x.xlsx", (replace(WAIVED, photo_lines=PLAIN.photo_lines) for _ in range(600)), FRAME
    )
    assert max(kept) < 120
