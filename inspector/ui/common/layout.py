"""Breakpoints, and small makers of boxes and rules, so that pages read as their layout."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Item = QWidget | QLayout | int | None


class PageForm(StrEnum):
    """The form a page takes, by the logical size of the window's central widget."""

    WIDE = "wide"
    NORMAL = "normal"
    COMPACT = "compact"
    SMALL = "small"

    @property
    def side_panels(self) -> bool:
        """Whether side panels stand beside the text; otherwise they become tabs."""
        return self in (PageForm.WIDE, PageForm.NORMAL)


def page_form(size: QSize) -> PageForm:
    """wide ≥ 1600, normal 1200–1599, compact 900–1199, small below 900 wide or 480 high (height alone counts
    only under 900 wide: 960×470 is compact by the specification)."""
    width, height = size.width(), size.height()
    if width < 900 or height < 400:
        return PageForm.SMALL
    if width >= 1600:
        return PageForm.WIDE
    return PageForm.NORMAL if width >= 1200 else PageForm.COMPACT


def _fill(box: QBoxLayout, items: tuple[Item | tuple[QWidget | QLayout, int], ...]) -> None:
    for item in items:
        stretch = 0
        if isinstance(item, tuple):
            item, stretch = item
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item, stretch)
        else:
            box.addWidget(item, stretch)


def column(
    *items: Item | tuple[QWidget | QLayout, int],
    gap: int = 0,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """A vertical box. Items: widget, layout, int = space in px, None = stretch, (widget, stretch)."""
    box = QVBoxLayout()
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    _fill(box, items)
    return box


def row(
    *items: Item | tuple[QWidget | QLayout, int],
    gap: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """A horizontal box, items as in `column`."""
    box = QHBoxLayout()
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    _fill(box, items)
    return box


def rule(vertical: bool = False) -> QFrame:
    """A 1 px divider."""
    frame = QFrame()
    frame.setProperty("rule", "v" if vertical else "h")
    return frame


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    if name:
        widget.setObjectName(name)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it.

    Hidden first, and never without a parent: Qt shows a fresh child by a queued call, which would open a child that
    lost its parent meanwhile as a window of its own and take the focus away from the field being typed in.
    """
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down only, without a frame."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    if not widget.objectName() and widget.property("card") is None:
        widget.setObjectName(
            "page-body"
        )  # what lies under it shows through: a card's white or the page's grey
    return area
