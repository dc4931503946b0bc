"""The page stack: builds each page on first visit, says 正在打开 only after 400 ms, shows refusals in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import SHOW_AFTER_MS
from inspector.ui.common.words import tr
from inspector.ui.shell.pages import PageSpec


class _Waiting(QWidget):
    """Blank; after 400 ms it says that the page is being opened."""

    def __init__(self) -> None:
        super().__init__()
        self.label = Label(tr("正在打开…"), "", "text2")
        self.label.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addWidget(self.label)
        box.addStretch(1)
        QTimer.singleShot(SHOW_AFTER_MS, self.label, self.label.show)


class RefusedPage(Page):
    """Stands in for a page that could not be built."""

    def __init__(self, title: str, error: InspectorError) -> None:
        super().__init__(title)
        self.body.addWidget(NoticePanel.for_error(error))
        self.body.addStretch(1)


class PageStack(QStackedWidget):
    """Holds built pages by id. `built(page_id, page)` once per page, before it is shown."""

    built = Signal(str, object)

    def __init__(self, specs: Sequence[PageSpec], on_crash: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._specs = {spec.id: spec for spec in specs}
        self._on_crash = on_crash
        self._pages: dict[str, Page] = {}
        self._form = PageForm.NORMAL
        self._waiting = _Waiting()
        self.addWidget(self._waiting)

    def spec(self, page_id: str) -> PageSpec:
        """The spec of a page; KeyError for an unknown id."""
        return self._specs[page_id]

    def page(self, page_id: str) -> Page | None:
        """The page when it was built already."""
        return self._pages.get(page_id)

    def current_page(self) -> Page | None:
        """The page in front."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def open(self, page_id: str) -> Page:
        """Bring a page to the front, building it when needed."""
        page = self._pages.get(page_id)
        if page is None:
            page = self._build(self._specs[page_id])
        page.set_form(self._form)
        self.setCurrentWidget(page)
        return page

    def set_form(self, form: PageForm) -> None:
        """Tell the page in front (others learn it when they are opened)."""
        self._form = form
        page = self.current_page()
        if page is not None:
            page.set_form(form)

    def _build(self, spec: PageSpec) -> Page:
        try:
            page = spec.factory()
        except InspectorError as error:
            # Not kept: the next visit tries again.
            refused = RefusedPage(spec.title, error)
            self.addWidget(refused)
            return refused
        except Exception as error:  # noqa: BLE001 - a page that fails to build must not take the window with it
            self._on_crash(error)
            failed = RefusedPage(
                spec.title, InspectorError(tr("这一页打不开"), tr("已记入日志，数据不受影响"))
            )
            self.addWidget(failed)
            return failed
        self._pages[spec.id] = page
        self.addWidget(page)
        self.built.emit(spec.id, page)
        return page
