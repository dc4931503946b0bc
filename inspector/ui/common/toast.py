"""The toast: something is done, with 撤销; 8 s, waits while the mouse or the focus is on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedButton, PaintedWidget, announce, draw_text, paint_focus_ring
from inspector.ui.common.tokens import DARK, LIGHT, RADIUS_CONTROL
from inspector.ui.common.words import tr

SHOWN_MS = 8000


class _UndoButton(PaintedButton):
    def sizeHint(self) -> QSize:
        return QSize(look().metrics("body", bold=True).horizontalAdvance(self.text()) + 16, 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look().font("body", bold=True))
        painter.setPen((LIGHT if look().tokens.dark else DARK).accent)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())


class Toast(PaintedWidget):
    """One toast at the foot of its parent; a new text replaces the old one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._bottom = 16
        self._text = ""
        self._undo: Callable[[], None] | None = None
        self._button = _UndoButton(tr("撤销 Ctrl+Z"), self)
        self._button.clicked.connect(self.undo)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(16, 3, 8, 3)
        self._box.addStretch(1)
        self._box.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._expire)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show `text`; with `undo`, offer to take it back while it is shown."""
        self._text, self._undo = text, undo
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def set_bottom(self, bottom_px: int) -> None:
        """Stand this far above the foot of the parent, clear of a page's own foot bar."""
        self._bottom = bottom_px
        if self.isVisible():
            self._place()

    def text(self) -> str:
        """What is said now, empty when hidden."""
        return self._text if self.isVisible() else ""

    def can_undo(self) -> bool:
        """Whether 撤销 is offered now."""
        return self.isVisible() and self._undo is not None

    def undo(self) -> None:
        """Take it back and hide."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def sizeHint(self) -> QSize:
        width = look().metrics("body").horizontalAdvance(self._text) + 34
        return QSize(width + (self._button.sizeHint().width() + 16 if self._undo else 0), 38)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("text"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        room = QRectF(16, 0, self.width() - 16, self.height())
        draw_text(painter, room, self._text, color="surface")

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Stay at the foot when the parent changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self._ground
        size = self.sizeHint()
        width = min(size.width(), parent.width() - 24)
        self.setGeometry(
            (parent.width() - width) // 2,
            parent.height() - size.height() - self._bottom,
            width,
            size.height(),
        )

    def _expire(self) -> None:
        if self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()
            self._undo = None
