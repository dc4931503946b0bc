"""Choosing where to write: a name typed without an ending gets the one that fits, and no other form is written under it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.ui.common.dialogs import Dialogs


@pytest.mark.parametrize(
    ("typed", "picked", "written"),
    [
        ("十一月台账", "", "十一月台账.xlsx"),
        ("十一月台账", "CSV (*.csv)", "十一月台账.csv"),
        ("十一月台账.csv", "", "十一月台账.csv"),
    ],
)
def test_a_name_without_an_ending_takes_the_one_that_fits(
    qtbot: QtBot, tmp_path: Path, typed: str, picked: str, written: str
) -> None:
    dialog = Dialogs(None)._save_dialog("导出台账", "台账.xlsx", "工作簿 (*.xlsx);;CSV (*.csv)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    if picked:
        dialog.filterSelected.emit(picked)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(typed)
    assert [Path(name).name for name in dialog.selectedFiles()] == [written]
