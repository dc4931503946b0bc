"""Patrols, the positive list, planned visits and compensation in the window: written, refused at the field, and found again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.kinds import Outcome, SiteKind, VisitState
from inspector.domain.ports import NoProgress, today
from inspector.domain.records import Site, Visit
from inspector.domain.supervision_records import Patrol, VisitPlan
from inspector.services.desk import Services
from inspector.services.visit_plans import FrequencyView, PlanState
from inspector.ui.supervision.compensations_view import CompensationsView
from inspector.ui.supervision.draws_view import DrawsView
from inspector.ui.supervision.patrols_view import PatrolsView
from inspector.ui.supervision.plans_view import PlansView
from inspector.ui.supervision.positive_view import PositiveView
from tests.services.test_campaigns import a_case, a_visit
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, open_app, settle
from tests.ui.supervision.test_supervision_pages import shown
from tests.workspaces import workspace_in

__all__ = ["open_app"]


@pytest.fixture
def app(tmp_path: Path, open_app: Opener) -> App:
    """Two firms, one of them with a case that was waived."""
    with workspace_in(tmp_path / "home") as workspace, workspace.write() as writer:
        writer.put(Site(name="澜岬涂装厂", kind=SiteKind.ENTERPRISE), "site.created")
        writer.put(Site(name="观潮建工", kind=SiteKind.CONSTRUCTION), "site.created")
    return open_app(tmp_path / "home")


@pytest.fixture
def services(app: App) -> Services:
    assert app.services is not None
    return app.services


@pytest.fixture
def day(services: Services) -> date:
    return today(services.workspace.clock)


def _site(services: Services, name: str) -> Site:
    (found,) = services.sites.search(name, 1)
    return found


def test_nothing_is_cut_on_any_page_with_its_form_and_its_card(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    site = _site(services, "涂装")
    patrol, _ = services.patrols.save(_patrol_of(day))
    services.patrols.add_finding(patrol.id, "东门", "裸土未覆盖")
    entry, _ = services.positive_list.enter(site.id, day, None, "两年内无处罚")
    plan, _ = services.visit_plans.plan(_plan_of(site, day, "复查"))
    for page, record in (
        ("patrols", patrol.id),
        ("positive", entry.id),
        ("plans", plan.id),
        ("compensations", ""),
    ):
        view = shown(app, qtbot, page, record)
        assert cut_texts_at_all_sizes(app.window) == {}, page
        view.new_wanted.emit()  # type: ignore[attr-defined]
        settle(qtbot, app)
        assert cut_texts_at_all_sizes(app.window) == {}, f"{page}: the form"


def _patrol_of(day: date) -> Patrol:
    return Patrol(day=day, route="滨海大道", length_m=42_350)


def _plan_of(site: Site, day: date, reason: str) -> VisitPlan:
    return VisitPlan(site_id=site.id, planned_on=day, reason=reason)


def test_a_patrol_is_kept_with_its_kilometres_and_its_problems_are_put_right(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    view = shown(app, qtbot, "patrols")
    assert isinstance(view, PatrolsView)
    view.new_wanted.emit()
    form = view.new_form
    form.route.set_text("滨海大道")
    form.length.set_text("四十")
    form._save()
    assert form.length.fault(), "no number, no patrol"
    form.length.set_text("42.35")
    form._save()
    settle(qtbot, app)
    (line,) = services.patrols.lines(date(day.year, 1, 1), day)
    assert line.patrol.length_m == 42_350
    card = view.card
    assert view.current_card() is card, "the problem sites come next"
    card.finding_added.emit("东门", "")
    settle(qtbot, app)
    assert card.problem.fault(), "a problem site without its problem is refused at the field"
    card.finding_added.emit("东门", "裸土未覆盖")
    settle(qtbot, app)
    (finding,) = services.patrols.findings(line.id)
    card.begin(finding.id, "fix")
    card.words.set_text("已覆盖绿网")
    card.moved_on.set_text(str(day - timedelta(days=1)))
    card._move()
    settle(qtbot, app)
    assert card.moved_on.fault(), "put right before it was found"
    card.moved_on.set_text(str(day))
    card._move()
    settle(qtbot, app)
    (finding,) = services.patrols.findings(line.id)
    assert (finding.fixed_on, finding.result) == (day, "已覆盖绿网")
    assert "已整改 1" in view.sums.text()


def test_a_patrol_is_corrected_and_the_former_length_stays_in_the_chain(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    patrol, _ = services.patrols.save(_patrol_of(day))
    view = shown(app, qtbot, "patrols", patrol.id)
    assert isinstance(view, PatrolsView)
    view.card.correct_wanted.emit()
    assert view.new_form.length.text() == "42.35"
    view.new_form.length.set_text("43.5")
    view.new_form._save()
    settle(qtbot, app)
    with services.workspace.read() as reader:
        lengths = [body["after"]["length_m"] for body in reader.history(type(patrol), patrol.id)]  # type: ignore[index,call-overload]
    assert lengths == [42_350, 43_500]


def test_a_firm_is_put_on_the_positive_list_and_taken_off_for_a_case(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    site = _site(services, "涂装")
    view = shown(app, qtbot, "positive")
    assert isinstance(view, PositiveView)
    view.new_wanted.emit()
    form = view.new_form
    form._save()
    assert form.site.fault(), "only a known firm can be on the list"
    form.site.set_site(site.id, site.name)
    form.start.set_text(str(day - timedelta(days=30)))
    form._save()
    settle(qtbot, app)
    assert form.grounds.fault(), "no grounds, no entry"
    form.grounds.set_text("两年内无处罚")
    form._save()
    settle(qtbot, app)
    (entry,) = services.positive_list.history(site.id)
    case = a_case(services.workspace, day - timedelta(days=3), site_id=site.id, party_name=site.name)
    view.shown.emit("")
    settle(qtbot, app)
    row = view.model.row_at(0)
    assert row is not None
    assert [one.id for one in row.cases] == [case.id]
    view.picked.emit(entry.id)
    view.card.case.set_value(case.id)
    view.card._remove()
    settle(qtbot, app)
    assert view.card.reason.fault(), "no reason, no removal"
    view.card.reason.set_text("未批先建，主体工程已投产")
    view.card._remove()
    settle(qtbot, app)
    (entry,) = services.positive_list.history(site.id)
    assert (entry.removed_on, entry.removal_case_id) == (day, case.id)


def test_an_entry_whose_removal_is_written_offers_no_second_one(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    site = _site(services, "涂装")
    entry, _ = services.positive_list.enter(site.id, day, None, "两年内无处罚")
    view = shown(app, qtbot, "positive", entry.id)
    assert isinstance(view, PositiveView) and view.card._form.isVisible()
    services.positive_list.remove(entry.id, day + timedelta(days=30), "情节严重")
    view = shown(app, qtbot, "workbench")
    view = shown(app, qtbot, "positive", entry.id)
    assert isinstance(view, PositiveView) and not view.card._form.isVisible()


def test_another_visit_asks_for_its_reason_and_a_plan_finds_its_visit(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    site = _site(services, "观潮")
    a_visit(services.workspace, day - timedelta(days=20), site=site)
    view = shown(app, qtbot, "plans")
    assert isinstance(view, PlansView)
    view.new_wanted.emit()
    settle(qtbot, app)
    form = view.new_form
    form.site.set_site(site.id, site.name)
    form.site.picked.emit(site.id)
    settle(qtbot, app)
    assert not form.known.isHidden()
    form._save()
    settle(qtbot, app)
    assert form.reason.fault(), "the second visit of the period needs a reason"
    assert services.visit_plans.lines(day) == []
    form.reason.set_text("投诉举报")
    form._save()
    settle(qtbot, app)
    (line,) = services.visit_plans.lines(day)
    assert line.state is PlanState.DUE
    visit = a_visit(services.workspace, day, site=site)
    view.picked.emit(line.id)
    settle(qtbot, app)
    view.card.registered.emit(line.id, "SZ-2026-0007")
    settle(qtbot, app)
    view.card.visit_linked.emit(line.id, visit.id)
    settle(qtbot, app)
    (line,) = services.visit_plans.lines(day)
    assert (line.state, line.plan.registration) == (PlanState.DONE, "SZ-2026-0007")
    assert line.visit is not None
    assert line.visit.id == visit.id


class Held:
    """A runner whose answers come when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[Any], Any], Callable[[Any], None]]] = []

    def run(self, _name: str, work: Callable[[Any], Any], done: Callable[[Any], None], *_: object) -> None:
        self.jobs.append((work, done))

    def answer(self, number: int) -> None:
        work, done = self.jobs[number]
        done(work(NoProgress()))


