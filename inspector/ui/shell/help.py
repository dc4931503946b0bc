"""The F1 sheet: what this page asks and its clause, the page's own keys, the keys that work everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from inspector.ui.common.actions import ACTIONS
from inspector.ui.common.buttons import IconButton, KeyCap
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, row
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr


class HelpSheet(QFrame):
    """A sheet at the right of its parent; Esc or F1 closes it."""

    WIDTH = 380

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("card", "float")
        self.setAccessibleName(tr("本页帮助"))
        self._title = Label("", "card")
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.hide)
        self._content = QVBoxLayout()
        self._content.setSpacing(8)
        inner = QWidget()
        inner.setObjectName("page-body")
        inner.setLayout(self._content)
        scroller = QScrollArea()
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inner)
        self.setLayout(column(row(self._title, None, close), 4, (scroller, 1), margins=(16, 12, 12, 12)))
        self.hide()

    def pop_up(self, page: Page | None) -> None:
        """Show the help of a page; a second call closes."""
        if self.isVisible():
            self.hide()
            return
        parent = self._ground
        width = min(self.WIDTH, parent.width() - 24)
        self.setGeometry(parent.width() - width - 12, 12, width, parent.height() - 24)
        self._fill(page)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _fill(self, page: Page | None) -> None:
        clear(self._content)
        self._title.setText(page.header.title() if page is not None else tr("帮助"))
        if page is not None:
            for paragraph in page.help_text().splitlines():
                self._content.addWidget(Label(paragraph, "dense", wrap=True))
            own = [(action.text(), action.shortcut().toString()) for action in page.actions()]
            if own:
                self._content.addWidget(Label(tr("本页的键"), "bold"))
                self._content.addLayout(_keys(own))
        self._content.addWidget(Label(tr("到处可用的键"), "bold"))
        shared = [(tr(spec.text), spec.key_words()) for spec in ACTIONS if spec.scope != "page"]
        self._content.addLayout(_keys(shared))
        self._content.addStretch(1)


def _keys(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for place, (text, keys) in enumerate(lines):
        grid.addWidget(Label(text, "dense", wrap=True), place, 0)
        grid.addWidget(KeyCap(keys), place, 1, Qt.AlignmentFlag.AlignRight)
    return grid
