"""The law panel: list items and general grounds condition by condition, open questions, the fine, the two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.law.facts import NONE_WORD, parse_answer
from inspector.law.leniency import ItemResult
from inspector.services.law_review import LawReview, Question
from inspector.ui.cases.shown import DIRECTIONS, answer_text, choice_word, conditions_of, fine_view, item_mark
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.conditions import ConditionList
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.fine import FineArithmetic
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr

_OPEN_MOST = 40


class LawPanel(Card):
    """`answered(key, value, source)`, `grade_chosen(factor, grade)`, `direction_chosen(direction)`."""

    answered = Signal(str, object, str)
    grade_chosen = Signal(str, str)
    direction_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("法律核对"))
        self._review: LawReview | None = None
        self._questions: Sequence[Question] = ()
        self.tabs = TabRow(
            (
                Tab("list", tr("清单项")),
                Tab("general", tr("一般条款")),
                Tab("fine", tr("罚款")),
                Tab("text", tr("条文")),
            )
        )
        self.tabs.chosen.connect(lambda _id: self._fill())
        self.add_action(self.tabs)
        self._content = column(gap=10)
        self.add(holder(self._content), 1)

    def show_review(self, review: LawReview | None, questions: Sequence[Question], refusal: str = "") -> None:
        """The law's answer; a refusal (no text in force) is shown in its place."""
        self._review, self._questions = review, questions
        if review is None:
            clear(self._content)
            self._content.addWidget(Label(refusal or tr("没有可以核对的条文"), "", "warn", wrap=True))
            self._content.addStretch(1)
            return
        self.set_sub(tr("规则包 {v}", v=review.pack_version))
        listed = sum(not item.item.general for item in review.items)
        self.tabs.set_tabs(
            (
                Tab("list", tr("清单项"), listed or None),
                Tab("general", tr("一般条款")),
                Tab("fine", tr("罚款")),
                Tab("text", tr("条文")),
            )
        )
        self._fill()

    def _fill(self) -> None:
        clear(self._content)
        review = self._review
        if review is None:
            return
        tab = self.tabs.current() or "list"
        if tab == "fine":
            self._fine(review)
        elif tab == "text":
            self._texts(review)
        else:
            self._items([item for item in review.items if item.item.general == (tab == "general")])
        self._content.addStretch(1)

    def _items(self, items: Sequence[ItemResult]) -> None:
        if not items:
            self._content.addWidget(Label(tr("本行为没有清单项，看一般条款。"), "dense", "text3"))
        asked: dict[str, None] = {}
        for item in items:
            # Grounds about the person (age, capacity) matter seldom: shown by name until something is known.
            self._content.addWidget(self._item(item))
            asked |= dict.fromkeys(key for condition in item.conditions for key in condition.fact_keys)
        open_questions = [question for question in self._questions if question.fact.key in asked][:_OPEN_MOST]
        if open_questions:
            self._content.addWidget(QuestionList(open_questions, self.answered.emit))

    def _item(self, item: ItemResult) -> QWidget:
        head = Panel("sunken")
        head.add(
            row(
                MarkView(item_mark(item), 18),
                (
                    Label(
                        tr("{name}：{effect}", name=item.item.name, effect=item.item.effect),
                        "bold",
                        wrap=True,
                    ),
                    1,
                ),
            )
        )
        head.add(Label(item.verdict, "dense", "text2", wrap=True))
        for warning in item.warnings:
            head.add(row(MarkView(Mark.UNKNOWN, 14), (Label(warning, "caption", "warn", wrap=True), 1)))
        return holder(column(head, ConditionList(conditions_of(item)), gap=4))

    def _fine(self, review: LawReview) -> None:
        fine = FineArithmetic()
        fine.set_fine(fine_view(review))
        self._content.addWidget(fine)
        if review.fine.table is not None and review.fine.table.method == "bands":
            direction = Segmented(
                tr("轻重"), tuple(Segment(key.value, tr(name)) for key, name in DIRECTIONS.items())
            )
            direction.set_value(review.direction.value)
            direction.chosen.connect(self.direction_chosen)
            self._content.addLayout(row(Label(tr("在本档内"), "dense", "text2"), direction, None))
        if review.table is None:
            return
        for factor in review.table.factors:
            empty = tr("请选") if factor.asked else tr("未选（按最低档）")
            field = ChoiceField(factor.name, options=(("", empty), *((g.id, g.label) for g in factor.grades)))
            field.set_value(review.grades.get(factor.id, ""))
            field.chosen.connect(
                lambda grade, key=factor.id: self.grade_chosen.emit(key, grade) if grade else None
            )
            self._content.addWidget(field)
        source = review.table.source
        self._content.addWidget(
            Label(
                tr("来源：{doc}{art}", doc=source.document, art=source.article), "caption", "text3", wrap=True
            )
        )

    def _texts(self, review: LawReview) -> None:
        choice = review.choice
        self._content.addWidget(Label(choice.reason, "", wrap=True))
        texts = [(tr("行为时的条文"), choice.old), (tr("决定时的条文"), choice.new)]
        for title, provision in texts if choice.changed else [(tr("行为时和决定时的条文"), choice.old)]:
            chosen = choice.chosen is provision
            panel = Panel("accent" if chosen else "sunken")
            head = tr("{title}（适用）", title=title) if chosen else title
            panel.add(Label(head, "dense-bold"))
            panel.add(Label(provision.penalty(), "", wrap=True))
            panel.add(
                Label(
                    tr("{range} · 主管：{who}", range=provision.fine.text(), who=provision.authority),
                    "dense",
                    "text2",
                    wrap=True,
                )
            )
            panel.add(Label(tr("违反：{what}", what=provision.violated), "dense", "text2", wrap=True))
            for consequence in provision.consequences:
                panel.add(Label(consequence, "caption", "text3", wrap=True))
            if provision.source.verification != "verified":
                panel.add(row(MarkView(Mark.UNKNOWN, 14), (Label(tr("原文未核实"), "caption", "warn"), 1)))
            self._content.addWidget(panel)
        self._content.addWidget(Label(review.limitation, "dense", "text2", wrap=True))


