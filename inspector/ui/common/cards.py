"""Cards: a titled white panel with actions at the right of its head; soft panels; section numbers."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text

PanelTone = Literal["sunken", "ok", "bad", "warn", "vio", "accent"]


class NumberBadge(PaintedWidget):
    """The number of a section in a soft disc; tab order follows these numbers."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setFixedSize(20, 20)
        self.setAccessibleName(str(number))

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        draw_text(
            painter,
            self.rect(),
            str(self._number),
            size="caption",
            color="accent",
            bold=True,
            align=Qt.AlignmentFlag.AlignHCenter,
        )


class Card(QFrame):
    """A white card. `body` is its vertical layout, `head` the row of the title (add actions at its end)."""

    def __init__(
        self,
        title: str = "",
        sub: str = "",
        *,
        number: int | None = None,
        padded: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "card")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        # The edge and its rounded corners stay free of what fills an unpadded card.
        outer.setContentsMargins(1, 8 if title else 0 if padded else 5, 1, 12 if padded else 1)
        outer.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 0, 16, 0)
        self.head.setSpacing(8)
        self._title = Label(title, "card")
        self._sub = ElidingLabel(sub, "dense", "text2")
        if title:
            if number is not None:
                self.head.addWidget(NumberBadge(number))
            self.head.addWidget(self._title)
            self.head.addWidget(self._sub)
            self.head.addStretch(1)
            # As high as a link button, so that titles stand on one line whether a card has actions or not.
            self.head.addStrut(28)
            outer.addLayout(self.head)
            outer.addSpacing(6)
        else:
            self._title.hide()
            self._sub.hide()
        self.body = QVBoxLayout()
        side = 16 if padded else 0
        self.body.setContentsMargins(side, 0 if title or not padded else 14, side, 0)
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str, sub: str = "") -> None:
        """Change title and the fact beside it."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._sub.set_text(sub)

    def set_sub(self, sub: str) -> None:
        """Change the fact beside the title ("4 / 5 已查")."""
        self._sub.set_text(sub)

    def add_action(self, widget: QWidget) -> None:
        """Put a link button at the right of the head."""
        self.head.addWidget(widget)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)


class Panel(QFrame):
    """A soft panel inside a card; red only for exceeded limits, failed input and overdue dates."""

    def __init__(self, tone: PanelTone = "sunken", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(2)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the panel."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)
