"""What a page gets from the app: the services, the task runner, the way to speak and to move, and the news of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from inspector.domain.changes import Changes
from inspector.services.desk import Services
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.theme import Theme


class Context(QObject):
    """Handed to every page factory. `navigate(page_id, record_id)` opens a page.

    `changed` carries `Changes` after every write; a page refreshes only when one of its kinds is named. Record ids of the
    papers page are `kind/visit/ID` or `kind/case/ID`.
    """

    changed = Signal(object)

    def __init__(
        self,
        services: Services,
        runner: Runner,
        notices: Notices,
        dialogs: Dialogs,
        theme: Theme,
        navigate: Callable[[str, str], None],
    ) -> None:
        super().__init__()
        self.services = services
        self.runner = runner
        self.notices = notices
        self.dialogs = dialogs
        self.theme = theme
        self.navigate = navigate

    def announce(self, changes: Changes) -> None:
        """Tell every page what a write has touched."""
        if changes.touched:
            self.changed.emit(changes)

    def open_folder(self, path: Path) -> None:
        """Show a file's folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
