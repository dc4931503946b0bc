"""Marks and seals: each state a shape, a word and a colour; one painter for widgets, delegates, buttons and print."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.tokens import ColorName, Tone


class Mark(StrEnum):
    """States of a check, a date or a paper."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    DRAFT = "draft"
    RECHECK = "recheck"

    @property
    def word(self) -> str:
        """The word that goes with the shape."""
        return _MARK_WORDS[self]

    @property
    def tone(self) -> Tone:
        """The colour that goes with the shape."""
        return _MARK_TONES[self]


class Seal(StrEnum):
    """Outcomes of a case, as one character in a chop."""

    FINED = "罚"
    REDUCED = "减"
    WAIVED = "免"
    MAY_WAIVE = "可"
    HANDED_OVER = "移"
    DROPPED = "撤"
    PROPOSED = "拟"

    @property
    def word(self) -> str:
        """The word that always follows the seal."""
        return _SEAL_WORDS[self]

    @property
    def tone(self) -> Tone:
        """The colour of the chop."""
        return _SEAL_TONES[self]


_MARK_WORDS = {
    Mark.MET: "满足",
    Mark.UNMET: "不满足",
    Mark.UNKNOWN: "待查",
    Mark.OVERDUE: "逾期",
    Mark.TODAY: "今天",
    Mark.SOON: "将到期",
    Mark.LATER: "未到",
    Mark.DRAFT: "草稿",
    Mark.RECHECK: "重新核对",
}
_MARK_TONES: dict[Mark, Tone] = {
    Mark.MET: "ok",
    Mark.UNMET: "bad",
    Mark.UNKNOWN: "warn",
    Mark.OVERDUE: "bad",
    Mark.TODAY: "warn",
    Mark.SOON: "warn",
    Mark.LATER: "text3",
    Mark.DRAFT: "text3",
    Mark.RECHECK: "vio",
}
_SEAL_WORDS = {
    Seal.FINED: "处罚",
    Seal.REDUCED: "减轻",
    Seal.WAIVED: "不予处罚",
    Seal.MAY_WAIVE: "可以不予处罚",
    Seal.HANDED_OVER: "移送",
    Seal.DROPPED: "撤案",
    Seal.PROPOSED: "未决定",
}
_SEAL_TONES: dict[Seal, Tone] = {
    Seal.FINED: "bad",
    Seal.REDUCED: "warn",
    Seal.WAIVED: "ok",
    Seal.MAY_WAIVE: "accent",
    Seal.HANDED_OVER: "vio",
    Seal.DROPPED: "text3",
    Seal.PROPOSED: "accent",
}


class _Pencil:
    """Draws one mark on an 18-unit grid laid over `rect`."""

    def __init__(self, painter: QPainter, rect: QRectF) -> None:
        self.painter = painter
        self.unit = rect.width() / 18
        painter.translate(rect.topLeft())

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.unit, y * self.unit)

    def box(self, x: float, y: float, w: float, h: float) -> QRectF:
        return QRectF(x * self.unit, y * self.unit, w * self.unit, h * self.unit)

    def pen(self, color: QColor, width: float, dashes: tuple[float, float] | None = None) -> None:
        pen = QPen(color, width * self.unit)
        if dashes:
            pen.setDashPattern(dashes)
        else:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)

    def fill(self, color: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)

    def hollow(self) -> None:
        self.painter.setBrush(Qt.BrushStyle.NoBrush)


def _met(d: _Pencil) -> None:
    d.fill(look().color("ok"))
    d.painter.drawEllipse(d.box(1, 1, 16, 16))
    d.hollow()
    d.pen(look().color("surface"), 2)
    d.painter.drawPolyline([d.point(5.2, 9.4), d.point(7.9, 12), d.point(12.8, 6.4)])


def _unmet(d: _Pencil) -> None:
    d.fill(look().color("bad"))
    d.painter.drawRoundedRect(d.box(1.5, 1.5, 15, 15), 2.5 * d.unit, 2.5 * d.unit)
    d.pen(look().color("surface"), 2)
    d.painter.drawLine(d.point(6, 6), d.point(12, 12))
    d.painter.drawLine(d.point(12, 6), d.point(6, 12))


def _unknown(d: _Pencil) -> None:
    d.pen(look().color("warn"), 1.8, (2.2, 1.5))
    d.painter.setBrush(look().color("warn_soft"))
    d.painter.drawEllipse(d.box(1.6, 1.6, 14.8, 14.8))
    d.hollow()
    d.pen(look().color("warn"), 1.9)
    # The question mark is drawn, not set in type: it must not change with the face or the type scale.
    hook = QPainterPath(d.point(6.7, 7.2))
    hook.cubicTo(d.point(6.7, 3.9), d.point(11.4, 3.9), d.point(11.4, 7.0))
    hook.cubicTo(d.point(11.4, 8.9), d.point(9.0, 8.7), d.point(9.0, 10.7))
    d.painter.drawPath(hook)
    d.painter.drawPoint(d.point(9, 13.3))


