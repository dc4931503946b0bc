"""Digital signatures (电子签名) on finished papers, offline: PKCS#12 certificates, checks of coverage and of the certificate.

A signature shows that a file was not changed since it was made with a key. Who holds the key is said by the certificate;
this program trusts no issuer by itself and never shows an unknown one as confirmed.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from inspector.domain.errors import InspectorError

# The library logs an unknown issuer as an error with its trace; here it is an expected answer, said in the verdict.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)

_FIELD = "Inspector"


class CertificateRefusedError(InspectorError):
    """The certificate cannot sign a paper; nothing was signed."""

    def __init__(self, what: str, why: str, next_step: str) -> None:
        super().__init__(what, f"{why}。没有签名，文书未改动", next_step)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who a certificate names, by whom it was issued, and when it is valid."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    signs: bool


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What a check of a signed file found. `intact`: not changed since; `whole`: the signature covers the entire file;
    `in_time`: the certificate was valid at the stated time. The issuer's trust is not judged here."""

    subject: str
    issuer: str
    serial: str
    signed_at: datetime | None
    intact: bool
    whole: bool
    in_time: bool

    @property
    def good(self) -> bool:
        """The file is what was signed, all of it, while the certificate was valid."""
        return self.intact and self.whole and self.in_time

    def words(self) -> str:
        """The verdict in one sentence; an unknown issuer is always said."""
        if not self.intact:
            return f"签名与文件不符，文件在签名后被改动（{self.subject}）"
        if not self.whole:
            return f"签名没有覆盖整个文件，签名后有追加内容（{self.subject}）"
        if not self.in_time:
            return f"签名时证书不在有效期内（{self.subject}）"
        return f"文件自签名后未改动，签名人 {self.subject}；签发者 {self.issuer} 未经本程序认证"


def read_certificate(p12: bytes, passphrase: str, name: str = "") -> Certificate:
    """The certificate of a PKCS#12 file. Raises CertificateRefusedError: wrong passphrase, no key, no such file."""
    shown = name or "证书文件"
    try:
        loaded = pkcs12.load_pkcs12(p12, passphrase.encode("utf-8") or None)
    except ValueError as error:
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise CertificateRefusedError(
                f"{shown} 的口令不对", "口令与证书不符", "重新输入口令；忘记时向签发单位重新申领"
            ) from error
        raise CertificateRefusedError(
            f"{shown} 不是 PKCS#12 证书", "内容读不出来", "选择 .p12 或 .pfx 文件"
        ) from error
    if loaded.cert is None or loaded.key is None:
        raise CertificateRefusedError(f"{shown} 里没有私钥", "只有证书不能签名", "导出时选择“包含私钥”")
    return _certificate(loaded.cert.certificate)


def sign_paper(pdf: bytes, p12: bytes, passphrase: str, at: datetime, reason: str = "") -> bytes:
    """The paper with an invisible signature over the whole file, stamped with `at`.

    Raises CertificateRefusedError for a wrong passphrase, a certificate that is expired or not yet valid at `at`, and one
    whose key usage does not include non-repudiation (不可否认).
    """
    certificate = read_certificate(p12, passphrase)
    if not certificate.valid_from <= at <= certificate.valid_until:
        raise CertificateRefusedError(
            "证书不在有效期内",
            f"{certificate.subject} 的证书有效期 {certificate.valid_from:%Y-%m-%d} 至 {certificate.valid_until:%Y-%m-%d}",
            "换用有效的证书，或核对电脑的日期",
        )
    if not certificate.signs:
        raise CertificateRefusedError(
            "这张证书不能用来签署文书",
            "证书用途里没有“不可否认”",
            "向签发单位申领签名证书，不要用加密或登录证书",
        )
    signer = signers.SimpleSigner.load_pkcs12_data(p12, (), passphrase.encode("utf-8") or None)
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(
        field_name=_FIELD, name=certificate.subject, reason=reason or None, md_algorithm="sha256"
    )
    _PdfSigner(meta, signer, at).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def check_signatures(pdf: bytes) -> list[SignatureVerdict]:
    """Every signature of a file, in the order they were made; empty without one. A file that cannot be read has none."""
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    except (PdfError, ValueError):
        return []
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    verdicts = []
    for signature in embedded:
        status = validate_pdf_signature(
            signature, context, key_usage_settings=KeyUsageConstraints(key_usage=None)
        )
        shown = _certificate(x509.load_der_x509_certificate(status.signing_cert.dump()))
        signed_at = status.signer_reported_dt
        verdicts.append(
            SignatureVerdict(
                shown.subject,
                shown.issuer,
                shown.serial,
                signed_at,
                bool(status.intact and status.valid),
                status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
                signed_at is not None and shown.valid_from <= signed_at <= shown.valid_until,
            )
        )
    return verdicts


class _PdfSigner(signers.PdfSigner):
    """Stamps the time it is given: legal times come from the program's own clock."""

    def __init__(self, meta: signers.PdfSignatureMetadata, signer: signers.Signer, at: datetime) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


def _certificate(found: x509.Certificate) -> Certificate:
    try:
        usage: x509.KeyUsage | None = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        usage = None
    return Certificate(
        subject=_common_name(found.subject),
        issuer=_common_name(found.issuer),
        serial=f"{found.serial_number:X}",
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
        # A certificate that says nothing of its usage is not restricted (RFC 5280, 4.2.1.3).
        signs=usage is None or usage.content_commitment,
    )


def _common_name(name: x509.Name) -> str:
    for wanted in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(wanted)
        if found:
            return str(found[0].value)
    return name.rfc4514_string()
