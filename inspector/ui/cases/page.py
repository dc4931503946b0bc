"""The case pages as the window knows them."""

from __future__ import annotations

from inspector.domain.ports import today
from inspector.ui.cases.case_presenter import CasePresenter
from inspector.ui.cases.case_view import CaseView
from inspector.ui.cases.certificate_presenter import CertificatePresenter
from inspector.ui.cases.list_presenter import CaseListPresenter
from inspector.ui.cases.list_view import CaseListView
from inspector.ui.cases.redaction_presenter import RedactionPresenter
from inspector.ui.cases.standing_presenter import StandingPresenter
from inspector.ui.cases.volume_presenter import VolumePresenter
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.files.page import wire_files
from inspector.ui.shell.pages import PageSpec


def case_pages(context: Context) -> list[PageSpec]:
    """案件 and the page of one case (record: its id; `new` on the list opens the form)."""
    services = context.services

    def make_list() -> Page:
        this_year = today(services.workspace.clock).year
        years = [str(year) for year in range(this_year, this_year - 6, -1)]
        steps = services.workspace.rules.steps.items()
        view = CaseListView(
            years,
            services.ledger.choices("district"),
            services.ledger.choices("element"),
            {key: step.name for key, step in steps},
            lambda: today(services.workspace.clock),
        )
        presenter = CaseListPresenter(view, view.form_card, context)
        view.presenter = presenter
        view.form_card.set_acts(list(services.workspace.book.violations.values()))

        def shown(record_id: str) -> None:
            presenter.read()
            if record_id == "new":
                view.open_form()

        view.shown.connect(shown)
        view.filter_changed.connect(presenter.search)
        view.tab_chosen.connect(presenter.choose_tab)
        view.sort_changed.connect(presenter.sort)
        view.opened.connect(lambda key: context.navigate("case", key))
        view.new_wanted.connect(view.open_form)
        view.decisions.clicked.connect(
            lambda: context.navigate("batch", f"day/{today(services.workspace.clock)}")
        )
        view.form_card.party_typed.connect(presenter.find_party)
        view.form_card.open_requested.connect(
            lambda case: presenter.open_case(case, lambda key: context.navigate("case", key))
        )
        context.changed.connect(presenter.on_changes)
        return view

    def make_case() -> Page:
        view = CaseView()
        presenter = CasePresenter(view, view.decision, context)
        view.presenter = presenter
        _wire(view, presenter, context)
        _wire_standing(view, context)
        context.changed.connect(presenter.on_changes)
        return view

    return [
        PageSpec("cases", tr("案件"), "folder", "daily", make_list),
        PageSpec("case", tr("案件"), "folder", "", make_case, parent="cases"),
    ]


def _wire_standing(view: CaseView, context: Context) -> None:
    """Former offences and what a leader lets pass."""
    standing = StandingPresenter(view.offences, view.review, context)
    view.standing = standing
    view.shown.connect(standing.open)
    view.offences.search_wanted.connect(standing.search)
    view.offences.confirmed.connect(standing.confirm)
    view.offences.case_opened.connect(lambda key: context.navigate("case", key))
    view.review.overridden.connect(standing.override)
    context.changed.connect(standing.on_changes)


def _wire(view: CaseView, presenter: CasePresenter, context: Context) -> None:
    """Every signal of the page to the presenter's answer."""
    view.shown.connect(presenter.open)
    view.clock_explained.connect(view.toggle_explanation)
    view.suspension.entered.connect(presenter.suspend)
    view.stepper.opened.connect(view.step_panel.choose)
    view.step_panel.card_wanted.connect(view.show_card)
    view.step_panel.step_recorded.connect(presenter.record_step)
    view.facts.fact_added.connect(presenter.add_fact)
    view.facts.fact_changed.connect(presenter.change_fact)
    view.facts.fact_voided.connect(presenter.void_fact)
    view.facts.evidence_added.connect(presenter.add_evidence)
    view.facts.photo_dropped.connect(presenter.put_photo_behind)
    view.correction.ordered.connect(presenter.order_correction)
    view.correction.rechecked.connect(presenter.record_recheck)
    view.meetings.held.connect(presenter.hold_meeting)
    view.meetings.amended.connect(presenter.amend_meeting)
    view.circumstances.flag_stated.connect(presenter.state_flag)
    view.circumstances.party_changed.connect(lambda kind: presenter.change_case(party_kind=kind))
    view.circumstances.kinds_changed.connect(lambda kinds: presenter.change_case(penalty_kinds=kinds))
    view.defence.saved.connect(presenter.save_defence)
    view.law.answered.connect(presenter.law.answer)
    view.law.similar_wanted.connect(presenter.law.read_similar)
    view.law.case_opened.connect(lambda key: context.navigate("case", key))
    view.law.unsure.connect(presenter.law.answer_unknown)
    view.law.apology_recorded.connect(presenter.law.record_apology)
    view.law.apology_withdrawn.connect(presenter.law.withdraw_apology)
    view.law.act_added.connect(presenter.law.add_act)
    view.law.act_removed.connect(presenter.law.remove_act)
    view.law.reasons_wanted.connect(
        lambda: context.navigate("papers", f"reasons_page/case/{presenter.case_id}")
    )
    view.law.grade_chosen.connect(presenter.law.choose_grade)
    view.law.direction_chosen.connect(presenter.choose_direction)
    view.decision.proposed.connect(presenter.propose)
    view.decision.decided.connect(presenter.decide)
    volume = VolumePresenter(context.services.volumes, context, lambda: presenter.case_id)
    view.volume_presenter = volume
    view.papers.bind_requested.connect(volume.bind)
    view.papers.print_requested.connect(volume.print)
    view.papers.batch_requested.connect(lambda: context.navigate("batch", f"case/{presenter.case_id}"))
    view.papers.reentry_requested.connect(lambda: context.navigate("reentry", presenter.case_id))
    view.papers.scan_requested.connect(volume.add_scan)
    view.papers.paper_opened.connect(
        lambda kind: context.navigate("papers", f"{kind}/case/{presenter.case_id}")
    )
    _wire_evidence(view, presenter, context)


def _wire_evidence(view: CaseView, presenter: CasePresenter, context: Context) -> None:
    """Photos, other files, the set for publication, the certificate."""
    view.photos_dropped.connect(presenter.take_photos)

    def pick() -> None:
        paths = context.dialogs.open_files(tr("添加照片"), tr("照片 (*.jpg *.jpeg *.heic *.png *.webp)"))
        if paths:
            presenter.take_photos(paths)

    def look(photo_id: str) -> None:
        context.navigate("photos", f"case:{presenter.case_id}/{photo_id}")

    files = wire_files(view.files, context)
    view.files_presenter = files
    view.shown.connect(lambda case_id: files.open(f"case:{case_id}" if case_id else ""))
    redaction = RedactionPresenter(context, lambda: presenter.case_id)
    view.all_photos_wanted.connect(lambda: context.navigate("gallery", f"case/{presenter.case_id}"))
    view.redaction_wanted.connect(redaction.write)
    view.certificate_wanted.connect(CertificatePresenter(context, lambda: presenter.case_id).write)
    view.photos_wanted.connect(pick)
    view.photo_opened.connect(look)
