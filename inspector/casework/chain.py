"""The audit chain (审计链): canonical event bodies, length-prefixed SHA-256, verification of every link.

A chain shows nothing without a head kept outside the machine: heads are printed on papers and stand in backup names.
Canonical form is RFC 8785 (JSON Canonicalization Scheme); bodies hold text, integers, booleans and null only, never floats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

DOMAIN_TAG = b"inspector.event.v1"
GENESIS = bytes(32)
_LARGEST_INTEGER = 2**53 - 1

Plain: TypeAlias = "str | int | bool | Mapping[str, Plain] | list[Plain] | None"


@dataclass(frozen=True, slots=True)
class ChainEvent:
    """A stored event: place in its chain, the hash before it, the bytes that were hashed, their hash."""

    chain_id: str
    seq: int
    prev_hash: bytes
    body: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain does not hold and in what way."""

    chain_id: str
    seq: int
    what: str


def canonical(body: Mapping[str, Plain]) -> bytes:
    """RFC 8785 bytes of a body with ASCII keys; a test holds this against an independent implementation.

    For text, integers below 2^53, booleans and null the standard library's encoder already gives the canonical form.
    Raises ValueError for floats (money is fen, readings are thousandths), larger integers and lone surrogates.
    """
    _check_plain(body)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def event_hash(prev_hash: bytes, body: bytes) -> bytes:
    """SHA-256 over the domain tag and the length-prefixed previous hash and body."""
    digest = hashlib.sha256()
    for part in (DOMAIN_TAG, prev_hash, body):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def check_links(events: Iterable[ChainEvent]) -> tuple[dict[str, ChainEvent], list[ChainFault]]:
    """Walk events ordered by chain and sequence; return the last event of each chain and every fault found."""
    heads: dict[str, ChainEvent] = {}
    faults: list[ChainFault] = []
    for event in events:
        before = heads.get(event.chain_id)
        expected_seq = before.seq + 1 if before else 1
        expected_prev = before.hash if before else GENESIS
        if event.seq != expected_seq:
            faults.append(ChainFault(event.chain_id, event.seq, f"序号应为 {expected_seq}，中间有缺失或重复"))
        if event.prev_hash != expected_prev:
            faults.append(ChainFault(event.chain_id, event.seq, "与前一条不相接"))
        if event_hash(event.prev_hash, event.body) != event.hash:
            faults.append(ChainFault(event.chain_id, event.seq, "内容与哈希不符"))
        heads[event.chain_id] = event
    return heads, faults


def head_text(digest: bytes) -> str:
    """The twelve hexadecimal digits of a chain head that papers carry, upper case."""
    return digest.hex()[:12].upper()


def _check_plain(value: object) -> None:
    if isinstance(value, str) or value is None:
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise ValueError(f"integer too large for a canonical body: {value}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not key.isascii():
                raise ValueError(f"keys of a body are ASCII: {key}")
            _check_plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_plain(inner)
    else:
        raise ValueError(f"an event body cannot hold {type(value).__name__}")
