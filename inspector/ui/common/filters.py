"""The filter row of a list: a search box and buttons that name their value ("期间：2026年 ×")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.icons import icon, paint_icon
from inspector.ui.common.layout import holder
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL
from inspector.ui.common.words import tr

THROTTLE_MS = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: id, name, and options as (value, text)."""

    id: str
    name: str
    options: tuple[tuple[str, str], ...]


class SearchBox(QLineEdit):
    """Search with a glass; `searched(text)` fires 200 ms after the last key."""

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icon("magnifying-glass", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(THROTTLE_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())


class FilterButton(PaintedButton):
    """Opens the menu of its filter (click, Enter, Alt+↓); when set it is coloured and × clears it."""

    chosen = Signal(str)

    def __init__(self, spec: Filter, parent: QWidget | None = None) -> None:
        super().__init__(spec.name, parent)
        self._spec = spec
        self._value = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self._retitle()

    def value(self) -> str:
        """The chosen value, empty when the filter is off."""
        return self._value

    def set_value(self, value: str) -> None:
        """Set without `chosen`."""
        self._value = value
        self._retitle()

    def open_menu(self) -> None:
        """Show the options below the button."""
        menu = QMenu(self)
        for value, text in (("", tr("不限")), *self._spec.options):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.setData(value)
        chosen = menu.exec(self.mapToGlobal(QPoint(0, self.height() + 2)))
        if chosen is not None:
            self._choose(str(chosen.data()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on × clears the filter."""
        if (
            self._value
            and event.position().x() > self.width() - 24
            and self.rect().contains(event.position().toPoint())
        ):
            self.setDown(False)
            self._choose("")
            return
        super().mouseReleaseEvent(event)

    def sizeHint(self) -> QSize:
        metrics = look().metrics("dense")
        height = max(44 if look().touch else 30, metrics.height() + 8)
        return QSize(metrics.horizontalAdvance(self.text()) + 40, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = bool(self._value)
        painter.setPen(QPen(look().color("accent" if on else "edge"), 1))
        painter.setBrush(look().color("accent_soft" if on else "sunken" if self.underMouse() else "surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL
        )
        room = QRectF(12, 0, self.width() - 36, self.height())
        draw_text(painter, room, self.text(), size="dense", color="accent" if on else "text")
        spot = QRectF(self.width() - 24, (self.height() - 12) / 2, 12, 12)
        paint_icon(painter, spot, "x" if on else "caret-down", "accent" if on else "text2")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.set_value(value)
            self.chosen.emit(value)

    def _retitle(self) -> None:
        word = dict(self._spec.options).get(self._value, self._value)
        self.setText(
            tr("{name}：{value}", name=self._spec.name, value=word) if self._value else self._spec.name
        )
        self.setAccessibleName(tr("筛选 {text}", text=self.text()))
        self.updateGeometry()
        self.update()


class FilterRow(QWidget):
    """Search box, filter buttons, 清除. `changed(values, text)`: dict of id → value (set ones only) and the search."""

    changed = Signal(dict, str)

    def __init__(
        self,
        filters: Sequence[Filter],
        search_hint: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        """`wrap`: many filters run over several lines instead of widening the page."""
        super().__init__(parent)
        self.search = SearchBox(search_hint or tr("两个字即可查"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        self._buttons = {spec.id: FilterButton(spec) for spec in filters}
        self._clear = Button(tr("清除"), "link", size="small")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 6, 16, 6)
        box.setSpacing(8)
        box.addWidget(self.search, 1)
        buttons = FlowLayout(8) if wrap else box
        for button in self._buttons.values():
            buttons.addWidget(button)
            button.chosen.connect(lambda _value: self._tell())
        if wrap:
            box.setAlignment(self.search, Qt.AlignmentFlag.AlignTop)
            box.addWidget(holder(buttons), 3)
        else:
            box.addStretch(1)
        box.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag(0))
        self.search.searched.connect(lambda _text: self._tell())
        self._clear.clicked.connect(self.clear)
        self._clear.setVisible(False)

    def values(self) -> dict[str, str]:
        """The filters that are set."""
        return {key: button.value() for key, button in self._buttons.items() if button.value()}

    def set_values(self, values: dict[str, str], text: str = "") -> None:
        """Set all filters and the search text, without `changed`."""
        for key, button in self._buttons.items():
            button.set_value(values.get(key, ""))
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self._clear.setVisible(bool(self.values() or text))

    def clear(self) -> None:
        """Turn everything off and tell."""
        self.set_values({})
        self._tell()

    def _tell(self) -> None:
        text = self.search.text().strip()
        self._clear.setVisible(bool(self.values() or text))
        self.changed.emit(self.values(), text)
