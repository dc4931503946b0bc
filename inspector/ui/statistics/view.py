"""The statistics page: filters, figure tiles, months, districts, elements, leniency, complaints, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.chips import Chip
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.figures import BarLine, FigureTile
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.month_chart import MonthChart, MonthValue
from inspector.ui.common.page import Page
from inspector.ui.common.tokens import ColorName
from inspector.ui.common.words import tr
from inspector.ui.statistics.point_map import MapPoint, PointMap
from inspector.ui.statistics.unit_table import UnitLine, UnitTable


@dataclass(frozen=True, slots=True)
class TileShown:
    """A tile: figure, unit, note, and the record that opens its rows."""

    figure: str
    unit: str
    note: str
    record: str


@dataclass(frozen=True, slots=True)
class BarShown:
    """A bar: name, figure, share of the longest (0..1), note, record."""

    name: str
    figure: str
    share: float
    note: str
    record: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows, ready in words. `bars` by card: elements, kinds, bases, times."""

    tiles: tuple[TileShown, ...]
    evidence: tuple[TileShown, ...]
    months: tuple[MonthValue, ...]
    month_records: dict[str, str]
    series: tuple[str, str]
    bars: dict[str, tuple[BarShown, ...]]
    bar_notes: dict[str, str]
    units: tuple[UnitLine, ...]
    unit_note: str
    complaints: tuple[BarShown, ...]
    complaint_note: str
    points: tuple[MapPoint, ...]
    points_note: str
    sub: str
    rules: str
    sample: bool
    empty: bool


SUB = "每个数、每根柱子都能点开"
TILES = ("案件", "已决定", "不予和减轻处罚", "减免金额", "期限内办结")
EVIDENCE = ("照片", "复查", "复查未改正", "整改前后对照")
_CARDS: tuple[tuple[str, str, ColorName], ...] = (
    ("elements", "环境要素", "c1"),
    ("bases", "免罚减罚依据", "c3"),
    ("times", "从发现到决定", "c1"),
    ("measures", "配套办法", "c4"),
)


class BarCard(Card):
    """Horizontal bars of one grouping; `opened(record)`."""

    opened = Signal(str)

    def __init__(self, title: str, color: ColorName) -> None:
        super().__init__(title)
        self._color = color
        self._lines: list[BarLine] = []
        self._records: list[str] = []
        self._none = Label(tr("这个期间没有"), "dense", "text3")
        self.add(self._none)
        self.body.setSpacing(2)
        self.body.addSpacing(8)

    def show_bars(self, bars: Sequence[BarShown], note: str = "") -> None:
        """These bars; lines are kept, so that the focus stays."""
        self.set_sub(note)
        self._none.setVisible(not bars)
        self._records = [bar.record for bar in bars]
        longest = max((self.fontMetrics().horizontalAdvance(bar.name) for bar in bars), default=40)
        name_px = min(150, longest + 8)
        while len(self._lines) < len(bars):
            line = BarLine()
            place = len(self._lines)
            line.clicked.connect(lambda _on=False, n=place: self._open(n))
            self._lines.append(line)
            self.body.insertWidget(self.body.count() - 1, line)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(bars))
            if number < len(bars):
                bar = bars[number]
                line.show_bar(
                    bar.name, bar.figure, bar.share, bar.note, self._color, name_px, opens=bool(bar.record)
                )

    def _open(self, place: int) -> None:
        if self._records[place]:
            self.opened.emit(self._records[place])


