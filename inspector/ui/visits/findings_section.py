"""Section 5 of a visit: the findings, composed from the entries and editable, and the intended step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from inspector.domain.kinds import IntendedStep
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import holder, row
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr


class FindingsEdit(QPlainTextEdit):
    """The text with undo; `edited(text)` for typing only, `left()` on leaving; Tab goes on to the next field."""

    edited = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("检查情况，必填"))
        self.setPlaceholderText(tr("填好上面各项就会生成，也可以直接写"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(3 * self.fontMetrics().height() + 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._silent = False
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show a text without `edited`; the same text keeps cursor and undo."""
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _on_changed(self) -> None:
        if not self._silent:
            self.edited.emit(self.toPlainText())


class FindingsSection(Card):
    """`edited(text)` for the officer's own typing, `left()`, `compose_requested()`, `step_chosen(value)`.

    A completed visit is corrected with a reason: `amended(reason, text)`; the former text stays in the record.
    """

    edited = Signal(str)
    left = Signal()
    compose_requested = Signal()
    step_chosen = Signal(str)
    amended = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("发现的问题"), number=5, parent=parent)
        self._compose = Button(tr("重新生成"), "link", size="small")
        self._compose.clicked.connect(self.compose_requested)
        self.add_action(self._compose)
        self._correct = Button(
            tr("更正"), "link", size="small", tooltip=tr("笔录已经完成：更正要写理由，原文保留")
        )
        self._correct.clicked.connect(self._begin_correction)
        self.add_action(self._correct)
        self.text = FindingsEdit()
        self.text.edited.connect(self.edited)
        self.text.left.connect(self.left)
        self._origin = Label("", "caption", wrap=True)
        self.step = Segmented(
            tr("处理意向"),
            [
                Segment(IntendedStep.FILE, IntendedStep.FILE.label),
                Segment(IntendedStep.RECTIFY, IntendedStep.RECTIFY.label),
                Segment(IntendedStep.HAND_OVER, IntendedStep.HAND_OVER.label),
                Segment(IntendedStep.NONE, tr("无问题")),
            ],
        )
        self.step.chosen.connect(self.step_chosen)
        self.add(self.text, 1)
        self.add(self._origin)
        self.add(self.step)
        self.reason = TextField(tr("更正理由"), required=True)
        save, stop = Button(tr("保存更正")), Button(tr("不改了"), "link")
        save.clicked.connect(self._save_correction)
        stop.clicked.connect(self._end_correction)
        self._correction = holder(row((self.reason, 1), stop, save, gap=8))
        self.add(self._correction)
        self._correction.hide()
        self.body.setSpacing(6)
        self._before = ""

    def show_findings(self, text: str, *, edited: bool) -> None:
        """Show the findings; the cursor stays where the officer is typing."""
        self.text.show_text(text)
        self._origin.setText(
            tr("已按你的改动保存，各项再变也不覆盖。")
            if edited
            else tr("由上面各项生成，可以改。改过的不会被覆盖。")
        )

    def show_step(self, step: IntendedStep | None) -> None:
        """Show what is intended; None while the officer has not said."""
        self.step.set_value(step.value if step is not None else "")

    def targets(self) -> dict[str, QWidget]:
        """Where to put the cursor for each requirement."""
        return {"findings": self.text}

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        self.text.setReadOnly(fixed)
        self._compose.setVisible(not fixed)
        self._correct.setVisible(fixed)
        self._correction.hide()
        self.step.setEnabled(not fixed)

    def _begin_correction(self) -> None:
        self._before = self.text.toPlainText()
        self.reason.set_text("")
        self._correct.hide()
        self._correction.show()
        self.text.setReadOnly(False)
        self.text.setFocus()

    def _save_correction(self) -> None:
        if not self.reason.text().strip():
            self.reason.set_fault(tr("更正已完成的笔录要写理由"))
            return
        self.amended.emit(self.reason.text(), self.text.toPlainText())

    def _end_correction(self) -> None:
        self.text.show_text(self._before)
        self.set_read_only(True)
