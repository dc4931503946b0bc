"""The year report (年报): the text with its numbers, the table of figures, targets, and the rows behind a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.casework.yearly import Figure, TargetResult, YearReport
from inspector.services.year_report import ReportRow
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.chips import Chip
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.layout import PageForm, column, holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr
from inspector.ui.statistics.rows import RECORDS
from inspector.ui.supervision.report_text import ReportText
from inspector.ui.supervision.rows import HeldRows

_SIDE_PX = 430
FIGURES: tuple[Column[Figure], ...] = (
    Column("name", tr("指标"), lambda f: Cell(f.name, tooltip=f.rule), stretch=True, sortable=False),
    Column("text", tr("本年"), lambda f: Cell(f.text, bold=True), "number", width=120, sortable=False),
    Column("before", tr("上年"), lambda f: Cell(f.before_text), "number", width=110, sortable=False),
    Column("change", tr("变化"), lambda f: Cell(f.change_text), width=150, sortable=False),
)
_MARKS = {
    "达到": Mark.MET,
    "目前达到": Mark.MET,
    "未达到": Mark.UNMET,
    "目前未达到": Mark.UNMET,
    "进行中": Mark.UNKNOWN,
    "未有数据": Mark.UNKNOWN,
}
TARGETS: tuple[Column[TargetResult], ...] = (
    Column("name", tr("指标"), lambda t: Cell(t.name), stretch=True, sortable=False),
    Column("wanted", tr("本年目标"), lambda t: Cell(t.wanted), width=140, sortable=False),
    Column("found", tr("结果"), lambda t: Cell(t.found), width=110, sortable=False),
    Column(
        "verdict",
        tr("达到"),
        lambda t: Cell(t.verdict if t.verdict != "—" else tr("未定目标"), mark=_MARKS.get(t.verdict)),
        "mark",
        width=110,
        sortable=False,
    ),
    Column("next", tr("下年目标"), lambda t: Cell(t.next_wanted), width=140, sortable=False),
)


class YearReportView(Page):
    """`year_chosen(year)`, `figure_opened(key)`, `row_opened(id)`, `export_requested(format)`, `target_set(key, text)`, `shown()`."""

    year_chosen = Signal(int)
    figure_opened = Signal(str)
    row_opened = Signal(str)
    export_requested = Signal(str)
    target_set = Signal(str, str)
    shown = Signal()

    def __init__(self, years: Sequence[int], figures: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("年报"))
        self.presenter: object = None
        self._panels = True
        self.sample = Chip(tr("含示例数据"), "warn")
        self.sample.hide()
        self.year = ChoiceField(tr("年份"), tuple((str(y), tr("{y} 年", y=y)) for y in years))
        word, pdf = Button(tr("导出 Word"), icon="export"), Button(tr("导出 PDF"), "filled", icon="export")
        for button, form in ((word, "docx"), (pdf, "pdf")):
            button.clicked.connect(lambda _checked=False, form=form: self.export_requested.emit(form))
            self.header.add_action(button)
        self.bind("export", lambda: self.export_requested.emit("pdf"))
        self.set_primary(pdf)
        self.tabs = TabRow(
            (Tab("text", tr("报告")), Tab("figures", tr("数据表")), Tab("targets", tr("目标与结果")))
        )
        self.text = ReportText()
        self.figure_model: PagedModel[Figure] = PagedModel(FIGURES)
        self.figures = TableView(tr("数据表"), self.figure_model)
        self.target_model: PagedModel[TargetResult] = PagedModel(TARGETS)
        self.targets = TableView(tr("目标与结果"), self.target_model)
        self._none = EmptyState(
            tr("这一年没有可以统计的记录"),
            tr("有了决定、清单、巡查或信访的记录，报告就写出来；没有记录的数不写。"),
        )
        self.stack = QStackedWidget()
        self._target_figure = ChoiceField(tr("下年目标的指标"), tuple(figures))
        self._target_figure.set_value(figures[0][0])
        self._target_text = TextField(tr("目标"), placeholder=tr("如 85、-10%"))
        self._build(
            holder(
                row(
                    (self._target_figure, 2),
                    (self._target_text, 1),
                    self._set_button(),
                    gap=10,
                    margins=(16, 0, 16, 0),
                )
            )
        )
        self.year.chosen.connect(lambda text: self.year_chosen.emit(int(text)))
        self.tabs.chosen.connect(self._choose)
        self.text.opened.connect(self.figure_opened)
        self.figures.opened.connect(self.figure_opened)
        self.targets.opened.connect(self.figure_opened)
        self.rows_table.opened.connect(self.row_opened)

    def _set_button(self) -> Button:
        button = Button(tr("定目标"))
        button.clicked.connect(
            lambda: self.target_set.emit(self._target_figure.value(), self._target_text.text())
        )
        return button

    def _build(self, target_form: QWidget) -> None:
        targets = holder(column((self.targets, 1), target_form, gap=10, margins=(0, 0, 0, 8)))
        text = holder(column((self.text, 1), margins=(8, 4, 8, 8)))
        for widget in (text, self.figures, targets, self._none):
            self.stack.addWidget(widget)
        self.main = Card(padded=False)
        self.main.add(row(self.tabs, None, self.sample, self.year, gap=12, margins=(16, 6, 16, 6)))
        self.main.add(self.stack, 1)
        self.foot_line = ListFoot(tr("点数字看记录 · Enter 打开"))
        self.main.add(self.foot_line)
        self.side = Card(tr("记录"), padded=False)
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.close_rows)
        self.side.add_action(close)
        self.row_model: PagedModel[ReportRow] = PagedModel(RECORDS)
        self.rows_table = TableView(tr("记录"), self.row_model)
        self.row_foot = ListFoot(tr("Enter 打开"))
        self.side.add(self.rows_table, 1)
        self.side.add(self.row_foot)
        self.side.hide()
        self.set_fixed_body(holder(row((self.main, 1), self.side, gap=12, margins=(20, 12, 20, 12))))
        self._fit()  # after it has a parent: a widget shown without one opens as a window

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def help_text(self) -> str:
        return tr(
            "每个数都来自记录：点数字打开它的记录；没有记录的数不写。口径写在数据表的提示和导出文件里。"
        )

    def apply_form(self, form: PageForm) -> None:
        self._panels = form.side_panels
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.text.restyle()

    def show_report(self, report: YearReport) -> None:
        """The report of a year."""
        self.year.set_value(str(report.year))
        self.sample.setVisible(report.samples)
        self.text.show_paragraphs(report.paragraphs)
        held = HeldRows(report.figures, lambda figure: figure.key)
        self.figure_model.set_source(held, held.ids(), lambda figure: figure.key)
        aims = HeldRows(report.targets, lambda target: target.key)
        self.target_model.set_source(aims, aims.ids(), lambda target: target.key)
        self._empty = not report.figures
        self.foot_line.set_text(tr("{y} · {n} 个指标", y=report.days, n=len(report.figures)), "")
        self.header.set_sub(
            tr("每个数都能打开它的记录；没有记录的不写")
            if report.until is None
            else tr("今年还没有结束：统计到今天，与上年同期比较")
        )
        self._choose(self.tabs.current())

    def show_rows(self, title: str, rule: str, rows: Sequence[ReportRow]) -> None:
        """The rows behind a number, with its counting rule."""
        held = HeldRows(rows, lambda entry: entry.id)
        self.row_model.set_source(held, held.ids())
        self.side.set_title(title)
        self.row_foot.set_text(tr("{n} 条", n=f"{len(rows):,}"), rule)
        self.row_foot.setToolTip(rule)
        self.side.show()
        self._fit()
        self.rows_table.setFocus()

    def row_of(self, key: str) -> ReportRow | None:
        """The row of an id given by `row_opened`."""
        place = self.row_model.row_of(key)
        return self.row_model.row_at(place) if place is not None else None

    def close_rows(self) -> None:
        """Take the rows away."""
        self.side.hide()
        self._fit()

    def clear_target(self) -> None:
        """Empty the target's field after it was set."""
        self._target_text.set_text("")

    _empty = False

    def _choose(self, tab: str) -> None:
        index = {"text": 0, "figures": 1, "targets": 2}.get(tab, 0)
        self.stack.setCurrentIndex(3 if self._empty and index < 2 else index)

    def _fit(self) -> None:
        """Beside the report when wide, in its place when not."""
        self.side.setMinimumWidth(_SIDE_PX if self._panels else 0)
        self.side.setMaximumWidth(_SIDE_PX if self._panels else 16_777_215)
        self.main.setVisible(self._panels or self.side.isHidden())
