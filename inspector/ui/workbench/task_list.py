"""The list of tasks: groups by urgency, then what has no day; who, what, by when, and what a late one does to legality."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.casework.deadlines import Urgency
from inspector.services.tasks import GAP, KIND_WORDS, Task
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.tabs import Tab
from inspector.ui.common.tokens import Tone
from inspector.ui.common.words import tr

GROUPS: tuple[tuple[str, str, Mark, Tone], ...] = (
    (Urgency.OVERDUE.value, "逾期", Mark.OVERDUE, "bad"),
    (Urgency.TODAY.value, "今天", Mark.TODAY, "warn"),
    (Urgency.SOON.value, "七日内", Mark.SOON, "text2"),
    (GAP, "证据缺口", Mark.UNKNOWN, "warn"),
    (Urgency.LATER.value, "以后", Mark.LATER, "text2"),
)
_MOST = 60
_ACTION_PX = 104
_WHEN_PX = 132


def group_of(task: Task) -> str:
    """The group a task stands in."""
    return GAP if task.kind == GAP else task.status.value


def task_tabs(tasks: Sequence[Task]) -> tuple[Tab, ...]:
    """All, then each group that has something, with counts."""
    counts = {key: sum(group_of(task) == key for task in tasks) for key, *_ in GROUPS}
    return (
        Tab("all", tr("全部"), len(tasks)),
        *(Tab(key, tr(name), counts[key]) for key, name, _, _ in GROUPS if counts[key]),
    )


class TaskList(QWidget):
    """`opened(page, record_id)`."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._box = column()
        self._actions: list[Button] = []
        self.setLayout(self._box)

    def show_tasks(self, tasks: Sequence[Task], group: str) -> None:
        """The tasks of a group, or of all (`all`)."""
        clear(self._box)
        self._actions = []
        shown = 0
        for key, name, mark, tone in GROUPS:
            rows = [task for task in tasks if group_of(task) == key]
            if not rows or group not in ("all", key):
                continue
            head = Panel("sunken")
            count = Label(tr("{n} 件", n=len(rows)), "caption", "text3")
            head.add(row(Label(tr(name), "dense-bold", tone), count, None))
            self._box.addWidget(head)
            for task in rows[: max(0, _MOST - shown)]:
                self._box.addWidget(self._row(task, mark))
                self._box.addWidget(rule())
                shown += 1
        if not tasks:
            self._box.addWidget(
                EmptyState(
                    tr("没有待办"),
                    tr("立案、告知、送达、信访、责令改正以后，期限会自动列在这里，并写明怎么算的。"),
                )
            )
        elif shown >= _MOST:
            self._box.addWidget(Label(tr("只列出最近的 {n} 件", n=_MOST), "caption", "text3"))
        # One width for the column, wide enough for the longest name in it: right edges stay in line and nothing is cut.
        widest = max((action.sizeHint().width() for action in self._actions), default=0)
        for action in self._actions:
            action.setFixedWidth(max(_ACTION_PX, widest))
        self._box.addStretch(1)

    def _row(self, task: Task, mark: Mark) -> QWidget:
        when = task.when() or (tr("今天办") if task.status is Urgency.TODAY else tr("没有期限"))
        day = f"{task.due}" + (tr("（暂定）") if task.provisional else "") if task.due else ""
        basis = task.basis + ("" if task.verified else tr(" · 原文未核实"))
        urgent = group_of(task) in (Urgency.OVERDUE.value, Urgency.TODAY.value)
        action = Button(tr(task.action), "outlined" if urgent else "link", size="small")
        action.setAccessibleName(
            tr(
                "{action}：{party} {title}，{left}",
                action=task.action,
                party=task.party,
                title=task.title,
                left=when,
            )
        )
        action.clicked.connect(lambda: self.opened.emit(task.page, task.record_id))
        self._actions.append(action)
        days = holder(
            column(
                None,
                row(None, Label(when, "dense-bold", mark.tone)),
                *([row(None, Label(day, "caption", "text3"))] if day else []),
                None,
            )
        )
        days.setFixedWidth(_WHEN_PX)
        lines: list[QWidget] = [
            holder(row(Label(task.title, "dense-bold"), (ElidingLabel(task.party, "dense"), 1), gap=10)),
            ElidingLabel(tr("{kind} · {basis}", kind=KIND_WORDS[task.kind], basis=basis), "caption", "text3"),
        ]
        if task.late:
            lines.append(ElidingLabel(task.late, "caption", "bad"))
        line = holder(
            row(MarkView(mark, 18), (holder(column(*lines)), 1), days, action, gap=12, margins=(16, 7, 12, 7))
        )
        # Eliding labels give way in height too: the row keeps room for each of its lines.
        needed = sum(label.sizeHint().height() for label in lines) + 15
        line.setMinimumHeight(max(51, needed))
        return line
