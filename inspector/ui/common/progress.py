"""The progress of one task: title with count, bar, time left, what cancelling keeps, 取消."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.tasks import TaskRunner, TaskState
from inspector.ui.common.words import tr


def time_left_text(done: int, total: int, elapsed_s: float) -> str:
    """ "约 40 秒", empty until it can be told (a tenth done and two seconds passed)."""
    if total <= 0 or done <= 0 or elapsed_s < 2 or done * 10 < total:
        return ""
    left = elapsed_s * (total - done) / done
    if left < 60:
        return tr("约 {n} 秒", n=max(1, round(left / 5) * 5 or 1))
    return tr("约 {n} 分钟", n=round(left / 60) or 1)


class ProgressPanel(QFrame):
    """Shows one task's states; `cancel_requested(task_id)`. `kept` says what cancelling keeps."""

    cancel_requested = Signal(int)

    def __init__(self, title: str = "", kept: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "card")
        self._task_id = 0
        self._since = time.monotonic()
        self._title = ElidingLabel(title, "card", bold=True)
        self._left = Label("", "sub")
        self._cancel = Button(tr("取消"), size="small")
        self._cancel.clicked.connect(lambda: self.cancel_requested.emit(self._task_id))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title or tr("进度"))
        self._kept = ElidingLabel(kept, "caption", "text2")
        self._now = ElidingLabel("", "caption", "text3")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title, 1)
        head.addWidget(self._left)
        head.addWidget(self._cancel)
        foot = QHBoxLayout()
        foot.addWidget(self._kept, 1)
        foot.addWidget(self._now)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 12, 10)
        box.setSpacing(6)
        for part in (head, self._bar, foot):
            if isinstance(part, QProgressBar):
                box.addWidget(part)
            else:
                box.addLayout(part)
        self._heading = title

    def show_state(self, state: TaskState) -> None:
        """Show the newest state of the task."""
        if state.id != self._task_id:
            self._task_id = state.id
            self._since = time.monotonic()
        heading = self._heading or state.title
        count = f" {state.done:,} / {state.total:,}" if state.total else ""
        self._title.set_text(heading + count)
        self._bar.setRange(0, state.total)
        self._bar.setValue(state.done)
        self._left.setText(
            tr("正在取消")
            if state.cancelling
            else time_left_text(state.done, state.total, time.monotonic() - self._since)
        )
        self._now.set_text(state.text)
        self._cancel.setVisible(state.cancellable)
        self._cancel.setEnabled(not state.cancelling)


class TaskList(QFrame):
    """All running tasks, one panel each; listens to the runner and hides itself when nothing runs."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "float")
        self.setAccessibleName(tr("正在进行的工作"))
        self._runner = runner
        self._panels: dict[int, ProgressPanel] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._box.setSpacing(8)
        runner.progressed.connect(self._on_progressed)
        runner.ended.connect(self._on_ended)
        self.hide()

    def count(self) -> int:
        """Tasks shown."""
        return len(self._panels)

    def _on_progressed(self, state: TaskState) -> None:
        panel = self._panels.get(state.id)
        if panel is None:
            panel = ProgressPanel()
            panel.cancel_requested.connect(self._runner.cancel)
            self._panels[state.id] = panel
            self._box.addWidget(panel)
        panel.show_state(state)
        self.adjustSize()

    def _on_ended(self, task_id: int) -> None:
        panel = self._panels.pop(task_id, None)
        if panel is not None:
            self._box.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        if not self._panels:
            self.hide()
        self.adjustSize()
