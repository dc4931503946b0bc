"""ProofMode bundles (凭证包): a zip with the media, its hash in a proof file, detached signatures and the public key.

Hash equality is always checked. The enclosed key says that one key signed both; whose key it is, nobody here can say.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

from inspector.evidence.openpgp import SignatureCheck, check_signature
from inspector.evidence.proofs import Proof, ProofVerdict

_HASH_KEY = "file hash sha256"
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_SMALL = 256 * 1024
_MOST_MEDIA = 200 * 1024 * 1024
_MOST_MEMBERS = 200
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def proofmode_proof(path: Path) -> Proof:
    """Judge a bundle: every media file named by a proof is hashed and its signature checked with the enclosed key."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _judged(archive)
    except _BROKEN as error:
        return Proof("ProofMode", ProofVerdict.UNCHECKED, (f"凭证包读不出（{type(error).__name__}）",))


def _judged(archive: zipfile.ZipFile) -> Proof:
    members = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(members) > _MOST_MEMBERS:
        return Proof("ProofMode", ProofVerdict.UNCHECKED, ("凭证包里的文件过多",))
    stated = _stated(archive, members)
    if not stated:
        return Proof("ProofMode", ProofVerdict.UNCHECKED, ("凭证里没有写明文件哈希",))
    key = next((_small(archive, entry) for entry in members if entry.filename.endswith("pubkey.asc")), None)
    verdicts: list[ProofVerdict] = []
    lines: list[str] = []
    hashes = {_hash(archive, entry): entry for entry in members if _is_media(entry)}
    for sha256, told in sorted(stated.items()):
        media = hashes.get(sha256)
        if media is None:
            verdicts.append(ProofVerdict.MISMATCH)
            lines.append(f"没有与凭证哈希 {sha256[:16]} 相符的文件")
            continue
        lines.append(f"{_shown(media)} 哈希相符 {sha256[:16]}")
        lines.extend(told)
        check = _signature(archive, members, media, sha256, key)
        if check.holds:
            verdicts.append(ProofVerdict.UNKNOWN_SIGNER)
            lines.append(f"签名相符，密钥 {check.fingerprint[-16:]} 为包内自带，持有人未经核实")
        elif check.holds is None:
            verdicts.append(ProofVerdict.HASH_ONLY)
            lines.append(f"签名未能核对：{check.why}")
        else:
            verdicts.append(ProofVerdict.MISMATCH)
            lines.append("签名与文件不符")
    for verdict in (ProofVerdict.MISMATCH, ProofVerdict.HASH_ONLY):
        if verdict in verdicts:
            return Proof("ProofMode", verdict, tuple(lines))
    return Proof("ProofMode", ProofVerdict.UNKNOWN_SIGNER, tuple(lines))


def _stated(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, list[str]]:
    """Hashes that proof files state, each with the device and time it claims."""
    stated: dict[str, list[str]] = {}
    for entry in members:
        if not entry.filename.endswith((".proof.json", ".proof.csv")):
            continue
        for fields in _fields(_small(archive, entry).decode("utf-8", "replace"), entry.filename):
            sha256 = fields.get(_HASH_KEY, "").lower()
            if _HASH.fullmatch(sha256):
                claims = (
                    (label, fields.get(key, ""))
                    for label, key in (("时间", "file created"), ("设备", "hardware"))
                )
                stated.setdefault(
                    sha256, [f"{label}（自称）：{value[:80]}" for label, value in claims if value]
                )
    return stated


def _fields(text: str, name: str) -> list[dict[str, str]]:
    """Rows of a proof file with lower-case keys."""
    if name.endswith(".json"):
        content = json.loads(text)
        rows = content if isinstance(content, list) else [content]
    else:
        rows = list(csv.DictReader(io.StringIO(text)))
    return [
        {str(key).strip().casefold(): str(value).strip() for key, value in row.items()}
        for row in rows[:_MOST_MEMBERS]
        if isinstance(row, dict)
    ]


def _signature(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    media: zipfile.ZipInfo,
    sha256: str,
    key: bytes | None,
) -> SignatureCheck:
    """The detached signature over a media file: named after the file or after its hash."""
    wanted = {f"{sha256}.asc", f"{_base(media)}.asc"}
    signature = next((entry for entry in members if _base(entry) in wanted), None)
    if signature is None or key is None:
        return SignatureCheck(None, why="包内没有签名" if signature is None else "包内没有公钥")
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        content = Path(folder) / "media"
        with archive.open(media) as source, content.open("wb") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        return check_signature(content, _small(archive, signature), key)


def _is_media(entry: zipfile.ZipInfo) -> bool:
    return not entry.filename.endswith((".asc", ".csv", ".json", ".txt", ".ots", ".gst"))


def _hash(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """SHA-256 of a member, read in pieces up to the cap. Raises ValueError above it."""
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as source:
        while piece := source.read(1 << 20):
            size += len(piece)
            if size > _MOST_MEDIA:
                raise ValueError("media too large")
            digest.update(piece)
    return digest.hexdigest()


def _small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A small member whole. Raises ValueError above the cap."""
    with archive.open(entry) as source:
        data = source.read(_MOST_SMALL + 1)
    if len(data) > _MOST_SMALL:
        raise ValueError("member too large")
    return data


def _base(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").rpartition("/")[2]


def _shown(entry: zipfile.ZipInfo) -> str:
    return "".join(char for char in _base(entry) if char.isprintable())[:60]
