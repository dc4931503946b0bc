"""Signing in (登录): personal accounts, wrong passwords with a growing wait, the lock, one's own and a reset password.

The wait runs by the injected clock and is stored with the account, so that starting the program anew does not end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspector.db.store import Reader, Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.people_records import Account
from inspector.domain.records import UNSTORED, Officer
from inspector.services.access import (
    InactiveAccountError,
    PasswordChangeNeededError,
    SignInNeededError,
    enforced,
)
from inspector.services.passwords import Passwords, check_new
from inspector.services.workspace import Workspace

ADMINISTRATOR = "administrator"
FORGOTTEN = (
    "忘记密码：请系统管理员在设置的人员里重设，重设后你自己再改一次。没有人能查到原来的密码。"
    "管理员也忘了，可以请另一名管理员重设；单位最好有两名管理员。"
    "全部忘了时，只能把设密码之前的备份恢复到另一个文件夹。"
)
_FREE_TRIES = 3
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=15)


class WrongPasswordError(RuleRefusedError):
    """A wrong password; `wait` is how long the next try must wait."""

    def __init__(self, name: str, failures: int, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(
            "密码不对",
            f"{name}连续 {failures} 次输错"
            + (f"，{_words(wait)}后才能再试" if wait else "")
            + "。数据没有改动",
            "核对大小写和输入法；忘记时请系统管理员重设",
        )


class TooSoonError(RuleRefusedError):
    """Another try before the wait is over; it was not counted."""

    def __init__(self, name: str, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(
            f"再等{_words(wait)}",
            f"{name}的密码连续输错，这一次没有核对，也不计次数",
            "到时再试；忘记密码时请系统管理员重设",
        )


class NoAccountError(RuleRefusedError):
    """A person without a password where people sign in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}还没有密码",
            "本机已要求登录，没有密码的人不能使用",
            "请系统管理员在设置的人员里设一个初始密码",
        )


class LastAdministratorError(RuleRefusedError):
    """The change would leave nobody who can reset passwords."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}是唯一的系统管理员",
            "没有管理员就没有人能重设密码、登记人员；没有改动",
            "先给另一名有密码的人员系统管理员的角色",
        )


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in; `must_change`: only the password can be changed now."""

    officer: Officer
    must_change: bool


def wait_after(failures: int) -> timedelta:
    """How long a try must wait after so many wrong ones in a row: 5 s after the third, doubled each time, 15 min at most."""
    if failures < _FREE_TRIES:
        return timedelta()
    return min(_FIRST_WAIT * (1 << min(failures - _FREE_TRIES, 20)), _LONGEST_WAIT)


