"""Rows already in memory as a `RowSource`, for the short lists of these pages; and a figure tile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column

RowT = TypeVar("RowT")


class HeldRows(Generic[RowT]):
    """A `RowSource` over rows that are there; `key` names each."""

    def __init__(self, rows: Sequence[RowT], key: Callable[[RowT], str]) -> None:
        self._ids = [key(row) for row in rows]
        self._rows = dict(zip(self._ids, rows, strict=True))

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self._ids

    def rows(self, ids: Sequence[str]) -> Sequence[RowT]:
        """The rows of these ids."""
        return [self._rows[key] for key in ids if key in self._rows]


class FigureTile(Card):
    """One figure with its words, read aloud as one."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._spoken = title
        self.figure = Label("—", "figure")
        self.note = Label("", "caption", "text3")
        self.add(column(Label(title, "caption", "text2"), self.figure, self.note))
        self.setMinimumHeight(92)

    def show_figure(self, figure: str, note: str = "") -> None:
        """Set both lines."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self._spoken} {figure} {note}")
