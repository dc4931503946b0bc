"""The same services without a window: for scripts, for a machine with no display, and as proof of the split.

Exit codes: 0 done, 1 a fault of the program (see logs), 2 bad input, 3 refused by a rule, 4 disk, lock or
installation, 5 damage found, 130 cancelled.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from inspector.cli.calendar import calendar_app
from inspector.cli.casework import add_casework
from inspector.cli.complaints import complaints_app
from inspector.cli.console import (
    HomeOption,
    JsonOption,
    err,
    home_of,
    out,
    print_json,
    progress,
    set_home,
    set_user,
    worked_home,
    workspace_of,
)
from inspector.cli.evidence import add_case_commands, evidence_app
from inspector.cli.firms import compensation_app, plan_app, positive_app
from inspector.cli.law import law_app
from inspector.cli.law_packs import add_pack_commands
from inspector.cli.law_reasons import add_reason_commands
from inspector.cli.law_tables import add_table_commands
from inspector.cli.ledger import ledger_app
from inspector.cli.meetings import meetings_app
from inspector.cli.paper_batch import add_batch_commands
from inspector.cli.papers import case_papers_app, papers_app
from inspector.cli.people import people_app
from inspector.cli.reentry import add_reentry_commands
from inspector.cli.signing import add_signing_commands
from inspector.cli.supervision import campaign_app, list_app, patrol_app
from inspector.cli.tasks import tasks_app
from inspector.cli.volumes import add_volume_commands
from inspector.cli.yearly import draw_app, report_app
from inspector.domain.errors import CancelledError, DamageFoundError, InspectorError
from inspector.domain.links import SCHEME, linked_case

app = typer.Typer(
    name="inspector",
    help="现场执法：现场检查、案件、文书和台账。不带命令时打开窗口。",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
sites_app = typer.Typer(help="监管对象", no_args_is_help=True)
visit_app = typer.Typer(help="现场检查", no_args_is_help=True)
case_app = typer.Typer(help="案件", no_args_is_help=True)
for name, group in (
    ("sites", sites_app),
    ("visit", visit_app),
    ("case", case_app),
    ("people", people_app),
    ("complaints", complaints_app),
    ("meetings", meetings_app),
    ("tasks", tasks_app),
    ("calendar", calendar_app),
    ("law", law_app),
    ("evidence", evidence_app),
    ("ledger", ledger_app),
    ("papers", papers_app),
    ("campaign", campaign_app),
    ("draw", draw_app),
    ("report", report_app),
    ("patrol", patrol_app),
    ("list", list_app),
    ("positive", positive_app),
    ("plan", plan_app),
    ("compensation", compensation_app),
):
    app.add_typer(group, name=name)
add_casework(case_app)
add_case_commands(case_app)
case_app.add_typer(case_papers_app)
add_pack_commands(law_app)
add_reason_commands(law_app)
add_table_commands(law_app)
add_batch_commands(papers_app)
add_volume_commands(case_app)
add_signing_commands(case_app)
add_reentry_commands(case_app)


links_app = typer.Typer(help="台账工作簿里的链接", no_args_is_help=True)
app.add_typer(links_app, name="links")


@app.callback(invoke_without_command=True)
def _window(
    context: typer.Context,
    home: HomeOption = None,
    user: Annotated[
        str,
        typer.Option(
            "--user", help="执法证号或姓名；设过密码后须写，密码由提示输入或放在 INSPECTOR_PASSWORD"
        ),
    ] = "",
) -> None:
    """打开窗口。"""
    set_user(user)
    set_home(home)
    if context.invoked_subcommand is None:
        from inspector.app import run_app

        raise typer.Exit(run_app(home))


@app.command("open")
def open_link(
    link: Annotated[str, typer.Argument(help="台账里的链接 inspector://case/…，或案号、编号")],
    home: HomeOption = None,
) -> None:
    """在窗口里打开一宗案件；窗口已开着时由它打开。"""
    from inspector.app import run_app
    from inspector.services.case_export import CaseExportService

    if link.startswith(SCHEME):
        # Whoever clicks a link sees no console: what is not here is said by the window, after its sign-in.
        case_id = linked_case(link)
    else:
        with workspace_of(home, exclusive=False) as workspace:
            case_id = CaseExportService(workspace).resolve(link)
    raise typer.Exit(run_app(home_of(home).root, case_id))


@links_app.command("on")
def links_on(home: HomeOption = None) -> None:
    """登记：在表格软件里点台账的案号，由本程序打开。"""
    from inspector.services.link_scheme import opener, set_links

    set_links(opener(home_of(home)))
    out.print("已登记：点 inspector:// 链接由本程序打开")


@links_app.command("off")
def links_off() -> None:
    """取消登记。"""
    from inspector.services.link_scheme import unset_links

    unset_links()
    out.print("已取消登记")


@links_app.command("status")
def links_status(home: HomeOption = None) -> None:
    """看有没有登记。"""
    from inspector.services.link_scheme import links_set, opener

    out.print(
        "已登记，由本程序打开"
        if links_set(opener(home_of(home)))
        else "没有登记，或登记的是另一份程序或文件夹"
    )


@app.command()
def demo(
    out_dir: Annotated[Path, typer.Option("--out", help="写到哪个文件夹")],
    seed: Annotated[int, typer.Option(help="同一个数得到同样的文件")] = 1,
) -> None:
    """在空文件夹里把全部工作做一遍：对象、检查、照片、案件、文书、台账。"""
    from inspector.services.demo import run_demo

    with progress() as shown:
        report = run_demo(out_dir, seed, shown)
    for line in report.sentences():
        out.print(line)
    for path in report.files:
        out.print(f"  {path.relative_to(out_dir)}")


@app.command()
def sample(
    scale: Annotated[str, typer.Option(help="small（几十条）或 city（全市一年）")] = "small",
    seed: Annotated[int, typer.Option(help="同一个数得到同样的数据")] = 1,
    home: HomeOption = None,
) -> None:
    """把示例数据写进数据文件夹。"""
    from inspector.services.samples import SampleService

    with workspace_of(home) as workspace, progress() as shown:
        report = SampleService(workspace).fill(scale, seed=seed, progress=shown)
    for line in report.sentences():
        out.print(line)


@sites_app.command("import")
def sites_import(
    file: Annotated[Path, typer.Argument(help="xlsx 表格")],
    home: HomeOption = None,
    with_twins: Annotated[bool, typer.Option("--with-twins", help="信用代码已有的行也写入")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不写入")] = False,
    as_json: JsonOption = False,
) -> None:
    """导入监管对象：逐行核对，有错时整份不写。"""
    from inspector.services.site_import import ImportRefusedError, SiteImportService

    with workspace_of(home) as workspace, progress() as shown:
        service = SiteImportService(workspace)
        preview = service.preview(file, shown)
        if not preview.ready:
            raise ImportRefusedError(preview)
        written = 0 if dry_run else len(service.commit(preview, shown, with_twins=with_twins).ids("site"))
    summary = {
        "rows": len(preview.sites),
        "written": written,
        "twins": [asdict(twin) for twin in preview.twins],
        "unmatched_headings": list(preview.unmatched_headings),
    }
    if as_json:
        print_json(summary)
        return
    out.print(f"核对 {len(preview.sites)} 行，写入 {written} 行")
    for twin in preview.twins:
        out.print(
            f"  第 {twin.row_number} 行 {twin.name} 的信用代码 {twin.known_as}，{'已写入' if with_twins else '未写入'}"
        )
    if preview.unmatched_headings:
        out.print(f"  没有用到的列：{'、'.join(preview.unmatched_headings)}")


@sites_app.command("template")
def sites_template(
    file: Annotated[Path, typer.Argument(help="要写的 xlsx")], home: HomeOption = None
) -> None:
    """写一份空的导入表格。"""
    from inspector.services.site_import import SiteImportService

    with workspace_of(home, exclusive=False) as workspace:
        SiteImportService(workspace).write_template(file)
    out.print(f"已写 {file}")


@visit_app.command("import")
def visit_import(
    file: Annotated[Path, typer.Argument(help="检查的 JSON 文件")],
    photos: Annotated[Path | None, typer.Option("--photos", help="照片文件夹")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入一次检查和它的照片。"""
    from inspector.services.officers import OfficerService
    from inspector.services.photos import PhotoService
    from inspector.services.visit_import import VisitImportService
    from inspector.services.visits import VisitService

    with workspace_of(home) as workspace, progress() as shown:
        photo_service = PhotoService(workspace)
        try:
            service = VisitImportService(
                workspace, VisitService(workspace), photo_service, OfficerService(workspace)
            )
            imported = service.take(file, photos, shown)
        finally:
            photo_service.close()
    refused: list[tuple[str, str]] = []
    if imported.photos is not None:
        refused = [(entry.name, entry.why.what) for entry in imported.photos.refused]
        refused += [(entry.name, entry.reason) for entry in imported.photos.passed_over]
    if as_json:
        print_json(
            {
                "id": imported.visit.id,
                "state": imported.visit.state,
                "missing": imported.missing,
                "refused": refused,
            }
        )
        return
    out.print(f"已导入检查 {imported.visit.id}（{imported.visit.state.label}）")
    if imported.photos is not None:
        out.print(imported.photos.words())
    for name, why in refused:
        out.print(f"  未收 {name}：{why}")
    if imported.missing:
        out.print(f"还缺：{'、'.join(imported.missing)}")


