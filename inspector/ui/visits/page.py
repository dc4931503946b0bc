"""The visit pages as the window knows them: the list, one visit, its photos."""

from __future__ import annotations

from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.photos.building import build_photos_page
from inspector.ui.photos.passport_presenter import PassportServices
from inspector.ui.photos.places import PhotoPlaces
from inspector.ui.shell.pages import PageSpec
from inspector.ui.visits.building import build_visit_page, start_visit
from inspector.ui.visits.campaign_link import CampaignLinkPresenter
from inspector.ui.visits.derived import NIGHT
from inspector.ui.visits.list_presenter import VisitListPresenter
from inspector.ui.visits.list_view import VisitListView
from inspector.ui.visits.loading import VisitServices

LIST, VISIT, PHOTOS = "visits", "visit", "photos"


def visit_pages(context: Context) -> list[PageSpec]:
    """现场检查 with its two pages that have no place in the rail. Records: `visit` takes a visit's id, `photos` takes
    `VISIT` or `case:CASE`, with `/PHOTO` behind it."""
    services = services_of(context)

    def make_list() -> Page:
        kinds = tuple((item.id, item.name) for item in services.visits.checklists())
        view = VisitListView(NIGHT, kinds)
        presenter = VisitListPresenter(view, services.visits, context.runner, context.notices)
        view.filter_changed.connect(presenter.search)
        view.sort_changed.connect(presenter.sort)
        view.shown.connect(presenter.read)
        view.opened.connect(lambda visit_id: context.navigate(VISIT, visit_id))
        view.start_requested.connect(lambda checklist_id: new_visit(context, checklist_id))
        context.changed.connect(presenter.on_changes)
        view.presenter = presenter
        return view

    def make_visit() -> Page:
        view = build_visit_page(services, context.runner, context.notices, context.announce, _go(context))
        campaign = CampaignLinkPresenter(
            view.campaign,
            services.campaigns,
            context.runner,
            context.notices,
            context.announce,
        )
        view.campaign.presenter = campaign
        view.shown.connect(campaign.open)
        view.campaign.chosen.connect(campaign.choose)
        context.changed.connect(campaign.on_changes)
        return view

    def make_photos() -> Page:
        every = context.services
        passport = PassportServices(every.passports, every.custody, every.proofs)
        return build_photos_page(
            PhotoPlaces(every.visits, every.cases, every.photos),
            services.photos,
            passport,
            every.layers,
            context.runner,
            context.notices,
            context.announce,
        )

    return [
        PageSpec(LIST, tr("现场检查"), "clipboard-text", "daily", make_list),
        PageSpec(VISIT, tr("检查"), "clipboard-text", "", make_visit, parent=LIST),
        PageSpec(PHOTOS, tr("照片"), "image", "", make_photos, parent=LIST),
    ]


def new_visit(
    context: Context, checklist_id: str = NIGHT, *, site_id: str = "", complaint_id: str = ""
) -> None:
    """Start a visit and open its page (Ctrl+N, the list's menu, a site's page, a complaint)."""
    services = services_of(context)
    start_visit(
        services,
        context.runner,
        context.notices,
        context.announce,
        _go(context),
        checklist_id,
        site_id=site_id,
        complaint_id=complaint_id,
    )


def services_of(context: Context) -> VisitServices:
    """The use cases these pages need."""
    every = context.services
    return VisitServices(
        every.visits,
        every.photos,
        every.officers,
        every.sites,
        every.cases,
        every.positive_list,
        every.campaigns,
    )


class _Way:
    """Turns the page's parts of a record into the one text the shell carries."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self, page_id: str, record: dict[str, str]) -> None:
        if page_id == "papers":
            self._context.navigate("papers", f"{record['kind']}/visit/{record['visit_id']}")
        elif page_id == PHOTOS:
            photo = record.get("photo_id", "")
            self._context.navigate(PHOTOS, f"{record['visit_id']}/{photo}" if photo else record["visit_id"])
        elif page_id == "sign":
            self._context.navigate("sign", f"visit/{record['visit_id']}")
        elif page_id == "cases":
            self._context.navigate("case", record["case_id"])
        else:
            self._context.navigate(page_id, record["visit_id"])


def _go(context: Context) -> _Way:
    return _Way(context)
