"""The question inside the page when a signed record is changed: why, or not after all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from inspector.domain.errors import InspectorError
from inspector.ui.common.buttons import Button
from inspector.ui.common.fields import TextField
from inspector.ui.common.marks import Mark
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.words import tr


class ReasonQuestion(NoticePanel):
    """`given(reason)` or `dropped()`; it cannot be closed without either, for something typed is not stored."""

    given = Signal(str)
    dropped = Signal()

    def __init__(self, error: InspectorError) -> None:
        super().__init__(error.what, error.why, mark=Mark.UNKNOWN, closable=False)
        self.reason = TextField(tr("更正理由"), required=True, placeholder=tr("例如：日期笔误，照片时间为证"))
        self.save, self.drop = Button(tr("写明理由并保存")), Button(tr("放弃改动"), "link")
        self.save.clicked.connect(self._give)
        self.drop.clicked.connect(self._drop)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(box.count() - 1, self.reason)  # above the buttons
        self.add_action(self.drop)
        self.add_action(self.save)

    def _give(self) -> None:
        text = self.reason.text().strip()
        if not text:
            self.reason.set_fault(tr("写明为什么改；签名时的内容保留在记录历史里"))
            self.reason.line_edit.setFocus()
            return
        self.closed.emit()
        self.given.emit(text)

    def _drop(self) -> None:
        self.closed.emit()
        self.dropped.emit()
