"""Files that are no workbook, or pretend to be one: each is refused in time, in words, and read nothing of."""

from __future__ import annotations

import random
import time
import zipfile
from pathlib import Path

import pytest

from inspector.documents.sheets.guard import SheetRefusedError
from inspector.documents.sheets.reading import Table
from inspector.documents.sheets.template import read_sites
from inspector.domain.errors import CancelledError
from tests.documents.sheets.specimens import SHEET, rewritten, sheet


def refusal(path: Path) -> SheetRefusedError:
    """The refusal of a file; it comes within seconds and leaves the file alone."""
    before = path.read_bytes()
    begun = time.perf_counter()
    with pytest.raises(SheetRefusedError) as caught:
        read_sites(path)
    assert time.perf_counter() - begun < 5
    assert path.read_bytes() == before
    assert path.name in caught.value.what
    assert "没有导入任何内容，原文件未改动" in caught.value.why
    assert caught.value.next_step
    return caught.value


def names(table: Table) -> list[object]:
    return [row.values["name"] for row in table.rows]


def test_bytes_that_are_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"PK\x03\x04 this is not a workbook" * 40)
    assert "文件已损坏，或不是 xlsx" in refusal(path).why


def test_a_workbook_cut_in_half(tmp_path: Path) -> None:
    path = sheet(tmp_path / "断.xlsx", [(f"甲{n}", "企业") for n in range(500)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "文件已损坏" in refusal(path).why


def test_a_damaged_member(tmp_path: Path) -> None:
    """The directory is whole, the bytes of the sheet are not."""
    path = sheet(tmp_path / "坏.xlsx", [(f"甲{n}", "企业") for n in range(2000)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo(SHEET).header_offset + 400
    content[place : place + 200] = bytes(200)
    path.write_bytes(content)
    assert "损坏" in refusal(path).why


def test_sheet_xml_that_stops_half_way(tmp_path: Path) -> None:
    path = rewritten(sheet(tmp_path / "半.xlsx"), SHEET, lambda xml: xml[: len(xml) * 2 // 3])
    assert "损坏" in refusal(path).why


def test_an_old_xls_or_a_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    error = refusal(path)
    assert "文件有密码，或是旧的 xls 格式" in error.why
    assert error.next_step == "去掉密码、另存为 xlsx 后再导入"


def test_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("名称,类别\n", encoding="utf-8")
    assert ".csv 不是 xlsx 格式" in refusal(path).why


def test_a_range_merged_over_the_whole_sheet(tmp_path: Path) -> None:
    """4.8 KB that hang a reader which fills merged ranges: here the range is left out and the rows are read."""
    path = sheet(tmp_path / "合并.xlsx", [("甲公司", "企业"), ("乙公司", "堆场")])
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    rewritten(
        path, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>").replace(b"</worksheet>", merge)
    )
    assert path.stat().st_size < 8_000
    begun = time.perf_counter()
    assert names(read_sites(path)) == ["甲公司", "乙公司"]
    assert time.perf_counter() - begun < 5


def test_a_cell_in_the_last_corner(tmp_path: Path) -> None:
    """The sheet says it is 16,384 × 1,048,576 large; rows are still read one by one up to the bound."""
    path = sheet(tmp_path / "角.xlsx", change=lambda page: page.cell(1_048_576, 16_384, "x"))
    error = refusal(path)
    assert "超过 20000 行" in error.why
    assert error.next_step == "分成几份再导入"


def test_a_zip_bomb(tmp_path: Path) -> None:
    """50 MB of blanks in 50 KB."""
    path = rewritten(sheet(tmp_path / "炸.xlsx"), "xl/media/blank.bin", lambda _: bytes(50_000_000))
    assert path.stat().st_size < 100_000
    assert "压缩比异常，像是压缩炸弹" in refusal(path).why


def test_more_than_the_cap_when_opened(tmp_path: Path) -> None:
    path = sheet(tmp_path / "大.xlsx")
    source = random.Random(1)
    block = b"".join(source.randbytes(200) + bytes(3_800) for _ in range(1_000))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"xl/media/{number}.bin", block)
    assert "解开后超过 100 MB" in refusal(path).why


def test_too_many_parts(tmp_path: Path) -> None:
    path = sheet(tmp_path / "多.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(300):
            archive.writestr(f"xl/x{number}.xml", "<x/>")
    assert "个部件，超过 200" in refusal(path).why


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        b'<!doctype x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_doctype_in_any_part(tmp_path: Path, text: bytes, part: str) -> None:
    path = rewritten(sheet(tmp_path / "实体.xlsx"), part, lambda xml: text + xml)
    assert "内部含有 DOCTYPE 声明" in refusal(path).why


def test_a_doctype_behind_a_long_comment(tmp_path: Path) -> None:
    """Hidden behind more text than the first look reads: the parser itself refuses it."""
    hidden = b"<!--" + b" " * 9000 + b'--><!DOCTYPE x [<!ENTITY a "ha">]>'
    path = rewritten(sheet(tmp_path / "藏.xlsx"), SHEET, lambda xml: hidden + xml)
    assert "损坏" in refusal(path).why


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"]
)
def test_macros_links_and_embedded_files(tmp_path: Path, part: str) -> None:
    path = rewritten(sheet(tmp_path / "宏.xlsx"), part, lambda _: b"x")
    assert "含有宏、外部链接或嵌入文件" in refusal(path).why


def test_a_part_that_climbs_out(tmp_path: Path) -> None:
    path = rewritten(sheet(tmp_path / "路.xlsx"), "../../evil.xml", lambda _: b"<x/>")
    assert "内部部件的名字不正常" in refusal(path).why


def test_parts_of_one_name(tmp_path: Path) -> None:
    path = rewritten(sheet(tmp_path / "重.xlsx"), SHEET.upper(), lambda _: b"<x/>")
    assert "内部有重名的部件" in refusal(path).why


def test_no_head_row(tmp_path: Path) -> None:
    path = sheet(tmp_path / "无表头.xlsx", [("甲", "乙")], heads=("一", "二"))
    error = refusal(path)
    assert "前 10 行里没有找到表头（名称、类别）" in error.why
    assert "模板" in error.next_step


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(SheetRefusedError) as caught:
        read_sites(tmp_path / "没有.xlsx")
    assert caught.value.next_step == "核对文件是否还在、能否打开"


def test_cancel_reads_no_further(tmp_path: Path) -> None:
    path = sheet(tmp_path / "长.xlsx", [(f"甲{n}", "企业") for n in range(3000)])

    class Stop:
        def report(self, done: int, total: int, text: str) -> None: ...

        def cancelled(self) -> bool:
            return True

    with pytest.raises(CancelledError) as caught:
        read_sites(path, Stop())
    assert "没有导入任何内容" in caught.value.why
