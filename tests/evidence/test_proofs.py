"""Proofs read offline: absent is no fault, an unknown signer is never good, a changed byte is a mismatch."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from inspector.evidence.attachments import FILES, FileFormat
from inspector.evidence.proofmode import proofmode_proof
from inspector.evidence.proofs import NO_PROOF, ProofVerdict, c2pa_proof
from inspector.evidence.store import PhotoStore
from inspector.evidence.worker import PhotoWorker
from tests.evidence.specimens import encoded, jpeg, picture

# Made for these tests with a key that was thrown away.
MEDIA = b"sample bytes of a media file\n"
MEDIA_HASH = "1d65c8e370ad66ae34950a3ad615dcc1514b20b6c7a9bafb9809dd7b7c0609a7"
PUBLIC_KEY = """-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawdm4xYJKwYBBAHaRw8BAQdANu+i34k9nc1ZVhzDjxocbSBJoGZ5yT0HBqQn
reD0JHG0KVNhbXBsZSBQcm9vZiBLZXkgPHNhbXBsZUBleGFtcGxlLmludmFsaWQ+
iJAEExYIADgWIQQueq2nnIje6OIHrnr1qvNpfqAjngUCawdm4wIbAwULCQgHAgYV
CgkICwIEFgIDAQIeAQIXgAAKCRD1qvNpfqAjnuIBAQCQydXpfk47l62KRTq5N7K3
2RkHPuttDaElxKTMGs78pgEAlKsU4XH7zMC1t7jArfhHOtKndJWQxwBUyA4i6a5w
Mww=
=bzAO
-----END PGP PUBLIC KEY BLOCK-----
"""
SIGNATURE = """-----BEGIN PGP SIGNATURE-----

iHUEABYIAB0WIQQueq2nnIje6OIHrnr1qvNpfqAjngUCawdm4wAKCRD1qvNpfqAj
nvbnAP9TdeEoeo8Vgh0SWF44GTTXAn5Bm4ogsEKgDWz3jjiXNAEArTlKPyWyCS7D
nF8HDazfzxgW9nYEHEmEYLlikpH5QQA=
=+5D4
-----END PGP SIGNATURE-----
"""


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey, authority: bool
) -> bytes:
    def named(text: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sample"),
                x509.NameAttribute(NameOID.COMMON_NAME, text),
            ]
        )

    usage = [not authority, False, False, False, False, authority, authority, False, False]
    built = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(7 if authority else 8)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2046, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(x509.KeyUsage(*usage), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False)
    )
    if not authority:
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), True)
    return built.sign(by, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def signed() -> bytes:
    """A JPEG with a whole credential by a signer nobody knows."""
    authority, camera = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    chain = _certificate("Camera", camera, "CA", authority, False) + _certificate(
        "CA", authority, "CA", authority, True
    )
    key = camera.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    created = {
        "action": "c2pa.created",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    }
    builder = c2pa.Builder(
        {
            "claim_generator_info": [{"name": "sample camera", "version": "1.0"}],
            "format": "image/jpeg",
            "assertions": [{"label": "c2pa.actions", "data": {"actions": [created]}}],
        }
    )
    out = io.BytesIO()
    with c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, key, None)) as signer:
        builder.sign(signer, "image/jpeg", io.BytesIO(jpeg()), out)
    return out.getvalue()


def _put(card: Path, name: str, data: bytes) -> Path:
    (card / name).write_bytes(data)
    return card / name


def test_a_whole_credential_by_a_stranger_is_never_good(
    worker: PhotoWorker, card: Path, signed: bytes
) -> None:
    proof = c2pa_proof(worker, _put(card, "s.jpg", signed), "JPEG", "s.jpg")
    assert (proof.format, proof.verdict) == ("C2PA", ProofVerdict.UNKNOWN_SIGNER)
    assert "签名人（自称）：Camera" in proof.lines and "未经核实" in proof.verdict.label
    assert {verdict.tone for verdict in ProofVerdict} == {"plain", "wrong", "unchecked"}


def test_a_changed_picture_is_a_mismatch(worker: PhotoWorker, card: Path, signed: bytes) -> None:
    changed = bytearray(signed)
    changed[changed.rfind(b"\xff\xda") + 400] ^= 1
    proof = c2pa_proof(worker, _put(card, "x.jpg", bytes(changed)), "JPEG", "x.jpg")
    assert proof.verdict is ProofVerdict.MISMATCH
    assert "不符：assertion.dataHash.mismatch" in proof.lines


def test_without_a_credential_nothing_has_failed(worker: PhotoWorker, card: Path) -> None:
    for name, form in (("a.jpg", "JPEG"), ("b.png", "PNG"), ("c.webp", "WEBP")):
        data = jpeg() if form == "JPEG" else encoded(picture(64, 64), form)
        assert c2pa_proof(worker, _put(card, name, data), form, name) == NO_PROOF
    assert c2pa_proof(worker, _put(card, "d.csv", b"a,b"), "CSV", "d.csv").verdict.label == "无凭证"


def test_a_cut_credential_could_not_be_checked(worker: PhotoWorker, card: Path, signed: bytes) -> None:
    broken = signed.replace(b"jumb", b"jumX", 3)
    proof = c2pa_proof(worker, _put(card, "x.jpg", broken), "JPEG", "x.jpg")
    assert proof.verdict in (ProofVerdict.UNCHECKED, ProofVerdict.MISMATCH)


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who asks it."""
    seen: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Silent."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, seen
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_credential_that_lies_on_the_net_is_not_fetched(
    worker: PhotoWorker, card: Path, asked: tuple[int, list[str]]
) -> None:
    port, seen = asked
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'dcterms:provenance="http://127.0.0.1:{port}/m.c2pa"/></rdf:RDF></x:xmpmeta>'
    )
    path = _put(card, "remote.jpg", encoded(picture(64, 64), "JPEG", xmp=xmp.encode()))
    proof = c2pa_proof(worker, path, "JPEG", "remote.jpg")
    assert (proof.verdict, seen) == (ProofVerdict.UNCHECKED, [])
    assert "离线" in proof.lines[0]


