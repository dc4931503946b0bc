"""The settings page: officers, bureau, look, safety, versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer
from inspector.domain.times import parse_day
from inspector.services.officers import BureauProfile
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField, ChoiceField, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr
from inspector.ui.settings.calendar_card import CalendarCard

_BUREAU = (
    ("name", "机关名称", "文书的落款"),
    ("short", "区简称", "文号用，如 南澜"),
    ("district", "区", ""),
    ("address", "地址", ""),
    ("contact", "联系人或科室", "告知书写明向谁陈述申辩"),
    ("phone", "电话", ""),
    ("bank", "代收银行", ""),
    ("bank_account", "账号", ""),
    ("review_body", "复议机关", ""),
    ("court", "管辖法院", ""),
)
# The roles of the rules (resources/casework/people.toml), in short words.
_ROLES = (
    ("inspector", "执法"),
    ("reviewer", "审查"),
    ("legal_reviewer", "法制审核"),
    ("leader", "负责人"),
    ("supervisor", "督查"),
    ("administrator", "管理员"),
)


class SettingsView(Page):
    """`officer_saved(officer)`, `officer_chosen(officer)`, `bureau_saved(profile)`, `theme_chosen(name)`, `scale_chosen(n)`,
    `backup_requested`, `verify_requested`, `folder_requested`, `sample_requested`, `shown`."""

    officer_saved = Signal(object)
    officer_chosen = Signal(object)
    bureau_saved = Signal(object)
    theme_chosen = Signal(str)
    scale_chosen = Signal(str)
    backup_requested = Signal()
    verify_requested = Signal()
    folder_requested = Signal()
    sample_requested = Signal()
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(tr("设置"))
        self.presenter: object = None
        self.calendar_presenter: object = None
        self._officer: Officer | None = None
        self.body.addWidget(self._officer_card())
        self.body.addWidget(self._bureau_card())
        self.calendar = CalendarCard()
        self.body.addWidget(self.calendar)
        self.body.addWidget(self._look_card())
        self.body.addWidget(self._safety_card())
        self.body.addStretch(1)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def _officer_card(self) -> QWidget:
        card = Card(tr("人员"), tr("执法人员至少两名，证件须有效；审查、法制审核、负责人不能是承办人"))
        self._officers = column()
        self.officer_name = TextField(tr("姓名"), required=True)
        self.officer_card = TextField(tr("执法证号"), required=True, hint=tr("没有执法证的填工号"))
        self.officer_until = TextField(tr("有效期至"), placeholder="2029-12-31")
        on_leave(self.officer_until, _day)
        self.roles = {key: CheckField(tr(word)) for key, word in _ROLES}
        save = Button(tr("保存人员"))
        save.clicked.connect(self._save_officer)
        card.add(holder(self._officers))
        card.add(row((self.officer_name, 1), (self.officer_card, 1), (self.officer_until, 1), gap=10))
        card.add(row(*self.roles.values(), None, save, gap=10))
        return card

    def _bureau_card(self) -> QWidget:
        card = Card(tr("机关"), tr("印在文书上；空着的打印为空白"))
        self.bureau = {
            name: TextField(tr(label), hint=tr(hint) if hint else "") for name, label, hint in _BUREAU
        }
        fields = list(self.bureau.values())
        for left, right in zip(fields[::2], fields[1::2], strict=True):
            line = row((left, 1), (right, 1), gap=16)
            for field in (left, right):
                line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            card.add(line)
        save = Button(tr("保存机关信息"))
        save.clicked.connect(self._save_bureau)
        card.add(row(None, save))
        return card

    def _look_card(self) -> QWidget:
        card = Card(tr("外观"))
        self.theme = Segmented(
            tr("深浅"),
            (Segment("system", tr("跟随系统")), Segment("light", tr("浅色")), Segment("dark", tr("深色"))),
        )
        self.theme.chosen.connect(self.theme_chosen)
        self.scale = ChoiceField(
            tr("字号"), options=tuple((str(n), f"{n}%") for n in (90, 100, 110, 120, 130))
        )
        self.scale.chosen.connect(self.scale_chosen)
        self.scale.setMaximumWidth(160)
        card.add(row(self.theme, self.scale, None, gap=24))
        return card

    def _safety_card(self) -> QWidget:
        card = Card(tr("数据"), tr("照片和记录只存在本机"))
        self.folder = Label("", "dense", "text2", selectable=True)
        self.backups = Label("", "dense", "text2")
        self.versions = Label("", "caption", "text3", selectable=True)
        self.verdict_mark = MarkView(Mark.UNKNOWN, 18)
        self.verdict = Label(tr("还没有核对"), "bold", wrap=True)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("核对结果"))
        self.report.setMaximumHeight(170)
        self.report.hide()
        buttons = []
        for text, signal in (
            (tr("打开文件夹"), self.folder_requested),
            (tr("立即备份"), self.backup_requested),
            (tr("核对全部"), self.verify_requested),
            (tr("载入示例数据"), self.sample_requested),
        ):
            button = Button(text)
            button.clicked.connect(signal)
            buttons.append(button)
        card.add(self.folder)
        card.add(self.backups)
        card.add(row(*buttons, None))
        card.add(row(self.verdict_mark, (self.verdict, 1)))
        card.add(self.report)
        card.add(self.versions)
        return card

    def show_officers(self, officers: Sequence[Officer], current: Officer | None, today: date) -> None:
        """The list of officers with who is working now and whose certificate has run out."""
        clear(self._officers)
        if not officers:
            self._officers.addWidget(Label(tr("还没有执法人员；先填自己和另一名执法人员"), "dense", "warn"))
        for officer in officers:
            expired = officer.card_valid_until is not None and officer.card_valid_until < today
            until = (
                tr("有效期至 {day}", day=officer.card_valid_until)
                if officer.card_valid_until
                else tr("有效期未填")
            )
            working = current is not None and officer.id == current.id
            mark = Mark.OVERDUE if expired else Mark.MET if officer.card_valid_until else Mark.UNKNOWN
            use = Button(tr("正在使用") if working else tr("由他使用"), "link")
            use.setEnabled(not working and officer.active)
            use.clicked.connect(lambda _c=False, o=officer: self.officer_chosen.emit(o))
            edit = Button(tr("修改"), "link")
            edit.setAccessibleName(tr("修改 {name}", name=officer.name))
            edit.clicked.connect(lambda _c=False, o=officer: self._edit(o))
            stop = Button(tr("停用") if officer.active else tr("启用"), "link")
            stop.setAccessibleName(tr("停用或启用 {name}", name=officer.name))
            stop.clicked.connect(
                lambda _c=False, o=officer: self.officer_saved.emit(replace(o, active=not o.active))
            )
            name = Label(officer.name, "dense-bold", "text" if officer.active else "text3")
            name.setFixedWidth(96)
            number = Label(officer.card_number, "dense", "text2")
            number.setFixedWidth(120)
            roles = "、".join(tr(word) for key, word in _ROLES if key in officer.role_ids())
            until = f"{roles} · {until}"
            words = Label(
                tr("证件过期") + " · " + until if expired else until, "dense", "bad" if expired else "text2"
            )
            self._officers.addWidget(
                holder(row(MarkView(mark, 16), name, number, (words, 1), use, edit, stop))
            )

    def show_bureau(self, profile: BureauProfile) -> None:
        """Fill the bureau's fields."""
        for name, field in self.bureau.items():
            field.set_text(str(getattr(profile, name)))

    def show_look(self, theme: str, scale: str) -> None:
        """Fill the look's fields."""
        self.theme.set_value(theme)
        self.scale.set_value(scale)

    def show_data(self, folder: str, backups: str, versions: str) -> None:
        """Folder, backups, versions."""
        self.folder.setText(folder)
        self.backups.setText(backups)
        self.versions.setText(versions)

    def show_verdict(self, mark: Mark, words: str, lines: Sequence[str]) -> None:
        """The result of the full check; the whole text can be copied."""
        self.verdict_mark.set_mark(mark)
        self.verdict.setText(words)
        self.report.setPlainText("\n".join(lines))
        self.report.setVisible(bool(lines))

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        field = self.officer_card if error.field == "执法证号" else self.officer_name
        field.set_error(error)

    def clear_officer(self) -> None:
        """An empty form for the next officer."""
        self._officer = None
        for field in (self.officer_name, self.officer_card, self.officer_until):
            field.set_text("")
            field.clear_line()
        self._show_roles(frozenset({"inspector"}))

    def _show_roles(self, roles: frozenset[str]) -> None:
        for key, field in self.roles.items():
            field.setChecked(key in roles)

    def _edit(self, officer: Officer) -> None:
        self._officer = officer
        self.officer_name.set_text(officer.name)
        self.officer_card.set_text(officer.card_number)
        self.officer_until.set_text(str(officer.card_valid_until or ""))
        self._show_roles(officer.role_ids())
        self.officer_name.line_edit.setFocus()

    def _save_officer(self) -> None:
        try:
            until = _day(self.officer_until.text())
        except InvalidValueError as error:
            self.officer_until.set_error(error)
            return
        base = self._officer or Officer(name="", card_number="")
        self.officer_saved.emit(
            replace(
                base,
                name=self.officer_name.text(),
                card_number=self.officer_card.text(),
                card_valid_until=until,
                roles=",".join(key for key, field in self.roles.items() if field.isChecked()),
            )
        )

    def _save_bureau(self) -> None:
        self.bureau_saved.emit(BureauProfile(**{name: field.text() for name, field in self.bureau.items()}))


def _day(text: str) -> date | None:
    return parse_day(text, "有效期") if text.strip() else None
