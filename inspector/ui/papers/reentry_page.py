"""The re-entry page's presenter and its place in the window (record: a case's id)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.documents.reentry import NAME
from inspector.documents.render import RenderedPaper
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.services.reentry import NumberElsewhereError, ReentryPack, ReentryService
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.printing import Press
from inspector.ui.papers.reentry_view import ReentryView
from inspector.ui.shell.pages import PageSpec


class ReentryPresenter:
    """Reads the pack, stores ticks and the number, prints the page."""

    def __init__(
        self, view: ReentryView, service: ReentryService, context: Context, press: Press | None = None
    ) -> None:
        self._view, self._service, self._context = view, service, context
        self._press = press or Press(context)
        self._case_id = ""

    def open(self, case_id: str) -> None:
        """Show a case from its first open field."""
        if case_id:
            self._case_id = case_id
        key = self._case_id
        self._read(lambda: self._view.start_at(key))

    def tick(self, field_id: str, done: bool) -> None:
        """A field was typed, or its tick is taken back."""
        key = self._case_id
        self._write(tr("登记补录"), lambda: self._service.tick(key, field_id, done=done), "")

    def take_number(self, text: str) -> None:
        """Keep the number of the provincial system; a refusal stands at its field."""
        key = self._case_id
        said = tr("已存进案件：{n}", n=text) if text.strip() else tr("已去掉编号")
        self._write(tr("存入编号"), lambda: self._service.take_number(key, text), said)

    def print(self) -> None:
        """Print the list of fields."""

        def send(page: RenderedPaper) -> None:
            self._press.send(
                NAME,
                page.pages,
                lambda: (page.pdf,),
                lambda printed: self._context.notices.done(tr("已送打印 {n} 页", n=printed.pages)),
            )

        self._set_page(send)

    def save(self, path: Path) -> None:
        """Write the list of fields as PDF."""

        key = self._case_id
        self._context.runner.run(
            tr("保存 PDF"),
            lambda _p: self._service.save(key, path),
            lambda _n: self._context.notices.done(tr("已保存 {name}", name=path.name)),
            self._context.notices.refused,
            pool="write",
        )

    def on_changes(self, changes: Changes) -> None:
        """Something of the case was written."""
        if self._case_id and changes.kinds() & {
            "reentry_tick",
            "case_file",
            "paper",
            "decision",
            "case_step",
        }:
            self._read(None)

    def _set_page(self, then: Callable[[RenderedPaper], None]) -> None:
        key = self._case_id
        self._context.runner.run(
            tr("排版{title}", title=NAME),
            lambda _p: self._service.page(key),
            then,
            self._context.notices.refused,
        )

    def _read(self, then: Callable[[], None] | None) -> None:
        key = self._case_id
        if not key:
            return

        def show(pack: ReentryPack) -> None:
            if key != self._case_id:
                return
            self._view.show_pack(pack)
            if then is not None:
                then()

        self._context.runner.run(
            tr("读取补录包"), lambda _p: self._service.pack(key), show, self._context.notices.refused
        )

    def _write(self, title: str, work: Callable[[], Changes], said: str) -> None:
        def done(changes: Changes) -> None:
            self._view.number.clear_line()
            if said:
                self._context.notices.done(said)
            self._context.announce(changes)

        self._context.runner.run(title, lambda _p: work(), done, self._refused, pool="write")

    def _refused(self, error: InspectorError) -> None:
        number = isinstance(error, InvalidValueError) and error.field == "省系统编号"
        if number or isinstance(error, NumberElsewhereError):
            self._view.show_fault("；".join(part for part in (error.what, error.why) if part))
        else:
            self._context.notices.refused(error)


def reentry_pages(context: Context) -> list[PageSpec]:
    """省系统补录."""

    def make() -> Page:
        view = ReentryView()
        services = context.services
        presenter = ReentryPresenter(
            view, ReentryService(services.workspace, services.papers.dossiers), context
        )
        view.presenter = presenter

        def save() -> None:
            path = context.dialogs.save_file(tr("保存清单"), f"{NAME}.pdf", tr("PDF (*.pdf)"))
            if path is not None:
                presenter.save(path)

        view.shown.connect(presenter.open)
        view.ticked.connect(presenter.tick)
        view.number_saved.connect(presenter.take_number)
        view.print_wanted.connect(presenter.print)
        view.save_wanted.connect(save)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("reentry", tr("省系统补录"), "file-text", "", make, parent="cases")]
