"""What every command uses: the two streams, progress with Ctrl+C, the opened data folder, JSON out."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from inspector.paths import Home, default_home
from inspector.services.access import SignInNeededError
from inspector.services.workspace import Workspace

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="数据文件夹；不写时用 INSPECTOR_HOME 或系统的数据文件夹")
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供脚本用")]

_user: ContextVar[str] = ContextVar("user", default="")
_home: ContextVar[Path | None] = ContextVar("home", default=None)

# No markup: a name with square brackets must come out as it is.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


class Shown:
    """Progress on the error stream; Ctrl+C cancels between items, so that nothing is left half done."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)
        self._asked = False

    def ask_to_stop(self, *_: object) -> None:
        """The handler of the interrupt signal."""
        self._asked = True

    def report(self, done: int, total: int, text: str) -> None:
        """Show the advance."""
        self._bar.update(self._task, completed=done, total=total or None, description=text)

    def cancelled(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._asked


@contextmanager
def progress() -> Iterator[Shown]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as bar:
        shown = Shown(bar)
        former = signal.signal(signal.SIGINT, shown.ask_to_stop)
        try:
            yield shown
        finally:
            signal.signal(signal.SIGINT, former)


@contextmanager
def workspace_of(home: Path | None, *, exclusive: bool = True) -> Iterator[Workspace]:
    """The opened folder in the name of who signed in, or of who was chosen where nobody has a password."""
    from inspector.services.officers import OfficerService
    from inspector.services.sign_in import SignInService, check_signed_in

    with Workspace.open(home_of(home), exclusive=exclusive) as workspace:
        service = SignInService(workspace)
        if service.enforced():
            who = user()
            check_signed_in(service.sign_in(who, ask_password(who)))
        else:
            current = OfficerService(workspace).current()
            if current is not None:
                workspace.work_as(current.id)
        yield workspace


def set_user(name: str) -> None:
    """Keep the `--user` of the command line."""
    _user.set(name)


def user() -> str:
    """Who wants to sign in. Raises SignInNeededError when `--user` is missing."""
    name = _user.get()
    if not name:
        raise SignInNeededError
    return name


def ask_password(who: str, prompt: str = "密码", variable: str = "INSPECTOR_PASSWORD") -> str:
    """A password from the environment, or typed without showing. Raises SignInNeededError without a terminal."""
    known = os.environ.get(variable)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise SignInNeededError
    return getpass.getpass(f"{who} {prompt}：", stream=sys.stderr)


def set_home(home: Path | None) -> None:
    """The data folder named before the command; one named after it goes first."""
    _home.set(home)


def home_of(home: Path | None) -> Home:
    """The folder a command works on: its own, the one named before the command, else the system's."""
    chosen = named_home(home)
    _home.set(chosen)
    return worked_home()


def worked_home() -> Home:
    """The folder that the command at hand works on, as far as it named one: there a crash leaves its trace."""
    chosen = _home.get()
    return Home(chosen) if chosen is not None else default_home()


def named_home(home: Path | None) -> Path | None:
    """The folder named on the command line, after the command or before it; None when none was."""
    return home if home is not None else _home.get()


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(inner) for key, inner in asdict(value).items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Path):
        return str(value)
    return value


def print_json(value: object) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))  # noqa: T201 - the command's own output
