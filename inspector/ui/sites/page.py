"""The presenter of the sites page and its place in the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress, RowSource
from inspector.domain.records import Site
from inspector.domain.rows import SiteRow
from inspector.services.city_samples import SampleReport
from inspector.services.site_import import ImportPreview
from inspector.services.sites import SiteHistory
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.sites.view import SitesView
from inspector.ui.visits.page import new_visit


class SiteForm(Protocol):
    """The editor as the presenter sees it."""

    def show_site(
        self, site: Site | None, twins: Sequence[Site] = (), history: SiteHistory | None = None
    ) -> None:
        """Fill the form."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        ...


class ImportForm(Protocol):
    """The import as the presenter sees it."""

    def show_reading(self, name: str) -> None:
        """A sheet is being read."""
        ...

    def show_preview(self, preview: ImportPreview) -> None:
        """What the import would do."""
        ...


class SitesScreen(Protocol):
    """What the presenter needs of the page."""

    def show_sites(self, source: RowSource[SiteRow], ids: Sequence[str], *, filtered: bool) -> None:
        """Show the list."""
        ...

    def open_editor(self) -> None:
        """Bring the editor to the side."""
        ...

    def open_import(self) -> None:
        """Bring the import to the side."""
        ...

    def close_side(self) -> None:
        """Back to the list."""
        ...


class SitesPresenter:
    """Finds, shows, saves and imports regulated sites."""

    def __init__(self, view: SitesScreen, form: SiteForm, importing: ImportForm, context: Context) -> None:
        self._view, self._form, self._importing, self._context = view, form, importing, context
        self._services, self._runner = context.services, context.runner
        self._values: dict[str, str] = {}
        self._text, self._order, self._asked = "", "name", 0
        self._preview: ImportPreview | None = None

    def search(self, values: dict[str, str], text: str) -> None:
        """Filters or text changed."""
        self._values, self._text = dict(values), text
        self.read()

    def sort(self, key: str, descending: bool) -> None:
        """A header was clicked."""
        self._order = f"-{key}" if descending else key
        self.read()

    def read(self) -> None:
        """Ask for the ids; an answer overtaken by a newer question is dropped."""
        self._asked += 1
        asked, filtered = self._asked, bool(self._values or self._text)
        source = self._services.sites.list_rows(ListFilter(self._text, self._values, order=self._order))

        def shown(ids: Sequence[str]) -> None:
            if asked == self._asked:
                self._view.show_sites(source, ids, filtered=filtered)

        self._runner.run(tr("查找监管对象"), lambda _p: source.ids(), shown, self._context.notices.refused)

    def pick(self, site_id: str) -> None:
        """Show one site with what is known of it."""
        sites = self._services.sites

        def work(_progress: Progress) -> tuple[Site, list[Site], SiteHistory]:
            site = sites.get(site_id)
            return site, sites.twins(site), sites.history(site)

        def show(found: tuple[Site, list[Site], SiteHistory]) -> None:
            self._form.show_site(*found)
            self._view.open_editor()

        self._runner.run(tr("读取监管对象"), work, show, self._context.notices.refused)

    def new(self) -> None:
        """An empty form."""
        self._form.show_site(None)
        self._view.open_editor()

    def save(self, site: Site) -> None:
        """Store what was entered; a refusal goes below its field and nothing typed is lost."""

        def done(result: tuple[Site, Changes]) -> None:
            stored, changes = result
            self._context.notices.done(tr("已保存 {name}", name=stored.name))
            self._context.announce(changes)
            self.pick(stored.id)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._form.show_fault(error)
            else:
                self._context.notices.refused(error)

        self._runner.run(
            tr("保存监管对象"), lambda _p: self._services.sites.save(site), done, failed, pool="write"
        )

    def read_sheet(self, path: Path) -> None:
        """Check a sheet without writing."""
        self._importing.show_reading(path.name)
        self._view.open_import()

        def show(preview: ImportPreview) -> None:
            self._preview = preview
            self._importing.show_preview(preview)

        def failed(error: InspectorError) -> None:
            self._view.close_side()
            self._context.notices.refused(error)

        self._runner.run(
            tr("核对 {name}", name=path.name),
            lambda progress: self._services.site_import.preview(path, progress),
            show,
            failed,
            cancellable=True,
        )

    def commit(self, with_twins: bool) -> None:
        """Write every row, or none."""
        preview = self._preview
        if preview is None:
            return

        def done(changes: Changes) -> None:
            self._view.close_side()
            self._context.notices.done(tr("已导入 {n} 个监管对象", n=len(changes.ids("site"))))
            self._context.announce(changes)

        self._runner.run(
            tr("写入监管对象"),
            lambda progress: self._services.site_import.commit(preview, progress, with_twins=with_twins),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def write_template(self, path: Path) -> None:
        """Write the empty sheet and show where it lies."""
        self._runner.run(
            tr("写导入模板"),
            lambda _p: self._services.site_import.write_template(path),
            lambda _none: self._context.open_folder(path),
            self._context.notices.refused,
        )

    def load_samples(self) -> None:
        """Fill the workspace with the small sample data."""

        def done(report: SampleReport) -> None:
            self._context.notices.done("；".join(report.sentences()))
            self._context.announce(report.changes)

        self._runner.run(
            tr("载入示例数据"),
            lambda progress: self._services.samples.fill("small", progress=progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if "site" in changes.kinds():
            self.read()


def site_pages(context: Context) -> list[PageSpec]:
    """监管对象."""

    def make() -> Page:
        view = SitesView()
        presenter = SitesPresenter(view, view.editor, view.importing, context)
        view.presenter = presenter

        def bring() -> None:
            path = context.dialogs.open_file(tr("导入监管对象"), tr("工作簿 (*.xlsx)"))
            if path is not None:
                presenter.read_sheet(path)

        def template() -> None:
            path = context.dialogs.save_file(tr("导入模板"), "监管对象模板.xlsx", tr("工作簿 (*.xlsx)"))
            if path is not None:
                presenter.write_template(path)

        def shown(record_id: str) -> None:
            presenter.read()
            if record_id:
                presenter.pick(record_id)

        view.shown.connect(shown)
        view.filter_changed.connect(presenter.search)
        view.sort_changed.connect(presenter.sort)
        view.picked.connect(presenter.pick)
        view.new_requested.connect(presenter.new)
        view.import_requested.connect(bring)
        view.template_requested.connect(template)
        view.sample_requested.connect(presenter.load_samples)
        view.editor.save_requested.connect(presenter.save)
        view.editor.visit_requested.connect(lambda site: new_visit(context, site_id=site.id))
        view.importing.commit_requested.connect(presenter.commit)
        view.importing.again_requested.connect(bring)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("sites", tr("监管对象"), "buildings", "daily", make)]
