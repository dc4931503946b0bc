"""Signing a law pack (规则包签名): a key file of one's own, and the signature in the manifest."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.errors import EnvironmentFaultError, InvalidValueError
from inspector.law.loader import MANIFEST, read_pack, seal_manifest
from inspector.law.manifest import Pack, Trust, signature_lines, signed_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_NOBODY: Mapping[str, str] = {}


def trust_in(names: Mapping[str, str] = _NOBODY) -> Trust:
    """What checks the signatures (Ed25519) of packs; `names` of trusted signing keys by public key (hex)."""
    return Trust(_verify, names)


def new_key(path: Path) -> str:
    """Write a new secret key, readable by its owner alone, and return the public key in hex.

    Raises EnvironmentFaultError when the file is there already or cannot be written.
    """
    secret = secrets.token_bytes(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secret.hex() + "\n")
    except OSError as trouble:
        raise EnvironmentFaultError(
            f"密钥没有写成：{path.name}", trouble.strerror or "", "换一个不存在的文件名再试"
        ) from trouble
    return _public(_key(secret)).hex()


def sign_pack(folder: Path, key: Path) -> Pack:
    """Sign a sound pack folder with a key file; a former signature is replaced. Raises LawPackError, InvalidValueError."""
    trust = trust_in()
    read_pack(folder, trust)
    secret = _key(_secret(key))
    manifest = folder / MANIFEST
    sealed = seal_manifest(folder)
    raw = tomllib.loads(sealed)
    draft = manifest.with_suffix(".part")
    try:
        value = secret.sign(signed_bytes(raw, raw["files"]))
        draft.write_text(sealed + signature_lines(_public(secret), value), encoding="utf-8")
        draft.replace(manifest)
    except OSError as trouble:
        raise EnvironmentFaultError(
            "签名没有写成", trouble.strerror or "", "核对磁盘空间和权限后再试"
        ) from trouble
    return read_pack(folder, trust_in({_public(secret).hex(): key.stem}))


# Imported when first needed: most starts check no signature.
def _verify(public: bytes, message: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(secret: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(secret)


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _secret(path: Path) -> bytes:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise EnvironmentFaultError(f"读不出密钥 {path.name}", str(trouble), "核对文件位置") from trouble
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise InvalidValueError("密钥文件", path.name, "由 inspector law key 写出的文件")
    return secret
