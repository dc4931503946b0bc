"""A bureau edits a wording in the window: a lost element is named and refused, a used one can be taken back; the plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from inspector.documents.wording import shipped_texts
from inspector.services.desk import Services
from inspector.services.paper_numbers import NumberService
from inspector.services.paper_wording import WordingService
from inspector.services.workspace import Workspace
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.marks import Mark
from inspector.ui.common.tasks import InlineRunner
from inspector.ui.common.theme import Theme
from inspector.ui.context import Context
from inspector.ui.settings.wording_page import WordingPresenter
from inspector.ui.settings.wording_view import WordingView
from tests.ui.papers.conftest import Said
from tests.workspaces import workspace_in

Made = tuple[WordingView, WordingPresenter, Workspace, Said]
KIND = "exhortation"


@pytest.fixture
def made(tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot, theme: Theme) -> Iterator[Made]:
    with workspace_in(tmp_path_factory.mktemp("home")) as workspace:
        services, said = Services.on(workspace), Said()
        context = Context(services, InlineRunner(), said, Dialogs(None), theme, lambda _p, _r: None)
        view = WordingView([(KIND, "催告书"), ("filing", "立案审批表")])
        qtbot.addWidget(view)
        presenter = WordingPresenter(view, WordingService(workspace), NumberService(workspace), context)
        presenter.choose(KIND)
        yield view, presenter, workspace, said
        services.photos.close()


def test_a_lost_element_is_named_and_nothing_is_used(made: Made) -> None:
    view, presenter, workspace, said = made
    lost = view.text().replace("{应缴罚款", "{罚款")
    assert lost != view.text()
    presenter.check(lost)
    assert view.mark._mark is Mark.UNMET and view.faults.count() >= 1
    told = [view.faults.item(n).text() for n in range(view.faults.count())]
    assert any("缺必备要素" in line for line in told), told
    presenter.save(lost)
    assert WordingService(workspace).text(KIND) == shipped_texts()[KIND]
    assert not said.refusals and not said.news, "it stands in the page, not in a dialog"


def test_an_edited_wording_is_previewed_used_and_taken_back(made: Made) -> None:
    view, presenter, workspace, _said = made
    edited = view.text() + "\n# 本单位的写法\n"
    presenter.check(edited)
    assert view.mark._mark is Mark.MET and view._pages.count() >= 1
    assert not view.back.isEnabled()
    presenter.save(edited)
    assert "本单位的写法" in WordingService(workspace).text(KIND)
    assert view.back.isEnabled() and "改过" in view.own.text()
    presenter.reset()
    assert WordingService(workspace).text(KIND) == shipped_texts()[KIND] and not view.back.isEnabled()


def test_the_page_opens_on_the_first_kind(qtbot: QtBot, theme: Theme) -> None:
    view = WordingView([("filing", "立案审批表"), (KIND, "催告书")])
    qtbot.addWidget(view)
    assert view.kind.value() == "filing" and not view.grab().isNull()


def test_numbers_refuse_at_their_fields_and_are_kept(made: Made) -> None:
    view, presenter, workspace, said = made
    presenter.save_template("没有年份{序}号")
    assert view.template.fault()
    presenter.save_plan("3", "9", "50")
    assert view.slot.fault() and not view.devices.fault()
    presenter.save_plan("三", "1", "50")
    assert view.devices.fault()
    presenter.save_plan("3", "2", "40")
    assert NumberService(workspace).plan().text() == "3 台电脑中的第 2 台，每段 40 号" == view.plan.text()
    presenter.save_template("深环{区}催字〔{年}〕{序}号")
    assert NumberService(workspace).template(KIND) == "深环{区}催字〔{年}〕{序}号"
    assert not said.refusals
