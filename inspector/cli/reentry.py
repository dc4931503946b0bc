"""The re-entry pack (补录包) on the command line: fields in the order of entry, ticks, the number taken back, the page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of


def add_reentry_commands(case_app: typer.Typer) -> None:
    """`case reentry`."""
    case_app.command("reentry")(reentry)


def reentry(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    tick: Annotated[list[str] | None, typer.Option("--tick", help="已录入的栏目，可写多次")] = None,
    untick: Annotated[list[str] | None, typer.Option("--untick", help="撤回已录入的栏目，可写多次")] = None,
    number: Annotated[str | None, typer.Option("--number", help="省系统给的编号，存进案件")] = None,
    page: Annotated[Path | None, typer.Option("--out", help="写出可打印的清单 PDF")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """省系统补录包：按录入顺序列出各栏内容，登记已录入的和取回的编号。"""
    from inspector.services.desk import Services
    from inspector.services.reentry import ReentryService

    with workspace_of(home) as workspace:
        desk = Services.on(workspace)
        try:
            service = ReentryService(workspace, desk.papers.dossiers)
            key = desk.export.resolve(case)
            for field in tick or ():
                service.tick(key, field)
            for field in untick or ():
                service.tick(key, field, done=False)
            if number is not None:
                service.take_number(key, number)
            if page is not None:
                service.save(key, page)
            pack = service.pack(key)
        finally:
            desk.photos.close()
    if as_json:
        print_json(
            {
                "case": pack.case.id,
                "official_number": pack.case.official_number,
                "order_verified": pack.verified,
                "fields": [
                    {
                        "id": line.field.id,
                        "group": line.field.group,
                        "label": line.field.label,
                        "value": line.text,
                        "entered": line.entered,
                        "changed": line.changed,
                    }
                    for line in pack.lines
                ],
            }
        )
        return
    for line in pack.lines:
        state = "已录" if line.entered else "重录" if line.changed else "　　"
        out.print(f"{state}  {line.field.id:<18} {line.field.label}：{line.text or '（没有）'}")
    out.print(f"省系统编号：{pack.case.official_number or '没有'}　还有 {pack.open} 栏没有录入")
    out.print(pack.note)
