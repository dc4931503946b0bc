"""怎么算的: every running period of a case with its article and what lateness does; day by day on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.casework.clock import Running
from inspector.ui.cases.step_shown import day_lines
from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.urgency import URGENCY_MARKS
from inspector.ui.common.words import tr


class ClockList(QWidget):
    """One entry a period; 逐日 opens its list of days."""

    def __init__(self) -> None:
        super().__init__()
        self._list = column(gap=8)
        self.setLayout(self._list)
        self._days: dict[str, QPlainTextEdit] = {}

    def show_clocks(self, clocks: Sequence[Running], today: date) -> None:
        """The running periods, the nearest end first; a list of days that was open stays open."""
        opened = {key for key, days in self._days.items() if not days.isHidden()}
        clear(self._list)
        self._days = {}
        if not clocks:
            self._list.addWidget(Label(tr("没有在走的期限"), "dense", "text3"))
        for clock in clocks:
            self._list.addWidget(self._entry(clock, today))
            self._days[clock.rule.id].setVisible(clock.rule.id in opened)

    def open_days(self, clock_id: str) -> str:
        """Open the day list of a period and give its text (for keyboards and tests alike). Raises KeyError."""
        self._days[clock_id].show()
        return self._days[clock_id].toPlainText()

    def _entry(self, clock: Running, today: date) -> QWidget:
        days = QPlainTextEdit(day_lines(clock))
        days.setReadOnly(True)
        days.setFixedHeight(170)
        days.setTabChangesFocus(True)
        days.setAccessibleName(tr("{title}逐日计算", title=clock.rule.title))
        self._days[clock.rule.id] = days
        more = Button(tr("逐日"), "link", size="small")
        more.setAccessibleName(tr("{title}逐日怎么算的", title=clock.rule.title))
        more.clicked.connect(lambda: days.setVisible(days.isHidden()))
        mark = "" if clock.outer.verified else tr("（条文未核对）")
        sentence = Label(f"{clock.sentence()}{mark}", "dense", wrap=True, selectable=True)
        late = clock.late_effect(today)
        effect = (
            Label(late, "caption", "bad", wrap=True)
            if late and not clock.rule.waits
            else Label(
                tr("依据 {basis}。逾期：{late}", basis=clock.outer.basis, late=clock.rule.late),
                "caption",
                "text3",
                wrap=True,
            )
        )
        shown = URGENCY_MARKS[clock.deadline.urgency(today)]
        if clock.rule.waits and shown is Mark.OVERDUE:
            shown = Mark.MET
        top = row(MarkView(shown, 16), (holder(column(sentence, effect)), 1), more, gap=10)
        return holder(column(holder(top), days, gap=4))
