"""The law panel: what the officer reads at a glance, one question at a time, the texts side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.records import Case
from inspector.law.reductions import APOLOGY_EXCLUSIONS
from inspector.services.apologies import ApologyEntry
from inspector.services.desk import Services
from inspector.ui.cases.law_section import LawPanel
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import TextField
from inspector.ui.common.segmented import Segmented
from inspector.ui.common.theme import Theme
from tests.workspaces import CODE, workspace_in

DECIDED = date(2026, 11, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> LawPanel:
    made = LawPanel()
    qtbot.addWidget(made)
    made.resize(478, 2400)
    made.show()
    qtbot.waitExposed(made)
    return made


def _case(desk: Services, violation: str, act_day: date, party_kind: str = "unit") -> Case:
    fresh = replace(
        desk.cases.new_case(violation, act_day), party_name="乙公司", party_code=CODE, party_kind=party_kind
    )
    return desk.cases.open_by_hand(fresh)[0]


def _show(desk: Services, panel: LawPanel, case: Case, day: date | None = None) -> None:
    review = desk.law.review(case.id, decision_day=day)
    acts = list(desk.workspace.book.violations.values())
    panel.show_review(review, desk.law.questions(case.id), case_id=case.id, acts=acts)
    QApplication.processEvents()


def _texts(widget: QWidget) -> str:
    """Every text that can be seen, painted rows by what they read aloud."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [one.accessibleName() for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    return "\n".join((*labels, *buttons))


def _connected(desk: Services, panel: LawPanel, case: Case) -> None:
    """Answers go to the service and come back, as the page does it."""

    def answered(key: str, value: object, source: str) -> None:
        desk.law.answer(case.id, key, value, source)
        _show(desk, panel, case)

    def unsure(key: str, source: str) -> None:
        desk.law.answer_unknown(case.id, key, source)
        _show(desk, panel, case)

    panel.answered.connect(answered)
    panel.unsure.connect(unsure)
    _show(desk, panel, case)


def test_an_old_label_case_shows_the_new_lighter_range_with_both_texts(
    desk: Services, panel: LawPanel
) -> None:
    """Act on 2026-08-01, decision on 2026-11-01: 50,000 to 200,000, not 100,000 to 1,000,000."""
    case = _case(desk, "waste.label", date(2026, 8, 1))
    _show(desk, panel, case, DECIDED)
    told = _texts(panel.fine.arithmetic)
    assert "适用生态环境法典第1175条第一款第（一）项：处5万元以上20万元以下" in told
    assert "由你填写" in told
    assert panel.fine.texts.isVisible()
    texts = _texts(panel.fine.texts)
    assert "处10万元以上100万元以下" in texts and "处5万元以上20万元以下" in texts
    assert "决定时的条文（适用）" in texts and "行为时的条文\n" in texts
    assert "1057" in told


