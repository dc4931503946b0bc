"""The table of working days (工作日表): a year at a time, published days beside the bureau's own."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.calendars import CalendarDay, CalendarYear
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import CheckField, ChoiceField, TextField, beside, on_leave
from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr

_WEEKDAYS = "一二三四五六日"


class CalendarCard(Card):
    """`year_wanted(year)`, `day_set(day text, kind)`, `year_confirmed(year, whole)`."""

    year_wanted = Signal(int)
    day_set = Signal(object, str)
    year_confirmed = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__(tr("工作日表"), tr("期限按它计算；改动立即用于所有期限，并留在审计记录里"))
        self._shown: CalendarYear | None = None
        self.year = ChoiceField(tr("年份"))
        self.year.setMaximumWidth(160)
        self.year.chosen.connect(lambda text: self.year_wanted.emit(int(text)))
        self.mark, self.state = MarkView(Mark.MET, 18), Label("", "dense", "text2", wrap=True)
        self.whole = CheckField(tr("本年安排已按公布的录全"))
        self.whole.ticked.connect(self._confirm)
        self._days = FlowLayout(6)
        self.day = TextField(tr("日期"), placeholder="2027-02-08")
        on_leave(self.day, lambda text: parse_day(text, "日期") if text.strip() else None)
        self.kind = ChoiceField(tr("改为"), (("off", tr("放假")), ("work", tr("上班（调休）"))))
        self.kind.set_value("off")
        self.save = Button(tr("录入"))
        self.save.clicked.connect(self._save)
        self.own = column(gap=2)
        self.add(row(self.year, 8, self.mark, (self.state, 1), self.whole, gap=10))
        self.add(holder(self._days))
        self.add(holder(self.own))
        entry = row((self.day, 1), (beside(self.kind, self.save), 1), None, gap=10)
        self.add(entry)

    def show_year(self, shown: CalendarYear, years: tuple[int, ...]) -> None:
        """A year's table."""
        self._shown = shown
        self.year.set_options(tuple((str(year), tr("{y} 年", y=year)) for year in years))
        self.year.set_value(str(shown.year))
        self.mark.set_mark(Mark.UNKNOWN if shown.provisional else Mark.MET)
        self.state.setText(shown.words())
        self.state.set_tone("warn" if shown.provisional else "text2")
        self.whole.setVisible(not shown.published)
        self.whole.setChecked(shown.confirmed)
        clear(self._days)
        for entry in shown.days:
            if not entry.own:
                chip = Chip(_words(entry), "text2" if entry.works else "ok", outline=entry.works)
                self._days.addWidget(chip)
        clear(self.own)
        for entry in shown.days:
            if entry.own:
                undo = Button(tr("取消"), "link", size="small")
                undo.setAccessibleName(tr("取消 {day} 的录入", day=entry.day))
                undo.clicked.connect(lambda _c=False, day=entry.day: self.day_set.emit(day, ""))
                text = Label(tr("{what}，本局录入", what=_words(entry)), "dense")
                self.own.addWidget(holder(row(text, undo, None)))
        self.day.set_text("")
        self.day.clear_line()

    def _confirm(self, whole: bool) -> None:
        if self._shown is not None:
            self.year_confirmed.emit(self._shown.year, whole)

    def _save(self) -> None:
        try:
            day = parse_day(self.day.text(), "日期")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.day_set.emit(day, self.kind.value())


def _words(entry: CalendarDay) -> str:
    what = tr("上班") if entry.works else tr("放假")
    return f"{entry.day:%m-%d} 周{_WEEKDAYS[entry.day.weekday()]} {what}"
