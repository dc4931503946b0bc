"""The paged model under Qt's own tester with 100,000 rows, its cache, cells and selection by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.ui.common.cells import Cell
from inspector.ui.common.marks import Mark, Seal
from inspector.ui.common.paged_model import CELL_ROLE, ID_ROLE, PAGE_ROWS, Column, PagedModel
from inspector.ui.common.tables import TableView


@dataclass(frozen=True)
class Row:
    id: str
    party: str


class Source:
    """Fake rows that count what was asked of them."""

    def __init__(self, count: int, gone: frozenset[str] = frozenset()) -> None:
        self._ids = [f"id-{n}" for n in range(count)]
        self._gone = gone
        self.reads: list[int] = []
        self.prefix = "厂"

    def ids(self) -> Sequence[str]:
        return self._ids

    def rows(self, ids: Sequence[str]) -> Sequence[Row]:
        self.reads.append(len(ids))
        return [Row(key, f"{self.prefix} {key}") for key in ids if key not in self._gone]


COLUMNS: tuple[Column[Row], ...] = (
    Column("party", "当事人", lambda row: Cell(row.party, "夜间施工"), "pair", stretch=True),
    Column("due", "期限", lambda row: Cell("3 日", mark=Mark.SOON), "mark"),
    Column("result", "结果", lambda row: Cell("拟不予处罚", seal=Seal.WAIVED, decided=False), "seal"),
    Column("fine", "罚款（万元）", lambda row: Cell("1.40", decided=False), "money", sortable=False),
)


def model_of(source: Source) -> PagedModel[Row]:
    model: PagedModel[Row] = PagedModel(COLUMNS, pages_held=3)
    model.set_source(source)
    return model


def test_the_model_keeps_qts_rules_with_100_000_rows(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    # One column: the tester visits every cell of every row.
    model: PagedModel[Row] = PagedModel(COLUMNS[:1])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    model.set_source(Source(100_000))
    assert model.rowCount() == 100_000
    assert model.rowCount(model.index(0, 0)) == 0


def test_the_model_keeps_qts_rules_when_lists_and_rows_change(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    model: PagedModel[Row] = PagedModel(COLUMNS, pages_held=1)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    model.set_source(Source(250, gone=frozenset({"id-120"})))
    model.refresh(["id-5", "not there"])
    model.set_source(Source(3))
    model.set_source(Source(0))
    assert model.rowCount() == 0


def test_only_the_pages_looked_at_are_read_and_few_are_kept(qtbot: QtBot) -> None:
    source = Source(100_000)
    model = model_of(source)
    assert source.reads == []
    for row in (0, 1, 99, 50_000, 99_999):
        assert model.index(row, 0).data() == f"厂 id-{row} 夜间施工"
    assert source.reads == [PAGE_ROWS] * 3
    assert model.index(20_000, 0).data() == "厂 id-20000 夜间施工"
    assert model.index(0, 0).data() == "厂 id-0 夜间施工"
    assert len(source.reads) == 5


def test_a_cell_speaks_its_mark_and_knows_its_id(qtbot: QtBot) -> None:
    model = model_of(Source(10))
    due = model.index(4, 1)
    assert due.data(Qt.ItemDataRole.AccessibleTextRole) == "将到期，3 日"
    assert due.data(ID_ROLE) == "id-4"
    assert due.data(CELL_ROLE) == Cell("3 日", mark=Mark.SOON)
    assert model.headerData(3, Qt.Orientation.Horizontal) == "罚款（万元）"
    assert model.data(QModelIndex(), ID_ROLE) is None


def test_a_row_that_vanished_is_empty_not_another_row(qtbot: QtBot) -> None:
    model = model_of(Source(10, gone=frozenset({"id-3"})))
    assert model.index(3, 0).data() is None
    assert model.index(4, 0).data() == "厂 id-4 夜间施工"


def test_refresh_reads_the_changed_row_again(qtbot: QtBot) -> None:
    source = Source(300)
    model = model_of(source)
    assert model.index(7, 0).data() == "厂 id-7 夜间施工"
    source.prefix = "改名厂"
    with qtbot.waitSignal(model.dataChanged):
        model.refresh(["id-7"])
    assert model.index(7, 0).data() == "改名厂 id-7 夜间施工"


def test_sorting_is_asked_for_not_done(qtbot: QtBot) -> None:
    model = model_of(Source(10))
    asked: list[tuple[str, bool]] = []
    model.sort_requested.connect(lambda key, down: asked.append((key, down)))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort(3)
    assert asked == [("due", True)]
    assert model.index(0, 0).data(ID_ROLE) == "id-0"


def test_the_view_opens_by_enter_and_keeps_the_selection_by_id(qtbot: QtBot) -> None:
    model = model_of(Source(1_000))
    view = TableView("案件", model)
    qtbot.addWidget(view)
    view.resize(900, 400)
    with qtbot.waitExposed(view):
        view.show()
    assert view.select_id("id-700")
    assert not view.select_id("nobody")
    opened: list[str] = []
    view.opened.connect(opened.append)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["id-700"]
    model.set_source(Source(900))
    assert view.current_id() == "id-700"
    model.set_source(Source(10))
    assert view.current_id() == ""
    assert not view.grab().isNull()


def test_letters_do_not_search_through_the_whole_list(qtbot: QtBot) -> None:
    source = Source(100_000)
    view = TableView("案件", model_of(source))
    qtbot.addWidget(view)
    view.show()
    view.select_id("id-0")
    read = len(source.reads)
    QTest.keyClicks(view, "zzz")
    assert len(source.reads) <= read + 1


def test_a_screen_reader_gets_the_words_of_a_cell(qtbot: QtBot) -> None:
    view = TableView("案件", model_of(Source(5)))
    qtbot.addWidget(view)
    view.show()
    face = QAccessible.queryAccessibleInterface(view)
    assert face is not None
    spoken = {face.child(place).text(QAccessible.Text.Name) for place in range(face.childCount())}
    assert "将到期，3 日" in spoken