class SignInService:
    """Accounts on this laptop."""

    def __init__(self, workspace: Workspace, passwords: Passwords | None = None) -> None:
        self.workspace = workspace
        self.passwords = passwords or Passwords()

    def enforced(self) -> bool:
        """Whether people must sign in."""
        with self.workspace.read() as reader:
            return enforced(reader)

    def people(self) -> list[Officer]:
        """Active people with an account, the one who signed in last first."""
        with self.workspace.read() as reader:
            accounts = {account.officer_id: account for account in reader.find(Account)}
            found = [one for one in reader.find(Officer, order=("card_number",)) if one.active]
        return sorted(
            (one for one in found if one.id in accounts),
            key=lambda one: accounts[one.id].signed_in_at or UNSTORED,
            reverse=True,
        )

    def with_password(self) -> frozenset[str]:
        """Ids of everyone who has a password."""
        with self.workspace.read() as reader:
            return frozenset(account.officer_id for account in reader.find(Account))

    def sign_in(self, who: str, password: str) -> SignedIn:
        """Sign in by officer id, certificate number or name; from now on changes are written in this person's name.

        Raises InvalidValueError for an unknown person, NoAccountError, InactiveAccountError, TooSoonError, WrongPasswordError.
        """
        officer, account = self._checked(who, password)
        self.workspace.sign_in(officer.id)
        fresh = replace(account, failures=0, failed_at=None, signed_in_at=self.workspace.clock.now())
        if self.passwords.outdated(account.password_hash):
            fresh = replace(fresh, password_hash=self.passwords.hash(password))
        with self.workspace.write() as writer:
            writer.put(fresh, "account.signed_in")
        return SignedIn(officer, account.must_change)

    def unlock(self, password: str) -> SignedIn:
        """Take the lock away: the password of the one who is signed in. Raises as `sign_in` does, SignInNeededError when nobody is."""
        if not self.workspace.signed_in:
            raise SignInNeededError
        return self.sign_in(self.workspace.signed_in, password)

    def sign_out(self) -> None:
        """Nobody works here until the next sign-in."""
        self.workspace.sign_in("")

    def set_first(self, officer_id: str, password: str) -> Changes:
        """The first password of the laptop: from now on people sign in, and its owner is administrator.

        Raises RuleRefusedError when there is a password already, InvalidValueError for a weak one.
        """
        with self.workspace.read() as reader:
            officer = reader.get(Officer, officer_id)
            if enforced(reader):
                raise RuleRefusedError("已经有人设了密码", "第一个密码只设一次", "登录后改自己的密码")
        if not officer.active:
            raise InactiveAccountError(officer.name)
        check_new(password, officer.name, officer.card_number)
        hashed = self.passwords.hash(password)
        self.workspace.work_as(officer.id)
        with self.workspace.write("设第一个密码，以后须登录") as writer:
            if enforced(writer):
                raise RuleRefusedError("已经有人设了密码", "第一个密码只设一次", "登录后改自己的密码")
            if ADMINISTRATOR not in officer.role_ids():
                roles = ",".join((*sorted(officer.role_ids()), ADMINISTRATOR))
                writer.put(replace(officer, roles=roles), "officer.saved")
            account = Account(
                officer_id=officer.id, password_hash=hashed, signed_in_at=self.workspace.clock.now()
            )
            writer.put(account, "account.opened")
            changes = writer.changes()
        self.workspace.sign_in(officer.id)
        return changes

    def change(self, old: str, new: str) -> Changes:
        """Change one's own password. Raises SignInNeededError, WrongPasswordError, TooSoonError, InvalidValueError."""
        officer, account = self._checked(self.workspace.signed_in, old)
        check_new(new, officer.name, officer.card_number)
        if self.passwords.right(account.password_hash, new, officer.name):
            raise InvalidValueError("新密码", "（不显示）", "与原来的不同")
        hashed = self.passwords.hash(new)
        with self.workspace.write() as writer:
            changed = replace(account, password_hash=hashed, must_change=False, failures=0, failed_at=None)
            writer.put(changed, "account.password_changed")
            return writer.changes()

    def reset(self, officer_id: str, password: str) -> Changes:
        """An administrator gives somebody an initial password, to be changed at the first sign-in; also ends a wait.

        Raises ActionNotPermittedError, SignInNeededError, InvalidValueError.
        """
        with self.workspace.read() as reader:
            officer = reader.get(Officer, officer_id)
            if not enforced(reader):
                raise RuleRefusedError(
                    "还没有人设密码", "第一个密码由本人设，设了以后才能替别人设", "在设置里先设自己的密码"
                )
        check_new(password, officer.name, officer.card_number, "初始密码")
        hashed = self.passwords.hash(password)
        with self.workspace.write() as writer:
            found = writer.find(Account, officer_id=officer_id)
            account = found[0] if found else Account(officer_id=officer_id, password_hash=hashed)
            fresh = replace(account, password_hash=hashed, must_change=True, failures=0, failed_at=None)
            writer.put(fresh, "account.reset")
            return writer.changes()

    def _checked(self, who: str, password: str) -> tuple[Officer, Account]:
        """The account whose password this is. A wrong one is counted in a transaction of its own, which stays."""
        with self.workspace.read() as reader:
            officer = _named(reader, who)
            found = reader.find(Account, officer_id=officer.id)
        if not officer.active:
            raise InactiveAccountError(officer.name)
        if not found:
            raise NoAccountError(officer.name)
        account, now = found[0], self.workspace.clock.now()
        wait = _left(account, now)
        if wait:
            raise TooSoonError(officer.name, wait)
        if self.passwords.right(account.password_hash, password, officer.name):
            return officer, account
        failures = account.failures + 1
        with self.workspace.write() as writer:
            writer.put(replace(account, failures=failures, failed_at=now), "account.refused")
        raise WrongPasswordError(officer.name, failures, wait_after(failures))


def keep_an_administrator(writer: Writer, name: str) -> None:
    """Where people sign in, an active administrator with a password must remain. Raises LastAdministratorError."""
    accounts = {account.officer_id for account in writer.find(Account)}
    if accounts and not any(
        one.active and ADMINISTRATOR in one.role_ids() and one.id in accounts for one in writer.find(Officer)
    ):
        raise LastAdministratorError(name)


def check_signed_in(signed: SignedIn) -> Officer:
    """The officer, when the password need not be changed first. Raises PasswordChangeNeededError."""
    if signed.must_change:
        raise PasswordChangeNeededError(signed.officer.name)
    return signed.officer


def _left(account: Account, now: datetime) -> timedelta:
    """What is left of the wait; a clock that was put back makes nobody wait longer than the wait itself."""
    wait = wait_after(account.failures)
    if account.failed_at is None or not wait:
        return timedelta()
    return max(timedelta(), min(wait, account.failed_at + wait - now))


def _named(reader: Reader, who: str) -> Officer:
    wanted = who.strip()
    everyone: Sequence[Officer] = reader.find(Officer)
    for field in ("id", "card_number", "name"):
        found = [one for one in everyone if wanted and getattr(one, field) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidValueError("用户", who, f"有 {len(found)} 人同名，写执法证号")
    raise InvalidValueError("用户", who, "已登记人员的执法证号或姓名")


def _words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    return "".join(
        text for text in (f" {minutes} 分" if minutes else "", f" {rest} 秒" if rest else "") if text
    )
