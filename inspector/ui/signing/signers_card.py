"""The list of who signs, with what each has: state, drawing, 签名摘要, reason and witness of a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.marks import MarkView
from inspector.ui.common.signature_pad import DrawnSignature
from inspector.ui.common.words import tr
from inspector.ui.signing.shown import Signer, SignerState


class SignersCard(Card):
    """`chosen(Signer)`: he is to sign now."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("签名人"), parent=parent)
        self._list = column(gap=10)
        self.add(self._list)
        self.body.addStretch(1)

    def show_signers(self, states: Sequence[SignerState]) -> None:
        """Everybody in order."""
        clear(self._list)
        for place, state in enumerate(states):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(state))

    def _line(self, state: SignerState) -> QWidget:
        texts = column(
            Label(state.signer.words, "bold", wrap=True), Label(state.word, "dense", state.mark.tone), gap=2
        )
        for text in state.lines:
            texts.addWidget(Label(text, "caption", wrap=True, selectable=True))
        line = row(column(MarkView(state.mark, 18, state.word), None), (texts, 1), gap=10)
        if state.strokes:
            line.addLayout(column(DrawnSignature(state.strokes, state.signer.words), None))
        if state.open:
            choose = Button(tr("再签一次") if state.strokes else tr("签名"), "link", size="small")
            choose.setAccessibleName(tr("请{who}签名", who=state.signer.words))
            choose.clicked.connect(lambda _on=False, signer=state.signer: self._choose(signer))
            line.addLayout(column(choose, None))
        return holder(line)

    def _choose(self, signer: Signer) -> None:
        self.chosen.emit(signer)
