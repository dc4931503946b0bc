"""The arithmetic of a fine: factors in two columns, the formula in bold, the range bar, the texts that apply."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.ui.common.bars import RangeBar
from inspector.ui.common.buttons import Button
from inspector.ui.common.chips import Chip
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, row, rule
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of the discretion table: name, the grade chosen, its weight as shown ("2%")."""

    name: str
    choice: str
    weight: str


@dataclass(frozen=True, slots=True)
class FineView:
    """A computed fine, all texts ready to show; `share` 0..1 is its place between minimum and maximum (None without a figure), `bit` the limit that
    changed the figure."""

    total: str
    method: str
    factors: tuple[Factor, ...]
    formula: str
    low_text: str
    high_text: str
    share: float | None
    next_grade: str = ""
    applied: str = ""
    compared: str = ""
    unverified: bool = False
    bit: str = ""
    warnings: tuple[str, ...] = ()


_SHORT_NAME, _SHORT_NOTE = 8, 18


class FineArithmetic(QWidget):
    """Shows a `FineView`; `compare_requested()` opens the two texts side by side."""

    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method = Chip("")
        self._unverified = Chip(tr("原文未核实"), "warn")
        self._total = Label("", "title")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._formula = Label("", "dense-bold", wrap=True)
        self._bit = Label("", "dense", "warn", wrap=True)
        self._warned = Label("", "caption", "warn", wrap=True)
        self._range = RangeBar()
        self._steps = Label("", "caption", wrap=True)
        self._applied = Label("", "dense", wrap=True)
        self._compared = Label("", "caption", wrap=True)
        self._compare = Button(tr("对照"), "link", size="small")
        self._compare.clicked.connect(self.compare_requested)
        self.setLayout(
            column(
                row(Label(tr("罚款测算"), "card"), self._method, self._unverified, None, self._total),
                6,
                self._grid,
                6,
                self._formula,
                self._bit,
                4,
                self._range,
                self._steps,
                self._warned,
                6,
                rule(),
                6,
                row((column(self._applied, self._compared), 1), self._compare),
            )
        )

    def set_fine(self, fine: FineView) -> None:
        """Show a computation."""
        self._method.setText(fine.method)
        self._method.updateGeometry()
        self._unverified.setVisible(fine.unverified)
        self._total.setText(fine.total)
        # A formula has no blanks: let a line end after each plus, or it would push the panel wide.
        self._formula.setText(fine.formula.replace("＋", "＋\u200b"))
        self._bit.setText(fine.bit)
        self._bit.setVisible(bool(fine.bit))
        self._warned.setText("；".join(fine.warnings))
        self._warned.setVisible(bool(fine.warnings))
        self._applied.setText(fine.applied)
        self._compared.setText(fine.compared)
        self._compared.setVisible(bool(fine.compared))
        self._compare.setVisible(bool(fine.compared))
        # Beside the ends there is room for a few words; grades with long names get a line of their own.
        short = len(fine.next_grade) <= _SHORT_NOTE
        self._range.set_range(fine.share, fine.low_text, fine.high_text, fine.next_grade if short else "")
        self._steps.setText("" if short else fine.next_grade)
        self._steps.setVisible(not short)
        self._fill(fine.factors)
        self.setAccessibleName(tr("罚款测算 {total}，{formula}", total=fine.total, formula=fine.formula))

    def _fill(self, factors: tuple[Factor, ...]) -> None:
        clear(self._grid)
        # Two columns only while the names leave room for the choices.
        paired = all(len(factor.name) <= _SHORT_NAME for factor in factors)
        half = (len(factors) + 1) // 2 if paired else max(len(factors), 1)
        for place, factor in enumerate(factors):
            line, side = place % half, (place // half) * 4
            self._grid.addWidget(Label(factor.name, "dense", "text2"), line, side)
            self._grid.addWidget(ElidingLabel(factor.choice, "caption", "text2"), line, side + 1)
            weighty = factor.weight not in ("0", "0%", "")
            self._grid.addWidget(Label(factor.weight, "dense-bold" if weighty else "sub"), line, side + 2)
            self._grid.setColumnStretch(side + 1, 1)
        self._grid.setColumnMinimumWidth(3, 12)
