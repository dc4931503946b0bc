"""The supervisor's pages and their place in the window."""

from __future__ import annotations

from datetime import date

from inspector.domain.ports import today
from inspector.services.draws import CLASS_NAMES
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.supervision.campaign_presenters import CampaignPresenter, CampaignsPresenter
from inspector.ui.supervision.campaign_view import CampaignPage
from inspector.ui.supervision.campaigns_view import CampaignsView
from inspector.ui.supervision.draws_presenter import DrawsPresenter
from inspector.ui.supervision.draws_view import DrawsView
from inspector.ui.supervision.lists_presenter import ListsPresenter
from inspector.ui.supervision.lists_view import ListsView
from inspector.ui.supervision.record_pages import (
    compensations_page,
    patrols_page,
    plans_page,
    positive_page,
)
from inspector.ui.supervision.report_presenter import YearReportPresenter
from inspector.ui.supervision.report_view import YearReportView

_YEARS_BACK = 8


def supervision_pages(context: Context) -> list[PageSpec]:
    """专项行动、抽查、检查计划、清单、年报."""
    return [
        PageSpec("campaigns", tr("专项行动"), "flag-banner", "supervision", lambda: _campaigns(context)),
        PageSpec(
            "campaign", tr("专项行动"), "flag-banner", "", lambda: _campaign(context), parent="campaigns"
        ),
        PageSpec("draws", tr("抽查"), "shuffle", "supervision", lambda: _draws(context)),
        PageSpec("plans", tr("检查计划"), "shuffle", "", lambda: plans_page(context), parent="draws"),
        PageSpec("lists", tr("清单"), "list-numbers", "supervision", lambda: _lists(context)),
        PageSpec(
            "patrols", tr("扬尘巡查"), "list-numbers", "", lambda: patrols_page(context), parent="lists"
        ),
        PageSpec(
            "positive", tr("正面清单"), "list-numbers", "", lambda: positive_page(context), parent="lists"
        ),
        PageSpec(
            "compensations",
            tr("损害赔偿"),
            "list-numbers",
            "",
            lambda: compensations_page(context),
            parent="lists",
        ),
        PageSpec("yearly", tr("年报"), "newspaper", "supervision", lambda: _yearly(context)),
    ]


def _day(context: Context) -> date:
    return today(context.services.workspace.clock)


def _campaigns(context: Context) -> Page:
    view = CampaignsView(
        _day(context), [(item.id, item.name) for item in context.services.visits.checklists()]
    )
    presenter = CampaignsPresenter(
        view,
        context.services.campaigns,
        context.runner,
        context.notices,
        context.announce,
        lambda: _day(context),
    )
    view.presenter = presenter
    view.shown.connect(presenter.read)
    view.opened.connect(lambda key: context.navigate("campaign", key))
    view.new_form.planned.connect(presenter.plan)
    view.change_requested.connect(presenter.change)
    context.changed.connect(presenter.on_changes)
    return view


def _campaign(context: Context) -> Page:
    services = context.services
    view = CampaignPage()
    presenter = CampaignPresenter(
        view,
        services.campaigns,
        services.campaign_progress,
        services.sites,
        context.runner,
        context.notices,
        context.announce,
        lambda: _day(context),
    )
    view.presenter = presenter

    def write(form: str) -> None:
        kinds = {"pdf": tr("PDF 文件 (*.pdf)"), "xlsx": tr("工作簿 (*.xlsx)")}
        path = context.dialogs.save_file(tr("写总结"), f"专项行动总结.{form}", kinds[form])
        if path is not None:
            presenter.summary(path, form)

    view.shown.connect(presenter.open)
    view.case_opened.connect(lambda key: context.navigate("case", key))
    view.site_opened.connect(lambda key: context.navigate("sites", key))
    view.week_opened.connect(lambda day: context.navigate("rows", presenter.week_record(day)))
    view.summary_requested.connect(write)
    view.close_requested.connect(presenter.close)
    view.site_added.connect(presenter.add_site)
    view.case_added.connect(presenter.add_case)
    view.visit_opened.connect(lambda key: context.navigate("visit", key))
    view.gather_requested.connect(presenter.gather)
    view.visit_removed.connect(lambda key: presenter.take_out([key]))
    view.case_removed.connect(lambda key: presenter.take_out((), [key]))
    view.change_requested.connect(lambda: context.navigate("campaigns", presenter.campaign_id))
    context.changed.connect(presenter.on_changes)
    return view


