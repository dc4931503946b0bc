"""The workbench page: deadlines in four groups at the left; drafts, today's visits and data at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.casework.deadlines import Urgency
from inspector.services.workbench import Board, DraftRow, DueRow
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row, rule
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tokens import Tone
from inspector.ui.common.words import tr

_GROUPS: tuple[tuple[Urgency, str, Mark], ...] = (
    (Urgency.OVERDUE, "逾期", Mark.OVERDUE),
    (Urgency.TODAY, "今天", Mark.TODAY),
    (Urgency.SOON, "七日内", Mark.SOON),
    (Urgency.LATER, "以后", Mark.LATER),
)
_SIDE_PX = 372
_MOST = 60
_ACTION_PX = 104


class WorkbenchView(Page):
    """`case_requested(id)`, `visit_requested(id)`, `night_requested()`, `case_wanted()`, `backup_requested()`, `shown()`."""

    case_requested = Signal(str)
    visit_requested = Signal(str)
    night_requested = Signal()
    case_wanted = Signal()
    backup_requested = Signal()
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(tr("工作台"))
        self.presenter: object = None
        self._board: Board | None = None
        self._actions: list[Button] = []
        new_case = Button(tr("新建案件"), icon="plus")
        new_case.clicked.connect(self.case_wanted)
        night = Button(tr("夜间噪声检查"), "filled", icon="speaker-high", key="Ctrl+N")
        night.clicked.connect(self.night_requested)
        self.header.add_action(new_case)
        self.header.add_action(night)
        self.set_primary(night)
        self.tabs = TabRow((Tab("all", tr("全部")),))
        self.tabs.chosen.connect(lambda _id: self._fill_due())
        self._due = column()
        self.due_card = Card(tr("时限"), padded=False)
        self.due_card.add(row(self.tabs, None, margins=(12, 0, 12, 0)))
        self.due_card.add(holder(self._due), 1)
        self._drafts, self._today, self._data = Card(tr("草稿")), Card(tr("今日走访")), Card(tr("数据"))
        self._recent = Card(tr("最近的案件"))
        self._side = holder(column(self._today, self._drafts, self._recent, self._data, None, gap=10))
        self._side.setFixedWidth(_SIDE_PX)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._columns.addWidget(self.due_card, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def apply_form(self, form: PageForm) -> None:
        wide = form.side_panels
        self._columns.setDirection(
            QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        )
        if wide:
            self._side.setFixedWidth(_SIDE_PX)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)

    def show_board(self, board: Board, sub: str, data_lines: Sequence[tuple[Mark, str, str]]) -> None:
        """Everything at once; `data_lines` are mark, text, second text."""
        self._board = board
        self.header.set_sub(sub)
        counts = {urgency: board.count(urgency) for urgency, _, _ in _GROUPS}
        self.tabs.set_tabs(
            (
                Tab("all", tr("全部"), len(board.due)),
                *(Tab(u.value, tr(name), counts[u]) for u, name, _ in _GROUPS if counts[u]),
            )
        )
        self._fill_due()
        self._fill_drafts(board.drafts, board.draft_count)
        self._fill_list(
            self._today,
            [(visit.party_name or tr("未填当事人"), visit.place, visit.id) for visit in board.visits_today],
            tr("今天还没有检查"),
            self.visit_requested.emit,
        )
        self._fill_list(
            self._recent,
            [(case.title, str(case.found_on), case.id) for case in board.recent[:4]],
            tr("还没有案件"),
            self.case_requested.emit,
        )
        self._reset(self._data)
        backup = Button(tr("立即备份"), "link")
        backup.clicked.connect(self.backup_requested)
        for mark, text, second in data_lines:
            self._data.add(_line(MarkView(mark, 16), text, second))
        self._data.add(row(backup, None))

    def _fill_due(self) -> None:
        clear(self._due)
        self._actions = []
        board = self._board
        if board is None:
            return
        chosen = self.tabs.current()
        shown = 0
        for urgency, name, mark in _GROUPS:
            rows = [entry for entry in board.due if entry.status is urgency]
            if not rows or chosen not in ("all", urgency.value):
                continue
            tone: Tone = (
                "bad" if urgency is Urgency.OVERDUE else "warn" if urgency is Urgency.TODAY else "text2"
            )
            head = Panel("sunken")
            head.add(
                row(
                    Label(tr(name), "dense-bold", tone),
                    Label(tr("{n} 件", n=len(rows)), "caption", "text3"),
                    None,
                )
            )
            self._due.addWidget(head)
            for entry in rows[: _MOST - shown]:
                self._due.addWidget(self._due_row(entry, mark))
                self._due.addWidget(rule())
                shown += 1
        if not board.due:
            self._due.addWidget(
                EmptyState(
                    tr("没有在走的时限"), tr("立案、告知、送达以后，期限会自动列在这里，并写明怎么算的。")
                )
            )
        elif shown >= _MOST:
            self._due.addWidget(Label(tr("只列出最近的 {n} 件", n=_MOST), "caption", "text3"))
        # One width for the column, wide enough for the longest name in it: right edges stay in line and nothing is cut.
        widest = max((action.sizeHint().width() for action in self._actions), default=0)
        for action in self._actions:
            action.setFixedWidth(max(_ACTION_PX, widest))
        self._due.addStretch(1)

    def _due_row(self, entry: DueRow, mark: Mark) -> QWidget:
        left = (
            tr("逾期 {n} {unit}", n=-entry.days_left, unit=entry.unit)
            if entry.days_left < 0
            else tr("今天到期")
            if entry.status is Urgency.TODAY
            else tr("还有 {n} {unit}", n=entry.days_left, unit=entry.unit)
        )
        day = str(entry.due_day) + (tr("（暂定）") if entry.provisional else "")
        basis = entry.basis + ("" if entry.verified else tr(" · 原文未核实"))
        action = Button(
            entry.action,
            "outlined" if entry.status in (Urgency.OVERDUE, Urgency.TODAY) else "link",
            size="small",
        )
        action.setAccessibleName(
            tr(
                "{action}：{party} {title}，{left}",
                action=entry.action,
                party=entry.party,
                title=entry.title,
                left=left,
            )
        )
        action.clicked.connect(lambda: self.case_requested.emit(entry.case_id))
        self._actions.append(action)
        days = holder(column(Label(left, "dense-bold", mark.tone), Label(day, "caption", "text3")))
        days.setFixedWidth(132)
        first = ElidingLabel(tr("{title}　{party}", title=entry.title, party=entry.party), "dense", bold=True)
        text = holder(column(first, ElidingLabel(basis, "caption", "text3")))
        line = holder(row(MarkView(mark, 18), (text, 1), days, action, gap=12, margins=(16, 7, 12, 7)))
        line.setMinimumHeight(51)
        return line

    def _fill_drafts(self, drafts: Sequence[DraftRow], total: int) -> None:
        self._reset(self._drafts)
        self._drafts.set_sub(tr("{n} 份", n=total) if total else "")
        if not drafts:
            self._drafts.add(Label(tr("没有未完成的检查"), "dense", "text3"))
        for draft in drafts[:4]:
            go = Button(tr("继续"), "link")
            go.setAccessibleName(tr("继续 {party} {kind}", party=draft.party, kind=draft.checklist_name))
            go.clicked.connect(lambda _checked=False, key=draft.visit_id: self.visit_requested.emit(key))
            second = (
                tr("缺：{what} 等 {n} 项", what=draft.first_missing, n=draft.missing)
                if draft.missing
                else tr("可以打印")
            )
            self._drafts.add(
                _line(
                    MarkView(Mark.DRAFT, 16),
                    tr("{kind} · {party}", kind=draft.checklist_name, party=draft.party or tr("未填当事人")),
                    second,
                    go,
                )
            )

    def _fill_list(
        self, card: Card, rows: Sequence[tuple[str, str, str]], empty: str, open_it: Callable[[str], None]
    ) -> None:
        self._reset(card)
        if not rows:
            card.add(Label(empty, "dense", "text3"))
        for title, second, key in rows:
            go = Button(tr("查看"), "link")
            go.setAccessibleName(tr("查看 {title}", title=title))
            go.clicked.connect(lambda _checked=False, key=key: open_it(key))
            card.add(_line(None, title, second, go))

    @staticmethod
    def _reset(card: Card) -> None:
        clear(card.body)


def _line(mark: QWidget | None, text: str, second: str, action: QWidget | None = None) -> QWidget:
    words = holder(column(ElidingLabel(text, "dense"), ElidingLabel(second, "caption", "text3")))
    items: list[QWidget | tuple[QWidget, int]] = [
        *([mark] if mark else []),
        (words, 1),
        *([action] if action else []),
    ]
    return holder(row(*items, gap=10, margins=(0, 4, 0, 4)))
