"""Further acts on the law panel: the same act under another law (1055), or another act decided together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.leniency_records import SAME_ACT
from inspector.law.schema import Violation
from inspector.services.further_acts import RELATIONS
from inspector.services.law_review import LawReview
from inspector.ui.common.buttons import Button
from inspector.ui.common.fields import ChoiceField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.words import tr


class ActsBlock(QWidget):
    """`added(violation_id, relation)`, `removed(violation_id)`. What the acts mean stands with the fine."""

    added = Signal(str, str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.open = Button(tr("还有别的行为或规定"), "link", icon="plus", size="small")
        self.open.clicked.connect(self._toggle)
        self._list = column(gap=2)
        self.act = ChoiceField(tr("违法行为"))
        self.relation = ChoiceField(
            tr("关系"), options=tuple((key, tr(words)) for key, words in RELATIONS.items())
        )
        self.relation.set_value(SAME_ACT)
        add = Button(tr("加上"), size="small")
        add.clicked.connect(self._tell)
        self.form = holder(column(self.act, self.relation, row(add, None), gap=6))
        self.form.hide()
        self.setLayout(column(row(self.open, None), self._list, self.form, gap=4))

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())

    def show_acts(self, review: LawReview, acts: Sequence[Violation]) -> None:
        """The acts named so far, and those that can be named."""
        clear(self._list)
        names = {act.id: act.name for act in acts}
        taken = {entry.violation_id for entry in review.several.acts}
        for entry in review.several.acts:
            take_out = Button(tr("去掉"), "link", size="small")
            take_out.clicked.connect(lambda _on=False, key=entry.violation_id: self.removed.emit(key))
            words = tr(
                "{relation}：{name}",
                relation=tr(RELATIONS[entry.relation]),
                name=names.get(entry.violation_id, entry.violation_id),
            )
            self._list.addLayout(row((Label(words, "dense", wrap=True), 1), take_out))
        free = [act for act in acts if act.id != review.violation.id and act.id not in taken]
        near = sorted(free, key=lambda act: act.element != review.violation.element)
        self.act.set_options(tuple((act.id, act.short_name or act.name) for act in near))

    def _tell(self) -> None:
        if self.act.value():
            self.form.hide()
            self.added.emit(self.act.value(), self.relation.value())
