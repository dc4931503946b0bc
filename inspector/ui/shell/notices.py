"""The window's answer to the notices port: panels inside the page, the toast, dialogs with verbs."""

from __future__ import annotations

from collections.abc import Callable

from inspector.domain.errors import CancelledError, InspectorError
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.page import Page
from inspector.ui.common.toast import Toast


class ShellNotices:
    """`Notices` of the running window."""

    def __init__(self, current_page: Callable[[], Page | None], toast: Toast, dialogs: Dialogs) -> None:
        self._current_page, self._toast, self._dialogs = current_page, toast, dialogs

    def refused(self, error: InspectorError) -> None:
        """Show the refusal at the top of the page in front; a cancellation needs no panel."""
        page = self._current_page()
        if isinstance(error, CancelledError):
            self._toast.say(f"{error.what}，{error.why}" if error.why else error.what)
        elif page is None:
            self._dialogs.tell(error.what, "\n".join(part for part in (error.why, error.next_step) if part))
        else:
            page.show_notice(NoticePanel.for_error(error))

    def done(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say it in the toast."""
        self._toast.say(text, undo)

    def confirm(self, title: str, text: str, verb: str) -> bool:
        """Ask in a dialog."""
        return self._dialogs.confirm(title, text, verb)
