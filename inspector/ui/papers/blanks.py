"""The card of a paper's blanks (填写项): what the inspector fills, what the records already know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.services.paper_entries import BlankView
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.words import tr


class BlanksCard(Card):
    """`filled(values)`: field names with what was typed, only those that changed."""

    filled = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("填写项"))
        self.fields: dict[str, TextField | TextAreaField] = {}
        self._before: dict[str, str] = {}
        self._list = column(gap=8)
        self.save = Button(tr("填入文书"), icon="check")
        self.save.clicked.connect(self._emit)
        self.add(holder(self._list))
        self.add(holder(row(None, self.save)))

    def show_blanks(self, blanks: Sequence[BlankView]) -> None:
        """A field for every open blank; what is typed and not yet saved stays."""
        unsaved = {name: text for name, text in self._typed().items() if text != self._before.get(name, "")}
        clear(self._list)
        self.fields = {}
        self._before = {blank.name: blank.typed for blank in blanks if blank.open}
        hints = {"日期": tr("如 2026-11-24"), "时刻": tr("如 2026-11-24 14:30"), "金额": tr("元，如 32000")}
        known = [blank for blank in blanks if not blank.open]
        for blank in blanks:
            if not blank.open:
                continue
            placeholder = blank.shown if blank.source == "default" else hints.get(blank.kind, "")
            field: TextField | TextAreaField
            if blank.kind == "长文":
                field = TextAreaField(blank.name, lines=3, placeholder=placeholder)
                field.text_edit.setMaximumHeight(4 * field.text_edit.fontMetrics().height() + 12)
            else:
                field = TextField(blank.name, placeholder=placeholder)
            field.set_text(unsaved.get(blank.name, blank.typed))
            self.fields[blank.name] = field
            self._list.addWidget(field)
        if known:
            names = "、".join(blank.name for blank in known)
            self._list.addWidget(Label(tr("照案件记录：{names}", names=names), "dense", "text3", wrap=True))
        self.set_sub(tr("{n} 项", n=len(self.fields)))
        self.save.setVisible(bool(self.fields))
        self.setVisible(bool(blanks))

    def forget(self) -> None:
        """Another paper is shown: nothing typed here belongs to it."""
        clear(self._list)
        self.fields, self._before = {}, {}

    def _typed(self) -> dict[str, str]:
        return {name: field.text().strip() for name, field in self.fields.items()}

    def _emit(self) -> None:
        changed = {name: text for name, text in self._typed().items() if text != self._before.get(name, "")}
        if changed:
            self.filled.emit(changed)
