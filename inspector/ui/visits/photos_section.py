"""Section 4 of a visit: the photo strip, taking in with progress and cancel, what was not taken in and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr
from inspector.ui.photos.strip import VisitPhotoStrip


class PhotosSection(Card):
    """`opened(photo_id)`, `all_requested()`, `add_requested()`, `card_requested()`, `files_requested()`,
    `sign_requested()`, `dropped(paths)`, `moved(id, n)`."""

    opened = Signal(str)
    all_requested = Signal()
    add_requested = Signal()
    card_requested = Signal()
    files_requested = Signal()
    sign_requested = Signal()
    dropped = Signal(list)
    moved = Signal(str, int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("照片"), number=4, parent=parent)
        self._files = Button(
            tr("其他材料"), "link", size="small", tooltip=tr("视频、录音、书证、仪器数据：拖入、说明、移出")
        )
        self._files.clicked.connect(self.files_requested)
        self.sign = Button(
            tr("签名"), "link", size="small", tooltip=tr("当事人、见证人和执法人员手写签名，或登记拒签")
        )
        self.sign.clicked.connect(self.sign_requested)
        self.add_action(self.sign)
        self.add_action(self._files)
        self._all = Button(tr("全部"), "link", size="small", tooltip=tr("打开照片页"))
        self._card = Button(tr("从卡导入"), "link", size="small")
        self._all.clicked.connect(self.all_requested)
        self._card.clicked.connect(self.card_requested)
        self.add_action(self._all)
        self.add_action(self._card)
        self.strip = VisitPhotoStrip()
        self.strip.opened.connect(self.opened)
        self.strip.add_requested.connect(self.add_requested)
        self.strip.dropped.connect(self.dropped)
        self.strip.moved.connect(self.moved)
        self.progress = ProgressPanel(tr("存入照片"))
        self.progress.cancel_requested.connect(lambda _task: self.cancelled.emit())
        self.progress.hide()
        self.add(self.progress)
        self.add(self.strip)
        self.body.addStretch(1)

    def show_photos(self, items: Sequence[PhotoItem], sub: str) -> None:
        """Show the strip and the count with its doubts."""
        self.strip.set_photos(items)
        self.set_sub(sub)
        self._all.setVisible(bool(items))

    def show_progress(self, state: TaskState | None) -> None:
        """Advance of the taking in; None when it ended."""
        self.progress.setVisible(state is not None)
        if state is not None:
            self.progress.show_state(state)

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit takes no more photos here."""
        self.strip.set_read_only(fixed)
        self._card.setVisible(not fixed)