def _overdue(d: _Pencil) -> None:
    path = QPainterPath(d.point(9, 1.8))
    path.lineTo(d.point(17, 16))
    path.lineTo(d.point(1, 16))
    path.closeSubpath()
    d.painter.setBrush(look().color("bad"))
    d.pen(look().color("bad"), 1.4)
    d.painter.drawPath(path)
    d.pen(look().color("surface"), 2)
    d.painter.drawLine(d.point(9, 7), d.point(9, 10.6))
    d.painter.drawPoint(d.point(9, 13.4))


def _wedge(d: _Pencil, degrees: int) -> None:
    d.hollow()
    d.pen(look().color("warn"), 1.8)
    d.painter.drawEllipse(d.box(1.8, 1.8, 14.4, 14.4))
    d.fill(look().color("warn"))
    d.painter.drawPie(d.box(4, 4, 10, 10), 90 * 16, -degrees * 16)


def _later(d: _Pencil) -> None:
    d.hollow()
    d.pen(look().color("text3"), 1.6)
    d.painter.drawEllipse(d.box(2, 2, 14, 14))
    d.painter.drawPolyline([d.point(9, 5.4), d.point(9, 9.2), d.point(11.6, 10.8)])


def _draft(d: _Pencil) -> None:
    d.hollow()
    d.pen(look().color("text3"), 1.6, (2.0, 1.6))
    d.painter.drawRoundedRect(d.box(3, 1.8, 12, 14.4), 2 * d.unit, 2 * d.unit)


def _recheck(d: _Pencil) -> None:
    d.hollow()
    d.pen(look().color("vio"), 1.8)
    d.painter.drawArc(d.box(2.5, 2.5, 13, 13), 40 * 16, 280 * 16)
    d.painter.drawPolyline([d.point(15.6, 1.8), d.point(14.6, 6), d.point(10.4, 5.2)])


def paint_mark(painter: QPainter, rect: QRect | QRectF, mark: Mark) -> None:
    """Draw `mark` to fill the square `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pencil = _Pencil(painter, QRectF(rect))
    if mark in (Mark.TODAY, Mark.SOON):
        _wedge(pencil, 300 if mark == Mark.TODAY else 150)
    else:
        {
            Mark.MET: _met,
            Mark.UNMET: _unmet,
            Mark.UNKNOWN: _unknown,
            Mark.OVERDUE: _overdue,
            Mark.LATER: _later,
            Mark.DRAFT: _draft,
            Mark.RECHECK: _recheck,
        }[mark](pencil)
    painter.restore()


def paint_seal(painter: QPainter, rect: QRect | QRectF, seal: Seal, *, decided: bool = True) -> None:
    """Draw `seal` to fill the square `rect`: filled when decided, outlined when proposed."""
    box = QRectF(rect).adjusted(0.8, 0.8, -0.8, -0.8)
    color = look().color(seal.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if decided:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
    else:
        painter.setPen(QPen(color, 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    font = look().font("caption", bold=True)
    font.setPixelSize(max(8, int(QRectF(rect).width() * 0.62)))
    painter.setFont(font)
    painter.setPen(look().color("surface") if decided else color)
    painter.drawText(box.adjusted(0, -0.5, 0, -0.5), Qt.AlignmentFlag.AlignCenter, seal.value)
    painter.restore()


class _MarkEngine(QIconEngine):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        paint_mark(painter, QRectF(rect.x(), rect.y(), side, side), self._mark)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _MarkEngine(self._mark)


def mark_icon(mark: Mark) -> QIcon:
    """The mark as an icon for menus and item views."""
    return QIcon(_MarkEngine(mark))


class MarkView(PaintedWidget):
    """A mark of `side` pixels; `word` overrides the word it is read aloud as."""

    def __init__(self, mark: Mark, side: int = 18, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setFixedSize(side, side)
        self.setAccessibleName(word or mark.word)

    def mark(self) -> Mark:
        """The mark shown."""
        return self._mark

    def set_mark(self, mark: Mark, word: str = "") -> None:
        """Show another mark."""
        self._mark = mark
        self.setAccessibleName(word or mark.word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._mark)


class SealView(PaintedWidget):
    """A seal followed by its word ("拟" 未决定); `word` overrides the word shown."""

    SIDE = 20

    def __init__(
        self, seal: Seal, *, decided: bool = True, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seal, self._decided, self._word = seal, decided, word
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """The word shown beside the seal."""
        if self._word:
            return self._word
        proposed = not self._decided and self._seal is not Seal.PROPOSED
        return ("拟" if proposed else "") + self._seal.word

    def set_seal(self, seal: Seal, *, decided: bool, word: str = "") -> None:
        """Show another outcome."""
        self._seal, self._decided, self._word = seal, decided, word
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = look().metrics("body")
        return QSize(
            self.SIDE + 8 + metrics.horizontalAdvance(self.text()) + 2, max(self.SIDE, metrics.height())
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - self.SIDE) / 2
        paint_seal(painter, QRectF(0, top, self.SIDE, self.SIDE), self._seal, decided=self._decided)
        tone: ColorName = "text" if self._decided else "text2"
        draw_text(painter, QRectF(self.SIDE + 8, 0, self.width(), self.height()), self.text(), color=tone)
