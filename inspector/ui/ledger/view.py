"""The ledger page: filters, figure tiles, the cases behind the figures, saved filters and views, comparison, export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.domain.kinds import Outcome
from inspector.domain.money import wan_text, yuan_text
from inspector.domain.ports import RowSource
from inspector.domain.rows import CaseRow
from inspector.services.ledger import LedgerSummary
from inspector.services.ledger_sheet import LedgerSheet, SheetColumn
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.chips import Chip
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Seal
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.ledger.arranging import ArrangePanel
from inspector.ui.ledger.comparing import ComparePanel
from inspector.ui.ledger.sheet_table import SheetTable

_SEALS = {
    Outcome.PENALTY: Seal.FINED,
    Outcome.REDUCED: Seal.REDUCED,
    Outcome.WAIVED: Seal.WAIVED,
    Outcome.MAY_BE_WAIVED: Seal.MAY_WAIVE,
    Outcome.HANDED_OVER: Seal.HANDED_OVER,
    Outcome.WITHDRAWN: Seal.DROPPED,
}
_SIDE_PX = 400
_UNBOUND_PX = 16_777_215
_NARROW = {"party_name", "outcome", "amount_fen"}


def outcome_cell(case: CaseRow) -> Cell:
    """Seal and word of a case's outcome; an undecided one is said in words."""
    if case.outcome is None:
        return Cell(tr("未决定"), tone="text3")
    return Cell(case.outcome.label, seal=_SEALS[case.outcome])


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("found_on", tr("发现日"), lambda c: Cell(str(c.found_on)), "date", width=104),
    Column(
        "case_number",
        tr("案号"),
        lambda c: Cell(c.case_number or tr("未编号"), tone="text" if c.case_number else "text3"),
        width=190,
    ),
    Column(
        "party_name",
        tr("当事人 / 案由"),
        lambda c: Cell(c.party_name, c.title.removeprefix(c.party_name), tooltip=c.title),
        "pair",
        stretch=True,
    ),
    Column("element", tr("要素"), lambda c: Cell(c.element), width=64),
    Column("outcome", tr("结果"), outcome_cell, "seal", width=130),
    Column(
        "amount_fen",
        tr("罚款（元）"),
        lambda c: Cell(yuan_text(c.amount_fen) if c.amount_fen is not None else ""),
        "money",
        width=120,
    ),
    Column(
        "reduced_fen",
        tr("减免（元）"),
        lambda c: Cell(yuan_text(c.reduced_fen) if c.reduced_fen is not None else ""),
        "money",
        width=120,
    ),
    Column(
        "decided_on",
        tr("决定日"),
        lambda c: Cell(str(c.decided_on) if c.decided_on else ""),
        "date",
        width=104,
    ),
)


