"""The foot of a visit, always in view: how much is there, what is missing as links, preview and the record's print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import FootState

_LINKS = 4
_LINKS_COMPACT = 2


class VisitFoot(QFrame):
    """`gap_chosen(key)` when a missing thing is clicked. Buttons: `preview`, `print_record`; extra ones by `add_action`."""

    gap_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "foot")
        self.setAccessibleName(tr("填写进度与打印"))
        self._mark = MarkView(Mark.UNKNOWN, 18)
        self._count = Label("", "bold")
        self._links = QHBoxLayout()
        self._links.setSpacing(2)
        self._hint = ElidingLabel("", "dense", "warn")
        self.preview = Button(tr("预览"), size="large")
        self.print_record = Button(
            tr("打印现场检查笔录"), "filled", icon="printer", key="Ctrl+Enter", size="large"
        )
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        self._actions.addWidget(self.preview)
        self._actions.addWidget(self.print_record)
        head = row(self._mark, self._count, None, gap=8)
        head.setAlignment(self._mark, Qt.AlignmentFlag.AlignVCenter)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 8, 20, 8)
        box.setSpacing(12)
        box.addLayout(column(None, head, row(self._links, (self._hint, 100), None, gap=8), None, gap=0), 1)
        box.addLayout(self._actions)
        self._state = FootState(0, 0, ())
        self._limit = _LINKS

    def add_action(self, button: Button) -> None:
        """Put another button before the print button."""
        self._actions.insertWidget(self._actions.count() - 1, button)

    def set_compact(self, compact: bool) -> None:
        """Fewer links, no key on the button, where there is less width."""
        self._limit = _LINKS_COMPACT if compact else _LINKS
        self.show_state(self._state)

    def show_state(self, state: FootState) -> None:
        """Count, links to what is missing, one hint."""
        rebuild = (state.missing, state.fixed) != (self._state.missing, self._state.fixed) or (
            self._links.count() != min(len(state.missing), self._limit)
        )
        self._state = state
        if state.fixed:
            self._mark.set_mark(Mark.MET)
            self._count.setText(state.fixed)
        elif state.missing:
            self._mark.set_mark(Mark.UNKNOWN)
            self._count.setText(tr("必填 {met} / {total}，还缺", met=state.met, total=state.total))
        else:
            self._mark.set_mark(Mark.MET)
            self._count.setText(tr("必填 {met} / {total}，可以打印", met=state.met, total=state.total))
        self._hint.set_text(state.hint)
        self._hint.setVisible(bool(state.hint))
        if rebuild:
            self._build_links(() if state.fixed else state.missing)

    def _build_links(self, missing: Sequence[tuple[str, str]]) -> None:
        clear(self._links)
        for key, words in missing[: self._limit]:
            link = Button(words, "link", size="small")
            link.setAccessibleName(tr("去填 {words}", words=words))
            link.clicked.connect(lambda _on=False, place=key: self.gap_chosen.emit(place))
            self._links.addWidget(link)
        rest = len(missing) - self._limit
        if rest > 0:
            self._links.addWidget(Label(tr("等 {n} 项", n=len(missing)), "sub"))
