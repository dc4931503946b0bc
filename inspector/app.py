"""Composition root of the desktop app: the window first, then the data; the only place that knows every page.

Nothing that costs time (database, documents, rules) is imported before the first frame is painted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import InspectorError
from inspector.paths import Home, default_home
from inspector.ui.common.collector import Collector
from inspector.ui.common.tasks import TaskRunner
from inspector.ui.common.theme import Theme
from inspector.ui.common.words import install_qt_words, tr
from inspector.ui.shell.pages import Group, PageSpec
from inspector.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from inspector.domain.changes import Changes
    from inspector.domain.records import Officer
    from inspector.services.desk import Services
    from inspector.services.workbench import Board
    from inspector.ui.common.page import Page
    from inspector.ui.context import Context
    from inspector.ui.people.session import Session
    from inspector.ui.shell.instance import Instance
    from inspector.ui.shell.jump import JumpTarget

# Rail entries and pages behind them, known before any page is built: id, title, icon, group, parent.
_PAGES: tuple[tuple[str, str, str, Group, str], ...] = (
    ("workbench", "工作台", "house", "daily", ""),
    ("visits", "现场检查", "clipboard-text", "daily", ""),
    ("visit", "检查", "clipboard-text", "", "visits"),
    ("photos", "照片", "image", "", "visits"),
    ("files", "其他材料", "paperclip", "", "visits"),
    ("sign", "签名", "pen-nib", "", "visits"),
    ("cases", "案件", "folder", "daily", ""),
    ("case", "案件", "folder", "", "cases"),
    ("gallery", "照片", "image-square", "daily", ""),
    ("complaints", "信访", "chat-centered-text", "daily", ""),
    ("rectifications", "整改", "arrows-clockwise", "daily", ""),
    ("papers", "文书", "file-text", "", "cases"),
    ("batch", "成批输出", "file-text", "", "cases"),
    ("reentry", "省系统补录", "file-text", "", "cases"),
    ("sites", "监管对象", "buildings", "daily", ""),
    ("ledger", "台账", "table", "supervision", ""),
    ("statistics", "统计", "chart-bar", "supervision", ""),
    ("rows", "明细", "chart-bar", "", "statistics"),
    ("campaigns", "专项行动", "flag-banner", "supervision", ""),
    ("campaign", "专项行动", "flag-banner", "", "campaigns"),
    ("draws", "抽查", "shuffle", "supervision", ""),
    ("plans", "检查计划", "shuffle", "", "draws"),
    ("lists", "清单", "list-numbers", "supervision", ""),
    ("patrols", "扬尘巡查", "list-numbers", "", "lists"),
    ("positive", "正面清单", "list-numbers", "", "lists"),
    ("compensations", "损害赔偿", "list-numbers", "", "lists"),
    ("yearly", "年报", "newspaper", "supervision", ""),
    ("rulebook", "规则库", "book-open", "supervision", ""),
    ("whatif", "规则试算", "scales", "", "rulebook"),
    ("settings", "设置", "gear", "bottom", ""),
    ("wordings", "文书式样和文号", "file-text", "", "settings"),
    ("verify", "核对全部", "gear", "", "settings"),
    ("welcome", "开始使用", "hand-waving", "", "workbench"),
)
_BADGE_PARTS = frozenset(
    {"case_file", "case_step", "complaint", "visit", "rectification", "suspension", "decision"}
)
_JUMP_PAGES = {"cases": "case", "visits": "visit", "sites": "sites", "complaints": "complaints"}


class App:
    """One run of the program on one data folder."""

    def __init__(self, qt: QApplication, home: Home, case_id: str = "") -> None:
        """`case_id`: the case to show first, when a link asked for one."""
        self.qt = qt
        self._wanted_case = case_id
        self.home = home
        self.instance: Instance | None = None
        self.services: Services | None = None
        self.context: Context | None = None
        self.session: Session | None = None
        self._factories: dict[str, Callable[[], Page]] = {}
        self._untold: list[tuple[Path, str]] = []
        self.collector = Collector()
        install_qt_words(qt)
        self.theme = Theme(qt)
        self.theme.set_choice("system")
        self.runner = TaskRunner(self.on_crash)
        specs = [
            PageSpec(key, tr(title), icon, group, self._factory(key), parent=parent)
            for key, title, icon, group, parent in _PAGES
        ]
        self.window = MainWindow(self.theme, self.runner, specs, self.on_crash)
        self.window.first_painted.connect(self._open_data)
        self.window.new_visit_requested.connect(self._new_visit)
        self.window.new_case_requested.connect(lambda: self.window.open_page("cases", "new"))
        self.window.officer_requested.connect(lambda: self.window.open_page("settings"))
        sys.excepthook = self._on_unexpected

    def show(self) -> None:
        """Show the window; the data follow after its first frame."""
        self.window.show()

    def close(self) -> None:
        """Wait for work under way, make the day's backup, give the folder back."""
        self.runner.close()
        self.collector.stop()
        if self.instance is not None:
            self.instance.close()
        if self.services is not None:
            self._daily_backup(self.services)
            self.services.close()
            self.services = None

    def on_crash(self, error: BaseException) -> None:
        """An unexpected fault: keep the trace in the data folder and say that the records are safe.

        The dialog waits for the event loop: a fault inside a paint event must not open one while the painter is at work.
        """
        text = "".join(traceback.format_exception(error))
        logs = self.home.logs
        logs.mkdir(parents=True, exist_ok=True)
        report = logs / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.txt"
        report.write_text(text, encoding="utf-8")
        self._untold.append((report, text))
        if len(self._untold) == 1:
            QTimer.singleShot(0, self.window, self._tell_crash)

    def _tell_crash(self) -> None:
        """One dialog for all faults since the last one: a page that cannot be painted fails again and again."""
        report, text = self._untold[0]
        self.window.dialogs.tell(
            tr("程序出错"),
            tr("已存的记录不受影响，可以继续使用。详情写在 {path}", path=report),
            text,
        )
        self._untold.clear()

    def _on_unexpected(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.qt.quit()
            return
        self.on_crash(error)

    def _factory(self, page_id: str) -> Callable[[], Page]:
        return lambda: self._factories[page_id]()

    def _open_data(self) -> None:
        def work(_progress: object) -> tuple[Services, list[Officer]]:
            from inspector.services.desk import Services

            services = Services.open(self.home)
            return services, services.sign_in.people() if services.sign_in.enforced() else []

        self.runner.run(tr("打开数据"), work, self._on_open, self._on_refused, pool="write")

    def _on_open(self, opened: tuple[Services, list[Officer]]) -> None:
        from inspector.ui.context import Context
        from inspector.ui.pages import all_pages
        from inspector.ui.people.session import Session
        from inspector.ui.shell.instance import Instance

        services, people = opened
        self.services = services
        self.instance = Instance(self.home.root)
        self.instance.asked.connect(self._come_forward)
        self.instance.listen()
        self.context = Context(
            services, self.runner, self.window.notices, self.window.dialogs, self.theme, self.window.open_page
        )
        self._factories = {spec.id: spec.factory for spec in all_pages(self.context)}
        self.context.changed.connect(self._on_changes)
        self.window.set_search_provider(_Search(services))
        self._apply_settings(services)
        self.session = Session(self.context, self.window, lambda: self._begin(services))
        self.context.changed.connect(self.session.on_changes)
        self.window.lock_requested.connect(self.session.lock)
        self.session.start(people)

    def _begin(self, services: Services) -> None:
        """Somebody works here: show the first page."""
        self._show_officer()
        first = "workbench" if services.officers.officers() else "welcome"
        self.window.set_ready(first)
        wanted, self._wanted_case = self._wanted_case, ""
        if wanted:
            self.window.open_page("case", wanted)
        self._refresh_badges()

    def _come_forward(self, case_id: str) -> None:
        """The program was started again on this folder; a cover stays where it is."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()
        if case_id:
            self.window.open_page("case", case_id)

    def _on_refused(self, error: InspectorError) -> None:
        """The folder cannot be used: say so in the window, which stays open and does nothing.

        When another window has the folder open, that one comes to the front and this one goes.
        """
        from inspector.services.workspace import AlreadyOpenError
        from inspector.ui.shell.instance import hand_over
        from inspector.ui.shell.stack import RefusedPage

        if isinstance(error, AlreadyOpenError) and hand_over(self.home.root, self._wanted_case):
            self.window.close()
            return
        self._factories = {key: lambda: RefusedPage(tr("打不开数据"), error) for key, *_ in _PAGES}
        self.window.set_saved(tr("没有打开数据"), saved=False)
        self.window.set_ready("workbench")

    def _apply_settings(self, services: Services) -> None:
        choice = services.officers.setting("ui.theme", "system")
        if choice in ("light", "dark"):
            self.theme.set_choice("light" if choice == "light" else "dark")
        scale = services.officers.setting("ui.scale", "100")
        if scale.isdigit() and scale != "100":
            self.theme.set_scale(min(130, max(90, int(scale))))

    def _show_officer(self) -> None:
        if self.services is None:
            return
        officer, bureau = self.services.officers.current(), self.services.officers.bureau()
        if officer is not None:
            self.window.set_officer(officer.name, officer.card_number)
        if bureau.name:
            self.window.rail.logo.set_organisation(bureau.name)
        self.window.set_saved(tr("全部已存在本机"))

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds() & {"setting", "officer", "account"}:
            self._show_officer()
        if changes.kinds() & _BADGE_PARTS:
            QTimer.singleShot(0, self._refresh_badges)

    def _refresh_badges(self) -> None:
        services = self.services
        if services is None:
            return

        def count(_progress: object) -> Board:
            from inspector.domain.ports import today

            return services.workbench.board(today(services.workspace.clock))

        def show(board: Board) -> None:
            from inspector.casework.deadlines import Urgency

            urgent = board.count(Urgency.OVERDUE) + board.count(Urgency.TODAY)
            self.window.set_badge("workbench", urgent, urgent=True)
            self.window.set_badge("visits", board.draft_count)
            self.window.set_badge("cases", board.open_cases)

        self.runner.run(tr("统计待办"), count, show, lambda _error: None)

    def _new_visit(self) -> None:
        if self.context is not None:
            from inspector.ui.visits.page import new_visit

            new_visit(self.context)

    def _daily_backup(self, services: Services) -> None:
        """One verified backup a day when something was written; a failed one never blocks closing."""
        stamp = f"inspector-{datetime.now(UTC):%Y%m%d}"
        if any(path.name.startswith(stamp) for path in services.trust.backups()):
            return
        try:
            services.trust.backup()
        except InspectorError as error:
            self.home.logs.mkdir(parents=True, exist_ok=True)
            (self.home.logs / "backup-failed.txt").write_text(str(error), encoding="utf-8")


class _Search:
    """Ctrl+K over everything on this laptop."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def search(self, text: str, limit: int) -> Sequence[JumpTarget]:
        """Hits as places to jump to."""
        from inspector.ui.shell.jump import JumpTarget

        hits = self._services.search.find(text, each=max(1, limit // len(_JUMP_PAGES)))
        return [JumpTarget(_JUMP_PAGES[hit.page], hit.id, hit.title, hit.detail) for hit in hits]


def application() -> QApplication:
    """The one Qt application, drawn in Fusion on every system.

    The style is named as an argument: `setStyle` returns a QStyle, and its 600 names are built first (15 ms of a start).
    """
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication([sys.argv[0], "-style", "Fusion"])


def run_app(home: Path | None, case_id: str = "") -> int:
    """Open the window on a data folder, at a case when one is named; returns the exit code when it is closed.

    Where a window has the folder open already, that one comes to the front and shows the case.
    """
    qt, folder = application(), Home(home) if home is not None else default_home()
    if case_id:
        # Asked before there is a window: a link is mostly clicked while one is open.
        from inspector.ui.shell.instance import hand_over

        if hand_over(folder.root, case_id):
            return 0
    app = App(qt, folder, case_id)
    app.show()
    code = app.qt.exec()
    app.close()
    return code
