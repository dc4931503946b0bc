"""The page of one visit: sections by checklist, three columns or tabs, the foot always in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import IntendedStep
from inspector.ui.common.buttons import Button
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.fields import CheckField
from inspector.ui.common.layout import PageForm
from inspector.ui.common.marks import Mark
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.page import Page, SavedState
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.suggestion import Suggestion
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr
from inspector.ui.shell.window import MainWindow
from inspector.ui.visits.arrangement import Tabbed, columns
from inspector.ui.visits.campaign_link import CampaignLink
from inspector.ui.visits.intents import VisitIntents
from inspector.ui.visits.reason_question import ReasonQuestion
from inspector.ui.visits.sections import Sections
from inspector.ui.visits.shown import (
    CheckState,
    FollowUp,
    FootState,
    LineState,
    MoreState,
    OfficerView,
    PartyState,
    ReadingState,
    SampleState,
    VerdictState,
    VisitShape,
)
from inspector.ui.visits.visit_foot import VisitFoot

_TAB_OF = {
    "party_name": "party",
    "place": "party",
    "started_at": "party",
    "officers": "party",
    "identity_shown": "party",
    "rights_told": "party",
    "person_in_charge": "party",
    "measurement": "readings",
    "answers": "checks",
    "findings": "findings",
}


class VisitView(Page):
    """Layout and intents. The presenter is bound once; sections are built anew when the checklist changes.

    `reason_given(reason)`, `changes_dropped()` answer the question that a signed record asks; `shown(id)` tells of a visit.
    """

    reason_given = Signal(str)
    changes_dropped = Signal()
    shown = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(tr("现场检查"), back_to=tr("现场检查"))
        self._now = now
        self._intents: VisitIntents | None = None
        self.presenter: VisitIntents | None = None
        self._shape: VisitShape | None = None
        self.sections: Sections | None = None
        self._arranged: QWidget | None = None
        self._foot_state = FootState(0, 0, ())
        self._follow = FollowUp()
        self._verdict = VerdictState()
        self._guarded = False
        self.saved = SavedState()
        self._switch = Button(tr("改用完整检查表"), "link")
        self._switch.clicked.connect(self._on_switch)
        self.campaign = CampaignLink()
        self.header.add_action(self.saved)
        self.header.add_action(self.campaign)
        self.header.add_action(self._switch)
        self.tabs = TabRow()
        self.tabs.chosen.connect(self._on_tab)
        self.header.add_below(self.tabs)
        self.tabs.hide()
        self.bottom = VisitFoot()
        self.follow = Button(tr("立案或移交"), size="large", menu_mark=True)
        self.follow.hide()
        self.follow.clicked.connect(self._offer_follow_up)
        self.bottom.add_action(self.follow)
        self.set_foot(self.bottom)
        self.set_primary(self.bottom.print_record)
        self.bottom.gap_chosen.connect(self.go_to)

    def bind_presenter(self, intents: VisitIntents) -> None:
        """Connect the foot; sections are connected when they are built."""
        self._intents = intents
        self.bottom.preview.clicked.connect(intents.preview)
        self.bottom.print_record.clicked.connect(intents.print_record)

    @property
    def _parts(self) -> Sections:
        """The sections; the presenter shows the shape before anything else."""
        assert self.sections is not None
        return self.sections

    def shape(self, shape: VisitShape) -> Sections:
        """Build the sections for a checklist, or keep those that stand."""
        if self.sections is not None and shape == self._shape:
            return self.sections
        self._shape = shape
        old = self._arranged
        self.sections = Sections(shape, self._now)
        if self._intents is not None:
            self.sections.connect_to(self._intents)
        if self.sections.readings is not None:
            self.sections.readings.basis_requested.connect(self._show_basis)
        photos, card = self.sections.photos, self.sections.photos_card
        photos.add_requested.connect(self._choose_photos)
        card.add_requested.connect(self._choose_photos)
        photos.card_requested.connect(self._choose_card)
        for editor in self.sections.editors():
            editor.installEventFilter(self)
        self.sections.checks.done.connect(self._after_checks)
        self.header.set_title(shape.title)
        self.setAccessibleName(shape.title)
        self.header.set_sub(shape.sub)
        self._switch.setVisible(shape.fast_offered)
        self._switch.setText(tr("改用完整检查表") if shape.fast else tr("改用快速检查"))
        self._arrange()
        if old is not None:
            old.deleteLater()
        return self.sections

    def show_shape(self, shape: VisitShape) -> None:
        """Build the sections for this checklist and form."""
        self.shape(shape)

    def show_party(self, state: PartyState) -> None:
        """Fill section 1."""
        self._parts.party.show_party(state)

    def show_officers(self, named: Sequence[OfficerView], choices: Sequence[OfficerView]) -> None:
        """Who is named, and who may be."""
        self._parts.party.show_officers(named, choices)

    def show_suggestions(self, text: str, found: Sequence[Suggestion]) -> None:
        """Known sites for a typed text."""
        self._parts.party.party.show_suggestions(text, found)

    def show_lines(self, party: LineState, place: LineState, history: str) -> None:
        """Lines under party and place; what the own data say of the party."""
        self._parts.party.show_lines(party, place, history)

    def show_reading(self, state: ReadingState, weather: str, wind: str) -> None:
        """Fill section 2."""
        if self._parts.readings is not None:
            self._parts.readings.show_reading(state)
            self._parts.readings.show_weather(weather, wind)

    def show_samples(self, states: Sequence[SampleState]) -> None:
        """Fill the free readings."""
        if self._parts.samples is not None:
            self._parts.samples.show_samples(states)

    def show_verdict(self, state: VerdictState) -> None:
        """Verdict beside the limit, in section 2 and at the right of the tabs."""
        self._verdict = state
        if self._parts.readings is not None and self._parts.verdict_card is not None:
            self._parts.readings.show_verdict(state)
            self._parts.verdict_card.show_verdict(state)

    def show_checks(self, states: Sequence[CheckState]) -> None:
        """Rows of section 3."""
        self._parts.checks.show_checks(states, detailed=not self._parts.shape.fast)

    def show_photos(self, items: Sequence[PhotoItem], words: str) -> None:
        """Strip of section 4, and the two at the right of the tabs."""
        self._parts.photos.show_photos(items, words)
        self._parts.photos_card.show_photos(items)

    def show_progress(self, state: TaskState | None) -> None:
        """Advance of the taking in of photos; None when it ended."""
        if self.sections is not None:
            self.sections.photos.show_progress(state)

    def show_findings(self, text: str, *, edited: bool) -> None:
        """Text of section 5."""
        self._parts.findings.show_findings(text, edited=edited)

    def show_step(self, step: IntendedStep | None) -> None:
        """Intended step."""
        self._parts.findings.show_step(step)

    def show_more(self, state: MoreState) -> None:
        """Texts of the full form."""
        if self._parts.more is not None:
            self._parts.more.show_more(state)

    def show_follow_up(self, follow: FollowUp) -> None:
        """What may follow the visit."""
        self._follow = follow
        self.follow.setVisible(bool(follow.violations or follow.hand_over_to))

    def show_field_refusal(self, field: str, error: InvalidValueError) -> None:
        """Say at a field why its value was not stored."""
        if field in ("started_at", "ended_at", "place", "party_name"):
            self._parts.party.show_refusal(field, error)
        elif self._parts.samples is not None and field[:1].isdigit():
            ordinal, _, name = field.partition(".")
            self._parts.samples.show_refusal(int(ordinal), name, error)
        elif self._parts.readings is not None:
            self._parts.readings.show_refusal(field, error)

    def show_foot(self, state: FootState) -> None:
        """What is there and what is missing; also the marks of the tabs."""
        self._foot_state = state
        self.bottom.show_state(state)
        self.bottom.print_record.setText(tr("打印现场检查笔录"))
        self._mark_tabs()

    def show_saved(self, text: str) -> None:
        """ "23:41:07 已自动保存"."""
        self.saved.set_saved(text)

    def show_waiting(self, text: str) -> None:
        """Something typed is not stored yet."""
        self.saved.set_waiting(text)

    def ask_reason(self, error: InspectorError) -> None:
        """The party has signed: ask for the reason of the change, or give it up. What is being written there stays."""
        if not isinstance(self.notice(), ReasonQuestion):
            question = ReasonQuestion(error)
            question.given.connect(self.reason_given)
            question.dropped.connect(self.changes_dropped)
            self.show_notice(question)

    def show_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        if self.sections is not None:
            self.sections.set_read_only(fixed)

    def focus_gap(self, after: str = "") -> None:
        """Put the cursor on the next missing thing after `after`, or on the print button when nothing is missing."""
        order = list(_TAB_OF)
        stops = {key for key, _words in self._foot_state.missing if key in order}
        readings = self.sections.readings if self.sections is not None else None
        if readings is not None and not readings.value.text():
            stops.add("measurement")  # asked for in passing even where the record can do without it
        place = order.index(after) if after in order else -1
        missing = sorted(stops, key=lambda key: (order.index(key) <= place, order.index(key)))
        if missing == ["measurement"] and place >= order.index("measurement"):
            missing = []
        if missing:
            self.go_to(missing[0])
        else:
            self.bottom.print_record.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, key: str) -> None:
        """Put the cursor where a requirement is filled in."""
        if self.sections is None:
            return
        if self.tabs.isVisible() and key in _TAB_OF:
            self._show_tab(_TAB_OF[key])
        if key == "answers":
            row = self.sections.checks.first_open()
            if row is not None:
                self.scroller.ensureWidgetVisible(row)
                row.focus_answer()
            return
        target = self.sections.targets().get(key)
        if target is not None:
            self.scroller.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def apply_form(self, form: PageForm) -> None:
        """Columns or tabs."""
        if self._shape is not None:
            self._arrange()

    def entered(self, record_id: str = "") -> None:
        """Open the visit asked for; the window asks this page before it closes."""
        window = self.window()
        if isinstance(window, MainWindow) and not self._guarded:
            self._guarded = True
            window.add_close_guard(self._store_before_closing)
        if record_id and self._intents is not None:
            self._intents.open(record_id)
            self.shown.emit(record_id)

    def panes(self) -> list[QWidget]:
        """Sections in their order, then the foot."""
        parts = [part.widget for part in self.sections.parts()] if self.sections else []
        return [*parts, self.bottom]

    def help_text(self) -> str:
        """What the page asks, and its clauses."""
        return tr(
            "现场检查笔录当场制作。两名以上执法人员，出示执法证件（行政处罚法第42条、第55条），"
            "告知回避和陈述申辩权（第43条、第45条）。Enter 到下一个必填项，Tab 依次走，1 2 3 回答检查要点，"
            "F2 写要点说明，Ctrl+; 填现在。每一项填完即存在本机。"
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page stores what is pending."""
        super().hideEvent(event)
        if self._intents is not None:
            self._intents.close_visit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a line goes to the next gap; Enter on a statement ticks it first."""
        if (
            not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            or self.sections is None
        ):
            return super().eventFilter(watched, event)
        key = self.sections.key_of(watched)
        if isinstance(watched, CheckField):
            if not watched.isChecked():
                watched.click()
            self.focus_gap(key)
            return True
        if isinstance(watched, QLineEdit) and not (
            watched is self.sections.party.party.line_edit and self.sections.party.party.offered()
        ):
            QTimer.singleShot(0, self, lambda: self.focus_gap(key))
        return False

    def _store_before_closing(self) -> bool:
        """What is pending goes to the write pool, which the window waits for."""
        if self._intents is not None:
            self._intents.close_visit()
        return True

    def _show_basis(self) -> None:
        if self._verdict.basis:
            self.show_notice(NoticePanel(tr("限值和评价的依据"), places=self._verdict.basis, mark=Mark.MET))

    def _choose_photos(self) -> None:
        names = tr("照片 (*.jpg *.jpeg *.heic *.heif *.png *.webp);;所有文件 (*)")
        paths = Dialogs(self.window()).open_files(tr("添加照片"), names)
        if paths and self._intents is not None:
            self._intents.add_photos(paths)

    def _choose_card(self) -> None:
        folder = Dialogs(self.window()).open_folder(tr("从卡导入：选相机卡或文件夹"))
        if folder is not None and self._intents is not None:
            self._intents.add_photos([folder])

    def _offer_follow_up(self) -> None:
        """The acts that unmet items point at, and the authority the matter belongs to; the officer chooses."""
        menu = QMenu(self)
        intents = self._intents
        if intents is None:
            return
        for key, words in self._follow.violations:
            action = menu.addAction(tr("立案：{words}", words=words))
            action.triggered.connect(lambda _on=False, violation=key: intents.open_case(violation))
        if self._follow.hand_over_to:
            menu.addSeparator()
            action = menu.addAction(
                tr("移交{to}：{why}", to=self._follow.hand_over_to, why=self._follow.hand_over_reason)
            )
            action.triggered.connect(lambda _on=False: intents.hand_over())
        top = self.follow.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.exec(top)
        menu.deleteLater()

    def _after_checks(self) -> None:
        self.focus_gap("answers")

    def _on_switch(self) -> None:
        if self._intents is not None and self._shape is not None:
            self._intents.change_form(fast=not self._shape.fast)

    def _arrange(self) -> None:
        """Put the sections into columns or tabs; the side cards belong to the tabs only."""
        assert self.sections is not None
        old, parts = self._arranged, self.sections.parts()
        compact = not self.form.side_panels
        if compact:
            tabbed = Tabbed(parts, self.sections.verdict_card, self.sections.photos_card)
            self._arranged = tabbed
        else:
            for card in (self.sections.verdict_card, self.sections.photos_card):
                if card is not None:
                    # Kept for the next narrow form: the arrangement it stood in is about to go.
                    card.hide()
                    card.setParent(self)
            self._arranged = columns(parts)
        self.sections.set_compact(compact)
        self.bottom.set_compact(compact)
        self._switch.setVisible(bool(self._shape and self._shape.fast_offered))
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.addWidget(self._arranged, 1)
        self.tabs.setVisible(compact)
        if compact:
            self._mark_tabs()
            self._show_tab(self.tabs.current() or "party")
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        QTimer.singleShot(0, self, self._order_tabs)

    def _order_tabs(self) -> None:
        """The tab key follows the numbers of the sections."""
        if self.sections is None:
            return
        chain: Sequence[QWidget] = [*self.sections.stops(), self.bottom.preview, self.bottom.print_record]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _mark_tabs(self) -> None:
        if self.sections is None or self.form.side_panels:
            return
        missing = {_TAB_OF.get(key, "party") for key, _words in self._foot_state.missing}
        tabs = []
        for number, (part_id, words) in enumerate(self.sections.tab_words(), start=1):
            mark = Mark.UNKNOWN if part_id in missing else Mark.MET
            tabs.append(Tab(part_id, f"{number} {words}", mark=mark))
        self.tabs.set_tabs(tabs)

    def _on_tab(self, part_id: str) -> None:
        self._show_tab(part_id)

    def _show_tab(self, part_id: str) -> None:
        self.tabs.set_current(part_id)
        if isinstance(self._arranged, Tabbed):
            self._arranged.show_part(part_id)
