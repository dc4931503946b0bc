"""The theme switch: system, light or dark; type scale; touch density. Applies look, palette, QSS and font at once."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtWidgets import QApplication

from inspector.ui.common.look import Look, look, set_look
from inspector.ui.common.stylesheet import build_palette, build_stylesheet
from inspector.ui.common.tokens import DARK, LIGHT, TypeScale

ThemeChoice = Literal["system", "light", "dark"]
Density = Literal["auto", "normal", "touch"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def touch_screen_present() -> bool:
    """Whether the computer reports a touch screen."""
    return any(d.type() == QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices())


class Theme(QObject):
    """Owns the look of the application; `changed` fires after everything was applied."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self._percent = 100
        self._density: Density = "auto"
        # A window opened again in one process finds the look in force: polishing every widget anew would change nothing.
        self._applied = bool(app.styleSheet())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark table is in force now."""
        return look().tokens.dark

    def set_choice(self, choice: ThemeChoice) -> None:
        """Follow the system, or hold light or dark."""
        self._choice = choice
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[choice])
        self.apply()

    def toggle(self) -> None:
        """Light to dark and back; leaves 跟随系统."""
        self.set_choice("light" if self.is_dark else "dark")

    def set_scale(self, percent: int) -> None:
        """Scale type to 90–130 %."""
        self._percent = percent
        self.apply()

    def set_density(self, density: Density) -> None:
        """Normal or touch targets; auto asks the system for a touch screen."""
        self._density = density
        self.apply()

    def apply(self) -> None:
        """Compute the look from the settings and put it in force; does nothing when nothing changed."""
        dark = self._choice == "dark" or (
            self._choice == "system" and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        touch = self._density == "touch" or (self._density == "auto" and touch_screen_present())
        wanted = Look(DARK if dark else LIGHT, TypeScale().scaled(self._percent), touch)
        if self._applied and wanted == look():
            return
        self._applied = True
        set_look(wanted)
        self._app.setFont(wanted.font("body"))
        self._app.setPalette(build_palette(wanted.tokens))
        self._app.setStyleSheet(build_stylesheet(wanted))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self.apply()
