"""Counted lists (清单): one list at a time, its rows and figure, template, import with its preview, export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QStackedWidget

from inspector.casework.counted_lists import ListKind
from inspector.domain.ports import RowSource
from inspector.domain.supervision_records import ListedItem
from inspector.services.counted_lists import ListPreview
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.chips import Chip
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import ChoiceField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import add_tabs

_SIDE_PX = 400
_MOST = 500
COLUMNS: tuple[Column[ListedItem], ...] = (
    Column("day", tr("日期"), lambda i: Cell(str(i.day)), "date", width=104, sortable=False),
    Column("name", tr("名称 / 内容"), lambda i: Cell(i.name, i.detail), "pair", stretch=True, sortable=False),
    Column("quantity", tr("数量"), lambda i: Cell(f"{i.quantity:,}"), "number", width=80, sortable=False),
    Column("district", tr("区"), lambda i: Cell(i.district), width=90, sortable=False),
    Column("address", tr("地址"), lambda i: Cell(i.address), width=230, sortable=False),
)
_NARROW = {"day", "name", "quantity"}


class ListsView(Page):
    """`list_chosen(id)`, `import_requested()`, `template_requested()`, `export_requested()`, `commit_requested()`, `shown()`,
    `page_chosen(page id)`."""

    list_chosen = Signal(str)
    import_requested = Signal()
    template_requested = Signal()
    export_requested = Signal()
    commit_requested = Signal()
    shown = Signal()
    page_chosen = Signal(str)

    def __init__(self, kinds: Sequence[ListKind]) -> None:
        super().__init__(tr("清单"))
        self.presenter: object = None
        self._panels = True
        self.tabs = add_tabs(self, "lists")
        self.tabs.chosen.connect(self.page_chosen)
        template, export = Button(tr("写模板")), Button(tr("导出"), icon="export")
        bring = Button(tr("导入表格"), "filled", icon="upload-simple")
        template.clicked.connect(self.template_requested)
        export.clicked.connect(self.export_requested)
        bring.clicked.connect(self.import_requested)
        for button in (template, export, bring):
            self.header.add_action(button)
        self.bind("export", self.export_requested.emit)
        self.set_primary(bring)
        self.choice = ChoiceField(tr("清单"), tuple((kind.id, kind.name) for kind in kinds))
        self.choice.setMinimumWidth(260)
        self.rule = Label("", "dense", "text2", wrap=True)
        self.sample = Chip(tr("含示例数据"), "warn")
        self.sample.hide()
        self.model: PagedModel[ListedItem] = PagedModel(COLUMNS)
        self.table = TableView(tr("清单"), self.model)
        self.list_foot = ListFoot()
        self._none = EmptyState(
            tr("这份清单还是空的"),
            tr("导入本单位自己的表格：按表头认列，有错时整份不写，已有的行不重复写。年报的数从这里来。"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.main = Card(padded=False)
        self.main.add(
            row(
                self.choice,
                (column(Label(" ", "sub"), 8, self.rule, None), 1),
                column(Label(" ", "sub"), 8, self.sample, None),
                gap=16,
                margins=(16, 10, 16, 8),
            )
        )
        self.main.add(self._stack, 1)
        self.main.add(self.list_foot)
        self.side = self._import_panel()
        self.set_fixed_body(holder(row((self.main, 1), self.side, gap=12, margins=(20, 12, 20, 12))))
        self._fit()  # after it has a parent: a widget shown without one opens as a window
        self.choice.chosen.connect(self.list_chosen)

    def _import_panel(self) -> Card:
        side = Card(tr("导入表格"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.close_import)
        side.add_action(close)
        self.mark = MarkView(Mark.UNKNOWN, 18)
        self.verdict = Label("", "bold", wrap=True)
        self.detail = Label("", "caption", "text2", wrap=True)
        self.lines = QListWidget()
        self.lines.setWordWrap(True)
        self.lines.setAccessibleName(tr("逐行结果"))
        self.commit = Button(tr("写入"))
        self.commit.clicked.connect(self.commit_requested)
        side.add(row(self.mark, (self.verdict, 1)))
        side.add(self.detail)
        side.add(self.lines, 1)
        side.add(row(None, self.commit))
        side.hide()
        return side

    def entered(self, record_id: str = "") -> None:
        self.tabs.set_current("lists")
        if record_id:
            self.list_chosen.emit(record_id)
        else:
            self.shown.emit()

    def help_text(self) -> str:
        return tr("每份清单写明怎样计数；导入前逐行核对，有一处错整份不写。")

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._fit()

    def show_items(
        self, kind: ListKind, source: RowSource[ListedItem], ids: Sequence[str], total: int, *, samples: bool
    ) -> None:
        """The rows of a list and the sum of their numbers."""
        self.choice.set_value(kind.id)
        self.rule.setText(kind.rule)
        self.sample.setVisible(samples)
        self.model.set_source(source, ids)
        self._stack.setCurrentIndex(0 if ids else 1)
        self.list_foot.set_text(
            tr("{n} 行", n=f"{len(ids):,}"), tr("数量合计 {n} {unit}", n=f"{total:,}", unit=kind.unit)
        )

    def show_preview(self, preview: ListPreview) -> None:
        """What an import would do."""
        self.lines.clear()
        fresh = len(preview.items) - len(preview.known)
        self.side.set_title(tr("导入 {name}", name=preview.kind.name), preview.path.name)
        self.commit.setEnabled(preview.ready and fresh > 0)
        self.commit.setText(tr("写入 {n} 行", n=fresh))
        if preview.ready:
            self.mark.set_mark(Mark.MET)
            self.verdict.setText(tr("{n} 行都可以导入", n=len(preview.items)))
            self.detail.setText(
                tr("已有的 {n} 行不再写。写入是一次完成的：要么全部，要么都不写。", n=len(preview.known))
            )
        else:
            self.mark.set_mark(Mark.UNMET)
            self.verdict.setText(
                tr("{n} 处有错，整份都没有写入", n=len(preview.faults))
                if preview.faults
                else tr("表里没有可以导入的行")
            )
            self.detail.setText(tr("原文件未改动。改好下面各处，再导入一次。"))
        for fault in preview.faults[:_MOST]:
            self.lines.addItem(fault)
        for number in preview.known[:_MOST]:
            self.lines.addItem(tr("第 {n} 行已有或重复，不再写", n=number))
        for number in preview.hidden[:_MOST]:
            self.lines.addItem(tr("第 {n} 行在表里是隐藏的，同样读入", n=number))
        if preview.unmatched_headings:
            self.lines.addItem(tr("没有用到的列：{names}", names="、".join(preview.unmatched_headings)))
        self.side.show()
        self._fit()

    def close_import(self) -> None:
        """Take the preview away."""
        self.side.hide()
        self._fit()

    def _fit(self) -> None:
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self.main.setVisible(self._panels or self.side.isHidden())
        wide = self._panels and self.side.isHidden()
        self.table.show_columns({one.key for one in COLUMNS} if wide else _NARROW)
