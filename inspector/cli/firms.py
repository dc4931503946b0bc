"""Commands around one firm: the positive list, planned visits, compensation."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.cli.supervision import day_of, site_of
from inspector.domain.ports import today
from inspector.domain.times import parse_day, parse_last_day

positive_app = typer.Typer(help="执法正面清单", no_args_is_help=True)
plan_app = typer.Typer(help="检查计划", no_args_is_help=True)
compensation_app = typer.Typer(help="生态环境损害赔偿", no_args_is_help=True)

SiteArgument = Annotated[str, typer.Argument(help="监管对象的编号或统一社会信用代码")]


@positive_app.command("enter")
def positive_enter(
    site: SiteArgument,
    grounds: Annotated[str, typer.Option(help="列入理由")],
    start: Annotated[str | None, typer.Option("--from", help="列入日；不写为今天")] = None,
    end: Annotated[str | None, typer.Option("--to", help="止日")] = None,
    home: HomeOption = None,
) -> None:
    """列入正面清单。"""
    from inspector.services.positive_list import PositiveListService

    with workspace_of(home) as workspace:
        entry, _ = PositiveListService(workspace).enter(
            site_of(workspace, site),
            day_of(workspace, start, "列入日"),
            parse_last_day(end, "止日") if end else None,
            grounds,
        )
    out.print(f"已列入 {entry.id}")


@positive_app.command("remove")
def positive_remove(
    entry: Annotated[str, typer.Argument(help="清单记录编号")],
    reason: Annotated[str, typer.Option(help="移出理由")],
    case: Annotated[str, typer.Option(help="因哪宗案件")] = "",
    day: Annotated[str | None, typer.Option("--day", help="移出日；不写为今天")] = None,
    home: HomeOption = None,
) -> None:
    """移出正面清单，写明理由。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.positive_list import PositiveListService

    with workspace_of(home) as workspace:
        key = CaseExportService(workspace).resolve(case) if case else None
        PositiveListService(workspace).remove(entry, day_of(workspace, day), reason, key)
    out.print("已移出")


@positive_app.command("show")
def positive_show(site: SiteArgument, home: HomeOption = None) -> None:
    """一家企业的正面清单历史。"""
    from inspector.services.positive_list import PositiveListService

    with workspace_of(home, exclusive=False) as workspace:
        entries = PositiveListService(workspace).history(site_of(workspace, site))
    for entry in entries:
        ends = (
            f"{entry.removed_on} 移出：{entry.removal_reason}"
            if entry.removed_on
            else f"至 {entry.ends_on or '未定'}"
        )
        out.print(f"{entry.id}  {entry.entered_on} 列入（{entry.grounds}），{ends}")
    if not entries:
        out.print("没有列入过")


@positive_app.command("review")
def positive_review(home: HomeOption = None) -> None:
    """列入后又有案件的企业，由执法人员判断是否移出。"""
    from inspector.services.positive_list import PositiveListService

    with workspace_of(home, exclusive=False) as workspace:
        service = PositiveListService(workspace)
        found = service.candidates(today(workspace.clock))
        note = service.note()
    for candidate in found:
        out.print(f"{candidate.entry.id}  {candidate.site.name}：{len(candidate.cases)} 宗案件")
    out.print(note if found else "没有列入后又有案件的企业")


@plan_app.command("add")
def plan_add(
    site: SiteArgument,
    day: Annotated[str | None, typer.Option("--day", help="哪天去；不写为今天")] = None,
    reason: Annotated[str, typer.Option(help="再次检查的理由")] = "",
    registration: Annotated[str, typer.Option(help="执法监督码登记号")] = "",
    home: HomeOption = None,
) -> None:
    """安排检查：先列出已检查的次数，再次检查要写理由。"""
    from inspector.domain.supervision_records import VisitPlan
    from inspector.services.visit_plans import VisitPlanService

    with workspace_of(home) as workspace:
        service, key, on = VisitPlanService(workspace), site_of(workspace, site), day_of(workspace, day)
        view = service.frequency(key, on)
        plan, _ = service.plan(
            VisitPlan(site_id=key, planned_on=on, reason=reason, registration=registration)
        )
    for line in view.sentences():
        out.print(line)
    out.print(f"已安排 {plan.planned_on} 检查 {view.site.name}")


@compensation_app.command("list")
def compensation_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """赔偿金额和减免金额对照。"""
    from inspector.services.compensations import CompensationService

    with workspace_of(home, exclusive=False) as workspace:
        lines = CompensationService(workspace).lines()
    if as_json:
        print_json(lines)
        return
    for line in lines:
        out.print(f"{line.compensation.name}：{line.sentence()}")
    if not lines:
        out.print("没有损害赔偿案件")


@compensation_app.command("add")
def compensation_add(
    name: Annotated[str, typer.Argument(help="名称")],
    agreed: Annotated[str, typer.Option(help="协议或判决金额，元")],
    paid: Annotated[str, typer.Option(help="已赔付，元")] = "0",
    paid_on: Annotated[str | None, typer.Option("--paid-on", help="赔付日")] = None,
    way: Annotated[str, typer.Option(help="agreed 磋商、sued 诉讼、other 其他")] = "agreed",
    case: Annotated[str, typer.Option(help="对应案件")] = "",
    day: Annotated[str | None, typer.Option("--day", help="发现日；不写为今天")] = None,
    agreed_on: Annotated[str | None, typer.Option("--agreed-on", help="协议或判决日")] = None,
    home: HomeOption = None,
) -> None:
    """记一宗损害赔偿。"""
    from inspector.domain.money import parse_yuan
    from inspector.domain.supervision_records import Compensation
    from inspector.services.case_export import CaseExportService
    from inspector.services.compensations import CompensationService

    with workspace_of(home) as workspace:
        key = CaseExportService(workspace).resolve(case) if case else None
        CompensationService(workspace).save(
            Compensation(
                name=name,
                found_on=day_of(workspace, day, "发现日"),
                way=way,
                agreed_fen=parse_yuan(agreed, "协议金额"),
                agreed_on=parse_day(agreed_on, "协议日") if agreed_on else None,
                paid_fen=parse_yuan(paid, "赔付金额"),
                paid_on=parse_day(paid_on, "赔付日") if paid_on else None,
                case_id=key,
            )
        )
    out.print(f"已记 {name}")
