"""The condition list: mark, bold name, word at the right; second line value found, value needed, clause; detail on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a rule. `found` what the file shows, `needed` what the rule asks, `source` the clause,
    `change` what would change the answer (shown under an open condition), `detail` evidence and the like (shown when the
    row is opened), `word` overrides 满足/不满足/待查."""

    name: str
    mark: Mark
    found: str = ""
    needed: str = ""
    source: str = ""
    change: str = ""
    id: str = ""
    word: str = ""
    detail: tuple[str, ...] = ()


class _Row(PaintedButton):
    def __init__(self, condition: Condition, last: bool) -> None:
        super().__init__(condition.name)
        self._condition, self._last = condition, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        word = condition.word or condition.mark.word
        said = (condition.found, condition.needed, condition.source, condition.change)
        parts = (
            condition.name,
            word,
            *said,
            *(text for text in condition.detail if text != condition.change),
        )
        self.setAccessibleName("，".join(part for part in parts if part))
        self.setToolTip("\n".join(part for part in parts[2:] if part))

    def sizeHint(self) -> QSize:
        two = look().metrics("dense").height() + look().metrics("caption").height()
        return QSize(240, max(44, two + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = self._condition
        top = look().metrics("dense").height()
        small = look().metrics("caption").height()
        start = (self.height() - top - small) / 2
        if self.underMouse():
            painter.fillRect(self.rect(), look().color("sunken"))
        paint_mark(painter, QRectF(1, start + (top - 18) / 2, 18, 18), c.mark)
        word = c.word or c.mark.word
        right = Qt.AlignmentFlag.AlignRight
        first = QRectF(28, start, self.width() - 28, top)
        used = draw_text(painter, first, word, size="dense", color=c.mark.tone, bold=True, align=right)
        draw_text(painter, first.adjusted(0, 0, -used - 8, 0), c.name, size="dense", bold=True)
        second = QRectF(28, start + top, self.width() - 28, small)
        used = draw_text(painter, second, c.source, size="caption", color="text2", align=right)
        room = second.adjusted(0, 0, -used - 8, 0)
        left = draw_text(painter, room, c.found, size="caption", color="text")
        draw_text(painter, room.adjusted(left + 8, 0, 0, 0), c.needed, size="caption", color="text2")
        if not self._last:
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look().color("line"))
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), 4)


class ConditionList(QWidget):
    """Conditions in the order of the source, never re-sorted by result. `opened(condition_id)` on click or Enter.

    Opening a row shows its whole text below it; what would change an open or failed condition stands there from the start.
    """

    opened = Signal(str)

    def __init__(self, conditions: Sequence[Condition] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setAccessibleName(tr("条件"))
        self.set_conditions(conditions)

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these conditions."""
        clear(self._box)
        for place, condition in enumerate(conditions):
            shown = bool(condition.change) and condition.mark is not Mark.MET
            line = _Row(condition, place == len(conditions) - 1 or shown)
            below = Label(condition.change if shown else "", "caption", "text2", wrap=True, parent=self)
            below.setContentsMargins(28, 0, 0, 6)
            below.setVisible(shown)
            line.clicked.connect(lambda _on=False, c=condition, label=below: self._open(c, label))
            self._box.addWidget(line)
            self._box.addWidget(below)

    def _open(self, condition: Condition, below: Label) -> None:
        """Everything that is known of a condition, in full; a second click puts the short form back."""
        first = " · ".join(part for part in (condition.found, condition.source) if part)
        whole = "\n".join(part for part in (first, condition.needed, *condition.detail) if part)
        short = condition.change if condition.mark is not Mark.MET else ""
        below.setText(short if below.text() == whole else whole)
        below.setVisible(bool(below.text()))
        self.opened.emit(condition.id)
