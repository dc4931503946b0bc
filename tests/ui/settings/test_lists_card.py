"""Lists of other regions on the settings page: off by default, marked, a click says which one and which way."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector.services.law_lists import RegionalList
from inspector.ui.common.fields import CheckField
from inspector.ui.common.theme import Theme
from inspector.ui.settings.lists_card import ListsCard

OWN = RegionalList("gd", "广东目录", "广东", "粤环发〔2021〕7号附件2", 20, True, True, None, False, True)
FOREIGN = RegionalList(
    "jiangmen", "江门清单", "江门", "江环〔2021〕231号", 26, False, False, date(2025, 1, 31), True, False
)


def test_the_switch_of_a_foreign_list(qtbot: QtBot, theme: Theme) -> None:
    card = ListsCard()
    qtbot.addWidget(card)
    card.resize(700, 300)
    card.show()
    card.show_lists([OWN, FOREIGN])
    QApplication.processEvents()
    ticks = card.findChildren(CheckField)
    assert [(tick.text(), tick.isChecked()) for tick in ticks] == [
        ("江门 · 江环〔2021〕231号 · 26 项", False)
    ]
    told = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "一直启用" in told and "已失效（2025-01-31 止）" in told and "原文未核实" in told
    said: list[tuple[str, bool]] = []
    card.switched.connect(lambda key, on: said.append((key, on)))
    ticks[0].click()
    assert said == [("jiangmen", True)]
