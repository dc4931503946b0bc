"""A field that finds known sites (监管对象): two characters search, ↓ and Enter pick one, any other name stays as typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inspector.ui.common.fields import TextField
from inspector.ui.common.look import look
from inspector.ui.common.paged_model import Index
from inspector.ui.common.painted import draw_text
from inspector.ui.common.suggestion import Suggestion
from inspector.ui.common.words import tr

SHORTEST = 2
_SHOWN = 6


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, look().metrics("body").height() + look().metrics("caption").height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect)
        painter.fillRect(box, look().color("selection" if chosen else "surface"))
        first = look().metrics("body").height()
        top = QRectF(box.x() + 10, box.y() + 4, box.width() - 20, first)
        draw_text(painter, top, str(index.data(Qt.ItemDataRole.DisplayRole)))
        below = QRectF(top.x(), top.bottom(), top.width(), look().metrics("caption").height())
        detail = str(index.data(Qt.ItemDataRole.UserRole + 1))
        draw_text(painter, below, detail, size="caption", color="text2")


class SiteField(TextField):
    """`searched(text)` from two characters on, `picked(site_id)` when a known site was chosen.

    `site_id` is the site whose name stands in the field: set by picking one or by `set_site`, gone with the next key.
    """

    searched = Signal(str)
    picked = Signal(str)

    def __init__(self, label: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, required=required, placeholder=tr("输两个字查名录"), parent=parent)
        self.site_id = ""
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr("名录里的监管对象"))
        self._list.setItemDelegate(_TwoLines(self._list))
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setProperty("card", "float")
        self._list.itemClicked.connect(self._on_clicked)
        self._list.setParent(self)
        self._list.hide()
        self.line_edit.installEventFilter(self)
        self.edited.connect(self._on_edited)

    def show_suggestions(self, text: str, found: Sequence[Suggestion]) -> None:
        """Offer sites for `text`; an answer to an older text is dropped."""
        if text != self.text() or not self.line_edit.hasFocus():
            return
        self._list.clear()
        for suggestion in found:
            item = QListWidgetItem(suggestion.name)
            item.setData(Qt.ItemDataRole.UserRole, suggestion.site_id)
            item.setData(Qt.ItemDataRole.UserRole + 1, suggestion.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{suggestion.name}，{suggestion.detail}")
            self._list.addItem(item)
        if not found:
            self._list.hide()
            return
        self._list.setCurrentRow(0)
        self._place()

    def set_site(self, site_id: str, name: str) -> None:
        """Show a site that is known already."""
        self.set_text(name)
        self.site_id = site_id

    def offered(self) -> int:
        """How many sites are offered now."""
        return self._list.count() if self._list.isVisible() else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓↑ move in the offers, Enter takes one, Esc closes them."""
        if watched is self.line_edit and event.type() == QEvent.Type.FocusOut:
            self._list.hide()
        if watched is not self.line_edit or not isinstance(event, QKeyEvent) or not self._list.isVisible():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key(), 0)
        if step:
            row = max(0, min(self._list.count() - 1, self._list.currentRow() + step))
            self._list.setCurrentRow(row)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take(self._list.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._list.hide()
            return True
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        self.site_id = ""
        if len(text.strip()) >= SHORTEST:
            self.searched.emit(text.strip())
        else:
            self._list.hide()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._take(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        self._list.hide()
        if item is not None:
            self.set_site(str(item.data(Qt.ItemDataRole.UserRole)), item.text())
            self.picked.emit(self.site_id)

    def _place(self) -> None:
        top = self.window()
        if self._list.parent() is not top:
            self._list.setParent(top)
        corner = self.line_edit.mapTo(top, QPoint(0, self.line_edit.height() + 2))
        rows = min(_SHOWN, self._list.count())
        height = rows * self._list.sizeHintForRow(0) + 2
        width = max(self.line_edit.width(), 320)
        self._list.setGeometry(corner.x(), corner.y(), min(width, top.width() - corner.x() - 8), height)
        self._list.show()
        self._list.raise_()
