"""The rectification tracker: orders of every case at the left, the one in hand at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.casework.deadlines import Urgency
from inspector.domain.ports import RowSource
from inspector.services.rectifications import RectificationLine
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import FilterRow
from inspector.ui.common.layout import PageForm, holder, row, scrolled
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tokens import Tone
from inspector.ui.common.urgency import URGENCY_MARKS
from inspector.ui.common.words import tr
from inspector.ui.rectifications.sheet import RectificationCard

_SIDE_PX = 420
_NARROW = {"party", "state"}


def _state(line: RectificationLine) -> Cell:
    order = line.order
    if order.rechecked_on is not None:
        word = tr("已改正") if order.corrected else tr("未改正")
        return Cell(f"{word} {order.rechecked_on:%m-%d}", mark=Mark.MET if order.corrected else Mark.UNMET)
    tone: Tone = (
        "bad" if line.urgency is Urgency.OVERDUE else "warn" if line.urgency is Urgency.TODAY else "text"
    )
    due = tr("限 {day}", day=f"{order.due_on:%m-%d}") if order.due_on else tr("立即改正")
    return Cell(due, mark=URGENCY_MARKS[line.urgency], tone=tone)


def _gaps(line: RectificationLine) -> Cell:
    if not line.gaps:
        return Cell("—", tone="text3")
    more = tr(" 等 {n} 项", n=len(line.gaps)) if len(line.gaps) > 1 else ""
    return Cell(line.gaps[0] + more, tone="warn", tooltip="\n".join(line.gaps))


COLUMNS: tuple[Column[RectificationLine], ...] = (
    Column(
        "party",
        tr("当事人 / 改正要求"),
        lambda line: Cell(
            line.party, line.order.requirement, tooltip=f"{line.title}\n{line.order.requirement}"
        ),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column("ordered_on", tr("责令"), lambda line: Cell(str(line.order.ordered_on)), "date", width=104),
    Column("state", tr("复查"), _state, "mark", width=132, sortable=False),
    Column(
        "photos",
        tr("前 / 后"),
        lambda line: Cell(f"{line.before} / {line.after}", tone="text" if line.after else "text3"),
        "number",
        width=72,
        sortable=False,
    ),
    Column("gaps", tr("缺什么"), _gaps, width=200, sortable=False),
)


class RectificationsView(Page):
    """`text_changed(text)`, `tab_chosen(id)`, `sort_changed`, `picked(id)`, `shown(record)`."""

    text_changed = Signal(str)
    tab_chosen = Signal(str)
    sort_changed = Signal(str, bool)
    picked = Signal(str)
    shown = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("整改"))
        self.presenter: object = None
        self._panels = True
        self.tabs = TabRow((Tab("all", tr("全部")),))
        self.tabs.chosen.connect(self.tab_chosen)
        self.filters = FilterRow((), tr("当事人、案号，两个字即可查"))
        self.filters.changed.connect(lambda _values, text: self.text_changed.emit(text))
        self.model: PagedModel[RectificationLine] = PagedModel(COLUMNS)
        self.table = TableView(tr("整改"), self.model)
        self.table.enable_sorting("ordered_on", descending=True)
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.picked)
        self.model.sort_requested.connect(self.sort_changed)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self._no_match = NoMatch(tr("没有符合的整改"))
        self._no_match.clear_requested.connect(self.filters.clear)
        self._none = EmptyState(
            tr("还没有责令改正"),
            tr("在案件页登记责令改正后，改正期限、复查和整改前后照片都列在这里。"),
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
        self.sheet = RectificationCard()
        self.sheet.closed.connect(self.close_side)
        self.side = scrolled(self.sheet)
        self.side.hide()
        self.set_fixed_body(holder(row((card, 1), self.side, gap=16, margins=(20, 12, 20, 12))))
        self.apply_form(PageForm.NORMAL)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "处罚时应当责令改正（行政处罚法第28条，条文未核对）。改正期限满后复查，三十日内复查的期限来自按日连续处罚办法，条文未核对。"
            "整改前后照片成对排列；复查没有照片或没有写明情况的，列为证据缺口。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self._fit()

    def show_orders(
        self,
        source: RowSource[RectificationLine],
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
        self.list_foot.set_text(tr("找到 {n} 项", n=f"{len(ids):,}"), "")

    def open_sheet(self) -> None:
        """Bring the order in hand to the side."""
        self.side.show()
        self._fit()

    def close_side(self) -> None:
        """Back to the list alone."""
        self.side.hide()
        self._fit()
        self.table.setFocus()

    def _fit(self) -> None:
        every = {column.key for column in COLUMNS}
        open_side = not self.side.isHidden()
        self.list_card.setVisible(self._panels or not open_side)
        wide = every - {"ordered_on", "gaps"} if open_side else every
        self.table.show_columns(wide if self._panels else _NARROW)
