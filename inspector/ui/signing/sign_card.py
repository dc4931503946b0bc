"""The card to sign on: the pad, or the refusal with reason and witness, or somebody else who signs or witnesses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.services.signatures import OFFICER, PARTY, WITNESS
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.checks import CheckField
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.signature_pad import SignaturePad
from inspector.ui.common.words import tr
from inspector.ui.signing.shown import Signer

OWN, REFUSED, OTHER = "own", "refused", "other"


class SignCard(Card):
    """`signed(role, name, strokes)`, `refused(role, name, reason, witness)`."""

    signed = Signal(str, str, object)
    refused = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("签名"), parent=parent)
        self._signer = Signer(PARTY, "")
        self.way = Segmented(
            tr("怎样签名"),
            (
                Segment(OWN, tr("本人签名")),
                Segment(REFUSED, tr("拒绝签名"), "bad"),
                Segment(OTHER, tr("由他人代签或见证")),
            ),
        )
        self.way.chosen.connect(self._show_way)
        self.name = TextField(tr("签名人姓名"), required=True)
        self.instead = CheckField("")
        self.pad = SignaturePad()
        self.pad.changed.connect(self._follow)
        undo = Button(tr("撤回一笔"), "link", icon="arrow-counter-clockwise", size="small", key="Ctrl+Z")
        undo.clicked.connect(self.pad.undo)
        erase = Button(tr("清除"), "link", icon="eraser", size="small")
        erase.clicked.connect(self.pad.clear)
        self._drawing = holder(column(self.pad, row(undo, erase, None), gap=6))
        self.reason = TextField(tr("拒签原因"), required=True, placeholder=tr("例如：称需请示公司后再签"))
        self.witness = TextField(tr("见证人"), placeholder=tr("在场见证的人和他的单位"))
        self._refusal = holder(column(self.reason, self.witness, gap=8))
        self._hint = Label("", "caption", wrap=True)
        self.act = Button(tr("签名"), "filled", key="Ctrl+Enter")
        self.act.clicked.connect(self._act)
        self.add(row(self.way, None))
        self.add(self.name)
        self.add(self.instead)
        self.add(self._refusal)
        self.add(self._drawing)
        self.add(row((self._hint, 1), self.act))
        self.ask(self._signer)

    def ask(self, signer: Signer) -> None:
        """This person signs now; what was begun for another is given up."""
        self._signer = signer
        self.set_title(tr("签名：{who}", who=signer.words))
        self.instead.setText(tr("代 {name} 签名", name=signer.name or tr("当事人")))
        self.instead.setChecked(False)
        self.witness.set_text("")
        self.reason.set_text("")
        self.way.set_value(OWN)
        self._show_way(OWN)

    def signer(self) -> Signer:
        """Who is asked to sign."""
        return self._signer

    def _show_way(self, way: str) -> None:
        self.pad.clear()
        for field in (self.name, self.reason):
            field.clear_line()
        self.way.setVisible(self._signer.role == PARTY)
        self.name.set_label(tr("代签人或见证人姓名") if way == OTHER else tr("签名人姓名"))
        self.name.set_text("" if way == OTHER else self._signer.name)
        self.name.setVisible(self._signer.role != OFFICER)
        self.instead.setVisible(way == OTHER)
        self._refusal.setVisible(way == REFUSED)
        self._drawing.setVisible(way != REFUSED)
        self.act.setText(tr("登记拒签") if way == REFUSED else tr("签名"))
        self._follow()

    def _follow(self) -> None:
        """The button and the line beside it follow what is drawn."""
        if self.way.value() == REFUSED:
            self.act.setEnabled(True)
            self._hint.setText(tr("写明原因；有见证人的，请他在“由他人代签或见证”里签名。"))
            return
        self.act.setEnabled(self.pad.enough())
        if self.pad.enough():
            self._hint.setText(tr("签名绑定检查记录此刻的内容；以后有更正会显示出来。"))
        elif self.pad.strokes():
            self._hint.setText(tr("笔迹太少，还不能作为签名。请写下姓名。"))
        elif self.way.value() == OTHER or self._signer.role != PARTY:
            self._hint.setText(tr("写下姓名后可以签名。"))
        else:
            self._hint.setText(tr("不能用笔或鼠标书写的，选“拒绝签名”或“由他人代签或见证”。"))

    def _act(self) -> None:
        way, name = self.way.value(), self.name.text().strip()
        if way == REFUSED:
            if not self.reason.text().strip():
                self.reason.set_fault(tr("写明当事人为什么拒签"))
                self.reason.line_edit.setFocus()
                return
            self.refused.emit(self._signer.role, name, self.reason.text(), self.witness.text())
            return
        if not name:
            self.name.set_fault(tr("写明签名的人是谁"))
            self.name.line_edit.setFocus()
            return
        if way == OTHER:
            if self.instead.isChecked():
                name = tr("{name}（代{who}签名）", name=name, who=self._signer.name or tr("当事人"))
            self.signed.emit(WITNESS, name, self.pad.strokes())
        else:
            self.signed.emit(self._signer.role, name, self.pad.strokes())
