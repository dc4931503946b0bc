"""The case volume on the command line: what it would hold, binding it, signed scans in the place of papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.times import parse_day


def add_volume_commands(case_app: typer.Typer) -> None:
    """`case volume`, `case bind`, `case signed`."""
    case_app.command("volume")(volume)
    case_app.command("bind")(bind)
    case_app.command("signed")(signed)


SideOption = Annotated[bool, typer.Option("--side", help="副卷")]


def volume(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    side: SideOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """案卷里有哪些文书、各在第几页、还缺哪些。"""
    from inspector.services.desk import Services
    from inspector.services.volumes import VolumePart

    with workspace_of(home) as workspace:
        desk = Services.on(workspace)
        try:
            plan = desk.volumes.plan(desk.export.resolve(case), VolumePart.SIDE if side else VolumePart.MAIN)
        finally:
            desk.photos.close()
    if as_json:
        print_json(
            {
                "part": plan.part.value,
                "pages": plan.pages,
                "papers": [
                    {
                        "id": e.paper.id if e.paper is not None else e.file.id if e.file is not None else "",
                        "title": e.title,
                        "number": e.number,
                        "first": e.first,
                        "pages": e.pages,
                        "signed_copy": e.copy is not None,
                    }
                    for e in plan.entries
                ],
                "unbound": [file.original_name for file in plan.unbound],
                "lacking": list(plan.lacking),
            }
        )
        return
    for entry in plan.entries:
        first, last = entry.span
        scan = "　签署件" if entry.copy else ""
        out.print(f"{first:>4}–{last:<4} {entry.title}　{entry.number or ''}{scan}")
    out.print(f"共 {len(plan.entries)} 份 {plan.pages} 页")
    for file in plan.unbound:
        out.print(f"  列入证据材料清单，不装订：{file.original_name}（{file.kind.label}）")
    for title in plan.lacking:
        out.print(f"  还没有出具：{title}")


def bind(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    target: Annotated[Path, typer.Option("--out", help="写成哪个 PDF")],
    side: SideOption = False,
    home: HomeOption = None,
) -> None:
    """把已出具的文书装订成一份 PDF：封面、目录、通编页码、书签。"""
    from inspector.services.desk import Services
    from inspector.services.volumes import VolumePart

    with workspace_of(home) as workspace, progress() as shown:
        desk = Services.on(workspace)
        try:
            part = VolumePart.SIDE if side else VolumePart.MAIN
            report = desk.volumes.bind(desk.export.resolve(case), target, part, shown)
        finally:
            desk.photos.close()
    out.print(f"{report.path}　{len(report.plan.entries)} 份 {report.plan.pages} 页　SHA-256 {report.sha256}")
    for title in report.plan.lacking:
        out.print(f"  还没有出具，未装订：{title}")


def signed(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    paper: Annotated[str, typer.Argument(help="文书编号（case volume --json 里的 id）")],
    scan: Annotated[Path, typer.Argument(help="签字盖章后扫描的 PDF")],
    day: Annotated[str, typer.Option("--day", help="签署日，如 2026-11-24")] = "",
    home: HomeOption = None,
) -> None:
    """登记签署件扫描，装订时代替原文书。"""
    from inspector.services.desk import Services

    with workspace_of(home) as workspace, progress() as shown:
        desk = Services.on(workspace)
        try:
            signed_on = parse_day(day, "签署日") if day else None
            desk.volumes.add_signed_copy(desk.export.resolve(case), paper, scan, signed_on, shown)
        finally:
            desk.photos.close()
    out.print("已登记签署件，原文书保留不变")
