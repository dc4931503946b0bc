"""The list of site visits: filters, table, empty states, and the menu of new visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from inspector.domain.kinds import VisitState
from inspector.domain.ports import RowSource
from inspector.services.visit_list import VisitLine
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.layout import PageForm
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.visits.list_columns import visit_columns

_NARROW = {"state", "party_name", "started_at", "missing"}


class VisitListView(Page):
    """`filter_changed(values, text)`, `sort_changed(key, descending)`, `opened(visit_id)`, `start_requested(checklist)`."""

    filter_changed = Signal(dict, str)
    sort_changed = Signal(str, bool)
    opened = Signal(str)
    start_requested = Signal(str)
    shown = Signal()

    def __init__(self, night: str, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("现场检查"))
        self.presenter: object = None
        self._kinds = tuple(kinds)
        other = Button(tr("其他检查"), icon="plus", menu_mark=True)
        other.clicked.connect(lambda: self._offer(other))
        quick = Button(tr("夜间噪声检查"), "filled", icon="speaker-high", key="Ctrl+N")
        quick.clicked.connect(lambda: self.start_requested.emit(night))
        self.header.add_action(other)
        self.header.add_action(quick)
        self.set_primary(quick)
        states = tuple((state.value, state.label) for state in VisitState)
        self.filters = FilterRow(
            (Filter("state", tr("状态"), states), Filter("checklist_id", tr("类别"), self._kinds)),
            tr("当事人、地点，两个字即可查"),
        )
        self.model: PagedModel[VisitLine] = PagedModel(visit_columns())
        self.table = TableView(tr("现场检查"), self.model)
        self.table.enable_sorting("started_at", descending=True)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self._nothing = self._empty_state(night)
        self._no_match = NoMatch(tr("没有符合的检查"))
        self._no_match.clear_requested.connect(self.filters.clear)
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_match):
            self._stack.addWidget(widget)
        self._card = Card(padded=False)
        self._card.add(self.filters)
        self._card.add(self._stack, 1)
        self._card.add(self.list_foot)
        self._nothing.hide()
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._nothing, 1)
        self.filters.changed.connect(self.filter_changed)
        self.model.sort_requested.connect(self.sort_changed)
        self.table.opened.connect(self.opened)

    def show_visits(self, source: RowSource[VisitLine], ids: Sequence[str], *, filtered: bool) -> None:
        """Show the list; without rows say why and what to do."""
        self.model.set_source(source, ids)
        empty = not ids and not filtered
        self._card.setVisible(not empty)
        self._nothing.setVisible(empty)
        self._stack.setCurrentWidget(self.table if ids else self._no_match)
        self.list_foot.set_text(
            tr("筛出 {n} 次", n=f"{len(ids):,}") if filtered else tr("共 {n} 次", n=f"{len(ids):,}")
        )
        if ids and not self.table.current_id():
            self.table.select_id(ids[0])

    def entered(self, record_id: str = "") -> None:
        """Read the list anew each time it comes to the front."""
        self.shown.emit()
        if not self._nothing.isVisible():
            self.table.setFocus()

    def focus_search(self) -> bool:
        """Put the cursor into the search box."""
        self.filters.search.setFocus()
        return True

    def apply_form(self, form: PageForm) -> None:
        """Narrow forms drop kind and photo count."""
        keys = {column.key for column in self.model.columns}
        self.table.show_columns(keys if form.side_panels else _NARROW)
        self.list_foot.set_keys_visible(form.side_panels)

    def help_text(self) -> str:
        """What the page is for."""
        return tr("每次现场检查一行。草稿随填随存，缺项写在右边；完成后不能直接改，只能写明理由更正。")

    def _empty_state(self, night: str) -> QWidget:
        quick = Button(tr("夜间噪声检查"), icon="speaker-high", key="Ctrl+N")
        quick.clicked.connect(lambda: self.start_requested.emit(night))
        other = Button(tr("其他检查"), menu_mark=True)
        other.clicked.connect(lambda: self._offer(other))
        words = tr(
            "到场后点“夜间噪声检查”，填必填的几项即可打印笔录。\n没有网络也能用，填写的内容随时存在本机。"
        )
        return EmptyState(tr("还没有现场检查"), words, (quick, other))

    def _offer(self, button: Button) -> None:
        menu = QMenu(self)
        for key, words in self._kinds:
            menu.addAction(words).triggered.connect(
                lambda _on=False, kind=key: self.start_requested.emit(kind)
            )
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))
        menu.deleteLater()
