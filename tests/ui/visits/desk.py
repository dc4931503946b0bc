"""A real window over a real data folder, for the tests of the visit pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.geo import Datum
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Officer, Site
from inspector.domain.times import at_local
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.workspace import Workspace
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import TaskRunner
from inspector.ui.common.theme import Theme
from inspector.ui.context import Context
from inspector.ui.files.page import file_pages
from inspector.ui.photos.page import PhotosView
from inspector.ui.shell.pages import PageSpec
from inspector.ui.shell.window import MainWindow
from inspector.ui.signing.page import sign_pages
from inspector.ui.trust.page import verify_pages
from inspector.ui.visits.list_view import VisitListView
from inspector.ui.visits.page import new_visit, visit_pages
from inspector.ui.visits.visit_presenter import VisitPresenter
from inspector.ui.visits.visit_view import VisitView

NIGHT_OF_VISIT = at_local(date(2026, 11, 24), 23, 18)
CREDIT_CODE = "91440300MA5EXAMQ0D"


class PapersPage(Page):
    """Stands where the preview will be; notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__("文书")
        self.asked: list[str] = []

    def entered(self, record_id: str = "") -> None:
        self.asked.append(record_id)


@dataclass
class Desk:
    """The window, its services, and what is known beforehand: two officers and one site."""

    qtbot: QtBot
    window: MainWindow
    services: Services
    context: Context
    clock: SettableClock
    site: Site
    crashes: list[BaseException]

    def new_visit(self, checklist_id: str = "noise_construction", *, site_id: str = "") -> VisitView:
        """Start a visit and wait for its page."""
        new_visit(self.context, checklist_id, site_id=site_id)
        self.qtbot.waitUntil(lambda: self.window.current_page_id() == "visit")
        view = self.visit()
        self.wait_loaded(view)
        return view

    def open_visit(self, visit_id: str) -> VisitView:
        """Open a stored visit and wait for it."""
        self.window.open_page("visit", visit_id)
        view = self.visit()
        self.qtbot.waitUntil(lambda: presenter_of(view).showing() == visit_id)
        return view

    def activate(self) -> None:
        """Make the window the active one: keys reach its shortcuts only then."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def wait_loaded(self, view: VisitView) -> None:
        """Until the page shows a visit."""
        self.qtbot.waitUntil(lambda: bool(presenter_of(view).showing()) and view.sections is not None)

    def visit(self) -> VisitView:
        """The visit page."""
        page = self.window.stack.page("visit")
        assert isinstance(page, VisitView)
        return page

    def list_page(self) -> VisitListView:
        """The list page."""
        page = self.window.stack.page("visits")
        assert isinstance(page, VisitListView)
        return page

    def photos(self) -> PhotosView:
        """The photo page."""
        page = self.window.stack.page("photos")
        assert isinstance(page, PhotosView)
        return page

    def papers(self) -> PapersPage:
        """The page that would show the paper."""
        page = self.window.stack.page("papers")
        assert isinstance(page, PapersPage)
        return page

    def wait_saved(self, view: VisitView) -> None:
        """Until everything typed is durable."""
        presenter_of(view).leave()
        self.qtbot.waitUntil(lambda: presenter_of(view).saved())


def presenter_of(view: VisitView) -> VisitPresenter:
    """The presenter kept on the page."""
    presenter = view.presenter
    assert isinstance(presenter, VisitPresenter)
    return presenter


def open_desk(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Desk:
    """Build it. The caller closes window, runner and services."""
    clock = SettableClock(NIGHT_OF_VISIT)
    services = Services.on(Workspace.open(Home(tmp_path / "home"), clock))
    until = date(2029, 12, 31)
    first, _ = services.officers.save_officer(
        Officer(name="李甲", card_number="示-0001", card_valid_until=until)
    )
    services.officers.save_officer(Officer(name="王乙", card_number="示-0017", card_valid_until=until))
    services.officers.work_as(first)
    site, _ = services.sites.save(
        Site(
            name="庚建筑工程公司",
            kind=SiteKind.CONSTRUCTION,
            address="示例路 18 号住宅二期工地",
            lat_e6=22_543_096,
            lon_e6=114_057_865,
            datum=Datum.WGS84,
        )
    )
    crashes: list[BaseException] = []
    runner = TaskRunner(crashes.append)
    papers = PageSpec("papers", "文书", "printer", "", PapersPage, parent="visits")
    case = PageSpec("case", "案件", "folder", "", PapersPage, parent="visits")
    # The context needs the window's notices and the window needs the pages: factories run later, so they may wait.
    held: dict[str, Context] = {}
    pages = [
        PageSpec("visits", "现场检查", "clipboard-text", "daily", lambda: _made(held, "visits")),
        PageSpec("visit", "检查", "clipboard-text", "", lambda: _made(held, "visit"), parent="visits"),
        PageSpec("photos", "照片", "image", "", lambda: _made(held, "photos"), parent="visits"),
        PageSpec("files", "其他材料", "paperclip", "", lambda: _made(held, "files"), parent="visits"),
        PageSpec("sign", "签名", "pen-nib", "", lambda: _made(held, "sign"), parent="visits"),
        PageSpec("verify", "核对全部", "gear", "", lambda: _made(held, "verify"), parent="visits"),
        papers,
        case,
    ]
    window = MainWindow(theme, runner, pages, crashes.append)
    context = Context(services, runner, window.notices, window.dialogs, theme, window.open_page)
    held["context"] = context
    window.new_visit_requested.connect(lambda: new_visit(context))
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.set_ready("visits")
    QApplication.processEvents()
    desk = Desk(qtbot, window, services, context, clock, site, crashes)
    desk.activate()
    return desk


def _made(held: dict[str, Context], page_id: str) -> Page:
    context = held["context"]
    pages = (*visit_pages(context), *file_pages(context), *sign_pages(context), *verify_pages(context))
    spec = next(spec for spec in pages if spec.id == page_id)
    return spec.factory()
