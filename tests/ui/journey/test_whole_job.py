"""From the first start to the ledger, through the window: officers, import, visit, photos, case, decision, papers."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import App
from inspector.domain.kinds import Outcome, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Visit
from inspector.services import workspace as workspaces
from inspector.services.clock import SettableClock
from inspector.ui.cases.case_view import CaseView
from inspector.ui.common.buttons import Button
from inspector.ui.papers.view import PaperView
from inspector.ui.settings.view import SettingsView
from inspector.ui.sites.view import SitesView
from inspector.ui.welcome.page import WelcomeView
from tests.ui.journey.by_services import (
    PARTY,
    REQUIREMENT,
    RESULT,
    differences,
    enter_colleagues,
    records_of,
    same_night_by_services,
)
from tests.ui.journey.conftest import Opener, settle
from tests.ui.visits.desk import CREDIT_CODE, NIGHT_OF_VISIT, Desk
from tests.ui.visits.night_noise import INPUTS, drive


class Hand:
    """What a person does: press a button by its words, answer a file dialog, wait."""

    def __init__(self, qtbot: QtBot, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.app, self._monkeypatch = qtbot, app, monkeypatch

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Press the one visible button with these words."""
        area = inside or self.app.window
        found = [b for b in area.findChildren(Button) if b.text() == words and b.isVisible()]
        assert found, f"no button {words!r}"
        assert found[0].isEnabled(), words
        found[0].click()
        self.wait()

    def file_answer(self, path: Path) -> None:
        """The next file dialogs give this path."""
        self._monkeypatch.setattr(self.app.window.dialogs, "open_file", lambda *_: path)
        self._monkeypatch.setattr(self.app.window.dialogs, "save_file", lambda *_: path)

    def first_of_menu(self) -> None:
        """Choose the first entry of the menu that opens next."""

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            menu.setActiveAction(menu.actions()[0])
            QTest.keyClick(menu, Qt.Key.Key_Return)

        QTimer.singleShot(50, choose)

    def wait(self) -> None:
        """Until the window is at rest."""
        settle(self.qtbot, self.app)

    def case(self) -> CaseView:
        """The case page, which must be showing."""
        view = self.app.window.stack.current_page()
        assert isinstance(view, CaseView)
        return view

    def step(self, step: str, day: date, *, way: str = "", amount: str = "", flag: str = "") -> None:
        """Enter a step in the step panel as the form takes it."""
        panel = self.case().step_panel
        panel.open_for(step)
        self.finish_step(step, day, way=way, amount=amount, flag=flag)

    def find_step(self, words: str, step: str, day: date) -> None:
        """Look a step up in the list of all with the keyboard, and enter it."""
        page = self.case()
        page.find_step()
        finder = page.step_panel.finder
        finder.search.setText(words)
        QTest.keyClick(finder.search, Qt.Key.Key_Return)
        assert page.step_panel.step.value() == step
        self.finish_step(step, day)

    def finish_step(self, step: str, day: date, *, way: str = "", amount: str = "", flag: str = "") -> None:
        """Fill the open form and enter it."""
        panel = self.case().step_panel
        panel.day.set_text(str(day))
        if flag:
            panel.state(flag)
        if way:
            panel.way.set_value(way)
        if amount:
            panel.amount.set_text(amount)
        self.press("登记", panel)
        assert panel.form.isHidden(), f"{step} was refused"


