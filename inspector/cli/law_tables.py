"""The commands of a bureau's own discretion tables: the workbook to fill in, its check and pack, and back to a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import JsonOption, out, print_json, progress


def add_table_commands(group: typer.Typer) -> None:
    """Hook the commands into `inspector law`."""
    for name, command in (
        ("template", law_template),
        ("import-table", law_import_table),
        ("export-table", law_export_table),
    ):
        group.command(name)(command)


def law_template(file: Annotated[Path, typer.Argument(help="要写的 xlsx")]) -> None:
    """写自有裁量表的模板，带两个示例和行为编号。"""
    from inspector.services.law_files import shipped_book
    from inspector.services.table_import import TableImportService

    TableImportService(shipped_book()).template(file)
    out.print(f"已写 {file}")


def law_import_table(
    file: Annotated[Path, typer.Argument(help="填好的 xlsx")],
    pack: Annotated[Path | None, typer.Option("--pack", help="把规则包写到哪个文件夹；不写时只核对")] = None,
    as_json: JsonOption = False,
) -> None:
    """核对自有裁量表，写成规则包。有错时逐处列出，什么都不写。"""
    from inspector.services.law_files import shipped_book
    from inspector.services.table_import import TableImportService, TablesRefusedError

    service = TableImportService(shipped_book())
    with progress() as shown:
        report = service.check(file, shown) if pack is None else service.make_pack(file, pack, shown)
    if as_json:
        print_json(
            {
                "sound": report.sound,
                "pack": report.head,
                "tables": [table.id for table in report.tables],
                "faults": report.faults,
                "hints": report.hints,
            }
        )
    if not report.sound:
        raise TablesRefusedError(file, report.faults)
    if as_json:
        return
    for table in report.tables:
        out.print(f"通过  {table.id}  {table.name}")
    for hint in report.hints:
        out.print(f"注意  {hint}")
    if pack is None:
        out.print("只核对，没有写规则包；用 --pack 指明文件夹")
    else:
        out.print(f"已写规则包 {pack}；用 inspector law install {pack} 启用")


def law_export_table(
    file: Annotated[Path, typer.Argument(help="要写的 xlsx")],
    tables: Annotated[list[str] | None, typer.Argument(help="随程序提供的裁量表的编号，如 gd.4.12")] = None,
    pack: Annotated[Path | None, typer.Option("--pack", help="写这个规则包里全部的裁量表")] = None,
) -> None:
    """把裁量表写成同样格式的 xlsx，可以改了再导入。"""
    from inspector.domain.errors import InvalidValueError
    from inspector.services.law_files import shipped_book
    from inspector.services.table_import import TableImportService

    if bool(tables) == (pack is not None):
        raise InvalidValueError("裁量表", "、".join(tables or []), "写编号，或用 --pack 指明规则包，二选一")
    book = shipped_book()
    service = TableImportService(book)
    if pack is not None:
        count = service.export_pack(file, pack)
    else:
        chosen = [book.table(key) for key in tables or []]
        service.export(file, chosen)
        count = len(chosen)
    out.print(f"已写 {file}：{count} 张")
