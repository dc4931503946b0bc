"""Finds labels and buttons whose text does not fit: `cut_texts(widget)` compares sizeHint with size."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

SIZES = ((1366, 690), (1093, 540), (960, 470))
_SLACK_PX = 1


def settle(widget: QWidget) -> None:
    """Let layouts and polish events finish."""
    widget.ensurePolished()
    for _round in range(4):
        QApplication.processEvents()


def cut_texts(root: QWidget) -> list[str]:
    """A line for each visible label or button that is smaller than its text needs.

    Labels that wrap are held to the height their width asks for; a rail button without words and an eliding
    label (which ends in … by design, with a tooltip) are not looked at.
    """
    found: list[str] = []
    for child in root.findChildren(QWidget):
        if not child.isVisible() or child.visibleRegion().isEmpty() or bool(getattr(child, "narrow", False)):
            continue
        if isinstance(child, QLabel | QAbstractButton) and child.text() and _runs_out(child, root):
            found.append(f"{_line(child, child.text())}, and runs out of its parent at the right")
        if isinstance(child, QLabel) and child.text():
            needed = child.sizeHint()
            if child.wordWrap():
                if child.heightForWidth(child.width()) > child.height() + _SLACK_PX:
                    found.append(_line(child, child.text()))
            elif needed.width() > child.width() + _SLACK_PX or needed.height() > child.height() + _SLACK_PX:
                found.append(_line(child, child.text()))
        elif (
            isinstance(child, QAbstractButton)
            and child.text()
            and child.minimumSizeHint() == child.sizeHint()
        ):
            needed = child.sizeHint()
            if needed.width() > child.width() + _SLACK_PX or needed.height() > child.height() + _SLACK_PX:
                found.append(_line(child, child.text()))
    return found


def cut_texts_at_all_sizes(window: QWidget) -> dict[tuple[int, int], list[str]]:
    """`cut_texts` at the three sizes; sizes without a finding are left out."""
    found: dict[tuple[int, int], list[str]] = {}
    for width, height in SIZES:
        window.resize(width, height)
        settle(window)
        lines = cut_texts(window)
        if lines:
            found[(width, height)] = lines
    return found


def _runs_out(widget: QWidget, root: QWidget) -> bool:
    """Whether a page without a horizontal scroll bar cuts the widget at its right edge."""
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if widget.mapTo(parent, widget.rect().topRight()).x() > parent.width() + _SLACK_PX:
            return True
        parent = parent.parentWidget()
    return False


def _line(widget: QWidget, text: str) -> str:
    needed, given = widget.sizeHint(), widget.size()
    return f"{type(widget).__name__} “{text}” needs {needed.width()}×{needed.height()}, has {given.width()}×{given.height()}"
