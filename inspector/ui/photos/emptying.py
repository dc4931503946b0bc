"""Taking widgets out of a layout without a flash."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take everything out and let Qt delete it.

    Hidden first, and never without a parent: Qt shows a fresh child by a queued call, which would open a child that
    lost its parent meanwhile as a window of its own and take the focus away from the field being typed in.
    """
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()
