"""The table view of list pages: row heights, header, column widths, Enter opens, selection by id."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from inspector.ui.common.delegates import CellDelegate
from inspector.ui.common.look import look
from inspector.ui.common.paged_model import Index, PagedModel

RowT = TypeVar("RowT")


class TableView(QTableView):
    """A table over a `PagedModel`. `opened(id)` on Enter or double click, `picked(id)` when the current row moves,
    `peeked(id)` on Space."""

    opened = Signal(str)
    picked = Signal(str)
    peeked = Signal(str)

    def __init__(self, name: str, model: PagedModel[RowT], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)
        for place, column in enumerate(model.columns):
            self.setItemDelegateForColumn(place, CellDelegate(column.kind, self))
            header.resizeSection(place, column.width)
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorShown(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._ids.id_at(index.row())))
        self._held = ""
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._restore)
        self._fit()

    def enable_sorting(self, key: str, *, descending: bool) -> None:
        """Let header clicks ask for another order; `key` is the order in force now, of whichever column or of none."""
        keys = [column.key for column in self._ids.columns]
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        header.sortIndicatorChanged.connect(self._ids.sort)

    def current_id(self) -> str:
        """The id of the current row, empty when there is none."""
        return self._ids.id_at(self.currentIndex().row())

    def select_id(self, record_id: str) -> bool:
        """Make the row of this id current; False when it is not in the list."""
        row = self._ids.row_of(record_id)
        if row is None:
            return False
        index = self._ids.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def show_columns(self, keys: set[str]) -> None:
        """Show only these columns (narrow forms)."""
        for place, column in enumerate(self._ids.columns):
            self.setColumnHidden(place, column.key not in keys)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the presenter which record is looked at."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.picked.emit(self._ids.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space peeks."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
            and self.current_id()
        ):
            self.opened.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Space and self.current_id():
            self.peeked.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Off: it would read the whole list row by row; letters are left to the window's keys."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().row_height)

    def _hold(self) -> None:
        self._held = self.current_id()

    def _restore(self) -> None:
        if self._held:
            self.select_id(self._held)
