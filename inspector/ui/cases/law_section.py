"""The law panel: list items or general grounds condition by condition, one question at a time, then the fine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.law.schema import Violation
from inspector.services.law_review import LawReview, Question
from inspector.services.similar_cases import SimilarCases
from inspector.ui.cases.acts_section import ActsBlock
from inspector.ui.cases.apology_section import ApologyBlock
from inspector.ui.cases.fine_section import FineBlock
from inspector.ui.cases.grounds_section import GroundsBlock
from inspector.ui.cases.question_card import QuestionCard
from inspector.ui.cases.similar_section import SimilarSection
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row, rule
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.words import tr


class LawPanel(Card):
    """`answered(key, value, source)`, `unsure(key, source)`, `grade_chosen(factor, grade)`, `direction_chosen(direction)`,
    `reasons_wanted()`, `apology_recorded(ApologyEntry)`, `apology_withdrawn()`, `act_added(id, relation)`, `act_removed(id)`,
    `similar_wanted()` when 同类案 is opened and not read yet, `case_opened(id)`.
    """

    answered = Signal(str, object, str)
    unsure = Signal(str, str)
    grade_chosen = Signal(str, str)
    direction_chosen = Signal(str)
    reasons_wanted = Signal()
    apology_recorded = Signal(object)
    apology_withdrawn = Signal()
    act_added = Signal(str, str)
    act_removed = Signal(str)
    similar_wanted = Signal()
    case_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("法律核对"))
        self._review: LawReview | None = None
        self._case_id, self._asking = "", False
        self.tabs = TabRow(self._tabs())
        self.tabs.chosen.connect(lambda _id: self._fit())
        self.add_action(self.tabs)
        self.refusal = Label("", "", "warn", wrap=True)
        self.refusal.hide()
        self.grounds, self.question, self.fine = GroundsBlock(), QuestionCard(), FineBlock()
        self.apology, self.acts = ApologyBlock(), ActsBlock()
        self.similar = SimilarSection()
        self.similar.opened.connect(self.case_opened)
        self._similar_read = False
        # After the decision the questions are folded away: verdict, conditions and arithmetic are what is read then.
        self.unfold = Button("", "link", size="small")
        self.unfold.clicked.connect(lambda: self._ask(""))
        self.unfold.hide()
        folded = row(self.unfold, None)
        self._whole = holder(
            column(
                self.grounds,
                folded,
                self.question,
                rule(),
                self.fine,
                rule(),
                self.apology,
                self.acts,
                gap=10,
            )
        )
        self.add(self.refusal)
        self.add(self._whole)
        self.add(self.similar)
        self.similar.hide()
        self.body.addStretch(1)
        self.grounds.reasons_wanted.connect(self.reasons_wanted)
        self.grounds.fact_wanted.connect(self._ask)
        self.question.answered.connect(self.answered)
        self.question.unsure.connect(self.unsure)
        self.fine.grade_chosen.connect(self.grade_chosen)
        self.fine.direction_chosen.connect(self.direction_chosen)
        self.apology.recorded.connect(self.apology_recorded)
        self.apology.withdrawn.connect(self.apology_withdrawn)
        self.acts.added.connect(self.act_added)
        self.acts.removed.connect(self.act_removed)

    def show_review(
        self,
        review: LawReview | None,
        questions: Sequence[Question],
        refusal: str = "",
        *,
        case_id: str = "",
        acts: Sequence[Violation] = (),
        decided: bool = False,
    ) -> None:
        """The law's answer; a refusal (no text in force) is shown in its place."""
        self._review = review
        self._similar_read = False
        self.refusal.setVisible(review is None)
        if review is None:
            self.refusal.setText(refusal or tr("没有可以核对的条文"))
            self._whole.hide()
            self.similar.hide()
            return
        self.set_sub(tr("规则包 {v}", v=review.pack_version))
        if case_id != self._case_id:
            if self._case_id:
                self.tabs.set_current("list")  # the tab of another case says nothing about this one
            self._case_id, self._asking = case_id, False
        self.tabs.set_tabs(self._tabs(sum(not item.item.general for item in review.items)))
        self._fit()
        self.question.show_questions(review.open_questions, questions)
        self._fold(decided, sum(one.value is not None for one in questions), len(review.open_questions))
        self.fine.show_fine(review)
        self.apology.show_apology(case_id, review)
        self.acts.show_acts(review, acts)

    def _fold(self, decided: bool, known: int, unclear: int) -> None:
        self.unfold.setText(tr("已查明 {known} 项事实，未查明 {unclear} 项", known=known, unclear=unclear))
        self.unfold.setVisible(decided and not self._asking)
        self.question.setVisible(not decided or self._asking)

    def _ask(self, key: str) -> None:
        """Unfold the questions, at a certain fact when one is meant."""
        self._asking = True
        self.unfold.hide()
        self.question.show()
        held = self.question.current()
        self.question.ask(key or (held.key if held is not None else ""))

    @staticmethod
    def _tabs(listed: int = 0) -> tuple[Tab, ...]:
        return (
            Tab("list", tr("清单项"), listed or None),
            Tab("general", tr("一般条款")),
            Tab("similar", tr("同类案")),
        )

    def show_similar(self, similar: SimilarCases) -> None:
        """The like cases, read when the tab was opened."""
        self.similar.show_similar(similar)

    def _fit(self) -> None:
        """The part of the chosen tab. Like cases are read when somebody looks at them, and anew after a change."""
        if self._review is None:
            return
        tab = self.tabs.current()
        self._whole.setVisible(tab != "similar")
        self.similar.setVisible(tab == "similar")
        if tab != "similar":
            self.grounds.show_grounds(self._review, general=tab == "general")
        elif not self._similar_read:
            self._similar_read = True
            self.similar_wanted.emit()
