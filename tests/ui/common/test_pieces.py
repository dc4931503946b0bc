"""Case pieces and lists: what they say in words, their keys, and that long photo sets stay lazy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.ui.common.bars import LevelBar, LevelState
from inspector.ui.common.clock_bar import ClockBar, ClockState
from inspector.ui.common.conditions import Condition, ConditionList
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.gallery import PhotoGallery
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.photos import PhotoItem, PhotoStrip
from inspector.ui.common.progress import time_left_text
from inspector.ui.common.stepper import Step, Stepper, StepState
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.theme import Theme


def test_the_clock_says_its_whole_meaning(qtbot: QtBot) -> None:
    clock = ClockBar("办案期限")
    qtbot.addWidget(clock)
    clock.set_clock(ClockState(46, 6, 90, "日", "2027-01-13 到期", "扣除检测", provisional=True))
    name = clock.accessibleName()
    assert name == "办案期限：已用 40 日 · 扣除检测 6 日，剩 50 日，2027-01-13 到期，暂定"
    clock.set_clock(ClockState(95, 0, 90, "日", "2027-01-13 到期", overdue=5))
    assert "逾期 5 日" in clock.accessibleName()
    clock.set_clock(None)
    assert clock.accessibleName() == "办案期限：未起算"


def test_conditions_keep_the_order_of_the_source_and_say_everything(qtbot: QtBot) -> None:
    listed = ConditionList(
        (
            Condition("超标低于 0.1 倍", Mark.UNMET, "0.14 倍", "须 < 0.1 倍，不含本数", "第8项", id="c3"),
            Condition("近一年首次违法", Mark.MET, "本机未见", "查至 2026-11-23", "备注①", id="c1"),
        )
    )
    qtbot.addWidget(listed)
    listed.show()
    rows = listed.findChildren(QPushButton)
    assert rows[0].accessibleName() == "超标低于 0.1 倍，不满足，0.14 倍，须 < 0.1 倍，不含本数，第8项"
    with qtbot.waitSignal(listed.opened) as opened:
        rows[1].click()
    assert opened.args == ["c1"]


def test_the_stepper_moves_by_arrows_and_opens_by_enter(qtbot: QtBot) -> None:
    stepper = Stepper(
        (
            Step("found", "线索", StepState.DONE, "10-08"),
            Step("filed", "立案", StepState.NOW),
            Step("heard", "听证", StepState.SKIPPED, reason="当事人未申请"),
        )
    )
    qtbot.addWidget(stepper)
    stepper.show()
    stepper.set_current("filed")
    names = [button.accessibleName() for button in stepper.findChildren(QPushButton)]
    assert names[0] == "第 1 步，线索，已完成，10-08"
    assert names[1] == "第 2 步，立案，进行中"
    assert names[2] == "第 3 步，听证，不适用，当事人未申请"
    QTest.keyClick(stepper.focusWidget(), Qt.Key.Key_Right)
    with qtbot.waitSignal(stepper.opened) as opened:
        QTest.keyClick(stepper.focusWidget(), Qt.Key.Key_Return)
    assert opened.args == ["heard"]


def test_the_level_bar_trusts_the_rule_before_the_figures(qtbot: QtBot) -> None:
    bar = LevelBar()
    qtbot.addWidget(bar)
    bar.set_level(LevelState(40, 80, 55, 63.8))
    assert bar.accessibleName() == "63.8 dB(A)，限值 55，超过"
    bar.set_level(LevelState(40, 80, 55, 55.4, exceeded=False))
    assert bar.accessibleName().endswith("未超过")
    bar.set_level(LevelState(40, 80, 55, None))
    assert bar.accessibleName() == "未测 dB(A)，限值 55"
    assert not bar.grab().isNull()


def test_filters_name_their_value_and_clear(qtbot: QtBot) -> None:
    row = FilterRow(
        (Filter("year", "期间", (("2026", "2026年"),)), Filter("kind", "要素", (("noise", "噪声"),)))
    )
    qtbot.addWidget(row)
    row.show()
    row.set_values({"year": "2026"}, "涂装")
    assert row._buttons["year"].text() == "期间：2026年"
    said: list[tuple[dict[str, str], str]] = []
    row.changed.connect(lambda values, text: said.append((values, text)))
    row.search.setText("涂装厂")
    qtbot.waitUntil(lambda: said == [({"year": "2026"}, "涂装厂")])
    row.clear()
    assert said[-1] == ({}, "")
    assert row._buttons["year"].text() == "期间"


def test_tabs_keep_the_choice_when_counts_arrive(qtbot: QtBot) -> None:
    tabs = TabRow((Tab("mine", "我的在办"), Tab("all", "全部")))
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.set_current("all")
    tabs.set_tabs((Tab("mine", "我的在办", 23), Tab("all", "全部", 1412)))
    assert tabs.current() == "all"
    assert tabs.findChildren(QPushButton)[1].accessibleName() == "全部 1,412"
    tabs.set_tabs((Tab("other", "其他"),))
    assert tabs.current() == "other"


def test_a_refusal_shows_all_its_parts_and_copies_its_places(qtbot: QtBot) -> None:
    places = tuple(f"{row} C 列 信用代码" for row in range(12))
    panel = NoticePanel.for_error(InspectorError("名单有错", "没有写入", "改正后重选", places))
    qtbot.addWidget(panel)
    words = " ".join(child.text() for child in panel.findChildren(QWidget) if hasattr(child, "text"))
    for part in ("名单有错", "没有写入", "改正后重选", places[0], "还有 4 处"):
        assert part in words


def test_500_photos_decode_only_what_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    files = []
    for number in range(500):
        path = tmp_path / f"{number}.png"
        files.append(path)
    small = QImage(64, 48, QImage.Format.Format_RGB32)
    small.fill(Qt.GlobalColor.darkGray)
    small.save(str(files[0]))
    for path in files[1:]:
        path.hardlink_to(files[0])
    gallery = PhotoGallery("照片")
    qtbot.addWidget(gallery)
    gallery.resize(800, 400)
    gallery.set_photos([PhotoItem(f"p{n}", n + 1, f"照片 {n}", path) for n, path in enumerate(files)])
    with qtbot.waitExposed(gallery):
        gallery.show()
    gallery.grab()
    qtbot.waitUntil(lambda: not gallery._loader._running)
    assert 0 < len(gallery._loader._images) < 60
    gallery.select_id("p499")
    assert gallery.current_id() == "p499"
    with qtbot.waitSignal(gallery.opened) as opened:
        QTest.keyClick(gallery, Qt.Key.Key_Return)
    assert opened.args == ["p499"]
    gallery.grab()
    qtbot.waitUntil(lambda: not gallery._loader._running)


def test_a_photo_speaks_its_doubt(qtbot: QtBot) -> None:
    strip = PhotoStrip()
    qtbot.addWidget(strip)
    strip.show()
    items = [PhotoItem("a", 1, "全景", None), PhotoItem("b", 5, "泵车", None, Mark.UNKNOWN, "时间早 2 小时")]
    strip.set_photos(items)
    names = [tile.accessibleName() for tile in strip._tiles]
    assert names == ["照片 1，全景，已核对", "照片 5，泵车，时间早 2 小时"]


def test_time_left_is_told_only_when_known() -> None:
    assert time_left_text(1, 100, 30) == ""
    assert time_left_text(50, 100, 1) == ""
    assert time_left_text(137, 214, 70) == "约 40 秒"
    assert time_left_text(50, 100, 300) == "约 5 分钟"
    assert time_left_text(5, 0, 300) == ""


def test_theme_scale_and_density_change_the_look(theme: Theme) -> None:
    dark = [theme.is_dark]
    theme.toggle()
    dark.append(theme.is_dark)
    assert dark == [False, True]
    assert look().tokens.dark
    theme.set_density("touch")
    assert look().control_height == 42
    assert look().row_height == 44
    body = look().sizes.body
    theme.set_scale(130)
    assert look().sizes.body > body
