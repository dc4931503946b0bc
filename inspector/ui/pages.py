"""Every page of the window, built on one context."""

from __future__ import annotations

from inspector.ui.cases.page import case_pages
from inspector.ui.complaints.page import complaint_pages
from inspector.ui.context import Context
from inspector.ui.files.page import file_pages
from inspector.ui.ledger.page import ledger_pages
from inspector.ui.papers.batch_page import batch_pages
from inspector.ui.papers.page import paper_pages
from inspector.ui.papers.reentry_page import reentry_pages
from inspector.ui.photos.gallery_pages import gallery_pages
from inspector.ui.rectifications.page import rectification_pages
from inspector.ui.rulebook.page import rule_book_pages
from inspector.ui.rulebook.whatif_page import what_if_pages
from inspector.ui.settings.page import settings_pages
from inspector.ui.settings.wording_page import wording_pages
from inspector.ui.shell.pages import PageSpec
from inspector.ui.signing.page import sign_pages
from inspector.ui.sites.page import site_pages
from inspector.ui.statistics.page import statistics_pages
from inspector.ui.supervision.page import supervision_pages
from inspector.ui.trust.page import verify_pages
from inspector.ui.visits.page import visit_pages
from inspector.ui.welcome.page import welcome_pages
from inspector.ui.workbench.page import workbench_pages


def all_pages(context: Context) -> list[PageSpec]:
    """The pages of every room."""
    return [
        *workbench_pages(context),
        *visit_pages(context),
        *case_pages(context),
        *gallery_pages(context),
        *file_pages(context),
        *sign_pages(context),
        *complaint_pages(context),
        *rectification_pages(context),
        *paper_pages(context),
        *batch_pages(context),
        *reentry_pages(context),
        *site_pages(context),
        *ledger_pages(context),
        *supervision_pages(context),
        *statistics_pages(context),
        *rule_book_pages(context),
        *what_if_pages(context),
        *settings_pages(context),
        *wording_pages(context),
        *verify_pages(context),
        *welcome_pages(context),
    ]