def _draws(context: Context) -> Page:
    view = DrawsView(CLASS_NAMES)
    presenter = DrawsPresenter(
        view,
        context.services.draws,
        context.runner,
        context.notices,
        context.announce,
        lambda: _day(context),
    )
    view.presenter = presenter

    def page() -> None:
        path = context.dialogs.save_file(tr("打印页"), "双随机抽查结果.pdf", tr("PDF 文件 (*.pdf)"))
        if path is not None:
            presenter.save_page(path)

    def file() -> None:
        path = context.dialogs.save_file(tr("可重抽的文件"), "双随机抽查.json", tr("抽查文件 (*.json)"))
        if path is not None:
            presenter.save_file(path)

    def replay() -> None:
        path = context.dialogs.open_file(tr("核对抽查文件"), tr("抽查文件 (*.json)"))
        if path is not None:
            presenter.replay(path)

    view.shown.connect(presenter.read)
    view.page_chosen.connect(lambda page: context.navigate(page, ""))
    view.picked.connect(presenter.pick)
    view.new_form.made.connect(presenter.make)
    view.page_requested.connect(page)
    view.file_requested.connect(file)
    view.replay_requested.connect(replay)
    view.site_opened.connect(lambda key: context.navigate("sites", key))
    context.changed.connect(presenter.on_changes)
    return view


def _lists(context: Context) -> Page:
    lists = context.services.counted_lists
    view = ListsView(lists.kinds())
    presenter = ListsPresenter(view, lists, context.runner, context.notices, context.announce)
    view.presenter = presenter
    sheets = tr("工作簿 (*.xlsx)")

    def bring() -> None:
        path = context.dialogs.open_file(tr("导入 {name}", name=presenter.kind.name), sheets)
        if path is not None:
            presenter.check(path)

    def template() -> None:
        path = context.dialogs.save_file(tr("写模板"), f"{presenter.kind.name}模板.xlsx", sheets)
        if path is not None:
            presenter.write_template(path)

    def export() -> None:
        path = context.dialogs.save_file(tr("导出清单"), f"{presenter.kind.name}.xlsx", sheets)
        if path is not None:
            presenter.export(path)

    view.shown.connect(presenter.read)
    view.list_chosen.connect(presenter.choose)
    view.page_chosen.connect(lambda page: context.navigate(page, ""))
    view.import_requested.connect(bring)
    view.template_requested.connect(template)
    view.export_requested.connect(export)
    view.commit_requested.connect(presenter.commit)
    context.changed.connect(presenter.on_changes)
    return view


def _yearly(context: Context) -> Page:
    reports = context.services.year_report
    this_year = _day(context).year
    years = range(this_year, this_year - _YEARS_BACK, -1)
    view = YearReportView(list(years), [(kind.key, kind.name) for kind in reports.kinds.values()])
    presenter = YearReportPresenter(view, reports, context.runner, context.notices, this_year)
    view.presenter = presenter

    def export(form: str) -> None:
        kinds = {"pdf": tr("PDF 文件 (*.pdf)"), "docx": tr("Word 文件 (*.docx)")}
        path = context.dialogs.save_file(tr("导出年报"), f"{presenter.year}年执法报告.{form}", kinds[form])
        if path is not None:
            presenter.export(path, form)

    def open_row(key: str) -> None:
        found = view.row_of(key)
        if found is not None and found.page:
            context.navigate(found.page, found.target)

    view.shown.connect(presenter.read)
    view.year_chosen.connect(presenter.choose)
    view.figure_opened.connect(presenter.open)
    view.row_opened.connect(open_row)
    view.export_requested.connect(export)
    view.target_set.connect(presenter.set_target)
    context.changed.connect(presenter.on_changes)
    return view
