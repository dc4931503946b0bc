"""What people keep for the ledger: filters under a name, and views (which columns the workbook has, in which order)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.checks import TickDelegate
from inspector.ui.common.fields import ChoiceField, TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, row, rule
from inspector.ui.common.words import tr

_ID = Qt.ItemDataRole.UserRole


class ArrangePanel(Card):
    """`filter_chosen(name)`, `filter_saved(name)`, `filter_removed(name)`, `view_chosen(name)`, `view_saved(name, columns)`,
    `view_removed(name)`, `columns_changed()`, `closed()`. The columns as they stand are those of the list and the next export."""

    filter_chosen = Signal(str)
    filter_saved = Signal(str)
    filter_removed = Signal(str)
    view_chosen = Signal(str)
    view_saved = Signal(str, list)
    view_removed = Signal(str)
    columns_changed = Signal()
    closed = Signal()

    def __init__(self, columns: Sequence[tuple[str, str, bool]], standard: Sequence[str]) -> None:
        super().__init__(tr("筛选与列"))
        self._names = {column_id: heading for column_id, heading, _ in columns}
        self._needed = {column_id for column_id, _, needed in columns if needed}
        self._standard = tuple(standard)
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.filters = ChoiceField(tr("保存的筛选"), (("", tr("不用")),))
        self.filter_name = TextField(tr("把当前筛选存为"), placeholder=tr("如 今年利剑"))
        self.views = ChoiceField(tr("视图"), (("", tr("标准列")),))
        self.view_name = TextField(tr("把下面的列存为"), placeholder=tr("如 送法制科"))
        self.list = QListWidget()
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setAccessibleName(tr("台账的列，勾选的写出"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(88)
        self._buttons(self.list)
        self._told: tuple[str, ...] = ()
        # Dragging a row takes it out and puts it in: told once it stands still.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._tell)
        self.show_columns(())
        self.list.itemChanged.connect(lambda _item: self._settled.start())
        for moved in (
            self.list.model().rowsInserted,
            self.list.model().rowsRemoved,
            self.list.model().rowsMoved,
        ):
            moved.connect(lambda *_: self._settled.start())

    def _buttons(self, listed: QListWidget) -> None:
        keep_filter, drop_filter = Button(tr("保存筛选")), Button(tr("删去筛选"), "link")
        keep_view, drop_view = Button(tr("保存视图")), Button(tr("删去视图"), "link")
        up, down = Button(tr("上移"), "link"), Button(tr("下移"), "link")
        self.filters.chosen.connect(self._choose_filter)
        self.views.chosen.connect(self.view_chosen)
        keep_filter.clicked.connect(lambda: self.filter_saved.emit(self.filter_name.text()))
        drop_filter.clicked.connect(lambda: self.filter_removed.emit(self.filters.value()))
        keep_view.clicked.connect(lambda: self.view_saved.emit(self.view_name.text(), list(self.columns())))
        drop_view.clicked.connect(lambda: self.view_removed.emit(self.views.value()))
        up.clicked.connect(lambda: self._move(-1))
        down.clicked.connect(lambda: self._move(1))
        self.add(beside(self.filters, drop_filter))
        self.add(beside(self.filter_name, keep_filter))
        self.add(rule())
        self.add(beside(self.views, drop_view))
        self.add(beside(self.view_name, keep_view))
        words = tr("勾选的列写进工作簿，不是标准列时列表也按它显示；汇总要用的列不能去掉。")
        self.add(row((Label(words, "caption", "text2", wrap=True), 1), up, down))
        self.add(column(listed), 1)

    def show_filters(self, names: Sequence[str], chosen: str = "") -> None:
        """The saved filters there are."""
        self.filters.set_options((("", tr("不用")), *((name, name) for name in names)))
        self.filters.set_value(chosen if chosen in names else "")

    def show_views(self, names: Sequence[str], chosen: str = "") -> None:
        """The saved views there are."""
        self.views.set_options((("", tr("标准列")), *((name, name) for name in names)))
        self.views.set_value(chosen if chosen in names else "")

    def show_columns(self, chosen: Sequence[str]) -> None:
        """The columns of a view on top in their order, ticked; the others below. None: the standard sheet."""
        ticked = [name for name in (chosen or self._standard) if name in self._names]
        self.list.clear()
        for name in [*ticked, *(other for other in self._names if other not in ticked)]:
            item = QListWidgetItem(self._names[name])
            item.setData(_ID, name)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            if name in self._needed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def columns(self) -> tuple[str, ...]:
        """The ticked columns in their order; nothing while they are the standard ones."""
        items = [self.list.item(place) for place in range(self.list.count())]
        ticked = tuple(str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked)
        return () if ticked == self._standard else ticked

    def _tell(self) -> None:
        columns = self.columns()
        if columns != self._told:
            self._told = columns
            self.columns_changed.emit()

    def _choose_filter(self, name: str) -> None:
        if name:
            self.filter_chosen.emit(name)

    def _move(self, by: int) -> None:
        """The column at hand one place up or down; the case number stays first."""
        place = self.list.currentRow()
        if place < 1 or not 1 <= place + by < self.list.count():
            return
        item = self.list.takeItem(place)
        self.list.insertItem(place + by, item)
        self.list.setCurrentRow(place + by)
