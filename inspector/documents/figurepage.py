"""Lay-out of pages of figures: a form whose pictures stand beside the tables that hold their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.documents.charts import bar_marks, column_marks, place_marks
from inspector.documents.content import BarTable, Block, ColumnChart, PlaceChart, Table, words
from inspector.documents.faces import Role
from inspector.documents.formpage import FormLayout
from inspector.documents.page import LEFT, TEXT_WIDTH, BoxMark, Style
from inspector.documents.tablepage import Row, RowCell, lay_row

_BAR_CELL, _BESIDE_CELL = Style(10), Style(9)
_LEADINGS = {10: 1.3, 9: 1.1}
_LEAST = 16.0
_TITLE = 20.0
_BESIDE = 10.0
_LEAST_CHART = 150.0
_SHORT, _ROW = 8, 21.0


class FigureLayout(FormLayout):
    """`FormLayout` with columns and places beside their table, and tables whose last column is a bar."""

    def _other(self, block: Block) -> None:
        match block:
            case ColumnChart() | PlaceChart():
                self._beside_table(block)
            case BarTable():
                self._bars(block)
            case _:
                super()._other(block)

    def _table(self, table: Table) -> None:
        """A short table is not parted."""
        needed = _TITLE + _ROW * (len(table.rows) + 1)
        if len(table.rows) <= _SHORT and self._room < needed:
            self._open()
        super()._table(table)

    def _beside_table(self, chart: ColumnChart | PlaceChart) -> None:
        """The picture at the left, its table at the right; they are never parted."""
        width = chart.table_share * TEXT_WIDTH
        widths = [share * width for share in chart.widths]
        rows = [
            self._laid(chart.head, widths, _BESIDE_CELL, head=True),
            *(self._laid(row, widths, _BESIDE_CELL) for row in chart.rows),
        ]
        height = max(_LEAST_CHART, sum(row.height for row in rows))
        if self._room < _TITLE + height:
            self._open()
        self._heading(chart.title)
        x, y = LEFT + TEXT_WIDTH - width, self._y
        for row in rows:
            self._page.marks.extend(row.marks(x, y))
            y -= row.height
        self._page.marks.append(BoxMark(x, y, width, self._y - y, 0.8))
        bottom = self._y - height
        room = TEXT_WIDTH - width - _BESIDE
        if isinstance(chart, ColumnChart):
            self._page.marks.extend(column_marks(chart, self._setter, LEFT, bottom, room, height))
        else:
            self._page.marks.extend(place_marks(chart, self._setter, LEFT, bottom, room, height))
        self._y = bottom - 8

    def _bars(self, table: BarTable) -> None:
        widths = [share * TEXT_WIDTH for share in table.widths]
        head = self._laid(table.head, widths, _BAR_CELL, head=True)
        rows = [self._laid((*texts, ""), widths, _BAR_CELL) for texts in table.rows]
        if self._room < _TITLE + head.height + sum(row.height for row in rows[:4]):
            self._open()
        self._table_head(table.title, head, continued=False)
        top = self._y + head.height
        for row, share in zip(rows, table.shares, strict=True):
            if row.height > self._room:
                self._outline(top)
                self._open()
                self._table_head(table.title, head, continued=True)
                top = self._y + head.height
            middle = self._y - row.height / 2
            self._draw_row(row)
            left = LEFT + TEXT_WIDTH - widths[-1] + 5
            self._page.marks.extend(bar_marks(left, middle, widths[-1] - 10, share))
        self._outline(top)
        self._y -= 6

    def _heading(self, text: str) -> None:
        style = Style(10.5)
        self._put(self._setter.plain(text, Role.HEI, style), LEFT + 4, self._y, _TITLE, style)
        self._y -= _TITLE

    def _laid(
        self, texts: Sequence[str], widths: Sequence[float], style: Style, *, head: bool = False
    ) -> Row:
        """A row: names left, figures right, heads centred."""
        cells = []
        for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
            runs = words(text, Role.HEI if head else Role.SONG)
            lines = self._setter.lines(runs, style, width - 8, justify=False)
            align = "centre" if head else "left" if place == 0 else "right"
            cells.append(RowCell(lines, style, width, align, _LEADINGS[int(style.size)]))
        return lay_row(cells, least=_LEAST)
