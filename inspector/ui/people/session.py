"""The session (登录): who works in the window; covers it until somebody has signed in, and again after idle minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.records import Officer
from inspector.services.sign_in import FORGOTTEN, SignedIn
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.people.cover import Cover, CoverMode
from inspector.ui.people.idle import IdleWatch

LOCK_SETTING, LOCK_DEFAULT = "people.lock_minutes", "10"


class Covered(Protocol):
    """What the session needs of the window."""

    def cover(self, cover: QWidget) -> None:
        """Put a cover in place of everything."""
        ...

    def uncover(self) -> None:
        """Show everything as it was."""
        ...

    def native(self) -> QObject | None:
        """The native window, for input."""
        ...


class Session:
    """`on_in` is called after the first sign-in, or at once where nobody has a password."""

    def __init__(self, context: Context, window: Covered, on_in: Callable[[], None]) -> None:
        self._context, self._window, self._on_in = context, window, on_in
        self._services = context.services
        self._name = ""
        self._begun = False
        self.cover = Cover()
        self.cover.entered.connect(self._enter)
        self.cover.changed.connect(self._change)
        self.covered = False
        self.idle = IdleWatch(self._services.workspace.clock.now, lambda: self.lock(self.idle.minutes))

    def start(self, people: list[Officer]) -> None:
        """Ask for the password when `people` have one; else begin."""
        native = self._window.native()
        if native is not None:
            self.idle.watch(native)
        self._read_minutes()
        if not people:
            self._begin()
            return
        self._cover()
        self.cover.ask_sign_in(people, tr(FORGOTTEN))

    def lock(self, minutes: int = 0) -> None:
        """Hide the content and ask for the password of the one who works here; without passwords nothing is locked."""
        if self.covered:
            return
        if not self._services.workspace.signed_in:
            if not minutes:
                self._context.notices.done(tr("没有设密码，不能锁定；在设置的人员里先设自己的密码"))
            return
        self._cover()
        self.cover.ask_unlock(self._name, minutes, tr(FORGOTTEN))

    def on_changes(self, changes: Changes) -> None:
        """A setting or an account was changed."""
        if changes.kinds() & {"setting", "account", "officer"}:
            self._read_minutes()

    def _cover(self) -> None:
        self.covered = True
        self._window.cover(self.cover)

    def _begin(self) -> None:
        self._begun = True
        self._on_in()

    def _read_minutes(self) -> None:
        def work(_progress: object) -> tuple[str, Officer | None]:
            officers = self._services.officers
            return officers.setting(LOCK_SETTING, LOCK_DEFAULT), officers.current()

        def show(found: tuple[str, Officer | None]) -> None:
            minutes, current = found
            self.idle.minutes = int(minutes) if minutes.isdigit() else int(LOCK_DEFAULT)
            self._name = current.name if current is not None else ""

        self._context.runner.run(tr("读取锁定设置"), work, show, lambda _error: None)

    def _enter(self, who: str, password: str) -> None:
        service, locked = self._services.sign_in, self.cover.mode is CoverMode.LOCKED

        def work(_progress: object) -> SignedIn:
            return service.unlock(password) if locked else service.sign_in(who, password)

        def done(signed: SignedIn) -> None:
            self._name = signed.officer.name
            if signed.must_change:
                self.cover.ask_change(signed.officer.name)
            else:
                self._open()

        self._context.runner.run(tr("核对密码"), work, done, self.cover.show_refusal, pool="write")

    def _change(self, old: str, new: str) -> None:
        def done(changes: Changes) -> None:
            self._open()
            self._context.announce(changes)

        def failed(error: InspectorError) -> None:
            self.cover.show_refusal(error)

        self._context.runner.run(
            tr("改密码"), lambda _p: self._services.sign_in.change(old, new), done, failed, pool="write"
        )

    def _open(self) -> None:
        self.cover.clear()
        self.covered = False
        self.idle.touch()
        self._window.uncover()
        if not self._begun:
            self._begin()
