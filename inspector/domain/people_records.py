"""Stored records of personal accounts (个人账号). Kept apart from the officer, so that no export of a person carries a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.records import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Record):
    """The account of an officer: Argon2id hash with its parameters, wrong passwords in a row, and the instants of the last ones.

    `must_change`: the password was set by an administrator and lets its owner do nothing but choose another.
    """

    officer_id: str
    password_hash: str
    must_change: bool = False
    failures: int = 0
    failed_at: datetime | None = None
    signed_in_at: datetime | None = None
