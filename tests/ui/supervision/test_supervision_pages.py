"""The supervisor's pages: nothing is cut, a number opens its rows, a sheet is taken whole, a draw is made and replayed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.documents.sheets.listed import listed_book
from inspector.domain.kinds import Outcome, SiteKind
from inspector.domain.records import Case, Site
from inspector.domain.supervision_records import Campaign, ListedItem
from inspector.ui.common.look import look
from inspector.ui.common.theme import Theme
from inspector.ui.common.week_chart import WeekChart, WeekValue
from inspector.ui.statistics.rows import RowsView
from inspector.ui.supervision.campaign_view import CampaignPage
from inspector.ui.supervision.campaigns_view import CampaignsView
from inspector.ui.supervision.draws_view import DrawsView
from inspector.ui.supervision.lists_view import ListsView
from inspector.ui.supervision.report_view import YearReportView
from inspector.ui.visits.visit_view import VisitView
from tests.services.test_campaigns import a_case, a_visit
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, open_app, settle
from tests.workspaces import workspace_in

__all__ = ["open_app"]


@pytest.fixture
def app(tmp_path: Path, open_app: Opener) -> App:
    """A bureau with a campaign, a decided case of it, ten firms and a list."""
    with workspace_in(tmp_path / "home") as workspace:
        from inspector.services.campaigns import CampaignService

        campaigns = CampaignService(workspace)
        campaign, _ = campaigns.save(
            Campaign(
                name="利剑九号", starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31), units="南澜,北屿"
            )
        )
        campaigns.set_targets(campaign.id, [("visits", 120, None), ("filed_share", 1000, None)])
        a_case(
            workspace,
            date(2026, 6, 2),
            campaign=campaign,
            party_name="澜岬建工",
            outcome=Outcome.PENALTY,
            amount_fen=3_200_000,
            decided_on=date(2026, 7, 20),
        )
        with workspace.write() as writer:
            for number in range(10):
                writer.put(Site(name=f"澜岬涂装{number}厂", kind=SiteKind.ENTERPRISE), "site.created")
            writer.put(
                ListedItem(list_id="boilers", day=date(2026, 5, 1), name="甲厂", quantity=3), "list.added"
            )
    return open_app(tmp_path / "home")


def shown(app: App, qtbot: QtBot, page: str, record: str = "") -> object:
    app.window.open_page(page, record)
    settle(qtbot, app)
    assert app.window.current_page_id() == page
    return app.window.stack.current_page()


def test_nothing_is_cut_on_any_page(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    campaign = app.services.campaigns.resolve("利剑九号")
    for page, record in (
        ("campaigns", ""),
        ("campaign", campaign.id),
        ("draws", ""),
        ("lists", ""),
        ("yearly", ""),
    ):
        view = shown(app, qtbot, page, record)
        assert cut_texts_at_all_sizes(app.window) == {}, page
        if isinstance(view, CampaignsView | DrawsView):
            view.open_form()
            settle(qtbot, app)
            assert cut_texts_at_all_sizes(app.window) == {}, f"{page} with its form"
        app.window.resize(1366, 690)


def test_a_number_of_the_report_opens_its_rows_and_a_row_its_case(app: App, qtbot: QtBot) -> None:
    view = shown(app, qtbot, "yearly")
    assert isinstance(view, YearReportView)
    view.year.chosen.emit("2026")
    settle(qtbot, app)
    assert "改造锅炉3台" in view.text.toPlainText() and "罚款3.2万元" in view.text.toPlainText()
    view.text.anchorClicked.emit(QUrl("figure:fines"))
    settle(qtbot, app)
    assert not view.side.isHidden()
    assert view.row_model.rowCount() == 1
    view.rows_table.opened.emit(view.row_model.id_at(0))
    settle(qtbot, app)
    assert app.window.current_page_id() == "case"


def test_a_target_is_set_and_a_wrong_one_is_said(app: App, qtbot: QtBot) -> None:
    view = shown(app, qtbot, "yearly")
    assert isinstance(view, YearReportView) and app.services is not None
    view.year.chosen.emit("2026")
    view.target_set.emit("list.boilers", "8")
    settle(qtbot, app)
    assert app.services.year_report.targets(2027) == {"list.boilers": 8}
    view.target_set.emit("list.boilers", "许多")
    settle(qtbot, app)
    assert view.notice() is not None
    assert app.services.year_report.targets(2027) == {"list.boilers": 8}


def test_a_year_without_rows_says_so(app: App, qtbot: QtBot) -> None:
    view = shown(app, qtbot, "yearly")
    assert isinstance(view, YearReportView)
    view.year.chosen.emit("2020")
    settle(qtbot, app)
    assert view.figure_model.rowCount() == 0
    assert view.stack.currentIndex() == 3


def test_a_sheet_is_checked_first_and_then_written(app: App, qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(app, qtbot, "lists")
    assert isinstance(view, ListsView)
    view.list_chosen.emit("boilers")
    settle(qtbot, app)
    assert view.model.rowCount() == 1
    path = tmp_path / "锅炉.xlsx"
    rows = [ListedItem(list_id="boilers", day=date(2026, 6, 1), name="乙厂", quantity=2)]
    path.write_bytes(listed_book("锅炉", "改造日期", rows))
    presenter = view.presenter
    presenter.check(path)  # type: ignore[attr-defined]
    settle(qtbot, app)
    assert view.commit.isEnabled() and view.model.rowCount() == 1
    view.commit.click()
    settle(qtbot, app)
    assert view.model.rowCount() == 2 and view.side.isHidden()


def test_a_campaign_is_planned_from_its_form(app: App, qtbot: QtBot) -> None:
    view = shown(app, qtbot, "campaigns")
    assert isinstance(view, CampaignsView) and app.services is not None
    view.open_form()
    view.new_form.name.set_text("扬尘行动")
    view.new_form.starts.set_text("2026-09-31")
    view.new_form.ends.set_text("2026-12-31")
    view.new_form._plan()
    assert view.new_form.starts.fault(), "no such day: said at its field"
    view.new_form.starts.set_text("2026-09-30")
    view.new_form._plan()
    settle(qtbot, app)
    plan = app.services.campaigns.plan(app.services.campaigns.resolve("扬尘行动").id)
    assert [target.kind for target in plan.targets] == [
        "visits",
        "draw_share",
        "records_per_person",
        "filed_share",
        "complaint_change",
    ]
    assert view.model.rowCount() == 2


def test_the_campaign_page_shows_the_figures_and_ends_it(app: App, qtbot: QtBot, tmp_path: Path) -> None:
    assert app.services is not None
    campaign = app.services.campaigns.resolve("利剑九号")
    view = shown(app, qtbot, "campaign", campaign.id)
    assert isinstance(view, CampaignPage)
    assert view.tiles["fines"].figure.text() == "3.2 万元"
    assert view.unit_model.rowCount() == 2 and view.case_model.rowCount() == 1
    presenter = view.presenter
    presenter.summary(tmp_path / "总结.pdf", "pdf")  # type: ignore[attr-defined]
    settle(qtbot, app)
    assert (tmp_path / "总结.pdf").read_bytes().startswith(b"%PDF")
    other = a_case(app.services.workspace, date(2026, 6, 9))
    view.case_added.emit(other.id)
    settle(qtbot, app)
    assert view.case_model.rowCount() == 2
    view.case_added.emit("没有这个案号")
    settle(qtbot, app)
    assert view.notice() is not None
    view.close_requested.emit()
    settle(qtbot, app)
    assert view.end.isHidden()


def test_a_week_of_the_campaign_opens_its_visits_and_cases(app: App, qtbot: QtBot) -> None:
    """The week of 1 June: two visits and the case; the table of the weeks says the same and opens it too."""
    assert app.services is not None
    workspace = app.services.workspace
    campaign = app.services.campaigns.resolve("利剑九号")
    for day in (date(2026, 5, 31), date(2026, 6, 2), date(2026, 6, 6), date(2026, 6, 7)):
        a_visit(workspace, day, campaign=campaign)
    a_visit(workspace, date(2026, 6, 3))
    page = shown(app, qtbot, "campaign", campaign.id)
    assert isinstance(page, CampaignPage)
    first = next(week for week in page.week_chart._weeks if week.cases)
    assert (first.key, first.visits, first.cases) == ("2026-05-31", 3, 1), (
        "seven days from the first of March"
    )
    page.tabs.chosen.emit("weeks")
    page.week_chart.setFocus()
    place = [week.key for week in page.week_chart._weeks].index(first.key)
    QTest.keyClick(page.week_chart, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(page.week_chart, Qt.Key.Key_Right)
    assert "检查 3 次，发现案件 1 宗" in page.week_chart.accessibleName()
    QTest.keyClick(page.week_chart, Qt.Key.Key_Return)
    settle(qtbot, app)
    rows = app.window.stack.current_page()
    assert isinstance(rows, RowsView)
    assert rows.record_model.rowCount() == 4
    rows.records.opened.emit(rows.record_model.id_at(3))
    settle(qtbot, app)
    assert app.window.current_page_id() == "case", "the case stands after the visits"
    page = shown(app, qtbot, "campaign", campaign.id)
    assert isinstance(page, CampaignPage)
    page.week_switch.click()
    assert page.weeks.isVisible() and not page.week_chart.isVisible()
    page.weeks.opened.emit("2026-06-07")
    settle(qtbot, app)
    assert rows.record_model.rowCount() == 1


def test_the_chart_of_weeks_is_drawn_in_both_looks(qtbot: QtBot, theme: Theme) -> None:
    """Bars and the rings of the line are there in colours of their own."""
    chart = WeekChart("每周")
    qtbot.addWidget(chart)
    chart.resize(600, 260)
    chart.set_weeks([WeekValue(f"{n}", f"06-{n:02d}", f"第{n}周", 4 * n, n) for n in range(1, 9)])
    assert len(chart.words()) == 8
    for choice in ("light", "dark"):
        theme.set_choice(choice)
        image = chart.grab().toImage()
        found = {image.pixelColor(x, y).name() for x in range(0, 600, 2) for y in range(30, 230, 2)}
        assert {look().color("c1").name(), look().color("c2").name()} <= found


def test_a_draw_is_made_kept_and_replayed(app: App, qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(app, qtbot, "draws")
    assert isinstance(view, DrawsView) and app.services is not None
    view.open_form()
    view.new_form.title_field.set_text("六月抽查")
    view.new_form.shares["enterprise"].set_text("40%")
    view.new_form._make()
    settle(qtbot, app)
    assert view.new_form.seed.fault(), "no seed, no draw"
    view.new_form.seed.set_text("2026061")
    view.new_form._make()
    settle(qtbot, app)
    assert view.pick_model.rowCount() == 4
    presenter = view.presenter
    path = tmp_path / "抽查.json"
    presenter.save_file(path)  # type: ignore[attr-defined]
    settle(qtbot, app)
    presenter.replay(path)  # type: ignore[attr-defined]
    settle(qtbot, app)
    assert view.notice() is None
    path.write_text(path.read_text(encoding="utf-8").replace("2026061", "2026062"), encoding="utf-8")
    presenter.replay(path)  # type: ignore[attr-defined]
    settle(qtbot, app)
    notice = view.notice()
    assert notice is not None


def test_visits_are_gathered_into_a_campaign_and_taken_out_again(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    campaign = app.services.campaigns.resolve("利剑九号")
    workspace = app.services.workspace
    visit, late = a_visit(workspace, date(2026, 6, 2)), a_visit(workspace, date(2026, 6, 3))
    case = a_case(workspace, date(2026, 6, 2), visit_id=visit.id)
    view = shown(app, qtbot, "campaign", campaign.id)
    assert isinstance(view, CampaignPage)
    view.tabs.chosen.emit("visits")
    settle(qtbot, app)
    assert cut_texts_at_all_sizes(app.window) == {}
    assert "2 次" in view.gather.text() and view.visit_model.rowCount() == 0
    view.gather.click()
    settle(qtbot, app)
    assert set(app.services.campaigns.visits.rows(campaign.id).ids()) == {visit.id, late.id}
    assert view.gather.isHidden() and view.visit_model.rowCount() == 2
    assert view.case_model.rowCount() == 2  # the visit brought its case
    app.window.toast.undo()
    settle(qtbot, app)
    assert view.visit_model.rowCount() == 0 and view.case_model.rowCount() == 1
    with workspace.read() as reader:
        assert reader.get(Case, case.id).campaign == ""
    view.gather.click()
    settle(qtbot, app)
    view.visits.select_id(late.id)
    view.drop_visit.click()
    settle(qtbot, app)
    assert app.services.campaigns.visits.rows(campaign.id).ids() == [visit.id]
    app.window.toast.undo()
    settle(qtbot, app)
    assert set(app.services.campaigns.visits.rows(campaign.id).ids()) == {visit.id, late.id}
    view.cases.select_id(case.id)
    view.drop_case.click()
    settle(qtbot, app)
    with workspace.read() as reader:
        assert reader.get(Case, case.id).campaign_id is None
    other, _ = app.services.campaigns.save(
        Campaign(name="别的行动", starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31))
    )
    shown(
        app, qtbot, "campaign", other.id
    )  # what is taken back goes where it was, whatever is shown meanwhile
    app.window.toast.undo()
    settle(qtbot, app)
    with workspace.read() as reader:
        assert reader.get(Case, case.id).campaign_id == campaign.id


def test_a_campaign_is_changed_in_the_form_it_was_planned_in(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    campaign = app.services.campaigns.resolve("利剑九号")
    page = shown(app, qtbot, "campaign", campaign.id)
    assert isinstance(page, CampaignPage)
    page.change.click()
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, CampaignsView) and not view.new_form.isHidden()
    form = view.new_form
    assert (form.name.text(), form.units.text()) == ("利剑九号", "南澜，北屿")
    assert form.targets.text() == "检查次数=120\n发现违法立案比例=100%"
    assert cut_texts_at_all_sizes(app.window) == {}
    form.focus["dust_yard"].setChecked(True)
    form.name.set_text("利剑九号（扬尘）")
    form.save.click()
    settle(qtbot, app)
    changed = app.services.campaigns.plan(campaign.id)
    assert (changed.campaign.name, changed.campaign.focus) == ("利剑九号（扬尘）", "dust_yard")
    assert [target.value for target in changed.targets] == [120, 1000]
    view.open_form()
    assert form.name.text() == "" and not form.focus["dust_yard"].isChecked()  # a new one begins empty


def test_a_visit_is_put_into_a_campaign_on_its_own_page(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    services = app.services
    campaign = services.campaigns.resolve("利剑九号")
    visit = a_visit(services.workspace, date(2026, 6, 2))
    view = shown(app, qtbot, "visit", visit.id)
    assert isinstance(view, VisitView)
    assert view.campaign.text() == "归入行动"
    view.campaign.menu().actions()[0].trigger()
    settle(qtbot, app)
    assert view.campaign.text() == "行动：利剑九号"
    assert services.campaigns.visits.rows(campaign.id).ids() == [visit.id]
    assert cut_texts_at_all_sizes(app.window) == {}
    app.window.toast.undo()
    settle(qtbot, app)
    assert services.campaigns.visits.rows(campaign.id).ids() == []
    services.campaigns.put_in([visit.id], campaign.id)
    services.campaigns.close(campaign.id, date(2026, 11, 1))
    view = shown(app, qtbot, "visit", visit.id)
    assert isinstance(view, VisitView)
    words = [action.text() for action in view.campaign.menu().actions() if not action.isEnabled()]
    assert words == ["", "利剑九号已总结，不再变动"] or words == ["利剑九号已总结，不再变动"]
