"""The rectification tracker as the window knows it (record: an order's id)."""

from __future__ import annotations

from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.rectifications.presenter import RectificationsPresenter
from inspector.ui.rectifications.view import RectificationsView
from inspector.ui.shell.pages import PageSpec


def rectification_pages(context: Context) -> list[PageSpec]:
    """整改."""

    def make() -> Page:
        view = RectificationsView()
        presenter = RectificationsPresenter(view, view.sheet, context)
        view.presenter = presenter

        def shown(record_id: str) -> None:
            presenter.read()
            presenter.pick(record_id)

        def pick_files(moment: str) -> None:
            paths = context.dialogs.open_files(tr("添加照片"), tr("照片 (*.jpg *.jpeg *.heic *.png *.webp)"))
            if paths:
                presenter.take_photos(moment, paths)

        view.shown.connect(shown)
        view.text_changed.connect(presenter.search)
        view.tab_chosen.connect(presenter.choose_tab)
        view.sort_changed.connect(presenter.sort)
        view.picked.connect(presenter.pick)
        view.sheet.rechecked.connect(presenter.recheck)
        view.sheet.photos_wanted.connect(pick_files)
        view.sheet.photos_dropped.connect(presenter.take_photos)
        view.sheet.paired.connect(presenter.pair)
        view.sheet.unpaired.connect(presenter.unpair)
        view.sheet.case_opened.connect(lambda key: context.navigate("case", key))
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("rectifications", tr("整改"), "arrows-clockwise", "daily", make)]
