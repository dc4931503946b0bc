"""A list with a card beside it: the shape of the pages of patrols, the positive list, plans and compensation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import Field
from inspector.ui.common.layout import PageForm, holder, row, scrolled
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr
from inspector.ui.supervision.rows import HeldRows

_SIDE_PX = 400


class Listed(Protocol):
    """A row of these lists."""

    @property
    def id(self) -> str:
        """The id of its record."""
        ...


RowT = TypeVar("RowT", bound=Listed)

# The pages that stand behind one entry of the rail, in their order.
LIST_PAGES = (
    ("lists", "治理和设备"),
    ("patrols", "扬尘巡查"),
    ("positive", "正面清单"),
    ("compensations", "损害赔偿"),
)


DRAW_PAGES = (("draws", "双随机抽查"), ("plans", "检查计划"))


def add_tabs(page: Page, here: str) -> TabRow:
    """The row under the title that leads from one of the pages behind a rail entry to another."""
    group = next(pages for pages in (LIST_PAGES, DRAW_PAGES) if here in dict(pages))
    tabs = TabRow(tuple(Tab(key, tr(name)) for key, name in group))
    tabs.set_current(here)
    page.header.extra.addLayout(row(tabs, None))
    return tabs


class SideCard(Card):
    """A card at the side of a list. `closed()`; `fields` are those a refusal may name, by the name it gives them."""

    closed = Signal()

    def __init__(self, title: str, *actions: Button) -> None:
        super().__init__(title)
        for action in actions:
            self.add_action(action)
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.fields: dict[str, Field] = {}

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below the field it names; False when it names none of this card."""
        field = self.fields.get(error.field)
        if field is None:
            return False
        field.set_error(error)
        return True

    def first(self) -> QWidget:
        """Where typing begins."""
        return self


class RecordsPage(Page, Generic[RowT]):
    """`picked(id)`, `shown(record id)`, `page_chosen(page id)`, `new_wanted()`."""

    picked = Signal(str)
    shown = Signal(str)
    page_chosen = Signal(str)
    new_wanted = Signal()

    def __init__(
        self,
        title: str,
        columns: tuple[Column[RowT], ...],
        narrow: set[str],
        none: tuple[str, str],
        new_text: str,
        cards: Sequence[SideCard],
        *,
        here: str,
    ) -> None:
        super().__init__(title)
        self.presenter: object = None
        self._panels, self._columns, self._narrow = True, columns, narrow
        self._here = here
        new = Button(new_text, "filled", icon="plus")
        new.clicked.connect(self.new_wanted)
        self.header.add_action(new)
        self.set_primary(new)
        self.model: PagedModel[RowT] = PagedModel(columns)
        self.table = TableView(title, self.model)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开"))
        first = Button(new_text)
        first.clicked.connect(self.new_wanted)
        self._none = EmptyState(none[0], none[1], (first,))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.main = Card(padded=False)
        self.tabs = add_tabs(self, here)
        self.tabs.chosen.connect(self.page_chosen)
        self.top = row(gap=16, margins=(16, 10, 16, 8))
        self.top_box = holder(self.top)
        self.top_box.hide()
        self.main.add(self.top_box)
        self.main.add(self._stack, 1)
        self.main.add(self.list_foot)
        self.side = QStackedWidget()
        self._panes: dict[SideCard, QScrollArea] = {}
        for card in cards:
            self._panes[card] = scrolled(card)
            self.side.addWidget(self._panes[card])
            card.closed.connect(self.close_side)
        self.side.hide()
        self.set_fixed_body(holder(row((self.main, 1), self.side, gap=12, margins=(20, 12, 20, 12))))
        self._fit()  # after it has a parent: a widget shown without one opens as a window
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.picked)

    def add_top(self, *widgets: QWidget) -> None:
        """What stands over the list: a filter, and at last the sums, which take the rest of the line."""
        for widget in widgets:
            self.top.addWidget(widget, widget is widgets[-1])
        self.top_box.show()

    def entered(self, record_id: str = "") -> None:
        self.tabs.set_current(self._here)
        self.shown.emit(record_id)

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._fit()

    def show_rows(self, rows: Sequence[RowT], left: str, right: str = "") -> None:
        """The list and its foot."""
        held = HeldRows(rows, lambda row: row.id)
        self.model.set_source(held, held.ids())
        self._stack.setCurrentIndex(0 if rows else 1)
        self.list_foot.set_text(left, right)

    def bring(self, card: SideCard, *, typing: bool = True) -> None:
        """Show a card beside the list; with `typing` the cursor goes where typing begins, else the list keeps it."""
        self.side.setCurrentWidget(self._panes[card])
        self.side.show()
        self._fit()
        if typing:
            card.first().setFocus()

    def current_card(self) -> SideCard | None:
        """The card beside the list, None when the list is alone."""
        if self.side.isHidden():
            return None
        return next(card for card, pane in self._panes.items() if pane is self.side.currentWidget())

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field; False when the card in hand has no such field."""
        card = self.current_card()
        return card is not None and card.show_fault(error)

    def close_side(self) -> None:
        """Back to the list alone."""
        self.side.hide()
        self._fit()
        self.table.setFocus()

    def _fit(self) -> None:
        alone = self.side.isHidden()
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self.main.setVisible(self._panels or alone)
        wide = self._panels and alone
        self.table.show_columns({one.key for one in self._columns} if wide else self._narrow)
