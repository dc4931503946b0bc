"""The workbook of discretion tables (裁量表): its sheets and headings, shared by the writer and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspector.documents.sheets.reading import ColumnSpec
from inspector.law.tables import BASES

PACK, TABLES, FACTORS, BANDS, SCOPES, ABSENT = "规则包", "裁量表", "要素", "幅度", "分段", "没有的组合"
NOTES, ACTS = "填写说明", "行为编号"
EXAMPLE_MARK = "示例，导入时跳过"
METHODS: Mapping[str, str] = {"weights": "权重累加", "bands": "幅度"}
VERIFIED: Mapping[str, str] = {"verified": "已核对", "unverified": "未核对"}
BASE_WORDS: Mapping[str, str] = {"": ""} | {key: words[0] for key, words in BASES.items()}
YES, NO = "是", "否"
BETWEEN_GRADES, BETWEEN_TEXTS = ",", "；"

PACK_ROWS: Mapping[str, str] = {
    "id": "编号",
    "version": "版本",
    "region": "地区",
    "valid_from": "施行自",
}


@dataclass(frozen=True, slots=True)
class PackHead:
    """Who the pack is: the head of its manifest."""

    id: str
    version: str
    region: str
    valid_from: date


def _table(required: bool = True) -> ColumnSpec:
    return ColumnSpec("table", "裁量表编号", required=required)


_RANGE = (
    ColumnSpec("min", "最低额(元)"),
    ColumnSpec("max", "最高额(元)"),
    ColumnSpec("base", "基数"),
    ColumnSpec("low", "最低倍数"),
    ColumnSpec("high", "最高倍数"),
)
COLUMNS: Mapping[str, tuple[ColumnSpec, ...]] = {
    PACK: (ColumnSpec("key", "项目", required=True), ColumnSpec("value", "内容", required=True)),
    TABLES: (
        ColumnSpec("table", "编号", ("裁量表编号",), required=True),
        ColumnSpec("name", "名称", required=True),
        ColumnSpec("method", "算法", required=True),
        *_RANGE,
        ColumnSpec("base_floor", "基数不足时按(元)"),
        ColumnSpec("start", "裁量起点"),
        ColumnSpec("floor", "权重下限"),
        ColumnSpec("whole", "权重总数"),
        ColumnSpec("capped", "超过总数按总数"),
        ColumnSpec("per", "每(单位)", ("每",)),
        ColumnSpec("acts", "适用的行为", ("行为", "适用行为")),
        ColumnSpec("violated", "违反条款"),
        ColumnSpec("penalty", "处罚条款"),
        ColumnSpec("document", "文件", required=True),
        ColumnSpec("article", "文件条款"),
        ColumnSpec("verification", "核对"),
        ColumnSpec("source_note", "来源说明"),
        ColumnSpec("from", "施行自"),
        ColumnSpec("to", "施行至"),
        ColumnSpec("chapter", "章"),
        ColumnSpec("section", "节"),
        ColumnSpec("pages", "页码"),
        ColumnSpec("note", "备注"),
        ColumnSpec("mended", "更正说明"),
        ColumnSpec("unmended", "未更正说明"),
    ),
    FACTORS: (
        _table(),
        ColumnSpec("factor", "要素编号", required=True),
        ColumnSpec("name", "要素", required=True),
        ColumnSpec("grade", "档次编号", required=True),
        ColumnSpec("label", "档次", required=True),
        ColumnSpec("weight", "权重"),
        ColumnSpec("asked", "必选"),
    ),
    BANDS: (
        _table(),
        ColumnSpec("grades", "档次组合", required=True),
        *_RANGE,
        ColumnSpec("closed", "含最高额"),
        ColumnSpec("other", "代替罚款"),
        ColumnSpec("also", "并处"),
    ),
    SCOPES: (
        _table(),
        ColumnSpec("grades", "档次组合", required=True),
        *_RANGE,
        ColumnSpec("capped", "超过总数按总数"),
    ),
    ABSENT: (_table(), ColumnSpec("grades", "档次组合", required=True)),
}


def heading(sheet: str, column: str) -> str:
    """The heading of a column."""
    return next(spec.heading for spec in COLUMNS[sheet] if spec.id == column)
