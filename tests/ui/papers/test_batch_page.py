"""The batch page and printing from it: what is listed, written, said, and noted in the chain."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from inspector.services.paper_batch import BatchService
from inspector.ui.papers.batch_page import BatchPresenter
from inspector.ui.papers.batch_view import BatchView
from inspector.ui.papers.page import PaperPresenter
from inspector.ui.papers.view import PaperView
from tests.ui.papers.conftest import Desk


def _page(desk: Desk, qtbot: QtBot, target: Path) -> tuple[BatchView, BatchPresenter]:
    view = BatchView(desk.services.workspace.clock.now)
    qtbot.addWidget(view)
    service = BatchService(desk.services.workspace, desk.services.papers)
    return view, BatchPresenter(view, service, desk.context, desk.press(target))


def test_a_visit_s_papers_are_listed_and_written_with_what_was_left_out(
    paper_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view, presenter = _page(paper_desk, qtbot, tmp_path / "印.pdf")
    presenter.open(f"visit/{paper_desk.paper.visit_id}")
    assert view.model.rowCount() == 2 and not view.day.isVisibleTo(view)
    presenter.write(tmp_path / "检查文书.pdf")
    assert len(PdfReader(tmp_path / "检查文书.pdf").pages) == paper_desk.paper.pages
    assert "写出 1 份" in view.verdict.text() and view.left_out.count() == 1
    assert view.result.isVisibleTo(view)
    assert len(paper_desk.events("paper", "paper.saved")) == 1
    view.drafts.setChecked(True)
    presenter.write(tmp_path / "连草稿.pdf")
    assert "草稿 1 份" in view.verdict.text() and not view.left_out.isVisibleTo(view)


def test_a_printed_batch_notes_each_issued_paper(paper_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view, presenter = _page(paper_desk, qtbot, tmp_path / "印.pdf")
    presenter.open(f"visit/{paper_desk.paper.visit_id}")
    view.drafts.setChecked(True)
    presenter.print()
    (event,) = paper_desk.events("paper", "paper.printed")
    assert event["id"] == paper_desk.paper.id
    assert len(PdfReader(tmp_path / "印.pdf").pages) > paper_desk.paper.pages, "the draft is printed too"


def test_a_day_without_decisions_says_so_and_offers_another(
    paper_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view, presenter = _page(paper_desk, qtbot, tmp_path / "印.pdf")
    presenter.open("")
    assert view.day.isVisibleTo(view) and view.model.rowCount() == 0
    assert not view.file.isEnabled() and not view.table.isVisibleTo(view)


def test_printing_a_paper_or_a_draft_is_noted_with_its_choices(
    paper_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view = PaperView()
    qtbot.addWidget(view)
    presenter = PaperPresenter(view, paper_desk.context, paper_desk.press(tmp_path / "印.pdf"))
    presenter.open(f"photo_sheet/visit/{paper_desk.paper.visit_id}")
    presenter.print()
    (event,) = paper_desk.events("paper", "paper.printed")
    assert event["after"] == {
        "sha256": paper_desk.paper.sha256,
        "pages": paper_desk.paper.pages,
        "ranges": "全部",
        "copies": 1,
        "duplex": False,
    }
    presenter.open(f"site_record/visit/{paper_desk.paper.visit_id}")
    presenter.print()
    (draft,) = paper_desk.events("visit", "paper.draft_printed")
    assert draft["id"] == paper_desk.paper.visit_id
    presenter.print_test()
    assert len(PdfReader(tmp_path / "印.pdf").pages) == 1
    presenter.batch()
    assert paper_desk.went == [("batch", f"visit/{paper_desk.paper.visit_id}")]
