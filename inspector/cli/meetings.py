"""The commands of meetings (听证、集体讨论): record one, correct its words, list those of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day

meetings_app = typer.Typer(help="听证和集体讨论", no_args_is_help=True)
Case = Annotated[str, typer.Argument(help="案号或编号")]
People = Annotated[list[str] | None, typer.Option(help="姓名或证号，可写多次")]


@meetings_app.command("add")
def add(
    case: Case,
    kind: Annotated[str, typer.Option("--kind", help="hearing（听证）或 discussion（集体讨论）")],
    day: Annotated[str, typer.Option("--day", help="举行日")],
    host: Annotated[str, typer.Option("--host", help="主持人，姓名或证号")],
    minutes: Annotated[str, typer.Option("--minutes", help="记录")],
    conclusion: Annotated[str, typer.Option("--conclusion", help="结论")],
    home: HomeOption = None,
    attendee: People = None,
    voter: People = None,
    guests: Annotated[str, typer.Option("--guests", help="其他参加人")] = "",
    place: Annotated[str, typer.Option("--place", help="地点")] = "",
    step: Annotated[bool, typer.Option("--step", help="同时登记为办案步骤")] = False,
) -> None:
    """登记一次听证或集体讨论的记录。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.meetings import NAMES, MeetingEntry, MeetingService
    from inspector.services.officers import OfficerService
    from inspector.services.procedure import ProcedureService

    with workspace_of(home) as workspace:
        officers = OfficerService(workspace)
        entry = MeetingEntry(
            kind=kind,
            held_on=parse_day(day, "举行日"),
            host=officers.named(host).id,
            attendees=tuple(officers.named(name).id for name in attendee or ()),
            voters=tuple(officers.named(name).id for name in voter or ()),
            guests=guests,
            place=place,
            minutes=minutes,
            conclusion=conclusion,
        )
        service = MeetingService(workspace, ProcedureService(workspace))
        meeting, _ = service.hold(CaseExportService(workspace).resolve(case), entry, take_step=step)
    out.print(f"已登记{NAMES[meeting.kind]} {meeting.held_on}")


@meetings_app.command("amend")
def amend(
    case: Case,
    number: Annotated[int, typer.Argument(help="第几次会议，从 1 起，按 meetings list 的次序")],
    reason: Annotated[str, typer.Option("--reason", help="为什么改")],
    home: HomeOption = None,
    minutes: Annotated[str | None, typer.Option("--minutes", help="记录")] = None,
    conclusion: Annotated[str | None, typer.Option("--conclusion", help="结论")] = None,
    guests: Annotated[str | None, typer.Option("--guests", help="其他参加人")] = None,
    place: Annotated[str | None, typer.Option("--place", help="地点")] = None,
) -> None:
    """更正一次会议记录的文字；原来的写法留在操作记录里。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.cases import CaseService
    from inspector.services.meetings import NAMES, MeetingService
    from inspector.services.procedure import ProcedureService

    given = {"minutes": minutes, "conclusion": conclusion, "guests": guests, "place": place}
    with workspace_of(home) as workspace:
        meetings = CaseService(workspace).file(CaseExportService(workspace).resolve(case)).meetings
        if not 1 <= number <= len(meetings):
            raise InvalidValueError(
                "第几次会议", str(number), f"1 至 {len(meetings)}" if meetings else "先登记会议"
            )
        meeting = meetings[number - 1]
        fields = {name: text for name, text in given.items() if text is not None}
        changes = MeetingService(workspace, ProcedureService(workspace)).amend(meeting.id, reason, **fields)
    done = "已更正" if changes.touched else "没有不同，未更正"
    out.print(f"{done}{NAMES[meeting.kind]} {meeting.held_on}")


@meetings_app.command("list")
def list_(case: Case, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出一宗案件的听证和集体讨论记录。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.cases import CaseService
    from inspector.services.meetings import NAMES

    with workspace_of(home, exclusive=False) as workspace:
        found = CaseService(workspace).file(CaseExportService(workspace).resolve(case)).meetings
    if as_json:
        print_json(found)
        return
    for number, meeting in enumerate(found, 1):
        out.print(f"{number}  {meeting.held_on}  {NAMES[meeting.kind]}  {meeting.conclusion}")
    if not found:
        out.print("没有会议记录")
