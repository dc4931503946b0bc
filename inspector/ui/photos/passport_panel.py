"""The passport beside a photo: its facts, the party's word with its fields, and the custody log with proof and check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.domain.kinds import Confirmation
from inspector.ui.common.buttons import Button
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, row, rule
from inspector.ui.common.words import tr
from inspector.ui.photos.passport_shown import CustodyLine, PassportState, ProofState

HEAD_WIDTH = 92
LINES_SHOWN = 40


class FactLines(QWidget):
    """Names and values, one under the other; values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show headings with their lines."""
        clear(self._box)
        for heading, lines in groups:
            self._box.addWidget(Label(heading, "dense-bold"))
            for name, value in lines:
                text = Label(_breakable(value), "dense", wrap=True, selectable=True)
                text.setAccessibleName(f"{name}：{value}")
                head = Label(name, "caption")
                head.setMinimumWidth(HEAD_WIDTH)
                self._box.addLayout(row(column(head, None), (text, 1), gap=6))
            self._box.addSpacing(6)


class PassportPanel(QWidget):
    """`carrier_stated(text)`, `confirmed(by)`, `refused(by, reason, witness)`, `confirmation_cleared()`."""

    carrier_stated = Signal(str)
    confirmed = Signal(str)
    refused = Signal(str, str, str)
    confirmation_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_id = ""
        self.lines = FactLines()
        self.carrier = TextField(tr("原始载体"), placeholder=tr("例如：执法记录仪 03 号，存于科室保险柜"))
        self.said = Label("", "dense", wrap=True)
        self.by = TextField(tr("当事人"), placeholder=tr("谁对照片表示意见"))
        self.reason = TextField(tr("拒绝的情形"), placeholder=tr("拒绝时填，例如：称照片不完整"))
        self.witness = TextField(tr("见证人"), placeholder=tr("拒绝时的在场见证人"))
        self.confirm = Button(tr("登记确认"), "outlined", size="small")
        self.refuse = Button(tr("登记拒绝"), "outlined", size="small")
        self.clear = Button(tr("撤销登记"), "link", size="small")
        self.setLayout(
            column(
                self.lines,
                self.carrier,
                4,
                rule(),
                Label(tr("当事人意见"), "dense-bold"),
                self.said,
                self.by,
                self.reason,
                self.witness,
                row(self.confirm, self.refuse, self.clear, None),
                None,
                gap=6,
            )
        )
        self.carrier.committed.connect(self.carrier_stated)
        self.confirm.clicked.connect(self._confirm)
        self.refuse.clicked.connect(self._refuse)
        self.clear.clicked.connect(self.confirmation_cleared)

    def show_passport(self, state: PassportState) -> None:
        """Show one photo's passport; a field being typed in is left alone while the photo stays the same."""
        same = state.photo_id == self._photo_id
        self._photo_id = state.photo_id
        self.lines.show_groups(state.groups)
        if not (same and self.carrier.line_edit.hasFocus()):
            self.carrier.set_text(state.carrier)
        self.said.setText(state.confirmed)
        self.clear.setVisible(state.confirmation is not Confirmation.NONE)
        if not same:
            for field in (self.by, self.reason, self.witness):
                field.set_text("")
                field.clear_line()
            self.by.set_text(state.confirmed_by)

    def _confirm(self) -> None:
        self.reason.clear_line()
        if not self._named():
            return
        self.confirmed.emit(self.by.text())

    def _refuse(self) -> None:
        named = self._named()
        if not self.reason.text():
            self.reason.set_fault(tr("写明拒绝确认的情形"))
            self.reason.line_edit.setFocus()
        elif named:
            self.refused.emit(self.by.text(), self.reason.text(), self.witness.text())

    def _named(self) -> bool:
        self.by.clear_line()
        if not self.by.text():
            self.by.set_fault(tr("写明是谁"))
            self.by.line_edit.setFocus()
        return bool(self.by.text())


class CustodyPanel(QWidget):
    """The custody log, the proof that came along, and the check of the original. `proof_requested()`, `check_requested()`."""

    proof_requested = Signal()
    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._custody: tuple[CustodyLine, ...] = ()
        self._photo_id = ""
        self.proof = Label("", "dense", wrap=True, selectable=True)
        self._found = QVBoxLayout()
        self.check_proof = Button(tr("核对凭证"), "outlined", size="small")
        self.checked = Label("", "dense", wrap=True, selectable=True)
        self.check = Button(tr("核验原件"), "outlined", size="small")
        self._log = QVBoxLayout()
        self._log.setSpacing(6)
        self._more = Button("", "link", size="small")
        self._more.clicked.connect(self._show_all)
        self.check_proof.clicked.connect(self.proof_requested)
        self.check.clicked.connect(self.check_requested)
        self.setLayout(
            column(
                Label(tr("随照片的凭证"), "dense-bold"),
                self.proof,
                self._found,
                row(self.check_proof, None),
                4,
                rule(),
                Label(tr("原件核验"), "dense-bold"),
                self.checked,
                row(self.check, None),
                4,
                rule(),
                Label(tr("保管记录"), "dense-bold"),
                self._log,
                row(self._more, None),
                None,
                gap=6,
            )
        )

    def show_passport(self, state: PassportState) -> None:
        """Show log, last verdict and last check."""
        if state.photo_id != self._photo_id:
            clear(self._found)
        self._photo_id = state.photo_id
        self.show_proof_words(state.proof)
        self.checked.setText(state.checked or tr("存入后还没有单独核验过；核验是重算哈希，与存入时比较。"))
        self._custody = state.custody
        self._show(LINES_SHOWN)

    def show_proof_words(self, words: str) -> None:
        """The verdict of the last check, plain; what it found is shown only right after a check."""
        self.proof.setText(words or tr("还没有核对过。核对的是照片自带的 C2PA 凭证，不联网。"))
        self.proof.set_tone("text2")

    def show_proof(self, state: ProofState) -> None:
        """A verdict that just came, with what was found."""
        self.proof.setText(state.words)
        self.proof.set_tone(state.tone)
        clear(self._found)
        for line in state.lines:
            self._found.addWidget(Label(line, "caption", wrap=True, selectable=True))

    def set_busy(self, busy: bool) -> None:
        """A check is under way."""
        self.check_proof.setEnabled(not busy)
        self.check.setEnabled(not busy)

    def _show(self, most: int) -> None:
        clear(self._log)
        for line in self._custody[:most]:
            head = Label(f"{line.at}　{line.what}", "dense", wrap=True, selectable=True)
            head.setAccessibleName(f"{line.at}，{line.what}，{line.detail}")
            self._log.addWidget(head)
            if line.detail:
                self._log.addWidget(Label(line.detail, "caption", wrap=True, selectable=True))
        rest = len(self._custody) - most
        self._more.setVisible(rest > 0)
        if rest > 0:
            self._more.setText(tr("再显示较早的 {n} 条", n=rest))

    def _show_all(self) -> None:
        self._show(len(self._custody))


def _breakable(text: str) -> str:
    """A hash in groups of eight, so that a label can break it."""
    if len(text) == 64 and " " not in text:
        return " ".join(text[place : place + 8] for place in range(0, 64, 8))
    return text
