"""Phosphor line icons (MIT) in the token colours, sharp at every scale; the face is read only when one is drawn."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from inspector.domain.errors import EnvironmentFaultError
from inspector.ui.common.look import look
from inspector.ui.common.tokens import ColorName


class IconFaceMissingError(EnvironmentFaultError):
    """The icon face did not come with the installation."""

    def __init__(self, detail: str) -> None:
        super().__init__("图标字体没有装好", f"缺少 {detail}；数据不受影响", "重新安装程序")


def _fonts_folder() -> Path:
    # The package is located, not imported: importing it costs start-up time and loads every icon set.
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise IconFaceMissingError("qtawesome")
    return Path(spec.origin).parent / "fonts"


@lru_cache(maxsize=1)
def _charmap() -> str:
    path = next(iter(sorted(_fonts_folder().glob("phosphor-charmap-*.json"))), None)
    if path is None:
        raise IconFaceMissingError("phosphor-charmap")
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _glyph(name: str) -> str:
    # A dozen of 4,470 names are drawn in the first frame: looking each up in the text costs less than parsing it.
    _before, found, after = _charmap().partition(f'"{name}":')
    if not found:
        raise IconFaceMissingError(name)
    return chr(int(after.split('"', 2)[1], 16))


@lru_cache(maxsize=1)
def _family() -> str:
    path = next(iter(sorted(_fonts_folder().glob("phosphor-*.ttf"))), None)
    number = QFontDatabase.addApplicationFont(str(path)) if path else -1
    if number < 0:
        raise IconFaceMissingError("phosphor.ttf")
    return QFontDatabase.applicationFontFamilies(number)[0]


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: ColorName = "text2") -> None:
    """Draw the Phosphor icon `name` ("house", "folder"…) to fill `rect`."""
    box = QRectF(rect)
    font = QFont(_family())
    font.setPixelSize(max(1, round(box.height())))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(look().color(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _glyph(name))
    painter.restore()


class _PhosphorEngine(QIconEngine):
    """Draws one glyph at any size; the colour is looked up at paint time, so a theme switch needs no new icon."""

    def __init__(self, name: str, color: ColorName) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color: ColorName = "text3" if mode == QIcon.Mode.Disabled else self._color
        paint_icon(painter, rect, self._name, color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _PhosphorEngine(self._name, self._color)


def icon(name: str, color: ColorName = "text2") -> QIcon:
    """A QIcon of the Phosphor icon `name` in a token colour."""
    return QIcon(_PhosphorEngine(name, color))
