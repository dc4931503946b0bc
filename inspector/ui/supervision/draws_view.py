"""Double-random draws (双随机抽查): the draws made, their picks with the first visit since, and a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.supervision_records import Draw
from inspector.services.draws import PickLine
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.checks import CheckField
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.supervision.records_page import add_tabs
from inspector.ui.supervision.rows import HeldRows

_LIST_PX = 330
_SIDE_PX = 360
DRAWS: tuple[Column[Draw], ...] = (
    Column(
        "title", tr("抽查"), lambda d: Cell(d.title, str(d.drawn_on)), "pair", stretch=True, sortable=False
    ),
)
PICKS: tuple[Column[PickLine], ...] = (
    Column("ordinal", tr("序号"), lambda p: Cell(str(p.pick.ordinal)), "number", width=56, sortable=False),
    Column(
        "site",
        tr("对象 / 类别"),
        lambda p: Cell(p.site.name, p.class_name),
        "pair",
        stretch=True,
        sortable=False,
    ),
    Column("people", tr("执法人员"), lambda p: Cell("、".join(p.inspectors)), width=230, sortable=False),
    Column(
        "visited",
        tr("检查"),
        lambda p: (
            Cell(str(p.visited_on), mark=Mark.MET) if p.visited_on else Cell(tr("未检查"), mark=Mark.LATER)
        ),
        "mark",
        width=126,
        sortable=False,
    ),
)
_NARROW = {"site", "visited"}


class DrawForm(Card):
    """A new draw. `made(title, seed, shares as typed by class id, spare_positive)`."""

    made = Signal(str, str, dict, bool)
    closed = Signal()

    def __init__(self, classes: Mapping[str, str]) -> None:
        super().__init__(tr("新的抽查"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.title_field = TextField(tr("名称"), required=True, placeholder=tr("如 2026年12月双随机抽查"))
        self.seed = TextField(tr("种子"), required=True, hint=tr("事先公开、谁也定不了的数，如当天开奖号码"))
        self.shares = {key: TextField(name, placeholder=tr("不抽")) for key, name in classes.items()}
        self.spare = CheckField(tr("正面清单企业不抽"))
        self.spare.setChecked(True)
        make = Button(tr("抽取"))
        make.clicked.connect(self._make)
        inner = column(
            self.title_field,
            self.seed,
            Label(tr("各类比例，如 50%"), "dense", "text2"),
            *self.shares.values(),
            self.spare,
            None,
            gap=8,
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(holder(inner, "page-body"))
        self.add(area, 1)
        self.add(row(None, make))

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal below the field it names; anything about the lists goes below the seed."""
        field = {"抽查名称": self.title_field}.get(error.field, self.seed)
        field.set_error(error)

    def _make(self) -> None:
        for field in (self.title_field, self.seed, *self.shares.values()):
            field.clear_line()
        shares = {key: field.text() for key, field in self.shares.items() if field.text().strip()}
        self.made.emit(self.title_field.text(), self.seed.text(), shares, self.spare.isChecked())


