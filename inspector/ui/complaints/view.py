"""The complaints page: list at the left, intake or the complaint in hand at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.domain.ports import RowSource
from inspector.services.complaints import KINDS, ComplaintLine
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.layout import PageForm, holder, row, scrolled
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr
from inspector.ui.complaints.columns import NARROW, complaint_columns
from inspector.ui.complaints.intake import IntakeForm
from inspector.ui.complaints.sheet import ComplaintCard

_SIDE_PX = 420


class ComplaintsView(Page):
    """`filter_changed(values, text)`, `tab_chosen(id)`, `sort_changed`, `picked(id)`, `new_wanted()`, `shown(record)`."""

    filter_changed = Signal(dict, str)
    tab_chosen = Signal(str)
    sort_changed = Signal(str, bool)
    picked = Signal(str)
    new_wanted = Signal()
    shown = Signal(str)

    def __init__(self, today: date, now: Callable[[], datetime], years: Sequence[str]) -> None:
        super().__init__(tr("信访"))
        self.presenter: object = None
        self._panels = True
        self._columns = complaint_columns(today)
        new = Button(tr("登记信访"), "filled", icon="plus")
        new.clicked.connect(self.new_wanted)
        self.header.add_action(new)
        self.set_primary(new)
        self.tabs = TabRow((Tab("all", tr("全部")),))
        self.tabs.chosen.connect(self.tab_chosen)
        self.filters = FilterRow(
            (
                Filter("year", tr("期间"), tuple((year, tr("{y} 年", y=year)) for year in years)),
                Filter("kind", tr("类别"), tuple((word, tr(word)) for word in KINDS)),
            ),
            tr("内容、地点、编号，两个字即可查"),
        )
        self.model: PagedModel[ComplaintLine] = PagedModel(self._columns)
        self.table = TableView(tr("信访"), self.model)
        self.table.enable_sorting("received_at", descending=True)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self._no_match = NoMatch(tr("没有符合的信访件"))
        self._no_match.clear_requested.connect(self.filters.clear)
        first = Button(tr("登记信访"))
        first.clicked.connect(self.new_wanted)
        self._none = EmptyState(
            tr("还没有信访件"),
            tr("登记 12345 等转来的投诉，告知和答复的期限自动起算；同一地点反复投诉会提示。"),
            (first,),
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_match, self._none):
            self._stack.addWidget(widget)
        card = Card(padded=False)
        card.add(row(self.tabs, None, margins=(12, 0, 12, 0)))
        card.add(self.filters)
        card.add(self._stack, 1)
        card.add(self.list_foot)
        self.list_card = card
        self.intake, self.sheet = IntakeForm(now), ComplaintCard()
        self.side = QStackedWidget()
        self._panes = {self.intake: scrolled(self.intake), self.sheet: scrolled(self.sheet)}
        for pane in self._panes.values():
            self.side.addWidget(pane)
        self.side.hide()
        self.set_fixed_body(holder(row((card, 1), self.side, gap=16, margins=(20, 12, 20, 12))))
        self.filters.changed.connect(self.filter_changed)
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.picked)
        self.model.sort_requested.connect(self.sort_changed)
        self.intake.closed.connect(self.close_side)
        self.sheet.closed.connect(self.close_side)
        self.apply_form(PageForm.NORMAL)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "信访工作条例：收到后十五日内告知是否受理，六十日内答复，可经批准延长三十日；不属本局的五个工作日内提出异议。"
            "扬尘投诉十五日内处理，不属本局的七日内转送（深圳市扬尘污染防治管理办法第18条，现行文本未核对）。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self._fit()

    def show_complaints(
        self,
        source: RowSource[ComplaintLine],
        ids: Sequence[str],
        tabs: Sequence[Tab],
        *,
        filtered: bool,
    ) -> None:
        """Show the list with its counts."""
        chosen = self.tabs.current()
        self.tabs.set_tabs(tabs)
        if chosen:
            self.tabs.set_current(chosen)
        self.model.set_source(source, ids)
        self._stack.setCurrentWidget(self.table if ids else self._no_match if filtered else self._none)
        self.list_foot.set_text(tr("找到 {n} 件", n=f"{len(ids):,}"), "")

    def open_intake(self) -> None:
        """Bring the intake form to the side."""
        self._bring(self.intake)
        self.intake.place.line_edit.setFocus()

    def open_sheet(self) -> None:
        """Bring the complaint in hand to the side."""
        self._bring(self.sheet)

    def close_side(self) -> None:
        """Back to the list alone."""
        self.side.hide()
        self._fit()
        self.table.setFocus()

    def _bring(self, card: IntakeForm | ComplaintCard) -> None:
        self.side.setCurrentWidget(self._panes[card])
        self.side.show()
        self._fit()

    def _fit(self) -> None:
        every = {column.key for column in self._columns}
        open_side = not self.side.isHidden()
        self.list_card.setVisible(self._panels or not open_side)
        wide = every - {"reference", "kind"} if open_side else every
        self.table.show_columns(wide if self._panels else set(NARROW))
