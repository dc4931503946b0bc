"""Similar cases (同类案) as a part of the law panel: the spread of the own ledger's fines, where this case stands, cases to open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.casework.spread import Spread
from inspector.domain.money import wan_text
from inspector.domain.rows import FinedCase
from inspector.services.similar_cases import INFORMATION, SimilarCases, SimilarGroup
from inspector.ui.common.bars import hatch, track
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedWidget, draw_text
from inspector.ui.common.words import tr


class SpreadBar(PaintedWidget):
    """From the lowest to the highest fine: the middle half hatched, the median a line, this case a dot."""

    def __init__(
        self, spread: Spread, figure_fen: int | None, spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spread, self._figure = spread, figure_fen
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    def sizeHint(self) -> QSize:
        return QSize(200, 22 + look().metrics("caption").height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spread, bar = self._spread, QRectF(0, 6, self.width(), 8)
        painter.save()
        painter.setClipPath(track(painter, bar))
        left, right = self._x(spread.low), self._x(spread.high)
        hatch(painter, QRectF(left, 6, max(4.0, right - left), 8), look().color("accent"))
        painter.restore()
        painter.setPen(QPen(look().color("text"), 2))
        middle = int(self._x(spread.median))
        painter.drawLine(middle, 3, middle, 17)
        if self._figure is not None:
            x = self._x(min(max(self._figure, spread.least), spread.most))
            painter.setPen(QPen(look().color("accent"), 2))
            painter.setBrush(look().color("surface"))
            painter.drawEllipse(QRectF(x - 6, 4, 12, 12))
        line = QRectF(0, 21, self.width(), self.height() - 21)
        least, most = (tr("{n} 万元", n=wan_text(end)) for end in (spread.least, spread.most))
        draw_text(painter, line, least, size="caption", color="text2")
        draw_text(painter, line, most, size="caption", color="text2", align=Qt.AlignmentFlag.AlignRight)

    def _x(self, amount: int) -> float:
        width = self._spread.most - self._spread.least
        share = (amount - self._spread.least) / width if width else 0.5
        return 6 + (self.width() - 12) * share


class SimilarSection(QWidget):
    """`opened(case_id)`. Self-contained: give it `show_similar(SimilarCases)`, or `show_waiting()` until it is read."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = column(gap=10)
        self.setLayout(self._content)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Nothing read yet."""
        clear(self._content)
        self._content.addWidget(Label(tr("正在查找同类案"), "dense", "text3"))
        self._content.addStretch(1)

    def show_similar(self, similar: SimilarCases) -> None:
        """Groups from wide to narrow, then what lies far outside, then the nearest cases."""
        clear(self._content)
        self._content.addWidget(Label(tr(INFORMATION), "caption", "text2", wrap=True))
        if similar.sample:
            self._content.addWidget(
                Label(tr("本案是示例数据，只与示例数据比较。"), "caption", "warn", wrap=True)
            )
        if not similar.nearest:
            words = tr("本机台账里还没有同一行为的罚款案件。")
            self._content.addWidget(Label(words, "dense", "text3", wrap=True))
        else:
            for group in similar.groups:
                self._content.addWidget(self._group(group, similar))
            self._cases(tr("明显偏离的案件"), similar.outliers)
            self._cases(tr("最近的同类案"), similar.nearest)
        self._content.addStretch(1)

    def _group(self, group: SimilarGroup, similar: SimilarCases) -> QWidget:
        panel = Panel("sunken")
        panel.add(Label(tr("{name} {n} 宗", name=group.name, n=len(group.cases)), "dense-bold", wrap=True))
        if group.spread is None:
            panel.add(Label(tr("没有这样的案件"), "dense", "text3"))
            return panel
        standing = group.standing_text(similar.figure_fen, similar.figure_word)
        panel.add(SpreadBar(group.spread, similar.figure_fen, f"{group.spread_text()}。{standing}"))
        panel.add(Label(group.spread_text(), "caption", "text2", wrap=True, selectable=True))
        if standing:
            panel.add(Label(standing, "dense", wrap=True, selectable=True))
        return panel

    def _cases(self, title: str, cases: tuple[FinedCase, ...]) -> None:
        if not cases:
            return
        self._content.addWidget(Label(title, "dense-bold"))
        for case in cases:
            self._content.addWidget(self._line(case))

    def _line(self, case: FinedCase) -> QWidget:
        button = Button(case.number or tr("未编号"), "link", size="small")
        words = tr("{party} {day}", party=case.party, day=case.decided_on)
        amount = tr("{n} 万元", n=wan_text(case.amount_fen))
        button.setAccessibleName(tr("打开 {case} {words} {n}", case=case.number, words=words, n=amount))
        button.clicked.connect(lambda: self.opened.emit(case.case_id))
        return holder(row(button, (Label(words, "caption", "text2", wrap=True), 1), Label(amount, "dense")))
