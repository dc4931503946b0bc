"""The positive list (执法正面清单): firms with their grounds and days, cases found meanwhile, removal and history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Case
from inspector.domain.supervision_records import PositiveEntry
from inspector.domain.times import parse_day, parse_last_day
from inspector.services.positive_list import PositiveLine, Standing
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.cells import Cell
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.paged_model import Column
from inspector.ui.common.site_field import SiteField
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import RecordsPage, SideCard

_MARKS = {
    Standing.RUNNING: Mark.MET,
    Standing.TO_COME: Mark.LATER,
    Standing.OVER: Mark.LATER,
    Standing.REMOVED: Mark.UNMET,
}


def _cases(line: PositiveLine) -> Cell:
    if not line.cases:
        return Cell("")
    return Cell(tr("{n} 宗，须判断", n=len(line.cases)), mark=Mark.SOON)


def _until(entry: PositiveEntry) -> str:
    if entry.removed_on is not None:
        return tr("{d} 移出", d=entry.removed_on)
    return str(entry.ends_on) if entry.ends_on else tr("未定")


COLUMNS: tuple[Column[PositiveLine], ...] = (
    Column(
        "site",
        tr("企业 / 列入理由"),
        lambda line: Cell(line.site.name, line.entry.grounds),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column(
        "standing",
        tr("状态"),
        lambda line: Cell(line.standing.label, mark=_MARKS[line.standing]),
        "mark",
        width=112,
        sortable=False,
    ),
    Column(
        "from", tr("列入"), lambda line: Cell(str(line.entry.entered_on)), "date", width=104, sortable=False
    ),
    Column("until", tr("止"), lambda line: Cell(_until(line.entry)), width=130, sortable=False),
    Column("cases", tr("列入后的案件"), _cases, "mark", width=140, sortable=False),
)
_NARROW = {"site", "standing", "cases"}


class EntryForm(SideCard):
    """A firm to be put on the list. `searched(text)`, `entered_list(site id, from, to or None, grounds)`."""

    searched = Signal(str)
    entered_list = Signal(str, object, object, str)

    def __init__(self) -> None:
        super().__init__(tr("列入正面清单"))
        self.site = SiteField(tr("企业"), required=True)
        self.site.searched.connect(self.searched)
        self.start = TextField(tr("列入日"), required=True)
        self.end = TextField(tr("止日"), hint=tr("不写为未定"))
        self.grounds = TextAreaField(
            tr("列入理由"),
            required=True,
            lines=3,
            hint=tr("符合的条件和依据，如“两年内无处罚，自动监控联网，信用良好”"),
        )
        self.fields = {
            "企业": self.site,
            "监管对象": self.site,
            "列入日": self.start,
            "止日": self.end,
            "列入理由": self.grounds,
        }
        save = Button(tr("列入"))
        save.clicked.connect(self._save)
        self.add(
            holder(
                column(
                    self.site,
                    row((self.start, 1), (self.end, 1), gap=10),
                    self.grounds,
                    row(None, save),
                    gap=8,
                )
            )
        )
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.site.line_edit

    def reset(self, today: date) -> None:
        """Empty it."""
        self.site.set_site("", "")
        self.start.set_text(str(today))
        self.end.set_text("")
        self.grounds.set_text("")
        for field in self.fields.values():
            field.clear_line()

    def _save(self) -> None:
        for field in self.fields.values():
            field.clear_line()
        if not self.site.site_id:
            self.site.set_fault(tr("从名录里选一家；没有的先在监管对象里登记"))
            return
        try:
            start = parse_day(self.start.text(), "列入日")
            end = parse_last_day(self.end.text(), "止日") if self.end.text() else None
        except InvalidValueError as error:
            self.show_fault(error)
            return
        self.entered_list.emit(self.site.site_id, start, end, self.grounds.text())


class EntryCard(SideCard):
    """A firm's time on the list, its cases meanwhile and its history. `removed(day, reason, case id)`, `case_opened(id)`,
    `site_opened(id)`."""

    removed = Signal(object, str, str)
    case_opened = Signal(str)
    site_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("正面清单"))
        self._line: PositiveLine | None = None
        self._top, self._history = column(gap=6), column(gap=4)
        site = Button(tr("打开监管对象"), "link")
        site.clicked.connect(self._open_site)
        self.rule = Label("", "caption", "text3", wrap=True)
        self.day = TextField(tr("移出日"), required=True)
        self.reason = TextAreaField(tr("移出理由"), required=True, lines=3, hint=tr("写明违法事实和移出依据"))
        self.case = ChoiceField(tr("因哪宗案件"))
        self.fields = {"移出日": self.day, "移出理由": self.reason, "案件": self.case}
        save = Button(tr("移出"), "danger")
        save.clicked.connect(self._remove)
        self._form = holder(
            column(
                Label(tr("移出正面清单"), "dense-bold"),
                self.day,
                self.case,
                self.reason,
                self.rule,
                row(None, save),
                gap=8,
            )
        )
        self.add(holder(self._top))
        self.add(row(site, None))
        self.add(self._form)
        self.add(holder(self._history))
        self.body.addStretch(1)

    def show_line(self, line: PositiveLine, history: Sequence[PositiveEntry], rule: str, today: date) -> None:
        """An entry; the form is there while the firm can be removed."""
        fresh = self._line is None or self._line.entry != line.entry
        self._line = line
        entry = line.entry
        self.set_title(line.site.name, line.standing.label)
        clear(self._top)
        self._top.addWidget(
            Label(tr("{a} 列入，止 {b}", a=entry.entered_on, b=_until(entry)), "dense", "text2", wrap=True)
        )
        self._top.addWidget(Label(entry.grounds, "", wrap=True, selectable=True))
        if entry.removed_on is not None:
            gone = Panel("bad")
            gone.add(Label(tr("{d} 移出", d=entry.removed_on), "dense-bold"))
            gone.add(Label(entry.removal_reason, "dense", wrap=True, selectable=True))
            self._top.addWidget(gone)
        self._show_cases(line.cases)
        self._form.setVisible(
            entry.removed_on is None and line.standing in (Standing.RUNNING, Standing.TO_COME)
        )
        self.rule.setText(rule)
        self.case.set_options(
            (("", tr("不因案件")), *((case.id, case.case_number or case.title) for case in line.cases))
        )
        if fresh:
            self.day.set_text(str(today))
            self.reason.set_text("")
            for field in self.fields.values():
                field.clear_line()
        clear(self._history)
        others = [one for one in history if one.id != entry.id]
        if others:
            self._history.addWidget(Label(tr("以前"), "dense-bold"))
        for one in others:
            words = tr("{a} 列入，{b}：{g}", a=one.entered_on, b=_until(one), g=one.grounds)
            self._history.addWidget(
                Label(f"{words}。{one.removal_reason}".rstrip("。"), "caption", "text2", wrap=True)
            )

    def _show_cases(self, cases: Sequence[Case]) -> None:
        if not cases:
            return
        panel = Panel("warn")
        head = Label(tr("列入后有 {n} 宗案件，由执法人员判断是否移出", n=len(cases)), "dense-bold", wrap=True)
        panel.add(row(MarkView(Mark.SOON, 16), (head, 1)))
        for case in cases:
            link = Button(case.case_number or case.title, "link")
            link.clicked.connect(lambda _on=False, key=case.id: self.case_opened.emit(key))
            panel.add(row(link, None, Label(str(case.found_on), "caption", "text2")))
        self._top.addWidget(panel)

    def _open_site(self) -> None:
        if self._line is not None:
            self.site_opened.emit(self._line.site.id)

    def _remove(self) -> None:
        for field in self.fields.values():
            field.clear_line()
        try:
            day = parse_day(self.day.text(), "移出日")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.removed.emit(day, self.reason.text(), self.case.value())


class PositiveView(RecordsPage[PositiveLine]):
    """The page; see its form and its card."""

    def __init__(self) -> None:
        self.new_form, self.card = EntryForm(), EntryCard()
        super().__init__(
            tr("正面清单"),
            COLUMNS,
            _NARROW,
            (
                tr("正面清单还是空的"),
                tr(
                    "列入的企业以非现场方式为主；安排检查时会提示，列入后又有案件的在这里列出，由人判断是否移出。"
                ),
            ),
            tr("列入企业"),
            (self.new_form, self.card),
            here="positive",
        )

    def help_text(self) -> str:
        return tr("列入和移出都写理由，历史一直在；移出日起恢复正常检查。")

    def show_entries(self, lines: Sequence[PositiveLine]) -> None:
        """Every entry."""
        running = [line for line in lines if line.standing is Standing.RUNNING]
        doubtful = sum(bool(line.cases) for line in running)
        self.show_rows(
            lines,
            tr("在列 {n} 家", n=len(running)),
            tr("列入后有案件的 {m} 家", m=doubtful) if doubtful else "",
        )

    def show_form(self, today: date) -> None:
        """The empty form."""
        self.new_form.reset(today)
        self.bring(self.new_form)

    def show_entry(
        self, line: PositiveLine, history: Sequence[PositiveEntry], rule: str, today: date, *, bring: bool
    ) -> None:
        """One entry at the side; without `bring` only if it is there already."""
        self.card.show_line(line, history, rule, today)
        if bring:
            self.bring(self.card, typing=False)
