"""One delegate per column kind, painted from the tokens: text, pair, mark, seal, money, number, date."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui.common.cells import Cell
from inspector.ui.common.look import look
from inspector.ui.common.marks import paint_mark, paint_seal
from inspector.ui.common.paged_model import CELL_ROLE, ColumnKind
from inspector.ui.common.painted import draw_text, paint_focus_ring
from inspector.ui.common.tokens import ColorName

Index = QModelIndex | QPersistentModelIndex
_PAD = 10


class CellDelegate(QStyledItemDelegate):
    """Paints the `Cell` of an index; the row's ground, selection bar and 1 px line are the same for all kinds."""

    def __init__(self, kind: ColumnKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, content, focus ring."""
        painter.save()
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look().color("selection" if selected else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look().color("line"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look().color("accent"))
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            self._paint_cell(painter, rect.adjusted(_PAD, 0, -_PAD, -1), cell)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect.adjusted(1, 0, -1, -1), 3)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Row height of the density in force."""
        return QSize(60, look().row_height)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        tone: ColorName = cell.tone
        if self._kind in ("money", "number"):
            ink: ColorName = tone if cell.decided else "text3"
            draw_text(
                painter,
                box,
                cell.text,
                size="dense",
                color=ink,
                bold=cell.bold,
                align=Qt.AlignmentFlag.AlignRight,
            )
            return
        left = box.x()
        middle = box.y() + box.height() / 2
        if cell.seal is not None:
            paint_seal(painter, QRectF(left, middle - 10, 20, 20), cell.seal, decided=cell.decided)
            left += 27
            tone = cell.tone if cell.decided else "text2"
        elif cell.mark is not None:
            paint_mark(painter, QRectF(left, middle - 8, 16, 16), cell.mark)
            left += 23
        elif self._kind == "mark":
            left += 23
        if cell.text.startswith("〔"):
            # A full-width opening bracket carries half an em of blank: without the shift the column looks indented.
            left -= look().sizes.dense / 2
        bold = cell.bold or self._kind == "pair"
        room = QRectF(left, box.y(), box.right() - left, box.height())
        used = draw_text(painter, room, cell.text, size="dense", color=tone, bold=bold)
        if cell.second:
            rest = QRectF(left + used + 10, box.y(), room.width() - used - 10, box.height())
            if rest.width() > 24:
                draw_text(painter, rest, cell.second, size="dense", color="text2")
