"""Layers painted over a picture in the window, as the renderer draws them into the derived one (`evidence.drawing`)."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from inspector.domain.layers import FULL, Arrow, Blur, Box, Ink, Label, Layers, Mark, Measure, Stamp
from inspector.ui.common.look import look

_INKS = {
    Ink.RED: QColor(214, 40, 40),
    Ink.YELLOW: QColor(255, 200, 40),
    Ink.BLUE: QColor(30, 90, 200),
    Ink.BLACK: QColor(20, 20, 20),
    Ink.WHITE: QColor(255, 255, 255),
}
_TILES = 5


def ink_color(ink: Ink) -> QColor:
    """The colour of an ink, for the choice of inks: what is drawn into evidence does not follow the theme."""
    return _INKS[ink]


class LayerPainter:
    """Paints the layers of one picture into `frame`, the place of the whole upright picture."""

    def __init__(self, painter: QPainter, image: QImage, frame: QRectF) -> None:
        self._painter, self._image, self._frame = painter, image, frame
        self._width = max(2.0, max(frame.width(), frame.height()) / 260)

    def point(self, x: int, y: int) -> QPointF:
        """Ten-thousandths to the frame."""
        return QPointF(
            self._frame.x() + x * self._frame.width() / FULL,
            self._frame.y() + y * self._frame.height() / FULL,
        )

    def area(self, x: int, y: int, w: int, h: int) -> QRectF:
        """An area of the picture in the frame."""
        return QRectF(self.point(x, y), self.point(x + w, y + h))

    def picture(self) -> None:
        """The untouched picture."""
        self._painter.drawImage(self._frame, self._image)

    def marks(self, layers: Layers) -> None:
        """Hidden areas first: nothing drawn later may show what they hide."""
        for mark in layers.marks:
            if isinstance(mark, Blur):
                self.mark(mark)
        for mark in layers.marks:
            if not isinstance(mark, Blur | Stamp):
                self.mark(mark)

    def mark(self, mark: Mark) -> None:
        """One mark."""
        match mark:
            case Arrow():
                self._arrow(mark)
            case Box():
                self._outline(self.area(mark.x, mark.y, mark.w, mark.h), _INKS[mark.ink])
            case Label():
                self._text(self.point(mark.x, mark.y), mark.text, mark.size, mark.ink)
            case Measure():
                self._measure(mark)
            case Blur():
                self._hide(mark)
            case Stamp():
                pass

    def shade_outside(self, layers: Layers) -> None:
        """What a crop leaves out, darkened."""
        if layers.crop is None:
            return
        crop = layers.crop
        path = QPainterPath()
        path.addRect(self._frame)
        path.addRect(self.area(crop.x, crop.y, crop.w, crop.h))
        self._painter.fillPath(path, QColor(0, 0, 0, 150))
        self._outline(self.area(crop.x, crop.y, crop.w, crop.h), _INKS[Ink.WHITE], dashed=True)

    def around(self, mark: Mark) -> None:
        """The dashed frame of the chosen mark."""
        from inspector.ui.photos.layer_shapes import bounds

        left, top, right, bottom = bounds(mark)
        box = self.area(left, top, right - left, bottom - top)
        if isinstance(mark, Label):
            font = self._font(mark.size)
            metrics = QFontMetricsF(font)
            box = QRectF(box.topLeft(), metrics.size(0, mark.text))
        pen = QPen(look().color("accent"), 2, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box.adjusted(-5, -5, 5, 5))

    def stamp(self, lines: tuple[str, ...], kept: QRectF) -> None:
        """The band at the foot of what is kept."""
        size = max(10.0, min(kept.height() / 28, 48.0))
        font = QFont(self._painter.font())
        font.setPixelSize(round(size))
        widest = max(QFontMetricsF(font).horizontalAdvance(line) for line in lines)
        if widest > kept.width() - 2 * size:
            size = max(6.0, size * (kept.width() - 2 * size) / widest)
            font.setPixelSize(round(size))
        pitch = size * 1.35
        top = kept.bottom() - pitch * len(lines) - size
        self._painter.fillRect(QRectF(kept.x(), top, kept.width(), kept.bottom() - top), QColor(0, 0, 0, 158))
        self._painter.setFont(font)
        self._painter.setPen(QColor(255, 255, 255))
        for place, line in enumerate(lines):
            spot = QRectF(kept.x() + size, top + size / 2 + place * pitch, kept.width() - size, pitch)
            self._painter.drawText(
                spot, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line
            )

    def _line(self, start: QPointF, end: QPointF, color: QColor) -> None:
        for pen in (QPen(QColor(255, 255, 255), self._width + 2), QPen(color, self._width)):
            self._painter.setPen(pen)
            self._painter.drawLine(start, end)

    def _outline(self, box: QRectF, color: QColor, *, dashed: bool = False) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        halo = QColor(0, 0, 0) if dashed else QColor(255, 255, 255)
        for pen in (QPen(halo, self._width + 2), QPen(color, self._width, style)):
            self._painter.setPen(pen)
            self._painter.drawRect(box)

    def _arrow(self, mark: Arrow) -> None:
        start, end = self.point(mark.x1, mark.y1), self.point(mark.x2, mark.y2)
        angle = math.atan2(end.y() - start.y(), end.x() - start.x())
        long = self._width * 6
        neck = end - QPointF(long * 0.7 * math.cos(angle), long * 0.7 * math.sin(angle))
        self._line(start, neck, _INKS[mark.ink])
        wings = [
            end - QPointF(long * math.cos(angle + side), long * math.sin(angle + side))
            for side in (0.42, -0.42)
        ]
        self._painter.setPen(QPen(QColor(255, 255, 255), 1))
        self._painter.setBrush(_INKS[mark.ink])
        self._painter.drawPolygon(QPolygonF([end, *wings]))

    def _measure(self, mark: Measure) -> None:
        start, end = self.point(mark.x1, mark.y1), self.point(mark.x2, mark.y2)
        angle = math.atan2(end.y() - start.y(), end.x() - start.x())
        across = QPointF(-self._width * 4 * math.sin(angle), self._width * 4 * math.cos(angle))
        self._line(start, end, _INKS[mark.ink])
        for spot in (start, end):
            self._line(spot - across, spot + across, _INKS[mark.ink])
        middle = (start + end) / 2 + QPointF(self._width * 3, self._width * 2)
        self._text(middle, mark.text, 300, mark.ink)

    def _font(self, size: int) -> QFont:
        font = QFont(self._painter.font())
        font.setPixelSize(max(8, round(size * self._frame.height() / FULL)))
        return font

    def _text(self, corner: QPointF, text: str, size: int, ink: Ink) -> None:
        font = self._font(size)
        metrics = QFontMetricsF(font)
        lines = text.split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        high = metrics.height() * len(lines)
        x = max(self._frame.x(), min(corner.x(), self._frame.right() - wide))
        y = max(self._frame.y(), min(corner.y(), self._frame.bottom() - high))
        path = QPainterPath()
        for place, line in enumerate(lines):
            path.addText(x, y + metrics.ascent() + place * metrics.height(), font, line)
        halo = QColor(0, 0, 0) if ink in (Ink.WHITE, Ink.YELLOW) else QColor(255, 255, 255)
        self._painter.strokePath(path, QPen(halo, max(2.0, font.pixelSize() / 6)))
        self._painter.fillPath(path, _INKS[ink])

    def _hide(self, mark: Blur) -> None:
        wide, high = self._image.width(), self._image.height()
        source = QRectF(
            mark.x * wide / FULL, mark.y * high / FULL, mark.w * wide / FULL, mark.h * high / FULL
        ).toAlignedRect()
        tiles = self._image.copy(source).scaled(
            QSize(_TILES, _TILES),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._painter.drawImage(self.area(mark.x, mark.y, mark.w, mark.h), tiles)
        self._painter.restore()