@case_app.command("list")
def case_list(
    home: HomeOption = None,
    text: Annotated[str, typer.Option("--text", help="查找")] = "",
    limit: Annotated[int, typer.Option(help="最多几宗")] = 50,
    as_json: JsonOption = False,
) -> None:
    """列出案件，新的在前。"""
    from inspector.domain.lists import ListFilter
    from inspector.domain.money import yuan_text
    from inspector.services.cases import CaseService

    with workspace_of(home, exclusive=False) as workspace:
        found = CaseService(workspace).rows(ListFilter(text=text, order="-found_on")).page(limit)
    if as_json:
        print_json(found)
        return
    for case in found:
        outcome = case.outcome.label if case.outcome else "未决定"
        amount = f" {yuan_text(case.amount_fen)} 元" if case.amount_fen is not None else ""
        out.print(f"{case.found_on}  {case.case_number or case.id}  {case.title}  {outcome}{amount}")
    if not found:
        out.print("没有符合的案件")


@case_app.command("show")
def case_show(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """看一宗案件。"""
    from inspector.services.case_export import CaseExportService

    with workspace_of(home, exclusive=False) as workspace:
        service = CaseExportService(workspace)
        content = service.content(service.resolve(case))
    if as_json:
        print_json(content)
        return
    for line in service.sentences(content):
        out.print(line)


@case_app.command("export")
def case_export(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    out_dir: Annotated[Path, typer.Option("--out", help="写到哪个文件夹")],
    home: HomeOption = None,
) -> None:
    """把一宗案件连同照片、文书、审计记录写到文件夹。"""
    from inspector.services.case_export import CaseExportService

    with workspace_of(home) as workspace, progress() as shown:
        service = CaseExportService(workspace)
        files = service.export(service.resolve(case), out_dir, shown)
    out.print(f"已写 {len(files)} 个文件到 {out_dir}")


@app.command()
def verify(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """核对照片、文书、审计链和每一条记录。只看不修。"""
    from inspector.services.trust import TrustService

    with workspace_of(home) as workspace, progress() as shown:
        report = TrustService(workspace).verify(shown)
    lines = report.sentences()
    if as_json:
        print_json({"wrong": report.wrong, "unchecked": report.unchecked, "lines": lines})
    else:
        for line in lines:
            out.print(line)
    if report.wrong or report.unchecked:
        raise DamageFoundError(
            "核对发现问题" if report.wrong else "有文件没能核对",
            "上面列出的每一处都原样保留，没有修复或删除",
            "停止使用这份数据打印文书，把清单交给负责人；可从备份恢复到另一个文件夹比较",
        )


@app.command()
def backup(
    home: HomeOption = None,
    folder: Annotated[Path | None, typer.Option("--out", help="备份到哪个文件夹")] = None,
) -> None:
    """备份数据库，核对后才算数。"""
    from inspector.services.trust import TrustService

    with workspace_of(home) as workspace:
        path = TrustService(workspace).backup(folder)
    out.print(f"已备份 {path}")


@app.command("self-check")
def self_check(as_json: JsonOption = False) -> None:
    """在临时文件夹里试一遍全部零件：数据库、规则、照片、文书、表格。"""
    from inspector.services.self_check import run_self_check

    results = run_self_check()
    if as_json:
        print_json(results)
    else:
        for part in results:
            out.print(f"{'通过' if part.passed else '未通过'}  {part.name}  {part.detail}")
    if not all(part.passed for part in results):
        raise InspectorError(
            "自检没有全部通过", "见上面未通过的各项", "重新安装；仍不通过时把上面的内容交给维护人员"
        )


def run(argv: Sequence[str]) -> int:
    """Run one command; refusals are printed as what, why, next; anything else goes to the log with its trace."""
    try:
        # A link is all that a workbook can hand over.
        linked = bool(argv) and argv[0].startswith(SCHEME)
        code = app(args=["open", *argv] if linked else list(argv), standalone_mode=False)
        return code if isinstance(code, int) else 0
    except InspectorError as error:
        err.print(error.what)
        for part in (error.why, error.next_step, *error.places):
            if part:
                err.print(f"  {part}")
        return error.exit_code
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        err.print("已取消")
        return CancelledError.exit_code
    except TyperException as usage:
        err.print(f"命令写错了：{usage}\n  用 inspector --help 看全部命令")
        return InspectorError.exit_code
    except Exception as fault:  # noqa: BLE001 - the last resort; the trace goes to the log
        logs = worked_home().logs
        logs.mkdir(parents=True, exist_ok=True)
        report = logs / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
        report.write_text(traceback.format_exc(), encoding="utf-8")
        err.print(f"程序出错：{fault!r}\n  已存的记录不受影响。详情写在 {report}")
        return 1
