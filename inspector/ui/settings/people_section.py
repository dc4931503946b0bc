"""The people part of the settings: accounts with roles and certificates, one's own password, a reset, the lock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer
from inspector.domain.times import parse_last_day
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField, ChoiceField, Field, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.tokens import Tone
from inspector.ui.common.words import tr
from inspector.ui.people.cover import PasswordField

# The roles of the rules (resources/casework/people.toml), in short words.
_ROLES = (
    ("inspector", "执法"),
    ("reviewer", "审查"),
    ("legal_reviewer", "法制审核"),
    ("leader", "负责人"),
    ("supervisor", "督查"),
    ("administrator", "管理员"),
)
_MINUTES = (5, 10, 15, 30, 60)
# A certificate that ends within two months is named in time to renew it.
_WARN_DAYS = 60


@dataclass(frozen=True, slots=True)
class PeopleState:
    """Everything the card shows. `protected`: ids of those with a password; empty while nobody signs in."""

    officers: tuple[Officer, ...]
    current: Officer | None
    protected: frozenset[str]
    lock_minutes: str
    today: date

    @property
    def enforced(self) -> bool:
        """Whether people sign in here."""
        return bool(self.protected)

    @property
    def manages(self) -> bool:
        """Whether the one who works here may change people: an administrator, or anybody while nobody signs in."""
        return not self.enforced or (self.current is not None and "administrator" in self.current.role_ids())


class PeopleCard(Card):
    """`officer_saved(officer)`, `officer_chosen(officer)`, `first_password(new)`, `password_changed(old, new)`,
    `password_reset(officer, new)`, `lock_chosen(minutes)`."""

    officer_saved = Signal(object)
    officer_chosen = Signal(object)
    first_password = Signal(str)
    password_changed = Signal(str, str)
    password_reset = Signal(object, str)
    lock_chosen = Signal(str)

    def __init__(self, forgotten: str) -> None:
        super().__init__(tr("人员"), tr("执法人员至少两名，证件须有效；审查、法制审核、负责人不能是承办人"))
        self._officer: Officer | None = None
        self._reset: Officer | None = None
        self._state: PeopleState | None = None
        self._list = column()
        self.add(holder(self._list))
        self.add(self._person_form())
        self.add(rule())
        self.add(self._password_form(forgotten))

    def _person_form(self) -> QWidget:
        self.name, self.card = (
            TextField(tr("姓名"), required=True),
            TextField(tr("执法证号"), required=True, hint=tr("没有执法证的填工号")),
        )
        self.until = TextField(tr("有效期至"), placeholder="2029-12-31")
        on_leave(self.until, _day)
        self.roles = {key: CheckField(tr(word)) for key, word in _ROLES}
        self.save = Button(tr("保存人员"))
        self.save.clicked.connect(self._save)
        self._no_rights = Label(tr("只有系统管理员能登记人员、角色和证件。"), "caption", "text3")
        self._show_roles(frozenset({"inspector"}))
        self._form = holder(
            column(
                _level(self.name, self.card, self.until),
                row(*self.roles.values(), None, self.save, gap=10),
                gap=6,
            )
        )
        return holder(column(self._form, self._no_rights))

    def _password_form(self, forgotten: str) -> QWidget:
        self.password_title = Label("", "bold")
        self.password_says = Label("", "dense", "text2", wrap=True)
        self.old, self.new, self.again = (
            PasswordField(tr("现在的密码")),
            PasswordField(tr("新密码"), hint=tr("至少八个字符，不含姓名和证号")),
            PasswordField(tr("再输一次")),
        )
        self.apply = Button("")
        self.apply.clicked.connect(self._apply_password)
        self.give_up = Button(tr("不重设"), "link")
        self.give_up.clicked.connect(lambda: self._ask_reset(None))
        self.lock = ChoiceField(
            tr("没有操作时锁定"),
            options=(*((str(n), tr("{n} 分钟后", n=n)) for n in _MINUTES), ("0", tr("不锁定"))),
        )
        self.lock.chosen.connect(self.lock_chosen)
        self.lock.setMaximumWidth(200)
        fields = _level(self.old, self.new, self.again)
        return holder(
            column(
                self.password_title,
                self.password_says,
                fields,
                row(self.lock, None, self.give_up, self.apply, gap=10),
                Label(forgotten, "caption", "text3", wrap=True),
                gap=6,
            )
        )

    def show_people(self, state: PeopleState) -> None:
        """The list with who works here and whose certificate runs out; what is being typed stays."""
        self._state = state
        clear(self._list)
        if not state.officers:
            self._list.addWidget(Label(tr("还没有执法人员；先填自己和另一名执法人员"), "dense", "warn"))
        for officer in state.officers:
            self._list.addWidget(self._line(officer, state))
        self._form.setVisible(state.manages)
        self._no_rights.setVisible(not state.manages)
        self.lock.setVisible(state.enforced)
        self.lock.setEnabled(state.manages)
        self.lock.set_value(state.lock_minutes)
        if self._reset is not None and not state.manages:
            self._reset = None
        self._show_password()

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields: dict[str, Field] = {"执法证号": self.card, "新密码": self.new, "初始密码": self.new}
        fields.get(error.field, self.name).set_error(error)

    def clear_officer(self) -> None:
        """An empty form for the next officer."""
        self._officer = None
        for field in (self.name, self.card, self.until):
            field.set_text("")
            field.clear_line()
        self._show_roles(frozenset({"inspector"}))

    def clear_password(self) -> None:
        """No password stays in a field."""
        self._reset = None
        for field in (self.old, self.new, self.again):
            field.set_text("")
            field.clear_line()
        self._show_password()

    def _line(self, officer: Officer, state: PeopleState) -> QWidget:
        mark, tone, until = _certificate(officer, state.today)
        working = state.current is not None and officer.id == state.current.id
        actions: list[QWidget] = []
        if working or not state.enforced:
            use = Button(tr("正在使用") if working else tr("由他使用"), "link")
            use.setEnabled(not working and officer.active)
            use.clicked.connect(lambda: self.officer_chosen.emit(officer))
            actions.append(use)
        if state.manages:
            edit = Button(tr("修改"), "link")
            edit.setAccessibleName(tr("修改 {name}", name=officer.name))
            edit.clicked.connect(lambda: self._edit(officer))
            stop = Button(tr("停用") if officer.active else tr("启用"), "link")
            stop.setAccessibleName(tr("停用或启用 {name}", name=officer.name))
            stop.clicked.connect(lambda: self.officer_saved.emit(replace(officer, active=not officer.active)))
            actions += [edit, stop]
        if state.enforced and state.manages and not working:
            reset = Button(tr("重设密码") if officer.id in state.protected else tr("设初始密码"), "link")
            reset.setAccessibleName(tr("给 {name} 设密码", name=officer.name))
            reset.setEnabled(officer.active)
            reset.clicked.connect(lambda: self._ask_reset(officer))
            actions.append(reset)
        name = Label(officer.name, "dense-bold", "text" if officer.active else "text3")
        name.setFixedWidth(96)
        number = Label(officer.card_number, "dense", "text2")
        number.setFixedWidth(120)
        parts = [tr(word) for key, word in _ROLES if key in officer.role_ids()]
        facts = ["、".join(parts), until]
        if state.enforced:
            facts.append(tr("有密码") if officer.id in state.protected else tr("没有密码，不能登录"))
        if not officer.active:
            facts.append(tr("已停用"))
        words = Label(" · ".join(facts), "dense", tone, wrap=True)
        return holder(row(MarkView(mark, 16), name, number, (words, 1), *actions))

    def _show_password(self) -> None:
        state = self._state
        if state is None:
            return
        target = self._reset
        self.old.setVisible(state.enforced and target is None)
        self.give_up.setVisible(target is not None)
        usable = state.current is not None
        for field in (self.new, self.again):
            field.setVisible(usable)
        self.apply.setVisible(usable)
        if target is not None:
            self.password_title.setText(tr("给 {name} 设初始密码", name=target.name))
            self.password_says.setText(
                tr("当面告诉本人；登录后必须先改成自己的，改掉之前不能登记。也结束输错后的等待。")
            )
            self.apply.setText(tr("设初始密码"))
        elif state.enforced:
            self.password_title.setText(tr("我的密码"))
            self.password_says.setText(
                tr("窗口和命令行都要登录；每一项登记都记下是谁做的。Ctrl+L 立即锁定。")
            )
            self.apply.setText(tr("改密码"))
        else:
            self.password_title.setText(tr("登录"))
            name = state.current.name if state.current is not None else ""
            self.password_says.setText(
                tr(
                    "现在打开就能用。{name}设密码以后，窗口和命令行都要登录，不能再关掉；第一个设密码的人同时是系统管理员。"
                    "密码防别人借用，数据文件本身还没有加密。",
                    name=name,
                )
                if usable
                else tr("先登记并选定正在使用的人，再设密码。")
            )
            self.apply.setText(tr("设密码"))

    def _ask_reset(self, officer: Officer | None) -> None:
        self.clear_password()
        self._reset = officer
        self._show_password()
        if officer is not None:
            self.new.line_edit.setFocus()

    def _apply_password(self) -> None:
        for field in (self.old, self.new, self.again):
            field.clear_line()
        if not self.old.isHidden() and not self.old.password():
            self.old.set_fault(tr("输入现在的密码"))
        elif not self.new.password():
            self.new.set_fault(tr("输入新密码"))
        elif self.new.password() != self.again.password():
            self.again.set_fault(tr("两次输入不同"))
        elif self._reset is not None:
            self.password_reset.emit(self._reset, self.new.password())
        elif self._state is not None and self._state.enforced:
            self.password_changed.emit(self.old.password(), self.new.password())
        else:
            self.first_password.emit(self.new.password())

    def _show_roles(self, roles: frozenset[str]) -> None:
        for key, field in self.roles.items():
            field.setChecked(key in roles)

    def _edit(self, officer: Officer) -> None:
        self._officer = officer
        self.name.set_text(officer.name)
        self.card.set_text(officer.card_number)
        self.until.set_text(str(officer.card_valid_until or ""))
        self._show_roles(officer.role_ids())
        self.name.line_edit.setFocus()

    def _save(self) -> None:
        try:
            until = _day(self.until.text())
        except InvalidValueError as error:
            self.until.set_error(error)
            return
        base = self._officer or Officer(name="", card_number="")
        self.officer_saved.emit(
            replace(
                base,
                name=self.name.text(),
                card_number=self.card.text(),
                card_valid_until=until,
                roles=",".join(key for key, field in self.roles.items() if field.isChecked()),
            )
        )


def _level(*fields: QWidget) -> QHBoxLayout:
    """Fields side by side whose labels stand level, with a hint below or without."""
    line = row(*((field, 1) for field in fields), gap=10)
    for field in fields:
        line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
    return line


def _certificate(officer: Officer, today: date) -> tuple[Mark, Tone, str]:
    """Mark, tone and words of a certificate: run out, soon to run out, valid, or not known."""
    until = officer.card_valid_until
    if until is None:
        return Mark.UNKNOWN, "text2", tr("有效期未填")
    left = (until - today).days
    if left < 0:
        return Mark.OVERDUE, "bad", tr("证件过期，{day} 止", day=until)
    if left <= _WARN_DAYS:
        return Mark.SOON, "warn", tr("证件还有 {n} 日到期，{day} 止", n=left, day=until)
    return Mark.MET, "text2", tr("有效期至 {day}", day=until)


def _day(text: str) -> date | None:
    return parse_last_day(text, "有效期") if text.strip() else None
