"""The condition list: mark, bold name, word at the right; second line value found, value needed, clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.common.layout import clear
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a rule. `found` what the file shows, `needed` what the rule asks, `source` the clause,
    `change` what would change the answer (tooltip and read aloud), `word` overrides 满足/不满足/待查."""

    name: str
    mark: Mark
    found: str = ""
    needed: str = ""
    source: str = ""
    change: str = ""
    id: str = ""
    word: str = ""


class _Row(PaintedButton):
    def __init__(self, condition: Condition, last: bool) -> None:
        super().__init__(condition.name)
        self._condition, self._last = condition, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        word = condition.word or condition.mark.word
        parts = (condition.name, word, condition.found, condition.needed, condition.source, condition.change)
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
    """Conditions in the order of the source, never re-sorted by result. `opened(condition_id)` on click or Enter."""

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
            line = _Row(condition, place == len(conditions) - 1)
            line.clicked.connect(lambda _on=False, key=condition.id: self.opened.emit(key))
            self._box.addWidget(line)
