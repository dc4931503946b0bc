"""Commands of supervision: campaigns, patrols, counted lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.ports import today
from inspector.domain.times import parse_day
from inspector.services.workspace import Workspace

campaign_app = typer.Typer(help="专项行动", no_args_is_help=True)
patrol_app = typer.Typer(help="扬尘巡查", no_args_is_help=True)
list_app = typer.Typer(help="治理和设备清单", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="行动名称或编号")]


def site_of(workspace: Workspace, text: str) -> str:
    """The id of a site by id or credit code. Raises NotFoundError."""
    from inspector.domain.errors import NotFoundError
    from inspector.domain.records import Site

    with workspace.read() as reader:
        found = reader.find(Site, id=text) or reader.find(Site, credit_code=text.strip().upper())
    if not found:
        raise NotFoundError("监管对象", text)
    return found[0].id


def day_of(workspace: Workspace, text: str | None, field: str = "日期") -> date:
    """A typed day, or today."""
    return parse_day(text, field) if text else today(workspace.clock)


@campaign_app.command("new")
def campaign_new(
    name: Annotated[str, typer.Argument(help="行动名称")],
    start: Annotated[str, typer.Option("--from", help="起日")],
    end: Annotated[str, typer.Option("--to", help="止日")],
    units: Annotated[str, typer.Option(help="参加单位，逗号分开")] = "",
    focus: Annotated[str, typer.Option(help="重点检查类别的编号，逗号分开")] = "",
    target: Annotated[
        list[str] | None, typer.Option("--target", help="目标，如 visits=120、draw_share=35%@2026-06-10")
    ] = None,
    home: HomeOption = None,
) -> None:
    """新建专项行动，定目标。"""
    from inspector.domain.supervision_records import Campaign
    from inspector.services.campaigns import CampaignService, parse_target

    wanted = [parse_target(text) for text in target or []]
    plan = Campaign(
        name=name,
        starts_on=parse_day(start, "起日"),
        ends_on=parse_day(end, "止日"),
        units=units,
        focus=focus,
    )
    with workspace_of(home) as workspace:
        service = CampaignService(workspace)
        campaign, _ = service.save(
            plan, [(kind, value, parse_day(day, "目标日") if day else None) for kind, value, day in wanted]
        )
        linked = service.adopt_named(campaign.id)
    out.print(f"已建 {campaign.name}（{campaign.id}），目标 {len(wanted)} 个")
    cases = len(set(linked.ids("case_file")))
    if cases:
        out.print(f"原来写着这个名称的案件 {cases} 宗已归入")


@campaign_app.command("list")
def campaign_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出专项行动。"""
    from inspector.services.campaigns import CampaignService

    with workspace_of(home, exclusive=False) as workspace:
        found = CampaignService(workspace).all()
    if as_json:
        print_json(found)
        return
    for campaign in found:
        ended = f"，{campaign.closed_on} 已总结" if campaign.closed_on else ""
        out.print(f"{campaign.starts_on} 至 {campaign.ends_on}  {campaign.name}{ended}")
    if not found:
        out.print("没有专项行动")


@campaign_app.command("assign")
def campaign_assign(
    name: NameArgument,
    case: Annotated[list[str] | None, typer.Option("--case", help="案号或编号")] = None,
    visit: Annotated[list[str] | None, typer.Option("--visit", help="检查编号")] = None,
    site: Annotated[list[str] | None, typer.Option("--site", help="列入名单的监管对象")] = None,
    unit: Annotated[str, typer.Option(help="名单对象由哪个单位检查")] = "",
    home: HomeOption = None,
) -> None:
    """把案件、检查、对象归入行动。"""
    from inspector.services.campaigns import CampaignService
    from inspector.services.case_export import CaseExportService

    with workspace_of(home) as workspace:
        service = CampaignService(workspace)
        campaign = service.resolve(name)
        resolve = CaseExportService(workspace).resolve
        service.assign(
            campaign.id,
            case_ids=[resolve(key) for key in case or []],
            visit_ids=visit or [],
            site_ids=[site_of(workspace, key) for key in site or []],
            unit=unit,
        )
    out.print(
        f"已归入 {campaign.name}：案件 {len(case or [])}、检查 {len(visit or [])}、对象 {len(site or [])}"
    )


@campaign_app.command("gather")
def campaign_gather(
    name: NameArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只数，不归入")] = False,
    home: HomeOption = None,
) -> None:
    """归入期间内属于重点类别或名单对象、还没有归入任何行动的检查；它们的案件一并归入。"""
    from inspector.services.campaigns import CampaignService

    with workspace_of(home) as workspace, progress() as shown:
        service = CampaignService(workspace)
        campaign = service.resolve(name)
        waiting = service.visits.unassigned(campaign.id)
        if dry_run:
            out.print(f"可以归入 {campaign.name} 的检查 {len(waiting):,} 次")
            return
        _former, changes = service.put_in(waiting, campaign.id, shown)
    out.print(
        f"已归入 {campaign.name}：检查 {len(changes.ids('visit')):,} 次、案件 {len(changes.ids('case_file')):,} 宗"
    )


