"""The rule book page: find a rule by two characters, read its versions, conditions, source and mark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from inspector.domain.ports import RowSource
from inspector.services.rule_book import RuleEntry, RuleSection
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.empty_state import NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row, rule
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr

_SIDE_PX = 440

COLUMNS: tuple[Column[RuleEntry], ...] = (
    Column(
        "name",
        tr("规则 / 出处"),
        lambda r: Cell(r.name, r.cited, tooltip=f"{r.name}\n{r.cited}"),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column("section", tr("类别"), lambda r: Cell(r.section.label), width=88, sortable=False),
    Column("field", tr("要素"), lambda r: Cell(r.field, tone="text2"), width=76, sortable=False),
    Column("state", tr("施行"), lambda r: Cell(r.state, tone="text2"), width=168, sortable=False),
    Column(
        "verified",
        tr("核对"),
        lambda r: Cell("", mark=Mark.MET if r.verified else Mark.UNKNOWN, tooltip=_verified_words(r)),
        "mark",
        width=56,
        sortable=False,
    ),
)
_NARROW = {"name", "verified"}


def _verified_words(entry: RuleEntry) -> str:
    return tr("已与原文核对") if entry.verified else tr("未与官方文本核对")


class RuleBookView(Page):
    """`shown(record_id)`, `filter_changed(values, text)`, `picked(id)`, `what_if_requested()`."""

    shown = Signal(str)
    what_if_requested = Signal()
    filter_changed = Signal(dict, str)
    picked = Signal(str)

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(tr("规则库"))
        self.presenter: object = None
        self._panels = True
        what_if = Button(tr("试算另一版"), icon="scales")
        what_if.clicked.connect(self.what_if_requested)
        self.header.add_action(what_if)
        self.filters = FilterRow(
            (
                Filter("section", tr("类别"), tuple((one.value, tr(one.label)) for one in RuleSection)),
                Filter("field", tr("要素"), tuple((field, field) for field in fields)),
            ),
            tr("行为、条号、条件，两个字即可查"),
        )
        self.model: PagedModel[RuleEntry] = PagedModel(COLUMNS)
        self.table = TableView(tr("规则库"), self.model)
        self.list_foot = ListFoot(tr("↑↓ 选 · Enter 看 · ? 表示未与官方文本核对"))
        self._no_match = NoMatch(tr("没有符合的规则"))
        self._no_match.clear_requested.connect(self.filters.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._no_match)
        self.list_card = Card(padded=False)
        self.list_card.add(self.filters)
        self.list_card.add(self._stack, 1)
        self.list_card.add(self.list_foot)
        self.detail = Card(tr("规则"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self._close)
        self.detail.add_action(close)
        self._lines = column(gap=6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder(self._lines, "page-body"))
        self.detail.add(area, 1)
        self.detail.hide()
        self._hold_width()
        self.set_fixed_body(holder(row((self.list_card, 1), self.detail, gap=16, margins=(20, 12, 20, 12))))
        self.filters.changed.connect(self.filter_changed)
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.picked)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "规则包里的每一条：行为、罚则、免罚清单、裁量表、期限、限值和检查表，写明版本、施行日和来源。"
            "问号表示没有与官方文本核对。试算另一版：换一个规则包，看已存的案件会有什么不同，只看不写。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._hold_width()
        self._fit()

    def show_rules(
        self, source: RowSource[RuleEntry], ids: Sequence[str], version: str, unverified: int
    ) -> None:
        """The list, the version of the pack, and how many of the shown rules were not checked."""
        self.model.set_source(source, ids)
        self._stack.setCurrentWidget(self.table if ids else self._no_match)
        self.header.set_sub(tr("规则包 {v}", v=version))
        self.list_foot.set_text(
            tr("{n} 条", n=len(ids)), tr("其中 {n} 条未与官方文本核对", n=unverified) if unverified else ""
        )

    def show_entry(self, entry: RuleEntry) -> None:
        """One rule at the side."""
        self.detail.set_title(entry.section.label, entry.state)
        self.table.select_id(entry.id)
        clear(self._lines)
        self._lines.addWidget(Label(entry.name, "title", wrap=True, selectable=True))
        mark = Mark.MET if entry.verified else Mark.UNKNOWN
        checked = Label(_verified_words(entry), "dense", "ok" if entry.verified else "warn")
        self._lines.addWidget(holder(row(MarkView(mark, 16), checked, None, gap=6)))
        for line in entry.lines:
            if line.strong:
                self._lines.addSpacing(4)
                self._lines.addWidget(rule())
            words = Label(
                line.text,
                "dense-bold" if line.strong else "dense",
                "text" if line.verified else "warn",
                wrap=True,
                selectable=True,
            )
            if line.verified:
                self._lines.addWidget(words)
            else:
                self._lines.addWidget(holder(row(MarkView(Mark.UNKNOWN, 14), (words, 1), gap=6)))
        self._lines.addStretch(1)
        self.detail.show()
        self._fit()

    def _close(self) -> None:
        self.detail.hide()
        self._fit()
        self.table.setFocus()

    def _hold_width(self) -> None:
        self.detail.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.detail.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)

    def _fit(self) -> None:
        """Beside the list when wide, in its place when not."""
        self.list_card.setVisible(self._panels or self.detail.isHidden())
        wide = self._panels and self.detail.isHidden()
        self.table.show_columns({one.key for one in COLUMNS} if wide else _NARROW)
