"""Labels: role and tone from the style sheet, and labels that elide."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.tokens import SizeName, Tone

LabelRole = Literal["", "title", "card", "bold", "sub", "dense", "dense-bold", "caption", "law", "figure"]


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at changed properties of `widget`."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class Label(QLabel):
    """A QLabel whose size and colour are a role and a tone, never a sheet of its own."""

    def __init__(
        self,
        text: str = "",
        role: LabelRole = "",
        tone: Tone | None = None,
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        # Texts hold names and file names of unknown origin: never let one be read as markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidingLabel(PaintedWidget):
    """One line that ends in … when there is no room; the tooltip holds the whole."""

    def __init__(
        self,
        text: str = "",
        size: SizeName = "body",
        tone: Tone = "text",
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._size, self._tone, self._bold = text, size, tone, bold
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self._tell()
            self.update()

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        metrics = look().metrics(self._size, bold=self._bold)
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = look().metrics(self._size, bold=self._bold)
        return QSize(min(metrics.horizontalAdvance(self._text) + 2, 4 * metrics.height()), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_text(QPainter(self), self.rect(), self._text, size=self._size, color=self._tone, bold=self._bold)

    def _tell(self) -> None:
        self.setToolTip(self._text if self.width() < self.sizeHint().width() - 1 else "")
