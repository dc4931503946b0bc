"""What the party said after the notice (陈述申辩), whether it was taken up, and why; a waiver is recorded too."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Case
from inspector.domain.times import parse_day
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.words import tr

_ADOPTED = (("", "未定"), ("yes", "采纳"), ("no", "不予采纳"))
_HEARINGS = (("", "按数额判断"), ("not_asked", "未要求听证"), ("waived", "放弃听证"), ("held", "已听证"))


class DefenceCard(Card):
    """`saved(dict)`: fields of the case."""

    saved = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("陈述申辩和听证"))
        self._recorded: tuple[object, ...] | None = None
        self.state = Label("", "dense", "text2", wrap=True)
        self.open = Button(tr("登记"), "link")
        self.open.clicked.connect(self._toggle)
        self.add_action(self.open)
        self.said = TextAreaField(
            tr("当事人的陈述、申辩"), hint=tr("没有提出的留空；文书会写明未提出"), lines=2
        )
        self.day = TextField(tr("提出日"))
        self.adopted = ChoiceField(tr("是否采纳"), options=tuple((key, tr(word)) for key, word in _ADOPTED))
        self.reason = TextField(tr("采纳与否的理由"))
        self.hearing = ChoiceField(tr("听证"), options=tuple((key, tr(word)) for key, word in _HEARINGS))
        save = Button(tr("保存"))
        save.clicked.connect(self._save)
        self.form = holder(
            column(
                self.said,
                row((self.day, 1), (self.adopted, 1), (self.hearing, 1), gap=10),
                beside(self.reason, save),
                gap=6,
            )
        )
        self.form.hide()
        self.add(self.state)
        self.add(self.form)

    def show_case(self, case: Case, noticed: date | None) -> None:
        """What is recorded so far. A form being filled stays until the file shows what was entered."""
        self.setVisible(noticed is not None)
        recorded = (
            case.id,
            case.defence,
            case.defended_on,
            case.defence_adopted,
            case.defence_reason,
            case.hearing,
        )
        if recorded == self._recorded and not self.form.isHidden():
            return
        self._recorded = recorded
        self.form.hide()
        if case.defence:
            taken = {True: tr("采纳"), False: tr("不予采纳"), None: tr("采纳与否未定")}[case.defence_adopted]
            day = tr("{day} 提出：", day=case.defended_on) if case.defended_on else ""
            self.state.setText(
                tr(
                    "{day}{text}（{taken}。{reason}）",
                    day=day,
                    text=case.defence,
                    taken=taken,
                    reason=case.defence_reason,
                )
            )
        else:
            self.state.setText(tr("没有登记陈述申辩；文书写为未提出"))
        self.said.set_text(case.defence)
        self.day.set_text(str(case.defended_on or ""))
        self.adopted.set_value({True: "yes", False: "no", None: ""}[case.defence_adopted])
        self.reason.set_text(case.defence_reason)
        self.hearing.set_value(case.hearing)

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())

    def _save(self) -> None:
        try:
            day = parse_day(self.day.text(), "提出日") if self.day.text().strip() else None
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.saved.emit(
            {
                "defence": self.said.text(),
                "defended_on": day,
                "defence_adopted": {"yes": True, "no": False}.get(self.adopted.value()),
                "defence_reason": self.reason.text(),
                "hearing": self.hearing.value(),
            }
        )
