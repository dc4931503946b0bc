"""The page of reasons (说理页), the public apology, further acts and regional lists from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.copies import write_copy

CaseArgument = Annotated[str, typer.Argument(help="案号或编号")]


def add_reason_commands(group: typer.Typer) -> None:
    """Hook the commands into `inspector law`."""
    for name, command in (
        ("reasons", law_reasons),
        ("ask", law_ask),
        ("apology", law_apology),
        ("acts", law_acts),
        ("lists", law_lists),
    ):
        group.command(name)(command)


def law_reasons(
    case: CaseArgument,
    target: Annotated[Path, typer.Option("--out", help="PDF 文件")],
    home: HomeOption = None,
) -> None:
    """一个案件的说理页：条件、罚款计算、新旧条文，写成 PDF。"""
    from inspector.services.desk import Services

    with workspace_of(home) as workspace:
        services = Services.on(workspace)
        try:
            case = services.export.resolve(case)
            preview = services.papers.preview("reasons_page", case_id=case)
        finally:
            services.photos.close()
        if preview.paper is not None:
            services.papers.save(preview.paper, target)
        else:
            with workspace.write() as writer:
                writer.note("law.reasons_saved", "case_file", case, {"pages": preview.pages})
                write_copy(target, preview.pdf)
    out.print(f"{preview.title}  {preview.pages} 页  {target}")


def law_ask(
    case: CaseArgument,
    answer: Annotated[str, typer.Option("--answer", help="回答；不知道就写 不知道")] = "",
    source: Annotated[str, typer.Option("--source", help="谁说的、哪份材料")] = "",
    home: HomeOption = None,
) -> None:
    """问下一项要查明的事实，说明为什么问；带 --answer 就记下回答，再问下一项。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.law_review import UNSURE, LawService

    with workspace_of(home) as workspace:
        case = CaseExportService(workspace).resolve(case)
        law = LawService(workspace)
        asked = law.review(case).open_questions
        if answer and asked:
            key = asked[0].fact.key
            if answer.strip() == UNSURE:
                law.answer_unknown(case, key, source)
            else:
                words: dict[str, object] = {
                    "是": True,
                    "否": False,
                    "无": "none",
                    "查无": "none",
                    "轻微": "slight",
                    "较重": "serious",
                }
                law.answer(case, key, words.get(answer.strip(), answer.strip()), source)
            asked = law.review(case).open_questions
    if not asked:
        out.print("要问的都问完了")
        return
    first = asked[0]
    out.print(f"第 1 问，共 {len(asked)} 问：{first.fact.question}")
    out.print(f"  为什么问：{first.why}")


def law_apology(
    case: CaseArgument,
    percent: Annotated[int, typer.Option("--percent", help="降低百分之几，30 至 50")] = 30,
    applied: Annotated[str, typer.Option("--applied", help="申请日")] = "",
    published: Annotated[str, typer.Option("--published", help="公开道歉日")] = "",
    medium: Annotated[str, typer.Option("--medium", help="地市级以上的媒体或网站")] = "",
    promised: Annotated[bool, typer.Option("--promised", help="已作出守法承诺")] = False,
    there: Annotated[list[str] | None, typer.Option("--excluded", help="有的不适用情形，可多次")] = None,
    none: Annotated[list[str] | None, typer.Option("--ruled-out", help="没有的不适用情形，可多次")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="撤回申请")] = False,
    home: HomeOption = None,
) -> None:
    """登记公开道歉承诺，说明能不能从轻、降到多少。没写的不适用情形保持待查。"""
    from inspector.services.apologies import ApologyEntry, ApologyService
    from inspector.services.case_export import CaseExportService
    from inspector.services.law_review import LawService

    both = sorted(set(there or ()) & set(none or ()))
    if both:
        raise InvalidValueError("--excluded", "、".join(both), "同一情形只写在一处")
    with workspace_of(home) as workspace:
        case = CaseExportService(workspace).resolve(case)
        service = ApologyService(workspace)
        if withdraw:
            service.withdraw(case)
            out.print("已撤回公开道歉申请")
            return
        exclusions = dict.fromkeys(there or (), True) | dict.fromkeys(none or (), False)
        entry = ApologyEntry(
            percent=percent,
            exclusions=exclusions,
            applied_on=_day(applied, "--applied"),
            published_on=_day(published, "--published"),
            medium=medium,
            promised=True if promised else None,
        )
        service.record(case, entry)
        answer = LawService(workspace).review(case).apology
    if answer is not None:
        for check in answer.checks:
            word = {"met": "满足", "unmet": "不满足", "unknown": "待查"}[check.status]
            out.print(f"  {word}  {check.name}：{check.found}（{check.key}）")
        out.print(answer.verdict)


def law_acts(
    case: CaseArgument,
    same: Annotated[str, typer.Option("--same", help="同一行为还违反的行为编号")] = "",
    separate: Annotated[str, typer.Option("--separate", help="另一个违法行为的编号")] = "",
    remove: Annotated[str, typer.Option("--remove", help="去掉这个行为")] = "",
    home: HomeOption = None,
) -> None:
    """同一行为违反多个规定（按罚款高的，法典第1055条），或者当事人还有别的违法行为。"""
    from inspector.domain.leniency_records import SAME_ACT, SEPARATE
    from inspector.services.case_export import CaseExportService
    from inspector.services.further_acts import FurtherActService
    from inspector.services.law_review import LawService

    with workspace_of(home) as workspace:
        key = CaseExportService(workspace).resolve(case)
        service = FurtherActService(workspace)
        if same:
            service.add(key, same, SAME_ACT)
        if separate:
            service.add(key, separate, SEPARATE)
        if remove:
            service.remove(key, remove)
        found = LawService(workspace).review(key).several
    if found.same is not None:
        out.print(found.same.reason)
    if found.separate:
        out.print(found.separate)
    if not found.acts:
        out.print("没有别的行为")


def law_lists(
    on: Annotated[str, typer.Option("--on", help="启用这份外地清单")] = "",
    off: Annotated[str, typer.Option("--off", help="停用这份外地清单")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """免罚清单：本省的一直启用，外地的默认停用；开关记入审计链。"""
    from inspector.services.law_lists import LenientListService

    with workspace_of(home) as workspace:
        service = LenientListService(workspace)
        if on:
            service.switch(on, True)
        if off:
            service.switch(off, False)
        lists = service.lists()
    if as_json:
        print_json(lists)
        return
    for entry in lists:
        state = "本地" if entry.own else "启用，只供参照" if entry.on else "停用"
        extra = f"  {entry.state}" if entry.state else ""
        out.print(f"{entry.id}  {entry.region}  {entry.document}  {entry.items} 项  {state}{extra}")


def _day(text: str, name: str) -> date | None:
    return parse_day(text, name) if text else None
