"""Lenient lists of other regions on the settings page: each a switch, off by default, with region and what is not verified."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.services.law_lists import RegionalList
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


class ListsCard(Card):
    """`switched(list_id, on)`. The own lists are named and cannot be turned off."""

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(
            tr("免罚清单"), tr("外地清单默认停用；启用后在法律核对里标明地区，只供参照，不能作处罚依据")
        )
        self._lines = column(gap=4)
        self.add(holder(self._lines))

    def show_lists(self, lists: Sequence[RegionalList]) -> None:
        """Every list with its state."""
        clear(self._lines)
        for entry in lists:
            self._lines.addWidget(self._line(entry))

    def _line(self, entry: RegionalList) -> QWidget:
        words = tr("{region} · {doc} · {n} 项", region=entry.region, doc=entry.document, n=entry.items)
        if entry.own:
            head = row(
                MarkView(Mark.MET, 16),
                (Label(tr("{words}，一直启用", words=words), "", wrap=True), 1),
            )
        else:
            tick = CheckField(words)
            tick.setChecked(entry.on)
            tick.ticked.connect(lambda on, key=entry.id: self.switched.emit(key, on))
            head = row(tick, None)
        parts: list[QWidget] = [holder(head), Label(entry.name, "caption", "text2", wrap=True)]
        if entry.state:
            parts.append(Label(entry.state, "caption", "warn", wrap=True))
        return holder(column(*parts, margins=(0, 0, 0, 4)))
