"""Puts view, presenter and services of the visit page together."""

from __future__ import annotations

from collections.abc import Callable

from inspector.domain.changes import Changes
from inspector.domain.records import Visit
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.building import follow_intake
from inspector.ui.photos.timers import delays_of
from inspector.ui.visits.loading import VisitServices, start_officers
from inspector.ui.visits.visit_presenter import VisitPresenter
from inspector.ui.visits.visit_view import VisitView

Tell = Callable[[Changes], None]
Go = Callable[[str, dict[str, str]], None]


def build_visit_page(
    services: VisitServices, runner: Runner, notices: Notices, tell: Tell, go: Go
) -> VisitView:
    """The page of one visit, with its presenter kept on it."""
    view = VisitView(services.visits.workspace.clock.now)
    presenter = VisitPresenter(view, services, runner, notices, delays_of(view), tell, go)
    view.bind_presenter(presenter)
    view.presenter = presenter

    def drop() -> None:
        presenter.record.drop()
        presenter.refresh()

    view.reason_given.connect(presenter.record.go_on_with)
    view.changes_dropped.connect(drop)
    follow_intake(runner, presenter.intake, view.show_progress)
    return view


def start_visit(
    services: VisitServices,
    runner: Runner,
    notices: Notices,
    tell: Tell,
    go: Go,
    checklist_id: str,
    *,
    site_id: str = "",
    complaint_id: str = "",
) -> None:
    """A new draft that begins now with the officers of last time, then its page."""

    def work() -> tuple[Visit, Changes]:
        complaint = services.visits.complaint(complaint_id) if complaint_id else None
        known = site_id or (complaint.site_id if complaint else "") or ""
        site = services.sites.get(known) if known else None
        return services.visits.start(
            checklist_id, site=site, complaint=complaint, officers=start_officers(services)
        )

    def done(result: tuple[Visit, Changes]) -> None:
        visit, changes = result
        tell(changes)
        go("visit", {"visit_id": visit.id})

    runner.run(tr("新建检查"), lambda _p: work(), done, notices.refused, pool="write")
