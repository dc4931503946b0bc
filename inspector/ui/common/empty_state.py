"""Empty states: a small line drawing, what this is, the first action, one sentence that removes a worry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import Label
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.words import tr


class _SheetDrawing(PaintedWidget):
    """Two sheets and the chop of the app."""

    def sizeHint(self) -> QSize:
        return QSize(84, 84)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("line2"), 1.4))
        painter.setBrush(look().color("sunken"))
        painter.drawRoundedRect(QRectF(15, 2, 58, 72), 4, 4)
        painter.setBrush(look().color("surface"))
        painter.drawRoundedRect(QRectF(7, 8, 58, 72), 4, 4)
        for row, width in enumerate((34, 40, 28)):
            top = 26 + row * 12
            painter.drawLine(16, top, 16 + width, top)
        painter.setPen(QPen(look().color("accent"), 1.6))
        painter.drawRoundedRect(QRectF(52, 54, 27, 27), 4, 4)
        draw_text(
            painter,
            QRectF(52, 54, 27, 27),
            "查",
            size="card",
            color="accent",
            bold=True,
            align=Qt.AlignmentFlag.AlignHCenter,
        )


class EmptyState(QWidget):
    """`title` says what is missing ("还没有现场检查"), `text` what to do and why there is no worry."""

    def __init__(
        self, title: str, text: str = "", actions: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addStretch(1)
        box.addWidget(_SheetDrawing(), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = Label(title, "card")
        box.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        words = Label(text, "dense", "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(words)
        words.setVisible(bool(text))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStretch(1)
        for button in actions:
            line.addWidget(button)
        line.addStretch(1)
        box.addSpacing(4)
        box.addLayout(line)
        box.addStretch(2)
        self.setAccessibleName(f"{title}，{text}" if text else title)


class NoMatch(QWidget):
    """After a filter: "没有符合的案件" and 清除筛选, no drawing."""

    clear_requested = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addSpacing(48)
        label = Label(text, "", "text2")
        box.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        clear = Button(tr("清除筛选"), "link")
        clear.clicked.connect(self.clear_requested)
        box.addWidget(clear, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.setAccessibleName(text)