class DrawsView(Page):
    """`picked(id)`, `shown()`, `page_requested()`, `file_requested()`, `replay_requested()`, `site_opened(id)`,
    `page_chosen(page id)`."""

    picked = Signal(str)
    shown = Signal()
    page_requested = Signal()
    file_requested = Signal()
    replay_requested = Signal()
    site_opened = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, classes: Mapping[str, str]) -> None:
        super().__init__(tr("抽查"))
        self.presenter: object = None
        self._panels = True
        self.tabs = add_tabs(self, "draws")
        self.tabs.chosen.connect(self.page_chosen)
        check, new = Button(tr("核对文件")), Button(tr("新的抽查"), "filled", icon="shuffle")
        check.clicked.connect(self.replay_requested)
        new.clicked.connect(self.open_form)
        self.header.add_action(check)
        self.header.add_action(new)
        self.set_primary(new)
        self.draw_model: PagedModel[Draw] = PagedModel(DRAWS)
        self.draws = TableView(tr("抽查"), self.draw_model)
        self.pick_model: PagedModel[PickLine] = PagedModel(PICKS)
        self.picks = TableView(tr("抽中对象"), self.pick_model)
        self.list_card = Card(padded=False)
        self.list_card.add(self.draws, 1)
        self.detail = Card(tr("抽中对象"), padded=False)
        self.print, self.file = Button(tr("打印页"), "link"), Button(tr("可重抽的文件"), "link")
        self.print.clicked.connect(self.page_requested)
        self.file.clicked.connect(self.file_requested)
        self.detail.add_action(self.print)
        self.detail.add_action(self.file)
        self.hashes = Label("", "caption", "text2", wrap=True, selectable=True)
        self.detail.add(holder(row((self.hashes, 1), margins=(16, 0, 16, 6))))
        self.detail.add(self.picks, 1)
        self.pick_foot = ListFoot(tr("Enter 打开对象"))
        self.detail.add(self.pick_foot)
        self._none = EmptyState(
            tr("还没有抽查"),
            tr("种子、名单和回避都印在结果页上；任何人拿可重抽的文件都能重抽，被改过的会指出改在哪里。"),
        )
        self.new_form = DrawForm(classes)
        self.new_form.hide()
        self.new_form.closed.connect(self.close_form)
        lists = holder(row(self.list_card, (self.detail, 1), gap=12))
        self.stack = QStackedWidget()
        self.stack.addWidget(lists)
        self.stack.addWidget(self._none)
        self.set_fixed_body(holder(row((self.stack, 1), self.new_form, gap=12, margins=(20, 12, 20, 12))))
        self._fit()  # after it has a parent: a widget shown without one opens as a window
        self.draws.picked.connect(self.picked)
        self.draws.opened.connect(self.picked)
        self.picks.opened.connect(self._open_site)

    def entered(self, record_id: str = "") -> None:
        self.tabs.set_current("draws")
        self.shown.emit()

    def help_text(self) -> str:
        return tr("抽取只用种子和名单算出，不用随机数发生器；同一份文件在任何电脑上抽出同样的结果。")

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._fit()

    def show_draws(self, draws: Sequence[Draw]) -> None:
        """The draws made, newest first."""
        held = HeldRows(draws, lambda draw: draw.id)
        self.draw_model.set_source(held, held.ids())
        self.stack.setCurrentIndex(0 if draws else 1)
        if draws and not self.draws.current_id():
            self.draws.select_id(draws[0].id)

    def show_picks(self, draw: Draw, lines: Sequence[PickLine]) -> None:
        """One draw."""
        done = sum(line.visited_on is not None for line in lines)
        self.detail.set_title(draw.title, tr("{d} 抽取", d=draw.drawn_on))
        self.hashes.setText(
            tr(
                "种子 {s}\n名单哈希 {a}\n结果哈希 {b}",
                s=draw.seed,
                a=_grouped(draw.list_hash),
                b=_grouped(draw.result_hash),
            )
        )
        held = HeldRows(lines, lambda line: line.id)
        self.pick_model.set_source(held, held.ids())
        share = f"{done / len(lines):.0%}" if lines else "—"
        self.pick_foot.set_text(
            tr("抽中 {n} 家", n=len(lines)), tr("已检查 {m} 家（{share}）", m=done, share=share)
        )

    def open_form(self) -> None:
        """Show the form of a new draw."""
        self.new_form.show()
        self._fit()
        self.new_form.title_field.line_edit.setFocus()

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal below the field it names."""
        self.new_form.show_fault(error)

    def close_form(self) -> None:
        """Take the form away."""
        self.new_form.hide()
        self._fit()

    def _open_site(self, key: str) -> None:
        place = self.pick_model.row_of(key)
        line = self.pick_model.row_at(place) if place is not None else None
        if line is not None:
            self.site_opened.emit(line.site.id)

    def _fit(self) -> None:
        open_ = not self.new_form.isHidden()
        self.new_form.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.new_form.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self.stack.setVisible(self._panels or not open_)
        self.list_card.setFixedWidth(_LIST_PX if self._panels else 220)
        self.list_card.setVisible(not (open_ and self._panels))
        wide = self._panels and not open_
        self.picks.show_columns({one.key for one in PICKS} if wide else _NARROW)


def _grouped(digest: str) -> str:
    return " ".join(digest[index : index + 8] for index in range(0, len(digest), 8))
