"""The manifest (清单) of a law pack: who it is, the SHA-256 of every file, and a signature if somebody signed it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from inspector.law.pack_faults import Faults
from inspector.law.record_writing import toml_text

MANIFEST = "manifest.toml"
REQUIRED = ("id", "version", "region", "valid_from", "files")
KEYS = (*REQUIRED, "signature")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,4}")
_ID_ALLOWED, _VERSION_ALLOWED = "小写字母、数字和连字符", "数字和点，如 2026.11.1"
_HEX = re.compile(r"[0-9a-f]+")
_SIGNED_AS = "inspector law pack 1"


Verify = Callable[[bytes, bytes, bytes], bool]
"""Whether a signature (last) is that of a message under a public key (first). Malformed ones are not."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How signatures are checked, and the names of known signing keys by public key (hex)."""

    verify: Verify
    names: Mapping[str, str] = field(default_factory=dict)


class SignatureState(StrEnum):
    """What is known about who made a pack. A wrong signature is no state: the pack is refused."""

    UNSIGNED = "unsigned"
    GOOD = "good"
    UNKNOWN_KEY = "unknown_key"

    @property
    def word(self) -> str:
        """On screen."""
        return {"unsigned": "没有签名", "good": "签名有效", "unknown_key": "签名者未知"}[self.value]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in use: id, version, region, day from which it is meant, and its signature (`signer`: name of a known key).

    `digest` is the SHA-256 of what a signature covers: two packs with the same digest are the same.
    """

    id: str
    version: str
    region: str
    valid_from: date
    digest: str
    signature: SignatureState = SignatureState.UNSIGNED
    signer: str = ""

    @property
    def signature_text(self) -> str:
        """`签名有效（市局法规处）`, `签名者未知`, `没有签名`."""
        return f"{self.signature.word}（{self.signer}）" if self.signer else self.signature.word


def version_key(version: str) -> tuple[int, ...]:
    """2026.11.1 → (2026, 11, 1): 2026.9 is older than 2026.11. Trailing zeros do not count."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_older(version: str, than: str) -> bool:
    """Whether a version of a pack is older than another."""
    return version_key(version) < version_key(than)


def read_manifest(
    raw: Mapping[str, object], faults: Faults, trust: Trust | None, file: str = MANIFEST
) -> tuple[Pack | None, Mapping[str, str]]:
    """The pack and its files (name → SHA-256) of a parsed manifest; the pack is None when something is wrong.

    Every fault is noted; a signature that nothing can check (`trust` None) is one.
    """
    before = len(faults.found)
    for name in raw:
        if name not in KEYS:
            faults.add(file, name, "不认识的键", "、".join(KEYS))
    for name in REQUIRED:
        if name not in raw:
            faults.add(file, name, "缺少这个键", "必填")
    _check_word(raw, "id", _ID, _ID_ALLOWED, faults, file)
    _check_word(raw, "version", _VERSION, _VERSION_ALLOWED, faults, file)
    region, day = raw.get("region", ""), raw.get("valid_from")
    if not isinstance(region, str):
        faults.add(file, "region", f"不能是 {region!r}", "文字")
    if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
        faults.add(file, "valid_from", f"不能是 {day!r}", "日期")
    files = _files(raw.get("files", {}), faults, file)
    if len(faults.found) > before or not isinstance(day, date):
        return None, files
    signed = signed_bytes(raw, files)
    state, signer = _signature(raw.get("signature"), signed, trust, faults, file)
    digest = hashlib.sha256(signed).hexdigest()
    pack = Pack(str(raw["id"]), str(raw["version"]), str(region), day, digest, state, signer)
    return pack, files


def signed_bytes(raw: Mapping[str, object], files: Mapping[str, str]) -> bytes:
    """What a signature covers: id, version, region, first day, and every file with its SHA-256."""
    head = [_SIGNED_AS, *(f"{key} {raw[key]}" for key in ("id", "version", "region", "valid_from"))]
    return "\n".join([*head, *(f"{name} {files[name]}" for name in sorted(files)), ""]).encode()


def seal_manifest(folder: Path) -> str:
    """Manifest text with the present SHA-256 of every file, unsigned; the caller writes it."""
    old = (folder / MANIFEST).read_text(encoding="utf-8")
    head = old.split("[files]")[0].rstrip()
    names = sorted(path.name for path in folder.glob("*.toml") if path.name != MANIFEST)
    return head + "\n\n[files]\n" + "".join(f'"{name}" = "{sha256_of(folder / name)}"\n' for name in names)


def head_text(pack_id: str, version: str, region: str, valid_from: date) -> str:
    """The head of a manifest, to be sealed."""
    return (
        f"id = {toml_text(pack_id)}\nversion = {toml_text(version)}\n"
        f"region = {toml_text(region)}\nvalid_from = {valid_from.isoformat()}\n"
    )


def head_faults(pack_id: str, version: str) -> list[tuple[str, str, str]]:
    """What is wrong with an id or a version somebody typed: the word for it, the fault, what is allowed."""
    found = []
    if _ID.fullmatch(pack_id) is None:
        found.append(("编号", f"不能是 {pack_id}", _ID_ALLOWED))
    if _VERSION.fullmatch(version) is None:
        found.append(("版本", f"不能是 {version}", _VERSION_ALLOWED))
    return found


def signature_lines(key: bytes, value: bytes) -> str:
    """The `[signature]` part to put at the end of a sealed manifest: public key, signature of `signed_bytes`."""
    return f'\n[signature]\nkey = "{key.hex()}"\nvalue = "{value.hex()}"\n'


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _check_word(
    raw: Mapping[str, object], key: str, shape: re.Pattern[str], allowed: str, faults: Faults, file: str
) -> None:
    value = raw.get(key)
    if key in raw and (not isinstance(value, str) or shape.fullmatch(value) is None):
        faults.add(file, key, f"不能是 {value!r}", allowed)


def _files(raw: object, faults: Faults, file: str) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        faults.add(file, "files", "不是表", "文件名 = SHA-256")
        return {}
    found = {}
    for name, digest in raw.items():
        plain = Path(name).name == name and name.endswith(".toml") and name != MANIFEST
        if not plain or not isinstance(digest, str):
            faults.add(file, f"files.{name}", "不是文件夹里的 TOML 文件", "文件名 = SHA-256")
        else:
            found[str(name)] = digest
    return found


def _signature(
    raw: object, signed: bytes, trust: Trust | None, faults: Faults, file: str
) -> tuple[SignatureState, str]:
    if raw is None:
        return SignatureState.UNSIGNED, ""
    key, value = (raw.get("key"), raw.get("value")) if isinstance(raw, Mapping) else (None, None)
    if not (_is_hex(key, 64) and _is_hex(value, 128)) or not isinstance(raw, Mapping) or len(raw) != 2:
        faults.add(file, "signature", "写法不对", "key 为 64 位、value 为 128 位十六进制")
    elif trust is None:
        faults.add(file, "signature", "没有核对签名", "由能核对签名的程序打开")
    elif not trust.verify(bytes.fromhex(str(key)), signed, bytes.fromhex(str(value))):
        faults.add(file, "signature", "签名不符，内容或签名被改过", "与内容一致的签名，或不签名")
    elif str(key) in trust.names:
        return SignatureState.GOOD, trust.names[str(key)]
    return SignatureState.UNKNOWN_KEY, ""


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and _HEX.fullmatch(value) is not None
