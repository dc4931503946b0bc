"""Campaigns (专项行动): the list, and the form of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.supervision_records import Campaign
from inspector.domain.times import parse_day
from inspector.services.campaigns import CampaignLine
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.checks import CheckField
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr
from inspector.ui.supervision.rows import HeldRows

_SIDE_PX = 380


def state_cell(campaign: Campaign, day: date) -> Cell:
    """Where a campaign stands on a day, as mark and word."""
    if campaign.closed_on is not None:
        return Cell(tr("已总结"), mark=Mark.MET)
    if day < campaign.starts_on:
        return Cell(tr("未开始"), mark=Mark.LATER)
    if day > campaign.ends_on:
        return Cell(tr("待总结"), mark=Mark.TODAY)
    return Cell(tr("进行中"), mark=Mark.SOON)


def columns(day: date, kinds: Mapping[str, str]) -> tuple[Column[CampaignLine], ...]:
    """The list's columns on a day; `kinds`: words of the kinds of inspection."""

    def looks_at(campaign: Campaign) -> str:
        return "、".join(kinds.get(key, key) for key in sorted(campaign.focus_ids())) or tr("各类检查")

    return (
        Column(
            "name",
            tr("行动 / 重点"),
            lambda line: Cell(
                line.campaign.name,
                looks_at(line.campaign),
                tooltip="、".join(line.campaign.unit_names()),
            ),
            "pair",
            stretch=True,
            sortable=False,
        ),
        Column(
            "visits", tr("检查"), lambda line: Cell(f"{line.visits:,}"), "number", width=80, sortable=False
        ),
        Column("cases", tr("案件"), lambda line: Cell(f"{line.cases:,}"), "number", width=80, sortable=False),
        Column(
            "starts_on",
            tr("起日"),
            lambda line: Cell(str(line.campaign.starts_on)),
            "date",
            width=104,
            sortable=False,
        ),
        Column(
            "ends_on",
            tr("止日"),
            lambda line: Cell(str(line.campaign.ends_on)),
            "date",
            width=104,
            sortable=False,
        ),
        Column(
            "state",
            tr("状态"),
            lambda line: state_cell(line.campaign, day),
            "mark",
            width=110,
            sortable=False,
        ),
    )


_USUAL_TARGETS = (
    "检查次数=120\n双随机完成比例=100%\n每人每月检查记录=5\n发现违法立案比例=100%\n信访投诉变化=-10%"
)


