"""A table model over a RowSource: holds ids, fetches rows by pages of 100 when they are painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from inspector.domain.ports import RowSource
from inspector.ui.common.cells import Cell

RowT = TypeVar("RowT")
ColumnKind = Literal["text", "pair", "mark", "seal", "money", "date", "number"]
Index = QModelIndex | QPersistentModelIndex

PAGE_ROWS = 100
CELL_ROLE = Qt.ItemDataRole.UserRole.value + 1
ID_ROLE = Qt.ItemDataRole.UserRole.value + 2


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column: key (its name for sorting), title, kind (delegate), width in px, and how a row becomes a Cell."""

    key: str
    title: str
    cell: Callable[[RowT], Cell]
    kind: ColumnKind = "text"
    width: int = 96
    stretch: bool = False
    sortable: bool = True


class PagedModel(QAbstractTableModel, Generic[RowT]):
    """Rows of a `RowSource`. `sort_requested(key, descending)` asks the presenter for a new source; never sorts itself.

    The last `pages_held` pages of 100 rows stay in memory, however long the list is.
    """

    sort_requested = Signal(str, bool)

    def __init__(
        self, columns: Sequence[Column[RowT]], *, pages_held: int = 8, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._pages_held = pages_held
        self._source: RowSource[RowT] | None = None
        self._ids: Sequence[str] = ()
        self._places: dict[str, int] = {}
        self._pages: OrderedDict[int, dict[str, RowT]] = OrderedDict()
        self._row_id: Callable[[RowT], str] = lambda row: str(getattr(row, "id"))  # noqa: B009

    def set_source(
        self,
        source: RowSource[RowT],
        ids: Sequence[str] | None = None,
        row_id: Callable[[RowT], str] | None = None,
    ) -> None:
        """Show another list. Pass `ids` already read in a task, so that the GUI thread does not wait for them;
        `row_id` when rows name their id otherwise than `.id`."""
        self.beginResetModel()
        if row_id is not None:
            self._row_id = row_id
        self._source = source
        self._ids = source.ids() if ids is None else ids
        self._places = {}
        self._pages.clear()
        self.endResetModel()

    def refresh(self, ids: Sequence[str]) -> None:
        """Read these records again (they changed); rows that are not shown cost nothing."""
        for record in ids:
            place = self.row_of(record)
            if place is not None:
                self._pages.pop(place // PAGE_ROWS, None)
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def id_at(self, row: int) -> str:
        """The id of a row; empty outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, record_id: str) -> int | None:
        """The row of an id, None when it is not in this list."""
        if not self._places and len(self._ids):
            self._places = {key: place for place, key in enumerate(self._ids)}
        return self._places.get(record_id)

    def row_at(self, row: int) -> RowT | None:
        """The row's value, read with its page when needed; None when it vanished meanwhile."""
        record = self.id_at(row)
        return self._page(row // PAGE_ROWS).get(record) if record else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows in the list."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole.value) -> object:
        """Text, the whole Cell (CELL_ROLE), the id (ID_ROLE), tooltip, and the words read aloud."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role not in _CELL_ROLES:
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        cell = self.columns[index.column()].cell(row)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tooltip or cell.shown()
        return cell.shown()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole.value
    ) -> object:
        """Titles; money, dates and numbers stand right."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.kind in ("money", "number")
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the rows change when the new source arrives."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_requested.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def _page(self, number: int) -> dict[str, RowT]:
        page = self._pages.get(number)
        if page is None:
            if self._source is None:
                return {}
            ids = self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
            page = {self._row_id(row): row for row in self._source.rows(ids)}
            self._pages[number] = page
            while len(self._pages) > self._pages_held:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page


_CELL_ROLES = frozenset(
    (
        CELL_ROLE,
        Qt.ItemDataRole.DisplayRole.value,
        Qt.ItemDataRole.ToolTipRole.value,
        Qt.ItemDataRole.AccessibleTextRole.value,
    )
)
