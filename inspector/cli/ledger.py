"""The ledger's commands: export as workbook or CSV, saved filters and views, comparison with a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day, year_bounds

if TYPE_CHECKING:
    from inspector.domain.kinds import Outcome
    from inspector.services.ledger import LedgerReport
    from inspector.services.ledger_filter import LedgerFilter

ledger_app = typer.Typer(help="台账", no_args_is_help=True)


def _outcome(text: str) -> Outcome | None:
    from inspector.domain.kinds import Outcome

    if not text:
        return None
    for outcome in Outcome:
        if text in (outcome.value, outcome.label):
            return outcome
    raise InvalidValueError("决定类型", text, "、".join(outcome.label for outcome in Outcome))


def _changed(wanted: LedgerFilter, year: int | None, given: Mapping[str, object]) -> LedgerFilter:
    """A filter with what was given put over it; days given win over the year."""
    if year is not None:
        first, last = year_bounds(year)
        wanted = replace(wanted, start=first, end=last)
    return replace(wanted, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]


@ledger_app.command("export")
def ledger_export(
    file: Annotated[Path, typer.Option("--out", help="要写的 xlsx；以 .csv 结尾时写 CSV")],
    home: HomeOption = None,
    start: Annotated[str | None, typer.Option("--from", help="起日，如 2026-01-01")] = None,
    end: Annotated[str | None, typer.Option("--to", help="止日")] = None,
    year: Annotated[int | None, typer.Option(help="年度，代替起日和止日")] = None,
    period_by: Annotated[
        str, typer.Option("--by", help="期间按：found_on 发现日、decided_on 决定日、closed_on 结案日")
    ] = "",
    campaign: Annotated[str, typer.Option(help="专项行动")] = "",
    unit: Annotated[str, typer.Option("--bureau", help="办案单位")] = "",
    district: Annotated[str, typer.Option(help="区")] = "",
    kind: Annotated[str, typer.Option(help="检查类别，如 noise_construction")] = "",
    element: Annotated[str, typer.Option(help="环境要素，如 噪声")] = "",
    outcome: Annotated[str, typer.Option(help="决定类型，如 处罚")] = "",
    text: Annotated[str, typer.Option("--text", help="当事人、案号里的字")] = "",
    saved: Annotated[str, typer.Option("--filter", help="用保存的筛选，其余选项在它之上改")] = "",
    view: Annotated[str, typer.Option("--view", help="用保存的视图")] = "",
    columns: Annotated[
        str, typer.Option("--columns", help="列，逗号分隔；inspector ledger columns 列出全部")
    ] = "",
    save_filter: Annotated[str, typer.Option("--save-filter", help="把这次的筛选存为")] = "",
    save_view: Annotated[str, typer.Option("--save-view", help="把这次的列存为")] = "",
    as_json: JsonOption = False,
) -> None:
    """导出台账：工作簿六页，或 CSV。"""
    from inspector.services.ledger import LedgerFilter, LedgerService
    from inspector.services.ledger_views import LedgerViewService

    given = {
        "start": parse_day(start, "起日") if start else None,
        "end": parse_day(end, "止日") if end else None,
        "period_by": period_by,
        "campaign": campaign,
        "unit": unit,
        "district": district,
        "kind": kind,
        "element": element,
        "outcome": _outcome(outcome),
        "text": text,
    }
    with workspace_of(home) as workspace, progress() as shown:
        kept = LedgerViewService(workspace)
        wanted = _changed(kept.filter(saved) if saved else LedgerFilter(), year, given)
        chosen = kept.view(view) if view else tuple(part for part in columns.split(",") if part)
        if save_filter:
            kept.save_filter(save_filter, wanted)
        if save_view:
            kept.save_view(save_view, chosen or kept.standard())
        report = LedgerService(workspace).export(file, wanted, shown, chosen)
    _tell(file, report, as_json=as_json)


def _tell(file: Path, report: LedgerReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": str(file),
                "rows": report.rows,
                "amount_fen": report.amount_fen,
                "guarded": report.guarded,
            }
        )
        return
    out.print(f"已写 {file}：{report.rows} 宗")
    if report.guarded:
        out.print(f"其中 {report.guarded} 格以公式符号开头，前面加了 ' 以免被表格软件当成公式运行")


@ledger_app.command("columns")
def ledger_columns(as_json: JsonOption = False) -> None:
    """列出台账的全部列。"""
    from inspector.services.ledger_views import LedgerViewService

    found = LedgerViewService.columns()
    if as_json:
        print_json([{"id": name, "heading": heading, "needed": needed} for name, heading, needed in found])
        return
    for name, heading, needed in found:
        out.print(f"{name}  {heading}{'（汇总要用，不能去掉）' if needed else ''}")


@ledger_app.command("saved")
def ledger_saved(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出保存的筛选和视图。"""
    from inspector.services.ledger_views import LedgerViewService

    with workspace_of(home, exclusive=False) as workspace:
        kept = LedgerViewService(workspace)
        filters, views = kept.filters(), kept.views()
    if as_json:
        print_json({"filters": dict(filters), "views": dict(views)})
        return
    for name, wanted in filters:
        out.print(f"筛选 {name}：{'；'.join(f'{label} {value}' for label, value in wanted.sentences())}")
    for name, columns in views:
        out.print(f"视图 {name}：{','.join(columns)}")
    if not filters and not views:
        out.print("还没有保存的筛选或视图")


@ledger_app.command("compare")
def ledger_compare(
    file: Annotated[Path, typer.Argument(help="台账 xlsx，本程序写的或本单位自己的")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """把一份台账与本机的案件逐项核对。只看不改。"""
    from inspector.services.ledger_compare import LedgerCompareService

    with workspace_of(home, exclusive=False) as workspace, progress() as shown:
        found = LedgerCompareService(workspace).compare(file, shown)
    if as_json:
        print_json(found)
        return
    for line in found.sentences():
        out.print(line)
