"""The grounds of leniency on the law panel: verdict line, conditions, what counts the other way, the duty to educate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.law.leniency import ItemResult
from inspector.services.law_review import OF_PERSONS, LawReview
from inspector.ui.cases.law_shown import (
    Verdict,
    conditions_of,
    ground_lines,
    single_conditions,
    verdict_of,
)
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.conditions import Condition, ConditionList
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


class GroundsBlock(QWidget):
    """`reasons_wanted()` opens the page of reasons, `fact_wanted(key)` asks the fact a condition waits for."""

    reasons_wanted = Signal()
    fact_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._box = column(gap=8)
        self.setLayout(self._box)

    def show_grounds(self, review: LawReview, *, general: bool) -> None:
        """The list items, or the general grounds with the grounds for a heavier penalty."""
        clear(self._box)
        items = [item for item in review.items if item.item.general == general]
        for text in review.answer.conflicts:
            self._box.addWidget(_notice(text, "warn"))
        if not general and not items:
            self._box.addWidget(Label(tr("本行为没有清单项，看一般条款。"), "dense", "text3"))
        shown = [item for item in items if item.in_force or not general]
        several = [item for item in shown if len(item.conditions) > 1 or not general]
        for place, item in enumerate(several):
            verdict = verdict_of(item, review.regional.get(item.item.id, ""))
            self._box.addWidget(self._verdict(verdict, first=place == 0))
            self._box.addWidget(self._conditions(conditions_of(item)))
        if review.answer.education:
            self._box.addWidget(_notice(review.answer.education, "ok"))
        if general:
            self._general(review, [item for item in shown if item not in several], items)

    def _general(self, review: LawReview, single: Sequence[ItemResult], items: Sequence[ItemResult]) -> None:
        persons = [] if review.of_person else [item for item in single if _of_person(item)]
        single = [item for item in single if item not in persons]
        if single:
            self._box.addWidget(Label(tr("其他一般条款"), "dense-bold"))
            self._box.addWidget(self._conditions(single_conditions(single)))
        past = [item.item.name for item in items if not item.in_force]
        if past:
            names = "、".join(past)
            self._box.addWidget(
                Label(tr("行为日不在施行期：{names}", names=names), "caption", "text3", wrap=True)
            )
        if persons:
            names = "、".join(item.item.name for item in persons)
            self._box.addWidget(
                Label(
                    tr("只适用于自然人，本案当事人是单位：{names}", names=names),
                    "caption",
                    "text3",
                    wrap=True,
                )
            )
        grounds = review.answer.grounds
        if grounds:
            self._box.addWidget(Label(tr("从重情形（法典第1056条、2019年指导意见）"), "dense-bold"))
            self._box.addWidget(ConditionList(ground_lines(grounds)))

    def _verdict(self, verdict: Verdict, *, first: bool) -> QWidget:
        head = Panel("sunken")
        line = row(MarkView(verdict.mark, 18), (Label(verdict.heading, "bold", wrap=True), 1))
        if first:
            reasons = Button(tr("说理页"), "link", icon="file-text", size="small")
            reasons.clicked.connect(self.reasons_wanted)
            line.addWidget(reasons)
        head.add(line)
        head.add(Label(verdict.source, "caption", "text3", wrap=True))
        head.add(Label(verdict.sentence, "dense", "text2", wrap=True))
        for note in verdict.notes:
            head.add(row(MarkView(Mark.UNKNOWN, 14), (Label(note, "caption", "warn", wrap=True), 1)))
        return head

    def _conditions(self, conditions: Sequence[Condition]) -> ConditionList:
        made = ConditionList(conditions)
        made.opened.connect(self.fact_wanted)
        return made


def _of_person(item: ItemResult) -> bool:
    return bool(OF_PERSONS & {key for entry in item.conditions for key in entry.fact_keys})


def _notice(text: str, tone: str) -> QWidget:
    panel = Panel("warn" if tone == "warn" else "ok")
    mark = Mark.UNKNOWN if tone == "warn" else Mark.MET
    panel.add(row(MarkView(mark, 16), (Label(text, "dense", wrap=True), 1)))
    return holder(column(panel))
