"""A signed paper shows every change; a certificate that may not sign is refused with the reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector.documents.signing import (
    CertificateRefusedError,
    check_signatures,
    read_certificate,
    sign_paper,
)
from tests.documents.certificates import PASSPHRASE, certificate
from tests.evidence.recordings import pdf

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sign_paper(pdf(2), certificate(), PASSPHRASE, NOW, "签发")


def test_the_paper_lies_untouched_inside_the_signed_file(signed: bytes) -> None:
    assert signed.startswith(pdf(2))
    (verdict,) = check_signatures(signed)
    assert verdict.good
    assert (verdict.subject, verdict.signed_at) == ("覃屿川", NOW)


def test_an_unknown_issuer_is_never_called_confirmed(signed: bytes) -> None:
    (verdict,) = check_signatures(signed)
    assert "未经本程序认证" in verdict.words()


def test_a_changed_byte_and_an_appended_line_are_told_apart(signed: bytes) -> None:
    for place in range(20, len(pdf(2)), max(1, len(pdf(2)) // 40)):
        changed = bytearray(signed)
        changed[place] ^= 1
        verdicts = check_signatures(bytes(changed))
        assert not any(verdict.good for verdict in verdicts), place
    (appended,) = check_signatures(signed + b"\n% more\n")
    assert appended.intact and not appended.whole
    assert "追加内容" in appended.words()


def test_a_file_without_signature_has_none() -> None:
    assert check_signatures(pdf(1)) == []
    assert check_signatures("不是 PDF".encode()) == []


@pytest.mark.parametrize(
    ("p12", "passphrase", "words"),
    [
        (certificate(), "错的", "口令不对"),
        (certificate(end=datetime(2026, 3, 1, tzinfo=UTC)), PASSPHRASE, "不在有效期内"),
        (certificate(start=datetime(2027, 1, 1, tzinfo=UTC)), PASSPHRASE, "不在有效期内"),
        (certificate(non_repudiation=False), PASSPHRASE, "不可否认"),
        (b"junk", "", "不是 PKCS#12"),
    ],
)
def test_a_certificate_that_may_not_sign_is_refused(p12: bytes, passphrase: str, words: str) -> None:
    with pytest.raises(CertificateRefusedError, match=f"(?s){words}.*没有签名"):
        sign_paper(pdf(1), p12, passphrase, NOW)


def test_a_certificate_says_who_and_until_when() -> None:
    told = read_certificate(certificate("栾知棠"), PASSPHRASE)
    assert (told.subject, told.issuer, told.valid_until.year, told.signs) == ("栾知棠", "栾知棠", 2028, True)
