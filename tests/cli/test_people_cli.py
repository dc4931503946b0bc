"""Signing in on the command line: who and the password are asked as soon as somebody has one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.services.officers import OfficerService
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]
FIRST, OTHER = "山水-2026-甲", "another-Pass-7"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("INSPECTOR_PASSWORD", raising=False)
    with workspace_in(tmp_path / "home"):
        pass
    return str(tmp_path / "home")


def test_commands_ask_who_you_are_once_a_password_is_set(
    home: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["case", "list", "--home", home]) == 0
    monkeypatch.setenv("INSPECTOR_NEW_PASSWORD", FIRST)
    assert run(["--user", "示-0001", "people", "password", "--home", home]) == 0
    assert "系统管理员" in capsys.readouterr().out
    assert run(["case", "list", "--home", home]) == 3
    assert "先登录" in capsys.readouterr().err
    assert run(["--user", "示-0001", "case", "list", "--home", home]) == 3
    monkeypatch.setenv("INSPECTOR_PASSWORD", "falsch-falsch")
    assert run(["--user", "示-0001", "case", "list", "--home", home]) == 3
    shown = capsys.readouterr().err
    assert "密码不对" in shown
    assert "falsch" not in shown
    monkeypatch.setenv("INSPECTOR_PASSWORD", FIRST)
    assert run(["--user", "李甲", "people", "list", "--json", "--home", home]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["name"]: one["password"] for one in listed}["李甲"] is True
    assert sum(one["password"] for one in listed) == 1


def test_an_administrator_resets_and_the_owner_changes_before_anything_else(
    home: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_NEW_PASSWORD", FIRST)
    assert run(["--user", "示-0001", "people", "password", "--home", home]) == 0
    monkeypatch.setenv("INSPECTOR_PASSWORD", FIRST)
    monkeypatch.setenv("INSPECTOR_NEW_PASSWORD", OTHER)
    assert run(["--user", "示-0001", "people", "reset", "王乙", "--home", home]) == 0
    monkeypatch.setenv("INSPECTOR_PASSWORD", OTHER)
    assert run(["--user", "王乙", "case", "list", "--home", home]) == 3
    assert "先改成自己的密码" in capsys.readouterr().err
    monkeypatch.setenv("INSPECTOR_NEW_PASSWORD", "my-own-Secret")
    assert run(["--user", "王乙", "people", "password", "--home", home]) == 0
    monkeypatch.setenv("INSPECTOR_PASSWORD", "my-own-Secret")
    assert run(["--user", "王乙", "case", "list", "--home", home]) == 0
    capsys.readouterr()
    assert run(["--user", "王乙", "people", "reset", "李甲", "--home", home]) == 3
    assert "须是系统管理员" in capsys.readouterr().err


def test_the_chain_names_who_signed_in(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_NEW_PASSWORD", FIRST)
    assert run(["--user", "示-0017", "people", "password", "--home", home]) == 0
    monkeypatch.setenv("INSPECTOR_PASSWORD", FIRST)
    template = tmp_path / "empty.xlsx"
    assert run(["--user", "示-0017", "sites", "template", str(template), "--home", home]) == 0
    with workspace_in(Path(home)) as workspace:
        officer = next(one for one in OfficerService(workspace).officers() if one.card_number == "示-0017")
        with workspace.read() as reader:
            last = json.loads(list(reader.events())[-1].body)
    assert (last["action"], last["user"]) == ("account.signed_in", officer.id)
