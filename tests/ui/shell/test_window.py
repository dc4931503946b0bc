"""The window: paints before pages exist, builds pages once, keys, back, read-only, sizes, start-up imports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.errors import CancelledError, InspectorError
from inspector.ui.common.buttons import Button
from inspector.ui.common.fields import TextField
from inspector.ui.common.layout import PageForm
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import TaskRunner
from inspector.ui.common.theme import Theme
from inspector.ui.shell.jump import JumpTarget
from inspector.ui.shell.pages import PageSpec
from inspector.ui.shell.window import MainWindow
from tests.ui.common.cut_text import cut_texts_at_all_sizes, settle


class FakePage(Page):
    """A page that notes what the shell does with it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.records: list[str] = []
        self.forms: list[PageForm] = []
        self.pressed = 0
        self.field = TextField("当事人")
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        button = Button("保存为视图", "filled", key="Ctrl+Enter")
        button.clicked.connect(self._on_pressed)
        self.header.add_action(button)
        self.set_primary(button)

    def _on_pressed(self) -> None:
        self.pressed += 1

    def entered(self, record_id: str = "") -> None:
        self.records.append(record_id)

    def apply_form(self, form: PageForm) -> None:
        self.forms.append(form)

    def focus_search(self) -> bool:
        self.field.line_edit.setFocus()
        return True

    def help_text(self) -> str:
        return "填当事人。依据：行政处罚法第55条"


