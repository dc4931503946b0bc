"""The list of who signs, with what each has: state, drawing, 签名摘要, reason and witness of a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.marks import MarkView
from inspector.ui.common.signature_pad import DrawnSignature
from inspector.ui.common.words import tr
from inspector.ui.signing.shown import Signer, SignerState


class SignersCard(Card):
    """`chosen(Signer)`: he is to sign now. `void_wanted(id, reason)`: set a signature aside that was put in the wrong place."""

    chosen = Signal(object)
    void_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("签名人"), parent=parent)
        self._list = column(gap=10)
        self.add(self._list)
        self._voiding = ""
        self.reason = TextField(tr("作废理由"), required=True, hint=tr("签名仍然留着，不再印在笔录上"))
        self._void = Button(tr("作废这个签名"), "danger")
        self._void.clicked.connect(lambda: self.void_wanted.emit(self._voiding, self.reason.text()))
        self._keep = Button(tr("不作废"), "link")
        self._keep.clicked.connect(self._give_up)
        self._asking = holder(column(self.reason, row(None, self._keep, self._void, gap=8), gap=6))
        self._asking.hide()
        self.add(self._asking)
        self.body.addStretch(1)

    def show_signers(self, states: Sequence[SignerState]) -> None:
        """Everybody in order."""
        clear(self._list)
        if self._voiding not in {state.kept for state in states}:
            self._give_up()
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
        acts = column(gap=2)
        if state.open:
            choose = Button(tr("再签一次") if state.strokes else tr("签名"), "link", size="small")
            choose.setAccessibleName(tr("请{who}签名", who=state.signer.words))
            choose.clicked.connect(lambda _on=False, signer=state.signer: self._choose(signer))
            acts.addWidget(choose)
        if state.kept:
            void = Button(tr("作废"), "link", size="small")
            void.setAccessibleName(tr("作废{who}的签名", who=state.signer.words))
            void.clicked.connect(lambda _on=False, key=state.kept, who=state.signer: self._ask_void(key, who))
            acts.addWidget(void)
        acts.addStretch(1)
        line.addLayout(acts)
        return holder(line)

    def show_fault(self, error: InvalidValueError) -> None:
        """A reason that is missing or refused."""
        self.reason.set_error(error)

    def _ask_void(self, key: str, who: Signer) -> None:
        self._voiding = key
        self.reason.set_text("")
        self.reason.clear_line()
        self._void.setText(tr("作废{name}的签名", name=who.name or who.words))
        self._asking.show()
        self.reason.line_edit.setFocus()

    def _give_up(self) -> None:
        self._voiding = ""
        self._asking.hide()

    def _choose(self, signer: Signer) -> None:
        self.chosen.emit(signer)
