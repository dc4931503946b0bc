"""What the procedure wants now and why, branches, what was passed over; the entry of a step, and the list of every step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan
from inspector.domain.times import parse_day
from inspector.ui.cases.step_finder import StepFinder
from inspector.ui.cases.step_form import StepChoice, StepForm
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import CheckField, ChoiceField, TextField, beside, on_leave
from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark
from inspector.ui.common.words import tr


class StepPanel(Panel):
    """`step_recorded(dict)`: step, day, people, method, amount_fen, note, flags, reason, leader. `card_wanted(card)`."""

    step_recorded = Signal(dict)
    card_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("accent")
        self._form: StepForm | None = None
        self._flags: dict[str, CheckField] = {}
        self.title, self.missing = Label("", "bold", wrap=True), Label("", "dense", "text2", wrap=True)
        self.open, self.all = Button(tr("登记步骤"), "link"), Button(tr("全部步骤"), "link")
        self.open.clicked.connect(self._toggle)
        self.all.clicked.connect(self.toggle_finder)
        self._branches = FlowLayout(6)
        self._branch_line = holder(self._branches)
        self.passed = Label("", "caption", "warn", wrap=True, selectable=True)
        self.finder = StepFinder()
        self.finder.hide()
        self.finder.chosen.connect(self.choose)
        self._make_form()
        self.add(row(self.title, None, self.open, self.all, gap=6))
        for widget in (self.missing, self._branch_line, self.passed, self.finder, self.form):
            self.add(widget)

    def _make_form(self) -> None:
        self.step = ChoiceField(tr("步骤"))
        self.day = TextField(tr("日期"), required=True)
        self.first, self.second = ChoiceField(tr("办理人")), ChoiceField(tr("第二人"))
        self.way = ChoiceField(tr("送达方式"))
        self.amount, self.note = TextField(tr("金额（元）")), TextField(tr("备注"))
        self.lacks = Label("", "dense", "warn", wrap=True)
        self._flag_list = column(gap=2)
        self.reason = TextField(tr("跳过的理由"), hint=tr("跳过会一直显示在经过里"))
        self.leader = ChoiceField(tr("批准的负责人"), hint=tr("须是登记的负责人"))
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
                beside(self.note, save),
                gap=6,
            )
        )
        self.form.hide()
        self.step.chosen.connect(lambda _value: self._fit())
        self.way.chosen.connect(lambda _value: self._fit_lacks())
        on_leave(self.day, lambda text: parse_day(text, "日期"))

    def show_form(self, form: StepForm, today: date) -> None:
        """The next step, preset in the form. What is being typed stays while the file stands where it stood."""
        self.title.setText(form.title)
        self.missing.setText(form.missing)
        self._show_branches(form)
        self.passed.setText("\n".join(form.skipped))
        self.passed.setVisible(bool(form.skipped))
        if self._form == form and not self.form.isHidden():
            return
        self._form = form
        self.form.hide()
        self.finder.show_steps(form.choices)
        enterable = [choice for choice in form.choices if choice.enterable]
        self.open.setVisible(bool(enterable))
        self.step.set_options(
            tuple(
                (
                    one.id,
                    one.name if not one.missing else tr("{name}（{state}）", name=one.name, state=one.state),
                )
                for one in enterable
            )
        )
        known = {choice.id for choice in enterable}
        self.step.set_value(form.wanted if form.wanted in known else next(iter(self._ids()), ""))
        self.way.set_options((("", tr("未选")), *form.ways))
        self.leader.set_options((("", tr("未选")), *form.leaders))
        self.day.set_text(str(today))
        for field in (self.amount, self.note, self.reason):
            field.set_text("")
        self._fit()

    def open_for(self, step: str) -> None:
        """Open the form for a step of the stepper; a step with a card of its own leaves the choice as it is."""
        if step in self._ids():
            self.step.set_value(step)
        self.form.show()
        self._fit()
        self.day.line_edit.setFocus()

    def choose(self, step: str) -> None:
        """Go to where a step is entered: this form, or its own card. One that cannot be taken stays in the list and says why."""
        choice = next((one for one in self._form.choices if one.id == step), None) if self._form else None
        if choice is None:
            return
        if choice.card and (choice.card != "meeting" or choice.missing):
            self.card_wanted.emit(choice.card)
        elif choice.enterable:
            self.finder.hide()
            self.open_for(step)
        else:
            self.finder.show()
            self.finder.table.select_id(step)

    def toggle_finder(self) -> None:
        """Show or hide the list of every step, with the cursor in its search."""
        self.finder.setVisible(self.finder.isHidden())
        if not self.finder.isHidden():
            self.finder.search.setFocus()

    def state(self, flag: str, *, stated: bool = True) -> None:
        """Tick a statement of the step (for keyboards and tests alike). Raises KeyError when it is not asked for."""
        self._flags[flag].setChecked(stated)

    def _show_branches(self, form: StepForm) -> None:
        clear(self._branches)
        for branch in form.branches:
            chip = Chip(
                branch.text,
                "ok" if branch.taken else "warn",
                mark=Mark.MET if branch.taken else Mark.DRAFT,
                link=True,
                outline=not branch.taken,
            )
            chip.setToolTip(branch.why)
            chip.setAccessibleDescription(branch.why)
            chip.clicked.connect(lambda _c=False, key=branch.id: self.choose(key))
            self._branches.addWidget(chip)
        self._branch_line.setVisible(bool(form.branches))

    def _ids(self) -> list[str]:
        return [choice.id for choice in self._form.choices if choice.enterable] if self._form else []

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())

    def _choice(self) -> StepChoice | None:
        wanted = self.step.value()
        choices = self._form.choices if self._form else ()
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
        self._fit_lacks()

    def _fit_lacks(self) -> None:
        choice = self._choice()
        if choice is None:
            return
        missing, flags = choice.for_way(self.way.value())
        lines = [tr("还缺：{what}", what="；".join(missing))] if missing else []
        self.lacks.setText("\n".join((*lines, *choice.late)))
        self.lacks.setVisible(bool(missing or choice.late))
        clear(self._flag_list)
        self._flags = {}
        for flag, words in flags:
            field = CheckField(words)
            self._flags[flag] = field
            self._flag_list.addWidget(field)
        self._skip.setVisible(choice.skippable or bool(missing))

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
