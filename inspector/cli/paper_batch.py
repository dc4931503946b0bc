"""Many papers in one go on the command line: those of a visit, of a case, or the decisions of a day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.copies import write_copy


def add_batch_commands(papers_app: typer.Typer) -> None:
    """`papers batch`, `papers test-page`."""
    papers_app.command("batch")(batch)
    papers_app.command("test-page")(test_page)


def test_page(target: Annotated[Path, typer.Option("--out", help="要写的 PDF")]) -> None:
    """写出打印测试页：核对版心、标尺、灰度、细线和印章位置。"""
    from inspector.documents.printtest import print_test_page

    write_copy(target, print_test_page())
    out.print(f"已写 {target}，按 100% 打印后用尺量")


def batch(
    target: Annotated[Path, typer.Option("--out", help="文件夹；以 .pdf 结尾时合成一份")],
    visit: Annotated[str, typer.Option("--visit", help="检查编号：它的全部文书")] = "",
    case: Annotated[str, typer.Option("--case", help="案号或编号：它的全部文书")] = "",
    day: Annotated[str, typer.Option("--day", help="如 2026-11-24：这一天的全部决定书")] = "",
    issue: Annotated[bool, typer.Option("--issue", help="要素齐全的同时正式出具，取文号")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="没有出具的写成草稿")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """成批写出文书。Ctrl+C 取消：文件夹里已写的保留，合成一份的不写。"""
    from inspector.services.desk import Services
    from inspector.services.paper_batch import BatchOptions, BatchService

    if sum(map(bool, (visit, case, day))) != 1:
        raise InvalidValueError("成批的范围", visit or case or day, "--visit、--case、--day 选一个")
    with workspace_of(home) as workspace, progress() as shown:
        desk = Services.on(workspace)
        try:
            service = BatchService(workspace, desk.papers)
            if visit:
                items = service.of_visit(visit)
            elif case:
                items = service.of_case(desk.export.resolve(case))
            else:
                items = service.of_day(parse_day(day, "决定日"))
            report = service.write(items, target, BatchOptions(issue, drafts), shown)
        finally:
            desk.photos.close()
    if as_json:
        print_json(
            {
                "path": report.path,
                "written": report.written,
                "pages": report.pages,
                "issued": report.issued,
                "drafts": report.drafts,
                "lacking": report.lacking,
                "refused": report.refused,
            }
        )
        return
    out.print(f"{report.path}　{report.words()}")
    for line in report.lacking:
        out.print(f"  没有写：{line}")
    for line in report.refused:
        out.print(f"  没有写成：{line}")
