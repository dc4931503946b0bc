"""The notices port that presenters call, and the panel that shows what, why, next and places inside a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.errors import CancelledError, InspectorError
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Panel
from inspector.ui.common.labels import Label
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.painted import announce
from inspector.ui.common.words import tr

PLACES_SHOWN = 8


class Notices(Protocol):
    """What a presenter may say to the user."""

    def refused(self, error: InspectorError) -> None:
        """Show a refusal inside the current page: what, why, next, places."""
        ...

    def done(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say that something is done, 8 s, with 撤销 when it can be taken back."""
        ...

    def confirm(self, title: str, text: str, verb: str) -> bool:
        """Ask before a step that cannot be undone; `verb` is the button ("送达并起算期限"). Esc = False."""
        ...


class NoticePanel(QFrame):
    """An error, gap or fact inside the page, above what it concerns; stays until closed.

    `mark` UNMET for errors, UNKNOWN for gaps, MET for results. Add buttons with `add_action`.
    """

    closed = Signal()

    def __init__(
        self,
        what: str,
        why: str = "",
        next_step: str = "",
        places: Sequence[str] = (),
        *,
        mark: Mark = Mark.UNMET,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "card")
        self.setAccessibleName("，".join(part for part in (what, why, next_step) if part))
        self._places = tuple(places)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 12, 12)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(MarkView(mark, 18))
        head.addWidget(Label(what, "card", wrap=True, selectable=True), 1)
        if closable:
            close = IconButton("x", tr("关闭"))
            close.clicked.connect(self._close)
            head.addWidget(close)
        outer.addLayout(head)
        for text, tone in ((why, None), (next_step, "text2")):
            if text:
                outer.addWidget(Label(text, "dense", "text2" if tone else None, wrap=True, selectable=True))
        if places:
            outer.addWidget(self._place_list())
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        outer.addLayout(self._buttons)
        if len(places) > 1:
            copy = Button(tr("复制错误清单"), "link", icon="copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self._places)))
            self._buttons.addWidget(copy)
        self._buttons.addStretch(1)
        QTimer.singleShot(0, self, lambda: announce(self, self.accessibleName()))

    @classmethod
    def for_error(cls, error: InspectorError) -> NoticePanel:
        """The panel of a refusal; a cancellation is no error and gets the neutral mark."""
        mark = Mark.DRAFT if isinstance(error, CancelledError) else Mark.UNMET
        return cls(error.what, error.why, error.next_step, error.places, mark=mark)

    def add_action(self, button: Button) -> None:
        """Add a way on, before the copy link."""
        self._buttons.insertWidget(0 if self._buttons.count() <= 2 else self._buttons.count() - 2, button)

    def _place_list(self) -> QWidget:
        panel = Panel("sunken")
        for place in self._places[:PLACES_SHOWN]:
            panel.add(Label(place, "dense", selectable=True, wrap=True))
        rest = len(self._places) - PLACES_SHOWN
        if rest > 0:
            panel.add(Label(tr("还有 {count} 处，复制清单可看全部", count=rest), "caption"))
        return panel

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()
