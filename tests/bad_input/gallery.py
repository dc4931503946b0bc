"""One specimen of each kind of bad input, made here, with the words its refusal must say."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from tests.evidence import specimens

_HEADS = ("名称", "类别", "统一社会信用代码", "地址", "正面清单起", "正面清单止")
WRONG_CODE = "914403001922038217"  # the last character should be 6


@dataclass(frozen=True, slots=True)
class Specimen:
    """A file somebody might bring: its name, its maker, and what the refusal must say (what, why or place)."""

    name: str
    make: Callable[[], bytes]
    words: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """The file in a folder that exists."""
        path = folder / self.name
        path.write_bytes(self.make())
        return path


def _sheet(*rows: tuple[str | None, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (_HEADS, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if name == part else body)
    return out.getvalue()


def _broken_sheet() -> bytes:
    whole = _sheet(("甲公司", "企业", None, "甲路1号", None, None))
    return whole[: len(whole) // 2]


def merged_over_everything() -> bytes:
    """Less than 6 KB, and a merged range over all 17 billion cells, which a careless reader builds one by one."""
    whole = _sheet(("甲公司", "企业", None, "甲路1号", None, None))
    ranges = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    cut = lambda body: body.replace(b"</sheetData>", b"</sheetData>" + ranges.removesuffix(b"</worksheet>"))  # noqa: E731
    return _changed(whole, "xl/worksheets/sheet1.xml", cut)


def _bomb() -> bytes:
    whole = _sheet(("甲公司", "企业", None, "甲路1号", None, None))
    return _changed(whole, "xl/worksheets/sheet1.xml", lambda body: body + b" " * 90_000_000)


def _escaping_zip() -> bytes:
    out = io.BytesIO(_sheet())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../evil.xml", "x")
    return out.getvalue()


SHEETS: Mapping[str, Specimen] = {
    "broken": Specimen("坏.xlsx", _broken_sheet, ("读不了表格 坏.xlsx", "文件已损坏", "原文件未改动")),
    "bomb": Specimen("炸弹.xlsx", _bomb, ("压缩比异常", "没有导入任何内容")),
    "escaping": Specimen("路径.xlsx", _escaping_zip, ("内部部件的名字不正常",)),
    "impossible date": Specimen(
        "日期.xlsx",
        lambda: _sheet(("甲公司", "企业", None, "甲路1号", "2026-02-30", None)),
        ("第 2 行", "正面清单起", "没有写入"),
    ),
    "wrong check character": Specimen(
        "代码.xlsx",
        lambda: _sheet(
            ("甲公司", "企业", None, "甲路1号", None, None),
            ("乙公司", "企业", WRONG_CODE, "乙路", None, None),
        ),
        ("第 3 行", "统一社会信用代码", "6", "没有写入"),
    ),
}

PHOTOS: Mapping[str, Specimen] = {
    "cut in half": Specimen("半张.jpg", lambda: specimens.cut(specimens.jpeg(), 0.5), ("半张.jpg", "不完整")),
    "169 megapixels": Specimen("巨图.png", specimens.huge_png, ("巨图.png", "像素过大")),
    "text named jpg": Specimen("说明.jpg", lambda: "不是照片".encode() * 40, ("说明.jpg", "内容不是")),
}


def visit_file(**changed: object) -> bytes:
    """A visit as JSON, with fields replaced."""
    content: dict[str, object] = {
        "checklist": "noise_construction",
        "party": {"name": "深圳市示例建筑工程有限公司", "address": "示例路18号"},
        "started_at": "2026-11-22T23:18:00+08:00",
        "place": "示例路18号",
        "officers": [{"name": "李甲", "card_number": "示-0001"}, {"name": "王乙", "card_number": "示-0017"}],
        **changed,
    }
    return json.dumps(content, ensure_ascii=False).encode()


VISITS: Mapping[str, Specimen] = {
    "impossible date": Specimen(
        "检查.json",
        lambda: visit_file(started_at="2026-02-30T23:18:00+08:00"),
        ("读不出检查文件 检查.json", "开始时间", "2026-02-30", "没有写入任何内容"),
    ),
    "wrong check character": Specimen(
        "检查.json",
        lambda: visit_file(party={"name": "甲公司", "code": WRONG_CODE}),
        ("统一社会信用代码", "最后一位校验码应为 6", "没有写入任何内容"),
    ),
    "no JSON": Specimen("检查.json", lambda: "{坏".encode(), ("读不出检查文件",)),
}
