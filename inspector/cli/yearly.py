"""Commands of the draw and of reports: `draw make`, `draw replay`, `report year`, `report target`, `report statistics`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, named_home, out, print_json, workspace_of
from inspector.cli.supervision import day_of, site_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.ports import today
from inspector.domain.times import parse_day, year_bounds
from inspector.services.workspace import Workspace

draw_app = typer.Typer(help="双随机抽查", no_args_is_help=True)
report_app = typer.Typer(help="年度报告和统计", no_args_is_help=True)


@draw_app.command("make")
def draw_make(
    title: Annotated[str, typer.Argument(help="抽查名称")],
    seed: Annotated[str, typer.Option(help="事先公开的种子")],
    share: Annotated[list[str], typer.Option("--class", help="类别=比例，如 key=50%、enterprise=10%")],
    file: Annotated[Path, typer.Option("--out", help="写出可重抽的文件（JSON）")],
    page: Annotated[Path | None, typer.Option("--pdf", help="写出打印页")] = None,
    recuse: Annotated[list[str] | None, typer.Option("--recuse", help="回避：执法证号|对象|理由")] = None,
    day: Annotated[str | None, typer.Option("--day", help="抽取日；不写为今天")] = None,
    campaign: Annotated[str, typer.Option(help="属于哪个行动")] = "",
    with_positive: Annotated[bool, typer.Option("--with-positive", help="正面清单企业也抽")] = False,
    home: HomeOption = None,
) -> None:
    """抽取对象和执法人员，打印并存下。"""
    from inspector.services.campaigns import CampaignService
    from inspector.services.draws import DrawOrder, DrawService

    shares = dict(_share(text) for text in share)
    if len(shares) < len(share):
        raise InvalidValueError("类别", "、".join(share), "每个类别只写一次比例")
    with workspace_of(home) as workspace:
        service = DrawService(workspace)
        order = DrawOrder(
            title=title,
            day=day_of(workspace, day, "抽取日"),
            seed=seed,
            shares=shares,
            recusals=tuple(
                (service.inspector_id(card), site_of(workspace, key), why)
                for card, key, why in (_recusal(text) for text in recuse or [])
            ),
            campaign_id=CampaignService(workspace).resolve(campaign).id if campaign else None,
            spare_positive=not with_positive,
        )
        kept, _ = service.make(order, file, page)
        picks = service.picks(kept.id)
    out.print(f"抽中 {len(picks)} 家。名单哈希 {kept.list_hash}")
    out.print(f"结果哈希 {kept.result_hash}")
    for line in picks:
        out.print(
            f"  {line.pick.ordinal}. {line.site.name}（{line.class_name}）  {'、'.join(line.inspectors)}"
        )


@draw_app.command("replay")
def draw_replay(
    file: Annotated[Path, typer.Argument(help="抽取时写出的文件")],
    list_hash: Annotated[str, typer.Option("--list-hash", help="打印页上的名单哈希，用来核对")] = "",
    home: HomeOption = None,
) -> None:
    """按文件重抽，与记录核对；名单、种子或结果被改过时指出改在哪里。"""
    from inspector.casework.draw import DrawAlteredError, replay
    from inspector.services.draws import DrawService

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidValueError("抽查文件", file.name, f"能打开的文本文件（{error}）") from error
    if named_home(home) is None:
        # Anyone may replay, also without the data of the bureau.
        request, result = replay(text)
        held = ""
    else:
        with workspace_of(home, exclusive=False) as workspace:
            request, result, title = DrawService(workspace).check(text)
        held = f"，与“{title}”的记录一致" if title else "；本机没有这次抽查的记录，只核对了文件本身"
    if list_hash and list_hash.replace(" ", "").lower() != result.list_hash:
        raise DrawAlteredError([f"名单哈希：打印页为 {list_hash}，重抽为 {result.list_hash}"])
    names = {site.id: site.name for site in request.pool}
    people = {person.id: person.name for person in request.inspectors}
    out.print(f"重抽一致：{len(result.picks)} 家，结果哈希 {result.result_hash}{held}")
    for pick in result.picks:
        out.print(
            f"  {pick.ordinal}. {names[pick.site_id]}  {'、'.join(people[key] for key in pick.inspectors)}"
        )


@report_app.command("year")
def report_year(
    year: Annotated[int, typer.Argument(help="年份")],
    rows: Annotated[
        str, typer.Option("--rows", help="列出一个数的全部记录：编号，可加 .before 或 .change")
    ] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="写 PDF")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="写 Word")] = False,
    md: Annotated[bool, typer.Option("--md", help="写 Markdown")] = False,
    file: Annotated[
        Path | None,
        typer.Option("--out", help="写到哪个文件，按结尾定格式（pdf、docx、md）；不写时显示在屏幕上"),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """写出一年的执法段落、数据表和目标结果，全部来自记录。"""
    from inspector.services.year_report import YearReportService

    form = _form_of(file, {"pdf": pdf, "docx": docx, "md": md})
    with workspace_of(home, exclusive=file is not None) as workspace:
        service = YearReportService(workspace)
        if rows:
            found = service.rows(rows, year)
            if as_json:
                print_json(found)
                return
            for row in found:
                out.print(f"{row.day}  {row.title}  {row.detail}  {row.amount}".rstrip())
            out.print(f"共 {len(found)} 条")
            return
        if file is not None:
            report = service.export(year, file, form)
        else:
            report = service.report(year)
    if as_json:
        print_json(report)
    elif file is not None:
        out.print(f"已写 {file}")
    else:
        out.print(report.markdown())


def _form_of(file: Path | None, wanted: dict[str, bool]) -> str:
    """The form asked for, else that of the file's name; the two must not differ, or nobody could open the file."""
    forms = [form for form, on in wanted.items() if on]
    if len(forms) > 1:
        raise InvalidValueError("格式", "几种", "--pdf、--docx、--md 其中一个")
    if file is None:
        if forms and forms != ["md"]:
            raise InvalidValueError("文件", "没有写", f"用 --out 写明 {forms[0]} 文件")
        return "md"
    ending = file.suffix.lower().removeprefix(".")
    if ending not in (forms or wanted):
        raise InvalidValueError("文件", file.name, "、".join(f"以 .{form} 结尾" for form in forms or wanted))
    return ending


