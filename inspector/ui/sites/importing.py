"""The import of a sheet: what was read, each fault with its row, known codes with a choice, then all or nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget

from inspector.services.site_import import ImportPreview
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.words import tr

_MOST = 500


class ImportPanel(Card):
    """`commit_requested(with_twins)`, `again_requested()`, `closed()`."""

    commit_requested = Signal(bool)
    again_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("导入表格"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.mark = MarkView(Mark.UNKNOWN, 18)
        self.verdict = Label("", "bold", wrap=True)
        self.detail = Label("", "caption", "text2", wrap=True)
        self.lines = QListWidget()
        self.lines.setAccessibleName(tr("逐行结果"))
        self.lines.setWordWrap(True)
        self.twins = CheckField(tr("信用代码已有的行也写入"))
        self.progress = ProgressPanel(tr("读取表格"))
        self.again = Button(tr("换一个文件"), "link")
        self.again.clicked.connect(self.again_requested)
        self.commit = Button(tr("写入"))
        self.commit.clicked.connect(lambda: self.commit_requested.emit(self.twins.isChecked()))
        self.add(row(self.mark, (self.verdict, 1)))
        self.add(self.detail)
        self.add(self.progress)
        self.add(self.lines, 1)
        self.add(self.twins)
        self.add(row(self.again, None, self.commit))
        self.progress.hide()

    def show_reading(self, name: str) -> None:
        """A sheet is being read."""
        self.set_title(tr("导入 {name}", name=name))
        self.mark.set_mark(Mark.UNKNOWN)
        self.verdict.setText(tr("正在核对"))
        self.detail.setText(tr("现在还没有写入任何内容"))
        self.lines.clear()
        self.twins.hide()
        self.commit.setEnabled(False)

    def show_preview(self, preview: ImportPreview) -> None:
        """What the import would do."""
        self.lines.clear()
        self.commit.setEnabled(preview.ready)
        self.twins.setVisible(bool(preview.twins) and preview.ready)
        if preview.ready:
            self.mark.set_mark(Mark.MET)
            self.verdict.setText(tr("{n} 行都可以导入", n=len(preview.sites)))
            kept = (
                tr("信用代码已有的 {n} 行默认不写入，由你决定。", n=len(preview.twins))
                if preview.twins
                else ""
            )
            self.detail.setText(kept or tr("写入是一次完成的：要么全部，要么都不写。"))
            self.commit.setText(tr("写入 {n} 行", n=len(preview.sites) - len(preview.twins)))
        else:
            rows = len({fault.row_number for fault in preview.faults})
            self.mark.set_mark(Mark.UNMET)
            self.verdict.setText(
                tr("{n} 行有错，整份都没有写入", n=rows) if rows else tr("表里没有可以导入的行")
            )
            self.detail.setText(tr("原文件未改动。改好下面各处，再导入一次。"))
        for fault in preview.faults[:_MOST]:
            self.lines.addItem(fault.text())
        for twin in preview.twins[:_MOST]:
            self.lines.addItem(
                tr(
                    "第 {row} 行 {name}：信用代码 {known}",
                    row=twin.row_number,
                    name=twin.name,
                    known=twin.known_as,
                )
            )
        if preview.unmatched_headings:
            self.lines.addItem(tr("没有用到的列：{names}", names="、".join(preview.unmatched_headings)))
