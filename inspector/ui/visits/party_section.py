"""Section 1 of a visit: who and where — party, place, times, two officers, two statements, person in charge, source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.cards import Card
from inspector.ui.common.date_fields import DateTimeField
from inspector.ui.common.fields import CheckField, Field, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, row, rule
from inspector.ui.common.site_field import SiteField
from inspector.ui.common.words import tr
from inspector.ui.visits.officer_cards import OfficerCard
from inspector.ui.visits.shown import LineState, OfficerView, PartyState


class PartySection(Card):
    """`typed(field, text)`, `left()`, `searched(text)`, `site_picked(id)`, `moment_set(field, datetime|None)`,
    `officer_chosen(place, id)`, `ticked(field, bool)`."""

    typed = Signal(str, str)
    left = Signal()
    searched = Signal(str)
    site_picked = Signal(str)
    moment_set = Signal(str, object)
    officer_chosen = Signal(int, str)
    ticked = Signal(str, bool)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(tr("谁、在哪里"), number=1, parent=parent)
        self.party = SiteField(tr("当事人"), required=True)
        self.place = TextField(tr("地点"), required=True)
        self.started = DateTimeField(tr("开始"), now, required=True, placeholder="23:18")
        self.ended = DateTimeField(tr("结束"), now, placeholder=tr("打印时填"))
        self.officers = (OfficerCard(tr("检查人一")), OfficerCard(tr("检查人二")))
        self.identity = CheckField(tr("已出示执法证件，对方已确认"))
        self.rights = CheckField(tr("已告知申请回避和陈述申辩的权利"))
        self.person = TextField(tr("现场负责人"), required=True, placeholder=tr("姓名，职务"))
        self.source = TextField(tr("来源"), placeholder=tr("信访 12345"))
        self.history = Label("", "caption", wrap=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(8)
        needed = row(Label(tr("执法人员"), "sub"), Label(tr("至少 2 名"), "caption"), None, gap=8)
        first = column(self.party, self.place, row((self.started, 1), (self.ended, 1), gap=10), None, gap=8)
        second = column(
            needed,
            row((self.officers[0], 1), (self.officers[1], 1), gap=8),
            2,
            self.identity,
            self.rights,
            row((self.person, 1), (self.source, 1), gap=10),
            rule(),
            self.history,
            None,
            gap=5,
        )
        self._columns.addLayout(first, 0)
        self._columns.addLayout(second, 1)
        self.add(self._columns, 1)
        self._connect()

    def set_wide(self, wide: bool) -> None:
        """Two columns side by side where the section has the width and not the height."""
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(24 if wide else 8)
        self._columns.setStretch(0, 1 if wide else 0)

    def show_party(self, state: PartyState) -> None:
        """Fill the fields (when a visit is opened or a site was picked)."""
        self.party.set_text(state.party_name)
        self.place.set_text(state.place)
        self.started.set_value(state.started_at)
        self.ended.set_value(state.ended_at)
        self.identity.setChecked(state.identity_shown)
        self.rights.setChecked(state.rights_told)
        self.person.set_text(state.person)
        self.source.set_text(state.source)

    def show_officers(self, named: Sequence[OfficerView], choices: Sequence[OfficerView]) -> None:
        """Show who is named and who may be."""
        taken = {officer.id for officer in named}
        free = [choice for choice in choices if choice.id not in taken]
        for place, card in enumerate(self.officers):
            card.show_officer(named[place] if place < len(named) else None, free)

    def show_lines(self, party: LineState, place: LineState, history: str) -> None:
        """The lines under party and place, and what is known of the party."""
        _show_line(self.party, party)
        _show_line(self.place, place)
        self.history.setText(history)

    def show_refusal(self, field: str, error: InvalidValueError) -> None:
        """Show at its field why a value was not stored."""
        widget = {"started_at": self.started, "ended_at": self.ended, "place": self.place}.get(
            field, self.party
        )
        widget.set_error(error)

    def targets(self) -> dict[str, QWidget]:
        """Where to put the cursor for each requirement."""
        return {
            "party_name": self.party.line_edit,
            "place": self.place.line_edit,
            "started_at": self.started.line_edit,
            "officers": self.officers[1],
            "identity_shown": self.identity,
            "rights_told": self.rights,
            "person_in_charge": self.person.line_edit,
        }

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        for field in (self.party, self.place, self.started, self.ended, self.person, self.source):
            field.line_edit.setReadOnly(fixed)
        for widget in (*self.officers, self.identity, self.rights):
            widget.setEnabled(not fixed)

    def _connect(self) -> None:
        names: tuple[tuple[TextField, str], ...] = (
            (self.party, "party_name"),
            (self.place, "place"),
            (self.person, "person"),
            (self.source, "source"),
        )
        for field, name in names:
            field.edited.connect(lambda text, key=name: self.typed.emit(key, text))
            field.committed.connect(lambda _text: self.left.emit())
        self.party.searched.connect(self.searched)
        self.party.picked.connect(self.site_picked)
        self.started.committed_at.connect(lambda value: self.moment_set.emit("started_at", value))
        self.ended.committed_at.connect(lambda value: self.moment_set.emit("ended_at", value))
        for place, card in enumerate(self.officers):
            card.chosen.connect(lambda key, index=place: self.officer_chosen.emit(index, key))
        self.identity.ticked.connect(lambda on: self.ticked.emit("identity_shown", on))
        self.rights.ticked.connect(lambda on: self.ticked.emit("rights_told", on))


def _show_line(field: Field, line: LineState) -> None:
    if line.mark == "met":
        field.set_met(line.text, line.fix)
    elif line.mark == "gap":
        field.set_gap(line.text, line.fix)
    else:
        field.clear_line()
