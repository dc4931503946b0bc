"""The foot line of a list: count found, sums, legend, keys."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inspector.ui.common.labels import ElidingLabel, Label


class ListFoot(QFrame):
    """ "筛出 186 宗  已定罚款 318.40 万元 …" at the left, keys at the right."""

    def __init__(self, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "foot-line")
        self._found = Label("", "dense-bold")
        self._rest = ElidingLabel("", "dense", "text2")
        self._keys = ElidingLabel(keys, "caption", "text3")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(12)
        box.addWidget(self._found)
        box.addWidget(self._rest, 1)
        box.addWidget(self._keys)

    def set_text(self, found: str, rest: str = "") -> None:
        """The count in bold, sums and legend after it."""
        self._found.setText(found)
        self._rest.set_text(rest)

    def set_keys_visible(self, visible: bool) -> None:
        """Narrow forms drop the keys."""
        self._keys.setVisible(visible)
