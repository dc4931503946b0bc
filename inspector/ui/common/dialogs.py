"""The only user of message and file dialogs: verbs on the buttons, Esc cancels, focus on the safe button.

The dialog classes are imported when one is asked for: the first frame shows none.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector.ui.common.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class Dialogs:
    """Questions and file choices above `parent`."""

    def __init__(self, parent: QWidget | None) -> None:
        self._parent = parent

    def confirm(self, title: str, text: str, verb: str) -> bool:
        """Ask before a step that cannot be undone; True only for the button with the verb."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        act = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        safe = box.addButton(tr("先不做"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(safe)
        box.setEscapeButton(safe)
        safe.setFocus()
        box.exec()
        return box.clickedButton() is act

    def tell(self, title: str, text: str, detail: str = "") -> None:
        """One thing the user must know before anything else (a fault at start)."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._parent)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        box.setDetailedText(detail)
        box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def open_files(self, title: str, name_filter: str = "", folder: Path | None = None) -> list[Path]:
        """Choose files to read; empty when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        names, _used = QFileDialog.getOpenFileNames(self._parent, title, str(folder or ""), name_filter)
        return [Path(name) for name in names]

    def open_file(self, title: str, name_filter: str = "", folder: Path | None = None) -> Path | None:
        """Choose one file to read; None when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        name, _used = QFileDialog.getOpenFileName(self._parent, title, str(folder or ""), name_filter)
        return Path(name) if name else None

    def open_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """Choose a folder; None when cancelled."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self._parent, title, str(folder or ""))
        return Path(name) if name else None

    def save_file(self, title: str, suggestion: str, name_filter: str = "") -> Path | None:
        """Choose where to write; the dialog itself asks before replacing. None when cancelled.

        A name typed without an ending takes that of the suggestion, before the dialog looks for a file of that name.
        """
        dialog = self._save_dialog(title, suggestion, name_filter)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def _save_dialog(self, title: str, suggestion: str, name_filter: str) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(name_filter)
        dialog.setDefaultSuffix(Path(suggestion).suffix.removeprefix("."))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
        dialog.selectFile(suggestion)
        return dialog


def _ending(name_filter: str) -> str:
    """`csv` of `CSV (*.csv)`."""
    found = re.search(r"\*\.(\w+)", name_filter)
    return found[1] if found else ""
