"""The one base class of everything that can be refused, with text fit for a person.

Every refusal says three things: what happened, why (and what is safe), and what to do next.
The window shows the three parts apart; the CLI prints them and exits with `exit_code`.
"""

from __future__ import annotations


class InspectorError(Exception):
    """A refusal that the user can understand and act on.

    Attributes:
        what: one short sentence, Chinese, stating the fact.
        why: the cause and what is safe.
        next_step: what the user can do now.
        places: where it is wrong, one line a place (rows of a sheet, fields of a record).
        exit_code: process exit code of the CLI (2 bad input, 3 refused by a rule, 4 environment, 5 damage found).
    """

    exit_code = 2

    def __init__(self, what: str, why: str = "", next_step: str = "", places: tuple[str, ...] = ()) -> None:
        self.what = what
        self.why = why
        self.next_step = next_step
        self.places = places
        super().__init__("\n".join(part for part in (what, why, next_step, *places) if part))


class InvalidValueError(InspectorError):
    """A value that a person typed or a file held breaks a rule of its field."""

    def __init__(self, field: str, value: object, allowed: str, suggestion: str | None = None) -> None:
        self.field = field
        self.suggestion = suggestion
        super().__init__(
            f"{field}不符合要求：{value}",
            f"允许：{allowed}",
            f"改为 {suggestion}" if suggestion else "改正后再试，其他内容都已保存",
        )


class CancelledError(InspectorError):
    """The user cancelled long work; what cancelling keeps is said in `why`."""

    exit_code = 130

    def __init__(self, kept: str = "已完成的部分保留，没有写入一半的记录") -> None:
        super().__init__("已取消", kept)


class NotFoundError(InspectorError):
    """The asked record does not exist in this store."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(
            f"找不到{kind}：{key}", "可能在另一台电脑的数据里，或编号写错", "核对编号，或在列表里查找"
        )


class RuleRefusedError(InspectorError):
    """A step that the law or the procedure does not allow now; `why` names the requirement and its article."""

    exit_code = 3


class EnvironmentFaultError(InspectorError):
    """Disk, permission, lock or installation trouble outside the record itself."""

    exit_code = 4


class DamageFoundError(InspectorError):
    """A check found evidence or history that is missing or does not match its hash."""

    exit_code = 5
