"""The card of digital signatures (电子签名): sign an issued paper, the signatures it bears, check a file somebody brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.documents.signing import CertificateRefusedError, SignatureVerdict
from inspector.domain.errors import InspectorError
from inspector.domain.paper_records import DigitalSignature
from inspector.services.paper_signing import CertificateUnreadableError
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A kept signature with the verdicts of its file, checked now."""

    kept: DigitalSignature
    verdicts: tuple[SignatureVerdict, ...]


def mark_of(verdict: SignatureVerdict) -> Mark:
    """Never green: this program trusts no issuer by itself. Red when the file was changed, amber for all else."""
    return Mark.UNKNOWN if verdict.intact and verdict.whole else Mark.UNMET


class SigningCard(Card):
    """`signed(path, passphrase, reason)`, `certificate_wanted`, `save_wanted(signature)`, `check_wanted`."""

    signed = Signal(object, str, str)
    certificate_wanted = Signal()
    save_wanted = Signal(object)
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("电子签名"))
        self._file: Path | None = None
        self._list = column(gap=8)
        self.add(holder(self._list))
        self.open = Button(tr("签名"), icon="pen-nib")
        self.open.clicked.connect(self._open)
        self.check = Button(tr("核对签名文件"), "link")
        self.check.setToolTip(tr("核对别人交来的签名 PDF：有没有改动，是不是本机存的那一份"))
        self.check.clicked.connect(self.check_wanted)
        self.add(holder(row(self.open, self.check, None)))
        self.certificate = TextField(tr("证书文件"), placeholder=tr(".p12 或 .pfx"))
        choose = Button(tr("选择"), size="small")
        choose.setAccessibleName(tr("选择证书文件"))
        choose.clicked.connect(self.certificate_wanted)
        self.passphrase = TextField(tr("证书口令"), hint=tr("只用这一次，不保存"))
        self.passphrase.line_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.line_edit.returnPressed.connect(self._sign)
        self.reason = TextField(tr("签署事由"), placeholder=tr("可以不写"))
        go, cancel = Button(tr("签名并存下")), Button(tr("取消"), "link")
        go.clicked.connect(self._sign)
        cancel.clicked.connect(self._close)
        self.form = holder(
            column(
                self.certificate,
                row(choose, None),
                self.passphrase,
                self.reason,
                row(go, cancel, None),
                gap=6,
            )
        )
        self.form.hide()
        self.add(self.form)
        self._found = column(gap=6)
        self.found = holder(self._found)
        self.found.hide()
        self.add(self.found)

    def show_paper(self, *, issued: bool) -> None:
        """Another paper is shown: what was typed and checked goes. Only an issued paper can be signed."""
        self._close()
        self.found.hide()
        self.open.setVisible(issued)
        clear(self._list)
        if not issued:
            self._list.addWidget(Label(tr("正式出具后可以电子签名。"), "dense", "text2", wrap=True))

    def show_signatures(self, found: Sequence[SignatureView]) -> None:
        """The signatures of the paper with what the check of each file says now."""
        clear(self._list)
        self.set_sub(tr("{n} 次", n=len(found)) if found else "")
        if not found:
            self._list.addWidget(
                Label(tr("还没有签名。签名后的文件另存一份，原文书不变。"), "dense", "text2", wrap=True)
            )
        for view in found:
            save = Button(tr("保存签名文件"), "link", size="small")
            save.setAccessibleName(tr("保存 {who} 签名的文件", who=view.kept.subject))
            save.clicked.connect(lambda _on=False, kept=view.kept: self.save_wanted.emit(kept))
            lines = [_verdict_line(verdict) for verdict in view.verdicts]
            self._list.addWidget(holder(column(*lines, row(save, None), gap=2)))

    def show_found(
        self, name: str, verdicts: Sequence[SignatureVerdict], known: DigitalSignature | None
    ) -> None:
        """What the check of a brought file found."""
        clear(self._found)
        self._found.addWidget(Label(tr("核对 {name}", name=name), "dense-bold", wrap=True))
        for verdict in verdicts:
            self._found.addWidget(_verdict_line(verdict))
        if not verdicts:
            self._found.addWidget(_line(Mark.UNKNOWN, tr("没有电子签名，或文件读不出来")))
        same = tr("与本机保存的签名文书逐字节相同") if known else tr("本机没有保存这份签名文书")
        self._found.addWidget(_line(Mark.MET if known else Mark.UNKNOWN, same))
        self.found.show()

    def set_certificate(self, path: Path) -> None:
        """The file chosen."""
        self.certificate.set_text(str(path))
        self.certificate.clear_line()
        self.passphrase.line_edit.setFocus()

    def show_done(self) -> None:
        """Signed: the form closes and forgets."""
        self._close()

    def show_fault(self, error: InspectorError) -> bool:
        """Put a refusal at its field; False when it belongs to the page."""
        if isinstance(error, CertificateRefusedError):
            text = "；".join(part for part in (error.what, error.why, error.next_step) if part)
            field = self.passphrase if "口令" in error.what else self.certificate
            field.set_fault(text)
            if field is self.passphrase:
                field.set_text("")
            field.line_edit.setFocus()
            return True
        if isinstance(error, CertificateUnreadableError):
            self.certificate.set_fault("；".join((error.what, error.why)))
            return True
        return False

    def _open(self) -> None:
        self.form.show()
        self.certificate.line_edit.setFocus()

    def _close(self) -> None:
        """The passphrase is never left in the field."""
        self.form.hide()
        for field in (self.passphrase, self.reason):
            field.set_text("")
        for field in (self.certificate, self.passphrase):
            field.clear_line()

    def _sign(self) -> None:
        if not self.certificate.text().strip():
            self.certificate.set_fault(tr("选择证书文件"))
            return
        self.certificate.clear_line()
        self.passphrase.clear_line()
        self.signed.emit(Path(self.certificate.text().strip()), self.passphrase.text(), self.reason.text())


def _verdict_line(verdict: SignatureVerdict) -> QWidget:
    return _line(mark_of(verdict), verdict.words())


def _line(mark: Mark, words: str) -> QWidget:
    return holder(row(MarkView(mark, 16), (Label(words, "dense", wrap=True, selectable=True), 1), gap=8))
