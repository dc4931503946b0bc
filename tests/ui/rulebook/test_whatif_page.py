"""The what-if page: figures and cases of a run, opening a case, a refused and a cancelled run, nothing cut at three sizes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import CancelledError, InspectorError
from inspector.domain.ports import Progress
from inspector.domain.records import Case
from inspector.services.desk import Services
from inspector.services.law_packs import LawPackService
from inspector.services.law_simulation import Simulation, SimulationService
from inspector.ui.common.tasks import InlineRunner
from inspector.ui.common.theme import Theme
from inspector.ui.rulebook.whatif_page import WhatIfPresenter
from inspector.ui.rulebook.whatif_view import WhatIfView
from tests.services.own_packs import write_pack
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.workspaces import CODE, workspace_in


class Said:
    """Notices that remember."""

    def __init__(self) -> None:
        self.refusals: list[InspectorError] = []

    def refused(self, error: InspectorError) -> None:
        self.refusals.append(error)

    def done(self, text: str, undo: object = None) -> None: ...

    def confirm(self, title: str, text: str, verb: str) -> bool:
        return True


class Stopped(SimulationService):
    """A run that somebody cancels."""

    def run(self, folder: Path, progress: Progress | None = None) -> Simulation:
        raise CancelledError("试算没有写入任何内容")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        LawPackService(workspace).install(write_pack(tmp_path / "first", start=30))
        yield Services.on(workspace)


def _case(desk: Services) -> Case:
    day = date(2026, 10, 5)
    return desk.cases.open_by_hand(
        Case(
            title="",
            violation_id="waste.label",
            element="",
            inspection_kind="",
            found_on=day,
            act_day=day,
            party_name="深圳市澜岬建筑工程有限公司",
            party_code=CODE,
        )
    )[0]


def test_a_run_shows_its_figures_and_opens_a_case(
    qtbot: QtBot, theme: Theme, desk: Services, tmp_path: Path, qapp: QApplication
) -> None:
    case = _case(desk)
    view, said = WhatIfView(), Said()
    qtbot.addWidget(view)
    presenter = WhatIfPresenter(view, desk.simulation, InlineRunner(), said)
    presenter.run(write_pack(tmp_path / "second", version="2026.12.2", start=50))
    assert not said.refusals
    assert view.figures["changed"].figure.text() == "1"
    assert view.figures["up"].figure.text() == "4 万元"
    assert view.figures["down"].note.text() == "0 宗"
    assert view.model.rowCount() == 1
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.table.select_id(case.id)
    assert view.detail.text() == "罚款：6 万元 → 10 万元"
    view.table.opened.emit(case.id)
    assert opened == [case.id]
    assert cut_texts_at_all_sizes(view) == {}


def test_a_broken_pack_is_said_and_a_cancelled_run_is_not_an_error(
    qtbot: QtBot, theme: Theme, desk: Services, tmp_path: Path
) -> None:
    _case(desk)
    folder = write_pack(tmp_path / "broken")
    (folder / "tables.toml").write_text("tables = 3", encoding="utf-8")
    view, said = WhatIfView(), Said()
    qtbot.addWidget(view)
    WhatIfPresenter(view, desk.simulation, InlineRunner(), said).run(folder)
    assert len(said.refusals) == 1 and "SHA-256" in str(said.refusals[0])
    assert view.choose.isEnabled()
    WhatIfPresenter(view, Stopped(desk.workspace, desk.law), InlineRunner(), said).run(folder)
    assert len(said.refusals) == 1 and view.choose.isEnabled() and not view.progress.isVisible()