class CampaignForm(Card):
    """A new campaign, or one that is changed. `planned(campaign, targets)`: targets as typed, one a line."""

    planned = Signal(object, list)
    closed = Signal()

    def __init__(self, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("新建行动"))
        self._campaign: Campaign | None = None
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.name = TextField(tr("名称"), required=True, placeholder=tr("如 利剑九号"))
        self.starts = TextField(tr("起日"), required=True, placeholder="2026-03-01")
        self.ends = TextField(tr("止日"), required=True, placeholder="2026-12-31")
        self.units = TextField(tr("参加单位"), hint=tr("逗号分开；名次按它们排"))
        self.targets = TextAreaField(
            tr("目标，一行一个"),
            hint=tr("名称=数值；@ 后写目标日，不写为行动结束"),
            lines=6,
        )
        self.focus = {key: CheckField(name) for key, name in kinds}
        ticks = list(self.focus.values())
        kinds_part = column(
            Label(tr("重点类别"), "sub"),
            *(
                row(*((tick, 1) for tick in ticks[place : place + 2]), gap=10)
                for place in range(0, len(ticks), 2)
            ),
            Label(tr("不勾为各类都看"), "caption", "text2"),
            gap=2,
        )
        self.save = Button(tr("定下行动"))
        self.save.clicked.connect(self._plan)
        inner = column(
            self.name,
            row(self.starts, self.ends, gap=10),
            self.units,
            kinds_part,
            self.targets,
            None,
            gap=10,
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(holder(inner, "page-body"))
        self.add(area, 1)
        self.add(row(None, self.save))

    def show_plan(self, campaign: Campaign | None, targets: Sequence[str] = ()) -> None:
        """Fill the form with a campaign that is to be changed; None empties it for a new one."""
        self._campaign = campaign
        self.set_title(tr("修改行动") if campaign else tr("新建行动"))
        self.name.set_text(campaign.name if campaign else "")
        self.starts.set_text(campaign.starts_on.isoformat() if campaign else "")
        self.ends.set_text(campaign.ends_on.isoformat() if campaign else "")
        self.units.set_text("，".join(campaign.unit_names()) if campaign else "")
        focus = campaign.focus_ids() if campaign else frozenset()
        for key, tick in self.focus.items():
            tick.setChecked(key in focus)
        self.targets.set_text("\n".join(targets) if campaign else _USUAL_TARGETS)
        for field in (self.name, self.starts, self.ends, self.units, self.targets):
            field.clear_line()

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal below the field it names."""
        field = {"行动名称": self.name, "起日": self.starts, "止日": self.ends, "参加单位": self.units}.get(
            error.field
        )
        (field or self.targets).set_error(error)

    def _plan(self) -> None:
        for field in (self.name, self.starts, self.ends, self.units, self.targets):
            field.clear_line()
        try:
            starts, ends = parse_day(self.starts.text(), "起日"), parse_day(self.ends.text(), "止日")
        except InvalidValueError as error:
            self.show_fault(error)
            return
        former = self._campaign or Campaign(name="", starts_on=starts, ends_on=ends)
        campaign = replace(
            former,
            name=self.name.text(),
            starts_on=starts,
            ends_on=ends,
            units=self.units.text(),
            focus=",".join(key for key, tick in self.focus.items() if tick.isChecked()),
        )
        lines = [line.strip() for line in self.targets.text().splitlines() if line.strip()]
        self.planned.emit(campaign, lines)


class CampaignsView(Page):
    """`opened(id)`, `shown()`, `change_requested(id)`; `new_form.planned`."""

    opened = Signal(str)
    shown = Signal()
    change_requested = Signal(str)

    def __init__(self, day: date, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("专项行动"))
        self.presenter: object = None
        self._panels = True
        new = Button(tr("新建行动"), "filled", icon="plus")
        new.clicked.connect(lambda: self.open_form())
        self.header.add_action(new)
        self.set_primary(new)
        self.model: PagedModel[CampaignLine] = PagedModel(columns(day, dict(kinds)))
        self.table = TableView(tr("专项行动"), self.model)
        self.list_foot = ListFoot(tr("↑↓ 选择   Enter 打开"))
        self._none = EmptyState(
            tr("还没有专项行动"),
            tr(
                "定下名称、起止日和目标，检查和案件归入后，进度和名次自动算出；原来写着行动名称的案件会一并归入。"
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.main = Card(padded=False)
        self.main.add(self._stack, 1)
        self.main.add(self.list_foot)
        self.new_form = CampaignForm(kinds)
        self.new_form.hide()
        self.new_form.closed.connect(self.close_form)
        self.set_fixed_body(holder(row((self.main, 1), self.new_form, gap=12, margins=(20, 12, 20, 12))))
        self._fit()  # after it has a parent: a widget shown without one opens as a window
        self.table.opened.connect(self.opened)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()
        if record_id:
            self.change_requested.emit(record_id)

    def help_text(self) -> str:
        return tr("可以同时有几个行动；一次检查、一宗案件最多归入一个。")

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._fit()

    def show_campaigns(self, campaigns: Sequence[CampaignLine], running: int) -> None:
        """The list."""
        held = HeldRows(campaigns, lambda line: line.id)
        self.model.set_source(held, held.ids())
        self._stack.setCurrentIndex(0 if campaigns else 1)
        self.list_foot.set_text(tr("{n} 个行动", n=len(campaigns)), tr("进行中 {n}", n=running))

    def open_form(self, campaign: Campaign | None = None, targets: Sequence[str] = ()) -> None:
        """Show the form of a new campaign, or of one that is to be changed."""
        self.new_form.show_plan(campaign, targets)
        self.new_form.show()
        self._fit()
        self.new_form.name.line_edit.setFocus()

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal below the field it names."""
        self.new_form.show_fault(error)

    def close_form(self) -> None:
        """Take the form away."""
        self.new_form.hide()
        self._fit()

    def _fit(self) -> None:
        self.new_form.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.new_form.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self.main.setVisible(self._panels or self.new_form.isHidden())
