"""Section 2 of a noise visit: the three readings, the verdict beside its limit, and the conditions of measurement."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.bars import LevelBar, LevelState
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel, PanelTone
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import ElidingLabel, Label, restyle
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr
from inspector.ui.visits.readings import parse_level
from inspector.ui.visits.shown import LineState, ReadingState, VerdictState

LOW_DB, HIGH_DB = 40.0, 80.0
_PANELS: dict[str, PanelTone] = {"ok": "ok", "bad": "bad", "warn": "warn", "": "sunken"}
_MARKS = {"ok": Mark.MET, "bad": Mark.UNMET, "warn": Mark.UNKNOWN, "": Mark.DRAFT}


class VerdictPanel(Panel):
    """The verdict in one line; red only when the limit is exceeded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self.body.setContentsMargins(12, 5, 12, 5)
        self._mark = MarkView(Mark.DRAFT, 18)
        self._title = Label("", "card")
        self._detail = ElidingLabel("", "dense", "text2")
        self.add(row(self._mark, self._title, (self._detail, 1), gap=9))

    def show_verdict(self, state: VerdictState) -> None:
        """Show it; without a reading it says what is waited for."""
        wanted = _PANELS[state.tone]
        if self.property("card") != wanted:
            self.setProperty("card", wanted)
            restyle(self)
        self._mark.set_mark(_MARKS[state.tone])
        self._title.setText(state.title)
        self._title.set_tone(state.tone or "text2")
        self._detail.set_text(state.detail)
        self._detail.set_tone("bad" if state.tone == "bad" else "text2")
        self.setAccessibleName(f"{state.title}，{state.detail}".strip("，"))


def level_state(state: VerdictState) -> LevelState | None:
    """The bar of a verdict; None while the limit is not known."""
    if state.limit is None:
        return None
    low = min(LOW_DB, state.limit - 10)
    high = max(HIGH_DB, state.limit + 10, (state.value or 0.0) + 5)
    return LevelState(low, high, state.limit, state.value, exceeded=state.tone == "bad")


