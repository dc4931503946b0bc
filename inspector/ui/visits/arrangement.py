"""How the sections stand: three columns, or tabs with verdict and photos kept at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector.ui.common.layout import column

_WIDTHS = (332, 440, 346)
_SIDE_WIDTH = 264
_GAP = 10


@dataclass(frozen=True)
class Part:
    """A section: its tab id, its column (0–2) in the wide form, whether it takes the free height."""

    id: str
    widget: QWidget
    column: int
    grows: bool = False


def columns(parts: Sequence[Part], *, even: bool = False) -> QWidget:
    """Three columns in the widths of the design, shared out in proportion when there is more room."""
    host = QWidget()
    line = QHBoxLayout(host)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(_GAP)
    for place, width in enumerate(_WIDTHS):
        mine = [part for part in parts if part.column == place]
        items = [(part.widget, 1 if part.grows else 0) for part in mine]
        box = column(*items, gap=_GAP)
        if not any(part.grows for part in mine):
            box.addStretch(1)
        holder = QWidget()
        holder.setLayout(box)
        holder.setMinimumWidth(width)
        line.addWidget(holder, width)
    _show(parts)
    return host


class Tabbed(QWidget):
    """One section at a time at the left; `side` widgets stay at the right except beside the sections they repeat."""

    def __init__(self, parts: Sequence[Part], verdict: QWidget | None, photos: QWidget) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._verdict, self._photos = verdict, photos
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._hosts: list[QWidget] = []
        for part in parts:
            host = QWidget()
            box = QVBoxLayout(host)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(part.widget)
            self._stack.addWidget(host)
            self._hosts.append(host)
        side = QWidget()
        side.setFixedWidth(_SIDE_WIDTH)
        items = [widget for widget in (verdict, photos) if widget is not None]
        side.setLayout(column(*items, None, gap=_GAP))
        self._side = side
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        line.addWidget(self._stack, 1)
        line.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        _show(parts)

    def show_part(self, part_id: str) -> None:
        """Bring a section to the front; only its height counts, so that the others do not stretch the page."""
        for place, part in enumerate(self._parts):
            host = self._hosts[place]
            mine = part.id == part_id
            policy = QSizePolicy.Policy.Preferred if mine else QSizePolicy.Policy.Ignored
            host.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
            if mine:
                self._stack.setCurrentIndex(place)
        if self._verdict is not None:
            self._verdict.setVisible(part_id != "readings")
        self._photos.setVisible(part_id != "photos")
        nothing = part_id == "photos" and self._verdict is None
        self._side.setVisible(not nothing and part_id != "party")
        self._stack.adjustSize()


def _show(parts: Sequence[Part]) -> None:
    for part in parts:
        part.widget.show()
