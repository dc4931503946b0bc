"""Passwords (密码): Argon2id hashes that carry their own parameters, and what a new password must be.

The library's defaults are RFC 9106's second choice (64 MiB, three passes); a hash made with less is made anew at the next
sign-in. No length or kind is asked by a statute we read; the eight characters are our own rule.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from inspector.domain.errors import DamageFoundError, InvalidValueError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MINIMUM = 8
LONGEST = 128
_HIDDEN = "（不显示）"


class AccountDamagedError(DamageFoundError):
    """A stored hash that is no Argon2id hash."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}的账号数据损坏",
            "存下的密码哈希读不出来，没有改动它",
            "用 inspector verify 核对数据，再请系统管理员重设密码",
        )


class Passwords:
    """Hashes and checks. `hasher` None: the library's defaults."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher

    @property
    def hasher(self) -> PasswordHasher:
        """Loaded when first used: a start without passwords does not pay for it."""
        if self._hasher is None:
            from argon2 import PasswordHasher

            self._hasher = PasswordHasher()
        return self._hasher

    def hash(self, password: str) -> str:
        """The encoded hash with its parameters and a fresh salt."""
        return self.hasher.hash(_folded(password))

    def right(self, stored: str, password: str, name: str) -> bool:
        """Whether the password belongs to the hash. Raises AccountDamagedError for something that is no hash."""
        from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

        try:
            return self.hasher.verify(stored, _folded(password))
        except VerifyMismatchError:
            return False
        except (InvalidHashError, VerificationError) as error:
            raise AccountDamagedError(name) from error

    def outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than are used now."""
        return self.hasher.check_needs_rehash(stored)


def check_new(password: str, name: str, card_number: str, field: str = "新密码") -> None:
    """Refuse a password that is too short or says its owner. Raises InvalidValueError, which never shows the password."""
    folded = _folded(password)
    if len(folded) < MINIMUM:
        raise InvalidValueError(field, _HIDDEN, f"至少 {MINIMUM} 个字符，现在是 {len(folded)} 个")
    if len(folded) > LONGEST:
        raise InvalidValueError(field, _HIDDEN, f"不超过 {LONGEST} 个字符")
    if len(set(folded)) < 3:
        raise InvalidValueError(field, _HIDDEN, "不是同一两个字符的重复")
    known = {_folded(text).casefold() for text in (name, card_number) if text}
    if any(text in folded.casefold() for text in known if len(text) > 1):
        raise InvalidValueError(field, _HIDDEN, "不含自己的姓名和证号")


def _folded(password: str) -> str:
    """One form for full and half width, so that a different input method gives the same password."""
    return unicodedata.normalize("NFKC", password)