def test_an_answer_about_the_day_before_does_not_stand_for_the_day_typed(
    app: App, services: Services, day: date, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slower of two answers came last and said that no reason was due."""
    site, held = _site(services, "涂装"), Held()
    a_visit(services.workspace, day, site=site)
    presenter = shown(app, qtbot, "plans").presenter  # type: ignore[attr-defined]
    monkeypatch.setattr(presenter._context, "runner", held)
    seen: list[FrequencyView] = []
    presenter.known(site.id, day - timedelta(days=1), seen.append)
    presenter.known(site.id, day, seen.append)
    held.answer(1)
    held.answer(0)
    assert [(view.day, view.reason_needed) for view in seen] == [(day, True)]


def test_a_plan_is_called_off_with_its_reason_and_a_visit_can_begin_from_it(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    site = _site(services, "涂装")
    plan, _ = services.visit_plans.plan(_plan_of(site, day, "双随机"))
    view = shown(app, qtbot, "plans", plan.id)
    assert isinstance(view, PlansView)
    view.card.begin.click()
    settle(qtbot, app)
    assert app.window.current_page_id() == "visit"
    with services.workspace.read() as reader:
        (begun,) = reader.find(Visit, site_id=site.id, state=VisitState.DRAFT)
    assert begun.party_name == site.name
    view = shown(app, qtbot, "plans", plan.id)
    assert isinstance(view, PlansView)
    view.card.cancelled.emit(plan.id, "")
    settle(qtbot, app)
    assert view.card.reason.fault()
    view.card.cancelled.emit(plan.id, "企业停产")
    settle(qtbot, app)
    assert [line.state for line in services.visit_plans.lines(day)] == [PlanState.CANCELLED]


def test_what_was_paid_stands_beside_what_was_spared(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    case = a_case(
        services.workspace,
        day - timedelta(days=40),
        party_name="澜岬涂装厂",
        outcome=Outcome.REDUCED,
        amount_fen=2_000_000,
        reduced_fen=8_000_000,
        decided_on=day - timedelta(days=3),
    )
    view = shown(app, qtbot, "compensations")
    assert isinstance(view, CompensationsView)
    view.new_wanted.emit()
    form = view.new_form
    form.name.set_text("倾倒废液损害赔偿")
    form.agreed.set_text("5万")
    form.paid.set_text("5万")
    form._save()
    settle(qtbot, app)
    assert form.paid_on.fault(), "an amount paid needs its day"
    form.paid_on.set_text(str(day))
    form.case.set_text("没有这个案号")
    form._save()
    settle(qtbot, app)
    assert form.case.fault()
    assert services.compensations.lines() == []
    form.case.set_text(case.id)
    form._save()
    settle(qtbot, app)
    (line,) = services.compensations.lines()
    assert (line.compensation.paid_fen, line.spared_fen, line.gap_fen) == (5_000_000, 8_000_000, 3_000_000)
    view.picked.emit(line.id)
    assert "须说明理由" in form.sentence.text()


def test_the_pages_behind_one_entry_lead_to_one_another(app: App, qtbot: QtBot) -> None:
    view = shown(app, qtbot, "draws")
    assert isinstance(view, DrawsView)
    view.tabs.chosen.emit("plans")
    settle(qtbot, app)
    assert app.window.current_page_id() == "plans"
    shown(app, qtbot, "lists").tabs.chosen.emit("positive")  # type: ignore[attr-defined]
    settle(qtbot, app)
    assert app.window.current_page_id() == "positive"


def test_a_figure_of_the_year_report_opens_the_patrol_of_its_year(
    app: App, services: Services, day: date, qtbot: QtBot
) -> None:
    last = date(day.year - 1, 6, 1)
    services.patrols.save(_patrol_of(day))
    patrol, _ = services.patrols.save(_patrol_of(last))
    rows = services.year_report.rows("patrol_length", last.year)
    assert [(row.page, row.target) for row in rows] == [("patrols", patrol.id)]
    view = shown(app, qtbot, rows[0].page, rows[0].target)
    assert isinstance(view, PatrolsView)
    assert view.year.value() == str(last.year)
    assert view.card.isVisible()