class StatisticsView(Page):
    """`filter_changed(values)`, `opened(record)`, `picture_requested()`, `pdf_requested()`, `print_requested()`, `shown()`."""

    filter_changed = Signal(dict)
    opened = Signal(str)
    picture_requested = Signal()
    pdf_requested = Signal()
    print_requested = Signal()
    shown = Signal()

    def __init__(self, years: Sequence[str], districts: Sequence[str], elements: Sequence[str]) -> None:
        super().__init__(tr("统计"), tr(SUB))
        self.presenter: object = None
        self._records: dict[str, str] = {}
        self._ways_out()
        self.sample = Chip(tr("含示例数据"), "warn")
        self.filters = FilterRow(
            (
                Filter("year", tr("期间"), tuple((year, tr("{y} 年", y=year)) for year in years)),
                Filter("element", tr("要素"), tuple((name, name) for name in elements)),
                Filter("district", tr("区"), tuple((name, name) for name in districts)),
            ),
            "",
        )
        self.filters.search.hide()
        self.filters.changed.connect(lambda values, _text: self.filter_changed.emit(values))
        self.tiles = [FigureTile(tr(title)) for title in TILES]
        for number, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _on=False, n=number: self._open(f"tile{n}"))
        self.evidence = [FigureTile(tr(title)) for title in EVIDENCE]
        for number, tile in enumerate(self.evidence):
            tile.clicked.connect(lambda _on=False, n=number: self._open(f"evidence{n}"))
        months = self._months_card()
        self.units = UnitTable()
        self.units.opened.connect(self.opened)
        self._units_card = Card(tr("各区"))
        self._units_card.add(self.units)
        self.cards = {name: BarCard(tr(title), color) for name, title, color in _CARDS}
        self.complaints = BarCard(tr("信访"), "c2")
        for card in (*self.cards.values(), self.complaints):
            card.opened.connect(self.opened)
        self.map = PointMap(tr("信访热点"))
        self._map_card = Card(tr("信访热点"))
        self._map_card.add(self.map)
        self._map_note = Label("", "caption", "text2", wrap=True)
        self._map_card.add(self._map_note)
        self._rules = Label("", "caption", "text2", wrap=True)
        right = column(*self.cards.values(), self.complaints, self._map_card, self._rules, None, gap=10)
        evidence = row(*((tile, 1) for tile in self.evidence), gap=10)
        self._left = holder(column(months, self._units_card, evidence, None, gap=10))
        self._right = holder(right)
        self._tiles_row = holder(row(*((tile, 1) for tile in self.tiles), gap=10))
        self._columns = holder(row((self._left, 2), (self._right, 1), gap=10))
        self._figures = holder(column(self._tiles_row, self._columns, gap=10))
        self._empty = EmptyState(
            tr("这个期间没有案件"), tr("换一个期间或去掉筛选；立案以后，案件自动进入统计。")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._figures)
        self._stack.addWidget(self._empty)
        margins = self.filters.layout()
        assert margins is not None
        margins.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row((self.filters, 1), self.sample))
        self.body.addWidget(self._stack, 1)

    def _ways_out(self) -> None:
        """The buttons of the head: picture, printer, PDF."""
        picture = Button(tr("存为图片"), icon="image")
        picture.clicked.connect(self.picture_requested)
        printing = Button(tr("打印"), icon="printer", key="Ctrl+P")
        printing.clicked.connect(self.print_requested)
        self.bind("print", self.print_requested.emit)
        pdf = Button(tr("导出 PDF"), "filled", icon="export", key="Ctrl+E")
        pdf.clicked.connect(self.pdf_requested)
        self.bind("export", self.pdf_requested.emit)
        for button in (picture, printing, pdf):
            self.header.add_action(button)
        self.set_primary(pdf)

    def _months_card(self) -> Card:
        """The chart of the months with the list that says the same."""
        self.chart = MonthChart(tr("按月案件"), tr("宗"))
        self.chart.opened.connect(lambda month: self._open(f"month{month}"))
        self.table_switch = Button(tr("表格"), "link", size="small")
        self.table_switch.clicked.connect(self._switch)
        self.month_list = Label("", "dense", wrap=True, selectable=True)
        self._chart_stack = QStackedWidget()
        self._chart_stack.addWidget(self.chart)
        self._chart_stack.addWidget(self.month_list)
        months = Card(tr("按月案件"), tr("点柱子打开案件"))
        months.add_action(self.table_switch)
        months.add(self._chart_stack, 1)
        months.setMinimumHeight(300)
        return months

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def help_text(self) -> str:
        return tr(
            "案件按发现日计入期间，决定和金额按决定日；点数字看是哪些案件。图表上 ←→ 选月，Enter 打开。"
        )

    def apply_form(self, form: PageForm) -> None:
        """Small windows stack the columns and put the tiles into two rows."""
        wide = form.side_panels
        layout = self._columns.layout()
        assert layout is not None
        layout.removeWidget(self._right)
        target = layout if wide else self._left.layout()
        assert target is not None
        target.addWidget(self._right)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(wide or number in (0, 2, 3))

    def show_statistics(self, shown: Shown) -> None:
        """Everything anew; frames and focus stay where they were."""
        self.sample.setVisible(shown.sample)
        self.header.set_sub(shown.sub)
        self._stack.setCurrentWidget(self._empty if shown.empty else self._figures)
        self._records = {f"tile{n}": tile.record for n, tile in enumerate(shown.tiles)}
        self._records |= {f"evidence{n}": tile.record for n, tile in enumerate(shown.evidence)}
        self._records |= {f"month{month}": record for month, record in shown.month_records.items()}
        for tile, told in zip((*self.tiles, *self.evidence), (*shown.tiles, *shown.evidence), strict=True):
            tile.show_figure(told.figure, told.unit, told.note, opens=bool(told.record))
        self.chart.set_months(shown.months, *shown.series)
        self.month_list.setText("\n".join(self.chart.words()))
        for name, card in self.cards.items():
            card.show_bars(shown.bars[name], shown.bar_notes.get(name, ""))
        self.complaints.show_bars(shown.complaints, shown.complaint_note)
        self.units.show_lines(shown.units)
        self._units_card.set_sub(shown.unit_note)
        self.map.set_points(shown.points)
        self._map_note.setText(shown.points_note)
        self._rules.setText(shown.rules)

    def picture(self) -> QWidget:
        """The part that is saved as a picture."""
        return self._figures

    def _open(self, key: str) -> None:
        record = self._records.get(key, "")
        if record:
            self.opened.emit(record)

    def _switch(self) -> None:
        table = self._chart_stack.currentWidget() is self.chart
        self._chart_stack.setCurrentWidget(self.month_list if table else self.chart)
        self.table_switch.setText(tr("图表") if table else tr("表格"))
