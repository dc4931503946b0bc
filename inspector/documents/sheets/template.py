"""The import sheet for regulated sites (监管对象): headings, choices, text formats, and one example that is never imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from inspector.documents.sheets.reading import ColumnSpec, SheetRow, Table, read_table
from inspector.domain.geo import MICRO, Datum
from inspector.domain.kinds import SiteKind
from inspector.domain.ports import Progress
from inspector.domain.records import Site

_EXAMPLE_MARK = "示例，导入时跳过"
_TEXT_COLUMNS = frozenset({"credit_code", "permit_number", "phone", "contact"})
_ROWS = 5000

SITE_COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec(
        "name", "名称", ("单位名称", "企业名称", "监管对象", "工地名称", "当事人", "项目名称"), required=True
    ),
    ColumnSpec("kind", "类别", ("类型", "对象类别"), required=True),
    ColumnSpec("credit_code", "统一社会信用代码", ("信用代码", "社会信用代码", "代码")),
    ColumnSpec("legal_representative", "法定代表人", ("法人", "法人代表", "负责人")),
    ColumnSpec("address", "地址", ("详细地址", "生产地址", "单位地址", "住所")),
    ColumnSpec("district", "区", ("所在区", "行政区")),
    ColumnSpec("street", "街道", ("所在街道", "街道办")),
    ColumnSpec("lon", "经度", ("东经",)),
    ColumnSpec("lat", "纬度", ("北纬",)),
    ColumnSpec("datum", "坐标系"),
    ColumnSpec("industry", "行业", ("行业类别", "所属行业")),
    ColumnSpec("key_discharger", "重点排污单位", ("是否重点排污单位", "重点排污")),
    ColumnSpec("permit_number", "排污许可证号", ("许可证编号", "排污许可证编号")),
    ColumnSpec("positive_list_from", "正面清单起", ("正面清单开始",)),
    ColumnSpec("positive_list_to", "正面清单止", ("正面清单结束", "正面清单至")),
    ColumnSpec("contact", "联系人"),
    ColumnSpec("phone", "联系电话", ("电话", "手机")),
    ColumnSpec("note", "备注"),
)
_WIDTHS = {"name": 32, "credit_code": 22, "address": 36, "permit_number": 24, "note": 28}
_EXAMPLE = {
    "name": "深圳市示例建筑工程有限公司",
    "kind": SiteKind.CONSTRUCTION.label,
    "credit_code": "91440399MA0000000T",
    "legal_representative": "张三",
    "address": "深圳市示例区示例路1号",
    "district": "示例区",
    "street": "示例街道",
    "lon": "114.057865",
    "lat": "22.543096",
    "datum": Datum.WGS84.value,
    "industry": "房屋建筑业",
    "key_discharger": "否",
    "positive_list_from": "2026-01-01",
    "positive_list_to": "2026-12-31",
    "contact": "李四",
    "phone": "0755-12345678",
    "note": _EXAMPLE_MARK,
}


def write_site_template(path: Path) -> None:
    """Write the empty import sheet with its choices, one example row and notes."""
    _write(path, (_EXAMPLE,))


def write_sites(path: Path, sites: Sequence[Site]) -> None:
    """Write sites as an import sheet that reads back to the same."""
    _write(path, [_cells(site) for site in sites])


def _cells(site: Site) -> dict[str, str]:
    position = site.position
    return {
        "name": site.name,
        "kind": site.kind.label,
        "credit_code": site.credit_code or "",
        "legal_representative": site.legal_representative,
        "address": site.address,
        "district": site.district,
        "street": site.street,
        "lon": f"{position.lon_e6 / MICRO:.6f}" if position else "",
        "lat": f"{position.lat_e6 / MICRO:.6f}" if position else "",
        "datum": position.datum.value if position else "",
        "industry": site.industry,
        "key_discharger": "是" if site.key_discharger else "否",
        "permit_number": site.permit_number,
        "positive_list_from": site.positive_list_from.isoformat() if site.positive_list_from else "",
        "positive_list_to": site.positive_list_to.isoformat() if site.positive_list_to else "",
        "contact": site.contact,
        "phone": site.phone,
        "note": site.note,
    }


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a fixed mark: equal sheets, equal bytes
    font = {"font_name": "宋体", "font_size": 10}
    head = workbook.add_format(
        {**font, "font_name": "黑体", "bg_color": "#E8EBE7", "border": 1, "align": "center"}
    )
    text = workbook.add_format({**font, "num_format": "@"})
    sample = workbook.add_format({**font, "num_format": "@", "font_color": "#5F6862", "italic": False})
    sheet = workbook.add_worksheet("监管对象")
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(SITE_COLUMNS):
        sheet.set_column(index, index, _WIDTHS.get(column.id, 14), text)
        sheet.write_string(0, index, column.heading + ("*" if column.required else ""), head)
        for number, row in enumerate(rows, 1):
            sheet.write_string(number, index, row.get(column.id, ""), sample)
    choices = {
        "kind": [kind.label for kind in SiteKind],
        "datum": [datum.value for datum in Datum],
        "key_discharger": ["是", "否"],
    }
    for index, column in enumerate(SITE_COLUMNS):
        if column.id in choices:
            sheet.data_validation(1, index, _ROWS, index, {"validate": "list", "source": choices[column.id]})
    notes = workbook.add_worksheet("填写说明")
    notes.set_column(0, 0, 90)
    for number, line in enumerate(
        (
            "带 * 的列必填；列的次序可以改，按表头认列，多出的列不导入。",
            "统一社会信用代码 18 位，导入时核对校验码；没有代码的留空。",
            "经度、纬度写十进制度数，并写明坐标系；不知道坐标系的写“未知”。",
            "日期写成 2026-11-24 这样；正面清单写起止日。",
            f"备注为“{_EXAMPLE_MARK}”的行不导入。",
            "有一行错，整份都不写入；改好后再导入一次。信用代码已有的行会先列出来由你决定。",
        )
    ):
        notes.write_string(number, 0, line)
    workbook.close()


def read_sites(path: Path, progress: Progress | None = None) -> Table:
    """Rows of a sheet of sites as typed, without the example row."""
    table = read_table(path, SITE_COLUMNS, progress)
    kept: list[SheetRow] = [row for row in table.rows if row.values.get("note") != _EXAMPLE_MARK]
    return Table(table.sheet_name, kept, table.unmatched_headings, table.missing_columns)
