"""The workbench page: tasks by urgency at the left; drafts, today's visits and data at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.services.workbench import Board, DraftRow
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.checks import ComboBox
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.page import Page
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr
from inspector.ui.workbench.task_list import TaskList, task_tabs

_SIDE_PX = 372
_MINE = "mine"


class WorkbenchView(Page):
    """`record_requested(page, id)`, `export_requested()`, `case_requested(id)`, `visit_requested(id)`, `night_requested()`, `case_wanted()`, `backup_requested()`, `shown()`."""

    case_requested = Signal(str)
    visit_requested = Signal(str)
    record_requested = Signal(str, str)
    export_requested = Signal()
    night_requested = Signal()
    case_wanted = Signal()
    backup_requested = Signal()
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(tr("工作台"))
        self.presenter: object = None
        self._board: Board | None = None
        new_case = Button(tr("新建案件"), icon="plus")
        new_case.clicked.connect(self.case_wanted)
        night = Button(tr("夜间噪声检查"), "filled", icon="speaker-high", key="Ctrl+N")
        night.clicked.connect(self.night_requested)
        self.export = Button(tr("导出日历"), icon="calendar")
        self.export.clicked.connect(self.export_requested)
        self.bind("export", self.export.click)
        self.header.add_action(self.export)
        self.header.add_action(new_case)
        self.header.add_action(night)
        self.set_primary(night)
        self.tabs = TabRow((Tab("all", tr("全部")),))
        self.tabs.chosen.connect(lambda _id: self._fill_tasks())
        self.who = ComboBox()
        self.who.setAccessibleName(tr("谁的待办"))
        self.who.activated.connect(lambda _index: self._fill_tasks())
        self.tasks = TaskList()
        self.tasks.opened.connect(self.record_requested)
        self.due_card = Card(tr("待办"), padded=False)
        self.due_card.add(row(self.tabs, None, self.who, margins=(12, 0, 12, 0)))
        self.due_card.add(self.tasks, 1)
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

    def help_text(self) -> str:
        return tr(
            "所有期限按日列在这里：逾期、今天、七日内、以后；每一行写明依据、剩几日和误期的后果，右边的按钮直接去办。"
            "没有核对过的条文写“原文未核实”，日期按未录全的工作日表算的写“暂定”。导出日历把期限写进日历文件。"
        )

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
        self._fill_people(board)
        self._fill_tasks()
        self._fill_drafts(board.drafts, board.draft_count)
        self._fill_list(
            self._today,
            [
                (visit.party_name or tr("未填当事人"), visit.place or tr("未填地点"), visit.id)
                for visit in board.visits_today
            ],
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

    def remind(self, what: str, lines: tuple[str, ...]) -> None:
        """Say at the start what must be done first; it stays until closed."""
        self.show_notice(NoticePanel(what, tr("最急的：{what}", what="；".join(lines)), mark=Mark.TODAY))

    def person(self) -> str:
        """Whose tasks are shown; empty for everyone's."""
        chosen = self.who.currentData()
        if chosen == _MINE:
            return self._board.me if self._board else ""
        return chosen if isinstance(chosen, str) else ""

    def _fill_people(self, board: Board) -> None:
        held = self.who.currentData()
        options = [(tr("所有人"), ""), *([(tr("我的"), _MINE)] if board.me else [])]
        options += [(name, key) for key, name in board.people]
        if [(self.who.itemText(n), self.who.itemData(n)) for n in range(self.who.count())] == options:
            return
        self.who.clear()
        for text, key in options:
            self.who.addItem(text, key)
        self.who.setCurrentIndex(max(0, self.who.findData(held)))

    def _fill_tasks(self) -> None:
        if self._board is None:
            return
        tasks = self._board.of(self.person())
        held = self.tabs.current()
        self.tabs.set_tabs(task_tabs(tasks))
        if held:
            self.tabs.set_current(held)
        self.tasks.show_tasks(tasks, self.tabs.current() or "all")

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
