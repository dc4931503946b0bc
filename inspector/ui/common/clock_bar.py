"""The clock of a case: used, deducted, now, rest; words above and below; 怎么算的 opens the day list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.bars import hatch, track
from inspector.ui.common.buttons import Button
from inspector.ui.common.chips import Chip
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import column, row
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class ClockState:
    """A running period. `used` includes `deducted`; all in `unit` (日 or 个工作日). `overdue` > 0 counts past the end."""

    used: int
    deducted: int
    total: int
    unit: str
    due_text: str
    deduction_text: str = ""
    provisional: bool = False
    overdue: int = 0

    def rest(self) -> int:
        """What is left; deducted time does not count against the period."""
        return max(0, self.total + self.deducted - self.used)


class _Bar(PaintedWidget):
    def __init__(self) -> None:
        super().__init__()
        self.state: ClockState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 2, self.width(), 10)
        path = track(painter, bar)
        state = self.state
        if state is None:
            return
        length = max(1, state.total + state.deducted)
        worked = self.width() * min(1.0, max(0, state.used - state.deducted) / length)
        now = self.width() * min(1.0, state.used / length)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(0, 2, worked, 10), look().color("bad" if state.overdue else "accent"))
        if now > worked:
            deducted = QRectF(worked, 2, now - worked, 10)
            painter.fillRect(deducted, look().color("accent_soft"))
            hatch(painter, deducted, look().color("accent"))
        painter.restore()
        painter.fillRect(QRectF(min(now, self.width() - 2.0) - 1, 0, 3, 14), look().color("text"))


class ClockBar(QWidget):
    """`explain_requested()` when 怎么算的 is pressed."""

    explain_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title_text = title
        self._title = Label(title, "dense-bold")
        self._rest = Label("", "dense-bold", "accent")
        self._due = Label("", "dense")
        self._provisional = Chip(tr("暂定"), "warn")
        self._provisional.setToolTip(tr("节假日表不全，日期可能改变"))
        self._bar = _Bar()
        self._below = ElidingLabel("", "caption", "text2")
        how = Button(tr("怎么算的"), "link", size="small")
        how.clicked.connect(self.explain_requested)
        self.setLayout(
            column(
                row(self._title, self._rest, None, self._due, self._provisional, gap=6),
                2,
                self._bar,
                row((self._below, 1), how),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_clock(None)

    def set_title(self, title: str) -> None:
        """Name another period."""
        self._title_text = title
        self._title.setText(title)

    def set_clock(self, state: ClockState | None) -> None:
        """Show a period; None = it does not run."""
        self._bar.state = state
        self._bar.update()
        if state is None:
            self._rest.setText(tr("未起算"))
            self._rest.set_tone("text3")
            self._due.setText("")
            self._provisional.hide()
            self._below.set_text("")
            self.setAccessibleName(f"{self._title_text}：{tr('未起算')}")
            return
        unit = state.unit
        if state.overdue:
            rest = tr("逾期 {n} {unit}", n=state.overdue, unit=unit)
        else:
            rest = tr("剩 {n} {unit}", n=state.rest(), unit=unit)
        self._rest.setText(rest)
        self._rest.set_tone("bad" if state.overdue else "accent")
        self._due.setText(state.due_text)
        self._provisional.setVisible(state.provisional)
        used = tr("已用 {n} {unit}", n=state.used - state.deducted, unit=unit)
        deducted = ""
        if state.deducted:
            reason = state.deduction_text or tr("扣除")
            deducted = f" · {reason} {state.deducted} {unit}"
        self._below.set_text(used + deducted)
        provisional = tr("，暂定") if state.provisional else ""
        self.setAccessibleName(f"{self._title_text}：{used}{deducted}，{rest}，{state.due_text}{provisional}")
