"""The main window: rail, page stack, jump box, help, toasts; paints its first frame before any page is built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from inspector.ui.common.actions import bind
from inspector.ui.common.buttons import IconButton
from inspector.ui.common.cards import Panel
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import page_form
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.progress import TaskList
from inspector.ui.common.tasks import TaskRunner, TaskState
from inspector.ui.common.theme import Theme
from inspector.ui.common.toast import Toast
from inspector.ui.common.words import tr
from inspector.ui.shell.notices import ShellNotices
from inspector.ui.shell.pages import PageSpec
from inspector.ui.shell.rail import NavRail
from inspector.ui.shell.stack import PageStack

if TYPE_CHECKING:
    from inspector.ui.shell.help import HelpSheet
    from inspector.ui.shell.jump import JumpBox, JumpTarget, SearchProvider

NARROW_BELOW_PX = 1200


class MainWindow(QMainWindow):
    """The window of the app.

    `first_painted` fires once after the first frame: build the services then, and call `set_ready(page_id)`.
    Until then the rail answers, and the page asked for last is opened when ready.
    `page_opened(page_id, record_id)`; `new_visit_requested`, `new_case_requested`, `officer_requested`, `lock_requested` for the app.
    """

    first_painted = Signal()
    page_opened = Signal(str, str)
    new_visit_requested = Signal()
    new_case_requested = Signal()
    officer_requested = Signal()
    lock_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        runner: TaskRunner,
        specs: Sequence[PageSpec],
        on_crash: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self.theme, self.runner = theme, runner
        self._specs = tuple(specs)
        self._painted, self._ready, self._wanted = False, False, ("", "")
        self._rail_choice: bool | None = None
        self._cover: QWidget | None = None
        self._focus: QWidget | None = None
        self._trail: list[tuple[str, str]] = []
        self._guards: list[Callable[[], bool]] = []
        self.setWindowTitle(tr("现场执法"))
        self.resize(1366, 700)
        self.setMinimumSize(640, 420)
        self.rail = NavRail(self._specs)
        self.stack = PageStack(self._specs, on_crash)
        self._banner = self._make_banner()
        root = self._root = QWidget()
        root.setObjectName("root")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self.stack, 1)
        line = QHBoxLayout(root)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(column, 1)
        self.setCentralWidget(root)
        self.toast = Toast(root)
        self._sheets: list[QWidget] = []
        self._provider: SearchProvider | None = None
        self.task_list = TaskList(runner, root)
        self.dialogs = Dialogs(self)
        self.notices = ShellNotices(self.stack.current_page, self.toast, self.dialogs)
        self._connect()

    @cached_property
    def jump_box(self) -> JumpBox:
        """Made when first asked for: nothing that the first frame does not show is built before it."""
        from inspector.ui.shell.jump import JumpBox

        box = JumpBox(self._local_targets, self.runner, self._root, self._provider)
        box.jumped.connect(self.open_page)
        self._sheets.append(box)
        return box

    @cached_property
    def help_sheet(self) -> HelpSheet:
        """Made when first asked for."""
        from inspector.ui.shell.help import HelpSheet

        sheet = HelpSheet(self._root)
        self._sheets.append(sheet)
        return sheet

    def set_ready(self, page_id: str) -> None:
        """Services are there: open the page asked for meanwhile, else `page_id`."""
        self._ready = True
        wanted, record = self._wanted if self._wanted[0] else (page_id, "")
        self.open_page(wanted, record)

    def open_page(self, page_id: str, record_id: str = "") -> None:
        """Bring a page to the front with a record, remembering the way back."""
        spec = self.stack.spec(page_id)
        self.rail.select(spec.parent or page_id)
        if not self._ready:
            self._wanted = (page_id, record_id)
            return
        if not self._trail or self._trail[-1] != (page_id, record_id):
            self._trail.append((page_id, record_id))
            del self._trail[:-50]
        self._show(page_id, record_id)

    def back(self) -> None:
        """The page before this one; from the first page nothing happens."""
        open_sheets = [sheet for sheet in (*self._sheets, self.task_list) if sheet.isVisible()]
        if open_sheets:
            for sheet in open_sheets:
                sheet.hide()
            return
        if len(self._trail) > 1:
            self._trail.pop()
            self._show(*self._trail[-1])

    def current_page_id(self) -> str:
        """The id of the page in front."""
        return self._trail[-1][0] if self._trail else ""

    def set_search_provider(self, provider: SearchProvider) -> None:
        """Give Ctrl+K its records."""
        self._provider = provider
        if "jump_box" in self.__dict__:
            self.jump_box.set_provider(provider)

    def set_badge(self, page_id: str, count: int, *, urgent: bool = False) -> None:
        """A count at a rail entry."""
        self.rail.set_badge(page_id, count, urgent=urgent)

    def set_officer(self, name: str, number: str) -> None:
        """The officer at work."""
        self.rail.set_officer(name, number)

    def set_saved(self, text: str, *, saved: bool = True) -> None:
        """The saved state in the rail."""
        self.rail.set_saved(Mark.MET if saved else Mark.UNKNOWN, text)

    def set_read_only(self, reason: str) -> None:
        """Show why nothing can be changed; empty takes the banner away."""
        self._banner_text.setText(reason)
        self._banner.setVisible(bool(reason))

    def set_rail_narrow(self, narrow: bool | None) -> None:
        """The user's choice of rail; None follows the window."""
        self._rail_choice = narrow
        self._fit()

    def add_close_guard(self, guard: Callable[[], bool]) -> None:
        """`guard()` is asked before the window closes; False keeps it open (unsaved drafts are flushed here)."""
        self._guards.append(guard)

    def cover(self, cover: QWidget) -> None:
        """Put a cover in place of everything: the content is hidden with what is typed in it, open boxes are closed, no key works."""
        for box in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if box is not None:
                box.close()
        self._focus = QApplication.focusWidget()
        self._cover = cover
        self._let_keys(False)
        cover.setParent(self)
        cover.setGeometry(self.rect())
        self._root.hide()
        cover.show()
        cover.raise_()

    def uncover(self) -> None:
        """Show everything as it was, the focus where it stood."""
        if self._cover is None:
            return
        self._cover.hide()
        self._cover = None
        self._let_keys(True)
        self._root.show()
        self._fit()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()

    def native(self) -> QObject | None:
        """The native window: all input comes through it."""
        return self.windowHandle()

    def _let_keys(self, allowed: bool) -> None:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for action in self.actions():
            action.setEnabled(allowed)
        for shortcut in self.findChildren(QShortcut, options=direct):
            shortcut.setEnabled(allowed)

    def event(self, event: QEvent) -> bool:
        """Notice the first frame."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cover is not None:
            self._cover.setGeometry(self.rect())
            return
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the guards, then wait for running work."""
        if all(guard() for guard in self._guards):
            self.runner.close()
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """ "/" searches when no text has the focus (a text would have taken the key)."""
        if self._cover is not None:
            super().keyPressEvent(event)
        elif event.text() == "/" and not isinstance(QApplication.focusWidget(), QLineEdit):
            self._search()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.rail.jump_requested.connect(self._jump)
        self.rail.tasks_requested.connect(self._toggle_tasks)
        self.rail.officer_requested.connect(self.officer_requested)
        self.stack.built.connect(self._on_built)
        self.runner.progressed.connect(self._on_progressed)
        self.runner.ended.connect(lambda _task: self._name_tasks())
        for action_id, slot in (
            ("jump", self._jump),
            ("night_visit", self.new_visit_requested.emit),
            ("new_case", self.new_case_requested.emit),
            ("search", self._search),
            ("primary", self._press_primary),
            ("back", self.back),
            ("next_pane", self._next_pane),
            ("help", lambda: self.help_sheet.pop_up(self.stack.current_page())),
            ("theme", self.theme.toggle),
            ("lock", self.lock_requested.emit),
        ):
            bind(self, action_id, slot)
        for place, page_id in enumerate(self.rail.page_ids()[:8], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(lambda key=page_id: self.open_page(key))
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.activated.connect(lambda: self.toast.undo() if self.toast.can_undo() else None)

    def _make_banner(self) -> QWidget:
        banner = Panel("warn")
        line = QHBoxLayout()
        self._banner_text = Label("", "dense", wrap=True)
        line.addWidget(MarkView(Mark.UNKNOWN, 18, tr("只读")))
        line.addWidget(self._banner_text, 1)
        banner.add(line)
        banner.hide()
        return banner

    def _show(self, page_id: str, record_id: str) -> None:
        spec = self.stack.spec(page_id)
        first = self.stack.current_page() is not None
        self.rail.select(spec.parent or page_id)
        self._fit()
        page = self.stack.open(page_id)
        page.entered(record_id)
        foot = page.foot()
        self.toast.set_bottom(16 if foot is None else foot.sizeHint().height() + 12)
        focus = QApplication.focusWidget()
        if focus is None or not self.rail.isAncestorOf(focus) or not first:
            page.focus_first()
        self.page_opened.emit(page_id, record_id)

    def _on_built(self, _page_id: str, page: Page) -> None:
        page.back_requested.connect(self.back)
        page.navigate.connect(self.open_page)
        toggle = IconButton("sun", tr("浅色或深色（Ctrl+Shift+D）"))

        def follow() -> None:
            toggle.set_icon("sun" if self.theme.is_dark else "moon")

        follow()
        self.theme.changed.connect(follow)
        toggle.clicked.connect(self.theme.toggle)
        page.header.add_corner(toggle)

    def _fit(self) -> None:
        size = self._root.size()
        narrow = size.width() < NARROW_BELOW_PX if self._rail_choice is None else self._rail_choice
        if narrow != self.rail.is_narrow():
            self.rail.set_narrow(narrow)
        self.stack.set_form(page_form(size))

    def _jump(self) -> None:
        self.jump_box.pop_up()

    def _search(self) -> None:
        page = self.stack.current_page()
        if page is None or not page.focus_search():
            self.jump_box.pop_up()

    def _press_primary(self) -> None:
        page = self.stack.current_page()
        button = page.primary() if page is not None else None
        if button is not None and button.isVisible() and button.isEnabled():
            button.click()

    def _next_pane(self) -> None:
        page = self.stack.current_page()
        focus = QApplication.focusWidget()
        if page is None or focus is None or not self.rail.isAncestorOf(focus):
            if page is not None and focus is not None and page.next_pane(focus):
                return
            self.rail.focus_first()
        else:
            page.focus_first()

    def _toggle_tasks(self) -> None:
        if self.task_list.isVisible():
            self.task_list.hide()
            return
        self.task_list.setFixedWidth(420)
        self.task_list.adjustSize()
        bottom = self._root.height() - 12
        self.task_list.move(self.rail.width() + 12, bottom - self.task_list.height())
        self.task_list.show()
        self.task_list.raise_()

    def _on_progressed(self, state: TaskState) -> None:
        self._name_tasks(state)

    def _name_tasks(self, state: TaskState | None = None) -> None:
        count = self.task_list.count()
        if count == 0:
            self.rail.set_tasks("")
        elif count == 1 and state is not None and state.total:
            self.rail.set_tasks(f"{state.title} {state.done:,}/{state.total:,}")
        else:
            self.rail.set_tasks(tr("正在进行 {count} 件", count=count))

    def _local_targets(self) -> list[JumpTarget]:
        from inspector.ui.shell.jump import JumpTarget

        return [JumpTarget(spec.id, "", spec.title, "", spec.icon) for spec in self._specs if spec.group]