@campaign_app.command("remove")
def campaign_remove(
    case: Annotated[list[str] | None, typer.Option("--case", help="案号或编号")] = None,
    visit: Annotated[list[str] | None, typer.Option("--visit", help="检查编号")] = None,
    home: HomeOption = None,
) -> None:
    """把案件、检查移出行动；已总结的行动不再变动。"""
    from inspector.services.campaigns import CampaignService
    from inspector.services.case_export import CaseExportService

    with workspace_of(home) as workspace:
        cases = [CaseExportService(workspace).resolve(key) for key in case or []]
        _former, changes = CampaignService(workspace).take_out(visit or [], cases)
    out.print(f"已移出：检查 {len(changes.ids('visit'))} 次、案件 {len(changes.ids('case_file'))} 宗")


@campaign_app.command("show")
def campaign_show(
    name: NameArgument,
    day: Annotated[str | None, typer.Option("--day", help="统计到哪天；不写为今天")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """看进度：目标、各单位名次、每周。"""
    from inspector.domain.money import wan_text
    from inspector.services.campaign_progress import CampaignProgressService
    from inspector.services.campaigns import CampaignService

    with workspace_of(home, exclusive=False) as workspace:
        campaign = CampaignService(workspace).resolve(name)
        view = CampaignProgressService(workspace).view(campaign.id, day_of(workspace, day))
    progress_ = view.progress
    if as_json:
        print_json(
            {
                "campaign": campaign,
                "visits": progress_.visits,
                "filed": progress_.filed,
                "decided": progress_.decided,
                "fine_fen": progress_.fine_fen,
                "targets": [
                    {
                        "kind": line.target.id,
                        "wanted": line.target.text(line.wanted),
                        "found": line.found_text(),
                        "met": line.met,
                        "standing": line.standing.value,
                        "pace": line.pace_text(),
                    }
                    for line in progress_.targets
                ],
                "ranking": progress_.ranking,
                "weekly": progress_.weekly,
            }
        )
        return
    out.print(f"{campaign.name}  {campaign.starts_on} 至 {campaign.ends_on}，统计至 {view.today}")
    out.print(
        f"检查 {progress_.visits:,}，立案 {progress_.filed:,}，决定 {progress_.decided:,}，"
        f"罚款 {wan_text(progress_.fine_fen)} 万元，责令改正 {progress_.orders}（已改正 {progress_.corrected}）"
    )
    for line in progress_.targets:
        pace = f"（{line.pace_text()}）" if line.pace_text() else ""
        out.print(
            f"  {line.target.name}：要求 {line.target.text(line.wanted)}，"
            f"完成 {line.found_text()}，{line.standing.value}{pace}"
        )
    for unit in progress_.ranking:
        out.print(
            f"  第 {unit.rank} 名 {unit.unit}：立案 {unit.filed:,}，检查 {unit.visits:,}，"
            f"罚款 {wan_text(unit.fine_fen)} 万元"
        )


@campaign_app.command("summary")
def campaign_summary(
    name: NameArgument,
    file: Annotated[Path, typer.Option("--out", help="要写的 pdf 或 xlsx")],
    day: Annotated[str | None, typer.Option("--day", help="统计到哪天")] = None,
    close: Annotated[bool, typer.Option("--close", help="作总结并结束行动")] = False,
    home: HomeOption = None,
) -> None:
    """写出总结（pdf 或 xlsx）。"""
    from inspector.services.campaign_progress import CampaignProgressService
    from inspector.services.campaigns import CampaignService

    if file.suffix.lower() not in (".pdf", ".xlsx"):
        raise InvalidValueError("文件", file.name, ".pdf 或 .xlsx")
    with workspace_of(home) as workspace:
        campaigns, service = CampaignService(workspace), CampaignProgressService(workspace)
        campaign, until = campaigns.resolve(name), day_of(workspace, day)
        if close and until > today(workspace.clock):
            raise InvalidValueError("总结日", until.isoformat(), f"不晚于今天 {today(workspace.clock)}")
        if file.suffix.lower() == ".pdf":
            service.export_pdf(campaign.id, file, until, close=close)
        else:
            service.export_xlsx(campaign.id, file, until, close=close)
    out.print(f"已写 {file}")


@patrol_app.command("add")
def patrol_add(
    route: Annotated[str, typer.Argument(help="路线")],
    length: Annotated[str, typer.Option("--km", help="实测公里数，如 42.35")],
    day: Annotated[str | None, typer.Option("--day", help="日期；不写为今天")] = None,
    district: Annotated[str, typer.Option(help="区")] = "",
    campaign: Annotated[str, typer.Option(help="属于哪个行动")] = "",
    problem: Annotated[list[str] | None, typer.Option("--problem", help="问题点：地点|问题")] = None,
    home: HomeOption = None,
) -> None:
    """记一次巡查和它发现的问题点。"""
    from inspector.domain.supervision_records import Patrol
    from inspector.services.campaigns import CampaignService
    from inspector.services.patrols import PatrolService, parse_length

    metres = parse_length(length)
    with workspace_of(home) as workspace:
        service = PatrolService(workspace)
        owner = CampaignService(workspace).resolve(campaign).id if campaign else None
        patrol, _ = service.save(
            Patrol(
                day=day_of(workspace, day), route=route, length_m=metres, district=district, campaign_id=owner
            ),
            [text.partition("|")[::2] for text in problem or []],
        )
        found = service.findings(patrol.id)
    out.print(f"已记巡查 {patrol.id}：{metres / 1000:,.3f} 公里，问题点 {len(found)} 个")
    for finding in found:
        out.print(f"  {finding.id}  {finding.place}：{finding.problem}")


@patrol_app.command("finding")
def patrol_finding(
    finding: Annotated[str, typer.Argument(help="问题点编号")],
    handed_to: Annotated[str, typer.Option("--handed-to", help="移交给谁")] = "",
    fixed: Annotated[str, typer.Option("--fixed", help="整改结果")] = "",
    day: Annotated[str | None, typer.Option("--day", help="日期；不写为今天")] = None,
    home: HomeOption = None,
) -> None:
    """问题点移交或整改完成。"""
    from inspector.services.patrols import PatrolService

    if bool(handed_to) == bool(fixed):
        raise InvalidValueError("问题点", finding, "写 --handed-to 或 --fixed 其中一个")
    with workspace_of(home) as workspace:
        service, on = PatrolService(workspace), day_of(workspace, day)
        if handed_to:
            service.hand_over(finding, handed_to, on)
        else:
            service.put_right(finding, on, fixed)
    out.print("已记移交" if handed_to else "已记整改")


@list_app.command("kinds")
def list_kinds(home: HomeOption = None) -> None:
    """有哪些清单，怎样计数。"""
    from inspector.services.counted_lists import CountedListService

    with workspace_of(home, exclusive=False) as workspace:
        kinds = CountedListService(workspace).kinds()
    for kind in kinds:
        out.print(f"{kind.id}  {kind.name}（{kind.unit}）  {kind.rule}")


@list_app.command("template")
def list_template(
    kind: Annotated[str, typer.Argument(help="清单")],
    file: Annotated[Path, typer.Argument(help="要写的 xlsx")],
    home: HomeOption = None,
) -> None:
    """写一份空的清单表格。"""
    from inspector.services.counted_lists import CountedListService

    with workspace_of(home, exclusive=False) as workspace:
        CountedListService(workspace).write_template(kind, file)
    out.print(f"已写 {file}")


@list_app.command("import")
def list_import(
    kind: Annotated[str, typer.Argument(help="清单")],
    file: Annotated[Path, typer.Argument(help="xlsx 表格")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不写入")] = False,
    home: HomeOption = None,
) -> None:
    """导入清单：逐行核对，有错时整份不写；已有的行不重复写。"""
    from inspector.services.counted_lists import CountedListService, ListRefusedError

    with workspace_of(home) as workspace, progress() as shown:
        service = CountedListService(workspace)
        preview = service.preview(kind, file, shown)
        if not preview.ready:
            raise ListRefusedError(preview)
        written = 0 if dry_run else len(service.commit(preview, shown).ids("listed_item"))
    out.print(f"{preview.kind.name}：核对 {len(preview.items)} 行，写入 {written} 行")
    if preview.known:
        out.print(
            f"  已有的 {len(preview.known)} 行没有再写：第 {'、'.join(map(str, preview.known[:20]))} 行"
        )
    if preview.hidden:
        rows = "、".join(map(str, preview.hidden[:20]))
        out.print(f"  表里隐藏的 {len(preview.hidden)} 行同样读入：第 {rows} 行")
    if preview.unmatched_headings:
        out.print(f"  没有用到的列：{'、'.join(preview.unmatched_headings)}")


@list_app.command("export")
def list_export(
    kind: Annotated[str, typer.Argument(help="清单")],
    file: Annotated[Path, typer.Option("--out", help="要写的 xlsx")],
    home: HomeOption = None,
) -> None:
    """写出清单，写出的表可以再导入。"""
    from inspector.services.counted_lists import CountedListService

    with workspace_of(home) as workspace:
        rows = CountedListService(workspace).export(kind, file)
    out.print(f"已写 {file}：{rows} 行")
