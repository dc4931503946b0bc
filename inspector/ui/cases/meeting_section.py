"""Hearings and collective discussions (听证、集体讨论) of a case: their records, and the form of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.case_records import Meeting
from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer, listed
from inspector.domain.times import SHANGHAI, parse_day
from inspector.services.cases import CaseFile
from inspector.services.meetings import DISCUSSION, HEARING, NAMES, MeetingEntry
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.fields import CheckField, ChoiceField, Field, TextAreaField, TextField
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr


class MeetingCard(Card):
    """`held(MeetingEntry, take_step)`; `amended(meeting id, reason, fields)` corrects the words of a record."""

    held = Signal(object, bool)
    amended = Signal(str, str, dict)

    def __init__(self) -> None:
        super().__init__(tr("听证和集体讨论"))
        self._known: tuple[Meeting, ...] | None = None
        self._case = ""
        self._kept_out: Mapping[str, Mapping[str, str]] = {}
        self._people: dict[str, tuple[CheckField, CheckField]] = {}
        self._reasons: dict[str, ElidingLabel] = {}
        self._officers: tuple[Officer, ...] = ()
        self._amending: Meeting | None = None
        self.open = Button(tr("登记会议"), "link")
        self.open.clicked.connect(self.toggle)
        self.add_action(self.open)
        self._list = column(gap=8)
        self.kind = Segmented(tr("会议"), (Segment(DISCUSSION, tr("集体讨论")), Segment(HEARING, tr("听证"))))
        self.kind.chosen.connect(lambda _kind: self._fit())
        self.day, self.place = TextField(tr("举行日"), required=True), TextField(tr("地点"))
        self.host = ChoiceField(tr("主持人"), required=True)
        self._persons = column(gap=2)
        self.guests = TextField(tr("其他参加人"), hint=tr("当事人、代理人、证人、翻译，写明身份"))
        self.minutes = TextAreaField(tr("记录"), required=True, lines=3)
        self.conclusion = TextField(tr("结论"), required=True)
        self.with_step = CheckField(tr("同时登记为办案步骤"))
        self.with_step.setChecked(True)
        self.reason = TextField(tr("更正理由"), required=True, hint=tr("原来的写法留在记录里"))
        self.save = Button(tr("登记会议"))
        self.save.clicked.connect(self._save)
        self.cancel = Button(tr("取消"), "link")
        self.cancel.clicked.connect(self._leave)
        self._persons_box = holder(self._persons)
        self._form = holder(
            column(
                row(self.kind, None),
                row((self.day, 1), (self.place, 1), (self.host, 1), gap=10),
                self._persons_box,
                self.guests,
                self.minutes,
                self.conclusion,
                self.reason,
                row(self.with_step, None, self.cancel, self.save, gap=10),
                gap=6,
            )
        )
        self._form.hide()
        self.add(holder(self._list))
        self.add(self._form)

    def show_file(self, file: CaseFile, kept_out: Mapping[str, Mapping[str, str]], today: date) -> None:
        """The records so far. `kept_out`: by kind and person, why not; a form being filled stays until one more is there."""
        self._kept_out = kept_out
        if (file.case.id, file.meetings) == (self._case, self._known) and not self._form.isHidden():
            return
        self._case, self._known = file.case.id, file.meetings
        self._officers = tuple(one for one in file.people if one.active)
        clear(self._list)
        names = {one.id: one.name for one in file.people}
        for meeting in file.meetings:
            self._list.addWidget(self._record(meeting, names))
        if not file.meetings:
            self._list.addWidget(
                Label(tr("应当听证或集体讨论的，记录在这里；决定要以它为据"), "dense", "text3", wrap=True)
            )
        self._form.hide()
        self.day.set_text(str(today))
        self._fill(None)
        if not self.kind.value():
            self.kind.set_value(DISCUSSION)
        self._make_people()
        self._fit()

    def open_for(self) -> None:
        """Bring the form of a new record up, with the cursor at its day."""
        if self._amending:
            self._fill(None)
        self._form.show()
        self.day.line_edit.setFocus()

    def toggle(self) -> None:
        """Show or hide the form of a new record."""
        if self._form.isHidden() or self._amending:
            self.open_for()
        else:
            self._form.hide()

    def _leave(self) -> None:
        """Close the form; what was typed into a correction is dropped, what was typed for a new record stays."""
        if self._amending:
            self._fill(None)
        self._form.hide()

    def correct(self, meeting: Meeting) -> None:
        """Bring the form up with the words of a record: who sat and voted, and when, are not words and stay."""
        self._fill(meeting)
        self._form.show()
        self.minutes.text_edit.setFocus()

    def _fill(self, meeting: Meeting | None) -> None:
        self._amending = meeting
        for name, field in self._words().items():
            field.set_text(getattr(meeting, name) if meeting is not None else "")
            field.clear_line()
        self.reason.set_text("")
        self.reason.clear_line()
        for part in (self.kind, self.day, self.host, self._persons_box, self.with_step):
            part.setVisible(meeting is None)
        self.reason.setVisible(meeting is not None)
        self.save.setText(tr("登记会议") if meeting is None else tr("存更正"))

    def _words(self) -> dict[str, TextField | TextAreaField]:
        """What of a record is words and may be corrected, by the name of its field."""
        return {
            "place": self.place,
            "guests": self.guests,
            "minutes": self.minutes,
            "conclusion": self.conclusion,
        }

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field; False when no field is meant."""
        fields: dict[str, Field] = {
            "举行日": self.day,
            "地点": self.place,
            "主持人": self.host,
            "表决人": self.host,
            "当事人及其他参加人": self.guests,
            "参加人": self.guests,
            "笔录": self.minutes,
            "各人意见": self.minutes,
            "主持人意见": self.conclusion,
            "结论": self.conclusion,
            "更正理由": self.reason,
        }
        if error.field not in fields:
            return False
        fields[error.field].set_error(error)
        return True

    def seat(self, officer_id: str, *, votes: bool) -> None:
        """Tick a person's boxes (for keyboards and tests alike). Raises KeyError for a person not listed."""
        sits, voting = self._people[officer_id]
        sits.setChecked(True)
        voting.setChecked(votes and voting.isEnabled())

    def _make_people(self) -> None:
        clear(self._persons)
        self._people, self._reasons = {}, {}
        self.host.set_options(tuple((one.id, one.name) for one in self._officers))
        for one in self._officers:
            sits, votes = CheckField(tr("参加")), CheckField(tr("表决"))
            sits.setAccessibleName(tr("{name}参加", name=one.name))
            votes.setAccessibleName(tr("{name}表决", name=one.name))
            why = ElidingLabel("", "caption", "text3")
            self._people[one.id] = (sits, votes)
            self._reasons[one.id] = why
            name = Label(one.name, "dense")
            name.setFixedWidth(96)
            self._persons.addWidget(holder(row(name, sits, votes, (why, 1), gap=10)))

    def _fit(self) -> None:
        discussion = self.kind.value() == DISCUSSION
        reasons = self._kept_out.get(self.kind.value(), {})
        for one in self._officers:
            votes = self._people[one.id][1]
            why = reasons.get(one.id, "")
            votes.setVisible(discussion)
            votes.setEnabled(not why)
            if why:
                votes.setChecked(False)
            self._reasons[one.id].set_text(tr("不表决：{why}", why=why) if why and discussion else "")
        able = tuple((one.id, one.name) for one in self._officers if not reasons.get(one.id, ""))
        self.host.set_options(able)
        if not self.host.value() and able:
            self.host.set_value(able[0][0])

    def _save(self) -> None:
        if self._amending is not None:
            written = {name: field.text() for name, field in self._words().items()}
            if all(getattr(self._amending, name) == text for name, text in written.items()):
                self.minutes.set_fault(tr("没有改动：先改文字再存，或者取消"))
                return
            self.amended.emit(self._amending.id, self.reason.text(), written)
            return
        try:
            day = parse_day(self.day.text(), "举行日")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        discussion = self.kind.value() == DISCUSSION
        self.held.emit(
            MeetingEntry(
                kind=self.kind.value(),
                held_on=day,
                host=self.host.value(),
                attendees=tuple(key for key, (sits, _votes) in self._people.items() if sits.isChecked()),
                voters=tuple(
                    key for key, (_sits, votes) in self._people.items() if discussion and votes.isChecked()
                ),
                guests=self.guests.text(),
                place=self.place.text(),
                minutes=self.minutes.text(),
                conclusion=self.conclusion.text(),
            ),
            self.with_step.isChecked(),
        )

    def _record(self, meeting: Meeting, names: Mapping[str, str]) -> QWidget:
        def people(text: str) -> str:
            return "、".join(names.get(key, key) for key in listed(text))

        panel = Panel("sunken")
        head = f"{NAMES[meeting.kind]} · {meeting.held_on}" + (f" · {meeting.place}" if meeting.place else "")
        correct = Button(tr("更正"), "link")
        correct.setAccessibleName(tr("更正{record}", record=head))
        correct.clicked.connect(lambda: self.correct(meeting))
        panel.add(row(MarkView(Mark.MET, 16), (Label(head, "dense-bold", wrap=True), 1), correct))
        who = [tr("主持 {name}", name=people(meeting.host))]
        if meeting.attendees:
            who.append(tr("参加 {names}", names=people(meeting.attendees)))
        if meeting.voters:
            who.append(tr("表决 {names}", names=people(meeting.voters)))
        if meeting.guests:
            who.append(meeting.guests)
        panel.add(Label("；".join(who), "dense", "text2", wrap=True))
        panel.add(Label(meeting.minutes, "dense", wrap=True, selectable=True))
        panel.add(
            Label(tr("结论：{text}", text=meeting.conclusion), "dense-bold", wrap=True, selectable=True)
        )
        if meeting.updated_at != meeting.created_at:
            when = meeting.updated_at.astimezone(SHANGHAI)
            panel.add(
                Label(
                    tr("{day} 更正过，原来的写法在操作记录里", day=f"{when:%Y-%m-%d %H:%M}"),
                    "caption",
                    "text3",
                )
            )
        return panel