@report_app.command("statistics")
def report_statistics(
    file: Annotated[Path | None, typer.Argument(help="要写的 pdf；不写时显示在屏幕上")] = None,
    year: Annotated[int | None, typer.Option("--year", help="哪一年；不写为今年")] = None,
    start: Annotated[str, typer.Option("--from", help="起日，和 --to 一起代替 --year")] = "",
    end: Annotated[str, typer.Option("--to", help="止日")] = "",
    district: Annotated[str, typer.Option(help="只统计这个区")] = "",
    element: Annotated[str, typer.Option(help="只统计这个环境要素")] = "",
    campaign: Annotated[str, typer.Option(help="只统计这个专项行动")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """统计一个期间：案件、决定、减免、各区、照片、复查、配套办法、信访；写成 PDF 或显示出来。"""
    from inspector.services.ledger import LedgerFilter, LedgerService
    from inspector.services.statistics import StatisticsFilter, StatisticsService
    from inspector.services.statistics_paper import StatisticsPaperService, main_figures

    if file is not None and file.suffix.lower() != ".pdf":
        raise InvalidValueError("文件", file.name, ".pdf")
    with workspace_of(home, exclusive=file is not None) as workspace:
        first, last = _period(workspace, year, start, end)
        wanted = StatisticsFilter(first, last, district, element, campaign)
        LedgerService(workspace).check(LedgerFilter(district=district, element=element, campaign=campaign))
        service = StatisticsService(workspace)
        if file is not None:
            pages = StatisticsPaperService(workspace, service).export_pdf(wanted, file)
            out.print(f"已写 {file}，{pages} 页")
            return
        told = service.of(wanted)
    if as_json:
        print_json(told)
        return
    out.print(f"{first} 至 {last}")
    for name, figure in main_figures(told):
        out.print(f"  {name}  {figure}")


def _period(workspace: Workspace, year: int | None, start: str, end: str) -> tuple[date, date]:
    """The days asked for: a year, or from and to."""
    if start or end:
        if year is not None:
            raise InvalidValueError("期间", f"{year} 年和起止日", "--year，或 --from 和 --to，只写一种")
        if not (start and end):
            raise InvalidValueError("期间", start or end, "--from 和 --to 两个都写")
        first, last = parse_day(start, "起日"), parse_day(end, "止日")
        if last < first:
            raise InvalidValueError("止日", end, f"不早于起日 {first}")
        return first, last
    return year_bounds(year if year is not None else today(workspace.clock).year)


@report_app.command("target")
def report_target(
    year: Annotated[int, typer.Argument(help="哪年的目标")],
    key: Annotated[str, typer.Argument(help="指标编号，如 complaints.waste_gas")],
    value: Annotated[str, typer.Argument(help="目标，如 85、-10%、7000（万元）")],
    home: HomeOption = None,
) -> None:
    """定一年的目标。负数前加 -- ，如 report target 2023 complaints -- -10%。"""
    from inspector.services.year_report import YearReportService

    with workspace_of(home) as workspace:
        service = YearReportService(workspace)
        target, _ = service.set_target(year, key, value)
        kind = service.kinds[key]
    out.print(f"{year}年{kind.name}：{kind.target_text(target.value)}")


def _share(text: str) -> tuple[str, int]:
    """`key=50%` → ("key", 500)."""
    from inspector.casework.targets import TARGETS

    name, _, share = text.partition("=")
    return name.strip(), TARGETS["draw_share"].parse(share)


def _recusal(text: str) -> tuple[str, str, str]:
    card, site, why = (*(part.strip() for part in text.split("|")), "", "", "")[:3]
    if not card or not site or not why:
        raise InvalidValueError("回避", text, "执法证号|对象|理由")
    return card, site, why
