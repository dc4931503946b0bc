"""Detached OpenPGP signatures, checked by the GnuPG of this machine when there is one; otherwise nothing is claimed.

GnuPG works in a folder of its own that is thrown away: the officer's keyring is neither read nor changed, and every way to
the net is switched off.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_TIMEOUT_S = 10
_OFFLINE = (
    "--batch", "--no-tty", "--no-options", "--no-autostart", "--disable-dirmngr",
    "--no-auto-key-locate", "--no-auto-key-retrieve", "--trust-model", "always", "--status-fd", "1",
)  # fmt: skip
_VALID = re.compile(r"^\[GNUPG:\] VALIDSIG ([0-9A-F]{40,64})\b", re.MULTILINE)
_BAD = re.compile(r"^\[GNUPG:\] BADSIG ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """`holds` is None when it could not be checked, with `why`; `fingerprint` names the enclosed key when it holds."""

    holds: bool | None
    fingerprint: str = ""
    why: str = ""


def check_signature(content: Path, signature: bytes, key: bytes) -> SignatureCheck:
    """Whether `signature` over the file `content` was made by the enclosed public `key` (both armoured or binary)."""
    program = shutil.which("gpg")
    if program is None:
        return SignatureCheck(None, why="本机没有 GnuPG")
    with tempfile.TemporaryDirectory(prefix="pgp-") as folder:
        home = Path(folder)
        (home / "key").write_bytes(key)
        (home / "sig").write_bytes(signature)
        try:
            for words in (("--import", str(home / "key")), ("--verify", str(home / "sig"), str(content))):
                done = subprocess.run(
                    [program, "--homedir", folder, *_OFFLINE, *words],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=_TIMEOUT_S,
                    check=False,
                )
        except (OSError, subprocess.TimeoutExpired) as error:
            return SignatureCheck(None, why=f"GnuPG 没有答复（{type(error).__name__}）")
    status = done.stdout.decode("utf-8", "replace")
    valid = _VALID.search(status)
    if done.returncode == 0 and valid:
        return SignatureCheck(True, valid[1])
    return SignatureCheck(False) if _BAD.search(status) else SignatureCheck(None, why="签名或密钥读不出")
