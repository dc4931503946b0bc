"""Signing the shown paper, saving the signed file, checking a file somebody brings."""

from __future__ import annotations

from pathlib import Path

from inspector.documents.signing import SignatureVerdict, check_signatures
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.records import Paper
from inspector.services.paper_signing import PaperSigningService
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.signing_card import SignatureView, SigningCard


class SigningPresenter:
    """Knows the paper that is shown; the passphrase passes through once and is kept nowhere."""

    def __init__(self, card: SigningCard, service: PaperSigningService, context: Context) -> None:
        self._card, self._service, self._context = card, service, context
        self._paper: Paper | None = None

    def show(self, paper: Paper | None) -> None:
        """Another paper, or a draft."""
        if self._paper is None or paper is None or paper.id != self._paper.id:
            self._card.show_paper(issued=paper is not None)
        self._paper = paper
        self.read()

    def read(self) -> None:
        """The signatures of the paper, each file checked anew."""
        paper = self._paper
        if paper is None:
            return

        def work(_progress: object) -> list[SignatureView]:
            return [
                SignatureView(kept, tuple(check_signatures(self._service.pdf(kept))))
                for kept in self._service.of_paper(paper.id)
            ]

        def show(found: list[SignatureView]) -> None:
            if self._paper is paper:
                self._card.show_signatures(found)

        self._context.runner.run(tr("核对电子签名"), work, show, self._context.notices.refused)

    def sign(self, path: Path, passphrase: str, reason: str) -> None:
        """Sign the paper; a refusal stands at its field."""
        paper = self._paper
        if paper is None:
            return

        def done(found: tuple[DigitalSignature, Changes]) -> None:
            kept, changes = found
            self._card.show_done()
            self._context.announce(changes)
            self._context.notices.done(tr("已签名：{who}", who=kept.subject))
            self.read()

        self._context.runner.run(
            tr("电子签名"),
            lambda _p: self._service.sign(paper.id, path, passphrase, reason),
            done,
            self._refused,
            pool="write",
        )

    def save(self, kept: DigitalSignature, path: Path) -> None:
        """Write a copy of the signed file; the copy is an event."""

        def done(_none: object) -> None:
            self._context.notices.done(tr("已保存 {name}", name=path.name))
            self._context.open_folder(path)

        self._context.runner.run(
            tr("保存签名文件"),
            lambda _p: self._service.save(kept, path),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def check(self, path: Path) -> None:
        """Check a file somebody brought."""

        def show(found: tuple[list[SignatureVerdict], DigitalSignature | None]) -> None:
            self._card.show_found(path.name, *found)

        self._context.runner.run(
            tr("核对签名文件"),
            lambda _p: self._service.check(path),
            show,
            self._context.notices.refused,
        )

    def suggestion(self) -> str:
        """A file name for the signed copy."""
        number = self._paper.number if self._paper is not None else None
        return tr("{name}（已签名）.pdf", name=number or tr("文书"))

    def _refused(self, error: InspectorError) -> None:
        if not self._card.show_fault(error):
            self._context.notices.refused(error)


def wire_signing(card: SigningCard, context: Context) -> SigningPresenter:
    """The card's signals to a presenter of its own."""
    presenter = SigningPresenter(card, PaperSigningService(context.services.workspace), context)

    def choose() -> None:
        path = context.dialogs.open_file(tr("选择证书文件"), tr("证书 (*.p12 *.pfx)"))
        if path is not None:
            card.set_certificate(path)

    def save(kept: DigitalSignature) -> None:
        path = context.dialogs.save_file(tr("保存签名文件"), presenter.suggestion(), tr("PDF (*.pdf)"))
        if path is not None:
            presenter.save(kept, path)

    def check() -> None:
        path = context.dialogs.open_file(tr("核对签名文件"), tr("PDF (*.pdf)"))
        if path is not None:
            presenter.check(path)

    card.certificate_wanted.connect(choose)
    card.signed.connect(presenter.sign)
    card.save_wanted.connect(save)
    card.check_wanted.connect(check)
    return presenter
