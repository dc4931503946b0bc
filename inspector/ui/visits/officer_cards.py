"""The two officers of a visit as cards: mark, name, certificate; a click or Enter offers the other officers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CONTROL
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import OfficerView


class OfficerCard(PaintedButton):
    """One place for an officer. `chosen(officer_id)` when another one is picked from the menu."""

    chosen = Signal(str)

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._place = place
        self._officer: OfficerView | None = None
        self._choices: Sequence[OfficerView] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._offer)
        self.show_officer(None, ())

    def show_officer(self, officer: OfficerView | None, choices: Sequence[OfficerView]) -> None:
        """Show who it is and who else may stand here."""
        self._officer, self._choices = officer, choices
        if officer is None:
            words = tr("{place}，未选，选择执法人员", place=self._place)
        else:
            state = tr("执法证有效") if officer.valid else tr("执法证已过期")
            words = f"{self._place}，{officer.name}，{officer.card_number}，{state}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        height = look().metrics("dense").height() + look().metrics("caption").height() + 4
        return QSize(140, max(44 if look().touch else 40, height))

    def minimumSizeHint(self) -> QSize:
        return QSize(110, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look().color("line"))
        painter.setBrush(look().color("accent_soft" if self.underMouse() and self.isEnabled() else "sunken"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL
        )
        officer = self._officer
        mark = Mark.UNKNOWN if officer is None else Mark.MET if officer.valid else Mark.UNMET
        paint_mark(painter, QRectF(10, (self.height() - 16) / 2, 16, 16), mark)
        first, second = look().metrics("dense").height(), look().metrics("caption").height()
        top = (self.height() - first - second) / 2
        name = officer.name if officer else self._place
        room = QRectF(34, top, self.width() - 38, first)
        draw_text(painter, room, name, size="dense", bold=True)
        below = QRectF(34, top + first, self.width() - 38, second)
        draw_text(
            painter, below, officer.card_number if officer else tr("选择"), size="caption", color="text2"
        )
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())

    def _offer(self) -> None:
        menu = QMenu(self)
        for choice in self._choices:
            expired = "" if choice.valid else tr("（执法证已过期）")
            action = menu.addAction(f"{choice.name}  {choice.card_number}{expired}")
            action.setEnabled(choice.valid)
            action.triggered.connect(lambda _on=False, key=choice.id: self.chosen.emit(key))
        if not self._choices:
            menu.addAction(tr("没有其他执法人员，先到设置里登记")).setEnabled(False)
        menu.exec(self.mapToGlobal(QPoint(0, self.height())))
        menu.deleteLater()
