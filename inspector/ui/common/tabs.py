"""A row of tabs with counts (saved views of a list, parts of a compact page)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: id, text, count shown when known, mark of completeness when given."""

    id: str
    text: str
    count: int | None = None
    mark: Mark | None = None


class _TabButton(PaintedButton):
    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(tab.text, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tab = tab
        self.show_tab(tab)

    def show_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.setText(tab.text if tab.count is None else f"{tab.text} {tab.count:,}")
        self.setAccessibleName(f"{self.text()}，{tab.mark.word}" if tab.mark else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = look().metrics("body", bold=True)
        width = metrics.horizontalAdvance(self.text()) + 6 + (20 if self.tab.mark else 0)
        return QSize(width, max(44 if look().touch else 36, metrics.height() + 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        x = 3.0
        if self.tab.mark:
            paint_mark(painter, QRectF(x, (self.height() - 16) / 2, 16, 16), self.tab.mark)
            x += 20
        room = QRectF(x, 0, self.width() - x, self.height() - 2)
        draw_text(painter, room, self.text(), color="text" if on or self.underMouse() else "text2", bold=on)
        if on:
            painter.fillRect(0, self.height() - 2, self.width(), 2, look().color("accent"))
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), 4)


class TabRow(QWidget):
    """Exclusive tabs; ←→ move, `chosen(id)` for the user's choice."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _TabButton] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(20)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.current()))
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these tabs; the current one is kept when its id is still there. Same ids keep their buttons."""
        if [tab.id for tab in tabs] == list(self._buttons):
            for tab in tabs:
                self._buttons[tab.id].show_tab(tab)
            return
        held = self.current()
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        while self._box.count():
            self._box.takeAt(0)
        self._buttons = {}
        for tab in tabs:
            button = _TabButton(tab, self)
            self._group.addButton(button)
            self._buttons[tab.id] = button
            self._box.addWidget(button)
        self._box.addStretch(1)
        if tabs:
            self.set_current(held if held in self._buttons else tabs[0].id)

    def current(self) -> str:
        """The id of the chosen tab, empty when there is none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, tab_id: str) -> None:
        """Choose without `chosen`."""
        if tab_id in self._buttons:
            self._buttons[tab_id].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←→ move to the neighbour and choose it."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        keys = list(self._buttons)
        if step and keys:
            place = (keys.index(self.current()) + step) % len(keys)
            self._buttons[keys[place]].setFocus()
            self._buttons[keys[place]].click()
        else:
            super().keyPressEvent(event)
