"""The look in force: tokens, type sizes, density; what painters and size hints read.

Qt itself keeps palette, font and style sheet per application; this is the fourth such value, set only by
`theme.Theme`, so that no widget has to be handed colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics

from inspector.ui.common.tokens import LIGHT, TYPE_SCALE, ColorName, SizeName, Tokens, TypeScale

SANS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
LAW = ("SimSun", "Songti SC", "Noto Serif CJK SC", "AR PL UMing CN")


@dataclass(frozen=True, slots=True)
class Look:
    """Tokens, sizes and density together; frozen, so it can key caches."""

    tokens: Tokens = LIGHT
    sizes: TypeScale = TYPE_SCALE
    touch: bool = False

    def color(self, name: ColorName) -> QColor:
        """A token as QColor."""
        return QColor(self.tokens.value(name))

    def font(self, size: SizeName = "body", *, bold: bool = False, law: bool = False) -> QFont:
        """A face of the window; `law=True` is the Song face for statute text."""
        return QFont(_font(self.sizes.value(size), bold, law))

    def metrics(self, size: SizeName = "body", *, bold: bool = False) -> QFontMetrics:
        """Metrics of `font(size, bold)`."""
        return QFontMetrics(self.font(size, bold=bold))

    @property
    def control_height(self) -> int:
        """Height of inputs and buttons: 34, 42 for touch, more when the type is scaled up."""
        return max(42 if self.touch else 34, self.metrics("body").height() + 10)

    @property
    def row_height(self) -> int:
        """Height of a table row: 32, 44 for touch, more when the type is scaled up."""
        return max(44 if self.touch else 32, self.metrics("dense").height() + 10)


@lru_cache(maxsize=64)
def _font(px: int, bold: bool, law: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(LAW if law else SANS))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


_current = Look()


def look() -> Look:
    """The look in force."""
    return _current


def set_look(value: Look) -> None:
    """Put a look in force; only `theme.Theme` and tests call it."""
    global _current
    _current = value