class QuestionList(Panel):
    """Facts the grounds ask for, each with its answer, where it comes from, and a way to answer."""

    def __init__(self, questions: Sequence[Question], answered: Callable[[str, object, str], object]) -> None:
        super().__init__("sunken")
        self._answered = answered
        self.source = TextField(tr("谁说的、哪份材料"), placeholder=tr("如 现场检查笔录、复查照片"))
        unknown = sum(question.value is None for question in questions)
        self.add(Label(tr("要查明的事实（待查 {n} 项）", n=unknown), "dense-bold"))
        self.add(self.source)
        for question in sorted(questions, key=lambda entry: entry.value is not None):
            self.add(self._line(question))

    def _line(self, question: Question) -> QWidget:
        fact = question.fact
        mark = Mark.UNKNOWN if question.value is None else Mark.MET
        shown = answer_text(fact, question.value) + (
            tr("（{source}）", source=question.source) if question.source else ""
        )
        text = holder(
            column(Label(fact.question, "dense", wrap=True), Label(shown, "caption", "text2", wrap=True))
        )
        return holder(
            column(row(MarkView(mark, 16), (text, 1)), self._editor(question), gap=2, margins=(0, 4, 0, 4))
        )

    def _editor(self, question: Question) -> QWidget:
        fact = question.fact
        if fact.kind == "bool":
            options: tuple[tuple[str, str], ...] = (("yes", tr("是")), ("no", tr("否")), ("", tr("待查")))
            value = "" if question.value is None else "yes" if question.value else "no"
        elif fact.kind == "choice":
            options = (*((choice, choice_word(fact, choice)) for choice in fact.choices), ("", tr("待查")))
            value = str(question.value or "")
        else:
            return self._typed(question)
        line = Segmented(fact.question, tuple(Segment(key or "unknown", words) for key, words in options))
        line.set_value(value or "unknown")
        line.chosen.connect(lambda chosen: self._tell(question, chosen))
        return holder(row(line, None))

    def _typed(self, question: Question) -> QWidget:
        fact = question.fact
        field = TextField(
            fact.unit or (tr("日期") if "day" in fact.kind else tr("数值")),
            text=str(question.value) if question.value not in (None, NONE_WORD) else "",
        )
        field.committed.connect(lambda text: self._tell_text(question, text, field))
        if fact.kind != "day_or_none":
            return field
        none = Button(tr("查无"), size="small")
        none.clicked.connect(lambda: self._tell_text(question, NONE_WORD, field))
        return holder(row((field, 1), none))

    def _tell(self, question: Question, chosen: str) -> None:
        value = {"yes": True, "no": False, "unknown": None}.get(chosen, chosen)
        self._answered(question.fact.key, value, self.source.text())

    def _tell_text(self, question: Question, text: str, field: TextField) -> None:
        value = text.strip() or None
        try:
            parse_answer(question.fact, value)
        except InvalidValueError as error:
            field.set_error(error)
            return
        if str(question.value or "") != (value or ""):
            self._answered(question.fact.key, value, self.source.text())
