"""The case page: it reads like the file. Left the facts, photos, papers and days; right the law and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from inspector.casework.rulebook import Rulebook
from inspector.casework.steps import NOTICED
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.law.schema import Violation
from inspector.services.case_review import FileReview
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview, Question
from inspector.services.papers import PaperSlot
from inspector.services.procedure import CaseProgress
from inspector.services.similar_cases import SimilarCases
from inspector.ui.cases.circumstance_section import CircumstanceCard
from inspector.ui.cases.clock_section import ClockList
from inspector.ui.cases.decision_section import DecisionCard
from inspector.ui.cases.defence_section import DefenceCard
from inspector.ui.cases.file_sections import CorrectionCard, FactsCard, PapersCard
from inspector.ui.cases.law_section import LawPanel
from inspector.ui.cases.meeting_section import MeetingCard
from inspector.ui.cases.offence_section import OffenceCard
from inspector.ui.cases.review_section import ReviewCard
from inspector.ui.cases.shown import timeline_of
from inspector.ui.cases.step_section import StepPanel
from inspector.ui.cases.step_shown import clock_of, step_form, steps_of
from inspector.ui.cases.suspension_section import SuspensionCard
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.chips import Chip
from inspector.ui.common.clock_bar import ClockBar
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row, scrolled
from inspector.ui.common.marks import Seal, SealView
from inspector.ui.common.page import Page
from inspector.ui.common.photos import PhotoItem, PhotoStrip
from inspector.ui.common.stepper import Stepper
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.timeline import Timeline
from inspector.ui.common.words import tr

_RIGHT_PX = 478
SEALS = {
    Outcome.PENALTY: Seal.FINED,
    Outcome.REDUCED: Seal.REDUCED,
    Outcome.WAIVED: Seal.WAIVED,
    Outcome.MAY_BE_WAIVED: Seal.MAY_WAIVE,
    Outcome.HANDED_OVER: Seal.HANDED_OVER,
    Outcome.WITHDRAWN: Seal.DROPPED,
}


class CaseView(Page):
    """`shown(case_id)`, `photos_dropped(paths)`, `photos_wanted()`, `photo_opened(id)`; the sections have their own signals."""

    shown = Signal(str)
    photos_dropped = Signal(list)
    photos_wanted = Signal()
    photo_opened = Signal(str)
    all_photos_wanted = Signal()
    redaction_wanted = Signal()
    clock_explained = Signal()

    def __init__(self) -> None:
        super().__init__(tr("案件"), back_to=tr("案件"))
        self.presenter: object = None
        self.standing: object = None
        self.volume_presenter: object = None
        self._wide = True
        self.stepper, self.clock = Stepper(()), ClockBar(tr("办案期限"))
        self.clock.setFixedWidth(330)
        self.clock.explain_requested.connect(self.clock_explained)
        self._identity = holder(row(gap=8))
        # On a small window the clock is one line beside the identity: its words, and the way to how they were counted.
        self._has_clock = False
        self._short_clock = ElidingLabel("", "caption", "text2")
        how = Button(tr("怎么算的"), "link", size="small")
        how.clicked.connect(self.clock_explained)
        self._short_line = holder(row((self._short_clock, 1), how, gap=6))
        self.header.add_below(row(self._identity, (self._short_line, 3), None, gap=16))
        self.header.add_below(row((self.stepper, 1), self.clock, gap=24))
        self.explanation = Card(tr("怎么算的"))
        self.explanation.hide()
        self.clocks = ClockList()
        self.explanation.add(self.clocks)
        self.suspension = SuspensionCard()
        self.explanation.add(self.suspension)
        self.step_panel, self.facts, self.papers = StepPanel(), FactsCard(), PapersCard()
        self.correction, self.law, self.decision = CorrectionCard(), LawPanel(), DecisionCard()
        self.defence, self.circumstances = DefenceCard(), CircumstanceCard()
        self.meetings = MeetingCard()
        self.review, self.offences = ReviewCard(), OffenceCard()
        self.photos_card = self._make_photos()
        self.timeline = Timeline(())
        days = Card(tr("经过"))
        days.add(self.timeline)
        self.set_primary(self.decision.open)
        self.add_key("Ctrl+J", tr("查找步骤"), self.find_step)
        self.add_key("Ctrl+Shift+J", tr("期限怎么算的"), self.toggle_explanation)
        self._tabs = TabRow((Tab("file", tr("案卷")), Tab("law", tr("法律核对"))))
        self._tabs.chosen.connect(lambda _id: self._fit())
        self._left = self._make_left(days)
        self._right = holder(column((scrolled(self.law), 1), self.decision, gap=10))
        self._tab_holder = holder(row(self._tabs, None))
        body = holder(
            column(
                self._tab_holder,
                (holder(row((self._left, 1), self._right, gap=14)), 1),
                gap=6,
                margins=(20, 10, 20, 10),
            )
        )
        self.set_fixed_body(body)
        self._fit()

    def _make_left(self, days: Card) -> QScrollArea:
        """The file in the order it is read."""
        parts = (
            self.step_panel,
            self.explanation,
            self.facts,
            self.photos_card,
            self.circumstances,
            self.correction,
            self.defence,
            self.meetings,
            self.papers,
            self.offences,
            self.review,
            days,
        )
        return scrolled(holder(column(*parts, None, gap=10)))

    def _make_photos(self) -> Card:
        self.strip = PhotoStrip(limit=12)
        self.strip.dropped.connect(self.photos_dropped)
        self.strip.add_requested.connect(self.photos_wanted)
        self.strip.opened.connect(self.photo_opened)
        card = Card(tr("照片"))
        self._all_photos = Button(tr("全部"), "link", size="small", tooltip=tr("本案的全部照片"))
        self._redact = Button(
            tr("公开用照片"), "link", size="small", tooltip=tr("把打过码的照片写到一个空文件夹，不带拍摄信息")
        )
        self._all_photos.clicked.connect(self.all_photos_wanted)
        self._redact.clicked.connect(self.redaction_wanted)
        card.add_action(self._all_photos)
        card.add_action(self._redact)
        card.add(self.strip)
        return card

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def apply_form(self, form: PageForm) -> None:
        self._wide = form.side_panels
        self._fit_clock()
        self._fit()

    def show_file(self, file: CaseFile, progress: CaseProgress, rules: Rulebook, today: date) -> None:
        """Identity, steps, clock, facts, orders, days."""
        case = file.case
        self.header.set_title(case.party_name or tr("未填当事人"))
        self.header.set_sub(case.title.removeprefix(case.party_name))
        self._show_identity(file)
        self.stepper.set_steps(steps_of(progress, rules))
        clock = progress.stage_clock
        state = clock_of(clock, today)
        if clock is not None:
            self.clock.set_title(tr("办案期限") if clock.rule.id == "decide" else clock.rule.title)
        self.clock.set_clock(state)
        self._has_clock = state is not None
        self._short_clock.set_text(self.clock.accessibleName())
        self._fit_clock()
        self.suspension.show_file(file, rules)
        self.clocks.show_clocks(progress.running, today)
        self.step_panel.show_form(step_form(progress, rules), today)
        self.facts.show_facts(file)
        self.correction.show_orders(file.rectifications, today)
        self.circumstances.show_file(file, rules)
        noticed = file.step(NOTICED)
        self.defence.show_case(case, noticed.day if noticed else None)
        self.timeline.set_items(timeline_of(file, rules))

    def show_photos(self, items: Sequence[PhotoItem], words: str) -> None:
        """The photo strip."""
        self.strip.set_photos(list(items))
        self.photos_card.set_sub(words)
        self._all_photos.setVisible(bool(items))
        self._redact.setVisible(bool(items))

    def show_law(
        self,
        file: CaseFile,
        review: LawReview | None,
        questions: Sequence[Question],
        today: date,
        refusal: str,
        acts: Sequence[Violation],
    ) -> None:
        """The law panel and the decision bar."""
        self.law.show_review(
            review,
            questions,
            refusal,
            case_id=file.case.id,
            acts=acts,
            decided=file.decision is not None,
        )
        self.decision.show_case(file, review, today)

    def show_meetings(self, file: CaseFile, kept_out: Mapping[str, Mapping[str, str]], today: date) -> None:
        """Hearings and discussions."""
        self.meetings.show_file(file, kept_out, today)

    def meeting_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below the meeting's field; False when none is meant."""
        return self.meetings.show_fault(error)

    def show_similar(self, similar: SimilarCases) -> None:
        """The like cases on the law panel."""
        self.law.show_similar(similar)

    def show_review(self, found: FileReview | None) -> None:
        """What the file's own review finds."""
        self.review.show_review(found)

    def show_papers(self, slots: Sequence[PaperSlot]) -> None:
        """The list of papers."""
        self.papers.show_papers(slots)

    def show_span_fault(self, error: InvalidValueError) -> bool:
        """A refused span (扣除), below its field."""
        return self.suspension.show_fault(error)

    def find_step(self) -> None:
        """The list of every step, with the cursor in its search."""
        if not self._wide:
            self._tabs.set_current("file")
            self._fit()
        self._left.ensureWidgetVisible(self.step_panel)
        self.step_panel.toggle_finder()

    def help_text(self) -> str:
        return tr(
            "这一页按案卷的顺序读：走到哪一步、下一步为什么是它、还缺什么。Ctrl+J 在全部步骤里查找（听证、中止、按日计罚、催告都在其中），"
            "每一步写明依据和缺的内容；确需跳过时写明理由和批准的负责人，跳过会一直显示。Ctrl+Shift+J 看期限逐日怎么算的。"
        )

    def toggle_explanation(self) -> None:
        """Show or hide the day-by-day list."""
        self.explanation.setVisible(self.explanation.isHidden())

    def _show_identity(self, file: CaseFile) -> None:
        case = file.case
        layout = self._identity.layout()
        if layout is None:
            return
        clear(layout)
        outcome = case.outcome or case.proposed_outcome
        parts: list[QWidget] = [
            Label(case.case_number or tr("未编号"), "dense", "text2", selectable=True),
            Chip(case.element),
        ]
        if outcome is not None:
            word = outcome.label if case.outcome else tr("拟{what}，未决定", what=outcome.label)
            parts.append(
                SealView(
                    SEALS[outcome] if case.outcome else Seal.PROPOSED,
                    decided=case.outcome is not None,
                    word=word,
                )
            )
        else:
            parts.append(Label(tr("未决定"), "dense", "text3"))
        if case.hand_over_to and case.outcome is None:
            parts.append(Chip(tr("管辖：{who}", who=case.hand_over_to), "vio"))
        if case.sample:
            parts.append(Chip(tr("示例"), "warn"))
        for part in parts:
            layout.addWidget(part)

    def _fit_clock(self) -> None:
        self.clock.setVisible(self._wide and self._has_clock)
        self._short_line.setVisible(not self._wide and self._has_clock)

    def show_card(self, card: str) -> None:
        """Bring the card that enters a step into view: correction, defence, meeting or decision."""
        if card == "decision":
            if not self._wide:
                self._tabs.set_current("law")
                self._fit()
            self.decision.open.setFocus()
            return
        found = {
            "correction": self.correction,
            "defence": self.defence,
            "meeting": self.meetings,
        }.get(card)
        if card == "meeting":
            self.meetings.open_for()
        if found is not None:
            self._left.ensureWidgetVisible(found)

    def _fit(self) -> None:
        """Side by side when wide; else two tabs."""
        law = self._tabs.current() == "law"
        self._tab_holder.setVisible(not self._wide)
        self._left.setVisible(self._wide or not law)
        self._right.setVisible(self._wide or law)
        self._right.setMinimumWidth(_RIGHT_PX if self._wide else 0)
        self._right.setMaximumWidth(_RIGHT_PX if self._wide else 16_777_215)
