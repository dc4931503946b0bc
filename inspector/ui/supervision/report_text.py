"""The paragraphs of the year report with every number as a link that opens its rows; by mouse, Tab and Enter."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from inspector.casework.yearly import ReportParagraph
from inspector.ui.common.look import look
from inspector.ui.common.words import tr

_LINE_HEIGHT = 165


class ReportText(QTextBrowser):
    """`opened(key)`: a number was chosen."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "prose")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("报告正文，每个数都能打开它的记录"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._paragraphs: tuple[ReportParagraph, ...] = ()
        self.anchorClicked.connect(self._open)

    def show_paragraphs(self, paragraphs: tuple[ReportParagraph, ...]) -> None:
        """Set the text. Words come escaped, so that a list's name is never read as markup."""
        self._paragraphs = paragraphs
        colour = look().color("accent").name()
        parts = []
        for paragraph in paragraphs:
            parts.append(f"<p style='margin-top:10px'><b>{escape(paragraph.title)}</b></p>")
            words = "".join(
                f"<a href='figure:{escape(piece.key)}' style='color:{colour}'>{escape(piece.text)}</a>"
                if piece.key
                else escape(piece.text)
                for piece in paragraph.pieces
            )
            parts.append(f"<p style='text-indent:28px'>{words}</p>")
        self.setHtml("".join(parts))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)

    def restyle(self) -> None:
        """The same text in the colours of the present theme."""
        self.show_paragraphs(self._paragraphs)

    def _open(self, link: QUrl) -> None:
        self.opened.emit(link.toString().removeprefix("figure:"))
