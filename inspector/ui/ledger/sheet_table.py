"""The table of the ledger page for a view: its columns in its order, wider than the window, scrolled sideways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector.services.ledger_sheet import LedgerRow, SheetColumn
from inspector.ui.common.cells import Cell
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr

_CHARACTER_PX, _PADDING_PX, _HEAD_PX = 7.5, 18, 14


def _column(column: SheetColumn) -> Column[LedgerRow]:
    heading = len(column.name) * _HEAD_PX + 2 * _PADDING_PX
    return Column(
        column.order or column.id,
        column.name,
        lambda row: Cell(column.text(row)),
        column.kind,
        width=max(int(column.width * _CHARACTER_PX) + _PADDING_PX, heading),
        sortable=bool(column.order),
    )


class SheetTable(TableView):
    """Rows of the ledger as the workbook would have them; `rows_model` takes the source."""

    def __init__(self, columns: Sequence[SheetColumn]) -> None:
        self.rows_model: PagedModel[LedgerRow] = PagedModel([_column(column) for column in columns])
        super().__init__(tr("台账"), self.rows_model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(TableView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())
        self.setMinimumHeight(200)
