"""Commands of the draw and the year report: `draw make`, `draw replay`, `report year`, `report target`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.cli.supervision import day_of, site_of
from inspector.domain.errors import InvalidValueError
from inspector.services.copies import write_copy

draw_app = typer.Typer(help="双随机抽查", no_args_is_help=True)
report_app = typer.Typer(help="年度报告", no_args_is_help=True)


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
        kept, _ = service.make(order)
        service.write_file(kept.id, file)
        if page is not None:
            write_copy(page, service.pdf(kept.id))
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
    if home is None:
        # Anyone may replay, also without the data of the bureau.
        request, result = replay(text)
    else:
        with workspace_of(home, exclusive=False) as workspace:
            request, result = DrawService(workspace).check(text)
    if list_hash and list_hash.replace(" ", "").lower() != result.list_hash:
        raise DrawAlteredError([f"名单哈希：打印页为 {list_hash}，重抽为 {result.list_hash}"])
    names = {site.id: site.name for site in request.pool}
    people = {person.id: person.name for person in request.inspectors}
    out.print(f"重抽一致：{len(result.picks)} 家，结果哈希 {result.result_hash}")
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
    md: Annotated[bool, typer.Option("--md", help="写 Markdown（默认）")] = False,
    file: Annotated[
        Path | None, typer.Option("--out", help="写到哪个文件；不写时 Markdown 显示在屏幕上")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """写出一年的执法段落、数据表和目标结果，全部来自记录。"""
    from inspector.services.year_report import YearReportService

    if pdf + docx + md > 1:
        raise InvalidValueError("格式", "几种", "--pdf、--docx、--md 其中一个")
    form = "pdf" if pdf else "docx" if docx else "md"
    if file is None and form != "md":
        raise InvalidValueError("文件", "没有写", f"用 --out 写明 {form} 文件")
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
    from inspector.casework.progress import TARGETS

    name, _, share = text.partition("=")
    return name.strip(), TARGETS["draw_share"].parse(share)


def _recusal(text: str) -> tuple[str, str, str]:
    card, site, why = (*(part.strip() for part in text.split("|")), "", "", "")[:3]
    if not card or not site or not why:
        raise InvalidValueError("回避", text, "执法证号|对象|理由")
    return card, site, why
