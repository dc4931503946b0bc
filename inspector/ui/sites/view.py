"""The page of regulated sites: list at the left, the site in hand at the right, the import in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from inspector.domain.kinds import SiteKind
from inspector.domain.ports import RowSource
from inspector.domain.rows import SiteRow
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
from inspector.ui.common.words import tr
from inspector.ui.sites.editor import SiteEditor
from inspector.ui.sites.importing import ImportPanel

_NARROW = {"name", "kind"}
_SIDE_PX = 400

COLUMNS: tuple[Column[SiteRow], ...] = (
    Column(
        "name",
        tr("名称 / 地址"),
        lambda s: Cell(s.name, s.address, tooltip=f"{s.name}\n{s.address}"),
        "pair",
        stretch=True,
    ),
    Column("kind", tr("类别"), lambda s: Cell(s.kind.label), width=104),
    Column(
        "credit_code",
        tr("信用代码"),
        lambda s: Cell(s.credit_code or tr("没有代码"), tone="text" if s.credit_code else "text3"),
        width=176,
    ),
    Column("district", tr("区"), lambda s: Cell(s.district), width=84),
    Column(
        "positive_list_to",
        tr("正面清单"),
        lambda s: Cell(tr("至 {day}", day=s.positive_list_to) if s.positive_list_to else ""),
        width=120,
    ),
)


class SitesView(Page):
    """`filter_changed`, `sort_changed`, `picked(id)`, `new_requested`, `import_requested`, `template_requested`,
    `sample_requested`, `shown(record_id)`."""

    filter_changed = Signal(dict, str)
    sort_changed = Signal(str, bool)
    picked = Signal(str)
    new_requested = Signal()
    import_requested = Signal()
    template_requested = Signal()
    sample_requested = Signal()
    shown = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("监管对象"))
        self.presenter: object = None
        self._panels = True
        template = Button(tr("导入模板"), icon="download-simple")
        template.clicked.connect(self.template_requested)
        bring = Button(tr("导入表格"), icon="upload-simple")
        bring.clicked.connect(self.import_requested)
        new = Button(tr("新增对象"), "filled", icon="plus")
        new.clicked.connect(self.new_requested)
        for button in (template, bring, new):
            self.header.add_action(button)
        self.set_primary(new)
        self.filters = FilterRow(
            (Filter("kind", tr("类别"), tuple((kind.value, kind.label) for kind in SiteKind)),),
            tr("名称、代码、地址，两个字即可查"),
        )
        self.model: PagedModel[SiteRow] = PagedModel(COLUMNS)
        self.table = TableView(tr("监管对象"), self.model)
        self.table.enable_sorting("name", descending=False)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开   / 搜索"))
        self._no_match = NoMatch(tr("没有符合的对象"))
        self._no_match.clear_requested.connect(self.filters.clear)
        sample = Button(tr("载入示例数据"))
        sample.clicked.connect(self.sample_requested)
        first = Button(tr("导入表格"))
        first.clicked.connect(self.import_requested)
        self._none = EmptyState(
            tr("还没有监管对象"),
            tr("把单位里的名单按模板导入；有一行错就整份不写，原表不会改动。也可以一个一个新增。"),
            (first, sample),
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_match, self._none):
            self._stack.addWidget(widget)
        card = Card(padded=False)
        card.add(self.filters)
        card.add(self._stack, 1)
        card.add(self.list_foot)
        self.list_card = card
        self.editor = SiteEditor()
        self.importing = ImportPanel()
        self.side = QStackedWidget()
        self.side.addWidget(self.editor)
        self.side.addWidget(self.importing)
        self.side.hide()
        self._columns = holder(row((card, 1), self.side, gap=16, margins=(20, 12, 20, 12)))
        self.set_fixed_body(self._columns)
        self.filters.changed.connect(self.filter_changed)
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.picked)
        self.model.sort_requested.connect(self.sort_changed)
        self.editor.closed.connect(self.close_side)
        self.importing.closed.connect(self.close_side)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def focus_search(self) -> bool:
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        return tr(
            "监管对象名单。信用代码离开输入框时核对校验位；导入表格有一处错整份不写，原表不会改动。"
            "重点排污单位和正面清单的起止日影响抽查；坐标用来核对照片拍在哪里，要写明坐标系。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self._fit()

    def show_sites(self, source: RowSource[SiteRow], ids: Sequence[str], *, filtered: bool) -> None:
        """Show the list; without rows say why and what to do."""
        self.model.set_source(source, ids)
        self._stack.setCurrentWidget(self.table if ids else self._no_match if filtered else self._none)
        self.header.set_sub(tr("共 {n} 个", n=f"{len(ids):,}") if ids else "")
        self.list_foot.set_text(tr("找到 {n} 个", n=f"{len(ids):,}"), "")

    def open_editor(self) -> None:
        """Bring the editor to the side (or over the list on a small window)."""
        self.side.setCurrentWidget(self.editor)
        self.side.show()
        self._fit()

    def open_import(self) -> None:
        """Bring the import to the side."""
        self.side.setCurrentWidget(self.importing)
        self.side.show()
        self._fit()

    def close_side(self) -> None:
        """Back to the list alone."""
        self.side.hide()
        self._fit()
        self.table.setFocus()

    def _fit(self) -> None:
        every = {column.key for column in COLUMNS}
        open_side = not self.side.isHidden()
        self.list_card.setVisible(self._panels or not open_side)
        self.table.show_columns(
            every - {"positive_list_to", "district"}
            if self._panels and open_side
            else every
            if self._panels
            else _NARROW
        )
