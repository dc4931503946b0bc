"""The form of a case opened by hand: party, act, days, source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.identifiers import parse_credit_code
from inspector.domain.kinds import CaseSource
from inspector.domain.records import Case, Site
from inspector.domain.times import parse_day
from inspector.law.schema import Violation
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, Field, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.words import tr


class NewCaseForm(Card):
    """`open_requested(case)`, `party_typed(text)`, `closed()`."""

    open_requested = Signal(object)
    party_typed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("新建案件"))
        self._sites: dict[str, Site] = {}
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.party = TextField(tr("当事人"), required=True, placeholder=tr("两个字即可查"))
        self.known = ChoiceField(tr("监管对象里的"))
        self.known.hide()
        self.code = TextField(tr("统一社会信用代码"))
        self.address = TextField(tr("地址"))
        self.act = ChoiceField(tr("违法行为"), required=True)
        self.act_day = TextField(tr("行为日"), required=True, placeholder="2026-11-24")
        self.end_day = TextField(tr("终了日"), hint=tr("连续的行为填最后一天"))
        self.source = ChoiceField(tr("来源"), options=tuple((kind.value, kind.label) for kind in CaseSource))
        self.reference = TextField(tr("来源编号"))
        save = Button(tr("立为案件"))
        save.clicked.connect(self._save)
        for widget in (self.party, self.known, self.code, self.address, self.act):
            self.add(widget)
        self.add(row((self.act_day, 1), (self.end_day, 1)))
        self.add(row((self.source, 1), (self.reference, 1)))
        self.add(Label(tr("开案后补事实和证据；输入有错不会丢。"), "caption", "text3", wrap=True))
        self.add(row(None, save))
        self.body.addStretch(1)
        self.party.edited.connect(self.party_typed)
        self.known.chosen.connect(self._take)
        on_leave(self.code, lambda text: parse_credit_code(text) if text.strip() else None)
        on_leave(self.act_day, lambda text: parse_day(text, "行为日") if text.strip() else None)
        on_leave(self.end_day, lambda text: parse_day(text, "终了日") if text.strip() else None)

    def set_acts(self, acts: Sequence[Violation]) -> None:
        """The acts of the rule pack, by element."""
        ordered = sorted(acts, key=lambda act: act.element)
        self.act.set_options(tuple((act.id, f"{act.element} · {act.short_name}") for act in ordered))

    def offer(self, sites: Sequence[Site]) -> None:
        """Known sites that match what was typed."""
        self._sites = {site.id: site for site in sites}
        self.known.set_options((("", tr("选一个")), *((site.id, site.name) for site in sites)))
        self.known.setVisible(bool(sites))

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields: dict[str, Field] = {
            "行为终了日": self.end_day,
            "终了日": self.end_day,
            "行为日": self.act_day,
            "统一社会信用代码": self.code,
        }
        fields.get(error.field, self.party).set_error(error)

    def reset(self) -> None:
        """Empty the form."""
        for field in (self.party, self.code, self.address, self.act_day, self.end_day, self.reference):
            field.set_text("")
            field.clear_line()
        self.offer(())

    def _take(self, key: str) -> None:
        site = self._sites.get(key)
        if site is not None:
            self.party.set_text(site.name)
            self.code.set_text(site.credit_code or "")
            self.address.set_text(site.address)

    def _save(self) -> None:
        try:
            self.open_requested.emit(self._entered())
        except InvalidValueError as error:
            self.show_fault(error)

    def _entered(self) -> Case:
        day: date = parse_day(self.act_day.text(), "行为日")
        end = parse_day(self.end_day.text(), "终了日") if self.end_day.text().strip() else None
        code = parse_credit_code(self.code.text()) if self.code.text().strip() else None
        site = next((entry for entry in self._sites.values() if entry.name == self.party.text()), None)
        return Case(
            title="",
            violation_id=self.act.value(),
            element="",
            inspection_kind="",
            found_on=end or day,
            act_day=day,
            act_end_day=end,
            site_id=site.id if site else None,
            party_name=self.party.text(),
            party_code=code,
            party_representative=site.legal_representative if site else "",
            party_address=self.address.text(),
            district=site.district if site else "",
            source=CaseSource(self.source.value() or CaseSource.COMPLAINT.value),
            source_reference=self.reference.text(),
        )
