"""What painted widgets share: repaint and new size hints when the look changes, the focus ring, announcements."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.tokens import RADIUS_CONTROL, ColorName, SizeName

_CTRL_OR_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_LOOK_EVENTS = (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange)


def announce(widget: QWidget, text: str) -> None:
    """Say `text` to a screen reader, as notices and results are."""
    # Imported late: the class brings some hundred names of roles and states, and the first frame says nothing.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def paint_focus_ring(painter: QPainter, rect: QRect | QRectF, radius: float = RADIUS_CONTROL) -> None:
    """The 2 px accent ring, inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def draw_text(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    *,
    size: SizeName = "body",
    color: ColorName = "text",
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Draw one line, elided to `rect`, vertically centred; return the width drawn in pixels."""
    metrics = look().metrics(size, bold=bold)
    box = QRectF(rect)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(box.width()) + 1))
    painter.setFont(look().font(size, bold=bold))
    painter.setPen(look().color(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | align, shown)
    return metrics.horizontalAdvance(shown)


class PaintedWidget(QWidget):
    """A widget drawn by hand from the tokens."""

    def changeEvent(self, event: QEvent) -> None:
        """Ask for layout again when type or density changed."""
        super().changeEvent(event)
        if event.type() in _LOOK_EVENTS:
            self.updateGeometry()
            self.update()


class PaintedButton(QPushButton):
    """A real push button (role, keys, focus) drawn by hand from the tokens."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Ask for layout again when type or density changed."""
        super().changeEvent(event)
        if event.type() in _LOOK_EVENTS:
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does; Qt itself gives Enter only to default buttons of dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CTRL_OR_ALT:
            self.click()
        else:
            super().keyPressEvent(event)
