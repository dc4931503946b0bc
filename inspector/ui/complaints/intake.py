"""The form that takes a complaint in (登记信访)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Complaint, Site
from inspector.services.complaints import CHANNELS, KINDS
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.date_fields import DateTimeField
from inspector.ui.common.fields import ChoiceField, Field, TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.words import tr


class IntakeForm(Card):
    """`saved(complaint)`, `place_typed(text)`, `closed()`."""

    saved = Signal(object)
    place_typed = Signal(str)
    closed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(tr("登记信访"))
        self._sites: dict[str, Site] = {}
        self._now = now
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.received = DateTimeField(tr("收到时间"), now, required=True)
        self.channel = ChoiceField(tr("渠道"), tuple((word, tr(word)) for word in CHANNELS))
        self.reference = TextField(tr("编号"))
        self.kind = ChoiceField(
            tr("类别"), tuple((word, tr(word)) for word in KINDS), hint=tr("扬尘另有十五日和七日的期限")
        )
        self.place = TextField(tr("地点或对象"), required=True, placeholder=tr("两个字即可查监管对象"))
        self.known = ChoiceField(tr("监管对象里的"))
        self.known.hide()
        self.content = TextAreaField(tr("反映的内容"), required=True, lines=3)
        self.person = TextField(tr("信访人"), hint=tr("匿名的留空；不印在文书上"))
        self.save = Button(tr("登记并起算"))
        self.save.clicked.connect(self._save)
        self.add(row((self.received, 3), (self.channel, 2), gap=10))
        self.add(row((self.reference, 3), (self.kind, 2), gap=10))
        for widget in (self.place, self.known, self.content, self.person):
            self.add(widget)
        self.add(Label(tr("登记后自动起算告知十五日、答复六十日的期限。"), "caption", "text3", wrap=True))
        self.add(row(None, self.save))
        self.body.addStretch(1)
        self.place.edited.connect(self.place_typed)
        self.reset()

    def reset(self) -> None:
        """An empty form that begins now."""
        for field in (self.reference, self.place, self.person):
            field.set_text("")
            field.clear_line()
        self.content.set_text("")
        self.content.clear_line()
        self.received.set_value(self._now().replace(second=0, microsecond=0))
        self.channel.set_value(CHANNELS[0])
        self.kind.set_value(KINDS[0])
        self.offer(())

    def offer(self, sites: Sequence[Site]) -> None:
        """Known sites that match what was typed."""
        self._sites = {site.id: site for site in sites}
        self.known.set_options((("", tr("不是其中的")), *((site.id, site.name) for site in sites)))
        self.known.set_value("")
        self.known.setVisible(bool(sites))

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields: dict[str, Field] = {
            "反映的内容": self.content,
            "收到时间": self.received,
            "信访编号": self.reference,
        }
        fields.get(error.field, self.place).set_error(error)

    def _save(self) -> None:
        received = self.received.value()
        if not isinstance(received, datetime):
            self.received.set_fault(tr("写明收到的时间，如 11-24 23:18"))
            return
        site = self._sites.get(self.known.value())
        self.saved.emit(
            Complaint(
                received_at=received,
                channel=self.channel.value(),
                reference=self.reference.text(),
                kind=self.kind.value(),
                place=self.place.text(),
                content=self.content.text(),
                district=site.district if site else "",
                site_id=site.id if site else None,
                complainant=self.person.text(),
            )
        )