class Built:
    """Which factories ran, in order."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.pages: dict[str, FakePage] = {}

    def factory(self, page_id: str, title: str) -> Callable[[], Page]:
        def make() -> Page:
            self.order.append(page_id)
            self.pages[page_id] = FakePage(title)
            return self.pages[page_id]

        return make


def refuse() -> Page:
    raise InspectorError("数据打不开", "文件来自更新的版本，未改动", "先升级程序")


def crash() -> Page:
    raise KeyError("bug")


@pytest.fixture
def built() -> Built:
    return Built()


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, built: Built, crashes: list[BaseException]) -> Iterator[MainWindow]:
    runner = TaskRunner(crashes.append)
    specs = (
        PageSpec("workbench", "工作台", "house", "daily", built.factory("workbench", "工作台")),
        PageSpec("cases", "案件", "folder", "daily", built.factory("cases", "案件")),
        PageSpec("case", "案件", "folder", "", built.factory("case", "乙涂装制品厂"), "cases"),
        PageSpec("sites", "监管对象", "buildings", "daily", refuse),
        PageSpec("ledger", "台账", "chart-bar", "supervision", crash),
        PageSpec("settings", "设置", "gear", "bottom", built.factory("settings", "设置")),
    )
    made = MainWindow(theme, runner, specs, crashes.append)
    qtbot.addWidget(made)
    yield made
    made.close()


def shown(qtbot: QtBot, window: MainWindow, page_id: str = "workbench") -> None:
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.set_ready(page_id)
    window.activateWindow()
    settle(window)


def test_the_first_frame_comes_before_any_page(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    with qtbot.waitSignal(window.first_painted):
        window.show()
    assert built.order == []
    window.open_page("cases", "c-1")
    assert built.order == []
    window.set_ready("workbench")
    assert built.order == ["cases"]
    assert built.pages["cases"].records == ["c-1"]


def test_pages_are_built_once_and_back_leads_through_the_records(
    qtbot: QtBot, window: MainWindow, built: Built
) -> None:
    shown(qtbot, window)
    window.open_page("cases")
    built.pages["cases"].navigate.emit("case", "c-7")
    assert window.current_page_id() == "case"
    window.open_page("case", "c-8")
    window.back()
    assert built.pages["case"].records == ["c-7", "c-8", "c-7"]
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_page_id() == "cases"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page_id() == "workbench"
    window.back()
    assert window.current_page_id() == "workbench"
    assert built.order == ["workbench", "cases", "case"]


def test_a_page_that_cannot_open_says_why_and_is_tried_again(
    qtbot: QtBot, window: MainWindow, crashes: list[BaseException]
) -> None:
    shown(qtbot, window)
    window.open_page("sites")
    page = window.stack.current_page()
    assert page is not None
    words = " ".join(label.accessibleName() for label in page.findChildren(QWidget))
    assert "数据打不开" in words
    assert "先升级程序" in words
    assert window.stack.page("sites") is None
    assert crashes == []


def test_a_bug_in_a_page_reaches_the_crash_handler_and_leaves_the_window(
    qtbot: QtBot, window: MainWindow, crashes: list[BaseException]
) -> None:
    shown(qtbot, window)
    window.open_page("ledger")
    assert [type(error) for error in crashes] == [KeyError]
    window.open_page("cases")
    assert window.current_page_id() == "cases"


def test_keys_of_the_window(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    shown(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page_id() == "cases"
    page = built.pages["cases"]
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.pressed == 1
    with qtbot.waitSignal(window.new_visit_requested):
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.field.line_edit.hasFocus()
    QTest.keyClicks(page.field.line_edit, "/")
    assert page.field.text() == "/"


def test_f6_goes_round_rail_header_and_body(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    shown(qtbot, window)
    page = built.pages["workbench"]
    assert page.field.line_edit.hasFocus()
    visited = []
    for _round in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        visited.append(
            "rail"
            if window.rail.isAncestorOf(focus)
            else "header"
            if page.header.isAncestorOf(focus)
            else "body"
        )
    assert visited[0] == "rail"
    assert set(visited) >= {"rail", "body"}


def test_f1_tells_what_the_page_asks_and_its_keys(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    shown(qtbot, window)
    built.pages["workbench"].bind("print", lambda: None)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help_sheet.isVisible()
    words = [
        label.text() for label in window.help_sheet.findChildren(type(built.pages["workbench"].header._trail))
    ]
    assert "填当事人。依据：行政处罚法第55条" in words
    assert "打印" in words
    QTest.keyClick(window.help_sheet, Qt.Key.Key_Escape)
    assert not window.help_sheet.isVisible()


def test_the_jump_box_finds_pages_at_once_and_records_from_its_provider(
    qtbot: QtBot, window: MainWindow
) -> None:
    class Provider:
        def search(self, text: str, limit: int) -> Sequence[JumpTarget]:
            return [JumpTarget("case", f"id of {text}", "乙涂装制品厂", "〔2026〕0187")]

    shown(qtbot, window)
    window.set_search_provider(Provider())
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.jump_box
    assert box.isVisible()
    assert [target.page_id for target in box.targets()] == [
        "workbench",
        "cases",
        "sites",
        "ledger",
        "settings",
    ]
    box.box.setText("乙涂")
    qtbot.waitUntil(lambda: [target.record_id for target in box.targets()] == ["id of 乙涂"])
    QTest.keyClick(box.box, Qt.Key.Key_Return)
    assert window.current_page_id() == "case"
    assert not box.isVisible()


def test_refusals_stand_in_the_page_and_cancelling_is_no_error(
    qtbot: QtBot, window: MainWindow, built: Built
) -> None:
    shown(qtbot, window)
    page = built.pages["workbench"]
    window.notices.refused(
        InspectorError("第 37 行有错", "整份都没有写入", "改正后重选", ("37 C 列", "112 C 列"))
    )
    panel = page.notice()
    assert panel is not None
    assert "第 37 行有错" in panel.accessibleName()
    window.notices.refused(CancelledError("已存入的保留"))
    assert page.notice() is panel
    assert window.toast.text() == "已取消，已存入的保留"
    page.clear_notice()
    assert page.notice() is None


def test_undo_in_the_toast_works_once_by_key(qtbot: QtBot, window: MainWindow) -> None:
    shown(qtbot, window)
    undone: list[int] = []
    window.notices.done("已移出照片 5，原件保留", lambda: undone.append(5))
    window.rail.focus_first()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [5]


def test_read_only_is_said_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    shown(qtbot, window)
    window.set_read_only("数据文件来自更新的版本，只能查看")
    assert window._banner.isVisible()
    window.set_read_only("")
    assert not window._banner.isVisible()


def test_the_form_follows_the_window(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    shown(qtbot, window)
    for width, form, narrow in (
        (1700, PageForm.WIDE, False),
        (1366, PageForm.NORMAL, False),
        (1093, PageForm.COMPACT, True),
        (800, PageForm.SMALL, True),
    ):
        window.resize(width, 700)
        settle(window)
        assert built.pages["workbench"].form is form
        assert window.rail.is_narrow() is narrow
    assert window.rail.width() == 56


@pytest.mark.parametrize("percent", [100, 130])
def test_no_text_of_the_window_is_cut(qtbot: QtBot, window: MainWindow, theme: Theme, percent: int) -> None:
    theme.set_scale(percent)
    window.set_officer("李甲", "执法证 示-0001")
    window.set_badge("workbench", 3, urgent=True)
    shown(qtbot, window)
    assert cut_texts_at_all_sizes(window) == {}


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    window.set_badge("workbench", 3, urgent=True)
    shown(qtbot, window)
    nameless = [
        type(child).__name__
        for child in window.findChildren(QWidget)
        if isinstance(child, QAbstractButton | QLineEdit) and child.isVisible() and not child.accessibleName()
    ]
    assert nameless == []
    first = window.rail._buttons["workbench"]
    assert first.accessibleName() == "工作台，3 件，有逾期或今天到期"


def test_the_window_stays_open_when_a_guard_says_so(qtbot: QtBot, window: MainWindow) -> None:
    shown(qtbot, window)
    answers = [False, True]
    window.add_close_guard(lambda: answers.pop(0))
    assert not window.close()
    assert window.isVisible()
    assert window.close()


def test_the_shell_loads_no_heavy_library() -> None:
    """First paint waits for none of them."""
    code = (
        "import sys, pkgutil, importlib, inspector.ui.common as c, inspector.ui.shell as s\n"
        "[importlib.import_module(f'{p.__name__}.{m.name}') for p in (c, s) for m in pkgutil.iter_modules(p.__path__)]\n"
        "heavy = {'sqlmodel','sqlalchemy','reportlab','openpyxl','xlsxwriter','alembic','PIL','qtawesome','pillow_heif'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
