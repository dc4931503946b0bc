"""Every figure of the statistics page opens rows that are as many as it says, by mouse and by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter
from inspector.services.figure_rows import UNITS, RecordQuestion
from inspector.ui.common.figures import FigureButton
from inspector.ui.papers.printing import Press, new_printer
from inspector.ui.statistics.page import StatisticsPresenter
from inspector.ui.statistics.questions import question, records_record, rows_record
from inspector.ui.statistics.rows import RowsView
from inspector.ui.statistics.view import StatisticsView
from tests.screenshots.sample import fill
from tests.ui.journey.conftest import Opener, open_app, settle

__all__ = ["open_app"]

texts = st.text(max_size=12)


@given(
    texts,
    st.dictionaries(st.sampled_from(["element", "district"]), texts),
    st.none() | st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=3).map(tuple),
    st.tuples(st.none() | st.dates(), st.none() | st.dates()),
)
def test_a_question_survives_its_record(
    title: str,
    equals: dict[str, object],
    outcomes: tuple[Outcome, ...] | None,
    ends: tuple[date | None, date | None],
) -> None:
    wanted = ListFilter(
        equals=equals | ({"outcome": outcomes} if outcomes else {}),
        between={"found_on": ends},
        order="-found_on",
    )
    assert question(rows_record(title, wanted)) == (title, wanted)


@given(
    texts,
    st.sampled_from(sorted(UNITS)),
    st.dates(),
    st.dates(),
    st.dictionaries(st.sampled_from(["element", "district", "result"]), texts),
)
def test_a_question_for_records_survives_its_record(
    title: str, kind: str, start: date, end: date, equals: dict[str, str]
) -> None:
    wanted = RecordQuestion(kind, start, end, equals)
    assert question(records_record(title, wanted)) == (title, wanted)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    fill(folder)
    return folder


@pytest.fixture
def app(home: Path, open_app: Opener) -> App:
    return open_app(home)


def _statistics(app: App, qtbot: QtBot) -> StatisticsView:
    app.window.open_page("statistics")
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, StatisticsView)
    return view


def _rows(app: App, qtbot: QtBot) -> int:
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, RowsView)
    return (view.model if view.table.isVisible() else view.record_model).rowCount()


def test_figures_and_months_open_as_many_rows_as_they_say(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    tile = view.tiles[0]
    said = int(tile.accessibleName().split()[1].replace(",", ""))
    assert said > 5
    tile.click()
    assert _rows(app, qtbot) == said
    view = _statistics(app, qtbot)
    figures = [b for b in view.units.findChildren(FigureButton) if b.isVisible()]
    assert figures
    for place in range(min(3, len(figures))):
        view = _statistics(app, qtbot)
        button = [b for b in view.units.findChildren(FigureButton) if b.isVisible()][place]
        wanted = int(button.text().replace(",", ""))
        button.click()
        assert _rows(app, qtbot) == wanted


def test_photos_rechecks_complaints_and_grounds_open_their_records(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    said = [int(tile.accessibleName().split()[1].replace(",", "")) for tile in view.evidence]
    assert said[0] > 0 and said[1] > 0, "photos and rechecks of the sample"
    for place, count in enumerate(said):
        view = _statistics(app, qtbot)
        view.evidence[place].click()
        settle(qtbot, app)
        if count:
            assert _rows(app, qtbot) == count
        else:
            assert app.window.stack.current_page() is view, "nothing opens where nothing is counted"
    for name in ("bases", "times"):
        view = _statistics(app, qtbot)
        line = view.cards[name]._lines[0]
        line.click()
        assert _rows(app, qtbot) == int(line._figure)
    view = _statistics(app, qtbot)
    line = view.complaints._lines[0]
    line.click()
    assert _rows(app, qtbot) == int(line._figure)


def test_a_photo_behind_a_figure_opens_in_the_viewer(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    view.evidence[0].click()
    settle(qtbot, app)
    rows = app.window.stack.current_page()
    assert isinstance(rows, RowsView)
    first = rows.record_model.id_at(0)
    rows.records.opened.emit(first)
    settle(qtbot, app)
    assert not isinstance(app.window.stack.current_page(), RowsView)


def test_a_month_is_chosen_and_opened_with_keys_and_read_aloud(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    chart = view.chart
    totals = [month.total for month in chart._months]
    full = next(place for place, total in enumerate(totals) if total)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for _ in range(full):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert f"{totals[full]} 宗" in chart.accessibleName()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert _rows(app, qtbot) == totals[full]


def test_the_chart_has_a_list_as_its_alternative(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    view.table_switch.click()
    assert view.month_list.isVisible() and not view.chart.isVisible()
    assert len(view.month_list.text().splitlines()) == 12
    view.table_switch.click()
    assert view.chart.isVisible()


def test_the_page_is_saved_as_a_picture(
    app: App, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _statistics(app, qtbot)
    target = tmp_path / "统计.png"
    monkeypatch.setattr(app.window.dialogs, "save_file", lambda *_: target)
    view.picture_requested.emit()
    settle(qtbot, app)
    picture = QImage(str(target))
    assert picture.width() == view.picture().width() * 2
    monkeypatch.setattr(app.window.dialogs, "save_file", lambda *_: tmp_path / "没有" / "统计.png")
    view.picture_requested.emit()
    settle(qtbot, app)
    assert view.notice() is not None, "a folder that is not there is said in the page"


def test_the_period_is_written_as_pdf_and_printed(
    app: App, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _statistics(app, qtbot)
    presenter = view.presenter
    assert isinstance(presenter, StatisticsPresenter)
    target = tmp_path / "统计.pdf"
    suggested: list[str] = []

    def choose(_title: str, suggestion: str, *_: object) -> Path:
        suggested.append(suggestion)
        return target

    monkeypatch.setattr(app.window.dialogs, "save_file", choose)
    view.pdf_requested.emit()
    settle(qtbot, app)
    assert "执法统计" in PdfReader(str(target)).pages[0].extract_text()
    assert suggested == [f"{presenter.wanted.start.year}年统计.pdf"]
    printed = tmp_path / "打印.pdf"

    def printer(title: str, pages: int) -> QPrinter:
        assert pages == len(PdfReader(str(target)).pages)
        chosen = new_printer(title)
        chosen.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        chosen.setOutputFileName(str(printed))
        return chosen

    presenter._press = Press(presenter._context, printer)
    view.print_requested.emit()
    settle(qtbot, app)
    assert len(PdfReader(str(printed)).pages) == len(PdfReader(str(target)).pages)
    assert app.services is not None
    with app.services.workspace.read() as reader:
        actions = [body["action"] for body in reader.noted("statistics")]
    assert {"statistics.exported", "statistics.printed"} <= set(actions)


def test_a_district_without_cases_says_so(app: App, qtbot: QtBot) -> None:
    view = _statistics(app, qtbot)
    view.filter_changed.emit({"year": "2019"})
    settle(qtbot, app)
    assert view._empty.isVisible()
    view.filter_changed.emit({})
    settle(qtbot, app)
    assert view._figures.isVisible()
