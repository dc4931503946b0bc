"""The cut-text tester itself: it finds what is cut and leaves alone what fits."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.theme import Theme
from tests.ui.common.cut_text import cut_texts, settle


def test_it_finds_squeezed_and_clipped_texts_only(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    panel = QWidget(window)
    panel.setGeometry(0, 0, 200, 300)
    squeezed = Label("夜间施工噪声检查", parent=panel)
    squeezed.setGeometry(0, 0, 30, 20)
    clipped = Button("打印现场检查笔录", parent=panel)
    clipped.setGeometry(150, 40, clipped.sizeHint().width(), clipped.sizeHint().height())
    fits = Button("预览", parent=panel)
    fits.setGeometry(0, 100, fits.sizeHint().width(), fits.sizeHint().height())
    elided = ElidingLabel("很长很长很长很长很长的名称", parent=panel)
    elided.setGeometry(0, 150, 60, 20)
    window.show()
    settle(window)
    found = cut_texts(window)
    assert len(found) == 2
    assert "夜间施工噪声检查" in found[0]
    assert "打印现场检查笔录" in found[1]
    assert elided.toolTip() == "很长很长很长很长很长的名称"