def bundle(
    card: Path,
    media: bytes = MEDIA,
    stated: str = MEDIA_HASH,
    signature: str | None = SIGNATURE,
    key: str | None = PUBLIC_KEY,
) -> Path:
    path = card / "proof.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("IMG_1.jpg", media)
        told = {"File Hash SHA256": stated, "Hardware": "Sample P7", "File Created": "2026-11-20T23:18:05Z"}
        archive.writestr(f"{MEDIA_HASH}.proof.json", json.dumps(told))
        archive.writestr(f"{MEDIA_HASH}.proof.csv", f"File Hash SHA256,Hardware\n{stated},Sample P7\n")
        if signature:
            archive.writestr(f"{stated or MEDIA_HASH}.asc", signature)
        archive.writestr(f"{MEDIA_HASH}.proof.json.asc", SIGNATURE)
        if key:
            archive.writestr("pubkey.asc", key)
    return path


def test_a_proofmode_bundle_that_holds(card: Path, tmp_path: Path) -> None:
    path = bundle(card)
    stored = PhotoStore(tmp_path / "files", FILES).take_in(path)
    assert stored.format is FileFormat.PROOFMODE
    proof = proofmode_proof(stored.path)
    # With GnuPG here the signature is checked; without it nothing is claimed about it.
    checked = shutil.which("gpg") is not None
    assert proof.verdict is (ProofVerdict.UNKNOWN_SIGNER if checked else ProofVerdict.HASH_ONLY)
    assert any("哈希相符" in line for line in proof.lines) and "设备（自称）：Sample P7" in proof.lines


def test_without_gnupg_only_the_hash_is_claimed(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    proof = proofmode_proof(bundle(card))
    assert proof.verdict is ProofVerdict.HASH_ONLY
    assert "签名未能核对：本机没有 GnuPG" in proof.lines


def test_a_changed_file_or_another_hash_is_a_mismatch(card: Path) -> None:
    for change in ({"media": MEDIA + b"!"}, {"stated": "0" * 64}):
        assert proofmode_proof(bundle(card, **change)).verdict is ProofVerdict.MISMATCH


def test_a_signature_over_something_else_is_never_called_checked(card: Path) -> None:
    other = b"other bytes"
    proof = proofmode_proof(bundle(card, media=other, stated=hashlib.sha256(other).hexdigest()))
    expected = ProofVerdict.MISMATCH if shutil.which("gpg") else ProofVerdict.HASH_ONLY
    assert proof.verdict is expected


def test_missing_or_broken_parts_are_not_a_verdict_on_the_photo(card: Path) -> None:
    assert proofmode_proof(bundle(card, signature=None)).verdict is ProofVerdict.HASH_ONLY
    assert proofmode_proof(bundle(card, key=None)).verdict is ProofVerdict.HASH_ONLY
    assert proofmode_proof(bundle(card, stated="")).verdict is ProofVerdict.UNCHECKED
    whole = bundle(card).read_bytes()
    for cut in range(0, len(whole), 97):
        assert proofmode_proof(_put(card, "cut.zip", whole[:cut])).verdict is not ProofVerdict.UNKNOWN_SIGNER
