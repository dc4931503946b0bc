"""The look of the ledger workbook (台账): formats of cells, page set-up, headers and footers, as design/papers.md section 8."""

from __future__ import annotations

from typing import Any

from inspector.documents.sheets.cells import plain
from inspector.documents.sheets.rows import LedgerFrame
from inspector.domain.times import local

A3, A4 = 8, 9
MONEY = "#,##0.00_ ;[Red]-#,##0.00_ ;—_ "
COUNT = "#,##0_ ;-#,##0_ ;—_ "
BLUE_TAB, GREEN_TAB, GREY_TAB = "#1B5AA6", "#0A674C", "#8B938C"
_MARGIN_INCH = 15 / 25.4
_LINE, _INK = "#C3C9C1", "#47504A"
_SONG, _HEI, _MONO = "宋体", "黑体", "Consolas"
_NAME_LONGEST = 60


def make_formats(book: Any) -> dict[str, Any]:
    """Every format by name; made once a workbook."""
    font = {"font_name": _SONG, "font_size": 10, "valign": "vcenter"}
    cell = {**font, "border": 1, "border_color": _LINE}
    mono = {"font_name": _MONO, "font_size": 9, "valign": "vcenter"}
    head = {**cell, "font_name": _HEI, "bg_color": "#E8EBE7", "align": "center", "text_wrap": True}
    total = {
        **cell,
        "font_name": _HEI,
        "top": 1,
        "top_color": "#000000",
        "bottom": 6,
        "bottom_color": "#000000",
    }
    difference = {**cell, "align": "right"}
    looks: dict[str, dict[str, object]] = {
        "title": {**font, "font_name": _HEI, "font_size": 16},
        "note": {**font, "font_color": _INK},
        "sign": {**font, "font_size": 10.5},
        "group": {**cell, "font_name": _HEI, "bg_color": "#DCE3EA", "align": "center"},
        "head": {**head, "bottom": 2, "bottom_color": _INK},
        "label": {**cell, "font_name": _HEI, "align": "center"},
        "text": {**cell, "num_format": "@"},
        "wrap": {**cell, "num_format": "@", "text_wrap": True},
        "center": {**cell, "num_format": "@", "align": "center"},
        "center_wrap": {**cell, "num_format": "@", "align": "center", "text_wrap": True},
        "link": {**cell, "num_format": "@", "font_color": "#1B5AA6", "underline": 1},
        "code": {**cell, **mono, "num_format": "@"},
        "machine": {**mono, "num_format": "@"},
        "machine_head": {**mono, "bold": True, "bg_color": "#E8EBE7", "bottom": 1},
        "date": {**cell, "num_format": "yyyy-mm-dd", "align": "center"},
        "moment": {**cell, "num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
        "degrees": {**cell, "num_format": "0.000000", "align": "right"},
        "money": {**cell, "num_format": MONEY, "align": "right"},
        "count": {**cell, "num_format": COUNT, "align": "right"},
        "rate": {**cell, "num_format": "0.0%_ ", "align": "right"},
        "total": {**total, "align": "center"},
        "total_money": {**total, "num_format": MONEY, "align": "right"},
        "total_count": {**total, "num_format": COUNT, "align": "right"},
        "total_rate": {**total, "num_format": "0.0%_ ", "align": "right"},
        "difference_money": {**difference, "num_format": "#,##0.00_ ;[Red]-#,##0.00_ ;0_ "},
        "difference_count": {**difference, "num_format": "#,##0_ ;[Red]-#,##0_ ;0_ "},
        "section": {**cell, "font_name": _HEI, "bg_color": "#E8EBE7"},
        "term": {**cell, "font_name": _HEI, "text_wrap": True, "valign": "top"},
        "said": {**cell, "num_format": "@", "text_wrap": True, "valign": "top"},
        "ok": {"font_color": "#0A674C", "bg_color": "#DBEFE6"},
        "warn": {"font_color": "#8B6000", "bg_color": "#FAEBCD"},
        "bad": {"font_color": "#94161A", "bg_color": "#FAE5E1"},
        "unmet": {"font_color": "#94161A"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def set_page(
    sheet: Any, frame: LedgerFrame, name: str, *, paper: int, landscape: bool, title: str = ""
) -> None:
    """Margins 15 mm, no gridlines, the sheet's name and the bureau above, pack, chain head, page and time below."""
    sheet.hide_gridlines(2)
    sheet.set_paper(paper)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=_MARGIN_INCH, right=_MARGIN_INCH, top=0.75, bottom=0.7)
    # The face stands last: a name that opens with a figure must not grow the size before it.
    middle = f'&C&14&"{_HEI}"{header_text(title)}' if title else ""
    sheet.set_header(
        f'&L&10&"{_HEI}"{name}{middle}&R&9&"{_SONG}"{header_text(frame.bureau)}　单位：元', {"margin": 0.35}
    )
    sheet.set_footer(
        f'&L&9&"{_SONG}"规则包 {header_text(frame.pack_version)}　链首 {header_text(frame.chain_head)}'
        f'&C&9&"{_SONG}"第 &P 页，共 &N 页&R&9&"{_SONG}"导出 {local(frame.exported_at):%Y-%m-%d %H:%M}',
        {"margin": 0.35},
    )


def header_text(text: str) -> str:
    """Text inside a page header, where & opens a command; the whole header holds 255 characters."""
    return plain(text)[:_NAME_LONGEST].replace("&", "&&")
