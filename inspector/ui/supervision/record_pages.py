"""The pages of patrols, the positive list, plans and compensation: each view with its presenter."""

from __future__ import annotations

from inspector.domain.ports import today
from inspector.ui.common.page import Page
from inspector.ui.context import Context
from inspector.ui.supervision.compensations_presenter import CompensationsPresenter
from inspector.ui.supervision.compensations_view import CompensationsView
from inspector.ui.supervision.patrols_presenter import PatrolsPresenter
from inspector.ui.supervision.patrols_view import PatrolsView
from inspector.ui.supervision.plans_presenter import PlansPresenter
from inspector.ui.supervision.plans_view import PlansView
from inspector.ui.supervision.positive_presenter import PositivePresenter
from inspector.ui.supervision.positive_view import PositiveView
from inspector.ui.supervision.records_page import RecordsPage, RowT
from inspector.ui.supervision.records_presenter import RecordsPresenter
from inspector.ui.visits.page import new_visit

_YEARS_BACK = 8


def _join(view: RecordsPage[RowT], presenter: RecordsPresenter, context: Context) -> None:
    """What every one of these pages needs."""
    view.presenter = presenter
    view.shown.connect(presenter.open)
    view.page_chosen.connect(lambda page: context.navigate(page, ""))
    context.changed.connect(presenter.on_changes)


def patrols_page(context: Context) -> Page:
    """扬尘巡查."""
    year = today(context.services.workspace.clock).year
    view = PatrolsView(range(year, year - _YEARS_BACK, -1))
    presenter = PatrolsPresenter(view, context)
    _join(view, presenter, context)
    view.picked.connect(presenter.pick)
    view.new_wanted.connect(presenter.new)
    view.year_chosen.connect(presenter.choose_year)
    view.new_form.saved.connect(presenter.save)
    view.card.correct_wanted.connect(presenter.correct)
    view.card.finding_added.connect(presenter.add_finding)
    view.card.finding_moved.connect(presenter.move)
    return view


def positive_page(context: Context) -> Page:
    """正面清单."""
    view = PositiveView()
    presenter = PositivePresenter(view, context)
    _join(view, presenter, context)
    view.picked.connect(presenter.pick)
    view.new_wanted.connect(presenter.new)
    view.new_form.searched.connect(lambda text: presenter.suggest(text, view.new_form.site.show_suggestions))
    view.new_form.entered_list.connect(presenter.enter)
    view.card.removed.connect(presenter.remove)
    view.card.case_opened.connect(lambda key: context.navigate("case", key))
    view.card.site_opened.connect(lambda key: context.navigate("sites", key))
    return view


def plans_page(context: Context) -> Page:
    """检查计划."""
    view = PlansView()
    presenter = PlansPresenter(view, context)
    _join(view, presenter, context)
    view.picked.connect(presenter.pick)
    view.new_wanted.connect(presenter.new)
    view.new_form.searched.connect(lambda text: presenter.suggest(text, view.new_form.site.show_suggestions))
    view.new_form.asked.connect(lambda site, day: presenter.known(site, day, view.new_form.show_known))
    view.new_form.planned.connect(presenter.plan)
    view.card.registered.connect(presenter.register)
    view.card.cancelled.connect(presenter.cancel)
    view.card.visit_wanted.connect(lambda site: new_visit(context, site_id=site))
    view.card.visit_linked.connect(presenter.link)
    view.card.visit_opened.connect(lambda key: context.navigate("visit", key))
    view.card.site_opened.connect(lambda key: context.navigate("sites", key))
    return view


def compensations_page(context: Context) -> Page:
    """损害赔偿."""
    view = CompensationsView()
    presenter = CompensationsPresenter(view, context)
    _join(view, presenter, context)
    view.picked.connect(presenter.pick)
    view.new_wanted.connect(presenter.new)
    view.new_form.saved.connect(presenter.save)
    view.new_form.case_opened.connect(lambda key: context.navigate("case", key))
    return view
