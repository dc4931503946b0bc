"""The real app on sample data: every page opens, nothing is cut at three sizes, a case is decided from the window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.app import _PAGES, App
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, CaseStep
from inspector.ui.cases.case_view import CaseView
from inspector.ui.cases.list_view import CaseListView
from inspector.ui.common.buttons import Button
from inspector.ui.ledger.view import LedgerView
from inspector.ui.papers.view import PaperView
from inspector.ui.sites.view import SitesView
from tests.screenshots.drawing import pages_of
from tests.screenshots.sample import fill
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, settle

_CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
_LINKS = 40


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    fill(folder)
    return folder


@pytest.fixture
def app(home: Path, open_app: Opener) -> App:
    return open_app(home)


def test_every_page_opens_and_nothing_is_cut(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    for name, page, record in pages_of(app.services):
        app.window.open_page(page, record)
        settle(qtbot, app)
        assert app.window.current_page_id() == page
        assert cut_texts_at_all_sizes(app.window) == {}, name
        app.window.resize(1366, 690)


def test_every_page_of_the_window_is_among_them(app: App) -> None:
    assert app.services is not None
    assert {page for _name, page, _record in pages_of(app.services)} == {spec[0] for spec in _PAGES}


def test_every_control_has_a_name_and_tab_reaches_it(app: App, qtbot: QtBot) -> None:
    assert app.services is not None
    opened = set()
    for name, page, record in pages_of(app.services):
        if page in opened:
            continue
        opened.add(page)
        app.window.open_page(page, record)
        settle(qtbot, app)
        view = app.window.stack.current_page()
        assert view is not None
        assert view.help_text(), f"F1 says nothing on {name}"
        nameless = [_called(control) for control in _controls(view) if not control.accessibleName()]
        assert nameless == [], name
        reached = _tabbed()
        # Asked for afterwards: of a row of choices one is a stop, the arrows move within it.
        assert [_called(one) for one in _controls(view) - reached] == [], name


def _controls(view: QWidget) -> set[QWidget]:
    """What Tab must reach: enabled, in sight or to be scrolled to."""
    return {
        child
        for child in view.findChildren(QWidget)
        if isinstance(child, _CONTROLS)
        and child.isVisible()
        and child.isEnabled()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


def _tabbed() -> set[QWidget]:
    """Everything that has the focus while Tab is pressed once round the window.

    A text with links keeps the focus while Tab goes through them; anything that keeps it for longer is a trap.
    """
    reached: dict[QWidget, int] = {}
    last: QWidget | None = None
    while (focus := QApplication.focusWidget()) is not None:
        presses = reached.get(focus, 0)
        if presses and (focus is not last or presses > _LINKS):
            break
        reached[focus], last = presses + 1, focus
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return set(reached)


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text}"


def test_models_of_the_lists_keep_qt_s_rules(app: App, qtbot: QtBot) -> None:
    for page, kind in (("sites", SitesView), ("cases", CaseListView), ("ledger", LedgerView)):
        app.window.open_page(page)
        settle(qtbot, app)
        view = app.window.stack.current_page()
        assert isinstance(view, kind)
        model: QAbstractItemModel = view.model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert model.rowCount() > 5
        assert model.data(model.index(0, 0))


def test_a_noticed_case_is_decided_and_its_paper_issued_from_the_window(app: App, qtbot: QtBot) -> None:
    services = app.services
    assert services is not None
    with services.workspace.read() as reader:
        case = next(c for c in reader.find(Case) if c.stage == "noticed")
    app.window.open_page("case", case.id)
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, CaseView)
    view.decision.toggle()
    view.decision.reason.set_text("夜间超标1.2分贝，首次")
    view.decision.manual.set_text("没有公布的裁量表，按法定下限")
    view.decision.amount.set_text("1万")
    view.decision._tell(view.decision.decided.emit)
    settle(qtbot, app)
    assert services.cases.file(case.id).decision is None, "below the statutory minimum: refused"
    assert app.window.stack.current_page() is view
    view.decision.amount.set_text("2万")
    view.decision._tell(view.decision.decided.emit)
    settle(qtbot, app)
    file = services.cases.file(case.id)
    assert file.decision is not None
    assert (file.decision.outcome, file.decision.amount_fen) == (Outcome.PENALTY, 2_000_000)
    app.window.open_page("papers", f"penalty_decision/case/{case.id}")
    settle(qtbot, app)
    paper = app.window.stack.current_page()
    assert isinstance(paper, PaperView)
    assert not paper.issue.isHidden()
    paper.issue.click()
    settle(qtbot, app)
    file = services.cases.file(case.id)
    assert any(entry.kind == "penalty_decision" and entry.number for entry in file.papers)
    with services.workspace.read() as reader:
        assert {step.step for step in reader.find(CaseStep, case_id=case.id)} >= {"noticed", "decided"}


def test_a_deducted_span_moves_the_ninety_days(app: App, qtbot: QtBot) -> None:
    services = app.services
    assert services is not None
    with services.workspace.read() as reader:
        case = next(
            c for c in reader.find(Case) if c.stage in {"filed", "investigated", "reviewed", "noticed"}
        )
    app.window.open_page("case", case.id)
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, CaseView)
    today = services.workspace.clock.now().date()
    before = services.procedure.progress(case.id, today).main_clock
    view.toggle_explanation()
    filed = services.cases.file(case.id).step("filed")
    assert filed is not None and before is not None
    view.suspension.reason.set_value("monitoring")
    view.suspension.starts.set_text(str(filed.day + timedelta(days=1)))
    view.suspension.ends.set_text(str(filed.day - timedelta(days=1)))
    button = next(b for b in view.suspension.findChildren(Button) if b.text() == "登记扣除")
    button.click()
    assert view.suspension.ends.fault(), "an end before the start is said at its field"
    view.suspension.ends.set_text(str(filed.day + timedelta(days=6)))
    button.click()
    settle(qtbot, app)
    assert view.suspension.proof.fault(), "no proof: said at its field, nothing stored"
    assert not services.cases.file(case.id).suspensions
    view.suspension.proof.set_text("监测委托书〔2026〕18号")
    button.click()
    settle(qtbot, app)
    after = services.procedure.progress(case.id, today).main_clock
    assert after is not None
    assert after.deadline.deducted_days == before.deadline.deducted_days + 6
    assert str(filed.day + timedelta(days=6)) in view.suspension.list.text()