class _MarkLine(QWidget):
    """A mark and one line of small words."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = MarkView(Mark.MET, 14)
        self._text = ElidingLabel("", "dense", "text2")
        self.setLayout(row(self._mark, (self._text, 1), gap=6))

    def show_line(self, line: LineState) -> None:
        self.setVisible(bool(line.text))
        marks = {"met": Mark.MET, "gap": Mark.UNKNOWN, "bad": Mark.UNMET, "": Mark.DRAFT}
        self._mark.set_mark(marks[line.mark])
        self._text.set_text(line.text)
        self._text.set_tone("warn" if line.mark == "gap" else "bad" if line.mark == "bad" else "text2")


class ReadingsSection(Card):
    """`level_set(field, milli|None)` for valid levels, `typed(field, text)` for the conditions, `left()`,
    `zone_chosen(value)`, `basis_requested()`."""

    level_set = Signal(str, object)
    typed = Signal(str, str)
    left = Signal()
    zone_chosen = Signal(str)
    basis_requested = Signal()

    def __init__(
        self, with_maximum: bool, zones: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("测量与限值"), number=2, parent=parent)
        self._chip = Chip(tr("时段未定"), outline=True)
        self.add_action(self._chip)
        self.value = TextField(tr("等效声级 Leq 20 分钟"), reading=True)
        self.maximum = TextField(tr("最大声级"), reading=True)
        self.background = TextField(tr("背景"), reading=True)
        if not with_maximum:
            self.maximum.hide()
        self.zone = ChoiceField(tr("声环境功能区"), zones, required=True)
        if not zones:
            self.zone.hide()
        self.verdict = VerdictPanel()
        self.bar = LevelBar()
        self._conditions, self._source = _MarkLine(), _MarkLine()
        self._more = Button(tr("仪器与条件"), "link", size="small")
        self._basis = Button(tr("看依据"), "link", size="small")
        self.add(row((self.value, 4), (self.maximum, 3), (self.background, 3), Label("dB(A)", "sub"), gap=8))
        self.add(self.zone)
        self.add(self.verdict)
        self.add(self.bar)
        self.add(row((self._conditions, 100), None, self._more, gap=8))
        self.add(row((self._source, 100), None, self._basis, gap=8))
        self.body.setSpacing(4)
        self._extra = self._make_extra()
        self.add(self._extra)
        self.body.addStretch(1)
        self._extra.hide()
        self._connect()

    def show_reading(self, state: ReadingState) -> None:
        """Fill the boxes (when a visit is opened)."""
        self.value.set_text(state.value)
        self.maximum.set_text(state.maximum)
        self.background.set_text(state.background)
        self.zone.set_value(state.zone)
        for name, field in self._conditions_fields.items():
            field.set_text(str(getattr(state, name, "")))
        for box in (self.value, self.maximum, self.background):
            box.clear_line()

    def show_weather(self, weather: str, wind: str) -> None:
        """Fill weather and wind, which belong to the visit."""
        self._conditions_fields["weather"].set_text(weather)
        self._conditions_fields["wind"].set_text(wind)

    def show_verdict(self, state: VerdictState) -> None:
        """Verdict, bar, conditions, source and period."""
        self._chip.setText(state.period or tr("时段未定"))
        self._chip.setAccessibleName(self._chip.text())
        self._chip.updateGeometry()
        self.verdict.show_verdict(state)
        self.bar.set_level(level_state(state))
        self._conditions.show_line(state.conditions)
        self._source.show_line(state.source)
        self._basis.setVisible(bool(state.basis))

    def show_refusal(self, field: str, error: InvalidValueError) -> None:
        """Show at its field why a condition was not stored."""
        widget = self._conditions_fields.get(field, self.value)
        self.set_extra_visible(True)
        widget.set_error(error)

    def set_extra_visible(self, visible: bool) -> None:
        """Open or close instrument and conditions."""
        self._extra.setVisible(visible)
        self._more.setText(tr("收起仪器") if visible else tr("仪器与条件"))

    def targets(self) -> dict[str, QWidget]:
        """Where to put the cursor for each requirement."""
        return {"measurement": self.value.line_edit}

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        fields = (self.value, self.maximum, self.background, *self._conditions_fields.values())
        for field in fields:
            field.line_edit.setReadOnly(fixed)
        self.zone.combo.setEnabled(not fixed)

    def _make_extra(self) -> QWidget:
        names = (
            ("instrument", tr("仪器"), tr("声级计")),
            ("instrument_number", tr("编号"), ""),
            ("calibrated_until", tr("检定有效至"), "2027-06-30"),
            ("point", tr("测点"), tr("场界外 1 米")),
            ("weather", tr("天气"), tr("晴，无雨雪")),
            ("wind", tr("风速 m/s"), "1.8"),
        )
        self._conditions_fields = {name: TextField(label, placeholder=hint) for name, label, hint in names}
        for name, field in self._conditions_fields.items():
            field.edited.connect(lambda text, key=name: self.typed.emit(key, text))
            field.committed.connect(lambda _text: self.left.emit())
        fields = list(self._conditions_fields.values())
        return holder(
            column(
                row(*((field, 1) for field in fields[:3]), gap=8),
                row(*((field, 1) for field in fields[3:]), gap=8),
                gap=6,
            )
        )

    def _connect(self) -> None:
        boxes = (("value", self.value), ("maximum", self.maximum), ("background", self.background))
        for name, box in boxes:
            box.edited.connect(lambda text, key=name, field=box: self._typing(key, field, text))
            box.committed.connect(lambda text, key=name, field=box: self._leaving(key, field, text))
        self.zone.chosen.connect(self.zone_chosen)
        self._basis.clicked.connect(self.basis_requested)
        self._more.clicked.connect(lambda: self.set_extra_visible(self._extra.isHidden()))

    def _typing(self, name: str, box: TextField, text: str) -> None:
        """A level that is already valid counts at once; an unfinished one waits for the leaving."""
        try:
            milli = parse_level(text, box.label())
        except InvalidValueError:
            return
        box.clear_line()
        self.level_set.emit(name, milli)

    def _leaving(self, name: str, box: TextField, text: str) -> None:
        try:
            self.level_set.emit(name, parse_level(text, box.label()))
        except InvalidValueError as error:
            # What was valid halfway (63 of 63..8) must not stand as the reading.
            self.level_set.emit(name, None)
            box.set_error(error)
            return
        box.clear_line()
        self.left.emit()
