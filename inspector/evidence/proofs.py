"""Proofs that came with a file (凭证): C2PA credentials and ProofMode bundles, as a verdict and the lines behind it.

No verdict says that a photo is true. Nobody on this machine vouches for a signer, so no signer is ever shown as known;
a file without a credential has failed nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.domain.kinds import Labelled
from inspector.evidence.errors import UndecodableError
from inspector.evidence.worker import PhotoWorker

# The one failure that says nothing against the content: this machine has no list of trusted signers.
_ONLY_UNKNOWN = frozenset({"signingCredential.untrusted"})


class ProofVerdict(Labelled):
    """What a check found; the words are for the screen."""

    NONE = "none", "无凭证"
    UNKNOWN_SIGNER = "unknown_signer", "凭证与内容相符，签名人身份未经核实"
    HASH_ONLY = "hash_only", "哈希相符，签名未能核对"
    MISMATCH = "mismatch", "凭证与内容不符"
    UNCHECKED = "unchecked", "未能核对"

    @property
    def tone(self) -> str:
        """`plain`, `wrong` or `unchecked` for the look of the word; never `good`."""
        return {"mismatch": "wrong", "unchecked": "unchecked", "hash_only": "unchecked"}.get(
            self.value, "plain"
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """Format of the proof (empty when there is none), the verdict, and what was found line by line."""

    format: str
    verdict: ProofVerdict
    lines: tuple[str, ...] = ()


NO_PROOF = Proof("", ProofVerdict.NONE)


def c2pa_proof(worker: PhotoWorker, path: Path, found: str, name: str) -> Proof:
    """The C2PA credential inside a photo, video, sound or PDF of format `found`, judged offline in a child.

    Raises DecoderFaultError when no child can start; a file that ends the child is 未能核对.
    """
    try:
        reply = worker.ask({"path": str(path), "credentials": found}, name)
    except UndecodableError as refused:
        return Proof("C2PA", ProofVerdict.UNCHECKED, (refused.why,))
    if "refused" in reply:
        why = "凭证存放在网上，本程序离线，没有取" if reply["refused"] == "remote" else "凭证读不出"
        return Proof("C2PA", ProofVerdict.UNCHECKED, (why,))
    told = reply.get("proof")
    if told is None:
        return NO_PROOF
    return _judged(told) if isinstance(told, dict) else Proof("C2PA", ProofVerdict.UNCHECKED, ("结果不合规",))


def _judged(told: dict[str, object]) -> Proof:
    failures = told.get("failures")
    codes = {str(code) for code in failures} if isinstance(failures, list) else {"unknown"}
    state = str(told.get("state", ""))
    lines = [
        f"{label}：{value}"
        for label, key in (
            ("签发机构（自称）", "issuer"),
            ("签名人（自称）", "name"),
            ("生成工具（自称）", "tool"),
            ("签名时间（自称）", "signed"),
        )
        if (value := str(told.get(key, "")))
    ]
    if state in ("Valid", "Trusted") and codes <= _ONLY_UNKNOWN:
        lines.append("内容自签名后没有改动；签名人不在任何受信任名单里，本机没有核实其身份")
        return Proof("C2PA", ProofVerdict.UNKNOWN_SIGNER, tuple(lines))
    lines.extend(f"不符：{code}" for code in sorted(codes - _ONLY_UNKNOWN))
    return Proof("C2PA", ProofVerdict.MISMATCH, tuple(lines))
