"""Bad input in the window: a notice that says what, why and what next, and everything that was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.db.engine import connect_raw
from inspector.db.schema import SCHEMA_VERSION
from inspector.domain.records import Photo, Site, Visit
from inspector.paths import Home
from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.sites.view import SitesView
from inspector.ui.visits.visit_view import VisitView
from tests.bad_input.gallery import PHOTOS, SHEETS, Specimen, merged_over_everything
from tests.evidence import specimens
from tests.ui.journey.conftest import Opener, dispose, open_app, settle
from tests.workspaces import workspace_in

__all__ = ["open_app"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with officers and a bureau."""
    with workspace_in(tmp_path / "数据"):
        pass
    return tmp_path / "数据"


def shown(app: App) -> str:
    """Every word on the window now, without spaces."""
    words = [label.text() for label in app.window.findChildren(Label) if label.isVisible()]
    words += [label.text() for label in app.window.findChildren(ElidingLabel) if label.isVisible()]
    for table in app.window.findChildren(QListWidget):
        words += [table.item(row).text() for row in range(table.count()) if table.isVisible()]
    return "".join("".join(words).split())


def press(app: App, qtbot: QtBot, words: str) -> None:
    """Press the one visible button with these words."""
    found = [b for b in app.window.findChildren(Button) if b.text() == words and b.isVisible()]
    assert found, f"no button {words!r}"
    found[0].click()
    settle(qtbot, app)


def _import(app: App, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> SitesView:
    app.window.open_page("sites")
    settle(qtbot, app)
    page = app.window.stack.current_page()
    assert isinstance(page, SitesView)
    monkeypatch.setattr(app.window.dialogs, "open_file", lambda *_: path)
    press(app, qtbot, "导入表格")
    return page


@pytest.mark.parametrize("specimen", SHEETS.values(), ids=SHEETS)
def test_a_bad_sheet(
    specimen: Specimen,
    home: Path,
    tmp_path: Path,
    open_app: Opener,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_app(home)
    _import(app, qtbot, specimen.write(tmp_path), monkeypatch)
    words = shown(app)
    for word in specimen.words:
        assert "".join(word.split()) in words, words
    assert app.services is not None
    with app.services.workspace.read() as reader:
        assert reader.count(Site) == 0


def test_a_sheet_merged_over_everything_shows_its_one_row(
    home: Path,
    tmp_path: Path,
    open_app: Opener,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "合并.xlsx"
    path.write_bytes(merged_over_everything())
    app = open_app(home)
    page = _import(app, qtbot, path, monkeypatch)
    press(app, qtbot, page.importing.commit.text())
    assert app.services is not None
    with app.services.workspace.read() as reader:
        assert [site.name for site in reader.find(Site)] == ["甲公司"]


def test_bad_photos_are_named_and_the_good_one_is_kept(
    home: Path,
    tmp_path: Path,
    open_app: Opener,
    qtbot: QtBot,
) -> None:
    paths = [specimen.write(tmp_path) for specimen in PHOTOS.values()]
    good = tmp_path / r"夜间..\..\evil.jpg"
    good.write_bytes(specimens.jpeg())
    app = open_app(home)
    app._new_visit()
    settle(qtbot, app)
    page = app.window.stack.current_page()
    assert isinstance(page, VisitView)
    assert page.sections is not None
    page.sections.photos.strip.dropped.emit([*paths, good])
    settle(qtbot, app)
    words = shown(app)
    for specimen in PHOTOS.values():
        assert specimen.name in words, words
    assert app.services is not None
    with app.services.workspace.read() as reader:
        assert reader.count(Visit) == 1
        assert len(reader.find(Photo)) == 1
    assert [path for path in tmp_path.rglob("*evil*") if path != good] == []


def _refused_start(home: Path, qtbot: QtBot) -> App:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    app = App(qt, Home(home))
    app.show()
    qtbot.waitUntil(lambda: "打不开数据" in shown(app), timeout=20_000)
    return app


def test_a_second_window_on_the_folder(home: Path, qtbot: QtBot) -> None:
    with workspace_in(home):
        app = _refused_start(home, qtbot)
        assert "正由另一个窗口使用" in shown(app)
        assert "换到已经打开的窗口" in shown(app)
        dispose(app)


def test_a_folder_of_a_newer_program(home: Path, qtbot: QtBot) -> None:
    raw = connect_raw(home / "inspector.db")
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    kept = (home / "inspector.db").read_bytes()
    app = _refused_start(home, qtbot)
    assert "更新版本" in shown(app) and "安装新版本" in shown(app)
    dispose(app)
    assert (home / "inspector.db").read_bytes() == kept
