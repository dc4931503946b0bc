"""The list of cases with its tabs, filters and foot, and the form of a case opened by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.casework.deadlines import Urgency
from inspector.domain.ports import RowSource
from inspector.domain.rows import CaseRow
from inspector.services.case_clocks import CaseLine
from inspector.ui.cases.new_case import NewCaseForm
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.layout import PageForm, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tokens import Tone
from inspector.ui.common.urgency import URGENCY_MARKS
from inspector.ui.common.words import tr
from inspector.ui.ledger.view import COLUMNS

_NARROW = {"party_name", "stage", "due"}
_LEDGER_ONLY = {"reduced_fen", "decided_on"}


def case_columns(stages: Mapping[str, str], today: Callable[[], date]) -> tuple[Column[CaseLine], ...]:
    """The ledger's columns for daily work: where a case stands (环节) and what ends next (期限) in place of what was spared."""
    stage = Column[CaseLine](
        "stage",
        tr("环节"),
        lambda line: Cell(stages.get(line.case.stage, line.case.stage)),
        width=84,
        sortable=False,
    )
    due = Column[CaseLine](
        "due", tr("期限"), lambda line: _due(line, today()), "mark", width=168, sortable=False
    )
    kept = [_of_line(column) for column in COLUMNS if column.key not in _LEDGER_ONLY]
    place = next(number for number, column in enumerate(kept) if column.key == "outcome")
    return (*kept[:place], stage, due, *kept[place:])


def _of_line(column: Column[CaseRow]) -> Column[CaseLine]:
    return Column(
        column.key,
        column.title,
        lambda line: column.cell(line.case),
        column.kind,
        column.width,
        column.stretch,
        column.sortable,
    )


def _due(line: CaseLine, today: date) -> Cell:
    clock = line.next
    if clock is None:
        return Cell("")
    urgency = clock.deadline.urgency(today)
    tone: Tone = "bad" if urgency is Urgency.OVERDUE else "warn" if urgency is Urgency.TODAY else "text"
    words = f"{clock.rule.title} {clock.deadline.due:%m-%d}"
    return Cell(words, mark=URGENCY_MARKS[urgency], tone=tone, tooltip=clock.sentence())


class CaseListView(Page):
    """`filter_changed(values, text)`, `tab_chosen(id)`, `sort_changed`, `opened(id)`, `new_wanted()`, `shown(record)`."""

    filter_changed = Signal(dict, str)
    tab_chosen = Signal(str)
    sort_changed = Signal(str, bool)
    opened = Signal(str)
    new_wanted = Signal()
    shown = Signal(str)

    def __init__(
        self,
        years: Sequence[str],
        districts: Sequence[str],
        elements: Sequence[str],
        stages: Mapping[str, str],
        today: Callable[[], date],
    ) -> None:
        super().__init__(tr("案件"))
        self.presenter: object = None
        new = Button(tr("新建案件"), "filled", icon="plus", key="Ctrl+Shift+N")
        new.clicked.connect(self.new_wanted)
        self.decisions = Button(tr("当日决定书"), icon="files")
        self.decisions.setToolTip(tr("一天的全部决定书一次写出或打印"))
        self.header.add_action(self.decisions)
        self.header.add_action(new)
        self.set_primary(new)
        self.tabs = TabRow((Tab("all", tr("全部")),))
        self.tabs.chosen.connect(self.tab_chosen)
        self.filters = FilterRow(
            (
                Filter("year", tr("期间"), tuple((year, tr("{y} 年", y=year)) for year in years)),
                Filter("element", tr("要素"), tuple((name, name) for name in elements)),
                Filter("district", tr("区"), tuple((name, name) for name in districts)),
            ),
            tr("当事人、案号，两个字即可查"),
        )
        self.model: PagedModel[CaseLine] = PagedModel(case_columns(stages, today))
        self.table = TableView(tr("案件"), self.model)
        self.table.enable_sorting("found_on", descending=True)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self._no_match = NoMatch(tr("没有符合的案件"))
        self._no_match.clear_requested.connect(self.filters.clear)
        self._none = EmptyState(
            tr("还没有案件"),
            tr("从一次检查里“立案”，照片和事实会一起带过来；也可以手工新建。开错的案件可以撤案，不会丢。"),
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_match, self._none):
            self._stack.addWidget(widget)
        card = Card(padded=False)
        card.add(row(self.tabs, None, margins=(12, 0, 12, 0)))
        card.add(self.filters)
        card.add(self._stack, 1)
        card.add(self.list_foot)
        self.form_card = NewCaseForm()
        self.form_card.hide()
        self.form_card.closed.connect(self.form_card.hide)
        body = holder(row((card, 1), self.form_card, gap=16, margins=(20, 12, 20, 12)))
        self.set_fixed_body(body)
        self._card = card
        self.filters.changed.connect(self.filter_changed)
        self.table.opened.connect(self.opened)
        self.model.sort_requested.connect(self.sort_changed)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "在办和已办的案件。两个字即可查当事人和案号；环节是案件走到的一步，案卷和下一步在案件页里。"
            "Enter 打开，Ctrl+Shift+N 新建；从一次检查立案时，当事人、照片和发现的问题一起带过来。"
        )

    def apply_form(self, form: PageForm) -> None:
        every = {column.key for column in self.model.columns}
        self.table.show_columns(every if form.side_panels else every & _NARROW)
        self.form_card.setFixedWidth(400 if form.side_panels else 330)

    def show_cases(
        self,
        source: RowSource[CaseLine],
        ids: Sequence[str],
        tabs: Sequence[Tab],
        foot: tuple[str, str],
        *,
        filtered: bool,
    ) -> None:
        """Show the list with its counts and sums."""
        chosen = self.tabs.current()
        self.tabs.set_tabs(tabs)
        if chosen:
            self.tabs.set_current(chosen)
        self.model.set_source(source, ids)
        self._stack.setCurrentWidget(self.table if ids else self._no_match if filtered else self._none)
        self.list_foot.set_text(*foot)

    def open_form(self) -> None:
        """Bring the form of a new case to the side."""
        self.form_card.show()
        self.form_card.party.line_edit.setFocus()
