"""The end summary of a campaign (专项行动) as a workbook: 总结, 各单位, 每日, 案件. The totals of 各单位 are formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from inspector.casework.progress import Progress
from inspector.documents.supervision import summary_text
from inspector.domain.records import Case
from inspector.domain.supervision_records import Campaign


def campaign_book(campaign: Campaign, progress: Progress, cases: Sequence[Case], today: date) -> bytes:
    """The workbook's bytes. Text stays text whatever it begins with; money is yuan, days are days."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    formats = {
        "title": workbook.add_format({**font, "font_name": "黑体", "font_size": 16, "align": "center"}),
        "head": workbook.add_format(
            {
                **font,
                "font_name": "黑体",
                "bg_color": "#E8EBE7",
                "border": 1,
                "align": "center",
                "text_wrap": True,
            }
        ),
        "text": workbook.add_format({**font, "num_format": "@", "border": 1}),
        "wrap": workbook.add_format({**font, "text_wrap": True, "valign": "top"}),
        "count": workbook.add_format({**font, "num_format": "#,##0", "border": 1}),
        "money": workbook.add_format({**font, "num_format": "#,##0.00", "border": 1}),
        "date": workbook.add_format({**font, "num_format": "yyyy-mm-dd", "border": 1, "align": "center"}),
    }
    _summary(workbook.add_worksheet("总结"), formats, campaign, progress, today)
    _ranking(workbook.add_worksheet("各单位"), formats, progress)
    _grid(
        workbook.add_worksheet("每日"),
        formats,
        (("日期", "date", 12), ("检查", "count", 10), ("发现案件", "count", 10)),
        [list(entry) for entry in progress.daily],
    )
    _cases(workbook.add_worksheet("案件"), formats, cases)
    workbook.close()
    return stream.getvalue()


def _cases(sheet: Any, formats: dict[str, Any], cases: Sequence[Case]) -> None:
    _grid(
        sheet,
        formats,
        (
            ("案号", "text", 22),
            ("当事人", "text", 32),
            ("案由", "text", 40),
            ("要素", "text", 8),
            ("区", "text", 10),
            ("发现日", "date", 12),
            ("决定日", "date", 12),
            ("结果", "text", 12),
            ("罚款（元）", "money", 14),
            ("减免（元）", "money", 14),
        ),
        [
            [
                case.case_number or "",
                case.party_name,
                case.title,
                case.element,
                case.district,
                case.found_on,
                case.decided_on,
                case.outcome.label if case.outcome else "",
                None if case.amount_fen is None else case.amount_fen / 100,
                None if case.reduced_fen is None else case.reduced_fen / 100,
            ]
            for case in cases
        ],
    )


def _summary(
    sheet: Any, formats: dict[str, Any], campaign: Campaign, progress: Progress, today: date
) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 4, 16)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, 4, f"{campaign.name}总结", formats["title"])
    period = f"{campaign.starts_on.isoformat()} 至 {campaign.ends_on.isoformat()}，统计至 {today.isoformat()}"
    sheet.write_string(1, 0, period)
    sheet.set_row(2, 62)
    sheet.merge_range(2, 0, 2, 4, summary_text(campaign, progress), formats["wrap"])
    for column, name in enumerate(("目标", "要求", "完成", "目标日", "结果")):
        sheet.write_string(4, column, name, formats["head"])
    for row, line in enumerate(progress.targets, 5):
        due = line.due_on.isoformat() if line.due_on else "行动结束"
        for column, text in enumerate(
            (line.target.name, line.target.text(line.wanted), line.found_text(), due, line.standing.value)
        ):
            sheet.write_string(row, column, text, formats["text"])
    row = 6 + len(progress.targets)
    for line in progress.targets:
        sheet.write_string(row, 0, f"{line.target.name}：{line.target.rule}")
        row += 1
    _page(sheet)


def _ranking(sheet: Any, formats: dict[str, Any], progress: Progress) -> None:
    _grid(
        sheet,
        formats,
        (
            ("名次", "count", 6),
            ("单位", "text", 20),
            ("检查", "count", 10),
            ("发现问题", "count", 10),
            ("立案", "count", 10),
            ("决定", "count", 10),
            ("罚款（元）", "money", 16),
            ("已改正", "count", 10),
        ),
        [
            [
                line.rank,
                line.unit,
                line.visits,
                line.found,
                line.filed,
                line.decided,
                line.fine_fen / 100,
                line.corrected,
            ]
            for line in progress.ranking
        ],
    )
    last = len(progress.ranking)
    if not last:
        return
    sheet.write_string(last + 1, 1, "合计", formats["head"])
    totals = [
        sum(line.visits for line in progress.ranking),
        sum(line.found for line in progress.ranking),
        sum(line.filed for line in progress.ranking),
        sum(line.decided for line in progress.ranking),
        sum(line.fine_fen for line in progress.ranking) / 100,
        sum(line.corrected for line in progress.ranking),
    ]
    for offset, total in enumerate(totals):
        letter = "CDEFGH"[offset]
        form = formats["money" if letter == "G" else "count"]
        sheet.write_formula(last + 1, 2 + offset, f"=SUM({letter}2:{letter}{last + 1})", form, total)


def _grid(
    sheet: Any,
    formats: dict[str, Any],
    columns: Sequence[tuple[str, str, float]],
    rows: Sequence[Sequence[object]],
) -> None:
    sheet.freeze_panes(1, 0)
    for index, (heading, kind, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, formats["head"])
        for number, row in enumerate(rows, 1):
            value, form = row[index], formats[kind]
            if value is None or value == "":
                sheet.write_blank(number, index, None, form)
            elif isinstance(value, date):
                sheet.write_datetime(number, index, value, form)
            elif isinstance(value, str):
                sheet.write_string(number, index, value, form)
            else:
                sheet.write_number(number, index, value, form)
    sheet.repeat_rows(0)
    _page(sheet)


def _page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
