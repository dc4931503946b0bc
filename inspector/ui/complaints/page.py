"""The complaints page as the window knows it (record: a complaint's id, or `new`)."""

from __future__ import annotations

from inspector.domain.ports import today
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.complaints.presenter import ComplaintsPresenter
from inspector.ui.complaints.view import ComplaintsView
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.visits.page import new_visit


def complaint_pages(context: Context) -> list[PageSpec]:
    """信访."""

    def make() -> Page:
        clock = context.services.workspace.clock
        day = today(clock)
        view = ComplaintsView(day, clock.now, [str(year) for year in range(day.year, day.year - 6, -1)])
        presenter = ComplaintsPresenter(view, view.sheet, view.intake, context)
        view.presenter = presenter

        def shown(record_id: str) -> None:
            presenter.read()
            if record_id == "new":
                view.open_intake()
            elif record_id:
                presenter.pick(record_id)

        def visit() -> None:
            if presenter.complaint is not None:
                new_visit(context, presenter.checklist(), complaint_id=presenter.complaint.id)

        view.shown.connect(shown)
        view.filter_changed.connect(presenter.search)
        view.tab_chosen.connect(presenter.choose_tab)
        view.sort_changed.connect(presenter.sort)
        view.picked.connect(presenter.pick)
        view.new_wanted.connect(view.open_intake)
        view.intake.saved.connect(presenter.take_in)
        view.intake.place_typed.connect(presenter.find_place)
        view.sheet.done.connect(presenter.act)
        view.sheet.visit_wanted.connect(visit)
        view.sheet.visit_opened.connect(lambda key: context.navigate("visit", key))
        view.sheet.case_opened.connect(lambda key: context.navigate("case", key))
        view.sheet.case_linked.connect(presenter.link_case)
        view.sheet.complaint_opened.connect(presenter.pick)
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("complaints", tr("信访"), "chat-centered-text", "daily", make)]
