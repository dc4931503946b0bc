"""说明: what the figures stand on, in five sections: 筛选, 口径, 来源, 冲突, 校验."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector.documents.sheets.cells import lines_needed, plain
from inspector.documents.sheets.formats import A4, GREY_TAB, set_page
from inspector.documents.sheets.rows import LedgerFrame, LedgerTotals, Note
from inspector.domain.times import local, parse_utc

NAME = "说明"
WIDTHS = (18, 78)
_LINE_POINTS = 14


def write_notes(
    sheet: Any, formats: dict[str, Any], frame: LedgerFrame, totals: LedgerTotals, linked: int
) -> None:
    """Write the sheet; `linked`: cases whose number opens the case."""
    sheet.set_tab_color(GREY_TAB)
    set_page(sheet, frame, NAME, paper=A4, landscape=False)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, NAME, formats["title"])
    row = 2
    for title, notes in _sections(frame, totals, linked):
        sheet.set_row(row, 22)
        sheet.merge_range(row, 0, row, 1, title, formats["section"])
        row += 1
        for label, sentence in notes:
            lines = max(lines_needed(sentence, WIDTHS[1]), lines_needed(label, WIDTHS[0]))
            sheet.set_row(row, 6 + _LINE_POINTS * lines)
            sheet.write_string(row, 0, plain(label), formats["term"])
            sheet.write_string(row, 1, plain(sentence), formats["said"])
            row += 1
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row - 1, 1)


def _sections(frame: LedgerFrame, totals: LedgerTotals, linked: int) -> list[tuple[str, Sequence[Note]]]:
    sources = [*frame.sources]
    for (device, inspector), brought in sorted(totals.delivered.items()):
        until = (
            f"，最近一次改动 {local(parse_utc(brought.last_utc)):%Y-%m-%d %H:%M}" if brought.last_utc else ""
        )
        sources.append(
            (f"电脑 {device[-6:] or '本机'}", f"{inspector or '没有写录入人'}，{brought.cases} 宗{until}")
        )
    links = (
        "案号可点开案件（需本机装有本程序）"
        if linked >= totals.rows
        else (f"前 {linked} 宗的案号可点开案件；其余的链接在“数据”页 link 列")
    )
    return [
        ("筛选条件", frame.filters),
        ("统计口径", frame.rules),
        ("数据来源", sources),
        ("未决冲突", frame.conflicts or (("没有", "没有未处理的合并冲突"),)),
        (
            "校验",
            (
                ("规则包", frame.pack_version),
                ("审计链首", frame.chain_head),
                (
                    "导出时间",
                    f"{local(frame.exported_at):%Y-%m-%d %H:%M:%S}（北京时间）；“数据”页的时间是世界时",
                ),
                ("对账", f"台账 {totals.rows} 宗，照片清单 {totals.photos} 张，免罚减罚 {totals.lenient} 宗"),
                ("链接", links),
            ),
        ),
    ]
