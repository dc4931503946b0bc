"""Five ledgers as bureaus keep them, read back with every oddity named by row, column and reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.documents.sheets.columns import COLUMNS
from inspector.documents.sheets.guard import SheetRefusedError
from inspector.documents.sheets.ledger import write_ledger
from inspector.documents.sheets.ledger_cells import reader_of
from inspector.documents.sheets.ledger_reading import LedgerFile, LedgerLine, read_ledger
from inspector.domain.errors import CancelledError
from tests.documents.sheets.ledgers import FIVE, FRAME, PLAIN
from tests.documents.sheets.specimens import SHEET, rewritten

HEADS = ("案号", "当事人", "统一社会信用代码", "立案日期", "处罚金额（元）", "处罚决定日期")
ONE = (
    "深环立〔2026〕1号",
    "甲公司",
    "914403001922038216",
    date(2026, 3, 1),
    32000.5,
    date(2026, 4, 1),
)


def ledger(path: Path, rows: Sequence[Sequence[object]], change: Callable[[Any], None] | None = None) -> Path:
    """A workbook of these rows, heads among them."""
    book = openpyxl.Workbook()
    page: Any = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(page)
    book.save(path)
    return path


def read(path: Path) -> tuple[list[LedgerLine], LedgerFile]:
    file = read_ledger(path)
    return list(file.lines), file


def said(file: LedgerFile) -> list[str]:
    return [problem.text() for problem in file.problems]


def test_the_own_workbook_comes_back_whole(tmp_path: Path) -> None:
    """Every column of every case, with no problem but the row of sums."""
    write_ledger(tmp_path / "台账.xlsx", FIVE, FRAME)
    lines, file = read(tmp_path / "台账.xlsx")
    assert file.sheet_name == "台账"
    assert set(file.columns) == {column.id for column in COLUMNS}
    for line, row in zip(lines, FIVE, strict=True):
        for column in COLUMNS:
            stored = column.value(row)
            assert line.get(column.id) == (None if stored == "" else stored), column.id
    assert said(file) == ["第 10 行 整行：合计或小计行，不当作案件"]


def test_first_ledger_merged_heads_over_two_rows(tmp_path: Path) -> None:
    """A title, a head of two rows, names merged over the cases of one firm."""

    def merge(page: Any) -> None:
        for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "B4:B5"):
            page.merge_cells(area)

    rows = [
        ("2026年行政处罚台账",),
        ("案号", "当事人", "立案", None, "决定", None),
        (None, None, "日期", "编号", "日期", "文号"),
        ("立1号", "甲公司", date(2026, 3, 1), "x", date(2026, 4, 1), "罚1号"),
        ("立2号", None, date(2026, 3, 2), "y", date(2026, 4, 2), "罚2号"),
    ]
    lines, file = read(ledger(tmp_path / "一.xlsx", rows, merge))
    assert [line.get("party") for line in lines] == ["甲公司", "甲公司"]
    assert lines[1].get("filed_on") == date(2026, 3, 2)
    assert lines[1].get("paper_number") == "罚2号"
    assert [line.row_number for line in lines] == [4, 5]
    assert said(file) == ["第 5 行 当事人：合并单元格，按左上角的值读"]


def test_second_ledger_days_and_sums_as_text(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ("立1号", "甲", "91440300192203821X", "2026年3月1日", "￥32,000.50元", "2026.4.1"),
        ("立2号", "乙", 914403001922038200, "26/3/2", "3.2万元", "3月5日"),
        ("立3号", "丙", "", 46082, "叁万元", "2026-02-30"),
        ("立4号", "丁", "", "待定", "—", "20260401"),
        ("立5号", "戊", "", "", 0.005, "２０２６－０４－０１"),
    ]
    lines, file = read(ledger(tmp_path / "二.xlsx", rows))
    assert [v.get("filed_on") for v in lines] == [
        date(2026, 3, 1),
        date(2026, 3, 2),
        date(2026, 3, 1),
        None,
        None,
    ]
    assert [v.get("fine") for v in lines] == [3_200_050, 3_200_000, None, None, None]
    assert [v.get("decided_on") for v in lines] == [
        date(2026, 4, 1),
        None,
        None,
        date(2026, 4, 1),
        date(2026, 4, 1),
    ]
    assert sorted(said(file)) == sorted(
        [
            "第 2 行 立案日期：日期存成了文字：2026年3月1日",
            "第 2 行 处罚金额（元）：金额存成了文字：¥32,000.50元",
            "第 2 行 处罚决定日期：日期存成了文字：2026.4.1",
            "第 3 行 统一社会信用代码：存成了数字，15 位以后的数字已丢失；改成文本重新填写",
            "第 3 行 立案日期：年份只有两位：26/3/2，读作 2026-03-02",
            "第 3 行 处罚金额（元）：金额存成了文字：3.2万元",
            "第 3 行 处罚决定日期：没有年份：3月5日",
            "第 4 行 立案日期：存成了数字 46082，按日期序号读作 2026-03-01",
            "第 4 行 处罚金额（元）：不是金额：叁万元",
            "第 4 行 处罚决定日期：不是实际存在的日期：2026-02-30",
            "第 5 行 处罚决定日期：日期存成了文字：20260401",
            "第 6 行 处罚金额（元）：金额不到分：0.005",
            "第 6 行 处罚决定日期：日期存成了文字：2026-04-01",
        ]
    )


def test_third_ledger_hidden_rows_and_sums_between(tmp_path: Path) -> None:
    """A filter left on, a sum after every month, the head again on every page."""

    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True

    rows = [
        HEADS,
        ONE,
        ("深环立〔2026〕2号", *ONE[1:]),
        ("三月小计", None, None, None, 64001, None),
        (),
        HEADS,
        ("深环立〔2026〕3号", *ONE[1:]),
        ("总  计", None, None, None, 96001.5, None),
    ]
    lines, file = read(ledger(tmp_path / "三.xlsx", rows, hide))
    assert [line.row_number for line in lines] == [2, 3, 7]
    assert said(file) == [
        "第 3 行 整行：隐藏的行，已读入",
        "第 4 行 整行：合计或小计行，不当作案件",
        "第 6 行 整行：重复的表头，已跳过",
        "第 8 行 整行：合计或小计行，不当作案件",
    ]


def test_fourth_ledger_other_names_other_order_ten_thousands(tmp_path: Path) -> None:
    """Sums in 万元, headings with breaks and wide letters, columns nobody knows, cells of mixed kinds."""
    rows = [
        ("序号", "处罚金额\n（万元）", "处罚决定日期", "备　注", "违法主体", "立案文号", "处理人"),
        (1, 3.2, date(2026, 4, 1), "x", "甲（深圳）公司", "深环立[2026]1号", "李"),
        (2, "1.25", "无", None, 12345, 20260002, "王"),
    ]
    lines, file = read(ledger(tmp_path / "四.xlsx", rows))
    assert [line.get("fine") for line in lines] == [3_200_000, 1_250_000]
    assert lines[1].get("party") == "12345"
    assert lines[1].get("case_number") == "20260002"
    assert lines[1].get("decided_on") is None
    assert lines[0].get("note") == "x"
    assert file.unmatched == ("序号", "处理人")
    assert said(file) == ["第 3 行 处罚金额（万元）：金额存成了文字：1.25"]


def test_fifth_ledger_behind_a_cover_below_blank_rows(tmp_path: Path) -> None:
    """The ledger is the second sheet, begins in D5, has ragged rows and a hidden twin."""
    book = openpyxl.Workbook()
    cover: Any = book.worksheets[0]
    cover["A1"] = "某局执法台账封面"
    old: Any = book.create_sheet("旧台账")
    old.append(HEADS)
    old.append(("旧1号", *ONE[1:]))
    old.sheet_state = "hidden"
    page: Any = book.create_sheet("今年")
    for column, head in enumerate(HEADS, 4):
        page.cell(5, column).value = head
    for column, value in enumerate(ONE, 4):
        page.cell(6, column).value = value
    page.cell(9, 4).value = "深环立〔2026〕9号"
    page.cell(9, 40).value = "远处的字"
    book.save(tmp_path / "五.xlsx")
    lines, file = read(tmp_path / "五.xlsx")
    assert file.sheet_name == "今年"
    assert [(line.row_number, line.get("case_number")) for line in lines] == [
        (6, "深环立〔2026〕1号"),
        (9, "深环立〔2026〕9号"),
    ]
    assert lines[0].get("fine") == 3_200_050
    assert said(file) == []


def test_a_zero_is_not_an_empty_cell(tmp_path: Path) -> None:
    lines, _ = read(ledger(tmp_path / "零.xlsx", [HEADS, ("立1号", "甲", "x", None, 0, None)]))
    assert lines[0].get("fine") == 0


@pytest.mark.parametrize("place", ["XFD2", "A1048576", "EA7", "A200000"])
def test_a_cell_far_out_is_refused_before_it_costs_memory(tmp_path: Path, place: str) -> None:
    def far(page: Any) -> None:
        page[place] = "x"

    with pytest.raises(SheetRefusedError) as caught:
        read_ledger(ledger(tmp_path / "远.xlsx", [HEADS, ONE], far))
    assert "超出 DZ 列或 199,999 行" in caught.value.why
    assert "空白行列" in caught.value.next_step


def test_a_range_merged_over_the_whole_sheet_is_passed(tmp_path: Path) -> None:
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    path = rewritten(
        ledger(tmp_path / "合.xlsx", [HEADS, ONE]), SHEET, lambda xml: xml.replace(b"</worksheet>", merge)
    )
    lines, _ = read(path)
    assert [line.get("party") for line in lines] == ["甲公司"]


def test_no_ledger_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(SheetRefusedError) as caught:
        read_ledger(ledger(tmp_path / "别.xlsx", [("一", "二"), (1, 2)]))
    assert "前 15 行里没有找到台账的表头" in caught.value.why


def test_cancel(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str) -> None: ...

        def cancelled(self) -> bool:
            return True

    rows = (replace(PLAIN, photo_lines=()) for _ in range(1_100))
    write_ledger(tmp_path / "长.xlsx", rows, FRAME)
    with pytest.raises(CancelledError) as caught:
        list(read_ledger(tmp_path / "长.xlsx", Stop()).lines)
    assert "没有改动任何案件" in caught.value.why


@given(st.integers(-(10**11), 10**11))
def test_every_sum_comes_back_to_the_fen(fen: int) -> None:
    """As a number of yuan and as text with commas."""
    assert reader_of("money")(fen / 100) == (fen, "")
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    value, why = reader_of("money")(f"{sign}{rest // 100:,}.{rest % 100:02d}")
    assert value == fen
    assert why.startswith("金额存成了文字")


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back_in_the_usual_forms(day: date) -> None:
    for text in (
        f"{day}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day} 10:30",
    ):
        value, why = reader_of("date")(text)
        assert value == day
        assert why.startswith("日期存成了文字")
    assert reader_of("date")(day) == (day, "")
