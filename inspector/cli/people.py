"""The commands of the people: who is registered, one's own password, a reset by the administrator."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector.cli.console import (
    HomeOption,
    JsonOption,
    ask_password,
    home_of,
    out,
    print_json,
    user,
    workspace_of,
)
from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer

people_app = typer.Typer(help="人员和密码", no_args_is_help=True)

NEW_PASSWORD = "INSPECTOR_NEW_PASSWORD"


@people_app.command("list")
def people_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出人员：证号、角色、证件有效期、有没有密码。"""
    from inspector.services.officers import OfficerService
    from inspector.services.sign_in import SignInService

    with workspace_of(home, exclusive=False) as workspace:
        found = OfficerService(workspace).officers(active_only=False)
        protected = SignInService(workspace).with_password()
        roles = list(workspace.rules.roles.values())
    names = {one.id: [role.name for role in roles if role.id in one.role_ids()] for one in found}
    if as_json:
        print_json(
            [
                {
                    "card_number": one.card_number,
                    "name": one.name,
                    "roles": names[one.id],
                    "card_valid_until": one.card_valid_until,
                    "active": one.active,
                    "password": one.id in protected,
                }
                for one in found
            ]
        )
        return
    for one in found:
        until = f"证件有效期至 {one.card_valid_until}" if one.card_valid_until else "证件有效期未填"
        state = "" if one.active else "  已停用"
        password = "有密码" if one.id in protected else "没有密码"
        out.print(f"{one.card_number}  {one.name}  {'、'.join(names[one.id])}  {until}  {password}{state}")


@people_app.command("password")
def people_password(home: HomeOption = None) -> None:
    """设或改自己的密码。本机第一次设密码以后，窗口和命令行都要登录。"""
    from inspector.services.officers import OfficerService
    from inspector.services.sign_in import SignInService
    from inspector.services.workspace import Workspace

    with Workspace.open(home_of(home)) as workspace:
        service = SignInService(workspace)
        who = user()
        if service.enforced():
            old = ask_password(who)
            service.sign_in(who, old)
            service.change(old, _new_password(who))
            out.print("已改密码")
            return
        chosen = _one(OfficerService(workspace).officers(), who, "--user")
        service.set_first(chosen.id, _new_password(who))
    out.print("已设密码，以后须登录；你现在也是系统管理员，请替别人设初始密码（people reset）")


@people_app.command("reset")
def people_reset(
    person: Annotated[str, typer.Argument(help="执法证号或姓名")], home: HomeOption = None
) -> None:
    """替别人设初始密码（系统管理员）；本人登录后必须自己再改。"""
    from inspector.services.officers import OfficerService
    from inspector.services.sign_in import SignInService

    with workspace_of(home) as workspace:
        chosen = _one(OfficerService(workspace).officers(active_only=False), person, "人员")
        SignInService(workspace).reset(chosen.id, _new_password(person))
    out.print(f"已重设{chosen.name}的密码；登录后须自己再改")


def _one(officers: list[Officer], who: str, field: str) -> Officer:
    chosen = [one for one in officers if who in (one.card_number, one.name)]
    if len(chosen) != 1:
        raise InvalidValueError(field, who, "、".join(one.card_number for one in officers))
    return chosen[0]


def _new_password(who: str) -> str:
    """A new password: from the environment, or typed twice."""
    first = ask_password(who, "新密码", NEW_PASSWORD)
    if first != ask_password(who, "再输一次新密码", NEW_PASSWORD):
        raise InvalidValueError("新密码", "（不显示）", "两次输入相同")
    return first
