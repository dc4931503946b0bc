"""Hot spots as discs on a plain ground: no map is loaded from anywhere; a scale and north say how to read it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inspector.domain.geo import MICRO
from inspector.domain.plane import Plane, disc_radius
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.tokens import RADIUS_CONTROL
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on WGS-84 in micro-degrees and how many records lie there."""

    lat_e6: int
    lon_e6: int
    count: int


class PointMap(PaintedWidget):
    """Discs whose area follows the count; the largest bears its figure. Undistorted at the middle latitude."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._points: tuple[MapPoint, ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_points(self, points: Sequence[MapPoint]) -> None:
        """Show these places, most first."""
        self._points = tuple(sorted(points, key=lambda point: -point.count))
        if self._points:
            most = self._points[0]
            words = tr(
                "{n} 处，最多 {count} 件，在 {place}",
                n=len(self._points),
                count=most.count,
                place=_place(most),
            )
        else:
            words = tr("没有可以画出的地点")
        self.setAccessibleName(f"{self._name}：{words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 190)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("line"), 1))
        painter.setBrush(look().color("sunken"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL
        )
        if not self._points:
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_text(
                painter, self.rect(), tr("没有可以画出的地点"), size="caption", color="text3", align=middle
            )
            return
        plane = self._plane()
        most = self._points[0].count
        fill = QColor(look().color("c2"))
        fill.setAlpha(150)
        for point in reversed(self._points):
            painter.setPen(QPen(look().color("surface"), 1))
            painter.setBrush(fill)
            radius = disc_radius(point.count, most)
            painter.drawEllipse(self._where(point, plane), radius, radius)
        self._legend(painter, plane)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The disc under the pointer says its place and count."""
        if not self._points:
            return
        plane, most = self._plane(), self._points[0].count
        for point in self._points:
            offset = self._where(point, plane) - event.position()
            if math.hypot(offset.x(), offset.y()) <= disc_radius(point.count, most) + 2:
                QToolTip.showText(
                    event.globalPosition().toPoint(),
                    tr("{n} 件，{place}", n=point.count, place=_place(point)),
                    self,
                )
                return

    def _plane(self) -> Plane:
        places = [(point.lat_e6, point.lon_e6) for point in self._points]
        return Plane.fit(places, self.width() - 48, self.height() - 60)

    def _where(self, point: MapPoint, plane: Plane) -> QPointF:
        east, north = plane.place(point.lat_e6, point.lon_e6)
        return QPointF(self.width() / 2 + east, (self.height() - 16) / 2 - north)

    def _legend(self, painter: QPainter, plane: Plane) -> None:
        metrics = look().metrics("caption")
        (length, words), y = plane.scale(40), self.height() - 8
        painter.setPen(QPen(look().color("text2"), 1.6))
        painter.drawLine(QPointF(12, y), QPointF(12 + length, y))
        for x in (12.0, 12 + length):
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y))
        box = QRectF(18 + length, self.height() - metrics.height() - 2, 80, metrics.height())
        draw_text(painter, box, words, size="caption", color="text2")
        north = QRectF(self.width() - 60, self.height() - metrics.height() - 2, 50, metrics.height())
        draw_text(
            painter, north, tr("北 ↑"), size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight
        )


def _place(point: MapPoint) -> str:
    return f"{point.lat_e6 / MICRO:.3f}, {point.lon_e6 / MICRO:.3f}"
