"""The statistics of a period as PDF (执法统计): every figure in a table, pictures beside them, the rules of counting at the end.

What is counted and how it is worded is decided by the service; here it is put into blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.documents.content import (
    BarTable,
    Block,
    Cell,
    Column,
    ColumnChart,
    FieldRow,
    FieldTable,
    NumberLine,
    Paragraph,
    PlaceChart,
    Table,
    Title,
    value,
    words,
)
from inspector.documents.dossier import Trace
from inspector.documents.faces import Role
from inspector.documents.figurepage import FigureLayout
from inspector.documents.pdf import chain_groups
from inspector.documents.render import RenderedPaper
from inspector.documents.supervision import print_form
from inspector.domain.times import day_letter

NAME = "执法统计"
MOST_COLUMNS = 24  # beyond two years the months are a table without a picture
_BAR_WIDTHS = {2: (0.4, 0.13, 0.47), 3: (0.4, 0.13, 0.13, 0.34), 4: (0.26, 0.12, 0.14, 0.18, 0.3)}
_UNIT_WIDTHS = (0.17, 0.08, 0.1, 0.08, 0.1, 0.14, 0.14, 0.11, 0.08)


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Figures of one grouping: `head` without the column of bars, the first text of a row its name."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StatisticsSheet:
    """A period in words. `narrowed`: what the filter holds; `figures`: name, now, the year before, change;
    `alone`: name and figure without a year before; `places`: every hot spot, of which `spots` tells the first."""

    bureau: str
    start: date
    end: date
    narrowed: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, str, str], ...]
    alone: tuple[tuple[str, str], ...]
    series: tuple[str, str]
    months: tuple[Column, ...]
    groups: tuple[BarGroup, ...]
    unit_head: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    spots: tuple[tuple[str, ...], ...]
    places: tuple[tuple[int, int, int], ...]
    rules: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    pack: str
    chain_head: str

    @property
    def period(self) -> str:
        """The days, both included."""
        return f"{day_letter(self.start)}至{day_letter(self.end)}"


def statistics_sheet(sheet: StatisticsSheet) -> RenderedPaper:
    """The pages; the same figures and faces give the same bytes."""
    fields = [FieldRow((("期间", words(sheet.period)),))]
    fields += [
        FieldRow(tuple((name, value(text)) for name, text in sheet.narrowed[at : at + 2]))
        for at in range(0, len(sheet.narrowed), 2)
    ]
    fields.append(
        FieldRow((("规则包", words(sheet.pack)), ("链首", words(chain_groups(sheet.chain_head) or "未定"))))
    )
    blocks: list[Block] = [
        Title(value(sheet.bureau, role=Role.TITLE), NAME),
        NumberLine(words(f"{sheet.start:%Y%m%d}-{sheet.end:%Y%m%d}", Role.SONG)),
        FieldTable(tuple(fields)),
        *(Paragraph(words(text), "说明", indent=0) for text in sheet.notes),
        _table("主要数据", (0.34, 0.22, 0.22, 0.22), ("指标", "本期", "上年同期", "变化"), sheet.figures),
        _months(sheet),
        _table("办理和证据", (0.34, 0.16, 0.34, 0.16), ("指标", "数", "指标", "数"), _two_up(sheet.alone)),
        *(_bars(group) for group in sheet.groups if group.rows),
        _table("各区", _UNIT_WIDTHS, sheet.unit_head, sheet.units),
    ]
    if sheet.spots:
        blocks.append(
            PlaceChart(
                "信访热点（WGS-84，约半公里方格；表列前十处，圆的面积随件数）",
                sheet.places,
                (0.18, 0.28, 0.32, 0.22),
                ("序号", "纬度", "经度", "件数"),
                sheet.spots,
            )
        )
    blocks.append(_table("统计口径", (0.2, 0.8), ("项目", "口径"), sheet.rules, figures=False))
    trace = Trace(pack_version=sheet.pack, chain_head=sheet.chain_head)
    return print_form(NAME, sheet.period, blocks, trace, FigureLayout, ruled=False)


def _months(sheet: StatisticsSheet) -> Block:
    first, second = sheet.series
    head = ("月份", first, second, "合计", "上年同月")
    rows = tuple(
        (
            column.label,
            f"{column.first:,}",
            f"{column.second:,}",
            f"{column.first + column.second:,}",
            "—" if column.before is None else f"{column.before:,}",
        )
        for column in sheet.months
    )
    widths = (0.26, 0.16, 0.16, 0.17, 0.25)
    if len(rows) > MOST_COLUMNS:
        return _table("按月案件", widths, head, rows)
    columns = tuple(_short(column) for column in sheet.months)
    return ColumnChart("按月案件", first, second, "上年同月", columns, widths, head, rows)


def _two_up(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Names and figures in two columns, down the first and then the second."""
    half = (len(pairs) + 1) // 2
    return [(*pairs[at], *(pairs[at + half] if at + half < len(pairs) else ("", ""))) for at in range(half)]


def _short(column: Column) -> Column:
    """A column labelled by its month alone: `2026-11` → `11月`."""
    return Column(f"{int(column.label[5:])}月", column.first, column.second, column.before)


def _bars(group: BarGroup) -> BarTable:
    return BarTable(group.title, _BAR_WIDTHS[len(group.head)], (*group.head, "图"), group.rows, group.shares)


def _table(
    title: str,
    widths: tuple[float, ...],
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    figures: bool = True,
) -> Table:
    """Names left, figures right."""
    cells = tuple(
        tuple(
            Cell(words(text, Role.SONG), "right" if figures and place and head[place] != "指标" else "left")
            for place, text in enumerate(row)
        )
        for row in rows
    )
    return Table(title, widths, head, cells, size=10)