def test_the_verdict_names_the_near_miss_in_figures(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    for key, value in (
        ("exceed_times", "0.14"),
        ("single_factor", True),
        ("class_a", False),
        ("protected_place", False),
        ("prior_violation_day", "none"),
        ("records_searched_from", date(2024, 1, 1)),
        ("records_searched_until", date(2026, 10, 30)),
        ("corrected_day", date(2026, 9, 9)),
        ("correction_due_day", date(2026, 9, 10)),
    ):
        desk.law.answer(case.id, key, value, "监测报告")
    _show(desk, panel, case)
    told = _texts(panel.grounds)
    assert "大气超标：条件不齐" in told
    assert "6 项条件：5 满足，1 不满足。只差一项" in told and "0.14 倍" in told and "界限 0.1 倍" in told
    assert "超标0.1倍以下（不含0.1倍），不满足" in told and "怎样会改变" in told
    assert "第8项" in told
    desk.law.answer(case.id, "exceed_times", "0.09", "监测报告")
    desk.law.answer(case.id, "malice", True, "询问笔录")
    _show(desk, panel, case)
    told = _texts(panel.grounds)
    assert "大气超标：条件齐备" in told
    assert "应当对当事人进行教育" in told, "the duty to educate stands with a complete ground"
    assert "恶意损害生态环境" in told and "取舍" in told, "and what counts the other way stands above it"


def test_the_fine_shows_bounds_grades_and_the_next_step(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    desk.law.choose(case.id, "excess", "lt8")
    _show(desk, panel, case)
    told = _texts(panel.fine)
    assert panel.fine.arithmetic.findChildren(Chip)[0].text() == "大气污染物超标或超总量 · 权重累加"
    for words in ("21 万元", "裁量起点", "按最低档", "轻一档", "重一档", "追责期限"):
        assert words in told, words
    chosen: list[tuple[str, str]] = []
    panel.grade_chosen.connect(lambda factor, grade: chosen.append((factor, grade)))
    assert not panel.fine.grades.isVisible()
    panel.fine.grades_button.click()
    assert panel.fine.grades.isVisible()


def test_one_question_at_a_time_answered_by_keys(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    _connected(desk, panel, case)
    card = panel.question
    first = card.current()
    assert first is not None and "为什么问" in card.why.text() and "“" in card.why.text()
    asked = []
    while (fact := card.current()) is not None:
        asked.append(fact.key)
        editor = card.editor
        if isinstance(editor, Segmented):
            QTest.keyClick(editor, Qt.Key.Key_2)
        else:
            assert isinstance(editor, TextField)
            days = {"records_searched_from": "2000-01-01", "prior_violation_day": "2025-03-01"}
            editor.line_edit.setText(days.get(fact.key, "2026-09-05") if "day" in fact.kind else "3")
            QTest.keyClick(editor.line_edit, Qt.Key.Key_Return)
        assert card.current() != fact, "an answer brings the next question"
    assert "问完了" in _texts(card)
    assert len(set(asked)) == len(asked), "nothing is asked twice"
    assert desk.law.review(case.id).open_questions == ()


def test_after_the_decision_the_questions_are_folded_away_and_one_click_brings_them(
    desk: Services, panel: LawPanel
) -> None:
    case = _case(desk, "noise.night_work", date(2026, 11, 1))
    review, questions = desk.law.review(case.id), desk.law.questions(case.id)
    panel.show_review(review, questions, case_id=case.id, decided=True)
    assert panel.question.isHidden()
    assert f"未查明 {len(review.open_questions)} 项" in panel.unfold.text()
    panel.unfold.click()
    assert not panel.question.isHidden()
    panel.show_review(review, questions, case_id=case.id, decided=True)
    assert not panel.question.isHidden(), "stays open while it is this case"
    other = _case(desk, "noise.night_work", date(2026, 11, 2))
    panel.show_review(desk.law.review(other.id), questions, case_id=other.id, decided=True)
    assert panel.question.isHidden()


def test_a_search_that_does_not_reach_far_enough_stays_open_and_gives_way(
    desk: Services, panel: LawPanel
) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    _connected(desk, panel, case)
    card = panel.question
    card.ask("records_searched_from")
    assert isinstance(card.editor, TextField)
    card.editor.line_edit.setText("2026-08-20")
    QTest.keyClick(card.editor.line_edit, Qt.Key.Key_Return)
    following = card.current()
    assert following is not None and following.key != "records_searched_from"
    card.ask("records_searched_from")
    assert "现有回答 2026-08-20，还不够" in card.why.text()


def test_do_not_know_stays_unknown_and_can_be_changed_later(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    _connected(desk, panel, case)
    card = panel.question
    fact = card.current()
    assert fact is not None
    card.unknown.click()
    assert card.current() is not None and card.current() != fact
    assert "不知道 1 项" in _texts(card)
    assert desk.law.review(case.id).facts[fact.key].value is None
    card.ask(fact.key)
    assert card.current() == fact and "更改已答的事实" in _texts(card)


def test_a_wrong_answer_is_told_at_its_box_and_not_stored(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    _connected(desk, panel, case)
    panel.question.ask("exceed_times")
    editor = panel.question.editor
    assert isinstance(editor, TextField)
    for text in ("-1", "很多", ""):
        editor.line_edit.setText(text)
        QTest.keyClick(editor.line_edit, Qt.Key.Key_Return)
        assert editor.fault()
    assert "exceed_times" not in desk.law.review(case.id).facts


def test_a_unit_reads_that_grounds_of_persons_do_not_concern_it(desk: Services, panel: LawPanel) -> None:
    panel.tabs.set_current("general")
    _show(desk, panel, _case(desk, "air.exceed", date(2026, 9, 1)))
    told = _texts(panel.grounds)
    assert "只适用于自然人" in told and "从重情形" in told
    assert "不满14周岁：不予处罚" not in told
    _show(desk, panel, _case(desk, "noise.loudspeaker", date(2026, 9, 1), "person"))
    assert panel.tabs.current() == "list", "the tab of another case says nothing about this one"
    panel.tabs.set_current("general")
    panel.tabs.chosen.emit("general")
    QApplication.processEvents()
    assert "不满14周岁：不予处罚" in _texts(panel.grounds)


def test_lists_of_other_regions_are_marked_when_they_are_on(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "waste.label", date(2026, 9, 1))
    desk.lenient_lists.switch("jiangmen", True)
    _show(desk, panel, case)
    assert "江门清单" in _texts(panel.grounds) and "不能作本机关的依据" in _texts(panel.grounds)


def test_the_apology_shows_what_still_stands_against_it(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    desk.law.choose(case.id, "excess", "lt8")
    desk.law.answer(case.id, "corrected_day", date(2026, 10, 10), "复查")
    known = [key for key in APOLOGY_EXCLUSIONS if key not in ("fixed_or_minimum", "crime")]
    entry = ApologyEntry(
        40, dict.fromkeys(known, False), date(2026, 11, 1), date(2026, 11, 9), "深圳特区报", True
    )
    desk.apologies.record(case.id, entry)
    _show(desk, panel, case)
    assert "1项待查" in _texts(panel.apology) and "涉嫌环境污染犯罪" in _texts(panel.apology)
    kept: list[ApologyEntry] = []
    panel.apology_recorded.connect(kept.append)
    panel.apology.open.click()
    panel.apology.exclusions["crime"].set_value("no")
    next(b for b in panel.apology.form.findChildren(QAbstractButton) if b.text() == "记下").click()
    assert kept == [replace(entry, exclusions={**entry.exclusions, "crime": False})]
    desk.apologies.record(case.id, kept[0])
    _show(desk, panel, case)
    assert "12.6万元" in _texts(panel.apology)


def test_a_heavier_law_on_the_same_act_is_told_with_1055(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "voc.unsealed", date(2026, 9, 1))
    panel.act_added.connect(lambda act, relation: desk.further_acts.add(case.id, act, relation))
    _show(desk, panel, case)
    panel.acts.open.click()
    panel.acts.act.set_value("air.exceed")
    next(b for b in panel.acts.form.findChildren(QAbstractButton) if b.text() == "加上").click()
    _show(desk, panel, case)
    assert "1055" in _texts(panel.fine) and "超过标准或者总量控制指标" in _texts(panel.acts)


def test_no_text_in_force_is_said_in_place_of_the_answer(panel: LawPanel) -> None:
    panel.show_review(None, [], "行为日没有施行中的罚则")
    QApplication.processEvents()
    assert "没有施行中的罚则" in _texts(panel)
    assert not panel.fine.isVisible()


def test_like_cases_are_read_when_somebody_looks(desk: Services, panel: LawPanel) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    wanted: list[bool] = []
    panel.similar_wanted.connect(lambda: wanted.append(True))
    _show(desk, panel, case)
    assert wanted == [] and panel.fine.isVisible()
    panel.tabs.set_current("similar")
    panel.tabs.chosen.emit("similar")
    panel.show_similar(desk.similar.of(case.id))
    QApplication.processEvents()
    assert wanted == [True] and not panel.fine.isVisible()
    assert "还没有同一行为的罚款案件" in _texts(panel) and "不是裁量依据" in _texts(panel)
    panel.tabs.chosen.emit("similar")
    assert wanted == [True], "not read twice"
    _show(desk, panel, case)
    assert wanted == [True, True], "after a change it is read anew"
