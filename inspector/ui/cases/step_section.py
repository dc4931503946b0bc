"""What the procedure wants now, and the entry of a step: what it lacks, who takes it, and skipping with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan
from inspector.domain.times import parse_day
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.fields import CheckField, ChoiceField, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.words import tr


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step the form offers. `flags` and `people` are id and words; `chosen` the people preset, two where the law wants two."""

    id: str
    name: str
    missing: tuple[str, ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    two: bool = False
    served: bool = False
    paid: bool = False
    skippable: bool = False


@dataclass(frozen=True, slots=True)
class StepForm:
    """All that the form needs: the line above it, the steps, the ways of service, the leaders who may approve a skip."""

    title: str
    missing: str
    wanted: str
    choices: tuple[StepChoice, ...]
    ways: tuple[tuple[str, str], ...]
    leaders: tuple[tuple[str, str], ...]


class StepPanel(Panel):
    """`step_recorded(dict)`: step, day, people, method, amount_fen, note, flags, reason, leader."""

    step_recorded = Signal(dict)

    def __init__(self) -> None:
        super().__init__("accent")
        self._form: StepForm | None = None
        self._flags: dict[str, CheckField] = {}
        self.title, self.missing = Label("", "bold"), Label("", "dense", "text2", wrap=True)
        self.open = Button("", "link")
        self.open.clicked.connect(self._toggle)
        self.step = ChoiceField(tr("步骤"))
        self.day = TextField(tr("日期"), required=True)
        self.first, self.second = ChoiceField(tr("办理人")), ChoiceField(tr("第二人"))
        self.way = ChoiceField(tr("送达方式"))
        self.amount, self.note = TextField(tr("金额（元）")), TextField(tr("备注"))
        self.lacks = Label("", "dense", "warn", wrap=True)
        self._flag_list = column(gap=2)
        self.reason = TextField(tr("跳过的理由"), hint=tr("跳过会一直显示在经过里"))
        self.leader = ChoiceField(tr("批准的负责人"))
        self._skip = holder(row((self.reason, 2), (self.leader, 1), gap=10))
        save = Button(tr("登记"))
        save.clicked.connect(self._save)
        self.form = holder(
            column(
                row((self.step, 2), (self.day, 1), gap=10),
                row((self.first, 1), (self.second, 1), (self.way, 1), (self.amount, 1), gap=10),
                self.lacks,
                holder(self._flag_list),
                self._skip,
                row((self.note, 1), save, gap=10),
                gap=6,
            )
        )
        self.form.hide()
        self.step.chosen.connect(lambda _value: self._fit())
        on_leave(self.day, lambda text: parse_day(text, "日期"))
        self.add(row(self.title, (self.missing, 1), self.open))
        self.add(self.form)

    def show_form(self, form: StepForm, today: date) -> None:
        """The next step, preset in the form. What is being typed stays while the file stands where it stood."""
        self.title.setText(form.title)
        self.missing.setText(form.missing)
        if self._form == form and not self.form.isHidden():
            return
        self._form = form
        self.form.hide()
        self.open.setText(tr("登记步骤"))
        self.step.set_options(tuple((choice.id, choice.name) for choice in form.choices))
        known = {choice.id for choice in form.choices}
        self.step.set_value(form.wanted if form.wanted in known else form.choices[0].id)
        self.way.set_options((("", tr("未选")), *form.ways))
        self.leader.set_options((("", tr("未选")), *form.leaders))
        self.day.set_text(str(today))
        for field in (self.amount, self.note, self.reason):
            field.set_text("")
        self._fit()

    def open_for(self, step: str) -> None:
        """Open the form for a step of the stepper; a step with a card of its own leaves the choice as it is."""
        if self._form is not None and step in {choice.id for choice in self._form.choices}:
            self.step.set_value(step)
        self.form.show()
        self._fit()
        self.day.line_edit.setFocus()

    def state(self, flag: str, *, stated: bool = True) -> None:
        """Tick a statement of the step (for keyboards and tests alike). Raises KeyError when it is not asked for."""
        self._flags[flag].setChecked(stated)

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())

    def _choice(self) -> StepChoice | None:
        wanted = self.step.value()
        choices: Sequence[StepChoice] = self._form.choices if self._form else ()
        return next((choice for choice in choices if choice.id == wanted), None)

    def _fit(self) -> None:
        choice = self._choice()
        if choice is None:
            return
        self.way.setVisible(choice.served)
        self.amount.setVisible(choice.paid)
        self.first.set_options(choice.people or (("", tr("没有可选的人员")),))
        self.first.set_value(choice.chosen[0] if choice.chosen else self.first.value())
        self.second.setVisible(choice.two)
        self.second.set_options((("", tr("未选")), *choice.people))
        self.second.set_value(choice.chosen[1] if len(choice.chosen) > 1 else "")
        self.lacks.setText(tr("还缺：{what}", what="；".join(choice.missing)))
        self.lacks.setVisible(bool(choice.missing))
        clear(self._flag_list)
        self._flags = {}
        for flag, words in choice.flags:
            field = CheckField(words)
            self._flags[flag] = field
            self._flag_list.addWidget(field)
        self._skip.setVisible(choice.skippable)

    def _save(self) -> None:
        try:
            entered: dict[str, object] = {
                "step": self.step.value(),
                "day": parse_day(self.day.text(), "日期"),
                "people": self._people(),
                "method": self.way.value() if not self.way.isHidden() else "",
                "amount_fen": parse_yuan(self.amount.text(), "金额") if self.amount.text().strip() else None,
                "note": self.note.text(),
                "flags": tuple(flag for flag, field in self._flags.items() if field.isChecked()),
                "reason": self.reason.text() if not self._skip.isHidden() else "",
                "leader": self.leader.value() if not self._skip.isHidden() else "",
            }
        except InvalidValueError as error:
            (self.amount if error.field == "金额" else self.day).set_error(error)
            return
        # Stays open until the file shows the step: a refusal then leaves what was typed.
        self.step_recorded.emit(entered)

    def _people(self) -> tuple[str, ...]:
        chosen = (self.first.value(), self.second.value() if not self.second.isHidden() else "")
        return tuple(key for key in chosen if key)
