"""Fields: fault, gap and fix below the field, validation on leaving, short dates, keys of segmented rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import at_local
from inspector.ui.common.date_fields import DateTimeField, parse_moment, parse_short_day
from inspector.ui.common.fields import CheckField, ChoiceField, TextAreaField, TextField, on_leave
from inspector.ui.common.segmented import ThreeWay
from inspector.ui.common.theme import Theme

NOW = datetime(2026, 11, 24, 15, 18, 42, tzinfo=UTC)  # 23:18:42 in Shenzhen


def check_level(text: str) -> None:
    if not 30 <= float(text) <= 140:
        raise InvalidValueError("声级", text, "30–140", f"{float(text) / 10:g}")


def test_a_slip_is_shown_on_leaving_and_mended_by_one_click(qtbot: QtBot, theme: Theme) -> None:
    field = TextField("声级计读数", required=True)
    qtbot.addWidget(field)
    field.show()
    on_leave(field, check_level)
    saved: list[str] = []
    field.edited.connect(saved.append)
    height = field.line_edit.sizeHint().height()
    QTest.keyClicks(field.line_edit, "638")
    assert saved[-1] == "638"
    assert field.fault() == ""
    QTest.keyClick(field.line_edit, Qt.Key.Key_Return)
    assert "30–140" in field.fault()
    assert field.line_edit.sizeHint().height() == height
    assert "30–140" in field.line_edit.accessibleDescription()
    field._fix.click()
    assert field.text() == "63.8" == saved[-1]
    assert field.fault() == ""


def test_a_gap_does_not_count_as_a_fault(qtbot: QtBot) -> None:
    field = TextField("背景噪声", hint="测前停机 1 分钟后读数")
    qtbot.addWidget(field)
    field.set_gap("没填：不能修正，可先打印")
    assert field.fault() == ""
    field.clear_line()
    assert field.line_edit.accessibleDescription() == "测前停机 1 分钟后读数"


def test_setting_a_value_is_silent_for_every_field(qtbot: QtBot) -> None:
    said: list[object] = []
    text, area, choice, tick = (
        TextField("甲"),
        TextAreaField("乙"),
        ChoiceField("丙", (("a", "甲"),)),
        CheckField("丁"),
    )
    for widget in (text, area, choice, tick):
        qtbot.addWidget(widget)
    text.edited.connect(said.append)
    area.edited.connect(said.append)
    choice.chosen.connect(said.append)
    tick.ticked.connect(said.append)
    text.set_text("一")
    area.set_text("二")
    choice.set_value("a")
    tick.setChecked(True)
    assert said == []
    assert (text.text(), area.text(), choice.value(), tick.isChecked()) == ("一", "二", "a", True)
    choice.set_value("unknown")
    assert choice.value() == ""


def test_typing_in_a_text_area_can_be_undone(qtbot: QtBot) -> None:
    area = TextAreaField("发现的问题")
    qtbot.addWidget(area)
    area.show()
    area.set_text("原文")
    area.text_edit.setFocus()
    area.text_edit.selectAll()
    QTest.keyClicks(area.text_edit, "x")
    assert area.text() == "x"
    area.text_edit.undo()
    assert area.text() == "原文"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-24 23:18", at_local(date(2026, 11, 24), 23, 18)),
        ("11-24 23:18", at_local(date(2026, 11, 24), 23, 18)),
        ("23:18", at_local(date(2026, 11, 24), 23, 18)),
        ("23：18", at_local(date(2026, 11, 24), 23, 18)),
        ("11月23日 7时05分", at_local(date(2026, 11, 23), 7, 5)),
    ],
)
def test_short_forms_of_a_moment(typed: str, meant: datetime) -> None:
    assert parse_moment(typed, date(2026, 11, 24)) == meant


@pytest.mark.parametrize(
    "typed", ["24:00", "12:60", "02-30 12:00", "2026-11-24", "", "昨天 12:00", "1 2 3:04"]
)
def test_impossible_moments_are_refused(typed: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_moment(typed, date(2026, 11, 24))


def test_a_short_day_is_of_this_year() -> None:
    assert parse_short_day("8-15", date(2026, 11, 24)) == date(2026, 8, 15)
    with pytest.raises(InvalidValueError):
        parse_short_day("2-29", date(2026, 11, 24))


def test_a_wrong_time_keeps_the_last_good_value(qtbot: QtBot) -> None:
    field = DateTimeField("开始", lambda: NOW)
    qtbot.addWidget(field)
    said: list[object] = []
    field.committed_at.connect(said.append)
    QTest.keyClick(field.line_edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    present = at_local(date(2026, 11, 24), 23, 18)
    assert said == [present]
    field.line_edit.setText("25:70")
    field.line_edit.editingFinished.emit()
    assert said == [present]
    assert field.fault()
    assert field.value() == present
    field.line_edit.setText("")
    field.line_edit.editingFinished.emit()
    assert said == [present, None]


def test_keys_1_2_3_answer_a_check_row(qtbot: QtBot) -> None:
    answer = ThreeWay("夜间施工证明")
    qtbot.addWidget(answer)
    answer.show()
    said: list[str] = []
    answer.chosen.connect(said.append)
    assert answer.value() == ""
    button = answer.findChildren(type(answer._buttons[0]))[0]
    for key, value in ((Qt.Key.Key_2, "no"), (Qt.Key.Key_1, "yes"), (Qt.Key.Key_3, "unchecked")):
        QTest.keyClick(button, key)
        assert answer.value() == value
    assert said == ["no", "yes", "unchecked"]
    answer.set_value("")
    assert answer.value() == ""
    assert said == ["no", "yes", "unchecked"]


def test_a_segment_does_not_move_its_neighbours_when_chosen(qtbot: QtBot, theme: Theme) -> None:
    answer = ThreeWay("夜间施工证明")
    qtbot.addWidget(answer)
    answer.show()
    before = [button.geometry() for button in answer._buttons]
    answer.set_value("no")
    answer.adjustSize()
    assert [button.geometry() for button in answer._buttons] == before
    assert len({box.width() for box in before}) == 1
