"""Personal accounts: the first password turns signing in on, wrong ones wait longer, and every change names who made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.people_records import Account
from inspector.domain.records import Officer, Site
from inspector.services.access import (
    ActionNotPermittedError,
    InactiveAccountError,
    PasswordChangeNeededError,
    SignInNeededError,
)
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.passwords import AccountDamagedError, Passwords
from inspector.services.sign_in import (
    LastAdministratorError,
    NoAccountError,
    SignInService,
    TooSoonError,
    WrongPasswordError,
    check_signed_in,
    wait_after,
)
from inspector.services.workspace import Workspace
from tests.workspaces import a_site, workspace_in

FIRST, SECOND = "山水 2026 甲", "another-Pass-7"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    services = replace(services, sign_in=SignInService(workspace, Passwords(QUICK)))
    yield services
    services.photos.close()


def person(desk: Services, name: str) -> Officer:
    return next(one for one in desk.officers.officers(active_only=False) if one.name == name)


def opened(desk: Services, name: str = "李甲") -> Officer:
    """The laptop after its first password."""
    officer = person(desk, name)
    desk.sign_in.set_first(officer.id, FIRST)
    return person(desk, name)


def at(workspace: Workspace, later: timedelta) -> None:
    clock = workspace.clock
    assert isinstance(clock, SettableClock)
    clock.set(clock.moment + later)


def test_without_a_password_nobody_is_asked(desk: Services) -> None:
    assert not desk.sign_in.enforced()
    desk.sites.save(a_site())
    with pytest.raises(RuleRefusedError, match="第一个密码由本人设"):
        desk.sign_in.reset(person(desk, "王乙").id, SECOND)


def test_the_first_password_is_asked_of_everybody_and_makes_an_administrator(desk: Services) -> None:
    officer = opened(desk)
    assert "administrator" in officer.role_ids()
    assert desk.sign_in.enforced()
    with pytest.raises(RuleRefusedError, match="已经有人设了密码"):
        desk.sign_in.set_first(person(desk, "王乙").id, SECOND)
    desk.sites.save(a_site())
    desk.sign_in.sign_out()
    assert desk.officers.current() is None
    with pytest.raises(SignInNeededError, match="先登录"):
        desk.sites.save(a_site("深圳市另一家工程有限公司"))
    with pytest.raises(SignInNeededError):
        desk.officers.work_as(person(desk, "王乙"))
    with desk.workspace.read() as reader:
        assert reader.count(Site) == 1


def test_every_event_names_who_signed_in(desk: Services) -> None:
    officer = opened(desk)
    second = person(desk, "王乙")
    desk.sign_in.reset(second.id, SECOND)
    desk.sign_in.sign_in("示-0017", SECOND)
    desk.sign_in.change(SECOND, "my-own-Secret")
    site, _ = desk.sites.save(a_site())
    desk.sign_in.sign_in("李甲", FIRST)
    desk.sites.save(replace(site, note="核对过"))
    with desk.workspace.read() as reader:
        assert [body["user"] for body in reader.history(Site, site.id)] == [second.id, officer.id]


def test_a_wrong_password_is_refused_and_waits_longer_each_time(desk: Services) -> None:
    opened(desk)
    desk.sign_in.sign_out()
    for wait in (0, 0, 5, 10, 20):
        with pytest.raises(WrongPasswordError) as refused:
            desk.sign_in.sign_in("李甲", "falsch-falsch")
        assert refused.value.wait == timedelta(seconds=wait)
        assert "falsch" not in str(refused.value)
        assert desk.workspace.signed_in == ""
        if wait:
            with pytest.raises(TooSoonError) as soon:
                desk.sign_in.sign_in("李甲", FIRST)
            assert soon.value.wait == timedelta(seconds=wait)
        at(desk.workspace, timedelta(seconds=wait))
    assert desk.sign_in.sign_in("李甲", FIRST).officer.name == "李甲"
    with desk.workspace.read() as reader:
        account = reader.find(Account)[0]
        actions = [body["action"] for body in reader.history(Account, account.id)]
    assert account.failures == 0
    assert actions.count("account.refused") == 5


def test_the_wait_ends_somewhere_and_survives_a_restart(tmp_path: Path) -> None:
    assert wait_after(40) == wait_after(400) == timedelta(minutes=15)
    with workspace_in(tmp_path / "home") as workspace:
        desk = Services.on(workspace)
        service = SignInService(workspace, Passwords(QUICK))
        service.set_first(person(desk, "李甲").id, FIRST)
        service.sign_out()
        for _ in range(3):
            with pytest.raises(WrongPasswordError):
                service.sign_in("李甲", "falsch-falsch")
        desk.photos.close()
    with workspace_in(tmp_path / "home") as workspace:
        assert workspace.signed_in == ""
        with pytest.raises(TooSoonError):
            SignInService(workspace, Passwords(QUICK)).sign_in("李甲", FIRST)
        # A clock put back by a year makes nobody wait a year.
        at(workspace, timedelta(days=-365))
        with pytest.raises(TooSoonError) as soon:
            SignInService(workspace, Passwords(QUICK)).sign_in("李甲", FIRST)
        assert soon.value.wait == timedelta(seconds=5)


def test_a_reset_password_does_nothing_but_change_itself(desk: Services) -> None:
    opened(desk)
    second = person(desk, "王乙")
    with pytest.raises(NoAccountError, match="还没有密码"):
        desk.sign_in.sign_in("王乙", SECOND)
    desk.sign_in.reset(second.id, SECOND)
    signed = desk.sign_in.sign_in("王乙", SECOND)
    assert signed.must_change
    with pytest.raises(PasswordChangeNeededError):
        check_signed_in(signed)
    with pytest.raises(PasswordChangeNeededError):
        desk.sites.save(a_site())
    with pytest.raises(InvalidValueError, match="与原来的不同"):
        desk.sign_in.change(SECOND, SECOND)
    desk.sign_in.change(SECOND, "my-own-Secret")
    desk.sites.save(a_site())
    with pytest.raises(ActionNotPermittedError, match="须是系统管理员"):
        desk.sign_in.reset(person(desk, "李甲").id, SECOND)
    with pytest.raises(ActionNotPermittedError, match="登记人员和角色"):
        desk.officers.save_officer(replace(second, roles="administrator"))


def test_a_reset_ends_the_wait(desk: Services) -> None:
    opened(desk)
    second = person(desk, "王乙")
    desk.sign_in.reset(second.id, SECOND)
    for _ in range(4):
        at(desk.workspace, timedelta(minutes=1))
        with pytest.raises(WrongPasswordError):
            desk.sign_in.sign_in("王乙", "falsch-falsch")
    assert desk.workspace.signed_in == person(desk, "李甲").id, (
        "a wrong try of another leaves the session alone"
    )
    desk.sign_in.reset(second.id, "fresh-Start-9")
    assert desk.sign_in.sign_in("王乙", "fresh-Start-9").must_change


@pytest.mark.parametrize(
    ("password", "why"),
    [("kurz", "至少 8"), ("aaaaaaaa", "重复"), ("示-0001-示-0001", "证号"), ("李甲李甲李甲李甲", "重复"), ("x" * 129, "不超过 128")],
)  # fmt: skip
def test_a_weak_password_is_refused_without_showing_it(desk: Services, password: str, why: str) -> None:
    with pytest.raises(InvalidValueError, match=why) as refused:
        desk.sign_in.set_first(person(desk, "李甲").id, password)
    assert password not in str(refused.value)
    assert not desk.sign_in.enforced()


def test_a_stopped_account_cannot_sign_in_nor_go_on(desk: Services) -> None:
    opened(desk)
    second = person(desk, "王乙")
    desk.sign_in.reset(second.id, SECOND)
    desk.officers.save_officer(replace(second, active=False))
    with pytest.raises(InactiveAccountError):
        desk.sign_in.sign_in("王乙", SECOND)
    desk.workspace.sign_in(second.id)
    with pytest.raises(InactiveAccountError):
        desk.sites.save(a_site())


@pytest.mark.parametrize("change", [{"active": False}, {"roles": "inspector"}])
def test_the_last_administrator_stays(desk: Services, change: dict[str, object]) -> None:
    officer = opened(desk)
    with pytest.raises(LastAdministratorError):
        desk.officers.save_officer(replace(officer, **change))  # type: ignore[arg-type]
    assert person(desk, "李甲") == officer
    second = person(desk, "王乙")
    desk.officers.save_officer(replace(second, roles="inspector,administrator"))
    with pytest.raises(LastAdministratorError):
        desk.officers.save_officer(replace(officer, **change))  # type: ignore[arg-type]
    desk.sign_in.reset(second.id, SECOND)
    desk.officers.save_officer(replace(officer, **change))  # type: ignore[arg-type]


def test_bureau_and_lock_settings_belong_to_those_named(desk: Services) -> None:
    opened(desk)
    leader = person(desk, "周丁")
    desk.sign_in.reset(leader.id, SECOND)
    desk.sign_in.sign_in(leader.id, SECOND)
    desk.sign_in.change(SECOND, "my-own-Secret")
    desk.officers.save_bureau(replace(desk.officers.bureau(), phone="0755-1"))
    with pytest.raises(ActionNotPermittedError, match="锁定设置"):
        desk.officers.save_setting("people.lock_minutes", "0")
    desk.officers.save_setting("ui.theme", "dark")
    assert desk.officers.bureau().phone == "0755-1"


def test_the_hash_carries_its_cost_and_is_made_anew_when_the_cost_has_risen(workspace: Workspace) -> None:
    desk = Services.on(workspace)
    SignInService(workspace, Passwords(QUICK)).set_first(person(desk, "李甲").id, FIRST)
    usual = SignInService(workspace)
    for _ in range(2):
        usual.sign_in("李甲", FIRST)
        with workspace.read() as reader:
            account = reader.find(Account)[0]
        assert account.password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    with workspace.read() as reader:
        assert FIRST not in str(reader.history(Account, account.id))
    # Full width typed on another keyboard is the same password.
    assert usual.unlock("山水　２０２６　甲").officer.name == "李甲"
    desk.photos.close()


def test_a_hash_that_is_none_is_damage(workspace: Workspace) -> None:
    desk = Services.on(workspace)
    with workspace.write() as writer:
        writer.put(
            Account(officer_id=person(desk, "李甲").id, password_hash="$argon2id$broken"), "account.opened"
        )
    with pytest.raises(AccountDamagedError):
        desk.sign_in.sign_in("李甲", FIRST)
    desk.photos.close()


def test_a_refused_first_password_lets_nobody_write_in_anothers_name(desk: Services) -> None:
    officer = opened(desk)
    other = person(desk, "王乙")
    with pytest.raises(RuleRefusedError, match="已经有人设了密码"):
        desk.sign_in.set_first(other.id, SECOND)
    desk.workspace.work_as(other.id)
    site, _ = desk.sites.save(a_site())
    assert site.created_by == officer.id, "who signed in, whatever was chosen besides"
    with desk.workspace.read() as reader:
        assert reader.history(Site, site.id)[-1]["user"] == officer.id
