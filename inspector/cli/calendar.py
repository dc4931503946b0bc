"""The commands of the table of working days (工作日表): show a year, set a day, say that a year is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.times import parse_day

calendar_app = typer.Typer(help="工作日表", no_args_is_help=True)


@calendar_app.command("show")
def show(
    year: Annotated[int, typer.Argument(help="年份")], home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """列出一年里与星期不符的日子：放假和调休上班。"""
    from inspector.services.calendars import CalendarService

    with workspace_of(home, exclusive=False) as workspace:
        found = CalendarService(workspace).year(year)
    if as_json:
        print_json({"table": found, "provisional": found.provisional})
        return
    out.print(found.words())
    for entry in found.days:
        out.print(f"{entry.day}  {'上班' if entry.works else '放假'}  {'本局录入' if entry.own else '公布'}")


@calendar_app.command("set")
def set_(
    day: Annotated[str, typer.Argument(help="日期")],
    kind: Annotated[str, typer.Argument(help="off（放假）、work（上班）或 clear（取消录入）")],
    home: HomeOption = None,
) -> None:
    """录入一天放假或上班；以后所有期限按它计算。"""
    from inspector.services.calendars import CalendarService

    with workspace_of(home) as workspace:
        CalendarService(workspace).set_day(parse_day(day), "" if kind == "clear" else kind)
    out.print(f"已录入 {day}")


@calendar_app.command("confirm")
def confirm(
    year: Annotated[int, typer.Argument(help="年份")],
    home: HomeOption = None,
    undo: Annotated[bool, typer.Option("--undo", help="收回")] = False,
) -> None:
    """写明一年的安排已按公布的录全，期限不再标“暂定”。"""
    from inspector.services.calendars import CalendarService

    with workspace_of(home) as workspace:
        service = CalendarService(workspace)
        service.confirm_year(year, not undo)
        out.print(service.year(year).words())
