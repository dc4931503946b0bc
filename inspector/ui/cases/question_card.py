"""One question at a time (逐项查明): what is asked, why it matters, an answer that fits its kind, and an honest 不知道."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.law.answers import OpenQuestion
from inspector.law.facts import NONE_WORD, parse_answer
from inspector.law.schema import FactQuestion
from inspector.services.law_review import Question
from inspector.ui.cases.law_shown import answer_text, choice_word, question_text
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.painted import announce
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr

_UNKNOWN = "unknown"


class QuestionCard(Panel):
    """`answered(key, value, source)`, `unsure(key, source)`. Keys: 1…9 choose, Enter in a box answers, Alt+↑↓ move.

    An answer makes the panel read anew; the next question then stands here, with the focus when it was here before.
    """

    answered = Signal(str, object, str)
    unsure = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("accent")
        self.setAccessibleName(tr("逐项查明"))
        self._open: tuple[OpenQuestion, ...] = ()
        self._known: tuple[Question, ...] = ()
        self._place = 0
        self._again = ""
        self._was_here = False
        self._count = Label("", "sub")
        self._back = Button(tr("上一问"), "link", size="small", tooltip="Alt+↑")
        self._skip = Button(tr("下一问"), "link", size="small", tooltip="Alt+↓")
        self._back.clicked.connect(lambda: self._move(-1))
        self._skip.clicked.connect(lambda: self._move(1))
        self.question = Label("", "bold", wrap=True)
        self.why = Label("", "caption", "text2", wrap=True)
        self._editor_box = column()
        self.source = TextField(tr("谁说的、哪份材料"), placeholder=tr("如 现场检查笔录、复查照片"))
        self.unknown = Button(
            tr("不知道"), size="small", tooltip=tr("记下不知道：这一项保持待查，不会当作满足")
        )
        self.unknown.clicked.connect(self._tell_unknown)
        self._list_button = Button("", "link", size="small")
        self._list_button.clicked.connect(self._toggle_list)
        self._list = column(gap=2)
        self._list_holder = holder(self._list)
        self._list_holder.hide()
        self.editor: QWidget | None = None
        self.add(row(MarkView(Mark.UNKNOWN, 16), self._count, None, self._back, self._skip))
        self.add(self.question)
        self.add(self.why)
        self.add(self._editor_box)
        self.add(self.source)
        self.add(row(self.unknown, None, self._list_button))
        self.add(self._list_holder)

    def show_questions(self, questions: Sequence[OpenQuestion], known: Sequence[Question]) -> None:
        """The open questions in their order, and the facts known so far (to be looked at and changed)."""
        focused, self._was_here = self._was_here, False
        held = self.current()
        self._open = tuple(questions)
        self._known = tuple(entry for entry in known if entry.value is not None or entry.own_answer)
        keys = [one.fact.key for one in self._open]
        # The same question stays while it is open (a grade was chosen elsewhere); else the first of the new order. One that
        # was answered and is still open (a search that does not reach back far enough) gives way to the next.
        self._place = 0
        if held is not None and held.key in keys:
            self._place = (keys.index(held.key) + focused) % len(keys)
        self._again = ""
        self._show()
        self._fill_list()
        if focused and self.editor is not None and self.isVisible():
            self._focus()

    def current(self) -> FactQuestion | None:
        """The fact asked now."""
        if self._again:
            return next((entry.fact for entry in self._known if entry.fact.key == self._again), None)
        return self._open[self._place].fact if self._place < len(self._open) else None

    def ask(self, key: str) -> None:
        """Ask a certain fact: an open one, or a known one anew."""
        keys = [one.fact.key for one in self._open]
        if key in keys:
            self._place, self._again = keys.index(key), ""
        elif any(entry.fact.key == key for entry in self._known):
            self._again = key
        else:
            return
        self._show()
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ go to the question before and after."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if self._open:
            self._place = (self._place + step) % len(self._open)
            self._again = ""
            self._show()
            self._focus()

    def _show(self) -> None:
        clear(self._editor_box)
        self.editor = None
        fact = self.current()
        asking = fact is not None
        for part in (self.question, self.why, self.source, self.unknown):
            part.setVisible(asking)
        several = len(self._open) > 1
        self._back.setVisible(several)
        self._skip.setVisible(several)
        if fact is None:
            self._count.setText(tr("要问的都问完了"))
            return
        if self._again:
            self._count.setText(tr("更改已答的事实"))
            self.why.setText("")
        else:
            self._count.setText(
                tr("要查明的事实，第 {n} 问，共 {all} 问", n=self._place + 1, all=len(self._open))
            )
            known = next(
                (one for one in self._known if one.fact.key == fact.key and one.value is not None), None
            )
            said = tr("现有回答 {v}，还不够。", v=answer_text(fact, known.value)) if known else ""
            self.why.setText(said + tr("为什么问：{why}", why=self._open[self._place].why))
        self.why.setVisible(bool(self.why.text()))
        self.question.setText(question_text(fact))
        self._editor_box.addWidget(self._make_editor(fact))
        announce(self, f"{question_text(fact)}{self.why.text()}")

    def _make_editor(self, fact: FactQuestion) -> QWidget:
        known = next((entry for entry in self._known if entry.fact.key == fact.key), None)
        value = known.value if known is not None else None
        if fact.kind in ("bool", "choice"):
            options: tuple[tuple[str, str], ...]
            if fact.kind == "bool":
                options = (("yes", tr("是")), ("no", tr("否")))
                held = "" if value is None else "yes" if value else "no"
            else:
                options = tuple((choice, choice_word(fact, choice)) for choice in fact.choices)
                held = str(value or "")
            line = Segmented(question_text(fact), tuple(Segment(key, words) for key, words in options))
            line.set_value(held)
            line.chosen.connect(
                lambda chosen: self._tell(fact, {"yes": True, "no": False}.get(chosen, chosen))
            )
            self.editor = line
            return holder(row(line, None))
        field = TextField(
            fact.unit or (tr("日期") if "day" in fact.kind else tr("数值")),
            text=str(value) if value not in (None, NONE_WORD) else "",
            placeholder=tr("如 2026-11-18") if "day" in fact.kind else "",
        )
        field.line_edit.returnPressed.connect(lambda: self._tell_text(fact, field))
        keep = Button(tr("记下"), size="small", tooltip="Enter")
        keep.clicked.connect(lambda: self._tell_text(fact, field))
        self.editor = field
        buttons = [keep]
        if fact.kind == "day_or_none":
            none = Button(tr("未改正") if fact.key == "corrected_day" else tr("查无"), size="small")
            none.clicked.connect(lambda: self._tell(fact, NONE_WORD))
            buttons.append(none)
        return holder(column(field, row(*buttons, None), gap=4))

    def _focus(self) -> None:
        target = self.editor
        if isinstance(target, Segmented):
            target.findChildren(QAbstractButton)[0].setFocus()
        elif target is not None:
            target.setFocus()

    def _tell(self, fact: FactQuestion, value: object) -> None:
        self._was_here = True
        self.answered.emit(fact.key, value, self.source.text())

    def _tell_text(self, fact: FactQuestion, field: TextField) -> None:
        text = field.text().strip()
        try:
            if not text:
                raise InvalidValueError(tr("回答"), "", tr("填写，或选“不知道”"))
            parse_answer(fact, text)
        except InvalidValueError as error:
            field.set_error(error)
            return
        self._tell(fact, text)

    def _tell_unknown(self) -> None:
        fact = self.current()
        if fact is not None:
            self._was_here = True
            self.unsure.emit(fact.key, self.source.text())

    def _toggle_list(self) -> None:
        self._list_holder.setVisible(self._list_holder.isHidden())

    def _fill_list(self) -> None:
        clear(self._list)
        unsure = sum(entry.value is None for entry in self._known)
        words = tr("已知的事实 {n} 项", n=len(self._known) - unsure)
        self._list_button.setText(words + (tr("，不知道 {n} 项", n=unsure) if unsure else ""))
        self._list_button.setVisible(bool(self._known))
        for entry in self._known:
            self._list.addWidget(self._known_line(entry))

    def _known_line(self, entry: Question) -> QWidget:
        mark = Mark.UNKNOWN if entry.value is None else Mark.MET
        said = tr("不知道") if entry.value is None else answer_text(entry.fact, entry.value)
        if entry.source and entry.source != said:
            said = tr("{said}（{source}）", said=said, source=entry.source)
        change = Button(tr("更改"), "link", size="small")
        change.setAccessibleName(tr("更改：{q}", q=question_text(entry.fact)))
        change.clicked.connect(lambda: self.ask(entry.fact.key))
        text = column(
            Label(question_text(entry.fact), "caption", "text2", wrap=True), Label(said, "dense", wrap=True)
        )
        return holder(row(MarkView(mark, 14), (text, 1), change, gap=8))
