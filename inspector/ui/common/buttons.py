"""Buttons: one filled button a page, outlined and link buttons, icon buttons, key caps."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.icons import paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedButton, PaintedWidget, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL, ColorName, SizeName

ButtonKind = Literal["filled", "outlined", "link", "danger"]
ButtonSize = Literal["small", "normal", "large"]
_GAP = 8


class Button(PaintedButton):
    """A push button. `key` is shown after the text ("Ctrl+N"); it does not bind the key, actions do.

    Only one `filled` button may stand on a page: the step the procedure wants now.
    """

    def __init__(
        self,
        text: str,
        kind: ButtonKind = "outlined",
        *,
        icon: str = "",
        key: str = "",
        size: ButtonSize = "normal",
        tooltip: str = "",
        menu_mark: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._key, self._size = kind, icon, key, size
        self._menu_mark = menu_mark
        self.setToolTip(tooltip)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._describe()

    @classmethod
    def for_action(
        cls, action: QAction, kind: ButtonKind = "outlined", *, icon: str = "", show_key: bool = False
    ) -> Button:
        """A button that triggers `action` and follows its text, tooltip and enabled state."""
        key = action.shortcut().toString() if show_key else ""
        button = cls(action.text(), kind, icon=icon, key=key, tooltip=action.toolTip())
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setText(action.text())
            button.setEnabled(action.isEnabled())

        action.changed.connect(follow)
        follow()
        return button

    def setText(self, text: str) -> None:
        """Change the text and the name read aloud."""
        super().setText(text)
        self._describe()
        self.updateGeometry()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the rank of the button."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def kind(self) -> ButtonKind:
        """The rank of the button."""
        return self._kind

    def sizeHint(self) -> QSize:
        metrics = look().metrics(self._type(), bold=self._bold())
        width = metrics.horizontalAdvance(self.text()) + 2 * self._padding() + 2
        if self._icon:
            width += self._icon_side() + (_GAP - 2 if self.text() else 0)
        if self._key:
            width += metrics.horizontalAdvance(self._key) + 10
        if self._menu_mark:
            width += 16
        return QSize(width, self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        self._paint_content(painter, ink)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())
            if self._kind == "filled":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look().color("on_accent"), 1))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)

    def _paint_ground(self, painter: QPainter) -> ColorName:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hover, enabled = self.underMouse() and self.isEnabled(), self.isEnabled()
        if self._kind == "filled":
            painter.setPen(Qt.PenStyle.NoPen)
            ground: ColorName = "accent_fill" if enabled else "track"
            painter.setBrush(look().color(ground).darker(112) if hover else look().color(ground))
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            return "on_accent" if enabled else "text3"
        if self._kind == "link":
            if hover or self.isDown():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look().color("accent_soft"))
                painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            return "accent" if enabled else "text3"
        painter.setPen(QPen(look().color("edge" if enabled else "line2"), 1))
        painter.setBrush(look().color("sunken" if hover or self.isDown() else "surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if not enabled:
            return "text3"
        return "bad" if self._kind == "danger" else "text"

    def _paint_content(self, painter: QPainter, ink: ColorName) -> None:
        metrics = look().metrics(self._type(), bold=self._bold())
        free = self.width() - self.sizeHint().width()
        x = float(self._padding() + 1 + max(0, free) / 2)
        if self._icon:
            side = self._icon_side()
            icon_ink: ColorName = "text2" if ink == "text" else ink
            paint_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), self._icon, icon_ink)
            x += side + (_GAP - 2 if self.text() else 0)
        tail = (metrics.horizontalAdvance(self._key) + 10 if self._key else 0) + (
            16 if self._menu_mark else 0
        )
        room = QRectF(x, 0, self.width() - x - tail - min(self._padding(), 4), self.height())
        x += draw_text(painter, room, self.text(), size=self._type(), color=ink, bold=self._bold())
        if self._key:
            box = QRectF(x + 10, 0, self.width() - x, self.height())
            key_ink: ColorName = ink if self._kind == "filled" else "text3"
            x += 10 + draw_text(painter, box, self._key, size=self._type(), color=key_ink, bold=self._bold())
        if self._menu_mark:
            paint_icon(painter, QRectF(x + 4, (self.height() - 12) / 2, 12, 12), "caret-down", ink)

    def _type(self) -> SizeName:
        if self._size == "large":
            return "card"
        return (
            "dense" if self._size == "small" or (self._kind == "link" and self._size != "normal") else "body"
        )

    def _bold(self) -> bool:
        return self._kind == "filled"

    def _padding(self) -> int:
        if not self.text():
            return 5
        if self._kind == "link":
            return 4
        return {"small": 10, "normal": 14, "large": 22}[self._size]

    def _icon_side(self) -> int:
        return 16 if self._size == "small" else 18

    def _height(self) -> int:
        base = look().control_height
        if self._size == "large":
            return base + 14
        if self._size == "small" or self._kind == "link":
            return max(44 if look().touch else 28, look().metrics("dense").height() + 6)
        return base

    def _describe(self) -> None:
        self.setAccessibleName(self.text() or self.toolTip())
        if self._key:
            self.setAccessibleDescription(self._key)


class IconButton(Button):
    """An icon without words: only for back, close, theme and the collapsed rail. `name` is tooltip and spoken name."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "link", icon=icon, tooltip=name, parent=parent)
        self.setAccessibleName(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()


class KeyCap(PaintedWidget):
    """A small key cap ("Ctrl K")."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = look().metrics("key")
        return QSize(metrics.horizontalAdvance(self._text) + 12, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look().color("line2"))
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        draw_text(
            painter, self.rect(), self._text, size="key", color="text3", align=Qt.AlignmentFlag.AlignHCenter
        )
