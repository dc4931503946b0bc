"""Segmented rows of equal fixed widths, and the three-way answer 符合/不符/未查 with keys 1 2 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL, SOFT, Tone
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its value, text, colour when chosen, and mark when chosen."""

    value: str
    text: str
    tone: Tone = "accent"
    mark: Mark | None = None


class _SegmentButton(PaintedButton):
    def __init__(self, segment: Segment, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(segment.text, parent)
        self.segment, self._first, self._last = segment, first, last
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = look().metrics("dense", bold=True)
        width = metrics.horizontalAdvance(self.text()) + 24 + (20 if self.segment.mark else 0)
        return QSize(max(68, width), max(44 if look().touch else 30, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5)
        on = self.isChecked()
        tone = self.segment.tone
        painter.setPen(QPen(look().color(tone if on else "edge"), 1))
        painter.setBrush(look().color(SOFT[tone] if on else "sunken" if self.underMouse() else "surface"))
        painter.drawPath(self._outline(box))
        metrics = look().metrics("dense", bold=on)
        mark = self.segment.mark if on else None
        total = metrics.horizontalAdvance(self.text()) + (18 if mark else 0)
        x = (self.width() - total) / 2
        if mark:
            paint_mark(painter, QRectF(x, (self.height() - 14) / 2, 14, 14), mark)
            x += 18
        ink: Tone = tone if on else "text2"
        draw_text(
            painter,
            QRectF(x, 0, self.width() - x, self.height()),
            self.text(),
            size="dense",
            color=ink,
            bold=on,
        )
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())

    def _outline(self, box: QRectF) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        half = box.width() / 2
        if not self._first:
            path.addRect(QRectF(box.x(), box.y(), half, box.height()))
        if not self._last:
            path.addRect(QRectF(box.x() + half, box.y(), half, box.height()))
        return path.simplified()


class Segmented(QWidget):
    """A row of exclusive choices. `chosen(value)` fires for the user's choice only; keys 1…9 and ←→ choose."""

    chosen = Signal(str)

    def __init__(self, name: str, segments: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: list[_SegmentButton] = []
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for index, segment in enumerate(segments):
            button = _SegmentButton(segment, index == 0, index == len(segments) - 1, self)
            button.setAccessibleName(f"{name}：{segment.text}")
            self._group.addButton(button, index)
            self._buttons.append(button)
            box.addWidget(button, 1)
        widest = max(button.sizeHint().width() for button in self._buttons)
        for button in self._buttons:
            button.setMinimumWidth(widest)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(lambda _id: self.chosen.emit(self.value()))

    def value(self) -> str:
        """The chosen value, empty when nothing was chosen yet."""
        index = self._group.checkedId()
        return self._buttons[index].segment.value if index >= 0 else ""

    def set_value(self, value: str) -> None:
        """Choose without `chosen`; an empty or unknown value leaves nothing chosen."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.segment.value == value)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1…9 choose by place."""
        place = event.key() - Qt.Key.Key_1.value
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 0 <= place < len(self._buttons):
            self._buttons[place].setFocus()
            self._buttons[place].click()
        else:
            super().keyPressEvent(event)


COMPLIES, FAILS, UNCHECKED = "yes", "no", "unchecked"


class ThreeWay(Segmented):
    """符合 / 不符 / 未查, values "yes", "no", "unchecked"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            name,
            (
                Segment(COMPLIES, tr("符合"), "ok", Mark.MET),
                Segment(FAILS, tr("不符"), "bad", Mark.UNMET),
                Segment(UNCHECKED, tr("未查"), "accent"),
            ),
            parent,
        )
