"""What stays at the right of the compact form: the verdict and the newest photos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.ui.common.bars import LevelBar
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.words import tr
from inspector.ui.photos.strip import VisitPhotoStrip
from inspector.ui.visits.readings_section import level_state
from inspector.ui.visits.shown import VerdictState


class VerdictCard(Card):
    """Verdict, figures and level bar in small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Label("", "card")
        self._detail = ElidingLabel("", "dense", "text2")
        self._bar = LevelBar()
        for part in (self._title, self._detail, self._bar):
            self.add(part)
        self.body.setSpacing(2)
        self.body.setContentsMargins(16, 8, 16, 0)

    def show_verdict(self, state: VerdictState) -> None:
        """Show it."""
        self._title.setText(state.title)
        self._title.set_tone(state.tone or "text2")
        parts = []
        if state.value is not None:
            parts.append(tr("实测 {value:g}", value=state.value))
        if state.limit is not None:
            parts.append(tr("限 {limit:g}", limit=state.limit))
        if state.period:
            parts.append(state.period)
        self._detail.set_text(" · ".join(parts) or state.detail)
        self._bar.set_level(level_state(state))
        self._bar.setVisible(state.limit is not None)
        self.setAccessibleName(f"{state.title}，{self._detail.text()}")


class PhotosCard(Card):
    """The first two photos and the way to add."""

    opened = Signal(str)
    add_requested = Signal()
    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("照片"), parent=parent)
        self._strip = VisitPhotoStrip(limit=2, across=2)
        self._strip.add_tile().setText(tr("添加"))
        self._strip.opened.connect(self.opened)
        self._strip.dropped.connect(self.dropped)
        self._strip.add_requested.connect(self.add_requested)
        self._strip.add_tile().hide()
        self._add = Button(tr("拍照或添加"), icon="camera", size="small")
        self._add.clicked.connect(self.add_requested)
        self.add(self._strip)
        self.add(self._add)
        self.body.setSpacing(4)

    def show_photos(self, items: Sequence[PhotoItem]) -> None:
        """Show the first two."""
        self._strip.set_photos(items)
        self._strip.setVisible(bool(items))
        self.set_sub(tr("{n} 张", n=len(items)))

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit takes no more photos."""
        self._add.setVisible(not fixed)
