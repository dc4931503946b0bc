"""Identifiers: UUIDv7 keys (RFC 9562) and the unified social credit code (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import uuid

from inspector.domain.errors import InvalidValueError

_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_LENGTH = 18


def uuid7(unix_ms: int, randomness: bytes) -> str:
    """A UUIDv7 as text from a Unix time in milliseconds and ten random bytes (74 bits are used)."""
    if len(randomness) != 10:
        raise ValueError("ten random bytes are needed")
    value = (unix_ms & (1 << 48) - 1) << 80 | int.from_bytes(randomness)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def credit_code_check_character(first_seventeen: str) -> str:
    """The 18th character for 17 given ones (GB 32100-2015, 5.2: weights 3^(i-1) mod 31)."""
    total = sum(_CODE_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first_seventeen))
    return _CODE_ALPHABET[(31 - total % 31) % 31]


def parse_credit_code(text: str) -> str:
    """The code in capitals without blanks. Raises InvalidValueError when the form or check character is wrong."""
    code = text.strip().replace(" ", "").replace("-", "").upper()
    if len(code) != _CODE_LENGTH or any(char not in _CODE_ALPHABET for char in code):
        raise InvalidValueError("统一社会信用代码", text, "18 位数字或大写字母，不含 I、O、S、V、Z")
    expected = credit_code_check_character(code[:-1])
    if code[-1] != expected:
        raise InvalidValueError("统一社会信用代码", text, f"最后一位校验码应为 {expected}；核对证照上每一位")
    return code
