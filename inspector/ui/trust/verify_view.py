"""The page of the full check: every file re-hashed, with progress and cancel; four findings apart, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from inspector.services.findings_of_check import Finding, Found, FoundFile
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr

SHOWN = 100
_WHAT = (
    tr("照片、其他材料和文书：每个文件重新计算 SHA-256，与存入时比较。"),
    tr("数据库：每条记录与审计链里最后一次写入比较，链从头到尾重算。"),
    tr("只读不改，可以取消；材料多的几分钟。结果分为相符、不符、未能核对，不符的逐个列出并写明该怎么办。"),
)
_NEXT = {
    Finding.MISSING: tr(
        "文件不在了。先别再存入，从备份盘、原始载体或另一台电脑找回同一文件再核对；找不回的材料不能再作证据用。"
    ),
    Finding.DAMAGED: tr(
        "内容与存入时不同。不要再用这份材料打印或移送；从原始载体重新存入同一文件，程序会换上完好的并保留损坏件。"
    ),
    Finding.UNCHECKED: tr(
        "读不出来，既不能说对，也不能说错。检查硬盘、连接和权限后再核对一次；仍读不出的先复制整个数据文件夹。"
    ),
    Finding.STRANGE: tr(
        "证据库里有记录没有提到的文件，多半是手工放进去的。程序不会使用也不会删除；确认来历后自行移走。"
    ),
}
_MARKS = {
    Finding.MISSING: Mark.UNMET,
    Finding.DAMAGED: Mark.UNMET,
    Finding.UNCHECKED: Mark.UNKNOWN,
    Finding.STRANGE: Mark.RECHECK,
}


@dataclass(frozen=True, slots=True)
class VerifyState:
    """The result of a check: its verdict in words, the counted lines, what is wrong with the records, the files found."""

    mark: Mark
    words: str
    lines: tuple[str, ...]
    faults: tuple[str, ...]
    found: Found


class VerifyView(Page):
    """`start_requested()`, `cancelled()`."""

    start_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(tr("核对全部"), back_to=tr("设置"))
        self.presenter: object = None
        self.start = Button(tr("开始核对"), "filled")
        self.start.clicked.connect(self.start_requested)
        self.header.add_action(self.start)
        self.set_primary(self.start)
        self.progress = ProgressPanel(
            tr("正在核对"), tr("逐个重算哈希，只读不改；可以取消，取消后没有结论。")
        )
        self.progress.cancel_requested.connect(lambda _task: self.cancelled.emit())
        self.progress.hide()
        self._mark, self.verdict = MarkView(Mark.UNKNOWN, 18), Label("", "card", wrap=True)
        self._lines = column(gap=2)
        verdict = Card()
        verdict.add(row(self._mark, (self.verdict, 1)))
        verdict.add(self._lines)
        self._groups = column(gap=10)
        self.body.addWidget(self.progress)
        self.body.addWidget(verdict)
        self.body.addWidget(holder(self._groups))
        self.body.addStretch(1)
        self.show_words(Mark.UNKNOWN, tr("还没有核对"))
        for line in _WHAT:
            self._lines.addWidget(Label(line, "dense", "text2", wrap=True))

    def show_words(self, mark: Mark, words: str) -> None:
        """Where the check stands; results of a former one go away."""
        self._mark.set_mark(mark)
        self.verdict.setText(words)
        clear(self._lines)
        clear(self._groups)

    def show_running(self, running: bool) -> None:
        """A check is under way."""
        self.start.setEnabled(not running)
        if not running:
            self.progress.hide()

    def show_progress(self, state: TaskState) -> None:
        """How far it is."""
        self.progress.show()
        self.progress.show_state(state)

    def show_result(self, state: VerifyState) -> None:
        """Verdict, counts, and each kind of finding with what to do next."""
        self.show_words(state.mark, state.words)
        for line in state.lines:
            self._lines.addWidget(Label(line, "dense", "text2", wrap=True, selectable=True))
        if state.faults:
            card = Card(tr("记录与审计链不符"), tr("{n} 处", n=len(state.faults)))
            card.add(
                Label(
                    tr(
                        "数据库里的记录与审计链对不上。停止使用这份数据打印文书，把本页结果和整个数据文件夹交给负责人。"
                    ),
                    "dense",
                    wrap=True,
                )
            )
            self._add_lines(card, state.faults)
            self._groups.addWidget(card)
        for kind, files in state.found.items():
            if files:
                self._groups.addWidget(self._group(kind, files))

    def entered(self, record_id: str = "") -> None:
        """A check is started by its button, or at once for the record `run`."""
        if record_id == "run" and self.start.isEnabled():
            self.start_requested.emit()

    def help_text(self) -> str:
        """What the page does."""
        return tr(
            "重新计算每个文件的哈希，与存入时比较；再核对审计链和每条记录。缺失、内容不符、未能核对、库外文件是四回事，"
            "分开列出。程序只报告，不修复、不删除；结果记入保管记录。"
        )

    def _group(self, kind: Finding, files: Sequence[FoundFile]) -> Card:
        card = Card(kind.label, tr("{n} 个", n=len(files)))
        card.add(row(MarkView(_MARKS[kind], 16), (Label(_NEXT[kind], "dense", wrap=True), 1)))
        for file in files[:SHOWN]:
            head = "　".join(part for part in (file.store, file.name, file.where) if part)
            card.add(Label(head, "dense-bold", wrap=True, selectable=True))
            card.add(Label(file.detail, "caption", wrap=True, selectable=True))
        self._add_rest(card, len(files))
        return card

    def _add_lines(self, card: Card, lines: Sequence[str]) -> None:
        for line in lines[:SHOWN]:
            card.add(Label(line, "caption", wrap=True, selectable=True))
        self._add_rest(card, len(lines))

    def _add_rest(self, card: Card, count: int) -> None:
        if count > SHOWN:
            card.add(Label(tr("还有 {n} 个，用命令行 inspector verify 看全部", n=count - SHOWN), "caption"))
