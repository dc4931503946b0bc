"""Writes discretion tables (裁量表) as a workbook that reads back to the same tables, or the template with two examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from inspector.documents.sheets.cells import plain
from inspector.documents.sheets.discretion_columns import (
    ABSENT,
    ACTS,
    BANDS,
    BASE_WORDS,
    BETWEEN_GRADES,
    BETWEEN_TEXTS,
    COLUMNS,
    EXAMPLE_MARK,
    FACTORS,
    METHODS,
    NO,
    NOTES,
    PACK,
    PACK_ROWS,
    SCOPES,
    TABLES,
    VERIFIED,
    YES,
    PackHead,
)
from inspector.documents.sheets.rows import LONGEST_CELL, CellTooLongError
from inspector.law.schema import Source
from inspector.law.tables import Band, DiscretionTable, Factor, Grade, Scope

Row = Mapping[str, str]
_ROWS = 5000
_WIDTHS = {"name": 30, "label": 30, "grades": 26, "acts": 26, "document": 24, "note": 28, "value": 40}
_CHOICES = {
    "method": list(METHODS.values()),
    "base": [word for word in BASE_WORDS.values() if word],
    "verification": list(VERIFIED.values()),
    "capped": [YES, NO],
    "asked": [YES, NO],
    "closed": [YES, NO],
}
_LINES = (
    "带 * 的列必填；按表头认列，列的次序可以改，多出的列不读。金额单位元，可以写 3.2万。",
    "“规则包”页：编号用小写字母、数字和连字符；版本用数字和点，改过内容就要写更大的版本。",
    "“裁量表”页一行一张表。算法“权重累加”：罚款 =（裁量起点 + 各要素权重之和）× 最高额；最重的各档权重合计须为 100。",
    "算法“幅度”：每种档次组合在“幅度”页占一行，从最低额到最高额不断开；最高额不含本数，要含的在“含最高额”写“是”。",
    "“要素”页一行一个档次，从轻到重排列；“必选”写“是”的要素不能按最低档推定。",
    "“档次组合”按要素的次序写各要素的档次编号（或档次名称），用半角逗号隔开；* 表示任何一档。",
    "“分段”页写一张表里法定幅度不同的部分，没有就空着。“没有的组合”页写表里不存在的组合。",
    "“适用的行为”写“行为编号”页里的编号或名称，几个行为用；隔开。最低额、最高额须与适用条文的幅度相同，否则程序不会用它计算。",
    "没有与原文核对的，“核对”写“未核对”，程序里会标明。",
    f"备注为“{EXAMPLE_MARK}”的表不导入，可以照着填，也可以删掉。",
)


def write_tables(
    path: Path, head: PackHead | None, tables: Sequence[DiscretionTable], acts: Mapping[str, str]
) -> None:
    """Write a workbook. `head` None leaves the pack's lines to be filled in; `acts`: names of acts by id, as help.

    Raises CellTooLongError: nothing is cut.
    """
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a fixed mark: equal tables, equal bytes
    font = {"font_name": "宋体", "font_size": 10}
    formats = {
        "head": workbook.add_format(
            {**font, "font_name": "黑体", "bg_color": "#E8EBE7", "border": 1, "align": "center"}
        ),
        "text": workbook.add_format({**font, "num_format": "@", "valign": "top"}),
    }
    for sheet, rows in (
        (PACK, _pack_rows(head)),
        (TABLES, (_table_row(table) for table in tables)),
        (FACTORS, _factor_rows(tables)),
        (BANDS, _band_rows(tables)),
        (SCOPES, _scope_rows(tables)),
        (
            ABSENT,
            ({"table": table.id, "grades": _grades(grades)} for table in tables for grades in table.absent),
        ),
    ):
        _sheet(workbook, formats, sheet, rows)
    _plain_sheet(workbook, formats["text"], NOTES, [(line,) for line in _LINES], (110,))
    _plain_sheet(workbook, formats["text"], ACTS, sorted(acts.items()), (28, 60))
    workbook.close()


def write_template(path: Path, acts: Mapping[str, str]) -> None:
    """The empty workbook with one example of either method, which no import takes."""
    write_tables(path, None, (_EXAMPLE_WEIGHTS, _EXAMPLE_BANDS), acts)


def _sheet(workbook: Any, formats: Mapping[str, Any], name: str, rows: Iterator[Row] | Sequence[Row]) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for index, column in enumerate(COLUMNS[name]):
        sheet.set_column(index, index, _WIDTHS.get(column.id, 14), formats["text"])
        sheet.write_string(0, index, column.heading + ("*" if column.required else ""), formats["head"])
        if column.id in _CHOICES:
            sheet.data_validation(1, index, _ROWS, index, {"validate": "list", "source": _CHOICES[column.id]})
    for number, row in enumerate(rows, 1):
        for index, column in enumerate(COLUMNS[name]):
            text = plain(row.get(column.id, ""))
            if len(text) > LONGEST_CELL:
                raise CellTooLongError(column.heading, len(text))
            if text:
                sheet.write_string(number, index, text, formats["text"])


def _plain_sheet(
    workbook: Any, form: Any, name: str, rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    sheet = workbook.add_worksheet(name)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text, form)


def _pack_rows(head: PackHead | None) -> list[Row]:
    values = (
        {}
        if head is None
        else {
            "id": head.id,
            "version": head.version,
            "region": head.region,
            "valid_from": head.valid_from.isoformat(),
        }
    )
    return [{"key": word, "value": values.get(key, "")} for key, word in PACK_ROWS.items()]


def _table_row(table: DiscretionTable) -> Row:
    return {
        "table": table.id,
        "name": table.name,
        "method": METHODS[table.method],
        **_range(table),
        "base_floor": _yuan(table.base_floor_fen),
        "start": _number(table.start),
        "floor": _number(table.floor),
        "whole": "" if table.whole == 100 else _number(table.whole),
        "capped": _yes(table.capped),
        "per": table.per,
        "acts": BETWEEN_TEXTS.join(table.acts),
        "violated": BETWEEN_TEXTS.join(table.violated),
        "penalty": BETWEEN_TEXTS.join(table.penalty),
        "document": table.source.document,
        "article": table.source.article,
        "verification": VERIFIED[table.source.verification],
        "source_note": table.source.note,
        "from": _day(table.in_force_from),
        "to": _day(table.in_force_to),
        "chapter": str(table.chapter) if table.chapter else "",
        "section": table.section,
        "pages": BETWEEN_TEXTS.join(map(str, table.pages)),
        "note": table.note,
        "mended": table.mended,
        "unmended": table.unmended,
    }


def _factor_rows(tables: Sequence[DiscretionTable]) -> Iterator[Row]:
    for table in tables:
        for factor in table.factors:
            for grade in factor.grades:
                yield {
                    "table": table.id,
                    "factor": factor.id,
                    "name": factor.name,
                    "grade": grade.id,
                    "label": grade.label,
                    "weight": _number(grade.weight),
                    "asked": _yes(factor.asked),
                }


def _band_rows(tables: Sequence[DiscretionTable]) -> Iterator[Row]:
    for table in tables:
        for band in table.bands:
            yield {
                "table": table.id,
                "grades": _grades(band.grades),
                **_range(band),
                "closed": _yes(band.closed),
                "other": band.other,
                "also": band.also,
            }


def _scope_rows(tables: Sequence[DiscretionTable]) -> Iterator[Row]:
    for table in tables:
        for scope in table.scopes:
            yield {
                "table": table.id,
                "grades": _grades(scope.grades),
                **_range(scope),
                "capped": _yes(scope.capped),
            }


def _range(one: DiscretionTable | Band | Scope) -> dict[str, str]:
    return {
        "min": _yuan(one.min_fen),
        "max": _yuan(one.max_fen),
        "base": BASE_WORDS[one.base],
        "low": _number(one.low),
        "high": _number(one.high),
    }


def _grades(grades: Sequence[str]) -> str:
    return BETWEEN_GRADES.join(grades)


def _yuan(fen: int) -> str:
    yuan, rest = divmod(fen, 100)
    return "" if not fen else f"{yuan}.{rest:02d}" if rest else str(yuan)


def _number(value: Decimal) -> str:
    return f"{value:f}" if value else ""


def _yes(value: bool) -> str:
    return YES if value else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_EXAMPLE_SOURCE = Source("某局裁量基准", "第1条", "unverified")
_EXAMPLE_WEIGHTS = DiscretionTable(
    "example.weights",
    "示例：权重累加",
    "weights",
    (
        Factor("amount", "涉及量", (Grade("less", "不足三吨"), Grade("more", "三吨以上", Decimal(40)))),
        Factor(
            "times", "近二年同类违法次数", (Grade("first", "第一次"), Grade("again", "二次以上", Decimal(40)))
        ),
    ),
    _EXAMPLE_SOURCE,
    5_000_000,
    20_000_000,
    start=Decimal(20),
    note=EXAMPLE_MARK,
)
_EXAMPLE_BANDS = DiscretionTable(
    "example.bands",
    "示例：幅度",
    "bands",
    (Factor("times", "近二年同类违法次数", (Grade("first", "第一次"), Grade("again", "二次以上"))),),
    _EXAMPLE_SOURCE,
    1_000_000,
    10_000_000,
    bands=(
        Band(("first",), 1_000_000, 5_000_000),
        Band(("again",), 5_000_000, 10_000_000, closed=True),
    ),
    note=EXAMPLE_MARK,
)
