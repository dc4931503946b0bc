"""Typing a case over with the keyboard: Enter copies and moves on, the one before is ticked and stays ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.records import Case
from inspector.services.reentry import ReentryService
from inspector.ui.papers.reentry_page import ReentryPresenter
from inspector.ui.papers.reentry_view import ReentryView
from tests.ui.papers.conftest import Desk
from tests.workspaces import CODE


@pytest.fixture
def case(paper_desk: Desk) -> Case:
    new = replace(
        paper_desk.services.cases.new_case("voc.unsealed", date(2026, 9, 20)),
        party_name="深圳市澜岬建筑工程有限公司",
        party_code=CODE,
    )
    return paper_desk.services.cases.open_by_hand(new)[0]


@pytest.fixture
def page(paper_desk: Desk, case: Case, qtbot: QtBot, tmp_path: Path) -> tuple[ReentryView, ReentryPresenter]:
    view = ReentryView()
    qtbot.addWidget(view)
    service = ReentryService(paper_desk.services.workspace, paper_desk.services.papers.dossiers)
    presenter = ReentryPresenter(view, service, paper_desk.context, paper_desk.press(tmp_path / "印.pdf"))
    view.ticked.connect(presenter.tick)
    view.number_saved.connect(presenter.take_number)
    paper_desk.context.changed.connect(presenter.on_changes)
    view.show()
    qtbot.waitExposed(view)
    presenter.open(case.id)
    return view, presenter


def _place(view: ReentryView, field_id: str) -> int:
    return next(n for n, line in enumerate(view.lines) if line.field.id == field_id)


def test_enter_copies_and_moves_on_and_the_one_before_is_ticked(
    page: tuple[ReentryView, ReentryPresenter],
) -> None:
    view, presenter = page
    party, code = _place(view, "party"), _place(view, "party_code")
    view.activateWindow()
    view.copies[party].setFocus()
    QTest.keyClick(view.copies[party], Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "深圳市澜岬建筑工程有限公司"
    assert view.focusWidget() is view.copies[code]
    assert not view.lines[party].entered, "copied is not yet entered"
    QTest.keyClick(view.copies[code], Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == CODE
    assert view.lines[party].entered and not view.lines[code].entered
    presenter.open("")
    assert view.lines[party].entered, "the tick is stored"


def test_without_following_nothing_is_ticked_by_itself_and_a_tick_can_go(
    page: tuple[ReentryView, ReentryPresenter],
) -> None:
    view, _ = page
    view.follow.setChecked(False)
    party, code = _place(view, "party"), _place(view, "party_code")
    view.copy(party)
    view.copy(code)
    assert not any(line.entered for line in view.lines)
    view.ticked.emit("party", True)
    assert view.lines[party].entered
    view.ticked.emit("party", False)
    assert not view.lines[party].entered


def test_a_field_the_records_do_not_know_cannot_be_copied(page: tuple[ReentryView, ReentryPresenter]) -> None:
    view, _ = page
    assert not view.copies[_place(view, "decision_number")].isEnabled()


def test_the_number_is_kept_and_a_refusal_stands_at_its_field(
    page: tuple[ReentryView, ReentryPresenter], paper_desk: Desk, case: Case
) -> None:
    view, presenter = page
    presenter.take_number("粤2026-118")
    with paper_desk.services.workspace.read() as reader:
        assert reader.get(Case, case.id).official_number == "粤2026-118"
    presenter.take_number("长" * 80)
    assert "60 字以内" in view.number.fault() and not paper_desk.said.refusals


def test_the_list_is_printed(page: tuple[ReentryView, ReentryPresenter], tmp_path: Path) -> None:
    _, presenter = page
    presenter.print()
    assert PdfReader(tmp_path / "印.pdf").pages
