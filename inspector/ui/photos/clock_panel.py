"""Correcting a camera's clock for the chosen photos: slow or fast, by how much, how that is known."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, row
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr

SLOW, FAST = "slow", "fast"
_DAY_MINUTES = 24 * 60
_MOST_MINUTES = 40 * 366 * _DAY_MINUTES


class ClockPanel(Card):
    """`applied(offset_s, reason)` with seconds to add to the camera's time; `closed()`."""

    applied = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("校正相机时钟"), parent=parent)
        self._count = 0
        self.side = Segmented(tr("相机比准确时间"), (Segment(SLOW, tr("慢")), Segment(FAST, tr("快"))))
        self.side.set_value(SLOW)
        self.minutes = TextField(tr("分"), text="0")
        self.seconds = TextField(tr("秒"), text="0")
        self.reason = TextField(tr("怎么知道的"), placeholder=tr("例如：与手机时间对照"), required=True)
        self.apply = Button(tr("校正"), "outlined")
        close = Button(tr("取消"), "link")
        for field in (self.minutes, self.seconds):
            field.setFixedWidth(96)
        self.add_action(close)
        self.add(
            row(
                column(Label(tr("相机比准确时间"), "sub"), 2, self.side, None),
                self.minutes,
                self.seconds,
                (self.reason, 1),
                column(20, self.apply, None),
                gap=12,
            )
        )
        self.apply.clicked.connect(self._apply)
        self.reason.line_edit.returnPressed.connect(self._apply)
        close.clicked.connect(self.closed)

    def show_count(self, count: int) -> None:
        """How many photos are chosen."""
        self._count = count
        self.apply.setEnabled(count > 0)
        self.set_sub(
            tr("选中 {n} 张。相机自己的时间保留；填 0 分 0 秒撤销校正。", n=count)
            if count
            else tr("先在下面选照片：Ctrl 加点选几张，Ctrl+A 全选")
        )

    def _apply(self) -> None:
        minutes, seconds = _number(self.minutes, _MOST_MINUTES), _number(self.seconds, 59)
        self.reason.clear_line()
        if not self.reason.text():
            self.reason.set_fault(tr("写明怎么知道差多少"))
            self.reason.line_edit.setFocus()
        elif minutes is not None and seconds is not None and self._count:
            ahead = -1 if self.side.value() == FAST else 1
            self.applied.emit(ahead * (minutes * 60 + seconds), self.reason.text())


def _number(field: TextField, most: int) -> int | None:
    """The whole number in a field, or None with the fault shown."""
    field.clear_line()
    text = field.text() or "0"
    if text.isascii() and text.isdigit() and int(text) <= most:
        return int(text)
    field.set_fault(tr("填整数"))
    field.line_edit.setFocus()
    return None
