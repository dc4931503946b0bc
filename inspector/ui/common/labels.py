"""Labels: role and tone from the style sheet, eliding labels, running text with air between its lines."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QWidget

from inspector.ui.common.look import LAW, look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.tokens import SizeName, Tone

LINE_EM = 1.56
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


class RunningText(QTextEdit):
    """Read-only running text with air between its lines that grows with its text; `law=True` sets it in Song."""

    def __init__(self, text: str = "", *, law: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._law = law
        self.setProperty("role", "running")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text; line breaks are paragraphs."""
        self.setPlainText(text)
        block = QTextBlockFormat()
        # Faces differ in their own leading (1.14 em to 1.45 em): ask for the result, not for a factor of it.
        block.setLineHeight(LINE_EM * look().sizes.body, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        if self._law:
            face = QTextCharFormat()
            face.setFontFamilies(list(LAW))
            cursor.mergeCharFormat(face)
        self.setAccessibleName(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        height = max(1, int(self.document().size().height() + 0.999))
        if height != self.height():
            self.setFixedHeight(height)
