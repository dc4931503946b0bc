"""Section 2 of a VOCs visit: free readings of an instrument on site (PID, wind meter), one line each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import SampleState

_LINES_MOST = 12


class SampleLine(QWidget):
    """One reading: what, where, value and unit above; instrument, number and calibration below."""

    typed = Signal(str, str)
    left = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        names = (
            ("quantity", tr("项目"), tr("VOCs 浓度")),
            ("point", tr("点位"), tr("喷漆房门口")),
            ("value_milli", tr("读数"), ""),
            ("unit", tr("单位"), "mg/m³"),
            ("instrument", tr("仪器"), tr("便携式 PID")),
            ("instrument_number", tr("编号"), ""),
            ("calibrated_until", tr("检定有效至"), "2027-06-30"),
        )
        self.fields = {name: TextField(label, placeholder=hint) for name, label, hint in names}
        for name, field in self.fields.items():
            field.editor.setAccessibleName(tr("第 {n} 行 {label}", n=number, label=field.label()))
            field.edited.connect(partial(self._on_typed, name))
            field.committed.connect(lambda _text: self.left.emit())
        first = [(field, 2 if name in ("quantity", "point") else 1) for name, field in self.fields.items()][
            :4
        ]
        rest = [(field, 1) for field in list(self.fields.values())[4:]]
        self.taken_over: dict[str, str] = {}
        self.setLayout(column(row(*first, gap=8), row(*rest, gap=8), gap=4, margins=(0, 0, 0, 6)))

    def _on_typed(self, name: str, text: str) -> None:
        """The first keystroke also stores what the line took over from the one before."""
        taken, self.taken_over = self.taken_over, {}
        for other, value in taken.items():
            if other != name:
                self.typed.emit(other, value)
        self.typed.emit(name, text)

    def show_sample(self, state: SampleState) -> None:
        """Fill the fields."""
        for name, field in self.fields.items():
            field.set_text(str(getattr(state, name)))
            field.clear_line()


class SamplesSection(Card):
    """`typed(ordinal, field, text)`, `left()`; lines are numbered from 1."""

    typed = Signal(int, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("现场测量"), number=2, parent=parent)
        self.set_sub(tr("便携仪器的读数只作线索，超标以监测报告为准"))
        self._empty = Label(
            tr("没有读数。用 PID 或风速仪测过的，在这里逐行记下。"), "dense", "text3", wrap=True
        )
        self.more = Button(tr("加一行"), "link", icon="plus")
        self.more.clicked.connect(lambda: self._add_line().fields["quantity"].line_edit.setFocus())
        self.add_action(self.more)
        self.lines: list[SampleLine] = []
        self._list = column(gap=6)
        self.add(self._empty)
        self.add(holder(self._list))
        self._fixed = False

    def show_samples(self, states: Sequence[SampleState]) -> None:
        """Show the stored readings; lines being typed stay."""
        while len(self.lines) < len(states):
            self._add_line()
        for line in self.lines:
            line.taken_over = {}
        for line, state in zip(self.lines, states, strict=False):
            line.show_sample(state)
        self.set_read_only(self._fixed)

    def show_refusal(self, ordinal: int, field: str, error: InvalidValueError) -> None:
        """Say at the field why its value was not stored."""
        self.lines[ordinal - 1].fields[field].set_error(error)

    def clear_refusal(self, ordinal: int, field: str) -> None:
        """The value is good now."""
        self.lines[ordinal - 1].fields[field].clear_line()

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        self._fixed = fixed
        for line in self.lines:
            for field in line.fields.values():
                field.line_edit.setReadOnly(fixed)
        self.more.setVisible(not fixed and len(self.lines) < _LINES_MOST)

    def _add_line(self) -> SampleLine:
        number = len(self.lines) + 1
        line = SampleLine(number)
        line.typed.connect(partial(self.typed.emit, number))
        line.left.connect(self.left)
        # A second reading mostly comes from the same instrument.
        if self.lines:
            for name in ("quantity", "unit", "instrument", "instrument_number", "calibrated_until"):
                line.taken_over[name] = self.lines[-1].fields[name].text()
                line.fields[name].set_text(line.taken_over[name])
        self.lines.append(line)
        self._list.addWidget(line)
        self._empty.hide()
        self.more.setVisible(number < _LINES_MOST)
        return line
