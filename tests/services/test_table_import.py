"""A bureau's own table from the template to an installed pack, and every fault by sheet, row and column."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from inspector.cli import run
from inspector.documents.sheets.guard import SheetRefusedError
from inspector.domain.errors import EnvironmentFaultError
from inspector.law.loader import load_pack
from inspector.paths import resources_dir
from inspector.services.law_files import shipped_book
from inspector.services.law_packs import LawPackService
from inspector.services.table_import import TableImportService, TablesRefusedError
from inspector.services.workspace import Workspace

Cells = dict[str, list[list[object]]]
FILLED: Cells = {
    "规则包": [["编号", "own"], ["版本", "2026.12.1"], ["地区", "深圳"], ["施行自", "2026-10-01"]],
    "裁量表": [
        [
            "own.label",
            "危废标志",
            "权重累加",
            "5万",
            200000,
            20,
            "未按照规定设置危险废物识别标志",
            "自有基准",
            "未核对",
        ]
    ],
    "要素": [
        ["own.label", "amount", "涉及量", "less", "不足三吨", "", ""],
        ["own.label", "amount", "涉及量", "more", "三吨以上", 40, ""],
        ["own.label", "times", "次数", "first", "第一次", 0, ""],
        ["own.label", "times", "次数", "again", "二次以上", 40.0, "否"],
    ],
    "幅度": [],
}
HEADS = {
    "规则包": ["项目", "内容"],
    "裁量表": ["编号", "名称", "算法", "最低额(元)", "最高额", "裁量起点", "适用的行为", "文件", "核对"],
    "要素": ["裁量表编号", "要素编号", "要素", "档次编号", "档次", "权重", "必选"],
    "幅度": ["裁量表编号", "档次组合", "最低额", "最高额"],
}


@pytest.fixture
def service() -> TableImportService:
    return TableImportService(shipped_book())


def _workbook(path: Path, change: Callable[[Cells], None] = lambda cells: None) -> Path:
    cells = {sheet: [list(row) for row in rows] for sheet, rows in FILLED.items()}
    change(cells)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in cells.items():
        page = book.create_sheet(sheet)
        page.append(HEADS[sheet])
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_a_filled_workbook_becomes_a_pack_that_is_installed_and_used(
    service: TableImportService, workspace: Workspace, tmp_path: Path
) -> None:
    report = service.make_pack(_workbook(tmp_path / "own.xlsx"), tmp_path / "pack")
    assert report.sound and report.hints == ()
    (table,) = report.tables
    assert (table.min_fen, table.max_fen, table.acts) == (5_000_000, 20_000_000, ("waste.label",))
    book = load_pack(resources_dir() / "law" / "gd-sz-2026", added=[tmp_path / "pack"])
    assert book.table("own.label") == table
    assert book.violation("waste.label").table == "own.label"
    installed = LawPackService(workspace).install(tmp_path / "pack")
    assert installed.acts == ("waste.label",)
    # And back to a workbook that imports to the same.
    assert service.export_pack(tmp_path / "again.xlsx", tmp_path / "pack") == 1
    again = service.check(tmp_path / "again.xlsx")
    assert again.tables == report.tables and again.head == report.head and again.sound


def _set(sheet: str, row: int, column: int, value: object) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[sheet][row][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (_set("要素", 1, 5, "很重"), "“要素”第 3 行 权重：不能是 很重。允许：不小于 0 的数字"),
        (_set("要素", 1, 5, 41), "“要素”第 2 行 权重：own.label：最重的权重合计 101%。允许：100%"),
        (_set("要素", 1, 3, ""), "“要素”第 3 行 档次编号：空着。允许：必填"),
        (_set("要素", 1, 2, "别的"), "“要素”第 3 行 要素：与同一要素前面的行不一致：涉及量"),
        (_set("要素", 0, 0, "own.x"), "“要素”第 2 行 裁量表编号：“裁量表”页没有编号 own.x"),
        (_set("裁量表", 0, 3, "-1"), "“裁量表”第 2 行 最低额(元)：不能是 -1。允许：不小于 0，最小到分"),
        (_set("裁量表", 0, 3, 1.234), "“裁量表”第 2 行 最低额(元)：不能是 1.234"),
        (_set("裁量表", 0, 2, "平均"), "“裁量表”第 2 行 算法：不能是 平均。允许：权重累加、幅度"),
        (_set("裁量表", 0, 4, 10_000), "“裁量表”第 2 行 最高额(元)：own.label：幅度"),
        (_set("裁量表", 0, 6, "waste.labels"), "“裁量表”第 2 行 适用的行为：没有这个行为：waste.labels"),
        (_set("裁量表", 0, 0, "gd.4.12"), "“裁量表”第 2 行 编号：gd.4.12 没有要素"),
        (_set("规则包", 0, 1, "Own Pack"), "“规则包” 编号：不能是 Own Pack。允许：小写字母、数字和连字符"),
        (_set("规则包", 0, 1, "gd-sz-2026"), "“规则包” 编号：gd-sz-2026 是随程序提供的规则包"),
        (_set("规则包", 1, 1, "第一版"), "“规则包” 版本：不能是 第一版"),
        (_set("规则包", 3, 1, "2026-02-30"), "“规则包”第 5 行 内容：不能是 2026-02-30"),
    ],
)
def test_every_fault_says_sheet_row_and_column(
    service: TableImportService, tmp_path: Path, change: Callable[[Cells], None], line: str
) -> None:
    path = _workbook(tmp_path / "own.xlsx", change)
    lines = [fault.line for fault in service.check(path).faults]
    assert any(one.startswith(line) for one in lines), lines
    with pytest.raises(TablesRefusedError) as refusal:
        service.make_pack(path, tmp_path / "pack")
    assert refusal.value.places == tuple(lines)
    assert not (tmp_path / "pack").exists() and not list(tmp_path.glob(".*"))


def test_faults_of_bands_are_said_at_the_bands(service: TableImportService, tmp_path: Path) -> None:
    def bands(cells: Cells) -> None:
        cells["裁量表"][0][2] = "幅度"
        cells["裁量表"][0][5] = ""
        cells["要素"] = cells["要素"][:2]
        cells["要素"][1][5] = ""
        cells["幅度"] = [
            ["own.label", "不足三吨", 50_000, 100_000],
            ["own.label", "more", 120_000, 200_000],
            ["own.label", "most", 120_000, 200_000],
            ["own.label", "more,less", 1, 2],
        ]

    lines = [fault.line for fault in service.check(_workbook(tmp_path / "own.xlsx", bands)).faults]
    assert any(line.startswith("“幅度”第 4 行 档次组合：涉及量没有档次 most") for line in lines)
    assert any(line.startswith("“幅度”第 5 行 档次组合：有 2 档") for line in lines)

    def hole(cells: Cells) -> None:
        bands(cells)
        del cells["幅度"][2:]

    lines = [fault.line for fault in service.check(_workbook(tmp_path / "hole.xlsx", hole)).faults]
    assert lines == [
        "“幅度”第 2 行 档次组合：own.label：12万元以上20万元以下 前有空档。允许：从最低额到最高额不断开"
    ]


def test_a_range_no_text_in_force_has_is_a_hint_not_a_fault(
    service: TableImportService, tmp_path: Path
) -> None:
    report = service.check(_workbook(tmp_path / "own.xlsx", _set("裁量表", 0, 4, 1_000_000)))
    assert report.sound
    assert any("与表的幅度不同，程序不会用它计算" in hint for hint in report.hints)


def test_the_template_alone_imports_nothing(service: TableImportService, tmp_path: Path) -> None:
    service.template(tmp_path / "t.xlsx")
    lines = [fault.line for fault in service.check(tmp_path / "t.xlsx").faults]
    assert [line for line in lines if "裁量表" in line] == ["“裁量表”：没有可以导入的裁量表。允许：至少一张"]
    assert sum("规则包" in line for line in lines) == len(lines) - 1 == 4
    with pytest.raises(TablesRefusedError):
        service.make_pack(tmp_path / "t.xlsx", tmp_path / "pack")
    # Nothing that stands is written over.
    with pytest.raises(EnvironmentFaultError, match="已经有了"):
        service.template(tmp_path / "t.xlsx")


def test_the_examples_of_the_template_are_sound_once_their_mark_is_gone(
    service: TableImportService, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    service.template(path)
    book = load_workbook(path)
    for row, value in ((2, "own"), (3, "1"), (4, "深圳"), (5, "2026-10-01")):
        book["规则包"].cell(row, 2).value = value
    for cells in book["裁量表"].iter_rows(min_row=2):
        for cell in cells:
            if cell.value == "示例，导入时跳过":
                cell.value = None
    book.save(path)
    report = service.make_pack(path, tmp_path / "pack")
    assert [table.id for table in report.tables] == ["example.weights", "example.bands"]
    assert len(report.hints) == 2


def test_workbooks_that_are_none_are_refused(service: TableImportService, tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"hello")
    with pytest.raises(SheetRefusedError):
        service.check(tmp_path / "no.xlsx")
    other = Workbook()
    other.worksheets[0].append(["名称", "类别"])
    other.save(tmp_path / "other.xlsx")
    with pytest.raises(SheetRefusedError, match="没有“规则包”页"):
        service.check(tmp_path / "other.xlsx")


def test_too_many_combinations_are_refused_not_counted(service: TableImportService, tmp_path: Path) -> None:
    def huge(cells: Cells) -> None:
        cells["裁量表"][0][2] = "幅度"
        cells["要素"] = [
            ["own.label", f"f{factor}", f"要素{factor}", f"g{grade}", f"档{grade}", "", ""]
            for factor in range(12)
            for grade in range(10)
        ]

    lines = [fault.line for fault in service.check(_workbook(tmp_path / "own.xlsx", huge)).faults]
    assert len(lines) == 1 and "档次组合太多" in lines[0]


def test_the_commands_from_template_to_pack_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["law", "template", str(tmp_path / "t.xlsx")]) == 0
    assert run(["law", "import-table", str(tmp_path / "t.xlsx"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out.split("\n", 1)[1])["sound"] is False
    filled = _workbook(tmp_path / "own.xlsx")
    assert run(["law", "import-table", str(filled)]) == 0
    assert "只核对" in capsys.readouterr().out
    assert run(["law", "import-table", str(filled), "--pack", str(tmp_path / "pack")]) == 0
    assert "通过  own.label" in capsys.readouterr().out
    assert run(["law", "import-table", str(filled), "--pack", str(tmp_path / "pack")]) == 4
    assert run(["law", "export-table", str(tmp_path / "back.xlsx"), "--pack", str(tmp_path / "pack")]) == 0
    assert run(["law", "export-table", str(tmp_path / "gd.xlsx"), "gd.4.12", "gd.3.26"]) == 0
    assert "2 张" in capsys.readouterr().out
    assert run(["law", "export-table", str(tmp_path / "none.xlsx")]) == 2
    home = ["--home", str(tmp_path / "home")]
    assert run(["law", "install", str(tmp_path / "pack"), *home]) == 0
