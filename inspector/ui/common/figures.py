"""Figures that open what is behind them: the tile of a page's head and the figure in a line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.common.icons import paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedButton, draw_text, paint_focus_ring
from inspector.ui.common.tokens import RADIUS_CARD, RADIUS_MARK, ColorName, SizeName
from inspector.ui.common.words import tr


def underline(painter: QPainter, left: float, y: float, width: float) -> None:
    """The dotted line under a figure that can be opened."""
    pen = QPen(look().color("text3"), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawLine(int(left), int(y), int(left + width), int(y))


class FigureButton(PaintedButton):
    """A figure in a line of text; pressing it opens its rows. `spoken` says what it counts."""

    def __init__(self, figure: str = "", spoken: str = "", parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_figure(figure, spoken)

    def show_figure(self, figure: str, spoken: str) -> None:
        """Another figure."""
        self.setText(figure)
        self.setAccessibleName(tr("{what} {figure}，打开", what=spoken, figure=figure))
        self.setToolTip(tr("打开 {what}", what=spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = look().metrics("dense", bold=True)
        return QSize(metrics.horizontalAdvance(self.text()) + 6, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(3, 0, self.width() - 6, self.height() - 3)
        width = draw_text(
            painter,
            box,
            self.text(),
            size="dense",
            color="accent" if self.underMouse() else "text",
            bold=True,
        )
        underline(painter, 3, self.height() - 2, width)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_MARK)


class FigureTile(PaintedButton):
    """One figure of a page's head: title, figure with its unit, and the change against the year before."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title, self._figure, self._unit, self._note = title, "—", "", ""
        self._opens = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: str, unit: str, note: str, *, opens: bool = True) -> None:
        """Another figure; read aloud as one. Without rows nothing `opens`."""
        self._opens = opens
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self._figure, self._unit, self._note = figure, unit, note
        self.setAccessibleName(f"{self._title} {figure} {unit}，{note}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        small, large = look().metrics("caption"), look().metrics("figure", bold=True)
        head = look().metrics("dense").horizontalAdvance(self._title) + 28
        figure = large.horizontalAdvance(self._figure) + 6 + small.horizontalAdvance(self._unit)
        width = max(head, figure, small.horizontalAdvance(self._note)) + 28
        return QSize(width, look().metrics("dense").height() + large.height() + small.height() + 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look().color("surface"))
        painter.setPen(QPen(look().color("accent" if self._opens and self.underMouse() else "line"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        small, large = look().metrics("caption"), look().metrics("figure", bold=True)
        head = look().metrics("dense").height()
        inside = self.width() - 28
        draw_text(painter, QRectF(14, 8, inside - 20, head), self._title, size="dense", color="text2")
        if self._opens:
            paint_icon(painter, QRectF(self.width() - 30, 9, 16, 16), "arrow-up-right", "text2")
        top = 8 + head
        width = draw_text(
            painter, QRectF(14, top, inside, large.height()), self._figure, size="figure", bold=True
        )
        if self._opens:
            underline(painter, 14, top + large.height() - 1, width)
        draw_text(
            painter,
            QRectF(14 + width + 6, top, inside - width - 6, large.height() + 6),
            self._unit,
            size="caption",
            color="text2",
        )
        note = QRectF(14, top + large.height() + 3, inside, small.height())
        draw_text(painter, note, self._note, size="caption", color="text2")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_CARD)


class BarLine(PaintedButton):
    """One horizontal bar: name, bar, figure and share. Pressing it opens the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._share, self._figure, self._note = 0.0, "", ""
        self._color: ColorName = "c1"
        self._name_px, self._opens = 72, True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(
        self,
        name: str,
        figure: str,
        share: float,
        note: str = "",
        color: ColorName = "c1",
        name_px: int = 72,
        *,
        opens: bool = True,
    ) -> None:
        """`share` 0..1 of the longest bar; `note` stands behind the figure ("63.4%"); without rows nothing `opens`."""
        self.setText(name)
        self._share, self._figure, self._note = max(0.0, min(1.0, share)), figure, note
        self._color, self._name_px = color, name_px
        self._opens = opens
        spoken = f"{name} {figure} {note}".strip()
        self.setAccessibleName(tr("{what}，打开", what=spoken) if opens else spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, look().metrics("dense").height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dense: SizeName = "dense"
        draw_text(painter, QRectF(4, 0, self._name_px, self.height()), self.text(), size=dense, color="text2")
        figure = look().metrics(dense, bold=True).horizontalAdvance(self._figure)
        note = look().metrics("caption").horizontalAdvance(self._note) + 10 if self._note else 0
        left = self._name_px + 12
        room = max(8.0, self.width() - left - figure - note - 12)
        bar = QRectF(left, self.height() / 2 - 6, max(2.0, room * self._share) if self._share else 0.0, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color(self._color))
        painter.drawRoundedRect(bar, 3, 3)
        x = bar.right() + 8
        draw_text(painter, QRectF(x, 0, figure + 2, self.height()), self._figure, size=dense, bold=True)
        if self._opens:
            underline(painter, x, self.height() / 2 + look().metrics(dense).height() / 2, figure)
        place = QRectF(x + figure + 8, 0, note + 2, self.height())
        draw_text(painter, place, self._note, size="caption", color="text2")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_MARK)
