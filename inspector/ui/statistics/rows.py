"""The rows behind a figure: cases of a question that stands in the page's record, so that back and jump find it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter
from inspector.domain.money import wan_text
from inspector.domain.ports import Progress, RowSource
from inspector.domain.rows import CaseRow
from inspector.services.cases import CaseService
from inspector.ui.common.cards import Card
from inspector.ui.common.layout import PageForm
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.ledger.view import COLUMNS

_NARROW = {"party_name", "outcome", "amount_fen"}


def rows_record(title: str, wanted: ListFilter) -> str:
    """A question as the record id of the rows page."""
    plain = {
        "title": title,
        "equals": {key: list(v) if isinstance(v, tuple) else v for key, v in wanted.equals.items()},
        "between": {key: [str(d) if d else None for d in ends] for key, ends in wanted.between.items()},
        "order": wanted.order,
    }
    return json.dumps(plain, ensure_ascii=False)


def question(record: str) -> tuple[str, ListFilter]:
    """Title and question of a record. Raises ValueError when it is none."""
    plain = json.loads(record)
    equals = {
        key: tuple(_typed(key, one) for one in value) if isinstance(value, list) else _typed(key, value)
        for key, value in plain["equals"].items()
    }
    between = {
        key: (date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None)
        for key, (low, high) in plain["between"].items()
    }
    return str(plain["title"]), ListFilter(equals=equals, between=between, order=str(plain["order"]))


def _typed(key: str, value: object) -> object:
    return Outcome(str(value)) if key == "outcome" and value is not None else value


class RowsView(Page):
    """`opened(case_id)`, `asked(record)`."""

    opened = Signal(str)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("明细"), back_to=tr("统计"))
        self.presenter: object = None
        self.model: PagedModel[CaseRow] = PagedModel(COLUMNS)
        self.table = TableView(tr("明细"), self.model)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开"))
        card = Card(padded=False)
        card.add(self.table, 1)
        card.add(self.list_foot)
        self.body.addWidget(card, 1)
        self.table.opened.connect(self.opened)

    def help_text(self) -> str:
        return tr("统计里一个数背后的案件，与那个数同一口径。Enter 打开案件，Esc 回到统计。")

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
        self.model.set_source(source, ids)
        fines, spared = sums
        self.list_foot.set_text(
            tr("{n} 宗", n=f"{len(ids):,}"),
            tr("罚款 {fine} 万元 · 减免 {spared} 万元", fine=wan_text(fines), spared=wan_text(spared)),
        )


class RowsPresenter:
    """Reads the ids of a question in a task."""

    def __init__(self, view: RowsView, cases: CaseService, context: Context) -> None:
        self._view, self._cases, self._context = view, cases, context

    def read(self, record: str) -> None:
        """A record was opened."""
        title, wanted = question(record)
        source = self._cases.list_rows(wanted)

        def work(_progress: Progress) -> tuple[Sequence[str], tuple[int, ...]]:
            return source.ids(), source.all.sums("amount_fen", "reduced_fen")

        self._context.runner.run(
            tr("读取明细"),
            work,
            lambda found: self._view.show_rows(title, source, found[0], found[1]),
            self._context.notices.refused,
        )