class _Tile(Card):
    """One figure with its words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.figure = Label("—", "figure")
        self.note = Label("", "caption", "text3")
        self.add(column(Label(title, "caption", "text2"), self.figure, self.note))
        self._spoken = title
        self.setMinimumHeight(92)

    def show_figure(self, figure: str, note: str) -> None:
        """Set both lines; read aloud as one."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self._spoken} {figure} {note}")


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the filters offer, and the columns of the workbook as (id, heading, cannot be left out)."""

    years: Sequence[str]
    districts: Sequence[str]
    elements: Sequence[str]
    campaigns: Sequence[str]
    units: Sequence[str]
    kinds: Mapping[str, str]
    periods: Mapping[str, str]
    columns: Sequence[tuple[str, str, bool]]
    standard: Sequence[str]


def _filters(choices: LedgerChoices) -> tuple[Filter, ...]:
    def named(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((name, name) for name in names)

    return (
        Filter("year", tr("期间"), tuple((year, tr("{y} 年", y=year)) for year in choices.years)),
        Filter("by", tr("按"), tuple(choices.periods.items())),
        Filter("campaign", tr("行动"), named(choices.campaigns)),
        Filter("unit", tr("单位"), named(choices.units)),
        Filter("district", tr("区"), named(choices.districts)),
        Filter("kind", tr("类别"), tuple(choices.kinds.items())),
        Filter("element", tr("要素"), named(choices.elements)),
        Filter("outcome", tr("结果"), tuple((outcome.value, outcome.label) for outcome in Outcome)),
    )


class LedgerView(Page):
    """`filter_changed(values, text)`, `opened(case_id)`, `export_requested()`, `compare_requested()`, `arrange_requested()`,
    `shown()`, `sort_changed(key, descending)`."""

    filter_changed = Signal(dict, str)
    sort_changed = Signal(str, bool)
    opened = Signal(str)
    export_requested = Signal()
    compare_requested = Signal()
    arrange_requested = Signal()
    shown = Signal()

    def __init__(self, choices: LedgerChoices) -> None:
        super().__init__(tr("台账"))
        self.presenter: object = None
        export = Button(tr("导出台账"), "filled", icon="export", key="Ctrl+E")
        export.clicked.connect(self.export_requested)
        self.bind("export", self.export_requested.emit)
        compare, arrange = Button(tr("核对台账")), Button(tr("筛选与列"))
        compare.clicked.connect(self.compare_requested)
        arrange.clicked.connect(self.arrange_requested)
        for button in (arrange, compare, export):
            self.header.add_action(button)
        self.set_primary(export)
        self.sample = Chip(tr("含示例数据"), "warn")
        self.sample.hide()
        self.filters = FilterRow(_filters(choices), tr("当事人、案号，两个字即可查"), wrap=True)
        self.tiles = {
            name: _Tile(tr(title))
            for name, title in (
                ("cases", "案件"),
                ("fines", "罚款"),
                ("lenient", "免罚减罚"),
                ("spared", "减免金额"),
                ("open", "未决定"),
            )
        }
        self._tiles_row = holder(row(*((tile, 1) for tile in self.tiles.values()), gap=10))
        self._list_card = self._make_list()
        asked = Card(padded=False)
        asked.add(row((self.filters, 1), self.sample, 12))
        self._side_panels = True
        self.arranging = ArrangePanel(choices.columns, choices.standard)
        self.comparing = ComparePanel()
        self.side = QStackedWidget()
        self.side.hide()
        for panel in (self.arranging, self.comparing):
            self.side.addWidget(panel)
            panel.closed.connect(self.close_side)
        self.comparing.opened.connect(self.opened)
        self.comparing.again_requested.connect(self.compare_requested)
        self.body.addWidget(self._tiles_row)
        self.body.addWidget(asked)
        self.body.addWidget(holder(row((self._list_card, 1), self.side, gap=10)), 1)
        self.filters.changed.connect(self.filter_changed)
        self.table.opened.connect(self.opened)
        self.model.sort_requested.connect(self.sort_changed)

    def _make_list(self) -> Card:
        """The list with its empty states and its foot."""
        self.model: PagedModel[CaseRow] = PagedModel(COLUMNS)
        self.table = TableView(tr("台账"), self.model)
        self.table.enable_sorting("found_on", descending=True)
        self.table.setMinimumHeight(200)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self.sheet: SheetTable | None = None
        self._none = EmptyState(
            tr("台账是空的"), tr("立案以后，案件自动进入台账；这里的每个数都能点开对应的案件。")
        )
        self._no_match = NoMatch(tr("没有符合的案件"))
        self._no_match.clear_requested.connect(self.filters.clear)
        self._stack = QStackedWidget()
        for widget in (self.table, self._none, self._no_match):
            self._stack.addWidget(widget)
        card = Card(padded=False)
        card.add(self._stack, 1)
        card.add(self.list_foot)
        return card

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "台账的每个数都能点开对应的案件。筛选可以保存成视图，列可以选；导出的工作簿带公式，合计与这里一致。"
            "核对台账：选一份导出过的工作簿，逐行说明与现在有什么不同。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._side_panels = form.side_panels
        self._fit()

    def show_filter(self, values: dict[str, str], text: str) -> None:
        """Set the filter row, without telling of it."""
        self.filters.set_values(values, text)

    def open_side(self, panel: QWidget) -> None:
        """Bring a panel to the side of the list."""
        self.side.setCurrentWidget(panel)
        self.side.show()
        self._fit()

    def close_side(self) -> None:
        """The list alone again."""
        self.side.hide()
        self._fit()
        (self.sheet or self.table).setFocus()

    def _fit(self) -> None:
        """A panel at the side takes the room of the tiles and the wide columns; on a small window that of the list too."""
        beside = not self.side.isHidden()
        every = {column.key for column in COLUMNS}
        self._list_card.setVisible(self._side_panels or not beside)
        self._tiles_row.setVisible(self._side_panels and not beside)
        self.side.setMinimumWidth(_SIDE_PX if self._side_panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._side_panels else _UNBOUND_PX)
        wide = every - {"element", "reduced_fen", "decided_on"} if beside else every
        self.table.show_columns(wide if self._side_panels else every & _NARROW)

    def show_columns(self, columns: Sequence[SheetColumn], order: str) -> None:
        """The columns of a view instead of the list's own; none: the list. `order`: the field in force, `-` descends."""
        old, self.sheet = self.sheet, None
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        if not columns:
            return
        self.sheet = SheetTable(columns)
        self.sheet.enable_sorting(order.removeprefix("-"), descending=order.startswith("-"))
        self.sheet.opened.connect(self.opened)
        self.sheet.rows_model.sort_requested.connect(self.sort_changed)
        self._stack.addWidget(self.sheet)

    def show_cases(
        self,
        source: RowSource[CaseRow] | LedgerSheet,
        ids: Sequence[str],
        summary: LedgerSummary,
        *,
        filtered: bool,
    ) -> None:
        """Show list and figures of the filter; a sheet goes into the table of the view."""
        shown: TableView = self.table
        if isinstance(source, LedgerSheet):
            assert self.sheet is not None
            self.sheet.rows_model.set_source(source, ids, lambda row: row.case_id)
            shown = self.sheet
        else:
            self.model.set_source(source, ids)
        self._stack.setCurrentWidget(shown if ids else self._no_match if filtered else self._none)
        self.sample.setVisible(summary.samples > 0)
        decided = [tr("已决定 {n}", n=summary.decided)]
        self.tiles["cases"].show_figure(f"{summary.cases:,}", decided[0])
        self.tiles["fines"].show_figure(tr("{n} 万元", n=wan_text(summary.fines_fen)), tr("按决定书数额"))
        share = f"{summary.lenient / summary.decided:.1%}" if summary.decided else "—"
        self.tiles["lenient"].show_figure(
            f"{summary.lenient:,}", tr("占已决定 {share}（{n} 宗）", share=share, n=summary.decided)
        )
        self.tiles["spared"].show_figure(tr("{n} 万元", n=wan_text(summary.spared_fen)), tr("测算额减实罚额"))
        self.tiles["open"].show_figure(f"{summary.cases - summary.decided:,}", tr("在办"))
        chosen = len(self.sheet.rows_model.columns) if self.sheet else 0
        self.list_foot.set_text(
            tr("筛出 {n} 宗", n=f"{summary.cases:,}"),
            tr(
                "罚款 {fine} 万元 · 减免 {spared} 万元",
                fine=wan_text(summary.fines_fen),
                spared=wan_text(summary.spared_fen),
            )
            + (tr(" · 按选定的 {n} 列", n=chosen) if chosen else ""),
        )
