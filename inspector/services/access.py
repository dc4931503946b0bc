"""Who may write what (登录与职责分工): asked of every event inside its own transaction, so that no service can forget it.

While nobody has a password the laptop is one person's and nothing is asked. From the first account on, every change
needs a signed-in person whose roles the decision table (`people.toml`, `permissions`) allows.
"""

from __future__ import annotations

from collections.abc import Callable

from inspector.casework.people import permission_of
from inspector.casework.rulebook import Permission, Rulebook
from inspector.db.store import Reader
from inspector.domain.errors import RuleRefusedError
from inspector.domain.people_records import Account
from inspector.domain.records import Officer

# What a person does to the own account; an account that must change its password may do nothing else.
OWN_ACTIONS = frozenset(
    {"account.opened", "account.signed_in", "account.refused", "account.password_changed", "account.rehashed"}
)


class SignInNeededError(RuleRefusedError):
    """Something was to be written, and nobody has signed in."""

    def __init__(self) -> None:
        super().__init__(
            "先登录再登记",
            "本机已设密码，每一项登记都要记下是谁做的；这一项没有写入",
            "在窗口里登录；命令行写明 --user 执法证号，密码由提示输入或放在 INSPECTOR_PASSWORD",
        )


class ActionNotPermittedError(RuleRefusedError):
    """The person who signed in has none of the roles that may write this."""

    def __init__(self, officer: Officer, permission: Permission, rules: Rulebook) -> None:
        self.permission = permission
        has = "、".join(rules.roles[role].name for role in rules.roles if role in officer.role_ids())
        wanted = "、".join(rules.roles[role].name for role in permission.roles)
        super().__init__(
            f"{officer.name}不能{permission.name}",
            f"按本单位的职责分工，须是{wanted}；{officer.name}是{has}。这一项没有写入",
            "请有这项职责的人登录后登记；职责有变动时请系统管理员在设置的人员里修改",
        )


class InactiveAccountError(RuleRefusedError):
    """The account of the person who signed in was stopped meanwhile."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}的账号已停用", "停用后不能再登记；之前的记录都在", "请系统管理员核对")


class PasswordChangeNeededError(RuleRefusedError):
    """The password was set by an administrator and must be changed first."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "先改成自己的密码",
            f"{name}的密码是系统管理员设的，别人知道；改掉之前不能登记",
            "在登录页改；命令行用 inspector people password",
        )


def enforced(reader: Reader) -> bool:
    """Whether people must sign in: somebody has a password."""
    return reader.count(Account) > 0


def permit(rules: Callable[[], Rulebook], reader: Reader, signed_in: str) -> Callable[[str], None]:
    """The question a writer asks before every event. `signed_in` is an officer id, empty for nobody.

    The answer holds for the transaction: the first account of a folder is opened by a transaction that began without any.
    Raises SignInNeededError, InactiveAccountError, PasswordChangeNeededError, ActionNotPermittedError.
    """
    answer: list[tuple[bool, Officer | None, bool]] = []

    def find() -> tuple[bool, Officer | None, bool]:
        if not enforced(reader):
            return False, None, False
        officers = reader.find(Officer, id=signed_in) if signed_in else []
        accounts = reader.find(Account, officer_id=signed_in) if signed_in else []
        return True, officers[0] if officers else None, bool(accounts and accounts[0].must_change)

    def ask(action: str) -> None:
        if not answer:
            answer.append(find())
        asked, officer, must_change = answer[0]
        if not asked or action in OWN_ACTIONS:
            return
        if officer is None:
            raise SignInNeededError
        if not officer.active:
            raise InactiveAccountError(officer.name)
        if must_change:
            raise PasswordChangeNeededError(officer.name)
        permission = permission_of(rules(), action)
        if not officer.role_ids() & set(permission.roles):
            raise ActionNotPermittedError(officer, permission, rules())

    return ask
