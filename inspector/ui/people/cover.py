"""The cover (登录与锁定): stands in place of the window's content until the right password is typed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.records import Officer
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, row
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr

_WIDTH_PX = 440


class CoverMode(StrEnum):
    """What the cover asks for."""

    SIGN_IN = "sign_in"
    LOCKED = "locked"
    CHANGE = "change"


class PasswordField(TextField):
    """A line that shows dots; what is typed is taken as it is, blanks included."""

    def __init__(self, label: str, *, hint: str = "", required: bool = True) -> None:
        super().__init__(label, required=required, hint=hint)
        self.line_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.line_edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )

    def password(self) -> str:
        """The text with its blanks."""
        return self.line_edit.text()


class Cover(QWidget):
    """`entered(who, password)` signs in or unlocks; `changed(old, new)` changes an initial password."""

    entered = Signal(str, str)
    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.mode = CoverMode.SIGN_IN
        self.setAccessibleName(tr("登录"))
        self.who = ChoiceField(tr("姓名"))
        self.name = Label("", "bold")
        self.password = PasswordField(tr("密码"))
        self.new = PasswordField(tr("新密码"), hint=tr("至少八个字符，不含姓名和证号"))
        self.again = PasswordField(tr("再输一次新密码"))
        self.said = Label("", "dense", "text2", wrap=True)
        self._mark = MarkView(Mark.UNMET, 16)
        self.enter = Button("", "filled", key="Enter")
        self.enter.clicked.connect(self._enter)
        self.who.chosen.connect(lambda _who: self.password.line_edit.setFocus())
        for field in (self.password, self.new, self.again):
            field.line_edit.returnPressed.connect(self._enter)
        self.help = Label("", "caption", "text3", wrap=True)
        self._card = Card(tr("登录"))
        self._card.setFixedWidth(_WIDTH_PX)
        for part in (self.name, self.who, self.password, self.new, self.again):
            self._card.add(part)
        self._card.add(row(self._mark, (self.said, 1), gap=8))
        self._card.add(row(None, self.enter))
        self._card.add(self.help)
        self.setLayout(column(None, row(None, self._card, None), None))
        self._show_said("", bad=False)

    def ask_sign_in(self, people: Sequence[Officer], forgotten: str) -> None:
        """Ask who works here and for the password; the first of `people` is chosen."""
        self._show(CoverMode.SIGN_IN, tr("登录"), tr("登录"), forgotten)
        self.who.set_options(tuple((one.id, f"{one.name}　{one.card_number}") for one in people))
        if people:
            self.who.set_value(people[0].id)
        self.password.line_edit.setFocus()

    def ask_unlock(self, name: str, minutes: int, forgotten: str) -> None:
        """Ask the one who is signed in for the password again; `minutes` 0: locked by hand."""
        self._show(CoverMode.LOCKED, tr("已锁定"), tr("解锁"), forgotten)
        self.name.setText(name)
        why = tr("{n} 分钟没有操作，内容已收起。", n=minutes) if minutes else tr("内容已收起。")
        self._show_said(why + tr("没有存的输入都还在。换人使用：关闭程序再打开。"), bad=False)
        self.password.line_edit.setFocus()

    def ask_change(self, name: str) -> None:
        """Ask for a password of one's own in place of the initial one, which is kept in its field."""
        kept = self.password.password()
        self._show(
            CoverMode.CHANGE,
            tr("改成自己的密码"),
            tr("改密码"),
            tr("现在的密码是系统管理员设的，改掉以后才能登记。"),
        )
        self.password.line_edit.setText(kept)
        self.name.setText(name)
        self.new.line_edit.setFocus()

    def show_refusal(self, error: InspectorError) -> None:
        """Say why not; the password is cleared, what was chosen stays."""
        text = "。".join(part.rstrip("。") for part in (error.what, error.why) if part)
        self._show_said(text, bad=True)
        self.set_busy(False)
        if self.mode is CoverMode.CHANGE:
            self.new.line_edit.setFocus()
        else:
            self.password.set_text("")
            self.password.line_edit.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the password is being checked nothing more can be entered."""
        self.enter.setEnabled(not busy)

    def clear(self) -> None:
        """No password stays in a field after the cover is gone."""
        for field in (self.password, self.new, self.again):
            field.set_text("")
            field.clear_line()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cover is opaque: nothing of the content shows through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().color("bg"))

    def _show(self, mode: CoverMode, title: str, verb: str, help_: str) -> None:
        self.mode = mode
        self.clear()
        self.set_busy(False)
        self._card.set_title(title)
        self.setAccessibleName(title)
        self.enter.setText(verb)
        self.help.setText(help_)
        self.who.setVisible(mode is CoverMode.SIGN_IN)
        self.name.setVisible(mode is not CoverMode.SIGN_IN)
        self.new.setVisible(mode is CoverMode.CHANGE)
        self.again.setVisible(mode is CoverMode.CHANGE)
        self._show_said("", bad=False)

    def _show_said(self, text: str, *, bad: bool) -> None:
        self.said.setText(text)
        self.said.set_tone("bad" if bad else "text2")
        self.said.setVisible(bool(text))
        self._mark.setVisible(bad)

    def _enter(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.password.password():
            self.password.set_fault(tr("输入密码"))
            return
        self.password.clear_line()
        if self.mode is not CoverMode.CHANGE:
            self.set_busy(True)
            self.entered.emit(self.who.value(), self.password.password())
            return
        if self.new.password() != self.again.password():
            self.again.set_fault(tr("两次输入不同"))
            return
        self.again.clear_line()
        self.set_busy(True)
        self.changed.emit(self.password.password(), self.new.password())