def _card(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = []
    for number in range(3):
        path = folder / f"夜间施工{number}.jpg"
        Image.effect_noise((320, 240), 40 + number).convert("RGB").save(path)
        paths.append(path)
    return paths


def _first_start(hand: Hand) -> None:
    page = hand.app.window.stack.current_page()
    assert isinstance(page, WelcomeView), "an empty folder starts with the welcome page"
    page.name.set_text("李甲")
    page.card.set_text("示-0001")
    page.second.set_text("王乙")
    page.second_card.set_text("示-0017")
    page.bureau.set_text("深圳市生态环境局示例管理局")
    page.short.set_text("示例")
    hand.press("开始")
    assert hand.app.window.current_page_id() == "workbench"


def _bureau(hand: Hand) -> None:
    hand.app.window.open_page("settings")
    hand.wait()
    page = hand.app.window.stack.current_page()
    assert isinstance(page, SettingsView)
    for name, text in {
        "address": "观潮路1号",
        "contact": "法制科",
        "phone": "0755-20000000",
        "bank": "示例银行",
        "review_body": "深圳市人民政府",
        "court": "深圳市盐田区人民法院",
    }.items():
        page.bureau[name].set_text(text)
    hand.press("保存机关信息", page)


def _import_sites(hand: Hand, tmp_path: Path) -> None:
    hand.app.window.open_page("sites")
    hand.wait()
    page = hand.app.window.stack.current_page()
    assert isinstance(page, SitesView)
    sheet = tmp_path / "监管对象.xlsx"
    assert hand.app.services is not None
    hand.app.services.site_import.write_template(sheet)
    book = openpyxl.load_workbook(sheet)
    rows = book.worksheets[0]
    heads = {str(cell.value).strip("*＊ "): cell.column for cell in rows[1] if cell.value}
    for line, (name, kind) in enumerate(((PARTY, "建筑工地"), ("辛酒吧", "商铺或娱乐场所")), start=2):
        for cell in rows[line]:
            cell.value = None
        for head, value in (
            ("名称", name),
            ("类别", kind),
            ("统一", CREDIT_CODE if line == 2 else None),
            ("地址", f"示例路 {line} 号"),
        ):
            column = next(number for words, number in heads.items() if words.startswith(head))
            rows.cell(line, column, value)
    book.save(sheet)
    hand.file_answer(sheet)
    hand.press("导入表格", page)
    hand.press(page.importing.commit.text(), page.importing)
    names = [site.name for site in hand.app.services.sites.list_rows(ListFilter()).page(9)]
    assert sorted(names) == sorted([PARTY, "辛酒吧"])


def _visit(hand: Hand, paths: list[Path]) -> Visit:
    app, services, context = hand.app, hand.app.services, hand.app.context
    assert services is not None and context is not None
    site = services.sites.list_rows(ListFilter(PARTY)).page(1)[0]
    desk = Desk(hand.qtbot, app.window, services, context, SettableClock(NIGHT_OF_VISIT), site, [])  # type: ignore[arg-type]
    app.window.open_page("visits")
    hand.wait()
    desk.activate()
    drive(desk, INPUTS[:-1])
    sections = desk.visit().sections
    assert sections is not None
    sections.photos.strip.dropped.emit(paths)
    hand.wait()
    drive(desk, INPUTS[-1:])
    hand.qtbot.waitUntil(lambda: app.window.current_page_id() == "papers", timeout=8000)
    hand.wait()
    with services.workspace.read() as reader:
        (visit,) = reader.find(Visit)
    assert visit.state is VisitState.COMPLETE
    assert visit.place == "示例路 2 号"
    stored = services.photos.of_visit(visit.id)
    assert {photo.sha256 for photo in stored} == {hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
    return visit


def _open_case(hand: Hand, visit: Visit) -> str:
    hand.app.window.open_page("visit", visit.id)
    hand.wait()
    hand.first_of_menu()
    hand.press("立案或移交")
    hand.wait()
    assert hand.app.window.current_page_id() == "case"
    services = hand.app.services
    assert services is not None
    with services.workspace.read() as reader:
        (case,) = reader.find(Case)
    assert case.party_name == PARTY
    return case.id


def _decide(hand: Hand, clock: SettableClock, case_id: str) -> None:
    services = hand.app.services
    assert services is not None
    clock.set(NIGHT_OF_VISIT + timedelta(days=1))
    day = date(2026, 11, 25)
    hand.step("preliminary_review", day)
    hand.step("filed", day, flag="filing_met")
    view = hand.case()
    view.correction.requirement.set_text(REQUIREMENT)
    view.correction.due.set_text("2026-12-01")
    hand.press("登记责令改正", view.correction)
    hand.step("investigated", day)
    hand.step("reviewed", day)
    view = hand.case()
    hand.press("填写处理意见", view.decision)
    view.decision.outcome.set_value(Outcome.PENALTY.value)
    view.decision.amount.set_text("2万")
    view.decision.reason.set_text("夜间超标8.8分贝，首次，已停工")
    view.decision.manual.set_text("没有公布的裁量表，取法定幅度内的低端")
    hand.press("记为拟处理意见", view.decision)
    assert services.cases.file(case_id).case.proposed_fen == 2_000_000
    _issue(hand, "prior_notice", case_id)
    hand.step("noticed", date(2026, 11, 25), way="direct")
    view = hand.case()
    hand.press("登记", view.defence)
    view.defence.hearing.set_value("waived")
    hand.press("保存", view.defence)
    clock.set(NIGHT_OF_VISIT + timedelta(days=10))
    hand.app.window.open_page("case", case_id)
    hand.wait()
    view = hand.case()
    assert not view.decision.form.isHidden(), "the form stays as it was left"
    assert view.decision.reason.text() == "夜间超标8.8分贝，首次，已停工"
    view.decision.day.set_text("2026-12-04")
    hand.press("作出决定", view.decision)
    decision = services.cases.file(case_id).decision
    assert decision is not None
    assert (decision.outcome, decision.amount_fen) == (Outcome.PENALTY, 2_000_000)


def _to_archive(hand: Hand, clock: SettableClock, case_id: str) -> None:
    """Service, publicity, payment, recheck, closure, archive: the last two looked up by the keyboard."""
    clock.set(NIGHT_OF_VISIT + timedelta(days=20))
    hand.app.window.open_page("case", case_id)
    hand.wait()
    hand.step("served", date(2026, 12, 7), way="direct")
    hand.find_step("公开 第65条", "published", date(2026, 12, 8))
    hand.step("paid", date(2026, 12, 10), amount="20000")
    view = hand.case()
    view.correction.recheck_day.set_text("2026-12-10")
    view.correction.result.set_text(RESULT)
    hand.press("登记复查", view.correction)
    assert view.correction.result.fault(), "what was found is asked, not assumed"
    view.correction.corrected.set_value("yes")
    hand.press("登记复查", view.correction)
    hand.step("closed", date(2026, 12, 11))
    hand.find_step("归档", "archived", date(2026, 12, 14))
    assert hand.app.services is not None
    file = hand.app.services.cases.file(case_id)
    assert (file.case.stage, file.case.closed_on) == ("closed", date(2026, 12, 11))
    progress = hand.app.services.procedure.progress(case_id, date(2026, 12, 14))
    assert progress.skipped == ()
    assert "archived" in progress.done


def _colleagues(hand: Hand) -> None:
    """The certificates of the two, and those who approve and review."""
    services = hand.app.services
    assert services is not None
    enter_colleagues(services)


def _issue(hand: Hand, kind: str, case_id: str) -> bytes:
    hand.app.window.open_page("papers", f"{kind}/case/{case_id}")
    hand.wait()
    page = hand.app.window.stack.current_page()
    assert isinstance(page, PaperView)
    hand.press("正式出具", page)
    services = hand.app.services
    assert services is not None
    entry = next(one for one in services.cases.file(case_id).papers if one.kind == kind)
    assert entry.number
    hand.app.window.open_page("case", case_id)
    hand.wait()
    return services.papers.pdf(entry)


def test_from_first_start_to_the_ledger(
    open_app: Opener, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One officer, one night, one case; every figure in the workbook comes from what was entered here."""
    clock = SettableClock(NIGHT_OF_VISIT)
    monkeypatch.setattr(workspaces, "SystemClock", lambda: clock)
    hand = Hand(qtbot, open_app(tmp_path / "数据"), monkeypatch)
    _first_start(hand)
    _bureau(hand)
    _import_sites(hand, tmp_path)
    visit = _visit(hand, _card(tmp_path / "卡"))
    case_id = _open_case(hand, visit)
    _colleagues(hand)
    _decide(hand, clock, case_id)
    paper = _issue(hand, "penalty_decision", case_id)
    text = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
        .replace("\n", "")
        .replace(" ", "")
    )
    assert PARTY in text
    assert "20000元" in text or "贰万元" in text
    _to_archive(hand, clock, case_id)
    assert hand.app.services is not None
    through_the_window = records_of(hand.app.services)
    with same_night_by_services(tmp_path / "另一份", tmp_path / "卡") as services:
        assert "\n".join(differences(through_the_window, records_of(services))) == ""
    hand.app.window.open_page("ledger")
    hand.wait()
    workbook = tmp_path / "台账.xlsx"
    hand.file_answer(workbook)
    monkeypatch.setattr(hand.app.context, "open_folder", lambda _path: None)
    hand.press("导出台账")
    cells = [
        cell for row in openpyxl.load_workbook(workbook)["台账"].iter_rows(values_only=True) for cell in row
    ]
    assert PARTY in cells
    assert 20_000 in cells or 2 in cells
