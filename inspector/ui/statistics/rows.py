"""The rows behind a figure: a question that stands in the page's record, so that back and jump find it again.

Cases stand in the columns of the ledger; photos, rechecks, pairs, complaints and a campaign's week as day, record, quantity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.domain.money import wan_text
from inspector.domain.ports import Progress, RowSource
from inspector.domain.rows import CaseRow
from inspector.services.cases import CaseService
from inspector.services.figure_rows import CASE_MARK, UNITS, WEEK, FigureRowsService, RecordQuestion
from inspector.services.year_report import ReportRow
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.layout import PageForm
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.ledger.view import COLUMNS
from inspector.ui.statistics.questions import question

_NARROW = {"party_name", "outcome", "amount_fen"}
RECORDS: tuple[Column[ReportRow], ...] = (
    Column("day", tr("日期"), lambda r: Cell(r.day), "date", width=104, sortable=False),
    Column("title", tr("记录"), lambda r: Cell(r.title, r.detail), "pair", stretch=True, sortable=False),
    Column("amount", tr("数量 / 结果"), lambda r: Cell(r.amount), "number", width=128, sortable=False),
)


class RowsView(Page):
    """`opened(page, record)`, `asked(record)`."""

    opened = Signal(str, str)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("明细"), back_to=tr("统计"))
        self.presenter: object = None
        self.model: PagedModel[CaseRow] = PagedModel(COLUMNS)
        self.table = TableView(tr("明细"), self.model)
        self.record_model: PagedModel[ReportRow] = PagedModel(RECORDS)
        self.records = TableView(tr("明细"), self.record_model)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.records)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开"))
        card = Card(padded=False)
        card.add(self.stack, 1)
        card.add(self.list_foot)
        self.body.addWidget(card, 1)
        self.table.opened.connect(lambda key: self.opened.emit("case", key))
        self.records.opened.connect(self._open_record)

    def help_text(self) -> str:
        return tr("一个数背后的记录，与那个数同一口径。Enter 打开记录，Esc 回到来处。")

    def entered(self, record_id: str = "") -> None:
        if record_id:
            self.asked.emit(record_id)

    def apply_form(self, form: PageForm) -> None:
        every = {column.key for column in COLUMNS}
        self.table.show_columns(every if form.side_panels else every & _NARROW)

    def show_rows(
        self, title: str, source: RowSource[CaseRow], ids: Sequence[str], sums: tuple[int, ...]
    ) -> None:
        """The cases of a question."""
        self.header.set_title(title)
        self.header.set_back(tr("统计"))
        self.model.set_source(source, ids)
        self.stack.setCurrentWidget(self.table)
        fines, spared = sums
        self.list_foot.set_text(
            tr("{n} 宗", n=f"{len(ids):,}"),
            tr("罚款 {fine} 万元 · 减免 {spared} 万元", fine=wan_text(fines), spared=wan_text(spared)),
        )

    def show_records(
        self, title: str, wanted: RecordQuestion, source: RowSource[ReportRow], ids: Sequence[str]
    ) -> None:
        """Other records of a question."""
        self.header.set_title(title)
        self.header.set_back(tr("专项行动") if wanted.kind == WEEK else tr("统计"))
        self.record_model.set_source(source, ids, lambda row: row.id)
        self.stack.setCurrentWidget(self.records)
        words = ""
        if wanted.kind == WEEK:
            of = Counter(key.startswith(CASE_MARK) for key in ids)
            words = tr("检查 {n} 次 · 案件 {m} 宗", n=f"{of[False]:,}", m=f"{of[True]:,}")
        self.list_foot.set_text(f"{len(ids):,} {UNITS[wanted.kind]}", words)

    def _open_record(self, key: str) -> None:
        place = self.record_model.row_of(key)
        found = self.record_model.row_at(place) if place is not None else None
        if found is not None and found.page:
            self.opened.emit(found.page, found.target)


class RowsPresenter:
    """Reads the ids of a question in a task."""

    def __init__(
        self, view: RowsView, cases: CaseService, records: FigureRowsService, context: Context
    ) -> None:
        self._view, self._cases, self._records, self._context = view, cases, records, context

    def read(self, record: str) -> None:
        """A record was opened."""
        title, wanted = question(record)
        refused = self._context.notices.refused
        if isinstance(wanted, RecordQuestion):
            records = self._records.source(wanted)
            self._context.runner.run(
                tr("读取明细"),
                lambda _progress: records.ids(),
                lambda ids: self._view.show_records(title, wanted, records, ids),
                refused,
            )
            return
        source = self._cases.list_rows(wanted)

        def work(_progress: Progress) -> tuple[Sequence[str], tuple[int, ...]]:
            return source.ids(), source.all.sums("amount_fen", "reduced_fen")

        self._context.runner.run(
            tr("读取明细"),
            work,
            lambda found: self._view.show_rows(title, source, found[0], found[1]),
            refused,
        )
