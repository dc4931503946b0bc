"""The table of districts: figures in columns, those that have rows as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inspector.ui.common.figures import FigureButton
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import rule
from inspector.ui.common.words import tr

HEADS = ("区", "案件", "占比", "免罚减罚", "减免（万元）", "期限内办结", "逾期")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A district: its texts under `HEADS`, and the record of each figure that opens ('' for none)."""

    texts: tuple[str, ...]
    records: tuple[str, ...]


class UnitTable(QWidget):
    """`opened(record)`."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._shown: tuple[UnitLine, ...] | None = None
        self.setAccessibleName(tr("各区"))

    def show_lines(self, lines: Sequence[UnitLine]) -> None:
        """These districts; unchanged ones are left as they are."""
        if self._shown == tuple(lines):
            return
        self._shown = tuple(lines)
        while self._grid.count():
            item = self._grid.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, head in enumerate(HEADS):
            self._grid.addWidget(
                Label(tr(head), "caption", "text2", parent=self),
                0,
                place,
                right if place else Qt.AlignmentFlag.AlignLeft,
            )
            self._grid.setColumnStretch(place, 0 if place else 1)
        for number, line in enumerate(self._shown):
            above = rule()
            above.setParent(self)
            self._grid.addWidget(above, 2 * number + 1, 0, 1, len(HEADS))
            for place, text in enumerate(line.texts):
                record = line.records[place]
                widget: QWidget
                if record:
                    button = FigureButton(text, f"{line.texts[0]} {HEADS[place]}", self)
                    button.clicked.connect(lambda _on=False, key=record: self.opened.emit(key))
                    widget = button
                else:
                    widget = Label(text, "dense", parent=self)
                    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                self._grid.addWidget(
                    widget, 2 * number + 2, place, right if place else Qt.AlignmentFlag.AlignLeft
                )
