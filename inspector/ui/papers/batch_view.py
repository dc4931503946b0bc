"""The batch page (成批输出): which papers, how they go out, progress with cancel, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget

from inspector.services.paper_batch import BatchItem, BatchOptions
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.cells import Cell
from inspector.ui.common.date_fields import DateTimeField
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.fields import CheckField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, column, holder, row, scrolled
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr

_PANEL_PX = 304


class BatchRows:
    """The papers as rows of the table; `id` is the place in the batch."""

    def __init__(self, items: Sequence[BatchItem]) -> None:
        self._items = items

    def ids(self) -> list[str]:
        """Places in order."""
        return [str(place) for place in range(len(self._items))]

    def rows(self, ids: Sequence[str]) -> list[tuple[str, BatchItem]]:
        """The papers at these places."""
        return [(place, self._items[int(place)]) for place in ids]


COLUMNS: tuple[Column[tuple[str, BatchItem]], ...] = (
    Column(
        "state",
        tr("状态"),
        lambda r: Cell(
            tr("已出具") if r[1].paper else tr("未出具"), mark=Mark.MET if r[1].paper else Mark.UNKNOWN
        ),
        "mark",
        96,
        sortable=False,
    ),
    Column("title", tr("文书"), lambda r: Cell(r[1].title), "text", 220, stretch=True, sortable=False),
    Column(
        "number",
        tr("文号"),
        lambda r: Cell(r[1].paper.number or "" if r[1].paper else ""),
        "text",
        230,
        sortable=False,
    ),
    Column("owner", tr("当事人"), lambda r: Cell(r[1].owner), "text", 220, sortable=False),
    Column(
        "pages",
        tr("页"),
        lambda r: Cell(str(r[1].paper.pages) if r[1].paper else ""),
        "number",
        56,
        sortable=False,
    ),
)
_NARROW = {"state", "title", "pages"}


class BatchView(Page):
    """`shown(record)`, `day_chosen(date)`, `folder_wanted`, `file_wanted`, `print_wanted`, `cancel_wanted`."""

    shown = Signal(str)
    day_chosen = Signal(object)
    folder_wanted = Signal()
    file_wanted = Signal()
    print_wanted = Signal()
    cancel_wanted = Signal(int)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(tr("成批输出"), back_to=tr("返回"))
        self.presenter: object = None
        self.print = Button(tr("打印"), icon="printer", key="Ctrl+P")
        self.print.clicked.connect(self.print_wanted)
        self.bind("print", self.print_wanted.emit)
        self.folder = Button(tr("写进文件夹"), icon="folder")
        self.folder.clicked.connect(self.folder_wanted)
        self.file = Button(tr("合成一份 PDF"), "filled", icon="download-simple")
        self.file.clicked.connect(self.file_wanted)
        for button in (self.print, self.folder, self.file):
            self.header.add_action(button)
        self.set_primary(self.file)
        self.day = DateTimeField(tr("决定日"), now, with_time=False)
        self.day.committed_at.connect(self.day_chosen)
        self.issue = CheckField(tr("齐全的同时正式出具"))
        self.drafts = CheckField(tr("没有出具的写成草稿"))
        self.scope = Card(tr("范围"))
        self.words = Label("", "dense", "text2", wrap=True)
        self.scope.add(self.words)
        self.scope.add(self.day)
        how = Card(tr("没有出具的"))
        how.add(self.issue)
        how.add(
            Label(
                tr("取文号，文件和校验值一起存下，以后不能改。缺要素的不出具，会列出来。"),
                "caption",
                "text2",
                wrap=True,
            )
        )
        how.add(self.drafts)
        how.add(
            Label(tr("草稿带水印，不得送达。两项都不选时只写已经出具的。"), "caption", "text2", wrap=True)
        )
        self.progress = ProgressPanel(tr("成批输出"), tr("文件夹里已写的留下，合成一份的不写"))
        self.progress.cancel_requested.connect(self.cancel_wanted)
        self.progress.hide()
        self.mark, self.verdict = MarkView(Mark.MET, 18), Label("", "bold", wrap=True)
        self.left_out = QListWidget()
        self.left_out.setAccessibleName(tr("没有写的文书"))
        self.left_out.setWordWrap(True)
        self.result = Card(tr("结果"))
        line = row(self.mark, (self.verdict, 1))
        line.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        self.result.add(line)
        self.result.add(self.left_out, 1)
        self.result.hide()
        self.model: PagedModel[tuple[str, BatchItem]] = PagedModel(COLUMNS)
        self.table = TableView(tr("文书"), self.model)
        self._none = EmptyState(
            tr("没有文书"), tr("换一个决定日看看；检查和案件走到出具文书的一步，文书就列在这里。")
        )
        self.list = Card(tr("文书"), padded=False)
        self.list.add(self.table, 1)
        self.list.add(self._none, 1)
        self._panel = scrolled(holder(column(self.scope, how, self.result, None, gap=12)))
        self._panel.setFixedWidth(_PANEL_PX)
        left = holder(column(self.progress, (self.list, 1), gap=10))
        self.set_fixed_body(holder(row((left, 1), self._panel, gap=14, margins=(20, 10, 20, 10))))

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def apply_form(self, form: PageForm) -> None:
        every = {column.key for column in COLUMNS}
        self._panel.setFixedWidth(_PANEL_PX if form.side_panels else 250)
        self.table.show_columns(every if form.side_panels else every & _NARROW)

    def help_text(self) -> str:
        return tr(
            "一次检查、一宗案件的全部文书，或一天的全部决定书，一次写出。写进文件夹时每份一个文件，已有的文件不覆盖；"
            "合成一份时每份文书一个书签。双面打印时每份从新的一张纸开始。每一份写出或打印的正式文书都记入审计链。"
        )

    def options(self) -> BatchOptions:
        """What is to happen with papers that are not issued."""
        return BatchOptions(issue=self.issue.isChecked(), drafts=self.drafts.isChecked())

    def show_scope(self, words: str, day: date | None) -> None:
        """What the batch is of; `day` shows the day's field."""
        self.words.setText(words)
        self.day.setVisible(day is not None)
        if day is not None:
            self.day.set_value(day)
        self.result.hide()

    def show_items(self, items: Sequence[BatchItem]) -> None:
        """The papers of the scope."""
        rows = BatchRows(items)
        self.model.set_source(rows, rows.ids(), lambda r: r[0])
        issued = sum(item.paper is not None for item in items)
        self.list.set_sub(tr("{n} 份，其中 {i} 份已出具", n=len(items), i=issued) if items else "")
        self.table.setVisible(bool(items))
        self._none.setVisible(not items)
        for button in (self.print, self.folder, self.file):
            button.setEnabled(bool(items))

    def show_result(self, words: str, left_out: Sequence[str]) -> None:
        """What came of it, and each paper that was left out."""
        self.mark.set_mark(Mark.UNKNOWN if left_out else Mark.MET)
        self.verdict.setText(words)
        self.left_out.clear()
        self.left_out.addItems(list(left_out))
        self.left_out.setVisible(bool(left_out))
        self.result.show()
