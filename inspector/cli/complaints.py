"""The commands of complaints (信访): take in, list, tell, extend, answer, hand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated

import typer

from inspector.casework.complaints import ComplaintTerm
from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import at_local, parse_day

complaints_app = typer.Typer(help="信访", no_args_is_help=True)
Which = Annotated[str, typer.Argument(help="信访编号")]
DayOption = Annotated[str, typer.Option("--day", help="日期；不写为今天")]


@complaints_app.command("add")
def add(
    content: Annotated[str, typer.Option("--content", help="反映的内容")],
    place: Annotated[str, typer.Option("--place", help="地点")],
    home: HomeOption = None,
    kind: Annotated[str, typer.Option("--kind", help="类别，如 噪声、扬尘")] = "噪声",
    channel: Annotated[str, typer.Option("--channel", help="渠道，如 12345")] = "12345",
    reference: Annotated[str, typer.Option("--number", help="编号")] = "",
    received: Annotated[str, typer.Option("--received", help="收到时间；不写为现在")] = "",
    person: Annotated[str, typer.Option("--person", help="信访人")] = "",
    as_json: JsonOption = False,
) -> None:
    """登记一件信访，期限自动起算。"""
    from inspector.domain.ports import today
    from inspector.domain.records import Complaint
    from inspector.services.complaints import ComplaintService

    with workspace_of(home) as workspace:
        service = ComplaintService(workspace)
        moment = _moment(received) if received else workspace.clock.now()
        stored, _ = service.take_in(
            Complaint(
                received_at=moment,
                channel=channel,
                reference=reference,
                kind=kind,
                place=place,
                content=content,
                complainant=person,
            )
        )
        sheet, day = service.sheet(stored.id), today(workspace.clock)
    if as_json:
        print_json(
            {"id": stored.id, "terms": _terms(sheet.terms), "repeats": [one.id for one in sheet.repeats]}
        )
        return
    out.print(f"已登记 {stored.channel} {stored.reference or stored.id}")
    for line in sheet.sentences(day):
        out.print(f"  {line}")
    if sheet.repeats:
        out.print(f"  一年内同一地点另有 {len(sheet.repeats)} 件")


@complaints_app.command("list")
def list_(
    home: HomeOption = None,
    text: Annotated[str, typer.Option("--text", help="查找，两个字即可")] = "",
    open_only: Annotated[bool, typer.Option("--open", help="只列未办结的")] = False,
    limit: Annotated[int, typer.Option(help="最多几件")] = 50,
    as_json: JsonOption = False,
) -> None:
    """列出信访件，新的在前。"""
    from inspector.domain.lists import ListFilter
    from inspector.domain.times import local_day
    from inspector.services.complaints import ComplaintService

    empty = {"answered_on": True, "handed_on": True} if open_only else {}
    with workspace_of(home, exclusive=False) as workspace:
        lines = ComplaintService(workspace).lines(ListFilter(text, is_null=empty, order="-received_at"))
        found = lines.rows(lines.ids()[:limit])
    if as_json:
        print_json(
            [
                {
                    "complaint": line.complaint,
                    "next": line.next.title if line.next else None,
                    "due": line.next.deadline.due if line.next else None,
                    "repeats": line.repeats,
                }
                for line in found
            ]
        )
        return
    for line in found:
        one = line.complaint
        state = (
            f"{one.answered_on} 已答复"
            if one.answered_on
            else f"已转 {one.handed_to}"
            if one.handed_on
            else f"{line.next.title} {line.next.deadline.due} 前"
            if line.next
            else ""
        )
        more = f"  同地点另有 {line.repeats} 件" if line.repeats else ""
        out.print(
            f"{local_day(one.received_at)}  {one.reference or one.id}  {one.kind}  {one.place}  {state}{more}"
        )
    if not found:
        out.print("没有符合的信访件")


@complaints_app.command("tell")
def tell(which: Which, home: HomeOption = None, day: DayOption = "") -> None:
    """登记告知信访人受理情况。"""
    from inspector.domain.ports import today
    from inspector.services.complaints import ComplaintService

    with workspace_of(home) as workspace:
        service = ComplaintService(workspace)
        when = parse_day(day) if day else today(workspace.clock)
        key = service.resolve(which)
        service.tell(key, when)
        _say(service.sheet(key).sentences(today(workspace.clock)))


@complaints_app.command("extend")
def extend(
    which: Which,
    leader: Annotated[str, typer.Option("--leader", help="批准的负责人")],
    home: HomeOption = None,
    day: DayOption = "",
) -> None:
    """登记批准延期三十日。"""
    from inspector.domain.ports import today
    from inspector.services.complaints import ComplaintService

    with workspace_of(home) as workspace:
        service = ComplaintService(workspace)
        key = service.resolve(which)
        service.extend(key, parse_day(day) if day else today(workspace.clock), leader)
        _say(service.sheet(key).sentences(today(workspace.clock)))


@complaints_app.command("answer")
def answer(
    which: Which,
    reply: Annotated[str, typer.Option("--reply", help="答复内容")],
    home: HomeOption = None,
    day: DayOption = "",
    hand_to: Annotated[str, typer.Option("--hand-to", help="不属本局的：转往哪个单位")] = "",
) -> None:
    """登记答复；不属本局的写明转往单位。"""
    from inspector.domain.ports import today
    from inspector.services.complaints import ComplaintService

    with workspace_of(home) as workspace:
        service = ComplaintService(workspace)
        key = service.resolve(which)
        when = parse_day(day) if day else today(workspace.clock)
        if hand_to:
            service.hand_over(key, when, hand_to, reply)
        else:
            service.answer(key, when, reply)
        _say(service.sheet(key).sentences(today(workspace.clock)))


def _say(lines: list[str]) -> None:
    for line in lines:
        out.print(line)


def _terms(terms: Sequence[ComplaintTerm]) -> list[dict[str, object]]:
    return [
        {"id": term.id, "title": term.title, "due": term.deadline.due, "done_on": term.done_on}
        for term in terms
    ]


def _moment(text: str) -> datetime:
    """A day, or a day and an hour on a Shenzhen clock."""
    day, _, hour = text.strip().partition(" ")
    start = at_local(parse_day(day, "收到时间"))
    if not hour:
        return start
    try:
        clock = time.fromisoformat(hour.strip())
    except ValueError:
        raise InvalidValueError("收到时间", text, "如 2026-11-24 23:18") from None
    return start.replace(hour=clock.hour, minute=clock.minute)
