"""A ledger file beside the stored cases: the verdict, then every difference, gap and problem; a line opens its case."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from inspector.services.ledger_compare import LedgerComparison
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr

_MOST = 500
_CASE = Qt.ItemDataRole.UserRole


class ComparePanel(Card):
    """`opened(case_id)`, `again_requested()`, `closed()`."""

    opened = Signal(str)
    again_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("核对台账"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.mark = MarkView(Mark.UNKNOWN, 18)
        self.verdict = Label("", "bold", wrap=True)
        self.detail = Label("", "caption", "text2", wrap=True)
        self.lines = QListWidget()
        self.lines.setAccessibleName(tr("核对结果，回车打开案件"))
        self.lines.setWordWrap(True)
        self.lines.itemActivated.connect(self._open)
        again = Button(tr("换一个文件"), "link")
        again.clicked.connect(self.again_requested)
        self.add(row(self.mark, (self.verdict, 1)))
        self.add(self.detail)
        self.add(self.lines, 1)
        self.add(row(again, None))

    def show_reading(self, name: str) -> None:
        """A file is being read."""
        self.set_title(tr("核对 {name}", name=name))
        self.mark.set_mark(Mark.UNKNOWN)
        self.verdict.setText(tr("正在核对"))
        self.detail.setText(tr("只看不改：案件和表格都不会变。"))
        self.lines.clear()

    def show_result(self, found: LedgerComparison) -> None:
        """What was found."""
        self.lines.clear()
        self.mark.set_mark(Mark.MET if found.same else Mark.UNMET)
        self.verdict.setText(
            tr("与本机一致，共 {n} 宗", n=found.matched)
            if found.same
            else tr(
                "不同 {d} 处，本机没有 {a} 行，表里没有 {b} 宗",
                d=found.difference_count,
                a=len(found.not_stored),
                b=len(found.not_in_file),
            )
        )
        self.detail.setText(
            tr(
                "读了 {rows} 行，对上 {matched} 宗，一致 {equal} 宗；表格问题 {problems} 处。表里没有的，只看{asked}。只看不改。",
                rows=found.rows,
                matched=found.matched,
                equal=found.equal,
                problems=found.problem_count,
                asked=found.asked,
            )
        )
        self._add((entry.text(), entry.case_id) for entry in found.differences)
        self._add((entry.text(), entry.case_id) for entry in (*found.not_stored, *found.not_in_file))
        self._add((entry.text(), "") for entry in found.problems)
        if found.unmatched_headings:
            self.lines.addItem(tr("没有用到的列：{names}", names="、".join(found.unmatched_headings)))

    def _add(self, entries: Iterable[tuple[str, str]]) -> None:
        shown = list(entries)
        for text, case_id in shown[:_MOST]:
            item = QListWidgetItem(text)
            item.setData(_CASE, case_id)
            self.lines.addItem(item)
        if len(shown) > _MOST:
            self.lines.addItem(tr("……还有 {n} 条，用命令行 ledger compare 看全部", n=len(shown) - _MOST))

    def _open(self, item: QListWidgetItem) -> None:
        case_id = item.data(_CASE)
        if case_id:
            self.opened.emit(str(case_id))
