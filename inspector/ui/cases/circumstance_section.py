"""What the procedure asks of the case (案情): the party's kind, the kinds of penalty, and the facts that open a branch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.casework.machine import FOLLOWING_FLAGS
from inspector.casework.rulebook import Rulebook
from inspector.domain.records import listed
from inspector.services.cases import CaseFile
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField
from inspector.ui.common.filters import SearchBox
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr

# Kinds of penalty that give a right to a hearing whatever the sum (行政处罚法第63条); ids of the rules' `kind:` terms.
_KINDS = (
    ("confiscation", "没收较大数额"),
    ("permit", "降低资质、吊销许可证"),
    ("shutdown", "责令停产停业、关闭"),
    ("ban", "限制从业"),
    ("graver", "其他较重的处罚"),
)


class CircumstanceCard(Card):
    """`flag_stated(flag, stated)`, `party_changed(kind)`, `kinds_changed(comma-separated)`."""

    flag_stated = Signal(str, bool)
    party_changed = Signal(str)
    kinds_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("案情"), tr("决定走哪些分支：听证、法制审核、集体讨论、移送、强制"))
        self.open = Button(tr("修改"), "link")
        self.open.setAccessibleName(tr("修改案情"))
        self.open.clicked.connect(self.toggle)
        self.add_action(self.open)
        self.state = Label("", "dense", "text2", wrap=True)
        self.party = Segmented(tr("当事人"), (Segment("unit", tr("单位")), Segment("person", tr("公民"))))
        self.party.chosen.connect(self.party_changed)
        self.kinds = {key: CheckField(tr(word)) for key, word in _KINDS}
        for field in self.kinds.values():
            field.ticked.connect(lambda _on: self.kinds_changed.emit(self._kinds()))
        self.search = SearchBox(tr("查找情形"))
        self.search.searched.connect(self._filter)
        self.flags: dict[str, CheckField] = {}
        self._lines = column(gap=2)
        self._form = holder(
            column(
                row(self.party, None),
                holder(row(*list(self.kinds.values())[:3], None, gap=12)),
                holder(row(*list(self.kinds.values())[3:], None, gap=12)),
                self.search,
                holder(self._lines),
                gap=6,
            )
        )
        self._form.hide()
        self.add(self.state)
        self.add(self._form)

    def toggle(self) -> None:
        """Show or hide what can be changed."""
        self._form.setVisible(self._form.isHidden())

    def show_file(self, file: CaseFile, rules: Rulebook) -> None:
        """What was stated so far; a box ticked by hand is a statement of whoever works here, kept with its event."""
        self._make(rules)
        stated = {flag.flag for flag in file.flags}
        kinds = listed(file.case.penalty_kinds)
        for key, field in self.flags.items():
            field.setChecked(key in stated)
        for key, field in self.kinds.items():
            field.setChecked(key in kinds)
        self.party.set_value(file.case.party_kind)
        words = [rules.flags[key].name for key in rules.flags if key in stated]
        words += [tr(word) for key, word in _KINDS if key in kinds]
        party = tr("公民") if file.case.party_kind == "person" else tr("单位")
        self.state.setText(
            tr("当事人是{party}。{what}", party=party, what="、".join(words) or tr("没有登记特别情形"))
        )

    def _make(self, rules: Rulebook) -> None:
        if self.flags:
            return
        for key, flag in rules.flags.items():
            if key in FOLLOWING_FLAGS:
                continue
            field = CheckField(flag.name)
            field.ticked.connect(lambda on, key=key: self.flag_stated.emit(key, on))
            self.flags[key] = field
        fields: list[QWidget] = list(self.flags.values())
        for left, right in zip(fields[::2], [*fields[1::2], None], strict=False):
            pair = [(left, 1), *([(right, 1)] if right is not None else [])]
            self._lines.addWidget(holder(row(*pair, gap=12)))

    def _filter(self, text: str) -> None:
        for field in self.flags.values():
            field.setVisible(text in field.text())

    def _kinds(self) -> str:
        return ",".join(key for key, field in self.kinds.items() if field.isChecked())
