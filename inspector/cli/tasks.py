"""The commands of the board (待办): what is due, by person; as a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of

tasks_app = typer.Typer(help="待办和期限", no_args_is_help=True)
PersonOption = Annotated[str, typer.Option("--person", help="只看某人的，姓名或证号")]


@tasks_app.command("list")
def list_(home: HomeOption = None, person: PersonOption = "", as_json: JsonOption = False) -> None:
    """列出待办：案件期限、信访、复查、未完成的检查、证据缺口。"""
    from inspector.domain.ports import today
    from inspector.services.workbench import WorkbenchService

    with workspace_of(home, exclusive=False) as workspace:
        service = WorkbenchService(workspace)
        key = service.officers.named(person).id if person else ""
        found = service.board(today(workspace.clock)).of(key)
    if as_json:
        print_json(found)
        return
    for task in found:
        when = f"{task.due} {task.when()}" if task.due else "没有期限"
        late = f"  {task.late}" if task.late else ""
        out.print(f"{when}  {task.party}  {task.title}  {task.basis}{late}")
    if not found:
        out.print("没有待办")


@tasks_app.command("ics")
def ics(
    file: Annotated[Path, typer.Option("--out", help="要写的 .ics 文件")],
    home: HomeOption = None,
    person: PersonOption = "",
) -> None:
    """把有期限的待办写成日历文件，可导入手机和日历程序；再次导入会更新同一项。"""
    from inspector.domain.ports import today
    from inspector.services.workbench import WorkbenchService

    with workspace_of(home, exclusive=False) as workspace:
        service = WorkbenchService(workspace)
        key = service.officers.named(person).id if person else ""
        count = service.export_calendar(file, today(workspace.clock), key)
    out.print(f"已写 {file}：{count} 项期限")
