"""The gallery as the window knows it (records: nothing, `case/CASE`, `visit/VISIT`)."""

from __future__ import annotations

from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.photos.gallery_presenter import GalleryPresenter
from inspector.ui.photos.gallery_view import GalleryView
from inspector.ui.shell.pages import PageSpec


def gallery_pages(context: Context) -> list[PageSpec]:
    """照片: all photos of this laptop, or of one case or visit."""
    services = context.services

    def make() -> Page:
        view = GalleryView()
        presenter = GalleryPresenter(view, services.gallery, services.photos, context.runner, context.notices)
        view.asked.connect(presenter.open)
        view.filter_changed.connect(presenter.search)
        view.page_wanted.connect(presenter.want_page)
        view.photo_opened.connect(
            lambda key: presenter.where(key, lambda record: context.navigate("photos", record))
        )
        view.rectifications_wanted.connect(lambda: context.navigate("rectifications", ""))
        context.changed.connect(presenter.on_changes)
        view.presenter = presenter
        return view

    return [PageSpec("gallery", tr("照片"), "image-square", "daily", make)]
