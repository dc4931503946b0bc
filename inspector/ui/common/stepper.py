"""The stepper of a case: steps as real buttons on one painted line; done, now, next, later, skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, PaintedWidget, draw_text, paint_focus_ring
from inspector.ui.common.tokens import ColorName
from inspector.ui.common.words import tr


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATER = "later"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: id, title, state, caption under it (a date; 进行中 and 下一步 come by themselves), reason when skipped."""

    id: str
    title: str
    state: StepState = StepState.LATER
    caption: str = ""
    reason: str = ""

    def shown_caption(self) -> str:
        """The caption, or the word of the state."""
        words = {StepState.NOW: tr("进行中"), StepState.NEXT: tr("下一步"), StepState.SKIPPED: tr("不适用")}
        return self.caption or words.get(self.state, "")


_DISC = 20


class _StepButton(PaintedButton):
    def __init__(self, number: int, step: Step, last: bool, parent: QWidget) -> None:
        super().__init__(step.title, parent)
        self.number, self.step, self._last = number, step, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        self.step = step
        self.setText(step.title)
        words = {StepState.DONE: tr("已完成"), StepState.LATER: tr("未到")}
        state = words.get(step.state, "") or step.shown_caption()
        parts = (tr("第 {n} 步", n=self.number), step.title, state, step.caption, step.reason)
        self.setAccessibleName("，".join(dict.fromkeys(part for part in parts if part)))
        self.setToolTip(step.reason)
        self.update()

    def sizeHint(self) -> QSize:
        title, small = look().metrics("dense", bold=True), look().metrics("caption")
        width = max(title.horizontalAdvance(self.text()), small.horizontalAdvance(self.step.shown_caption()))
        return QSize(max(44, width + 8), _DISC + 2 + title.height() + small.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.step.state
        disc = QRectF(1, 1, _DISC, _DISC)
        self._paint_line(painter)
        if state is StepState.DONE:
            paint_mark(painter, disc, Mark.MET)
        else:
            self._paint_disc(painter, disc)
        if state is StepState.DONE and self.step.reason:
            # Done, but something was passed over: the dashed ring says that there is a reason to read.
            pen = QPen(look().color("warn"), 1.4)
            pen.setDashPattern([2.2, 1.8])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
        now = state is StepState.NOW
        ink: ColorName = "text" if state in (StepState.DONE, StepState.NOW) else "text2"
        title = look().metrics("dense", bold=True).height()
        top = _DISC + 2
        draw_text(
            painter, QRectF(1, top, self.width() - 2, title), self.text(), size="dense", color=ink, bold=now
        )
        small = QRectF(1, top + title, self.width() - 2, self.height() - top - title)
        note: ColorName = "accent" if now else "text2"
        draw_text(painter, small, self.step.shown_caption(), size="caption", color=note, bold=now)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the stepper."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _paint_line(self, painter: QPainter) -> None:
        if self._last:
            return
        done = self.step.state is StepState.DONE
        pen = QPen(look().color("ok" if done else "line2"), 1.6)
        if self.step.state is StepState.SKIPPED:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        middle = 1 + _DISC / 2
        painter.drawLine(int(_DISC + 6), int(middle), self.width() - 4, int(middle))

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        now = self.step.state is StepState.NOW
        pen = QPen(look().color("edge"), 1.4)
        if self.step.state is StepState.SKIPPED:
            pen.setDashPattern([2.2, 1.8])
        painter.setPen(Qt.PenStyle.NoPen if now else pen)
        painter.setBrush(look().color("accent_fill" if now else "surface"))
        painter.drawEllipse(disc.adjusted(0.7, 0.7, -0.7, -0.7))
        ink: ColorName = "on_accent" if now else "text2"
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, disc, str(self.number), size="caption", color=ink, bold=now, align=centre)


class Stepper(PaintedWidget):
    """Steps in order. ←→ move, Enter or a click emits `opened(step_id)`."""

    opened = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[_StepButton] = []
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setAccessibleName(tr("办案步骤"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; same ids keep their buttons and the focus."""
        if [step.id for step in steps] == [button.step.id for button in self._buttons]:
            for button, step in zip(self._buttons, steps, strict=True):
                button.show_step(step)
            return
        for button in self._buttons:
            self._box.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for place, step in enumerate(steps):
            button = _StepButton(place + 1, step, place == len(steps) - 1, self)
            button.clicked.connect(lambda _on=False, key=step.id: self.opened.emit(key))
            self._buttons.append(button)
            self._box.addWidget(button, 1)

    def set_current(self, step_id: str) -> None:
        """Put the focus on a step."""
        for button in self._buttons:
            if button.step.id == step_id:
                button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←→ move (Enter on a step opens it)."""
        focus = self.focusWidget()
        place = next((n for n, button in enumerate(self._buttons) if button is focus), -1)
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        if step and 0 <= place + step < len(self._buttons):
            self._buttons[place + step].setFocus()
        else:
            super().keyPressEvent(event)
