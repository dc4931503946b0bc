"""Signing in the window: refusals at their field, the passphrase forgotten, no unknown issuer shown as confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.common.labels import Label
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.papers.signing_card import SigningCard
from inspector.ui.papers.signing_presenter import SigningPresenter, wire_signing
from tests.documents.certificates import PASSPHRASE, certificate
from tests.ui.papers.conftest import Desk

Made = tuple[SigningCard, SigningPresenter]


@pytest.fixture
def made(paper_desk: Desk, qtbot: QtBot) -> Made:
    card = SigningCard()
    qtbot.addWidget(card)
    presenter = wire_signing(card, paper_desk.context)
    presenter.show(paper_desk.paper)
    return card, presenter


@pytest.fixture
def p12(tmp_path: Path) -> Path:
    path = tmp_path / "签名证书.p12"
    path.write_bytes(certificate())
    return path


def _words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(Label))


def _marks(part: QWidget) -> set[Mark]:
    return {view._mark for view in part.findChildren(MarkView)}


def _sign(card: SigningCard, path: Path, passphrase: str) -> None:
    card.open.click()
    card.set_certificate(path)
    card.passphrase.set_text(passphrase)
    card._sign()


def test_a_wrong_passphrase_is_said_at_its_field_and_is_not_kept(
    made: Made, p12: Path, paper_desk: Desk
) -> None:
    card, _ = made
    assert card.passphrase.line_edit.echoMode() is QLineEdit.EchoMode.Password
    card.open.click()
    card._sign()
    assert card.certificate.fault(), "without a file nothing is tried"
    _sign(card, p12, "错的")
    assert "口令不对" in card.passphrase.fault() and "没有签名" in card.passphrase.fault()
    assert card.passphrase.text() == "" and card.form.isVisibleTo(card)
    _sign(card, p12.with_name("没有.p12"), PASSPHRASE)
    assert "没有签名" in card.certificate.fault()
    assert not paper_desk.said.refusals


def test_a_signed_paper_shows_its_verdict_never_green_and_forgets_the_passphrase(
    made: Made, p12: Path, paper_desk: Desk, tmp_path: Path
) -> None:
    card, presenter = made
    _sign(card, p12, PASSPHRASE)
    assert not card.form.isVisibleTo(card) and card.passphrase.text() == ""
    shown = _words(card)
    assert "文件自签名后未改动" in shown and "未经本程序认证" in shown
    assert Mark.MET not in _marks(card)
    assert not card.grab().isNull(), "every icon and mark can be painted"
    (kept,) = presenter._service.of_paper(paper_desk.paper.id)
    target = tmp_path / "签名.pdf"
    presenter.save(kept, target)
    assert [event["after"] for event in paper_desk.events("paper", "paper.saved")] == [
        {"sha256": kept.sha256}
    ]
    presenter.check(target)
    assert "逐字节相同" in _words(card.found)


def test_a_changed_file_and_one_without_signature_are_told_apart(
    made: Made, p12: Path, paper_desk: Desk, tmp_path: Path
) -> None:
    card, presenter = made
    _sign(card, p12, PASSPHRASE)
    (kept,) = presenter._service.of_paper(paper_desk.paper.id)
    pdf = bytearray(presenter._service.pdf(kept))
    pdf[pdf.index(b"stream") + 40] ^= 1
    changed = tmp_path / "改动.pdf"
    changed.write_bytes(bytes(pdf))
    presenter.check(changed)
    assert "被改动" in _words(card.found) and Mark.UNMET in _marks(card.found)
    assert "本机没有保存" in _words(card.found)
    plain = tmp_path / "没有签名.pdf"
    plain.write_bytes(paper_desk.services.papers.pdf(paper_desk.paper))
    presenter.check(plain)
    assert "没有电子签名" in _words(card.found) and Mark.MET not in _marks(card.found)
    presenter.check(tmp_path / "不在.pdf")
    assert "读不出" in paper_desk.said.refusals[-1].what


def test_a_draft_cannot_be_signed_and_typed_secrets_go_with_the_paper(made: Made, p12: Path) -> None:
    card, presenter = made
    card.open.click()
    card.passphrase.set_text(PASSPHRASE)
    presenter.show(None)
    assert card.passphrase.text() == "" and not card.open.isVisibleTo(card)
    assert "正式出具后可以电子签名" in _words(card)
