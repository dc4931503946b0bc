"""Sheets of a counted list (治理和设备清单): the template to fill, the reading of a bureau's own sheet, the export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from inspector.documents.sheets.reading import ColumnSpec, Table, read_table
from inspector.domain.ports import Progress
from inspector.domain.supervision_records import ListedItem

_WIDTHS = {"name": 34, "address": 34, "detail": 30, "note": 24, "party_code": 22, "day": 12}


def listed_columns(day_heading: str, name_headings: Sequence[str]) -> tuple[ColumnSpec, ...]:
    """The columns of a list, by its own words for the first column and for the day."""
    return (
        ColumnSpec("name", "名称", tuple(name_headings), required=True),
        ColumnSpec("day", day_heading, ("日期", "完成日期", "时间"), required=True),
        ColumnSpec("quantity", "数量", ("台数", "套数", "次数", "处数", "座数")),
        ColumnSpec("party_code", "统一社会信用代码", ("信用代码", "社会信用代码")),
        ColumnSpec("district", "区", ("所在区", "行政区", "辖区")),
        ColumnSpec("address", "地址", ("位置", "地点", "详细地址")),
        ColumnSpec("detail", "内容", ("治理措施", "型号", "问题", "结果", "类型", "规格")),
        ColumnSpec("note", "备注"),
    )


def read_listed(
    path: Path, day_heading: str, name_headings: Sequence[str], progress: Progress | None = None
) -> Table:
    """Rows of a sheet as typed. Raises SheetRefusedError, CancelledError."""
    return read_table(path, listed_columns(day_heading, name_headings), progress)


def listed_book(title: str, day_heading: str, items: Sequence[ListedItem]) -> bytes:
    """A list as a sheet that reads back to the same; without items it is the empty template. Text stays text."""
    written = BytesIO()
    workbook = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    font = {"font_name": "宋体", "font_size": 10}
    head = workbook.add_format(
        {**font, "font_name": "黑体", "bg_color": "#E8EBE7", "border": 1, "align": "center"}
    )
    text = workbook.add_format({**font, "num_format": "@"})
    day = workbook.add_format({**font, "num_format": "yyyy-mm-dd", "align": "center"})
    count = workbook.add_format({**font, "num_format": "#,##0"})
    sheet = workbook.add_worksheet(title[:31])
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(listed_columns(day_heading, ())):
        form = {"day": day, "quantity": count}.get(column.id, text)
        sheet.set_column(index, index, _WIDTHS.get(column.id, 10), form)
        sheet.write_string(0, index, column.heading + ("*" if column.required else ""), head)
        for number, item in enumerate(items, 1):
            value = getattr(item, column.id)
            if isinstance(value, date):
                sheet.write_datetime(number, index, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, index, value, count)
            else:
                sheet.write_string(number, index, value, text)
    if items:
        sheet.autofilter(0, 0, len(items), 7)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    workbook.close()
    return written.getvalue()
