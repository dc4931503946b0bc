"""The what-if page (规则试算): choose another pack, see figures, and every case that would come out differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.domain.money import wan_text
from inspector.services.law_simulation import SimulatedCase, Simulation, SkippedCase
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.cells import Cell
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr

RowT = TypeVar("RowT")
_CHANGED, _SKIPPED = "changed", "skipped"


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _decided(case: SimulatedCase) -> Cell:
    if not case.decided:
        return Cell(tr("未决定"), tone="text3")
    amount = tr("{n} 万元", n=wan_text(case.amount_fen)) if case.amount_fen is not None else ""
    return Cell(case.decided, amount)


COLUMNS: tuple[Column[SimulatedCase], ...] = (
    Column(
        "party",
        tr("当事人 / 案由"),
        lambda c: Cell(c.party, c.act, tooltip=f"{c.party}\n{c.act}"),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column("decided", tr("当时的决定"), _decided, "pair", width=110, sortable=False),
    Column(
        "outcome",
        tr("处理结果"),
        lambda c: Cell(_arrow(c.before.outcome, c.after.outcome)),
        width=180,
        sortable=False,
    ),
    Column(
        "fine",
        tr("测算罚款"),
        lambda c: Cell(_arrow(c.before.fine_text, c.after.fine_text)),
        width=220,
        sortable=False,
    ),
    Column(
        "what",
        tr("不同之处"),
        lambda c: Cell(
            "、".join(one.word for one in c.differences), tooltip="\n".join(c.lines), tone="text2"
        ),
        width=170,
        sortable=False,
    ),
)
_NARROW = {"party", "outcome", "fine"}
SKIPPED_COLUMNS: tuple[Column[SkippedCase], ...] = (
    Column(
        "party", tr("当事人 / 案号"), lambda c: Cell(c.party, c.number), "pair", width=260, sortable=False
    ),
    Column("why", tr("为什么没有试算"), lambda c: Cell(c.why, tooltip=c.why), stretch=True, sortable=False),
)


class _Rows(Generic[RowT]):
    """Rows that are in memory already."""

    def __init__(self, rows: dict[str, RowT]) -> None:
        self._rows = rows

    def ids(self) -> Sequence[str]:
        """In the order found."""
        return list(self._rows)

    def rows(self, ids: Sequence[str]) -> Sequence[RowT]:
        """The rows of these ids."""
        return [self._rows[key] for key in ids]


class _Figure(Card):
    """One figure with its words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._spoken = title
        self.figure, self.note = Label("—", "figure"), Label("", "caption", "text3")
        self.add(column(Label(title, "caption", "text2"), self.figure, self.note))

    def show_figure(self, figure: str, note: str) -> None:
        """Both lines; read aloud as one."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self._spoken} {figure} {note}")


class WhatIfView(Page):
    """`pack_requested()`, `cancel_requested()`, `opened(case_id)`."""

    pack_requested = Signal()
    cancel_requested = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("规则试算"), back_to=tr("规则库"))
        self.presenter: object = None
        self._found: dict[str, SimulatedCase] = {}
        choose = Button(tr("选规则包"), "filled", icon="folder-open", key="Ctrl+Enter")
        choose.clicked.connect(self.pack_requested)
        self.choose = choose
        self.header.add_action(choose)
        self.set_primary(choose)
        self.progress = ProgressPanel(tr("试算"), tr("取消后没有结果；试算不写入任何内容"))
        self.progress.cancel_requested.connect(lambda _id: self.cancel_requested.emit())
        self.progress.hide()
        self.figures = {
            name: _Figure(tr(title))
            for name, title in (
                ("compared", "试算"),
                ("changed", "会有变化"),
                ("up", "测算罚款增加"),
                ("down", "测算罚款减少"),
            )
        }
        self._figures = holder(row(*((card, 1) for card in self.figures.values()), gap=10))
        self.moves = Label("", "dense", "text2", wrap=True, selectable=True)
        self.tabs = TabRow((Tab(_CHANGED, tr("会有变化")), Tab(_SKIPPED, tr("没有试算"))))
        self.model: PagedModel[SimulatedCase] = PagedModel(COLUMNS)
        self.table = TableView(tr("会有变化的案件"), self.model)
        self.skipped_model: PagedModel[SkippedCase] = PagedModel(SKIPPED_COLUMNS)
        self.skipped_table = TableView(tr("没有试算的案件"), self.skipped_model)
        self.detail = Label("", "dense", "text", wrap=True, selectable=True)
        self._panel = Panel("sunken")
        self._panel.add(self.detail)
        self._panel.hide()
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开案件"))
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.skipped_table)
        card = Card(padded=False)
        card.add(row(self.tabs, margins=(16, 0, 16, 0)))
        card.add(self._lists, 1)
        card.add(row((self._panel, 1), margins=(16, 0, 16, 8)))
        card.add(self.list_foot)
        self._result = holder(column(self._figures, self.moves, (card, 1), gap=10))
        self._empty = EmptyState(
            tr("换一版规则，看已存的案件会怎样"),
            tr(
                "选一个规则包的文件夹：新一版规则、改过的清单，或本局自有的裁量表。试算只看不写，已作出的决定不变。"
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._result)
        self.set_fixed_body(holder(column(self.progress, (self._stack, 1), gap=10, margins=(20, 12, 20, 12))))
        self.tabs.chosen.connect(self._turn)
        self.table.opened.connect(self.opened)
        self.skipped_table.opened.connect(self.opened)
        self.table.picked.connect(self._show_lines)

    def apply_form(self, form: PageForm) -> None:
        self.table.show_columns({one.key for one in COLUMNS} if form.side_panels else _NARROW)
        self._figures.setVisible(form.side_panels)

    def help_text(self) -> str:
        return tr(
            "选规则包的文件夹后，每宗案件用当时的规则和这一版各算一遍，列出不同的案件。不写入任何内容。"
        )

    def show_running(self, name: str) -> None:
        """A run has begun."""
        self.choose.setEnabled(False)
        self.header.set_sub(tr("正在试算 {name}", name=name))

    def show_progress(self, state: TaskState) -> None:
        """How far the run is."""
        self.progress.show_state(state)
        self.progress.show()

    def show_stopped(self) -> None:
        """The run ended without a result; what was shown before stays."""
        self.progress.hide()
        self.choose.setEnabled(True)
        self.header.set_sub("")

    def show_simulation(self, found: Simulation) -> None:
        """Everything a run found."""
        self.show_stopped()
        self.header.set_sub(
            tr("规则包 {id} {v} · {s}", id=found.pack.id, v=found.pack.version, s=found.pack.signature_text)
        )
        self._found = {case.case_id: case for case in found.changed}
        self.model.set_source(_Rows(self._found), row_id=lambda case: case.case_id)
        self.skipped_model.set_source(
            _Rows({case.case_id: case for case in found.skipped}), row_id=lambda case: case.case_id
        )
        share = f"{len(found.changed) / found.compared:.1%}" if found.compared else "—"
        self.figures["compared"].show_figure(
            f"{found.compared:,}", tr("另有 {n} 宗没有试算", n=f"{len(found.skipped):,}")
        )
        self.figures["changed"].show_figure(
            f"{len(found.changed):,}", tr("占 {share}（{n} 宗）", share=share, n=f"{found.compared:,}")
        )
        for name, (count, amount) in (("up", found.up_fen), ("down", found.down_fen)):
            self.figures[name].show_figure(tr("{n} 万元", n=wan_text(amount)), tr("{n} 宗", n=f"{count:,}"))
        moves = [
            tr("{before} → {after} {n} 宗", before=before, after=after, n=count)
            for before, after, count in found.moves
        ]
        if found.uncounted:
            moves.append(tr("{n} 宗的罚款须人工定数额，没有计入金额", n=found.uncounted))
        self.moves.setText("；".join(moves) or tr("处理结果都没有变"))
        self.tabs.set_tabs(
            (
                Tab(_CHANGED, tr("会有变化"), len(found.changed)),
                Tab(_SKIPPED, tr("没有试算"), len(found.skipped)),
            )
        )
        self.tabs.set_current(_CHANGED)
        self._turn(_CHANGED)
        self._stack.setCurrentWidget(self._result)

    def _turn(self, tab: str) -> None:
        self._lists.setCurrentWidget(self.table if tab == _CHANGED else self.skipped_table)
        self._panel.hide()
        shown = self.model.rowCount() if tab == _CHANGED else self.skipped_model.rowCount()
        self.list_foot.set_text(tr("{n} 宗", n=f"{shown:,}"), tr("没有写入任何内容，已作出的决定不变"))

    def _show_lines(self, case_id: str) -> None:
        case = self._found.get(case_id)
        if case is not None:
            self.detail.setText("\n".join(case.lines))
            self._panel.show()
