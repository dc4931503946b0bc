"""The ledger page: filters saved and used again, columns chosen for the workbook, a file laid beside the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.kinds import Outcome
from inspector.services.ledger import LedgerFilter, LedgerService
from inspector.services.ledger_views import LedgerViewService
from inspector.ui.ledger.page import filter_values, ledger_filter
from inspector.ui.ledger.view import LedgerView
from tests.services.test_ledger import put_case
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, settle
from tests.workspaces import workspace_in


@pytest.fixture
def app(tmp_path: Path, open_app: Opener) -> App:
    with workspace_in(tmp_path / "home") as workspace:
        put_case(workspace, 1, date(2026, 3, 1), campaign="利剑九号")
        put_case(
            workspace,
            2,
            date(2026, 5, 1),
            outcome=Outcome.PENALTY,
            amount_fen=120_000,
            decided_on=date(2026, 6, 1),
        )
        LedgerService(workspace).export(tmp_path / "旧.xlsx", LedgerFilter())
    return open_app(tmp_path / "home")


@pytest.fixture
def view(app: App, qtbot: QtBot) -> LedgerView:
    app.window.open_page("ledger")
    settle(qtbot, app)
    page = app.window.stack.current_page()
    assert isinstance(page, LedgerView)
    return page


def lines(view: LedgerView) -> list[str]:
    listed = view.comparing.lines
    return [listed.item(place).text() for place in range(listed.count())]


def test_a_filter_is_saved_and_used_again(app: App, view: LedgerView, qtbot: QtBot) -> None:
    view.filters.set_values({"campaign": "利剑九号"})
    view.filter_changed.emit(view.filters.values(), "")
    settle(qtbot, app)
    assert view.model.rowCount() == 1
    view.arrange_requested.emit()
    settle(qtbot, app)
    assert view.side.isVisible()
    view.arranging.filter_saved.emit("利剑")
    settle(qtbot, app)
    view.filters.clear()
    settle(qtbot, app)
    assert view.model.rowCount() == 2
    combo = view.arranging.filters.combo
    assert [combo.itemText(place) for place in range(combo.count())] == ["不用", "利剑"]
    view.arranging.filters.set_value("利剑")
    view.arranging.filters.chosen.emit("利剑")
    settle(qtbot, app)
    assert view.model.rowCount() == 1
    assert view.filters.values() == {"campaign": "利剑九号"}
    view.arranging.filter_removed.emit("利剑")
    settle(qtbot, app)
    assert combo.count() == 1


def test_chosen_columns_make_the_workbook(
    app: App, view: LedgerView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.context is not None
    monkeypatch.setattr(app.context, "open_folder", lambda _path: None)
    monkeypatch.setattr(app.context.dialogs, "save_file", lambda *_: tmp_path / "新.xlsx")
    panel = view.arranging
    assert panel.columns() == ()
    for place in range(panel.list.count()):
        item = panel.list.item(place)
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.text() != "当事人":
            item.setCheckState(Qt.CheckState.Unchecked)
    party = next(place for place in range(panel.list.count()) if panel.list.item(place).text() == "当事人")
    panel.list.setCurrentRow(party)
    while panel.list.currentRow() > 1:
        panel._move(-1)
    panel._move(-1)
    assert panel.columns()[:2] == ("case_number", "party")
    settle(qtbot, app)
    assert view.sheet is not None  # the list shows what the workbook will have
    heads = [view.sheet.rows_model.headerData(place, Qt.Orientation.Horizontal) for place in range(2)]
    assert heads == ["案号", "当事人"]
    assert cut_texts_at_all_sizes(app.window) == {}
    panel.view_saved.emit("简", list(panel.columns()))
    settle(qtbot, app)
    assert panel.views.value() == "简"
    view.export_requested.emit()
    settle(qtbot, app)
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "新.xlsx")["台账"][4]]
    assert heads[:2] == ["案号", "当事人"]
    assert "来源" not in heads
    assert {"要素", "立案日", "决定类型", "罚款额（元）", "减免额（元）", "缴款额（元）"} <= set(heads)
    panel.views.set_value("")
    panel.view_chosen.emit("")
    assert panel.columns() == ()
    settle(qtbot, app)
    assert view.table.isVisible()


def test_a_saved_view_shows_the_values_of_the_workbook_sorts_and_opens(
    app: App, view: LedgerView, qtbot: QtBot
) -> None:
    assert app.services is not None
    LedgerViewService(app.services.workspace).save_view("送法制科", ["found_on", "fine", "unit", "decide_by"])
    view.arrange_requested.emit()
    settle(qtbot, app)
    view.arranging.views.set_value("送法制科")
    view.arranging.view_chosen.emit("送法制科")
    settle(qtbot, app)
    sheet = view.sheet
    assert sheet is not None and sheet.isVisible()
    model = sheet.rows_model
    heads = [column.title for column in model.columns]
    assert heads[:5] == ["案号", "发现日", "罚款额（元）", "办案单位", "办结期限"]
    fine = heads.index("罚款额（元）")
    shown = [model.index(place, fine).data() for place in range(2)]
    assert shown == ["1,200.00", ""]  # the newest first, as the list stood
    sheet.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    settle(qtbot, app)
    assert [model.index(place, fine).data() for place in range(2)] == ["", "1,200.00"]
    with qtbot.waitSignal(view.opened) as opened:
        sheet.opened.emit(model.id_at(0))
    assert opened.args == [model.id_at(0)]


def test_a_file_beside_the_store(
    app: App, view: LedgerView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.context is not None
    monkeypatch.setattr(app.context.dialogs, "open_file", lambda *_: tmp_path / "旧.xlsx")
    view.compare_requested.emit()
    settle(qtbot, app)
    assert view.comparing.verdict.text() == "与本机一致，共 2 宗"
    book = openpyxl.load_workbook(tmp_path / "旧.xlsx")
    sheet = book["台账"]
    fine = next(cell.column for cell in sheet[4] if cell.value == "罚款额（元）")
    sheet.cell(6, fine).value = 9.5
    book.save(tmp_path / "旧.xlsx")
    view.compare_requested.emit()
    settle(qtbot, app)
    assert view.comparing.verdict.text() == "不同 1 处，本机没有 0 行，表里没有 0 宗"
    assert lines(view)[0].endswith("罚款额（元）：表里 9.50，本机 1,200.00")
    with qtbot.waitSignal(view.opened):
        view.comparing.lines.itemActivated.emit(view.comparing.lines.item(0))
    settle(qtbot, app)
    assert app.window.current_page_id() == "case"


def test_a_file_that_cannot_be_read_is_said_and_the_list_stays(
    app: App, view: LedgerView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.context is not None
    (tmp_path / "坏.xlsx").write_bytes(b"PK broken")
    refused: list[str] = []
    monkeypatch.setattr(app.context.notices, "refused", lambda error: refused.append(error.what))
    monkeypatch.setattr(app.context.dialogs, "open_file", lambda *_: tmp_path / "坏.xlsx")
    # The presenter holds the same notices; its own method is what the runner calls.
    view.compare_requested.emit()
    settle(qtbot, app)
    assert refused == ["读不了表格 坏.xlsx"]
    assert not view.side.isVisible()


def test_nothing_is_cut_with_either_panel_open(app: App, view: LedgerView, qtbot: QtBot) -> None:
    for panel in (view.arranging, view.comparing):
        view.open_side(panel)
        settle(qtbot, app)
        assert cut_texts_at_all_sizes(app.window) == {}
        app.window.resize(1366, 690)


def test_the_filter_row_and_the_filter_say_the_same() -> None:
    values = {"year": "2026", "by": "decided_on", "campaign": "利剑", "unit": "南澜", "kind": "voc_enterprise",
              "district": "南澜区", "element": "噪声", "outcome": "penalty"}  # fmt: skip
    wanted = ledger_filter(values, "甲")
    assert filter_values(wanted) == values
    assert (wanted.start, wanted.end, wanted.text) == (date(2026, 1, 1), date(2026, 12, 31), "甲")
    assert filter_values(LedgerFilter(start=date(2026, 2, 1))) == {}
